import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { commandLine, type Ran } from '../support/command-line.js';
import { ROOT } from '../support/lint.js';

// The committed bundle, run as a user runs it: each command, each exit code, each way in which input can be bad. CI
// rebuilds it and fails when it differs. What has many cases is run in this process beside.
const CLI = join(ROOT, 'dist/cli.js');
const work = mkdtempSync(join(tmpdir(), 'wso2is-lint-'));
let tree = '';
let count = 0;

type Run = (args: readonly string[], directory?: string) => Ran | Promise<Ran>;

const built: Run = (args, directory = work) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd: directory,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', GITHUB_ACTIONS: '' },
  });
  return { status: status ?? -1, stdout, stderr };
};
const here: Run = (args, directory = work) => commandLine(directory, args);
const cli = (...args: string[]) => commandLine(work, args);

const conf = (node: string, file: string): string => join(tree, node, 'repository/conf', file);
const report = (stdout: string) =>
  JSON.parse(stdout) as {
    findings: { rule: string; file: string; line: number | null; severity: string }[];
    skipped: { file: string; reason: string }[];
  };

beforeEach(() => {
  count += 1;
  tree = join(work, `tree-${count}`);
  cpSync(join(ROOT, 'examples/good'), tree, { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe('exit codes', () => {
  test.each<[string, Run, string[], number]>([
    ['0: clean', built, ['check', `${ROOT}examples/good`], 0],
    ['0: infos are below the default --fail-on', here, ['check', `${ROOT}examples/seed-as-written`], 0],
    ['1: findings', built, ['check', `${ROOT}examples/broken`], 1],
    ['0: --fail-on never', here, ['check', `${ROOT}examples/broken`, '--fail-on', 'never'], 0],
    ['2: an option that does not exist', built, ['check', '--fial-on', 'error'], 2],
    ['2: a path that does not exist', here, ['check', 'nowhere'], 2],
    ['2: a command that does not exist', here, ['chekc'], 2],
    ['2: a rule that does not exist', here, ['explain', 'no-such-rule'], 2],
    ['3: nothing to lint', built, ['check', `${ROOT}docs`], 3],
    ['0: nothing to lint, allowed', here, ['check', `${ROOT}docs`, '--allow-empty'], 0],
    ['0: rules', built, ['rules'], 0],
    ['0: explain', built, ['explain', 'xml-malformed'], 0],
    ['0: inspect', built, ['inspect', `${ROOT}examples/good-toml`], 0],
    ['0: drift', built, ['drift', `${ROOT}examples/good`], 0],
    ['0: --help', here, ['--help'], 0],
  ])('%s', async (_title, run, args, status) => {
    expect((await run(args)).status).toBe(status);
  });

  test('usage errors say the way out', async () => {
    expect((await cli('check', '--fial-on', 'error')).stderr).toContain(
      'there is no option --fial-on. Did you mean "--fail-on"?',
    );
    expect((await cli('chekc')).stderr).toContain('there is no command "chekc". Did you mean "check"?');
    expect((await cli('check', 'nowhere')).stderr).toContain('there is no file or directory nowhere');
    expect((await cli('check', '.', '--cluster', 'prod')).stderr).toContain(
      '--cluster: there is no cluster "prod"; there are:',
    );
    expect((await cli('check', '.', '--output', 'x')).stderr).toContain('each --output needs a --format before it');
  });

  test('two formats cannot share standard output, and a table is no Markdown', async () => {
    const two = await cli('check', tree, '--format', 'json', '--format', 'markdown');
    expect([two.status, two.stderr]).toEqual([2, expect.stringContaining('cannot both go to standard output')]);
    const table = await cli('nodes', tree, '--format', 'markdown');
    expect([table.status, table.stderr]).toEqual([2, expect.stringContaining('nodes is shown as text or json')]);
  });

  test('explain wants one rule, and knows the start of one', async () => {
    expect((await cli('explain')).stderr).toContain('explain takes one rule');
    expect((await cli('explain', 'registry-mount-instance')).stderr).toContain(
      'Did you mean registry-mount-instance-unresolved?',
    );
  });

  test('--quiet shows what decides the exit code', async () => {
    rmSync(conf('is-2', 'registry.xml'));
    const { status, stdout } = await cli('check', tree, '--quiet', '--fail-on', 'warning');
    expect([status, stdout]).toEqual([1, expect.stringContaining('server-file-missing')]);
  });

  test('--show-secrets is refused under Actions', () => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, 'inspect', '.', '--show-secrets'], {
      cwd: tree,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_ACTIONS: 'true' },
    });
    expect([status, stderr]).toEqual([2, expect.stringContaining('refused under GitHub Actions')]);
  });

  test('a report that cannot be written is told and changes nothing', async () => {
    const { status, stderr } = await cli('check', tree, '--format', 'json', '--output', join(tree, 'is-1'));
    expect([status, stderr]).toEqual([0, expect.stringContaining('cannot write')]);
  });
});

