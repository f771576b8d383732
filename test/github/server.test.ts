import { afterEach, describe, expect, test } from '@jest/globals';
import { OPERATIONS } from '../support/github/openapi.js';
import { type Github, type GithubOptions, startGithub } from '../support/github/server.js';

/** The tests' own GitHub keeps to GitHub's description and limits: what is tested against it rests on this. */

const REPOSITORY = '/repos/octo/iam';
const PATCH = [
  '@@ -10,4 +10,5 @@ <Server>',
  ' ten',
  '-eleven',
  '+eleven of it',
  '+twelve',
  ' thirteen',
  ' fourteen',
  '@@ -40,2 +41,3 @@',
  ' forty-one',
  '+forty-two',
  ' forty-three',
].join('\n');
const ONE_PULL = { number: 7, patches: { 'conf/axis2.xml': PATCH, 'conf/big.xml': null } };
const LONG = 65_536;

let github: Github;
afterEach(async () => {
  await github.close();
});

interface Given {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into answers of every shape
  readonly body: any;
  readonly headers: Headers;
}

async function start(options?: GithubOptions): Promise<void> {
  github = await startGithub(options);
  github.addPull(ONE_PULL);
}

async function ask(method: string, path: string, body?: unknown): Promise<Given> {
  const url = path.startsWith('http') ? path : `${github.url}${path.startsWith('/') ? '' : `${REPOSITORY}/`}${path}`;
  const init = { method, headers: { authorization: 'token x' } };
  const answer = await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
}

