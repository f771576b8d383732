import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../support/lint.js';
import { commands } from '../text/runner.js';

// dist/index.js run the way the runner runs it: its own process, inputs in the environment, command files on disk.
const work = mkdtempSync(join(tmpdir(), 'wso2is-lint-dist-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const NODE24 = join(ROOT, 'test/node24/node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const hasNode24 = existsSync(NODE24);
const runtimes: (readonly [string, string])[] = [['this Node', process.execPath]];
if (hasNode24) runtimes.push(['Node 24', NODE24]);

test('Node 24, which the action declares, is here', () => {
  if (!hasNode24) {
    const how = 'npm ci --prefix test/node24';
    if (process.env.REQUIRE_NODE24 === '1') throw new Error(`Node 24 is missing: ${how}`);
    console.warn(`skipped: dist/ was not run on Node 24; ${how} brings it`);
    return;
  }
  expect(spawnSync(NODE24, ['--version'], { encoding: 'utf8' }).stdout).toMatch(/^v24\./);
  expect(readFileSync(join(ROOT, 'action.yml'), 'utf8')).toContain('using: node24');
});

describe.each(runtimes)('dist/index.js on %s', (_name, node) => {
  function act(inputs: Readonly<Record<string, string>>, example: string) {
    const workspace = mkdtempSync(join(work, 'run-'));
    cpSync(join(ROOT, 'examples', example), join(workspace, 'prod'), { recursive: true });
    const [output, summary, event] = ['output', 'summary', 'event.json'].map((name) => join(workspace, `.${name}`)) as [
      string,
      string,
      string,
    ];
    writeFileSync(output, '');
    writeFileSync(summary, '');
    writeFileSync(
      event,
      JSON.stringify({
        pull_request: {
          number: 7,
          head: { sha: 'f'.repeat(40), repo: { full_name: 'octo/iam' } },
          base: { sha: 'e'.repeat(40) },
        },
      }),
    );
    const { status, stdout, stderr } = spawnSync(node, [join(ROOT, 'dist/index.js')], {
      cwd: workspace,
      encoding: 'utf8',
      env: {
        PATH: process.env.PATH,
        CI: 'true',
        GITHUB_ACTIONS: 'true',
        GITHUB_WORKSPACE: workspace,
        GITHUB_OUTPUT: output,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_EVENT_PATH: event,
        GITHUB_REPOSITORY: 'octo/iam',
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_SHA: '0'.repeat(40),
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      },
    });
    const pairs = readFileSync(output, 'utf8').matchAll(/^(.+)<<(ghadelimiter_.+)\r?\n([\s\S]*?)\r?\n\2$/gm);
    return {
      status,
      stdout,
      stderr,
      workspace,
      summary: readFileSync(summary, 'utf8'),
      outputs: Object.fromEntries([...pairs].map(([, name = '', , value = '']) => [name, value])),
    };
  }

  test('a good cluster passes', () => {
    const { status, outputs, stderr } = act({}, 'good');
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(outputs).toMatchObject({ verdict: 'clean', errors: '0', warnings: '0', nodes: '2', clusters: '1' });
  });

  test('a broken one fails, annotates its lines, sums up and reports', () => {
    const { status, stdout, outputs, summary, workspace } = act({ 'report-file': 'out/report.json' }, 'broken');
    expect(status).toBe(1);
    const all = commands(stdout).filter(({ name }) => ['error', 'warning', 'notice'].includes(name));
    const annotations = all.filter(({ properties }) => properties.file !== undefined);
    const told = all.filter(({ properties }) => properties.file === undefined);
    expect(told.map(({ data }) => data)).toEqual([expect.stringContaining('There is no token')]);
    const report = JSON.parse(readFileSync(join(workspace, 'out/report.json'), 'utf8'));
    expect(annotations.length).toBe(report.findings.length);
    expect(annotations.every(({ properties }) => properties.file?.startsWith('prod/is-'))).toBe(true);
    expect(Number(outputs.errors) + Number(outputs.warnings) + Number(outputs.infos)).toBe(report.findings.length);
    expect(outputs).toMatchObject({ verdict: 'findings', 'report-file': 'out/report.json', truncated: '0' });
    for (const finding of report.findings) expect(summary).toContain(finding.rule);
    expect(summary).toContain(`https://github.com/octo/iam/blob/${'f'.repeat(40)}/prod/is-2/`);
    expect(stdout + summary).not.toMatch(/regadmin(?!")/);
  });

  // The same code on both: the Node that the action declares is enough.
  if (hasNode24 && node !== NODE24) return;

  test('nothing to lint is an error that says so, unless allowed', () => {
    expect(act({ paths: '.github\n' }, 'good').status).toBe(2);
    expect(act({ paths: 'prod/is-1/repository/conf/tomcat' }, 'good').status).toBe(3);
    expect(act({ paths: 'prod/is-1/repository/conf/tomcat', 'allow-empty': 'true' }, 'good').status).toBe(0);
  });

  test('a wrong input names the input and the way out', () => {
    const { status, stdout } = act({ 'fail-on': 'eror' }, 'good');
    expect(status).toBe(2);
    expect(stdout).toContain('Did you mean "error"?');
  });
});