describe('bad input: the rest is still checked', () => {
  const check = async (run = here) => {
    const { status, stdout, stderr } = await run(['check', tree, '--format', 'json']);
    expect(stderr).toBe('');
    return { status, ...report(stdout) };
  };
  const fileOf = (text: string) => text.replace(/^.*repository\/conf\//, '');

  test.each<[string, Run, string | Uint8Array]>([
    ['an empty file', here, ''],
    ['a binary', here, new Uint8Array(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
    ['a file that ends too early', built, '<wso2registry><currentDBConfig>'],
    ['a bare ampersand', here, '<wso2registry><currentDBConfig>a&b</currentDBConfig></wso2registry>'],
  ])('%s is one error', async (_title, run, content) => {
    writeFileSync(conf('is-1', 'registry.xml'), content);
    const { status, findings } = await check(run);
    expect(status).toBe(1);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, file }) => [rule, fileOf(file)])).toEqual([['xml-malformed', 'registry.xml']]);
  });

  test('a wrong root is one error', async () => {
    const path = conf('is-1', 'user-mgt.xml');
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('UserManager>', 'userManager>'));
    writeFileSync(conf('is-2', 'axis2/axis2.xml'), '<axis2/>');
    const { findings } = await check();
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toContain('xml-namespace');
  });

  test('UTF-16 is read', async () => {
    const path = conf('is-1', 'registry.xml');
    const text = readFileSync(path, 'utf8').replace('ISO-8859-1', 'UTF-16');
    writeFileSync(path, Buffer.from(`\uFEFF${text}`, 'utf16le'));
    expect((await check()).status).toBe(0);
  });

  const bomb = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  test.each<[string, Run, () => string, RegExp]>([
    ['50 MB', here, () => `<wso2registry>${' '.repeat(50_000_000)}</wso2registry>`, /larger than 16 MB/],
    ['100,000 nested elements', built, () => `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`, /nested|depth/],
    [
      'billion laughs',
      built,
      () => `<!DOCTYPE a [<!ENTITY l0 "lol">${bomb}]><wso2registry>&l9;</wso2registry>`,
      /entity/,
    ],
    [
      'XXE',
      built,
      () => '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><wso2registry>&x;</wso2registry>',
      /external entity/,
    ],
  ])('%s is skipped with the reason', async (_title, run, content, reason) => {
    writeFileSync(conf('is-1', 'registry.xml'), content());
    const { status, skipped } = await check(run);
    expect(status).toBe(0);
    expect(skipped.map((each) => [fileOf(each.file), each.reason])).toEqual([
      ['registry.xml', expect.stringMatching(reason)],
    ]);
  });

  test('a file nobody may read is skipped with the reason', async () => {
    chmodSync(conf('is-1', 'registry.xml'), 0);
    const { skipped } = await check();
    // root may read everything
    if (process.getuid?.() !== 0) expect(skipped[0]?.reason).toBe('no permission to read it');
  });

  test('a link out of the tree is not followed', async () => {
    const outside = join(work, `outside-${count}.xml`);
    writeFileSync(outside, '<wso2registry/>');
    rmSync(conf('is-1', 'registry.xml'));
    symlinkSync(outside, conf('is-1', 'registry.xml'));
    expect((await check()).skipped.map(({ reason }) => reason)).toEqual(['symbolic link out of the tree']);
  });

  test('a deployment.toml that is no TOML is told with its line, and the other nodes are checked', async () => {
    mkdirSync(join(tree, 'is-3/repository/conf'), { recursive: true });
    writeFileSync(join(tree, 'is-3/repository/conf/deployment.toml'), '[server]\nhostname = "a"\n[user_store\n');
    const { status, stdout } = await cli('check', tree, '--format', 'json');
    expect(status).toBe(1);
    const { findings } = report(stdout);
    expect(findings.filter(({ rule }) => rule === 'toml-syntax').map(({ line }) => line)).toEqual([3]);
  });
});

