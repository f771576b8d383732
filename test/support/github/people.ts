import { hunkUpTo, type Patches, type Side } from './diff.js';
import { outdateIfGone } from './pulls.js';
import {
  type Account,
  type Comment,
  findIssue,
  type Issue,
  newIssue,
  nextId,
  type Pull,
  type ReviewComment,
  type State,
  tick,
} from './state.js';

/** What happens on GitHub beside the code under test. */
export interface People {
  /** Opens a pull request; its head and base become commits. */
  addPull(given?: Partial<Pull>): Pull;
  addIssue(given?: Partial<Issue>): Issue;
  /** A person writes under an issue or pull request. */
  humanComments(number: number, body: string, login?: string): Comment;
  /** A person writes a review comment. */
  humanReviews(number: number, path: string, line: number, body: string, login?: string): ReviewComment;
  /** A person answers a review comment. */
  replyTo(reviewComment: number, body?: string, login?: string): ReviewComment;
  /** The line of a review comment goes away, and with it the lines of its answers. */
  outdate(reviewComment: number): void;
  /** New commits arrive; comments whose line the diff no longer shows are outdated. */
  push(number: number, sha: string, patches?: Patches): void;
}

function human(login: string): Account {
  return { login, type: 'User', app: null };
}

export function peopleOf(state: State): People {
  const found = (id: number): ReviewComment => {
    const comment = state.reviewComments.find((item) => item.id === id);
    if (comment === undefined) throw new Error(`there is no review comment ${id}`);
    return comment;
  };
  const pullOf = (number: number): Pull => {
    const pull = state.pulls.get(number);
    if (pull === undefined) throw new Error(`there is no pull request ${number}`);
    return pull;
  };
  const say = (user: Account, given: Omit<ReviewComment, 'id' | 'review' | 'user' | 'created_at' | 'updated_at'>) => {
    const time = tick(state);
    const { number, commit_id } = given;
    const review = { id: nextId(state), number, user, body: '', commit_id, submitted_at: time };
    state.reviews.push({ ...review, state: 'COMMENTED' });
    const times = { created_at: time, updated_at: time };
    const comment: ReviewComment = { ...given, ...times, id: nextId(state), review: review.id, user };
    state.reviewComments.push(comment);
    return comment;
  };
  return {
    addPull(given = {}) {
      const pull: Pull = {
        ...newIssue(state, { title: 'Change the configuration', user: human('author') }),
        draft: false,
        head: { sha: 'head1', ref: 'change', repo: state.repository },
        base: { sha: 'base', ref: 'main' },
        patches: {},
        earlier: new Map(),
        ...given,
      };
      state.pulls.set(pull.number, pull);
      const { base, head } = pull;
      if (!state.commits.has(base.sha)) state.commits.set(base.sha, []);
      if (!state.commits.has(head.sha)) state.commits.set(head.sha, [base.sha]);
      return pull;
    },
    addIssue(given = {}) {
      const issue = newIssue(state, given);
      state.issues.set(issue.number, issue);
      return issue;
    },
    humanComments(number, body, login = 'somebody') {
      const issue = findIssue(state, number);
      if (issue === undefined) throw new Error(`there is no issue ${number}`);
      const time = tick(state);
      issue.updated_at = time;
      const times = { created_at: time, updated_at: time };
      const comment = { id: nextId(state), number, body, user: human(login), ...times };
      state.comments.push(comment);
      return comment;
    },
    humanReviews(number, path, line, body, login = 'somebody') {
      const { head, patches } = pullOf(number);
      const side: Side = 'RIGHT';
      const lines = { line, original_line: line, start_line: null, original_start_line: null };
      const commits = { commit_id: head.sha, original_commit_id: head.sha };
      const place = { number, path, ...lines, side, start_side: null, subject_type: 'line' as const };
      const diff_hunk = hunkUpTo(patches, path, line, side);
      return say(human(login), { ...place, ...commits, diff_hunk, body, in_reply_to_id: null });
    },
    replyTo(reviewComment, body = 'Why?', login = 'somebody') {
      const { id, review, user, created_at, updated_at, ...place } = found(reviewComment);
      return say(human(login), { ...place, body, in_reply_to_id: place.in_reply_to_id ?? id });
    },
    outdate(reviewComment) {
      const first = found(reviewComment);
      for (const comment of state.reviewComments) {
        if (comment !== first && comment.in_reply_to_id !== first.id) continue;
        comment.line = null;
        comment.start_line = null;
      }
    },
    push(number, sha, patches) {
      const pull = pullOf(number);
      const before = pull.patches;
      pull.earlier.set(pull.head.sha, before);
      if (!state.commits.has(sha)) state.commits.set(sha, [pull.head.sha]);
      pull.head = { ...pull.head, sha };
      pull.patches = patches ?? before;
      pull.updated_at = tick(state);
      for (const comment of state.reviewComments) if (comment.number === number) outdateIfGone(pull, comment, before);
    },
  };
}
