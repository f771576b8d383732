import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type DriftResult, drift } from '../../src/drift.js';
import { driftJson } from '../../src/report/drift.js';
import { driftMarkdown } from '../../src/report/drift-markdown.js';
import { driftText } from '../../src/report/drift-text.js';
import { plainStyle } from '../../src/report/style.js';
import { type Files, GOOD, GOOD_TOML, lint, memoryHost, ROOT } from '../support/lint.js';
import { REQUEST } from '../support/request.js';

const driftIn = (files: Files, against: string | null = null, paths: readonly string[] = ['.']): Promise<DriftResult> =>
  drift({ ...REQUEST, paths }, memoryHost(files, false), { against, since: null, fetch: false });
const told = ({ drift: { settings, files } }: DriftResult): string[] => [
  ...settings.map(({ address, values }) => `${address}: ${values.map(({ value }) => value ?? '–').join(' | ')}`),
  ...files.map(({ file, missingOn }) => `${file} not on ${missingOn.join()}`),
];
const textOf = ({ drift: report }: DriftResult, quiet = false): string =>
  driftText(report, { style: plainStyle, quiet, width: 200 });

/** The same files on each node, each with the name of the node in it. */
const onBoth = (files: Files): Files =>
  Object.fromEntries(
    ['is-1', 'is-2'].flatMap((node) =>
      Object.entries(files).map(([path, text]) => [
        `${node}/repository/${path}`,
        String(text).replaceAll('NODE', node),
      ]),
    ),
  );
const CARBON = '<Server><HostName>NODE</HostName></Server>';
const GENERATED: Files = {
  'conf/carbon.xml': CARBON,
  'conf/identity/identity-event.properties': 'host=NODE\n',
};

describe('beside deployment.toml', () => {
  test('what the server writes is not compared, and told in a line and by name', async () => {
    const found = await driftIn({ ...GOOD_TOML, ...onBoth(GENERATED) });
    expect(told(found)).toEqual([]);
    expect(found.drift.generated).toEqual([
      { cluster: 'is', file: 'carbon.xml', nodes: ['is-1', 'is-2'] },
      { cluster: 'is', file: 'identity/identity-event.properties', nodes: ['is-1', 'is-2'] },
    ]);
    expect(found.drift.skipped).toEqual([]);
    const line = 'Not compared: 2 files that the server writes from deployment.toml';
    expect(textOf(found)).toContain(`${line}\n\nin sync: `);
    expect(textOf(found, true)).not.toContain('Not compared');
    expect(driftMarkdown(found.drift)).toContain(`\n\n${line}.\n`);
  });

  test('what people write is', async () => {
    const files = {
      'conf/identity/service-providers/portal.xml':
        '<ServiceProvider><Description>NODE</Description></ServiceProvider>',
      'conf/claim-config.xml': '<ClaimConfig><Host>NODE</Host></ClaimConfig>',
      'conf/etc/own.xml': '<own><host>NODE</host></own>',
      'conf/tomcat/catalina.properties': 'shared.loader=NODE\n',
      'resources/conf/templates/repository/conf/identity/identity.xml.j2': '<Server>{{ NODE }}</Server>\n',
    };
    const found = await driftIn({ ...GOOD_TOML, ...onBoth(files) });
    expect(told(found).map((line) => line.slice(0, line.indexOf(':')))).toEqual([
      '../resources/conf/templates/repository/conf/identity/identity.xml.j2/line[1]',
      'claim-config.xml/Host',
      'etc/own.xml/host',
      'identity/service-providers/portal.xml/Description',
      'tomcat/catalina.properties/shared.loader',
    ]);
    expect(found.drift.generated).toEqual([]);
    expect(textOf(found)).not.toContain('Not compared');
  });

  test('a file that a template renders on one node is not missing on the other', async () => {
    const template = { 'is-1/repository/resources/conf/templates/repository/conf/own.xml.j2': '<own/>' };
    const own = { 'is-1/repository/conf/own.xml': '<own/>', 'is-2/repository/conf/own.xml': '<own>2</own>' };
    const found = await driftIn({ ...GOOD_TOML, ...template, ...own });
    expect(told(found)).toEqual(['../resources/conf/templates/repository/conf/own.xml.j2 not on is-2']);
    expect(found.drift.generated).toEqual([{ cluster: 'is', file: 'own.xml', nodes: ['is-1'] }]);
  });

  test('a server that has started is as what is committed', async () => {
    const below = (folder: string, files: Files): Files =>
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
    const there = { ...GOOD_TOML, ...onBoth(GENERATED) };
    const found = await driftIn({ ...below('prod', GOOD_TOML), ...below('fetched', there) }, 'fetched', ['prod']);
    expect(told(found)).toEqual([]);
    expect(found.drift.generated).toEqual([]);
  });

  test('there is no XML era: each of these files configures it', async () => {
    const found = await driftIn({ ...GOOD, ...onBoth({ 'conf/identity/identity-event.properties': 'host=NODE\n' }) });
    expect(told(found)).toEqual(['identity/identity-event.properties/host: is-1 | is-2']);
  });

  test('check reads what it read: a hand-edited axis2.xml is seen', async () => {
    const edited = onBoth({ 'conf/carbon.xml': '<Server' });
    const rules = async (files: Files) => (await lint(files)).findings.map(({ rule }) => rule);
    expect(await rules({ ...GOOD_TOML, ...edited })).toEqual(await rules(GOOD_TOML));
  });

  test('the JSON is as the schema says', async () => {
    const found = await driftIn({ ...GOOD_TOML, ...onBoth(GENERATED) });
    const schemas = ['report', 'drift'].map((name) =>
      JSON.parse(readFileSync(join(ROOT, `schema/${name}.schema.json`), 'utf8')),
    );
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { uri: /^https?:/ }, schemas });
    const validate = ajv.getSchema(schemas[1].$id);
    validate?.(JSON.parse(driftJson(found.drift)));
    expect(validate?.errors ?? []).toEqual([]);
  });
});
