import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commandLine } from '../support/command-line.js';
import { ROOT } from '../support/lint.js';

// The committed bundle, run as a user runs it, from two nodes nobody has clustered to a cluster without an error.
const CLI = join(ROOT, 'dist/cli.js');
const work = mkdtempSync(join(tmpdir(), 'wso2is-lint-init-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

let tree = '';
let count = 0;

/** Runs in the tree, or in a folder of it; nothing is a terminal. */
function cli(args: readonly string[], below = '.') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: join(tree, below),
    encoding: 'utf8',
    input: '',
    env: { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '' },
  });
  return { status, stdout, stderr };
}

const STOCK: readonly (readonly [file: string, from: string, to: string])[] = [
  ['axis2/axis2.xml', 'enable="true"', 'enable="false"'],
  ['axis2/axis2.xml', '>wka<', '>multicast<'],
  ['axis2/axis2.xml', '>iam.example.com<', '>wso2.carbon.domain<'],
  ['axis2/axis2.xml', '>10.0.0.11<', '>127.0.0.1<'],
  ['axis2/axis2.xml', '>10.0.0.12<', '>127.0.0.1<'],
  ['datasources/master-datasources.xml', 'jdbc:mysql://db.example.com:3306/reg_db', 'jdbc:h2:repository/database/X'],
  ['datasources/master-datasources.xml', 'com.mysql.jdbc.Driver', 'org.h2.Driver'],
];

beforeEach(() => {
  count += 1;
  tree = join(work, `tree-${count}`);
  for (const node of ['is-1', 'is-2']) {
    cpSync(join(ROOT, 'examples/good/is-1'), join(tree, 'prod', node), { recursive: true });
    for (const [file, from, to] of STOCK) {
      const path = join(tree, 'prod', node, 'repository/conf', file);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
    }
  }
});

const ANSWERS = [
  'prod.expect.domain=iam.prod',
  'prod.expect.databases.registry.url=jdbc:mysql://db.example.com:3306/reg',
  'prod.expect.databases.registry.username=reg',
  'prod.nodes.is-1.host=10.0.0.11',
  'prod.nodes.is-2.host=10.0.0.12',
].flatMap((answer) => ['--set', answer]);

test('init and check --fix make a cluster', () => {
  const { status, stdout, stderr } = cli(['init', '--yes', ...ANSWERS]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('next: wso2is-lint check --fix=safe --dry-run');
  const { findings } = JSON.parse(cli(['check', '--fix=safe', '--format', 'json']).stdout) as {
    findings: { severity: string }[];
  };
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const axis2 = readFileSync(join(tree, 'prod/is-2/repository/conf/axis2/axis2.xml'), 'utf8');
  expect(axis2).toContain('<parameter name="localMemberHost">10.0.0.12</parameter>');
});

test('the configuration may lie elsewhere: its paths are relative to it', () => {
  mkdirSync(join(tree, 'ci'));
  const config = '../ci/lint.yml';
  expect(cli(['init', 'is-1', 'is-2', '--yes', '--config', config], 'prod').status).toBe(0);
  expect(readFileSync(join(tree, 'ci/lint.yml'), 'utf8')).toContain('is-1: { path: ../prod/is-1 }');
  expect(cli(['nodes', '--config', config], 'prod').stdout).toContain('puts them into');
});

test('without a terminal the bundle says what to answer', () => {
  expect(cli(['init'])).toMatchObject({ status: 2, stderr: expect.stringContaining('no terminal') });
});

describe('exit 2', () => {
  test.each<[string, string[], RegExp]>([
    ['without a terminal', ['init'], /no terminal[\s\S]*--yes[\s\S]*--set prod\.nodes\.is-2\.host=/],
    ['for what nobody asks', ['init', '--yes', '--set', 'prod.nam=x'], /Did you mean "prod\.name"\?/],
    ['for a format', ['init', '--yes', '--format', 'json'], /init is shown as text/],
    ['for check', ['check', '--yes'], /--yes is for init, not for check/],
  ])('%s', async (_title, args, says) => {
    const { status, stderr } = await commandLine(tree, args);
    expect([status, stderr]).toEqual([2, expect.stringMatching(says)]);
    expect(existsSync(join(tree, '.wso2is-lint.yml'))).toBe(false);
  });

  test('for a file that is there, unless forced', async () => {
    const file = join(tree, '.wso2is-lint.yml');
    writeFileSync(file, 'rules: {}\n');
    expect(await commandLine(tree, ['init', '--yes'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--force'),
    });
    expect(readFileSync(file, 'utf8')).toBe('rules: {}\n');
    expect((await commandLine(tree, ['init', '--yes', '--force'])).status).toBe(0);
  });
});
