import { describe, expect, test } from '@jest/globals';
import { type DriftResult, drift } from '../../src/drift.js';
import { change, type Files, GOOD_TOML, memoryHost } from '../support/lint.js';
import { REQUEST } from '../support/request.js';

const TOML = 'repository/conf/deployment.toml';
const tomlOf = (node: string): string => String(GOOD_TOML[`${node}/${TOML}`]);
const lines = (text: string, indent: number): string =>
  text.replaceAll(/^(?=.)/gm, ' '.repeat(indent)).replace(/\n*$/, '\n');

/** How a file may stand in a ConfigMap; each is the same text for the server. */
const SPELLINGS: Readonly<Record<string, (text: string) => string>> = {
  'a block': (text) => `  deployment.toml: |-\n${lines(text, 4)}`,
  'a deeper block with a chomping mark': (text) => `  "deployment.toml": |+\n${lines(text, 9)}`,
};

function configMap(node: string, text: string, spelling = SPELLINGS['a block']): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${node}\ndata:\n${spelling?.(text) ?? ''}`;
}

const driftIn = (files: Files, paths: readonly string[] = ['.'], against: string | null = null): Promise<DriftResult> =>
  drift({ ...REQUEST, paths }, memoryHost(files, false), { against, since: null, fetch: false });
const told = ({ drift: { settings, files } }: DriftResult): string[] => [
  ...settings.map(({ address, values }) => {
    const each = values.map(({ value, file, line }) => `${value ?? '–'} ${file}:${line ?? '–'}`);
    return `${address}: ${each.join(' | ')}`;
  }),
  ...files.map(({ file, missingOn }) => `${file} not on ${missingOn.join()}`),
];
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;
const replaced = (text: string, from: string, to: string): string => {
  if (text.split(from).length !== 2) throw new Error(`not once: ${from}`);
  return text.replace(from, to);
};
const first = configMap('is-1', tomlOf('is-1'));
const second = configMap('is-2', tomlOf('is-2'));
const GROUP: readonly [string, string] = ['domain = "iam.prod"', 'domain = "iam.dev"'];

describe('nodes in ConfigMaps', () => {
  test('that are the same are in sync', async () => {
    const found = await driftIn({ 'k8s/is-1.yaml': first, 'k8s/is-2.yaml': second });
    expect(told(found)).toEqual([]);
    expect(found.drift.summary).toMatchObject({ nodes: 2, clusters: 1 });
    expect(found.drift.summary.compared).toBeGreaterThan(10);
  });

  test.each(Object.entries(SPELLINGS))('are in sync with another spelling: %s', async (_title, spelling) => {
    const found = await driftIn({
      'k8s/is-1.yaml': first,
      'k8s/is-2.yaml': configMap('is-2', tomlOf('is-2'), spelling),
    });
    expect(told(found)).toEqual([]);
    expect(found.drift.summary).toMatchObject({ nodes: 2, clusters: 1 });
  });

  test('that are quoted, as kubectl may write them, are not read, and told', async () => {
    const quoted = configMap('is-2', tomlOf('is-2'), (text) => `  deployment.toml: ${JSON.stringify(text)}\n`);
    const found = await driftIn({ 'k8s/is-1.yaml': first, 'k8s/is-2.yaml': quoted });
    expect(found.drift.skipped).toEqual([
      { file: 'k8s/is-2.yaml', reason: 'deployment.toml: a quoted text, which is not read; write it as a block (|)' },
    ]);
  });

  test('differ in one setting, at its lines of the YAML', async () => {
    const other = configMap(
      'is-2',
      replaced(tomlOf('is-2'), ...GROUP),
      SPELLINGS['a deeper block with a chomping mark'],
    );
    const found = await driftIn({ 'k8s/is-1.yaml': first, 'k8s/is-2.yaml': other });
    expect(told(found)).toEqual([
      `clustering/domain: iam.prod k8s/is-1.yaml:${lineOf(first, GROUP[0])} | iam.dev k8s/is-2.yaml:${lineOf(other, GROUP[1])}`,
    ]);
  });

  test('differ where both stand in one file', async () => {
    const both = `${first}---\n${configMap('is-2', replaced(tomlOf('is-2'), ...GROUP))}`;
    expect(told(await driftIn({ 'k8s/all.yaml': both }))).toEqual([
      `clustering/domain: iam.prod k8s/all.yaml:${lineOf(both, GROUP[0])} | iam.dev k8s/all.yaml:${lineOf(both, GROUP[1])}`,
    ]);
  });

  test('are held against a plain directory', async () => {
    const there = change(GOOD_TOML, `is-2/${TOML}`, ...GROUP);
    const fetched = Object.fromEntries(Object.entries(there).map(([path, text]) => [`fetched/${path}`, text]));
    const files = { 'k8s/is-1.yaml': first, 'k8s/is-2.yaml': second, ...fetched };
    const found = await driftIn(files, ['k8s'], 'fetched');
    const plain = String(there[`is-2/${TOML}`]);
    expect(found.drift.against?.alone).toEqual([]);
    expect(told(found)).toEqual([
      `clustering/domain: iam.prod k8s/is-2.yaml:${lineOf(second, GROUP[0])} | iam.dev fetched/is-2/${TOML}:${lineOf(plain, GROUP[1])}`,
    ]);
  });

  test('compare the files that no rule reads, and tell templates', async () => {
    const logs = (level: string): string => `  log4j2.properties: |\n    a = 1\n    x.level = ${level}\n`;
    const own = (value: string): string => `  my.properties: |\n    # note\n    a.b = ${value}\n`;
    const lost = '  other.conf: |\n    {{- if .Values.x }}\n    a\n    {{- end }}\n';
    const files = {
      'k8s/is-1.yaml': `${first}${logs('INFO')}${own('1')}${lost}`,
      'k8s/is-2.yaml': `${second}${logs('DEBUG')}${own('2')}`,
    };
    const found = await driftIn(files);
    const at = (file: keyof typeof files, part: string): string => `${file}:${lineOf(files[file], part)}`;
    expect(told(found)).toEqual([
      `my.properties/a.b: 1 ${at('k8s/is-1.yaml', 'a.b')} | 2 ${at('k8s/is-2.yaml', 'a.b')}`,
    ]);
    expect(found.drift.passed.map(({ address }) => address)).toContain('log4j2.properties/x.level');
    expect(found.drift.skipped).toEqual([
      { file: 'k8s/is-1.yaml', reason: 'other.conf: template ({{ }}): render it first' },
    ]);
  });
});
