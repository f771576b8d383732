import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { connect } from '../../src/github/connect.js';
import { type Delivery, deliver } from '../../src/github/deliver.js';
import type { Target } from '../../src/github/event.js';
import type { ReviewRemark } from '../../src/github/review.js';
import { type Report, reportOf } from '../../src/report/report.js';
import { clean, sample } from '../report/sample.js';
import { type Github, type GithubOptions, startGithub } from '../support/github/server.js';

// Hundreds of calls on a busy machine.
jest.setTimeout(60_000);

const HEAD = 'a'.repeat(40);
const NEXT = 'b'.repeat(40);
const BASE = 'c'.repeat(40);
const PATH = 'prod/is-2/repository/conf/axis2/axis2.xml';
const PATCH = '@@ -1,5 +1,5 @@\n one\n two\n-three\n+THREE\n four\n five';
const LATER = '@@ -40,2 +40,3 @@\n forty\n+new\n more';

let github: Github;
let notices: string[];

async function start(options: GithubOptions = {}): Promise<void> {
  github = await startGithub(options);
  notices = [];
}

beforeEach(() => start());
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

const remark = (finding: string, line = 3, text = `about ${finding}`): ReviewRemark => ({
  ...{ finding, path: PATH, startLine: line, line, text },
});

/** Findings with keys of our own, so that remarks can be about them. */
function found(keys: readonly string[], report: Report = reportOf(sample)): Report {
  const [first] = report.findings;
  if (first === undefined) throw new Error('the sample has findings');
  const findings = keys.map((key) => ({ ...first, key }));
  return { ...report, findings, summary: { ...report.summary, errors: keys.length, warnings: 0, infos: 0 } };
}

const PULL: Target = { kind: 'pull', number: 1, head: HEAD, base: BASE, fork: false, readOnly: false };

interface Say {
  readonly target?: Target | null;
  readonly keys?: readonly string[];
  readonly remarks?: readonly ReviewRemark[] | null;
  readonly more?: Partial<Delivery>;
}

function say({ target = PULL, keys = ['k1', 'k2'], remarks, more = {} }: Say = {}): Promise<unknown> {
  const [owner = '', repo = ''] = github.state.repository.split('/');
  const report = keys.length === 0 ? reportOf(clean) : found(keys);
  return deliver({
    github: connect({ token: 'secret-token', apiUrl: github.url, repository: { owner, repo }, wait: async () => {} }),
    target,
    report,
    verdict: keys.length === 0 ? 'passed' : 'failed',
    wanted: { comment: true, review: true, checkRun: true, driftIssue: true },
    remarks: remarks === undefined ? keys.map((key) => remark(key)) : remarks,
    key: '0123456789abcdef',
    scope: null,
    digest: keys.join('') || 'none',
    runUrl: 'https://github.com/octo/iam/actions/runs/7',
    runId: '7/1',
    patch: null,
    commitUrl: (sha) => `https://github.com/octo/iam/commit/${sha}`,
    link: () => null,
    notes: [],
    today: '2026-11-24',
    notice: (text) => notices.push(text),
    ...more,
  });
}

function open(more: Parameters<Github['addPull']>[0] = {}) {
  return github.addPull({
    ...{ head: { sha: HEAD, ref: 'change', repo: 'octo/iam' }, base: { sha: BASE, ref: 'main' } },
    ...{ patches: { [PATH]: PATCH } },
    ...more,
  });
}

const remarked = () => github.state.reviewComments.map(({ body }) => body.split('\n')[1]);
const writes = () => github.requests.filter(({ method }) => method !== 'GET').length;

