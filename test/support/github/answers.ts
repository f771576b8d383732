import { type Patches, readPatch, statusOf } from './diff.js';
import { type JsonObject, least } from './openapi.js';
import type { Account, CheckRun, Comment, Issue, Pull, Review, ReviewComment, State } from './state.js';

/** What the state looks like in GitHub's answers. */

const HOST = 'https://github.com';

export function apiUrl(state: State, path: string): string {
  return `https://api.github.com/repos/${state.repository}${path}`;
}

function pageUrl(state: State, path: string): string {
  return `${HOST}/${state.repository}${path}`;
}

/** The same number for the same name, as an account has. */
function idOf(name: string): number {
  return [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000, 7);
}

export function userJson(account: Account): JsonObject {
  const { login, type } = account;
  return least('simple-user', { login, type, id: idOf(login), html_url: `${HOST}/${encodeURIComponent(login)}` });
}

export function appJson(slug: string | null): JsonObject | null {
  if (slug === null) return null;
  return least('nullable-integration', { id: idOf(slug), slug, name: slug, html_url: `${HOST}/apps/${slug}` });
}

/** The token’s own repository has a say in `author_association`; a workflow's token is no member of it. */
function association(account: Account): string {
  return account.type === 'Bot' ? 'NONE' : 'MEMBER';
}

export function repositoryJson(fullName: string, isFork: boolean): JsonObject {
  const [owner = '', name = ''] = fullName.split('/');
  return least('repository', {
    id: idOf(fullName),
    name,
    full_name: fullName,
    fork: isFork,
    owner: userJson({ login: owner, type: 'User', app: null }),
    html_url: `${HOST}/${fullName}`,
    url: `https://api.github.com/repos/${fullName}`,
    default_branch: 'main',
  });
}

function endsJson(state: State, pull: Pull): JsonObject {
  const end = (sha: string, ref: string, repository: string | null): JsonObject => ({
    label: `${(repository ?? 'unknown/').split('/')[0]}:${ref}`,
    ref,
    sha,
    repo: repository === null ? null : repositoryJson(repository, repository !== state.repository),
    user: userJson({ login: (repository ?? 'ghost/').split('/')[0] ?? '', type: 'User', app: null }),
  });
  return {
    head: end(pull.head.sha, pull.head.ref, pull.head.repo),
    base: end(pull.base.sha, pull.base.ref, state.repository),
  };
}

function pullFields(state: State, pull: Pull): JsonObject {
  const { number, title, body, draft, created_at, updated_at, closed_at, locked } = pull;
  return {
    id: idOf(`pull ${number}`),
    number,
    title,
    body,
    draft,
    locked,
    created_at,
    updated_at,
    closed_at,
    state: pull.state,
    user: userJson(pull.user),
    author_association: association(pull.user),
    url: apiUrl(state, `/pulls/${number}`),
    issue_url: apiUrl(state, `/issues/${number}`),
    html_url: pageUrl(state, `/pull/${number}`),
    ...endsJson(state, pull),
  };
}

export function pullJson(state: State, pull: Pull): JsonObject {
  const files = filesJson(state, pull.patches, pull.head.sha) as readonly { additions: number; deletions: number }[];
  return least('pull-request', {
    ...pullFields(state, pull),
    additions: files.reduce((sum, file) => sum + file.additions, 0),
    deletions: files.reduce((sum, file) => sum + file.deletions, 0),
    changed_files: files.length,
    comments: state.comments.filter((comment) => comment.number === pull.number).length,
    review_comments: state.reviewComments.filter((comment) => comment.number === pull.number).length,
  });
}

export function pullSimpleJson(state: State, pull: Pull): JsonObject {
  return least('pull-request-simple', pullFields(state, pull));
}

export function filesJson(state: State, patches: Patches, sha: string): readonly JsonObject[] {
  return Object.entries(patches).map(([filename, patch]) => {
    const lines = readPatch(patch ?? '');
    const additions = lines.filter((line) => line.left === null).length;
    const deletions = lines.filter((line) => line.right === null).length;
    const path = encodeURIComponent(filename);
    return {
      sha,
      filename,
      status: statusOf(patch),
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: pageUrl(state, `/blob/${sha}/${path}`),
      raw_url: pageUrl(state, `/raw/${sha}/${path}`),
      contents_url: apiUrl(state, `/contents/${path}?ref=${sha}`),
      ...(patch === null ? {} : { patch }),
    };
  });
}

