import { commentJson, issueJson } from './answers.js';
import {
  type Answer,
  badComment,
  type Call,
  type Handler,
  invalid,
  isTooLong,
  notFound,
  now,
  numberOf,
  page,
  refusal,
  textIn,
} from './call.js';
import { isObject, type Json, type JsonObject } from './openapi.js';
import { type Comment, findIssue, type Issue, newIssue, nextId } from './state.js';

function listIssues(call: Call): Answer {
  const { query, state } = call;
  const wanted = query.get('state') ?? 'open';
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const creator = query.get('creator');
  const since = query.get('since') ?? '';
  // For GitHub every pull request is an issue too.
  const found = [...state.issues.values(), ...state.pulls.values()].filter(
    (issue) =>
      (wanted === 'all' || issue.state === wanted) &&
      labels.every((label) => issue.labels.some((item) => item.toLowerCase() === label.toLowerCase())) &&
      (creator === null || issue.user.login.toLowerCase() === creator.toLowerCase()) &&
      issue.updated_at >= since,
  );
  const comments = (issue: Issue): number => state.comments.filter((comment) => comment.number === issue.number).length;
  const sort = query.get('sort') ?? 'created';
  const order = (a: Issue, b: Issue): number => {
    if (sort === 'comments') return comments(a) - comments(b) || a.number - b.number;
    const key = sort === 'updated' ? 'updated_at' : 'created_at';
    return a[key] < b[key] ? -1 : a[key] > b[key] ? 1 : a.number - b.number;
  };
  found.sort((a, b) => (query.get('direction') === 'asc' ? order(a, b) : order(b, a)));
  return page(call, found, (issue) => issueJson(state, issue));
}

function badIssue(call: Call): Answer | null {
  const { body } = call;
  const [title, text] = [body.title === undefined ? null : String(body.title), textIn(body, 'body')];
  const error = { resource: 'Issue', code: 'custom' };
  if (title !== null && title.trim() === '')
    return invalid(call, { resource: 'Issue', code: 'missing_field', field: 'title', message: "title can't be blank" });
  if (title !== null && [...title].length > 256)
    return invalid(call, { ...error, field: 'title', message: 'title is too long (maximum is 256 characters)' });
  if (isTooLong(text))
    return invalid(call, { ...error, field: 'body', message: 'body is too long (maximum is 65536 characters)' });
  if (labelsIn(body.labels).some((label) => label.length > 50))
    return invalid(call, { resource: 'Label', code: 'invalid', field: 'name', message: 'name is too long' });
  return null;
}

/** Labels that do not exist yet are made. */
function labelsIn(value: Json | undefined): readonly string[] {
  const items = Array.isArray(value) ? (value as readonly Json[]) : [];
  return items.map((item) => (isObject(item) ? String(item.name) : String(item)));
}

function namesIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map((item) => (isObject(item) ? String(item.login) : String(item))) : [];
}

function createIssue(call: Call): Answer {
  const { state, body } = call;
  const bad = badIssue(call);
  if (bad !== null) return bad;
  const issue = newIssue(state, {
    title: String(body.title),
    body: textIn(body, 'body') ?? '',
    labels: labelsIn(body.labels),
    assignees: namesIn(body.assignees),
  });
  state.issues.set(issue.number, issue);
  return { status: 201, body: issueJson(state, issue), headers: { location: String(issueJson(state, issue).url) } };
}

function updateIssue(call: Call): Answer {
  const { state, body } = call;
  const issue = findIssue(state, numberOf(call, 'issue_number'));
  if (issue === undefined) return notFound(call);
  const bad = badIssue(call);
  if (bad !== null) return bad;
  if (body.title !== undefined) issue.title = String(body.title);
  if (body.body !== undefined) issue.body = textIn(body, 'body') ?? '';
  if (body.labels !== undefined) issue.labels = labelsIn(body.labels);
  if (body.assignees !== undefined) issue.assignees = namesIn(body.assignees);
  moveTo(issue, body, now(call));
  return { status: 200, body: issueJson(state, issue) };
}

function moveTo(issue: Issue, body: JsonObject, time: string): void {
  issue.updated_at = time;
  const state = textIn(body, 'state');
  if (state !== 'open' && state !== 'closed') return;
  if (state !== issue.state) {
    issue.closed_at = state === 'closed' ? time : null;
    issue.state_reason = state === 'closed' ? 'completed' : 'reopened';
    issue.state = state;
  }
  const reason = textIn(body, 'state_reason');
  if (reason === 'completed' || reason === 'not_planned' || reason === 'duplicate' || reason === 'reopened')
    issue.state_reason = reason;
}

function withIssue(run: (call: Call, issue: Issue) => Answer): Handler {
  return (call) => {
    const issue = findIssue(call.state, numberOf(call, 'issue_number'));
    return issue === undefined ? notFound(call) : run(call, issue);
  };
}

function listComments(call: Call, issue: Issue): Answer {
  const since = call.query.get('since') ?? '';
  const found = call.state.comments.filter((item) => item.number === issue.number && item.updated_at >= since);
  return page(call, found, (comment) => commentJson(call.state, comment));
}

function createComment(call: Call, issue: Issue): Answer {
  const { state } = call;
  const body = textIn(call.body, 'body') ?? '';
  const bad = badComment(call, 'IssueComment', body);
  if (bad !== null) return bad;
  const time = now(call);
  const comment = {
    id: nextId(state),
    number: issue.number,
    body,
    user: state.viewer,
    created_at: time,
    updated_at: time,
  };
  state.comments.push(comment);
  issue.updated_at = time;
  const json = commentJson(state, comment);
  return { status: 201, body: json, headers: { location: String(json.url) } };
}

function withComment(run: (call: Call, comment: Comment) => Answer): Handler {
  return (call) => {
    const comment = call.state.comments.find((item) => item.id === numberOf(call, 'comment_id'));
    return comment === undefined ? notFound(call) : run(call, comment);
  };
}

/** A token that may write may edit anybody's comment: to check whose it is is the client's part. */
function updateComment(call: Call, comment: Comment): Answer {
  const body = textIn(call.body, 'body') ?? '';
  const bad = badComment(call, 'IssueComment', body);
  if (bad !== null) return bad;
  comment.body = body;
  comment.updated_at = now(call);
  return { status: 200, body: commentJson(call.state, comment) };
}

function deleteComment(call: Call, comment: Comment): Answer {
  call.state.comments = call.state.comments.filter((item) => item !== comment);
  return { status: 204 };
}

/** A repository may have issues switched off; its pull requests keep their comments. */
function whereIssues(run: Handler): Handler {
  return (call) =>
    call.state.hasIssues ? run(call) : refusal(call, 410, 'Issues has been disabled in this repository.');
}

export const ISSUES: Readonly<Record<string, Handler>> = {
  'issues/list-for-repo': whereIssues(listIssues),
  'issues/create': whereIssues(createIssue),
  'issues/get': withIssue((call, issue) => ({ status: 200, body: issueJson(call.state, issue) })),
  'issues/update': updateIssue,
  'issues/list-comments': withIssue(listComments),
  'issues/create-comment': withIssue(createComment),
  'issues/get-comment': withComment((call, comment) => ({ status: 200, body: commentJson(call.state, comment) })),
  'issues/update-comment': withComment(updateComment),
  'issues/delete-comment': withComment(deleteComment),
};