describe('a pull request', () => {
  beforeEach(() => {
    expect(open().number).toBe(1);
  });

  test('gets a review, one comment and a check run', async () => {
    await say();
    expect(remarked()).toEqual(['about k1', 'about k2']);
    expect(github.state.reviews).toHaveLength(1);
    expect(github.state.comments.map(({ body }) => body)).toEqual([
      expect.stringMatching(
        /^<!-- wso2is-lint comment key=0123456789abcdef by=github-actions\[bot\] head=a{40} -->\n## /,
      ),
    ]);
    expect(github.state.checkRuns).toMatchObject([{ head_sha: HEAD, conclusion: 'failure', status: 'completed' }]);
    expect(github.state.checkRuns[0]?.annotations).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  test('gets nothing twice', async () => {
    await say();
    const before = writes();
    await say({ more: { runUrl: 'https://github.com/octo/iam/actions/runs/8', runId: '8/1' } });
    expect(writes() - before).toBe(1);
    expect(github.state.reviewComments).toHaveLength(2);
    expect(github.state.comments).toHaveLength(1);
  });

  test('is told when all is well again, and only then', async () => {
    await say({ keys: [] });
    expect(github.state.comments).toEqual([]);
    await say();
    await say({ keys: [] });
    expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining('✅')]);
    expect(github.state.reviewComments).toEqual([]);
    expect(github.state.checkRuns.at(-1)?.conclusion).toBe('success');
  });

  test('keeps what somebody answered, and says that it is gone', async () => {
    await say();
    const [first, second] = github.state.reviewComments;
    if (first === undefined || second === undefined) throw new Error('there are two');
    github.replyTo(first.id, 'Really?');
    await say({ keys: ['k3'] });
    expect(remarked()).toEqual([`This is no longer found at ${HEAD}.`, undefined, 'about k3']);
    const told = writes();
    await say({ keys: ['k3'] });
    expect(writes() - told).toBe(1);
    await say({ keys: ['k1', 'k3'] });
    expect(remarked()).toEqual(['about k1', undefined, 'about k3']);
  });

  test('is remarked on again where GitHub has folded the remark away', async () => {
    await say({ keys: ['k1'] });
    github.push(1, NEXT, { [PATH]: LATER });
    expect(github.state.reviewComments[0]?.line).toBeNull();
    await say({ target: { ...PULL, head: NEXT }, keys: ['k1'], remarks: [remark('k1', 41)] });
    expect(github.state.reviewComments).toMatchObject([{ line: 41 }]);
    await say({ target: { ...PULL, head: NEXT }, keys: ['k1'], remarks: [] });
    expect(github.state.reviewComments).toHaveLength(1);
  });

  test('gets at most thirty remarks, and the comment says how many are missing', async () => {
    const keys = Array.from({ length: 40 }, (_, index) => `k${index}`);
    await say({ keys });
    expect(github.state.reviewComments).toHaveLength(30);
    expect(github.state.comments[0]?.body).toContain('10 findings on changed lines have no review comment');
  });

  test('gets the rest where one remark is not on GitHub’s diff', async () => {
    const keys = ['k1', 'k2', 'k3', 'k4', 'k5'];
    await say({ keys, remarks: keys.map((key) => remark(key, key === 'k4' ? 99 : 2)) });
    expect(remarked().sort()).toEqual(['about k1', 'about k2', 'about k3', 'about k5']);
    expect(github.state.comments[0]?.body).toContain('1 finding on changed lines has no review comment');
  });

  test('has every finding in the check run, fifty at a time', async () => {
    await say({ keys: Array.from({ length: 121 }, (_, index) => `k${index}`), remarks: [] });
    const calls = github.requests.filter(({ path }) => path.includes('/check-runs'));
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH']);
    expect(github.state.checkRuns[0]?.annotations).toHaveLength(121);
  });

  test('keeps the comments of two jobs apart', async () => {
    await say();
    await say({ more: { key: 'fedcba9876543210', scope: 'staging' } });
    expect(github.state.comments).toHaveLength(2);
    expect(github.state.comments[1]?.body).toContain('## wso2is-lint: staging');
  });

  test('has one comment in the end when two runs are at it at once', async () => {
    await Promise.all([say(), say()]);
    expect(github.state.comments).toHaveLength(1);
    await say();
    expect(github.state.comments).toHaveLength(1);
  });

  test('never has another’s comment touched', async () => {
    await say({ more: { wanted: { comment: true, review: false, checkRun: false, driftIssue: false } } });
    const ours = github.state.comments[0]?.body ?? '';
    const quoted = github.humanComments(1, ours, 'mallory').id;
    const bot = github.humanComments(1, ours, 'other[bot]');
    github.state.comments = github.state.comments.map((comment) =>
      comment.id === bot.id ? { ...comment, user: { login: 'other[bot]', type: 'Bot', app: 'other' } } : comment,
    );
    github.humanComments(1, `> ${ours}`, 'quoter');
    await say({ keys: [] });
    const [first, ...rest] = github.state.comments;
    expect(first?.body).toContain('✅');
    expect(rest.map(({ body }) => body)).toEqual([ours, ours, `> ${ours}`]);
    expect(rest[0]?.id).toBe(quoted);
  });

  test.each([
    ['an app', { login: 'iam-lint[bot]', type: 'Bot', app: 'iam-lint' } as const],
    ['a person', { login: 'octocat', type: 'User', app: null } as const],
  ])('knows what it wrote with the token of %s', async (_name, viewer) => {
    github.state.viewer = viewer;
    await say();
    await say({ keys: ['k1'] });
    expect(github.state.comments).toHaveLength(1);
    expect(remarked()).toEqual(['about k1']);
    await say({ keys: [] });
    expect(github.state.comments.map(({ body }) => body)).toEqual([expect.stringContaining('✅')]);
    expect(github.state.reviewComments).toEqual([]);
  });

  test('is left alone by a run about an older commit', async () => {
    await say({ keys: ['k1'] });
    github.push(1, NEXT);
    await say({ target: { ...PULL, head: NEXT }, keys: [] });
    const before = structuredClone(github.state.comments);
    await say({ keys: ['k1', 'k2'] });
    expect(github.state.comments).toEqual(before);
    expect(github.state.reviewComments).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('newer commit')]);
  });

  test('is written to where GitHub does not know the newest commit yet', async () => {
    github.state.commits.set(NEXT, [HEAD]);
    await say({ target: { ...PULL, head: NEXT }, remarks: [] });
    expect(github.state.comments).toHaveLength(1);
  });
});

