import type { GitAnswer, Host } from '../host.js';

/** What findings are to be compared with. */
export interface Wanted {
  /** Commit or ref: of the event, or the user's. */
  readonly base: string;
  /** Head commit of the pull request; null where there is none. */
  readonly head: string | null;
  /** May a commit that is not here be fetched? */
  readonly fetch: boolean;
}

/** The commit to compare with, or null with the reason and the way out in one sentence. */
export type Base =
  | { readonly commit: string; readonly note: string | null }
  | { readonly commit: null; readonly note: string };

const SHA = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const ZEROS = /^0+$/;

/**
 * Where the changes of the working tree begin. For the merge commit that Actions checks out for a pull request that is
 * its first parent, exactly; else the merge base with what is wanted. What is missing is fetched once. Never throws.
 */
export function findBase(host: Host, wanted: Wanted): Base {
  if (wanted.base.startsWith('-') || /[\0\n]/.test(wanted.base)) return none(`"${wanted.base}" is no commit`);
  const here = commitOf(host, 'HEAD');
  if (here === null) return none(whyNoHead(host));
  const merged = mergedInto(host, here, wanted.head);
  if (merged === null && ZEROS.test(wanted.base)) {
    return none('this is the first push of the branch, so there is nothing to compare with');
  }
  const named = merged ?? wanted.base;
  const refusal = wanted.fetch ? fetchMissing(host, [named, wanted.head ?? '']) : null;
  const tip = commitOf(host, named) ?? (SHA.test(named) ? null : commitOf(host, `refs/remotes/origin/${named}`));
  if (tip === null) return none(whyNoCommit(host, named, refusal));
  if (merged !== null) return { commit: tip, note: null };
  const { status, stdout } = host.git(['merge-base', here, tip]);
  const common = lineOf(stdout);
  if (status === 0 && SHA.test(common)) return { commit: common, note: null };
  const why = isShallow(host)
    ? 'the clone is too shallow to tell where the branch begins (fetch-depth: 0 of actions/checkout brings all of it)'
    : `the branch has no commit in common with ${shown(named)}`;
  return { commit: tip, note: `${why}, so it is compared with ${tip.slice(0, 12)} itself` };
}

/**
 * The very commit that a name means: a tag, a branch, an id. What is not here is fetched once where that is allowed; a
 * checkout of Actions brings one branch and no tag. Never throws.
 */
export function findCommit(host: Host, name: string, fetch: boolean): Base {
  if (name === '' || name.startsWith('-') || /[\0\n]/.test(name)) return none(`"${name}" is no commit`);
  if (commitOf(host, 'HEAD') === null) return none(whyNoHead(host));
  const here = () => commitOf(host, name) ?? (SHA.test(name) ? null : commitOf(host, `refs/remotes/origin/${name}`));
  const found = here();
  if (found !== null) return { commit: found, note: null };
  const refusal = fetch ? (SHA.test(name) ? fetchMissing(host, [name]) : fetchNamed(host, name)) : null;
  const commit = here();
  return commit === null ? none(whyNoCommit(host, name, refusal, 'fetch it first')) : { commit, note: null };
}

/** A tag, else a branch, to where git keeps such a name. */
function fetchNamed(host: Host, name: string): string | null {
  if (!/^\w[\w./-]*$/.test(name) || name.includes('..')) return null;
  const depth = isShallow(host) ? ['--depth=1'] : [];
  const quiet = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  const places = [`+refs/tags/${name}:refs/tags/${name}`, `+refs/heads/${name}:refs/remotes/origin/${name}`];
  let refusal: string | null = null;
  for (const place of places) {
    const { status, stderr } = host.git(['fetch', ...quiet, ...depth, 'origin', place]);
    if (status === 0) return null;
    refusal = complaint(stderr);
  }
  return refusal;
}

function none(note: string): Base {
  return { commit: null, note };
}

/** The first parent of a merge commit whose second is the head of the pull request. */
function mergedInto(host: Host, here: string, head: string | null): string | null {
  if (head === null || here === head) return null;
  const [first, second] = parentsOf(host, here);
  return second === head ? (first ?? null) : null;
}

/** As the commit itself says them: a shallow clone hides them from everything else. */
function parentsOf(host: Host, commit: string): string[] {
  const header = textOf(host.git(['cat-file', 'commit', commit]).stdout).split('\n\n')[0] ?? '';
  return [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent);
}

/** The commit that a name means and that is here. */
function commitOf(host: Host, name: string): string | null {
  const { status, stdout } = host.git(['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  const commit = lineOf(stdout);
  return status === 0 && SHA.test(commit) ? commit : null;
}

/** Asks the remote once for the commits that are not here. Git's complaint, or null. */
function fetchMissing(host: Host, names: readonly string[]): string | null {
  const missing = names.filter((name) => SHA.test(name) && !ZEROS.test(name) && commitOf(host, name) === null);
  if (missing.length === 0) return null;
  // In a whole clone a depth would cut off the history that is here already.
  const depth = isShallow(host) ? ['--depth=1'] : [];
  const quiet = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'];
  const { status, stderr } = host.git(['fetch', ...quiet, ...depth, 'origin', ...new Set(missing)]);
  return status === 0 ? null : complaint(stderr);
}

export function isShallow(host: Host): boolean {
  return lineOf(host.git(['rev-parse', '--is-shallow-repository']).stdout) === 'true';
}

function whyNoHead(host: Host): string {
  const inside = host.git(['rev-parse', '--is-inside-work-tree']);
  if (inside.status === 0) return 'there is no commit yet';
  if (inside.status === 127) return 'git is not installed: install it, or run where it is';
  if (/dubious ownership/.test(inside.stderr)) {
    return 'git does not trust this directory, which somebody else owns: git config --global --add safe.directory DIR';
  }
  return /not a git repository/i.test(inside.stderr)
    ? 'this is no git repository: check it out with actions/checkout, or run inside a clone'
    : complaint(inside.stderr);
}

function whyNoCommit(
  host: Host,
  name: string,
  refusal: string | null,
  otherwise = 'fetch it first, or name another with --base',
): string {
  if (name === 'origin/HEAD') return 'there is no origin/HEAD here: name the commit to compare with, like --base main';
  const out = isShallow(host)
    ? 'fetch-depth: 2 of actions/checkout brings it for a pull request, fetch-depth: 0 always'
    : otherwise;
  return `commit ${shown(name)} is not here${refusal === null ? '' : ` and could not be fetched (${refusal})`}: ${out}`;
}

function shown(name: string): string {
  return SHA.test(name) ? name.slice(0, 12) : name;
}

/** What git says, in one line. It may quote a URL with a token in it. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => /^(?:fatal|error): /.test(line));
  const line = (lines.at(-1) ?? stderr.trim().split('\n').at(-1) ?? '').replace(/^(?:fatal|error): /, '');
  return line.replace(/(:\/\/)[^\s/@]*@/g, '$1').slice(0, 200) || 'git failed';
}

export function textOf(bytes: GitAnswer['stdout']): string {
  return new TextDecoder().decode(bytes);
}

export function lineOf(bytes: GitAnswer['stdout']): string {
  return textOf(bytes).split('\n')[0] ?? '';
}