describe('where it is run', () => {
  const at = async (directory: string, args: readonly string[], run = here) => {
    const { status, stdout, stderr } = await run([...args, '--format', 'json'], directory);
    if (stderr !== '') return { status, stderr, nodes: [] as string[] };
    const { clusters } = JSON.parse(stdout) as { clusters: { nodes: { name: string }[] }[] };
    return { status, stderr, nodes: clusters.flatMap(({ nodes }) => nodes.map(({ name }) => name)).sort() };
  };

  test.each<[string, Run, string, string]>([
    ['a node’s own folder', built, 'is-1', '..'],
    ['its conf root', here, 'is-1/repository/conf', '../../..'],
    ['beside the nodes', here, '', '.'],
  ])('%s: the same nodes', async (_title, run, below, path) => {
    expect(await at(join(tree, below), ['check', path], run)).toEqual({
      status: 0,
      stderr: '',
      nodes: ['is-1', 'is-2'],
    });
  });

  test('a node is called by its folder even from inside', async () => {
    expect((await at(join(tree, 'is-1'), ['check'])).nodes).toEqual(['is-1']);
  });

  test('the configuration above is found, its paths read from there', async () => {
    const yml = 'clusters:\n  production:\n    nodes:\n      one: { path: is-1 }\n      two: { path: is-2 }\n';
    writeFileSync(join(tree, '.wso2is-lint.yml'), yml);
    expect((await at(join(tree, 'is-1'), ['check', '..'])).nodes).toEqual(['one', 'two']);
  });

  test('a node that is not where the configuration says is an error with line and suggestion', async () => {
    const yml = 'clusters:\n  production:\n    nodes:\n      is-1: { path: is1 }\n      is-2: { path: is-2 }\n';
    writeFileSync(join(tree, '.wso2is-lint.yml'), yml);
    expect(await at(tree, ['check'])).toMatchObject({
      status: 2,
      stderr: 'wso2is-lint: .wso2is-lint.yml:4:15: node is-1: no WSO2 configuration there: is1. Did you mean "is-1"?\n',
    });
  });

  test('--environment makes a placeholder of carbon.xml known', async () => {
    const path = conf('is-1', 'carbon.xml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('<HostName>is.example.com', '<HostName>${HOST}'));
    writeFileSync(join(tree, 'env'), 'HOST=elsewhere.example.com\n');
    const rules = async (...more: string[]) =>
      report((await cli('check', tree, '--format', 'json', ...more)).stdout).findings.map(({ rule }) => rule);
    expect(await rules()).not.toContain('server-hostname-mismatch');
    expect(await rules('--environment', join(tree, 'env'))).toContain('server-hostname-mismatch');
  });

  test('variables for a node that does not exist are an error', async () => {
    writeFileSync(join(tree, 'sys'), 'a=b\n');
    expect(await at(tree, ['check', '--sys-file', 'is-9=sys'])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('there is no node "is-9"'),
    });
  });
});

test('node_modules and .git are not looked into', async () => {
  cpSync(join(tree, 'is-1'), join(tree, 'node_modules/is-3'), { recursive: true });
  const { stdout } = await built(['nodes', tree, '--format', 'json']);
  expect(stdout).not.toContain('is-3');
});