export function issueJson(state: State, issue: Issue): JsonObject {
  const { number, title, body, state_reason, created_at, updated_at, closed_at, locked } = issue;
  const isPull = state.pulls.has(number);
  const url = apiUrl(state, `/pulls/${number}`);
  const html = pageUrl(state, `/${isPull ? 'pull' : 'issues'}/${number}`);
  return least('issue', {
    id: idOf(`issue ${number}`),
    number,
    title,
    body,
    state_reason,
    created_at,
    updated_at,
    closed_at,
    locked,
    state: issue.state,
    user: userJson(issue.user),
    author_association: association(issue.user),
    performed_via_github_app: appJson(issue.user.app),
    labels: issue.labels.map((name) => ({ id: idOf(name), name, color: 'ededed', default: false, description: null })),
    assignees: issue.assignees.map((login) => userJson({ login, type: 'User', app: null })),
    comments: state.comments.filter((comment) => comment.number === number).length,
    url: apiUrl(state, `/issues/${number}`),
    html_url: html,
    comments_url: apiUrl(state, `/issues/${number}/comments`),
    ...(isPull ? { pull_request: { url, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` } } : {}),
  });
}

export function commentJson(state: State, comment: Comment): JsonObject {
  const { id, number, body, created_at, updated_at, user } = comment;
  const kind = state.pulls.has(number) ? 'pull' : 'issues';
  return least('issue-comment', {
    id,
    body,
    created_at,
    updated_at,
    user: userJson(user),
    author_association: association(user),
    performed_via_github_app: appJson(user.app),
    url: apiUrl(state, `/issues/comments/${id}`),
    html_url: pageUrl(state, `/${kind}/${number}#issuecomment-${id}`),
    issue_url: apiUrl(state, `/issues/${number}`),
  });
}

export function reviewCommentJson(state: State, comment: ReviewComment): JsonObject {
  const { number, review, user, in_reply_to_id, ...fields } = comment;
  const self = apiUrl(state, `/pulls/comments/${comment.id}`);
  const html = pageUrl(state, `/pull/${number}#discussion_r${comment.id}`);
  const pull = apiUrl(state, `/pulls/${number}`);
  const { original_line, ...rest } = fields;
  return least('pull-request-review-comment', {
    ...rest,
    ...(original_line === null ? {} : { original_line }),
    // Positions are counted nowhere here: what matters is that an outdated comment has none.
    position: comment.line === null ? null : 1,
    pull_request_review_id: review,
    user: userJson(user),
    author_association: association(user),
    url: self,
    html_url: html,
    pull_request_url: pull,
    _links: { self: { href: self }, html: { href: html }, pull_request: { href: pull } },
    ...(in_reply_to_id === null ? {} : { in_reply_to_id }),
  });
}

export function reviewJson(state: State, review: Review): JsonObject {
  const { id, number, user, body, commit_id, submitted_at } = review;
  const html = pageUrl(state, `/pull/${number}#pullrequestreview-${id}`);
  const pull = apiUrl(state, `/pulls/${number}`);
  return least('pull-request-review', {
    id,
    body,
    commit_id,
    state: review.state,
    user: userJson(user),
    author_association: association(user),
    html_url: html,
    pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } },
    ...(review.state === 'PENDING' ? {} : { submitted_at }),
  });
}

export function checkRunJson(state: State, run: CheckRun): JsonObject {
  const { id, name, head_sha, status, conclusion, started_at, completed_at, details_url, external_id, output } = run;
  const url = apiUrl(state, `/check-runs/${id}`);
  return least('check-run', {
    id,
    name,
    head_sha,
    status,
    conclusion,
    started_at,
    completed_at,
    details_url,
    external_id,
    url,
    html_url: pageUrl(state, `/runs/${id}`),
    app: appJson(run.user.app),
    output: { ...output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
  });
}

export function commitJson(state: State, sha: string): JsonObject {
  const url = apiUrl(state, `/commits/${sha}`);
  return least('commit', {
    sha,
    url,
    html_url: pageUrl(state, `/commit/${sha}`),
    parents: (state.commits.get(sha) ?? []).map((parent) => ({
      sha: parent,
      url: apiUrl(state, `/commits/${parent}`),
    })),
  });
}
