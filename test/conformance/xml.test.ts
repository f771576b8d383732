import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../support/lint.js';
import { fromGolden, fromInspect } from './adapter.js';

/**
 * Files and what the code of Identity Server 5.5.0 (kernel 4.4.26) made of them, against what `inspect` of the built
 * command line says. Each case is a node with one file; all are read in one run.
 */
const CASES = join(ROOT, 'test/conformance/cases/xml');
/** Cases that differ, each with the reason. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'ds-secret-alias':
    'answered without a secure vault, where every alias throws; a server with aliases has one, and what is in it no file tells',
};

const ENV = [
  'ORACLE_HOST=env-host.example.test',
  'ORACLE_PORT=4567',
  'ORACLE_DOLLAR=pa$1word',
  'ORACLE_BACKSLASH=dom\\user',
  'ORACLE_AMP=a&b<c',
  'ORACLE_EMPTY=',
  'ORACLE_REF=$ref{server.hostname}',
];
const SYS = ['oracle.sys.plain=sys-value', 'oracle.sys.dollar=a$1b', 'carbon.home=<CARBON_HOME>'];

interface Expected {
  readonly status: 'parsed' | 'failed';
  readonly facts?: never;
}

interface Answer {
  readonly path: string;
  readonly status: string;
  readonly error: string | null;
  readonly facts: never;
}

const cases = readdirSync(CASES).flatMap((kind) =>
  readdirSync(join(CASES, kind)).map((name) => {
    const expected = JSON.parse(readFileSync(join(CASES, kind, name, 'expected.json'), 'utf8')) as Expected;
    return { kind, name, expected };
  }),
);
const work = mkdtempSync(join(tmpdir(), 'wso2is-lint-conformance-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const answers = inspectAll();

function inspectAll(): ReadonlyMap<string, Answer> {
  writeFileSync(join(work, 'env'), ENV.join('\n'));
  writeFileSync(join(work, 'sys'), SYS.join('\n'));
  const paths = cases.map(({ kind, name }) => `${kind}/${name}`);
  const options = ['--format', 'json', '--show-secrets', '--product-version', '5.5.0'];
  const variables = ['--env-file', join(work, 'env'), '--sys-file', join(work, 'sys')];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'dist/cli.js'), 'inspect', ...paths, ...options, ...variables],
    { cwd: CASES, encoding: 'utf8', env: { ...process.env, GITHUB_ACTIONS: '' }, maxBuffer: 64 * 1024 * 1024 },
  );
  if (stderr !== '') throw new Error(stderr);
  const { nodes } = JSON.parse(stdout) as { nodes: Answer[] };
  return new Map(nodes.map((node) => [node.path, node]));
}

describe('what the server understood of one file', () => {
  test('there are all cases', () => {
    expect(answers.size).toBe(146);
    expect(Object.keys(DIFFERENT).length).toBeLessThanOrEqual(2);
  });

  test.each(cases)('$kind $name', ({ kind, name, expected }) => {
    const answer = answers.get(`${kind}/${name}`);
    const is =
      answer?.status === 'failed'
        ? { status: 'failed' }
        : { status: 'parsed', ...fromInspect(kind, answer?.facts as never) };
    const wanted =
      expected.status === 'failed'
        ? { status: 'failed' }
        : { status: 'parsed', ...fromGolden(kind, expected.facts as never) };
    if (DIFFERENT[name] === undefined) expect(is).toEqual(wanted);
    else expect(is).not.toEqual(wanted);
    if (answer?.status === 'failed') expect(answer.error).toEqual(expect.any(String));
  });
});
