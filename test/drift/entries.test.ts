import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { commandLine, heard } from '../support/command-line.js';
import { change, type Files, GOOD } from '../support/lint.js';
import { commands } from '../text/runner.js';

// Both entries in this process, as their users call them: each is loaded whole, which a busy machine takes its time for.
jest.setTimeout(30_000);

const root = mkdtempSync(join(tmpdir(), 'wso2is-lint-drift-'));
const before = { ...process.env };
const DRIFTED = change(GOOD, 'is-2/carbon.xml', '<DefaultCacheTimeout>15<', '<DefaultCacheTimeout>60<');

// Whether the XML is well-formed is asked elsewhere, and takes longer than all of this.
jest.unstable_mockModule('xmllint-wasm', () => ({
  validateXML: async () => ({ valid: true, errors: [], rawOutput: '', normalized: '' }),
}));

function write(folder: string, files: Files): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, folder, path)), { recursive: true });
    writeFileSync(join(root, folder, path), content);
  }
  return join(root, folder);
}

beforeAll(() => {
  write('good', GOOD);
  write('drifted', DRIFTED);
  write('one', Object.fromEntries(Object.entries(GOOD).filter(([path]) => path.startsWith('is-1/'))));
  write('none', { 'README.md': 'x' });
});
afterEach(() => {
  process.env = { ...before };
  process.exitCode = undefined;
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const cli = (...args: readonly string[]) => commandLine(process.cwd(), args);

describe('wso2is-lint drift', () => {
  test.each<[string, string[], number, RegExp]>([
    ['in sync', ['good'], 0, /\nin sync: \d+ settings/],
    ['drift', ['drifted'], 1, /DefaultCacheTimeout .* 15 +60[\s\S]*\ndrift: 1 setting;/],
    ['drift, whatever the level', ['drifted', '--fail-on', 'error'], 1, /\ndrift: 1 setting;/],
    ['drift that may be', ['drifted', '--fail-on', 'never'], 0, /\ndrift: 1 setting;/],
    ['only the verdict', ['drifted', '--quiet'], 1, /^drift: 1 setting;[^\n]*\n$/],
    ['nothing to compare', ['one'], 3, /\nnothing to compare in 1 node/],
    ['nothing there', ['none'], 3, /^nothing to compare: no WSO2/],
    ['nothing there, allowed', ['none', '--allow-empty'], 0, /^nothing to compare/],
    ['against another state', ['drifted', '--against', 'good'], 1, /Node is-2 of [\s\S]* 60 [\s\S]* 15 /],
  ])('%s', async (_title, [tree = '', ...options], code, says) => {
    const given = options.map((option) => (option === 'good' ? join(root, option) : option));
    const run = await cli('drift', join(root, tree), ...given);
    expect([run.status, run.stderr]).toEqual([code, '']);
    expect(run.stdout).toMatch(says);
  });

  test('mistakes are told', async () => {
    const tree = join(root, 'good');
    const complaints = async (...args: readonly string[]) => {
      const { status, stderr } = await cli(...args);
      return [status, stderr];
    };
    expect(await complaints('check', tree, '--against', 'x')).toEqual([
      2,
      expect.stringContaining('--against is for drift'),
    ]);
    expect(await complaints('check', tree, '--since', 'x')).toEqual([
      2,
      expect.stringMatching(/--since is for drift.* check --gate new .* check --baseline FILE/),
    ]);
    expect(await complaints('drift', tree, '--fix')).toEqual([
      2,
      expect.stringContaining('only check fixes, not drift'),
    ]);
    expect(await complaints('drift', tree, '--gate', 'new')).toEqual([
      2,
      expect.stringContaining('needs --since FILE'),
    ]);
    expect(await complaints('drift', tree, '--base', 'x')).toEqual([2, expect.stringContaining('--against git:REF')]);
  });

  test('an earlier run: with --gate new only what is new decides', async () => {
    const file = join(root, 'out/drift.json');
    const tree = join(root, 'drifted');
    const wrote = await cli('drift', tree, '--format', 'json', '--output', file, '--format', 'sarif');
    expect(wrote.status).toBe(1);
    expect(JSON.parse(wrote.stdout).runs[0].results).toMatchObject([{ ruleId: 'drift-setting' }]);
    const again = await cli('drift', tree, '--since', file, '--gate', 'new', '--format', 'markdown');
    expect([again.status, again.stderr]).toEqual([0, '']);
    expect(again.stdout).toContain('(known)');
    expect((await cli('drift', tree, '--since', file)).status).toBe(1);
    write('drifted', change(DRIFTED, 'is-2/carbon.xml', '<DefaultCacheTimeout>60<', '<DefaultCacheTimeout>600<'));
    const changed = await cli('drift', tree, '--since', file, '--gate', 'new');
    expect([changed.status, /\(changed since\)/.test(changed.stdout)]).toEqual([1, true]);
    expect((await cli('drift', join(root, 'good'), '--since', file)).stdout).toMatch(/0 new, 0 changed, 0 gone since /);
    write('drifted', GOOD);
    expect((await cli('drift', tree, '--since', file)).stdout).toMatch(/0 new, 0 changed, 1 gone since /);
    write('drifted', DRIFTED);
  });
});

async function act(folder: string, inputs: Readonly<Record<string, string>>) {
  const [summary, output] = [join(root, 'summary.md'), join(root, 'output')];
  writeFileSync(summary, '');
  writeFileSync(output, '');
  const given = Object.entries({ command: 'drift', ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  process.env = {
    ...before,
    ...{ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: join(root, folder), GITHUB_STEP_SUMMARY: summary },
    ...{ GITHUB_OUTPUT: output, GITHUB_REPOSITORY: 'octo/iam', GITHUB_SHA: '0'.repeat(40), GITHUB_EVENT_PATH: '' },
    ...Object.fromEntries(given),
  };
  const { told: code, stdout } = await heard(async () => {
    jest.resetModules();
    await (await import('../../src/action.js')).finished;
    return process.exitCode;
  });
  const verdict = /^verdict<<.*\r?\n(\w+)/m.exec(readFileSync(output, 'utf8'))?.[1];
  return { code, log: stdout, verdict, summary: readFileSync(summary, 'utf8') };
}

describe('command: drift of the action', () => {
  test('annotates and sums up what is not, and fails', async () => {
    const run = await act('drifted', { 'report-file': 'drift.json' });
    expect([run.code, run.verdict]).toEqual([1, 'findings']);
    expect(commands(run.log).filter(({ name }) => name === 'warning')).toMatchObject([
      { properties: { title: 'drift-setting', file: 'is-1/repository/conf/carbon.xml', line: '28' } },
    ]);
    expect(run.summary).toContain('drift-setting');
    expect(JSON.parse(readFileSync(join(root, 'drifted/drift.json'), 'utf8')).summary).toMatchObject({ settings: 1 });
  });

  test('says that there was nothing to compare', async () => {
    const run = await act('one', {});
    expect([run.code, run.verdict]).toEqual([3, 'empty']);
    expect(commands(run.log).filter(({ name }) => name === 'error')).toMatchObject([
      { data: 'nothing to compare in 1 node of 1 cluster' },
    ]);
  });
});
