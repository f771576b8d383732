import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { runStep, type StepResult } from '../support/actions-runner.js';
import { type Github, type GithubOptions, startGithub } from '../support/github/server.js';
import { load, ROOT } from '../support/lint.js';
import { type Repository, removeRepositories, repository } from '../support/repository.js';
import { commands } from '../text/runner.js';

// The built action as the runner starts it, on the Node that it declares, against a GitHub on this machine.
const NODE24 = join(ROOT, 'test/node24/node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = existsSync(NODE24) ? NODE24 : process.execPath;
const script = join(ROOT, 'dist/index.js');

afterAll(removeRepositories);
jest.setTimeout(60_000);

const AXIS2 = 'prod/is-2/repository/conf/axis2/axis2.xml';
const good = Object.fromEntries(Object.entries(load('examples/good')).map(([path, text]) => [`prod/${path}`, text]));
const text = (path: string): string => Buffer.from(good[path] ?? '').toString('utf8');
/** An error that a suggestion can mend. */
const BROKEN = text(AXIS2).replace(/(<clustering[^>]*enable=")true"/, '$1yes"');

interface Scene {
  readonly origin: Repository;
  readonly base: string;
  readonly head: string;
  /** The merge commit that Actions checks out. */
  readonly merge: string;
}

/** A pull request that breaks is-2, as GitHub has it. */
function scene(): Scene {
  const origin = repository({ ...good, 'README.md': 'x\n' });
  const base = origin.commit();
  origin.git('checkout', '--quiet', '-b', 'change');
  origin.write({ [AXIS2]: BROKEN });
  const head = origin.commit();
  origin.git('checkout', '--quiet', 'main');
  origin.git('merge', '--quiet', '--no-ff', '--message', 'm', 'change');
  return { origin, base, head, merge: origin.git('rev-parse', 'HEAD') };
}

const broken = scene();

/** What `actions/checkout` leaves. */
function checkout(commit: string, depth = 2): string {
  const clone = broken.origin.clone('--no-checkout', `--depth=${depth}`);
  clone.git('fetch', '--quiet', `--depth=${depth}`, 'origin', commit);
  clone.git('checkout', '--quiet', '--detach', commit);
  return clone.path;
}

/** The patch of a file as GitHub tells it: without its head. */
function patchOf(path: string): string {
  const diff = broken.origin.git('diff', broken.base, broken.head, '--', path);
  return diff.slice(diff.indexOf('@@'));
}

let github: Github;

async function start(options: GithubOptions = {}, from = 'octo/iam'): Promise<void> {
  github = await startGithub(options);
  github.addPull({
    head: { sha: broken.head, ref: 'change', repo: from },
    base: { sha: broken.base, ref: 'main' },
    patches: { [AXIS2]: patchOf(AXIS2) },
  });
}

beforeEach(() => start());
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

const pullRequest = (from = 'octo/iam', head = broken.head) => ({
  ...{ name: 'pull_request', sha: broken.merge },
  payload: {
    pull_request: { number: 1, head: { sha: head, repo: { full_name: from } }, base: { sha: broken.base } },
  },
});

type Event = Parameters<typeof runStep>[0]['event'];

function act(workspace: string, event: Event, inputs: Readonly<Record<string, string>> = {}): Promise<StepResult> {
  return runStep({ node, script, workspace, inputs, event, apiUrl: github.url });
}

const annotations = (stdout: string) =>
  commands(stdout).filter(({ name }) => ['error', 'warning', 'notice'].includes(name));

describe('pull_request', () => {
  const workspace = checkout(broken.merge);

  test('review with a suggestion, one comment, a check run; nothing twice; all clear when the next commit mends it', async () => {
    const first = await act(workspace, pullRequest(), { gate: 'new' });
    expect(first).toMatchObject({ code: 1, stderr: '', outputs: { verdict: 'findings' } });
    expect(Number(first.outputs.new)).toBeGreaterThan(0);
    const remarks = github.state.reviewComments;
    expect(remarks.length).toBe(Number(first.outputs.new));
    expect(remarks.every(({ path, line }) => path === AXIS2 && line !== null)).toBe(true);
    expect(remarks.map(({ body }) => body).join()).toMatch(/```suggestion\n.*enable="(true|false)"/);
    expect(github.state.comments).toHaveLength(1);
    expect(github.state.comments[0]?.body).toContain('```mermaid');
    expect(github.state.checkRuns).toMatchObject([{ head_sha: broken.head, conclusion: 'failure' }]);
    // Everything is annotated by the check run.
    expect(annotations(first.stdout)).toEqual([]);
    expect(first.summary).toContain('```mermaid');
    expect(first.stdout).not.toContain('sentinelToken');

    const before = structuredClone([github.state.reviewComments, github.state.comments]);
    const second = await act(workspace, pullRequest(), { gate: 'new' });
    expect(second.code).toBe(1);
    expect([github.state.reviewComments, github.state.comments]).toEqual(before);

    // All clear when the next commit mends it.
    const { origin } = broken;
    origin.git('checkout', '--quiet', '-B', 'mended', broken.head);
    origin.write({ [AXIS2]: text(AXIS2) });
    const head = origin.commit();
    github.push(1, head, {});
    const result = await act(checkout(head), pullRequest('octo/iam', head));
    expect(result.code).toBe(0);
    expect(github.state.reviewComments).toEqual([]);
    expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining('All clear')]);
  });

  test('a fork: the same verdict, one notice, and its own suppressions do not count', async () => {
    await github.close();
    await start(
      { permissions: { pullRequests: 'read', issues: 'read', checks: 'read', contents: 'read' } },
      'fork/iam',
    );
    const { origin } = broken;
    origin.git('checkout', '--quiet', '-B', 'sly', broken.head);
    origin.write({ '.wso2is-lint.yml': 'rules:\n  clustering-enable-invalid: off\n' });
    const head = origin.commit();
    const result = await act(checkout(head, 3), pullRequest('fork/iam', head));
    expect(result.code).toBe(1);
    const told = annotations(result.stdout);
    expect(told.map(({ properties }) => properties.title)).toContain('clustering-enable-invalid');
    const notices = told.filter(({ data }) => data.includes('may only read'));
    expect(notices).toHaveLength(1);
    expect(github.state.comments).toEqual([]);
    expect(result.summary).toContain('clustering-enable-invalid');
  });

  test('whatever GitHub refuses, the verdict is the same and nothing is there twice', async () => {
    // test/github/deliver.test.ts has every call and every answer.
    for (const at of [1, 4]) {
      await github.close();
      await start();
      github.fault({ answer: at % 2 === 0 ? 403 : 'lost', at });
      const result = await act(workspace, pullRequest());
      expect([at, result.code, result.stderr]).toEqual([at, 1, '']);
      expect(github.state.comments.length).toBeLessThanOrEqual(1);
      const keys = github.state.reviewComments.map(({ body }) => body.split('\n')[0]);
      expect(new Set(keys).size).toBe(keys.length);
      expect(result.summary).toContain('clustering-enable-invalid');
    }
  });
});

test('push: the first push of a branch decides by all findings and says so', async () => {
  const event = { name: 'push', sha: broken.head, payload: { before: '0'.repeat(40), after: broken.head } };
  const result = await act(checkout(broken.head, 1), event, { gate: 'new' });
  expect(result.code).toBe(1);
  expect(annotations(result.stdout).map(({ data }) => data)).toEqual([expect.stringContaining('no base')]);
  expect(github.state.checkRuns).toMatchObject([{ head_sha: broken.head }]);
  expect(github.state.comments).toEqual([]);
});

test('merge_group: only what the group brings decides', async () => {
  const event = (base: string) => ({
    ...{ name: 'merge_group', sha: broken.merge },
    payload: { merge_group: { head_sha: broken.merge, base_sha: base } },
  });
  const workspace = checkout(broken.merge, 1);
  expect((await act(workspace, event(broken.base), { gate: 'new' })).code).toBe(1);
  const known = await act(workspace, event(broken.merge), { gate: 'new' });
  expect([known.code, known.outputs.new]).toEqual([0, '0']);
});

test('schedule: one issue, closed when all is well', async () => {
  const event = (sha: string) => ({ name: 'schedule', sha, payload: {} });
  const inputs = { 'drift-issue': 'auto' };
  const workspace = checkout(broken.head, 1);
  expect((await act(workspace, event(broken.head), inputs)).code).toBe(1);
  await act(workspace, event(broken.head), inputs);
  const issues = () => [...github.state.issues.values()].map(({ state, labels }) => [state, labels]);
  expect(issues()).toEqual([['open', ['wso2is-lint']]]);
  await act(checkout(broken.base, 1), event(broken.base), inputs);
  expect(issues()).toEqual([['closed', ['wso2is-lint']]]);
});

test('workflow_run: the report of a fork is put on its pull request, and is taken for anybody’s word', async () => {
  await github.close();
  await start({}, 'fork/iam');
  const workspace = checkout(broken.merge);
  await act(
    workspace,
    { name: 'push', sha: broken.head, payload: {} },
    { 'report-file': 'out/report.json', token: '' },
  );
  const report = JSON.parse(readFileSync(join(workspace, 'out/report.json'), 'utf8'));
  report.findings[0].message = '<!-- wso2is-lint comment key=x --> @octo/owners <img src=x> ::error::x';
  report.findings[0].docs = 'https://evil.example/phish';
  const elsewhere = repository({}).path;
  mkdirSync(join(elsewhere, 'reports/a'), { recursive: true });
  writeFileSync(join(elsewhere, 'reports/a/report.json'), JSON.stringify(report));
  const from = { head_branch: 'change', head_repository: { owner: { login: 'fork' } } };
  const payload = { workflow_run: { event: 'pull_request', head_sha: broken.head, ...from } };
  const event = { name: 'workflow_run', sha: broken.base, payload };
  const inputs = { command: 'merge', paths: 'reports', 'fail-on': 'never', 'check-run': 'off' };
  const result = await act(elsewhere, event, inputs);
  expect([result.code, result.stderr]).toEqual([0, '']);
  const [comment] = github.state.comments;
  expect(comment?.number).toBe(1);
  expect(comment?.body).toContain('clustering-enable-invalid');
  expect(comment?.body).not.toMatch(/@octo|<img|evil\.example|.<!--/);
  expect(result.summary).not.toMatch(/@octo|<img|evil\.example|<!--/);

  writeFileSync(join(elsewhere, 'reports/a/report.json'), '{"version": 1, "findings": "all well"}');
  const refused = await act(elsewhere, event, inputs);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toContain('is no report of wso2is-lint');
  expect(github.state.comments[0]?.body).not.toContain('All clear');
});
