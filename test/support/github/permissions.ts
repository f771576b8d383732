import { type Answer, type Call, numberOf, refusal } from './call.js';
import type { Level, Permissions } from './state.js';

/** What a token must be allowed for each operation, in the words of GitHub's x-accepted-github-permissions header. */
const NEEDS: Readonly<Record<string, string>> = {
  'checks/create': 'checks=write',
  'checks/get': 'checks=read',
  'checks/list-for-ref': 'checks=read',
  'checks/update': 'checks=write',
  'issues/create': 'issues=write',
  'issues/create-comment': 'issues=write; pull_requests=write',
  'issues/delete-comment': 'issues=write; pull_requests=write',
  'issues/get': 'issues=read; pull_requests=read',
  'issues/get-comment': 'issues=read; pull_requests=read',
  'issues/list-comments': 'issues=read; pull_requests=read',
  'issues/list-for-repo': 'issues=read',
  'issues/update': 'issues=write; pull_requests=write',
  'issues/update-comment': 'issues=write; pull_requests=write',
  'pulls/create-review': 'pull_requests=write',
  'pulls/create-review-comment': 'pull_requests=write',
  'pulls/delete-review-comment': 'pull_requests=write',
  'pulls/get': 'pull_requests=read',
  'pulls/get-review-comment': 'pull_requests=read',
  'pulls/list': 'pull_requests=read',
  'pulls/list-files': 'pull_requests=read',
  'pulls/list-review-comments': 'pull_requests=read',
  'pulls/list-reviews': 'pull_requests=read',
  'pulls/update-review-comment': 'pull_requests=write',
  'repos/compare-commits-with-basehead': 'contents=read',
  'repos/list-pull-requests-associated-with-commit': 'pull_requests=read',
};

const LEVELS: readonly string[] = ['none', 'read', 'write'];

export function acceptedPermissions(operation: string): string | null {
  return NEEDS[operation] ?? null;
}

export const NOT_ACCESSIBLE = 'Resource not accessible by integration';

/** The refusal of a call that the token is not allowed; null when it is. */
export function refusedFor(call: Call, permissions: Permissions): Answer | null {
  const accepted = acceptedPermissions(call.operation.id);
  if (accepted === null) return null;
  const held: Readonly<Record<string, Level>> = {
    pull_requests: isOfPull(call) ? permissions.pullRequests : 'none',
    issues: permissions.issues,
    checks: permissions.checks,
    contents: permissions.contents,
  };
  const isAllowed = accepted.split('; ').some((need) => {
    const [name = '', level] = need.split('=');
    return LEVELS.indexOf(held[name] ?? 'none') >= LEVELS.indexOf(level ?? '');
  });
  return isAllowed ? null : refusal(call, 403, NOT_ACCESSIBLE);
}

/** Leave over pull requests covers the issue side of a pull request, and no other issue. */
function isOfPull(call: Call): boolean {
  if (call.names.has('issue_number')) return call.state.pulls.has(numberOf(call, 'issue_number'));
  if (!call.operation.id.startsWith('issues/') || !call.names.has('comment_id')) return true;
  const comment = call.state.comments.find((item) => item.id === numberOf(call, 'comment_id'));
  return comment === undefined || call.state.pulls.has(comment.number);
}
