import { filesJson, pullJson, pullSimpleJson, reviewCommentJson, reviewJson } from './answers.js';
import {
  type Answer,
  badComment,
  type Call,
  type Handler,
  invalid,
  isTooLong,
  nameOf,
  notFound,
  now,
  numberIn,
  numberOf,
  page,
  TOO_LONG,
  textIn,
  unprocessable,
} from './call.js';
import { hunkUpTo, isSide, lineAt, type Patches, type Spot, whyNotAt } from './diff.js';
import { isObject, type JsonObject } from './openapi.js';
import { nextId, type Pull, type Review, type ReviewComment } from './state.js';

function withPull(run: (call: Call, pull: Pull) => Answer): Handler {
  return (call) => {
    const pull = call.state.pulls.get(numberOf(call, 'pull_number'));
    return pull === undefined ? notFound(call) : run(call, pull);
  };
}

/** GitHub lists no more, however many pages are asked for. */
const MOST_FILES = 3000;

function listFiles(call: Call, pull: Pull): Answer {
  const files = filesJson(call.state, pull.patches, pull.head.sha);
  return page(call, files.slice(0, MOST_FILES), (file) => file);
}

function spotOf(comment: JsonObject): Spot {
  const side = textIn(comment, 'side') ?? 'RIGHT';
  return {
    path: textIn(comment, 'path') ?? '',
    line: numberIn(comment, 'line'),
    side,
    startLine: numberIn(comment, 'start_line'),
    startSide: textIn(comment, 'start_side') ?? side,
  };
}

/** What the diff was at a commit of the pull request; null when the commit is none of its own. */
function patchesAt(pull: Pull, sha: string): Patches | null {
  return sha === pull.head.sha ? pull.patches : (pull.earlier.get(sha) ?? null);
}

function newComment(call: Call, pull: Pull, given: JsonObject, review: number, commit: string): ReviewComment {
  const { state } = call;
  const spot = spotOf(given);
  const patches = patchesAt(pull, commit) ?? {};
  const side = isSide(spot.side) ? spot.side : 'RIGHT';
  const time = now(call);
  const comment: ReviewComment = {
    id: nextId(state),
    number: pull.number,
    review,
    path: spot.path,
    line: spot.line,
    original_line: spot.line,
    start_line: spot.startLine,
    original_start_line: spot.startLine,
    side,
    start_side: spot.startLine === null || !isSide(spot.startSide) ? null : spot.startSide,
    subject_type: spot.line === null ? 'file' : 'line',
    diff_hunk: spot.line === null ? '' : hunkUpTo(patches, spot.path, spot.line, side),
    commit_id: commit,
    original_commit_id: commit,
    in_reply_to_id: null,
    body: textIn(given, 'body') ?? '',
    user: state.viewer,
    created_at: time,
    updated_at: time,
  };
  outdateIfGone(pull, comment, patches);
  return comment;
}

/** A comment stays on its line as long as the diff still shows that line with the same text. */
export function outdateIfGone(pull: Pull, comment: ReviewComment, before: Patches): void {
  if (comment.line === null) return;
  const text = lineAt(before, comment.path, comment.line, comment.side)?.text;
  const current = lineAt(pull.patches, comment.path, comment.line, comment.side);
  if (current !== undefined && current.text === text) {
    comment.commit_id = pull.head.sha;
    return;
  }
  comment.line = null;
  comment.start_line = null;
}