describe('the description', () => {
  test.each([
    ['a wrong type', 'POST', 'issues/7/comments', { body: 5 }, 'body must be string'],
    ['an unknown field', 'POST', 'issues/7/comments', { body: 'x', bodi: 'y' }, 'unknown field bodi'],
    ['a missing field', 'POST', 'issues/7/comments', {}, "must have required property 'body'"],
    ['no body', 'POST', 'issues/7/comments', undefined, 'has no body'],
    [
      'an unknown field inside a list',
      'POST',
      'pulls/7/reviews',
      { event: 'COMMENT', comments: [{ path: 'conf/axis2.xml', line: 11, body: 'x', colour: 'red' }] },
      'unknown field colour',
    ],
    ['a value of none of the choices', 'POST', 'pulls/7/reviews', { event: 'LGTM', body: 'x' }, 'allowed values'],
    ['an unknown field among alternatives', 'POST', 'issues', { title: 'x', labels: [{ nom: 'y' }] }, 'nom'],
    [
      'an annotation without its level',
      'POST',
      'check-runs',
      {
        name: 'x',
        head_sha: 'head1',
        output: { title: 'x', summary: 'x', annotations: [{ path: 'x', start_line: 1, end_line: 1, message: 'x' }] },
      },
      'annotation_level',
    ],
  ])('%s in a request is a violation and refused', async (_what, method, path, body, text) => {
    await start();
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(422);
    expect(answer.body.message).toContain('Invalid request');
    expect(github.violations.join('\n')).toContain(text);
    expect(github.violations[0]).toMatch(new RegExp(`^${method} ${REPOSITORY}/${path}: `));
    expect(github.state.comments).toEqual([]);
    expect(github.state.reviews).toEqual([]);
  });

  test.each([
    ['an unknown query parameter', 'issues/7/comments?sort=created', 'query parameter sort is unknown'],
    ['a query parameter of a wrong type', 'issues/7/comments?page=two', 'query parameter page must be integer'],
    ['a query parameter of no known value', 'issues?state=ajar', 'query parameter state must be equal to'],
    ['a filter nobody serves', 'issues?assignee=me', 'assignee is not served here'],
    ['an unknown route', 'branches', 'the route is unknown'],
    ['a route with a name for a number', 'issues/seven', 'the route is unknown'],
  ])('%s is a violation', async (_what, path, text) => {
    await start();
    await ask('GET', path);
    expect(github.violations).toEqual([expect.stringContaining(text)]);
  });

  test('an unknown route is not found', async () => {
    await start();
    expect((await ask('GET', 'branches')).status).toBe(404);
    expect((await ask('PUT', 'issues/7')).status).toBe(404);
    expect(github.violations).toHaveLength(2);
    expect(github.requests.map((request) => request.route)).toEqual([null, null]);
  });

  test('an answer that does not match is a violation', async () => {
    await start();
    const comment = github.humanComments(7, 'x');
    comment.body = 5 as unknown as string;
    await ask('GET', `issues/comments/${comment.id}`);
    expect(github.violations).toEqual([expect.stringMatching(/the answer 200 \/body must be string/)]);
    const review = github.humanReviews(7, 'conf/axis2.xml', 11, 'x');
    Object.assign(review, { colour: 'red', path: undefined });
    await ask('GET', `pulls/comments/${review.id}`);
    expect(github.violations.slice(1).join('\n')).toMatch(/unknown field colour/);
    expect(github.violations.slice(1).join('\n')).toMatch(/required property 'path'/);
  });

  test('every operation is served, and its answer to a plain request matches', async () => {
    await start({ viewer: { login: 'ann', type: 'User', app: null } });
    const comment = github.humanComments(7, 'x');
    const review = github.humanReviews(7, 'conf/axis2.xml', 11, 'x');
    const issue = github.addIssue({ labels: ['drift'] });
    github.state.viewer = { login: 'bot[bot]', type: 'Bot', app: 'bot' };
    const run = (await ask('POST', 'check-runs', { name: 'x', head_sha: 'head1' })).body;
    const names: Readonly<Record<string, string | number>> = {
      owner: 'octo',
      repo: 'iam',
      pull_number: 7,
      issue_number: issue.number,
      commit_sha: 'head1',
      basehead: 'base...head1',
      check_run_id: run.id,
    };
    const bodies: Readonly<Record<string, unknown>> = {
      'checks/create': { name: 'x', head_sha: 'head1' },
      'checks/update': { status: 'completed', conclusion: 'success', output: { title: 'x', summary: 'y' } },
      'issues/create': { title: 'x', body: 'y', labels: ['drift'] },
      'issues/create-comment': { body: 'x' },
      'issues/update': { state: 'closed', state_reason: 'completed' },
      'issues/update-comment': { body: 'y' },
      'pulls/create-review': {
        event: 'COMMENT',
        body: 'x',
        comments: [{ path: 'conf/axis2.xml', line: 12, body: 'x' }],
      },
      'pulls/create-review-comment': { path: 'conf/axis2.xml', line: 12, side: 'RIGHT', body: 'x', commit_id: 'head1' },
      'pulls/update-review-comment': { body: 'y' },
    };
    const order = (method: string): number => ['GET', 'POST', 'PATCH', 'DELETE'].indexOf(method);
    const statuses: Record<string, number> = {};
    for (const operation of OPERATIONS.toSorted((a, b) => order(a.method) - order(b.method))) {
      if (operation.id.startsWith('users/')) github.state.viewer = { login: 'ann', type: 'User', app: null };
      else github.state.viewer = { login: 'bot[bot]', type: 'Bot', app: 'bot' };
      const id = operation.id.startsWith('pulls/') ? review.id : comment.id;
      const path = operation.route.replace(/\{(\w+)\}/g, (_all, name) => String(names[name] ?? id));
      statuses[operation.id] = (await ask(operation.method, path, bodies[operation.id])).status;
    }
    expect(github.violations).toEqual([]);
    expect(Object.entries(statuses).filter(([, status]) => status >= 300)).toEqual([]);
    expect(statuses['issues/create']).toBe(201);
    expect(statuses['issues/delete-comment']).toBe(204);
    expect(statuses['pulls/delete-review-comment']).toBe(204);
  });
});

