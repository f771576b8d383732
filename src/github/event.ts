import type { ReportPlace } from '../report/report.js';

/** What we read of `@actions/github` `context`; the event is anybody's JSON. */
export interface EventContext {
  readonly eventName: string;
  readonly serverUrl: string;
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly sha: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What a run is about, by its event. Shas are 40 or more hexadecimal digits. */
export type Target =
  | {
      readonly kind: 'pull';
      readonly number: number;
      readonly head: string;
      readonly base: string;
      /** What its head says about suppressions does not count. */
      readonly fork: boolean;
      /** Its token may only read: from a fork, or by Dependabot. */
      readonly readOnly: boolean;
    }
  /** After another workflow: the pull request is to be found by what that one ran on. */
  | { readonly kind: 'workflow'; readonly head: string; readonly from: { owner: string; branch: string } | null }
  | { readonly kind: 'commit'; readonly head: string; readonly base: string | null }
  | { readonly kind: 'schedule'; readonly head: string };

/** Null where the event tells too little to deliver anything. */
export function targetOf({ eventName, payload, repo, sha }: EventContext): Target | null {
  const at = (...keys: readonly string[]) => textAt(payload, ...keys);
  const shaAt = (...keys: readonly string[]) => asSha(at(...keys));
  switch (eventName) {
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review': {
      const number = keysOf(payload, 'pull_request', 'number');
      const [head, base] = [shaAt('pull_request', 'head', 'sha'), shaAt('pull_request', 'base', 'sha')];
      if (typeof number !== 'number' || head === null || base === null) return null;
      const from = at('pull_request', 'head', 'repo', 'full_name')?.toLowerCase();
      const fork = from !== `${repo.owner}/${repo.repo}`.toLowerCase();
      const readOnly = fork || at('sender', 'login') === 'dependabot[bot]';
      return { kind: 'pull', number, head, base, fork, readOnly };
    }
    case 'workflow_run': {
      const head = shaAt('workflow_run', 'head_sha');
      const [owner, branch] = [
        at('workflow_run', 'head_repository', 'owner', 'login'),
        at('workflow_run', 'head_branch'),
      ];
      const isPull = at('workflow_run', 'event')?.startsWith('pull_request') === true;
      if (head === null || !isPull) return null;
      return { kind: 'workflow', head, from: owner === null || branch === null ? null : { owner, branch } };
    }
    case 'merge_group': {
      const head = shaAt('merge_group', 'head_sha') ?? asSha(sha);
      return head === null ? null : { kind: 'commit', head, base: shaAt('merge_group', 'base_sha') };
    }
    case 'push': {
      const head = shaAt('after') ?? asSha(sha);
      return head === null ? null : { kind: 'commit', head, base: shaAt('before') };
    }
    case 'schedule':
    case 'workflow_dispatch':
    case 'repository_dispatch': {
      const head = asSha(sha);
      return head === null ? null : { kind: 'schedule', head };
    }
    default:
      return null;
  }
}

/** All zeros stand for no commit. */
function asSha(text: string | null): string | null {
  return text !== null && /^[0-9a-f]{40,64}$/i.test(text) && !/^0+$/.test(text) ? text : null;
}

/**
 * Links to lines on the web: at the head of the pull request (the merge commit that Actions checks out is soon gone),
 * else at the commit of the event. Null for what is no file of the repository.
 */
export function placeLinks(
  context: Pick<EventContext, 'serverUrl' | 'repo'>,
  sha: string | null,
): (place: ReportPlace) => string | null {
  const { owner, repo } = context.repo;
  if (!/^[0-9a-f]{7,64}$/i.test(sha ?? '')) return () => null;
  return ({ file, line, endLine }) => {
    if (file.startsWith('/') || file.split('/').includes('..')) return null;
    const path = file.split('/').map(encode).join('/');
    const last = line !== null && endLine !== null && endLine > line ? `-L${endLine}` : '';
    return `${context.serverUrl}/${owner}/${repo}/blob/${sha}/${path}${line === null ? '' : `#L${line}${last}`}`;
  };
}

/** Throws for no path: half of a surrogate pair becomes U+FFFD. */
function encode(segment: string): string {
  return encodeURIComponent(
    segment.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd'),
  );
}

/** Files that a push event says it added or modified; null where the event does not tell (pull requests, mostly). */
export function changedFiles(context: Pick<EventContext, 'payload'>): ReadonlySet<string> | null {
  const { commits } = context.payload;
  if (!Array.isArray(commits)) return null;
  const lists: unknown[] = commits.flatMap((commit: unknown) => [
    valueAt(commit, 'added'),
    valueAt(commit, 'modified'),
  ]);
  const files = lists
    .filter(Array.isArray)
    .flat()
    .filter((file) => typeof file === 'string');
  return files.length === 0 ? null : new Set(files);
}

function textAt(value: unknown, ...keys: readonly string[]): string | null {
  const found = keysOf(value, ...keys);
  return typeof found === 'string' ? found : null;
}

function keysOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce(valueAt, value);
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