const STATES = { COMMENT: 'COMMENTED', APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED' } as const;

/** All or nothing: one comment off the diff refuses the whole review, and the answer does not say which. */
function createReview(call: Call, pull: Pull): Answer {
  const { state, body } = call;
  const comments = (Array.isArray(body.comments) ? body.comments : []).filter(isObject);
  const commit = textIn(body, 'commit_id') ?? pull.head.sha;
  const patches = patchesAt(pull, commit);
  if (patches === null) return unprocessable(call, ['Commit is not part of the pull request']);
  const text = textIn(body, 'body') ?? '';
  const errors = comments.map((comment) => whyNotAt(patches, spotOf(comment))).filter((error) => error !== null);
  if ([text, ...comments.map((comment) => textIn(comment, 'body'))].some(isTooLong)) errors.push(TOO_LONG);
  if (comments.some((comment) => (textIn(comment, 'body') ?? '').trim() === '')) errors.push("Body can't be blank");
  const event = textIn(body, 'event');
  if (event !== null && event !== 'APPROVE' && text === '' && comments.length === 0)
    errors.push('Review cannot be empty');
  const isPending = (review: Review): boolean =>
    review.number === pull.number && review.state === 'PENDING' && review.user.login === state.viewer.login;
  if (state.reviews.some(isPending)) errors.push('User can only have one pending review per pull request');
  if (errors.length > 0) return unprocessable(call, [...new Set(errors)]);
  const review: Review = {
    id: nextId(state),
    number: pull.number,
    user: state.viewer,
    body: text,
    state: event === null ? 'PENDING' : STATES[event as keyof typeof STATES],
    commit_id: commit,
    submitted_at: now(call),
  };
  state.reviews.push(review);
  for (const comment of comments) state.reviewComments.push(newComment(call, pull, comment, review.id, commit));
  return { status: 200, body: reviewJson(state, review) };
}

function createComment(call: Call, pull: Pull): Answer {
  const { state, body } = call;
  const bad = badComment(call, 'PullRequestReviewComment', textIn(body, 'body') ?? '');
  if (bad !== null) return bad;
  const error = { resource: 'PullRequestReviewComment', code: 'custom' };
  const commit = textIn(body, 'commit_id') ?? '';
  const patches = patchesAt(pull, commit);
  if (patches === null)
    return invalid(call, { ...error, field: 'commit_id', message: 'commit_id is not part of the pull request' });
  const spot = spotOf(body);
  const isOfFile = body.subject_type === 'file';
  const why = isOfFile && spot.path in patches ? null : whyNotAt(patches, spot);
  if (why !== null) {
    const field = 'pull_request_review_thread.line';
    return invalid(call, { ...error, field, message: `${field} must be part of the diff` });
  }
  const review: Review = {
    id: nextId(state),
    number: pull.number,
    user: state.viewer,
    body: '',
    state: 'COMMENTED',
    commit_id: commit,
    submitted_at: now(call),
  };
  const comment = newComment(call, pull, isOfFile ? { ...body, line: null } : body, review.id, commit);
  state.reviews.push(review);
  state.reviewComments.push(comment);
  const json = reviewCommentJson(state, comment);
  return { status: 201, body: json, headers: { location: String(json.url) } };
}

/** Comments of a review that is not submitted yet are on no list. */
function isShown(call: Call, comment: ReviewComment): boolean {
  return call.state.reviews.find((review) => review.id === comment.review)?.state !== 'PENDING';
}

function listComments(call: Call, pull: Pull): Answer {
  const { query, state } = call;
  const since = query.get('since') ?? '';
  const key = query.get('sort') === 'updated' ? 'updated_at' : 'created_at';
  const found = state.reviewComments.filter(
    (item) => item.number === pull.number && item.updated_at >= since && isShown(call, item),
  );
  found.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.id - b.id));
  if (query.has('sort') && query.get('direction') === 'desc') found.reverse();
  return page(call, found, (comment) => reviewCommentJson(state, comment));
}

function withComment(run: (call: Call, comment: ReviewComment) => Answer): Handler {
  return (call) => {
    const comment = call.state.reviewComments.find((item) => item.id === numberOf(call, 'comment_id'));
    return comment === undefined || !isShown(call, comment) ? notFound(call) : run(call, comment);
  };
}

function updateComment(call: Call, comment: ReviewComment): Answer {
  const body = textIn(call.body, 'body') ?? '';
  const bad = badComment(call, 'PullRequestReviewComment', body);
  if (bad !== null) return bad;
  comment.body = body;
  comment.updated_at = now(call);
  return { status: 200, body: reviewCommentJson(call.state, comment) };
}

function deleteComment(call: Call, comment: ReviewComment): Answer {
  call.state.reviewComments = call.state.reviewComments.filter((item) => item !== comment);
  return { status: 204 };
}

function ownerOf(repository: string | null): string {
  return (repository ?? '').split('/')[0] ?? '';
}

function listPulls(call: Call): Answer {
  const { query, state } = call;
  const wanted = query.get('state') ?? 'open';
  const [head, base] = [query.get('head'), query.get('base')];
  const found = [...state.pulls.values()].filter(
    (pull) =>
      (wanted === 'all' || pull.state === wanted) &&
      (head === null || head === `${ownerOf(pull.head.repo)}:${pull.head.ref}`) &&
      (base === null || base === pull.base.ref),
  );
  const key = query.get('sort') === 'updated' ? 'updated_at' : 'created_at';
  found.sort((a, b) => (a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.number - b.number));
  if (query.get('direction') !== 'asc') found.reverse();
  return page(call, found, (pull) => pullSimpleJson(state, pull));
}

/** A commit of a fork is none of the repository's: GitHub finds its pull request only when the fork is asked. */
function listOfCommit(call: Call): Answer {
  const sha = nameOf(call, 'commit_sha');
  const repository = `${nameOf(call, 'owner')}/${nameOf(call, 'repo')}`;
  const found = [...call.state.pulls.values()].filter(
    (pull) => pull.head.repo === repository && patchesAt(pull, sha) !== null,
  );
  return page(call, found, (pull) => pullSimpleJson(call.state, pull));
}

function listReviews(call: Call, pull: Pull): Answer {
  const found = call.state.reviews.filter((review) => review.number === pull.number);
  return page(call, found, (review) => reviewJson(call.state, review));
}

export const PULLS: Readonly<Record<string, Handler>> = {
  'pulls/get': withPull((call, pull) => ({ status: 200, body: pullJson(call.state, pull) })),
  'pulls/list': listPulls,
  'pulls/list-files': withPull(listFiles),
  'pulls/list-reviews': withPull(listReviews),
  'pulls/create-review': withPull(createReview),
  'pulls/list-review-comments': withPull(listComments),
  'pulls/create-review-comment': withPull(createComment),
  'pulls/get-review-comment': withComment((call, comment) => ({
    status: 200,
    body: reviewCommentJson(call.state, comment),
  })),
  'pulls/update-review-comment': withComment(updateComment),
  'pulls/delete-review-comment': withComment(deleteComment),
  'repos/list-pull-requests-associated-with-commit': listOfCommit,
};