describe('what is refused', () => {
  const outcomes = () => ({
    comments: github.state.comments.length,
    remarks: github.state.reviewComments.length,
    checks: github.state.checkRuns.length,
  });

  test.each([
    [
      'pull requests',
      { pullRequests: 'read', issues: 'read' },
      { comments: 0, remarks: 0, checks: 1 },
      'pull-requests: write',
      2,
    ],
    ['checks', { checks: 'none' }, { comments: 1, remarks: 2, checks: 0 }, 'checks: write', 1],
  ] as const)('%s: told once each, and the rest goes on', async (_name, permissions, expected, named, times) => {
    await github.close();
    await start({ permissions });
    open();
    await say();
    expect(outcomes()).toEqual(expected);
    expect(notices).toHaveLength(times);
    for (const notice of notices) expect(notice).toContain(`the token lacks the permission \`${named}\``);
  });

  test('a fork’s token: told once, and not tried again', async () => {
    await github.close();
    await start({ permissions: { pullRequests: 'read', issues: 'read', checks: 'read', contents: 'read' } });
    open({ head: { sha: HEAD, ref: 'change', repo: 'fork/iam' } });
    await say({ target: { ...PULL, fork: true, readOnly: true } });
    expect(writes()).toBe(1);
    expect(notices).toEqual([expect.stringMatching(/pull-requests: write.*fork.*docs\/workflows\.md/)]);
  });

  test('no token at all', async () => {
    await say({ more: { github: null } });
    expect(github.requests).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(/no token.*pull-requests: write.*checks: write/)]);
  });

  test('the token is in no notice', async () => {
    open();
    github.fault({ answer: 401, times: 100 });
    await say();
    expect(notices.length).toBeGreaterThan(1);
    expect(notices.join()).not.toContain('secret-token');
  });

  test('a body that GitHub finds too long is told shorter', async () => {
    open();
    github.fault({ method: 'POST', route: '/comments', answer: 422 });
    await say({ remarks: [] });
    expect(github.state.comments).toHaveLength(1);
    expect(notices).toEqual([]);
  });
});

describe('a fault at any call', () => {
  const KINDS = ['reset', 'lost', 'secondary', 'secondary-429', 403, 404, 422, 500, 502] as const;

  /** Two runs: the first meets the fault, the second none. */
  async function twice(answer: (typeof KINDS)[number], at: number, carriedOut: boolean, times: number) {
    await github.close();
    await start();
    open();
    // An earlier run has left two remarks and a comment; one of the remarks is to go.
    await say({ keys: ['old', 'k1'], more: { runId: '6/1' } });
    const rule = github.fault({ answer, at, times, carriedOut });
    await say();
    const told = notices.length;
    github.fault({ answer: 403, times: 0 });
    await say({ more: { runId: '8/1' } });
    return { hits: rule.hits, told };
  }

  test.each(KINDS)('%s: nothing is lost in the end, nothing is there twice', async (answer) => {
    for (const carriedOut of answer === 500 ? [false, true] : [false]) {
      for (let at = 1; at <= 12; at += 1) {
        const { hits } = await twice(answer, at, carriedOut, 1);
        const where = `call ${at}`;
        expect({ where, remarks: remarked().sort() }).toEqual({ where, remarks: ['about k1', 'about k2'] });
        expect({ where, comments: github.state.comments.length }).toEqual({ where, comments: 1 });
        const runs = github.state.checkRuns.filter(({ external_id: id }) => id === '7/1');
        expect({ where, runs: runs.length <= 1 }).toEqual({ where, runs: true });
        if (hits === 0) break;
      }
    }
  });

  test('that stays is told once for each thing', async () => {
    for (const answer of KINDS) {
      await github.close();
      await start();
      open();
      github.fault({ answer, times: 1000 });
      await say();
      // Who cannot be reached is not asked for the rest.
      const isCut = answer === 'reset' || answer === 'lost';
      expect(notices.length).toBeGreaterThanOrEqual(isCut ? 1 : 3);
      expect(notices.length).toBeLessThanOrEqual(isCut ? 1 : 4);
    }
  });
});

