import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type NodeReport, toFacts } from '../../src/server/facts.js';
import { lint, ROOT } from '../support/lint.js';
import { flat } from './flat.js';

/**
 * deployment.toml files and what config-mapper, the templates and the rule files of nine Identity Servers made of them,
 * against what `inspect` says. `5.9.0-src` and its like are packs put together from source tags.
 */
const CASES = join(ROOT, 'test/conformance/cases/toml');

/** Whole cases that differ, each with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'tm-placeholder-brackets':
    '{{ }} in a value: the server evaluates it and dies; in a repository it is what Helm fills in, so the value is unknown',
  'tm-jinja-stmt': '{% %} in a value: the server drops it; in a repository it is what Jinja fills in',
};

/** Facts that are not in the model. */
const NOT_MODELLED: readonly RegExp[] = [
  /^registry\/root$/,
  // How many <clustering> elements, and what the parser of the facts says of repeated parameters.
  /^clustering\/(?:count|repeatedParameters.*)$/,
  // Values for worker nodes that no cluster agent since Hazelcast reads.
  /^clustering\/otherParameters\/properties/,
  /^server\/(?:cache\/(?:Default.*|DiscardEmptyCaches)|cryptoService\/(?:Enabled|EnableKeyId|External.*))$/,
  /^server\/(?:enableEmailUserName|mgtProxyContextPath)$/,
  // Of identity.xml only the datasource and the switches of persistence; packs from source render another one.
  /^identity\/(?!dataSource$)/,
];

const ENV = [
  ...['ORACLE_HOST=env-host.example.test', 'ORACLE_PORT=4567', 'ORACLE_DOLLAR=pa$1word', 'ORACLE_BACKSLASH=dom\\user'],
  ...['ORACLE_AMP=a&b<c', 'ORACLE_EMPTY=', 'ORACLE_REF=$ref{server.hostname}'],
].join('\n');
const SYS = ['oracle.sys.plain=sys-value', 'oracle.sys.dollar=a$1b', 'carbon.home=/opt/wso2/server'].join('\n');

interface Outcome {
  readonly packs: readonly string[];
  readonly error?: string;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly malformed?: readonly string[];
}

const base = read<Readonly<Record<string, Readonly<Record<string, unknown>>>>>('base.json');
const names = readdirSync(CASES).filter((name) => name !== 'base.json');

function read<Json>(path: string): Json {
  return JSON.parse(readFileSync(join(CASES, path), 'utf8')) as Json;
}

async function inspect(name: string, pack: string): Promise<NodeReport> {
  const files = {
    'deployment.toml': readFileSync(join(CASES, name, 'deployment.toml')),
    'the.env': ENV,
    'the.sys': SYS,
  };
  const productVersion = pack.replace('-src', '');
  const request = { productVersion, envFiles: ['the.env'], sysFiles: ['the.sys'] };
  const { clusters } = await lint(files, { request, rules: [] });
  const node = clusters[0]?.nodes[0];
  if (node === undefined) throw new Error(`${name}: no node`);
  return toFacts(node, { showSecrets: true });
}

/** What differs from the expected facts, path by path. */
function differences(pack: string, { changes = {} }: Outcome, report: NodeReport): string[] {
  const expected = { ...base[pack], ...changes };
  const actual = flat(report.facts);
  const isFromSource = pack.endsWith('-src');
  return Object.entries(expected).flatMap(([path, value]) => {
    if (value === '[gone]' || NOT_MODELLED.some((pattern) => pattern.test(path))) return [];
    if (isFromSource && path.startsWith('identity')) return [];
    const found = actual[path] ?? null;
    return found === value ? [] : [`${pack} ${path}: ${JSON.stringify(value)}, not ${JSON.stringify(found)}`];
  });
}

describe('what nine Identity Servers make of a deployment.toml', () => {
  test('there are 138 cases', () => expect(names).toHaveLength(138));

  test.each(names.filter((name) => DIFFERENT[name] === undefined))('%s', async (name) => {
    const outcomes = read<readonly Outcome[]>(`${name}/expected.json`);
    const wrong: string[] = [];
    for (const outcome of outcomes) {
      for (const pack of outcome.packs) {
        const report = await inspect(name, pack);
        const fails = outcome.error !== undefined || (outcome.malformed ?? []).length > 0;
        if ((report.status === 'failed') !== fails) wrong.push(`${pack}: ${report.status}, ${report.error}`);
        if (outcome.error === undefined) wrong.push(...differences(pack, outcome, report));
      }
    }
    expect(wrong).toEqual([]);
  });

  test.each(Object.keys(DIFFERENT))('%s still differs', async (name) => {
    const outcomes = read<readonly Outcome[]>(`${name}/expected.json`);
    const [pack = ''] = outcomes[0]?.packs ?? [];
    const report = await inspect(name, pack);
    const [outcome] = outcomes;
    const same =
      outcome?.error !== undefined
        ? report.status === 'failed'
        : differences(pack, outcome ?? { packs: [] }, report).length === 0;
    expect(same).toBe(false);
  });
});
