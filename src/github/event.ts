import type { ReportPlace } from '../report/report.js';

/** What we read of `@actions/github` `context`; the event is anybody's JSON. */
export interface EventContext {
  readonly serverUrl: string;
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly sha: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Links to lines on the web: at the head of the pull request (the merge commit that Actions checks out is soon gone),
 * else at the commit of the event. Null for what is no file of the repository.
 */
export function placeLinks(context: EventContext): (place: ReportPlace) => string | null {
  const sha = textAt(context.payload, 'pull_request', 'head', 'sha') ?? context.sha;
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
  const found = keys.reduce(valueAt, value);
  return typeof found === 'string' ? found : null;
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
