import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/lint/finding.js';
import { run } from '../../src/pipeline.js';
import { change, copyNode, type Files, GOOD, lint, memoryHost, short } from '../support/lint.js';
import { REQUEST } from '../support/request.js';

/** A dozen mistakes, all of node 2, on which the rules have no reason to speak of one another's. */
const MISTAKES: readonly (readonly [file: string, from: string, to: string])[] = [
  ['axis2/axis2.xml', '"domain">iam.example.com', '"domain">iam.exmaple.com'],
  ['axis2/axis2.xml', '<port>4000', '<port>4100'],
  ['carbon.xml', '<ForceLocalCache>true', '<ForceLocalCache>false'],
  ['carbon.xml', '<HostName>is.example.com', '<HostName>other.example.com'],
  ['carbon.xml', '<KeyAlias>wso2carbon', '<KeyAlias>is2'],
  ['carbon.xml', '<Offset>0', '<Offset>O'],
  ['tomcat/catalina-server.xml', 'proxyPort="443"', 'proxyPort="8443"'],
  ['user-mgt.xml', '>SHA-256<', '>SHA-512<'],
  ['user-mgt.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB_SI'],
  ['identity/identity.xml', 'jdbc/WSO2CarbonDB_IS', 'WSO2_CARBON_DB_IS'],
  ['consent-mgt-config.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/none'],
  ['datasources/master-datasources.xml', 'org.h2.Driver', 'org.postgresql.Driver'],
  [
    'registry.xml',
    '<instanceId>instanceid</instanceId>\n        <targetPath>/_system/governance',
    '<instanceId>instanceId</instanceId>\n        <targetPath>/_system/governance',
  ],
];

const plant = (files: Files): Files =>
  MISTAKES.reduce((all, [file, from, to]) => change(all, `is-2/${file}`, from, to), files);
const BROKEN = plant(GOOD);

/** New names for everything the configuration names; longer names first, since they hold the shorter. */
const NAMES: readonly (readonly [from: string, to: string])[] = [
  ['jdbc/WSO2CarbonDB_', 'jdbc/Shared_'],
  ['jdbc/WSO2CarbonDB', 'jdbc/Local'],
  ['WSO2_CARBON_DB_IS', 'SHARED_SOURCE'],
  ['WSO2_CARBON_DB', 'LOCAL_SOURCE'],
  ['wso2registry_registry', 'shared_registry'],
  ['>wso2registry<', '>own<'],
  ['"wso2registry"', '"own"'],
  ['instanceid', 'governor'],
  ['instanceId<', 'governoR<'],
  ['10.0.0.11', '192.168.7.21'],
  ['10.0.0.12', '192.168.7.22'],
  ['db.example.com', 'data.example.net'],
];

const rewrite = (files: Files, names: typeof NAMES): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      names.reduce((all, [from, to]) => all.split(from).join(to), String(text)),
    ]),
  );

const swapped = (path: string) => path.replace(/^is-([12])\//, (_whole, digit) => `is-${digit === '1' ? 2 : 1}/`);

const findings = async (files: Files): Promise<readonly Finding[]> => (await lint(files)).findings;

/** How often each rule speaks, and how loudly. */
function counts(found: readonly Finding[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { rule, severity } of found) all[`${rule} ${severity}`] = (all[`${rule} ${severity}`] ?? 0) + 1;
  return all;
}

describe('what changes nothing but names', () => {
  test('every mistake is found to begin with', async () => {
    expect((await findings(BROKEN)).length).toBeGreaterThanOrEqual(MISTAKES.length);
  });

  test('other names for datasources, dbConfigs, instances and hosts: the same findings at the same lines', async () => {
    const line = (finding: Finding) => short(finding).replace(/(:\d+):\d+ /, '$1 ');
    const renamed = rewrite(BROKEN, NAMES);
    expect(renamed).not.toEqual(BROKEN);
    expect((await findings(renamed)).map(line)).toEqual((await findings(BROKEN)).map(line));
  });

  test('the correct cluster under other names stays correct', async () => {
    const found = await findings(rewrite(GOOD, NAMES));
    expect(found.filter(({ severity }) => severity !== 'info').map(short)).toEqual([]);
  });

  test('on a tie the node that the change changes is named first, and the keys stay', async () => {
    const placed = async (changed: readonly string[]) => {
      const { findings: found } = await lint(BROKEN, { request: { changed: new Set(changed) } });
      return found.filter(({ rule }) => rule === 'clustering-domain-mismatch').map(({ file, key }) => [file, key]);
    };
    const [[first, key] = []] = await placed([]);
    const other = String(first).replace('is-1/', 'is-2/');
    expect(other).not.toBe(first);
    expect(await placed([other])).toEqual([[other, key]]);
    expect(await placed(['README.md', String(first)])).toEqual([[first, key]]);
    expect(await placed([String(first), other])).toEqual([[first, key]]);
  });

  test('files listed in another order: the same findings, keys and order', async () => {
    const host = memoryHost(BROKEN, false);
    const backwards = {
      ...host,
      list: (root: string) => ({ ...host.list(root), files: [...host.list(root).files].reverse() }),
    };
    const { findings: found } = await run(REQUEST, backwards);
    const told = ({ rule, key, message, file, line }: Finding) => ({ rule, key, message, file, line });
    expect(found.map(told)).toEqual((await findings(BROKEN)).map(told));
  });

  test('a third node as the second should be: the same rules as often', async () => {
    const three = copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });
    expect((await findings(three)).filter(({ severity }) => severity !== 'info').map(short)).toEqual([]);
    const found = await findings(plant(three));
    expect(counts(found)).toEqual(counts(await findings(BROKEN)));
    expect(found.filter(({ node, severity }) => node !== 'is-2' && severity !== 'info').map(short)).toEqual([]);
  });

  test('the two nodes under each other’s name: the same rules as often', async () => {
    const files = Object.fromEntries(Object.entries(BROKEN).map(([path, text]) => [swapped(path), text]));
    expect(counts(await findings(files))).toEqual(counts(await findings(BROKEN)));
  });
});