describe('comments', () => {
  test('are created, edited and deleted; then they are gone', async () => {
    await start();
    const created = await ask('POST', 'issues/7/comments', { body: 'one' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      body: 'one',
      user: { login: 'github-actions[bot]', type: 'Bot' },
      performed_via_github_app: { slug: 'github-actions' },
      issue_url: expect.stringMatching(/\/issues\/7$/),
    });
    const path = `issues/comments/${created.body.id}`;
    expect((await ask('PATCH', path, { body: 'two' })).body.body).toBe('two');
    expect((await ask('GET', path)).body.body).toBe('two');
    const gone = await ask('DELETE', path);
    expect([gone.status, gone.body]).toEqual([204, undefined]);
    expect((await ask('DELETE', path)).status).toBe(404);
    expect((await ask('PATCH', path, { body: 'x' })).status).toBe(404);
    expect(github.violations).toEqual([]);
  });

  test('of a person have no app, and a token that may write edits them all the same', async () => {
    await start();
    const comment = github.humanComments(7, 'mine', 'ann');
    const [listed] = (await ask('GET', 'issues/7/comments')).body;
    expect(listed).toMatchObject({ user: { login: 'ann', type: 'User' }, performed_via_github_app: null });
    expect((await ask('PATCH', `issues/comments/${comment.id}`, { body: 'yours' })).status).toBe(200);
    expect(comment.body).toBe('yours');
  });

  test('hold 65,536 characters and not one more', async () => {
    await start();
    expect((await ask('POST', 'issues/7/comments', { body: '𝔘'.repeat(LONG) })).status).toBe(201);
    const answer = await ask('POST', 'issues/7/comments', { body: 'x'.repeat(LONG + 1) });
    expect(answer.status).toBe(422);
    expect(answer.body).toEqual({
      message: 'Validation Failed',
      errors: [
        {
          resource: 'IssueComment',
          code: 'unprocessable',
          field: 'data',
          message: 'Body is too long (maximum is 65536 characters)',
        },
      ],
      documentation_url: 'https://docs.github.com/rest/issues/comments#create-an-issue-comment',
      status: '422',
    });
    const { id } = github.state.comments[0] ?? { id: 0 };
    expect((await ask('PATCH', `issues/comments/${id}`, { body: 'x'.repeat(LONG + 1) })).status).toBe(422);
    expect((await ask('POST', 'issues', { title: 'x', body: 'x'.repeat(LONG + 1) })).status).toBe(422);
    const comments = [{ path: 'conf/axis2.xml', line: 11, body: 'x'.repeat(LONG + 1) }];
    expect((await ask('POST', 'pulls/7/reviews', { event: 'COMMENT', comments })).status).toBe(422);
    expect(github.state.comments).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  test('come in pages with links between them', async () => {
    await start();
    for (let index = 1; index <= 250; index += 1) github.humanComments(7, `${index}`);
    const first = await ask('GET', 'issues/7/comments');
    expect(first.body).toHaveLength(30);
    const wide = await ask('GET', 'issues/7/comments?per_page=1000');
    expect(wide.body).toHaveLength(100);
    expect(wide.headers.get('link')).toMatch(/rel="next".*rel="last"/);
    const bodies: string[] = [];
    let next: string | undefined = 'issues/7/comments?per_page=100';
    while (next !== undefined) {
      const page: Given = await ask('GET', next);
      bodies.push(...page.body.map((comment: { body: string }) => comment.body));
      next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
    }
    expect(bodies).toEqual(Array.from({ length: 250 }, (_, index) => `${index + 1}`));
    expect(github.violations).toEqual([]);
  });
});

describe('a review', () => {
  const review = (comments: readonly unknown[]) => ask('POST', 'pulls/7/reviews', { event: 'COMMENT', comments });
  const good = { path: 'conf/axis2.xml', line: 12, side: 'RIGHT', body: 'x' };

  test('puts its comments on lines of the diff, context and deleted lines too', async () => {
    await start();
    const answer = await review([
      good,
      { ...good, line: 10 },
      { ...good, line: 11, side: 'LEFT' },
      { ...good, start_line: 11, start_side: 'RIGHT', line: 12 },
    ]);
    expect(answer.body).toMatchObject({ state: 'COMMENTED', commit_id: 'head1', user: { type: 'Bot' } });
    const listed = (await ask('GET', 'pulls/7/comments')).body;
    expect(listed.map((comment: Record<string, unknown>) => [comment.line, comment.side, comment.start_line])).toEqual([
      [12, 'RIGHT', null],
      [10, 'RIGHT', null],
      [11, 'LEFT', null],
      [12, 'RIGHT', 11],
    ]);
    expect(listed[0].diff_hunk).toBe(' ten\n-eleven\n+eleven of it\n+twelve');
    expect(listed[0].pull_request_review_id).toBe(answer.body.id);
    expect(github.violations).toEqual([]);
  });

  test.each([
    ['beside the hunks', { ...good, line: 20 }, 'Line could not be resolved'],
    ['on the wrong side', { ...good, line: 40, side: 'RIGHT' }, 'Line could not be resolved'],
    ['in a file of the diff without a patch', { ...good, path: 'conf/big.xml', line: 1 }, 'Line could not be resolved'],
    ['in another file', { ...good, path: 'conf/other.xml' }, 'Path could not be resolved'],
    ['without a line', { path: 'conf/axis2.xml', body: 'x' }, 'Line could not be resolved'],
    ['from its own line', { ...good, start_line: 12, start_side: 'RIGHT' }, 'start line must precede the end line'],
    ['from a line after it', { ...good, start_line: 13, start_side: 'RIGHT' }, 'start line must precede the end line'],
    ['from another hunk', { ...good, start_line: 11, line: 42 }, 'must be part of the same hunk'],
    ['with nothing to say', { ...good, body: ' ' }, "Body can't be blank"],
  ])('with one comment %s is refused as a whole', async (_what, bad, text) => {
    await start();
    const answer = await review([good, bad, good]);
    expect(answer.status).toBe(422);
    expect(answer.body.message).toBe('Unprocessable Entity');
    expect(answer.body.errors).toEqual([expect.stringContaining(text)]);
    expect(github.state.reviewComments).toEqual([]);
    expect(github.state.reviews).toEqual([]);
    expect(github.violations).toEqual([]);
  });

  test('of an unknown commit, or with nothing in it, is refused', async () => {
    await start();
    const stranger = { event: 'COMMENT', body: 'x', commit_id: 'other' };
    expect((await ask('POST', 'pulls/7/reviews', stranger)).status).toBe(422);
    expect((await ask('POST', 'pulls/7/reviews', { event: 'COMMENT' })).status).toBe(422);
  });

  test('without an event waits, and nobody sees its comments', async () => {
    await start();
    expect((await ask('POST', 'pulls/7/reviews', { comments: [good] })).body.state).toBe('PENDING');
    expect((await ask('GET', 'pulls/7/comments')).body).toEqual([]);
    expect((await review([good])).status).toBe(422);
  });

  test('keeps its comments where a push leaves their lines, and outdates the others', async () => {
    await start();
    await review([good, { ...good, line: 42 }]);
    const [first] = github.state.reviewComments;
    github.replyTo(first?.id ?? 0, 'Sure?', 'ann');
    github.push(7, 'head2', { 'conf/axis2.xml': PATCH.slice(PATCH.indexOf('@@ -40')) });
    const listed = (await ask('GET', 'pulls/7/comments')).body;
    expect(listed.map((comment: Record<string, unknown>) => [comment.line, comment.original_line])).toEqual([
      [null, 12],
      [42, 42],
      [null, 12],
    ]);
    expect(listed[0]).toMatchObject({ position: null, commit_id: 'head1', original_commit_id: 'head1' });
    expect(listed[1]).toMatchObject({ commit_id: 'head2', original_commit_id: 'head1' });
    expect(listed[2]).toMatchObject({ in_reply_to_id: first?.id, user: { login: 'ann', type: 'User' } });
    expect(github.violations).toEqual([]);
  });

  test('of an earlier head is judged by the diff of then', async () => {
    await start();
    github.push(7, 'head2', { 'conf/other.xml': '@@ -0,0 +1 @@\n+x' });
    const answer = await ask('POST', 'pulls/7/reviews', { event: 'COMMENT', commit_id: 'head1', comments: [good] });
    expect(answer.status).toBe(200);
    expect(github.state.reviewComments[0]).toMatchObject({ line: null, original_line: 12 });
  });

  test('has comments that are edited, outdated and deleted one by one', async () => {
    await start();
    await review([good]);
    const { id } = github.state.reviewComments[0] ?? { id: 0 };
    github.outdate(id);
    expect((await ask('PATCH', `pulls/comments/${id}`, { body: 'gone' })).body).toMatchObject({
      body: 'gone',
      line: null,
    });
    expect((await ask('DELETE', `pulls/comments/${id}`)).status).toBe(204);
    expect((await ask('DELETE', `pulls/comments/${id}`)).status).toBe(404);
    expect((await ask('PATCH', `pulls/comments/${id}`, { body: 'x' })).status).toBe(404);
    expect((await ask('GET', 'pulls/7/reviews')).body).toHaveLength(1);
    expect(github.violations).toEqual([]);
  });

  test('has a comment of its own route, on a line or on the whole file', async () => {
    await start();
    const one = { path: 'conf/axis2.xml', body: 'x', commit_id: 'head1' };
    expect((await ask('POST', 'pulls/7/comments', { ...one, line: 12, side: 'RIGHT' })).body.line).toBe(12);
    expect((await ask('POST', 'pulls/7/comments', { ...one, line: 20, side: 'RIGHT' })).body.errors).toEqual([
      expect.objectContaining({ field: 'pull_request_review_thread.line' }),
    ]);
    const whole = await ask('POST', 'pulls/7/comments', { ...one, path: 'conf/big.xml', subject_type: 'file' });
    expect(whole.body).toMatchObject({ subject_type: 'file', line: null });
    expect(github.violations).toEqual([]);
  });
});

describe('a pull request', () => {
  test('is told with its ends, files and size', async () => {
    await start();
    expect((await ask('GET', 'pulls/7')).body).toMatchObject({
      number: 7,
      state: 'open',
      head: { sha: 'head1', ref: 'change', repo: { full_name: 'octo/iam', fork: false } },
      base: { sha: 'base', ref: 'main', repo: { full_name: 'octo/iam' } },
      additions: 3,
      deletions: 1,
    });
    const files = (await ask('GET', 'pulls/7/files?per_page=1&page=2')).body;
    expect(files).toMatchObject([{ filename: 'conf/big.xml', changes: 0 }]);
    expect(files[0]).not.toHaveProperty('patch');
    expect((await ask('GET', 'pulls/8')).status).toBe(404);
    expect((await ask('GET', '/repos/octo/other/pulls/7')).status).toBe(404);
    expect(github.violations).toEqual([]);
  });

  test('of a fork is found through the fork or by its branch, not by its commit', async () => {
    await start();
    github.addPull({ number: 8, head: { sha: 'fork1', ref: 'theirs', repo: 'ann/iam' } });
    const numbers = (answer: Given) => answer.body.map((pull: { number: number }) => pull.number);
    expect(numbers(await ask('GET', 'commits/head1/pulls'))).toEqual([7]);
    expect(numbers(await ask('GET', 'commits/fork1/pulls'))).toEqual([]);
    expect(numbers(await ask('GET', '/repos/ann/iam/commits/fork1/pulls'))).toEqual([8]);
    expect(numbers(await ask('GET', 'pulls?head=ann:theirs&state=open'))).toEqual([8]);
    expect((await ask('GET', '/repos/ann/iam/pulls/8')).status).toBe(404);
    github.addPull({ number: 9, head: { sha: 'lost1', ref: 'theirs', repo: null } });
    expect((await ask('GET', 'pulls/9')).body.head).toMatchObject({ sha: 'lost1', repo: null });
    expect(numbers(await ask('GET', 'pulls'))).toEqual([9, 8, 7]);
    expect(github.violations).toEqual([]);
  });

  test('has commits that are compared', async () => {
    await start();
    github.push(7, 'head2');
    github.state.commits.set('side', ['head1']);
    const compared = async (range: string) => {
      const { body } = await ask('GET', `compare/${range}`);
      return [body.status, body.ahead_by, body.behind_by, body.merge_base_commit.sha];
    };
    expect(await compared('head1...head2')).toEqual(['ahead', 1, 0, 'head1']);
    expect(await compared('head2...head1')).toEqual(['behind', 0, 1, 'head1']);
    expect(await compared('head2...side')).toEqual(['diverged', 1, 1, 'head1']);
    expect(await compared('head2...head2')).toEqual(['identical', 0, 0, 'head2']);
    expect((await ask('GET', 'compare/head1...nowhere')).status).toBe(404);
    expect(github.violations).toEqual([]);
  });
});

describe('issues', () => {
  test('are created with labels, listed by filters, closed and reopened', async () => {
    await start();
    const created = await ask('POST', 'issues', { title: 'Drift', body: 'x', labels: ['drift', 'wso2'] });
    expect(created.body).toMatchObject({ number: 8, state: 'open', labels: [{ name: 'drift' }, { name: 'wso2' }] });
    github.addIssue({ labels: ['drift'], user: { login: 'ann', type: 'User', app: null } });
    github.addIssue({ labels: ['other'] });
    const numbers = async (query: string) =>
      (await ask('GET', `issues?${query}`)).body.map((issue: { number: number }) => issue.number);
    expect(await numbers('labels=drift')).toEqual([9, 8]);
    expect(await numbers('labels=drift,wso2')).toEqual([8]);
    expect(await numbers('labels=drift&creator=github-actions%5Bbot%5D')).toEqual([8]);
    expect(await numbers('')).toEqual([10, 9, 8, 7]);
    const closed = await ask('PATCH', 'issues/8', { state: 'closed', state_reason: 'completed' });
    expect(closed.body).toMatchObject({ state: 'closed', state_reason: 'completed', closed_at: expect.any(String) });
    expect(await numbers('labels=drift')).toEqual([9]);
    expect(await numbers('labels=drift&state=closed')).toEqual([8]);
    expect(await numbers('labels=drift&state=all&sort=updated&direction=desc')).toEqual([8, 9]);
    expect(await numbers('state=all&per_page=1&page=2')).toEqual([9]);
    const opened = await ask('PATCH', 'issues/8', { state: 'open' });
    expect(opened.body).toMatchObject({ state: 'open', state_reason: 'reopened', closed_at: null });
    expect((await ask('GET', 'issues/7')).body.pull_request.url).toMatch(/pulls\/7$/);
    expect(github.violations).toEqual([]);
  });

  test('may be switched off', async () => {
    await start();
    github.state.hasIssues = false;
    expect((await ask('POST', 'issues', { title: 'x' })).status).toBe(410);
    expect((await ask('POST', 'issues/7/comments', { body: 'x' })).status).toBe(201);
    expect(github.violations).toEqual([]);
  });
});

describe('a check run', () => {
  const annotation = { path: 'x', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'x' };
  const output = (count: number, given = {}) => ({
    title: 'x',
    summary: 'y',
    annotations: Array.from({ length: count }, () => ({ ...annotation, ...given })),
  });

  test('takes 50 annotations a request and adds them up', async () => {
    await start();
    const created = await ask('POST', 'check-runs', { name: 'lint', head_sha: 'head1', output: output(50) });
    expect(created).toMatchObject({ status: 201, body: { status: 'queued', app: { slug: 'github-actions' } } });
    const path = `check-runs/${created.body.id}`;
    const ended = await ask('PATCH', path, { conclusion: 'failure', output: output(3) });
    expect(ended.body).toMatchObject({ status: 'completed', conclusion: 'failure', output: { annotations_count: 53 } });
    expect(github.violations).toEqual([]);
    expect((await ask('PATCH', path, { output: output(51) })).status).toBe(422);
    expect(github.violations).toEqual([expect.stringContaining('must NOT have more than 50 items')]);
    expect(github.state.checkRuns[0]?.annotations).toHaveLength(53);
  });

  test.each([
    ['that ends before it starts', { start_line: 2 }],
    ['with columns over several lines', { end_line: 2, start_column: 1 }],
    ['with a message of more than 64 KB', { message: 'x'.repeat(65_537) }],
    ['with a title of more than 255 characters', { title: 'x'.repeat(256) }],
  ])('refuses an annotation %s', async (_what, given) => {
    await start();
    const answer = await ask('POST', 'check-runs', { name: 'x', head_sha: 'head1', output: output(1, given) });
    expect(answer.status).toBe(422);
    expect(github.state.checkRuns).toEqual([]);
    expect(github.violations).toEqual([]);
  });

  test('is for apps, which have their own', async () => {
    await start();
    const run = { name: 'x', head_sha: 'head1' };
    const { id } = (await ask('POST', 'check-runs', run)).body;
    github.state.viewer = { login: 'other[bot]', type: 'Bot', app: 'other' };
    expect((await ask('PATCH', `check-runs/${id}`, { status: 'in_progress' })).status).toBe(403);
    github.state.viewer = { login: 'ann', type: 'User', app: null };
    expect((await ask('POST', 'check-runs', run)).body.message).toBe('You must authenticate via a GitHub App.');
    expect(github.violations).toEqual([]);
  });
});

describe('permissions', () => {
  test.each([
    [
      'a comment',
      { pullRequests: 'read', issues: 'read' },
      'issues/7/comments',
      { body: 'x' },
      'issues=write; pull_requests=write',
    ],
    [
      'a comment on an issue',
      { issues: 'read' },
      'issues/8/comments',
      { body: 'x' },
      'issues=write; pull_requests=write',
    ],
    ['a review', { pullRequests: 'read' }, 'pulls/7/reviews', { event: 'COMMENT', body: 'x' }, 'pull_requests=write'],
    ['an issue', { issues: 'none' }, 'issues', { title: 'x' }, 'issues=write'],
    ['a check run', { checks: 'read' }, 'check-runs', { name: 'x', head_sha: 'head1' }, 'checks=write'],
  ] as const)('%s is refused with the permission that is missing', async (_what, permissions, path, body, accepted) => {
    await start({ permissions });
    github.addIssue();
    const answer = await ask('POST', path, body);
    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({
      message: 'Resource not accessible by integration',
      documentation_url: expect.stringMatching(/^https:\/\/docs\.github\.com\/rest\//),
      status: '403',
    });
    expect(answer.headers.get('x-accepted-github-permissions')).toBe(accepted);
    expect(github.violations).toEqual([]);
  });

  test('to write pull requests is enough for their comments', async () => {
    await start({ permissions: { issues: 'none' } });
    const { status, body } = await ask('POST', 'issues/7/comments', { body: 'x' });
    expect(status).toBe(201);
    expect((await ask('PATCH', `issues/comments/${body.id}`, { body: 'y' })).status).toBe(200);
    expect((await ask('GET', 'issues?labels=drift')).status).toBe(403);
  });

  test('to read nothing refuses reading', async () => {
    await start({ permissions: { pullRequests: 'none', contents: 'none' } });
    expect((await ask('GET', 'pulls/7')).status).toBe(403);
    expect((await ask('GET', 'compare/base...head1')).status).toBe(403);
  });

  test('a token of an app is nobody’s, a person’s is the person’s, and none is refused', async () => {
    await start();
    expect((await ask('GET', '/user')).status).toBe(403);
    github.state.viewer = { login: 'ann', type: 'User', app: null };
    expect((await ask('GET', '/user')).body).toMatchObject({ login: 'ann', type: 'User' });
    expect((await fetch(`${github.url}${REPOSITORY}/pulls/7`)).status).toBe(401);
    expect(github.violations).toEqual([]);
  });
});

describe('faults', () => {
  const say = () => ask('POST', 'issues/7/comments', { body: 'x' });

  test.each([403, 404, 422, 500, 502] as const)('%d is answered and nothing is done', async (answer) => {
    await start();
    const met = github.fault({ answer });
    expect((await say()).status).toBe(answer);
    expect(github.state.comments).toEqual([]);
    expect((await say()).status).toBe(201);
    expect(met.hits).toBe(1);
    expect(github.requests.map((request) => request.fault?.answer ?? null)).toEqual([answer, null]);
    expect(github.violations).toEqual([]);
  });

  test('5xx may come though the request was carried out', async () => {
    await start();
    github.fault({ answer: 502, carriedOut: true });
    expect((await say()).status).toBe(502);
    expect(github.state.comments).toHaveLength(1);
  });

  test('a cut connection loses the request or only its answer', async () => {
    await start();
    github.fault({ answer: 'reset' });
    await expect(say()).rejects.toThrow();
    expect(github.state.comments).toEqual([]);
    github.fault({ answer: 'lost' });
    await expect(say()).rejects.toThrow();
    expect(github.state.comments).toHaveLength(1);
    expect(github.requests.map((request) => request.status)).toEqual([null, null]);
  });

  test('limits say when to come again', async () => {
    await start();
    github.fault({ answer: 'secondary' });
    const forbidden = await say();
    expect([forbidden.status, forbidden.headers.get('retry-after')]).toEqual([403, '1']);
    expect(forbidden.body.message).toMatch(/secondary rate limit/);
    github.fault({ answer: 'secondary-429', retryAfter: 2 });
    const many = await say();
    expect([many.status, many.headers.get('retry-after')]).toEqual([429, '2']);
    github.fault({ answer: 'primary' });
    const used = await say();
    expect([used.status, used.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
    github.state.rate.used = 1000;
    expect((await say()).body.message).toMatch(/^API rate limit exceeded/);
    expect(github.state.comments).toEqual([]);
  });

  test('every answer tells the limit and what is left', async () => {
    await start();
    const left = async () => Number((await ask('GET', 'pulls/7')).headers.get('x-ratelimit-remaining'));
    const before = await left();
    expect(await left()).toBe(before - 1);
    expect((await ask('GET', 'branches')).headers.get('x-ratelimit-limit')).toBe('1000');
  });

  test('meet the nth request that fits, and as many as they are told', async () => {
    await start();
    github.fault({ method: 'POST', route: '/issues/{issue_number}/comments', at: 2, times: 2, answer: 500 });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index += 1) {
      statuses.push((await ask('GET', 'issues/7/comments')).status, (await say()).status);
    }
    expect(statuses).toEqual([200, 201, 200, 500, 200, 500, 200, 201]);
    github.fault({ at: 3, answer: 404 });
    expect([(await say()).status, (await say()).status, (await say()).status]).toEqual([201, 201, 404]);
  });
});