describe('another workflow’s pull request', () => {
  const from = { owner: 'fork', branch: 'change' };

  test('is found by branch and commit', async () => {
    open({ head: { sha: HEAD, ref: 'change', repo: 'fork/iam' } });
    await say({ target: { kind: 'workflow', head: HEAD, from } });
    expect(github.state.comments).toHaveLength(1);
    expect(github.state.reviewComments).toEqual([]);
  });

  test.each([
    ['has moved on', { head: { sha: NEXT, ref: 'change', repo: 'fork/iam' } }],
    ['is closed', { head: { sha: HEAD, ref: 'change', repo: 'fork/iam' }, state: 'closed' }],
  ] as const)('is left alone when it %s', async (_name, pull) => {
    open(pull);
    await say({ target: { kind: 'workflow', head: HEAD, from } });
    expect(github.state.comments).toEqual([]);
    expect(notices).toEqual([expect.stringContaining('No open pull request')]);
  });
});

describe('the issue of a scheduled run', () => {
  const target: Target = { kind: 'schedule', head: HEAD };
  const issues = () => [...github.state.issues.values()].map(({ number, state }) => `${number} ${state}`);

  test('is opened, left alone, updated, closed and opened again', async () => {
    await say({ target, keys: [] });
    expect(issues()).toEqual([]);
    await say({ target });
    expect(issues()).toEqual(['1 open']);
    const before = writes();
    await say({ target });
    expect(writes()).toBe(before);
    await say({ target, keys: ['k1', 'k2', 'k3'] });
    await say({
      target,
      keys: [],
      more: { report: { ...reportOf(clean), summary: { ...reportOf(clean).summary, nodes: 2 } } },
    });
    expect(issues()).toEqual(['1 closed']);
    expect(github.state.comments.at(-1)?.body).toContain('Clean at aaaaaaaaaaaa');
    await say({ target });
    expect(issues()).toEqual(['1 open']);
  });

  test('belongs to one scope', async () => {
    await say({ target });
    await say({ target, more: { key: 'other', scope: 'staging' } });
    await say({ target, keys: [], more: { key: 'other', scope: 'staging' } });
    expect(issues()).toEqual(['1 open', '2 closed']);
  });

  test('is not closed by a run that saw less, or nothing', async () => {
    await say({ target });
    const fewer = { ...reportOf(clean), summary: { ...reportOf(clean).summary, nodes: 1 } };
    await say({ target, keys: [], more: { report: fewer } });
    await say({ target, keys: [], more: { verdict: 'empty' } });
    expect(issues()).toEqual(['1 open']);
    expect(notices).toEqual([expect.stringContaining('stays open'), expect.stringContaining('Nothing was checked')]);
  });

  test('stays open where drift could not compare a node, which no finding tells', async () => {
    await say({ target });
    const same = { ...reportOf(clean), summary: { ...reportOf(clean).summary, nodes: 2 } };
    await say({ target, keys: [], more: { report: same, isWhole: false } });
    expect(issues()).toEqual(['1 open']);
    await say({ target, keys: [], more: { report: same, isWhole: true } });
    expect(issues()).toEqual(['1 closed']);
  });

  test('stays closed where somebody does not plan it, until something changes', async () => {
    await say({ target });
    const issue = github.state.issues.get(1);
    if (issue === undefined) throw new Error('it is there');
    Object.assign(issue, { state: 'closed', state_reason: 'not_planned' });
    await say({ target });
    expect(issues()).toEqual(['1 closed']);
    await say({ target, keys: ['k9'] });
    expect(issues()).toEqual(['1 open']);
  });

  test('is one, whatever fault meets it', async () => {
    for (const answer of ['reset', 'lost', 'secondary', 403, 404, 422, 502] as const) {
      for (let at = 1; at <= 4; at += 1) {
        await github.close();
        await start();
        github.fault({ answer, at, times: 1 });
        await say({ target });
        await say({ target });
        expect(`${answer} ${at}: ${issues()}`).toBe(`${answer} ${at}: 1 open`);
      }
    }
  });
});
