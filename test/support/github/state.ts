import type { Patches, Side } from './diff.js';

/** What the tests' GitHub holds; tests read and change it. */

export interface Account {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  /** The app that acts, by its slug: `github-actions` for the token of a workflow; null for a person's token. */
  readonly app: string | null;
}

interface Told {
  readonly user: Account;
  body: string;
  readonly created_at: string;
  updated_at: string;
}

export interface Issue extends Told {
  readonly number: number;
  title: string;
  state: 'open' | 'closed';
  state_reason: 'completed' | 'reopened' | 'not_planned' | 'duplicate' | null;
  labels: readonly string[];
  assignees: readonly string[];
  closed_at: string | null;
  locked: boolean;
}

export interface Pull extends Issue {
  draft: boolean;
  /** `repo` is null when the fork is gone. */
  head: { sha: string; ref: string; repo: string | null };
  base: { sha: string; ref: string };
  patches: Patches;
  /** Earlier heads and what they changed. */
  readonly earlier: Map<string, Patches>;
}

export interface Comment extends Told {
  readonly id: number;
  /** Of the issue or pull request. */
  readonly number: number;
}

export interface ReviewComment extends Told {
  readonly id: number;
  readonly number: number;
  readonly review: number;
  readonly path: string;
  /** Null when outdated, and for a comment on the whole file. */
  line: number | null;
  readonly original_line: number | null;
  start_line: number | null;
  readonly original_start_line: number | null;
  readonly side: Side;
  readonly start_side: Side | null;
  readonly subject_type: 'line' | 'file';
  readonly diff_hunk: string;
  commit_id: string;
  readonly original_commit_id: string;
  readonly in_reply_to_id: number | null;
}

export interface Review {
  readonly id: number;
  readonly number: number;
  readonly user: Account;
  readonly body: string;
  readonly state: 'COMMENTED' | 'APPROVED' | 'CHANGES_REQUESTED' | 'PENDING';
  readonly commit_id: string;
  readonly submitted_at: string;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'notice' | 'warning' | 'failure';
  readonly message: string;
  readonly title?: string;
  readonly raw_details?: string;
}

export interface CheckRun {
  readonly id: number;
  name: string;
  readonly head_sha: string;
  readonly user: Account;
  status: string;
  conclusion: string | null;
  started_at: string | null;
  completed_at: string | null;
  details_url: string | null;
  external_id: string | null;
  output: { title: string | null; summary: string | null; text: string | null };
  /** Those of every request, in order. */
  annotations: readonly Annotation[];
}

export type Level = 'write' | 'read' | 'none';

export interface Permissions {
  pullRequests: Level;
  issues: Level;
  checks: Level;
  contents: Level;
}

export interface State {
  /** `owner/name`; every other repository is not found. */
  readonly repository: string;
  viewer: Account;
  hasIssues: boolean;
  readonly pulls: Map<number, Pull>;
  readonly issues: Map<number, Issue>;
  comments: Comment[];
  reviewComments: ReviewComment[];
  reviews: Review[];
  checkRuns: CheckRun[];
  /** Commit → its parents. */
  readonly commits: Map<string, readonly string[]>;
  /** Requests this hour: beyond the limit all are refused. */
  rate: { limit: number; used: number };
  /** Seconds since the tests' epoch; every change takes one. */
  clock: number;
  lastId: number;
}

export const BOT: Account = { login: 'github-actions[bot]', type: 'Bot', app: 'github-actions' };

export function newState(repository: string, viewer: Account): State {
  return {
    repository,
    viewer,
    hasIssues: true,
    pulls: new Map(),
    issues: new Map(),
    comments: [],
    reviewComments: [],
    reviews: [],
    checkRuns: [],
    commits: new Map(),
    rate: { limit: 1000, used: 0 },
    clock: 0,
    lastId: 1000,
  };
}

export function tick(state: State): string {
  state.clock += 1;
  return new Date(Date.UTC(2026, 0, 1) + state.clock * 1000).toISOString().replace('.000', '');
}

export function nextId(state: State): number {
  state.lastId += 1;
  return state.lastId;
}

/** Issues and pull requests are numbered together. */
export function nextNumber(state: State): number {
  return Math.max(0, ...state.pulls.keys(), ...state.issues.keys()) + 1;
}

export function newIssue(state: State, given: Partial<Issue> = {}): Issue {
  const now = tick(state);
  return {
    number: nextNumber(state),
    title: 'Title',
    body: '',
    state: 'open',
    state_reason: null,
    labels: [],
    assignees: [],
    user: state.viewer,
    created_at: now,
    updated_at: now,
    closed_at: null,
    locked: false,
    ...given,
  };
}

export function findIssue(state: State, number: number): Issue | undefined {
  return state.issues.get(number) ?? state.pulls.get(number);
}
