import type { ListedFile, Skipped } from '../discovery/types.js';
import { type Host, PRUNED } from '../host.js';
import { lineOf, textOf } from './base.js';

interface Entry {
  readonly mode: string;
  readonly object: string;
  readonly size: number;
}

const LINK = '120000';
const SUBMODULE = '160000';
/** What a run may want to read: fetched together, for git takes longer to start than to answer. */
const READ = /\.(?:xml|toml|properties|ya?ml|json|j2|sh|bat|txt|jks|p12|pfx|keystore)$|(?:^|\/)Dockerfile[^/]*$/i;
const LARGEST_FILE = 16 * 1024 * 1024;
/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * The files of a commit, as a checkout of it in this place would have them, without one. Files that are the same in the
 * working tree are read there; of the others line ends and encoding are those that git keeps. Nothing can be written.
 *
 * @throws Error when git cannot tell what is in the commit
 */
export function treeAt(host: Host, commit: string): Host {
  const prefix = lineOf(ask(host, ['rev-parse', '--show-prefix']));
  const entries = entriesOf(host, commit);
  const changed = changedSince(host, commit);
  const hidden = hiddenBySparseCheckout(host);
  const sameModules: string[] = [];
  for (const [path, { mode }] of entries) {
    if (hidden.has(path)) entries.delete(path);
    else if (mode === SUBMODULE && !changed.has(path)) sameModules.push(path);
  }
  const folders = foldersOf(entries);
  const contents = contentsOf(host, entries, changed);

  /** Seen from the top of the repository; null outside of it. */
  const inRepository = (path: string): string | null => {
    const steps = [...prefix.split('/'), ...host.seen(path, '.').split('/')].filter(
      (step) => step !== '' && step !== '.',
    );
    return path.startsWith('/') ? null : joined([], steps);
  };
  /** The path without links in it; null where one leads out of the repository or to nothing. */
  const real = (path: string): string | null => {
    let [done, rest] = [[] as string[], path === '' ? [] : path.split('/')];
    for (let links = 0; ; ) {
      const step = rest.shift();
      if (step === undefined) return done.join('/');
      const here = [...done, step].join('/');
      if (entries.get(here)?.mode !== LINK) {
        done.push(step);
        continue;
      }
      links += 1;
      const target = textOf(contents(here) ?? new Uint8Array());
      const whole = links > MOST_LINKS || target.startsWith('/') ? null : joined(done, [...target.split('/'), ...rest]);
      if (whole === null || target === '') return null;
      [done, rest] = [[], whole === '' ? [] : whole.split('/')];
    }
  };
  const moduleAround = (path: string): string | undefined =>
    sameModules.find((module) => path === module || path.startsWith(`${module}/`));

  const kindAt = (path: string): 'file' | 'directory' | null => {
    const entry = entries.get(path);
    if (entry === undefined) return path === '' || folders.has(path) ? 'directory' : null;
    return entry.mode === SUBMODULE ? 'directory' : 'file';
  };
  const bytesAt = (path: string): Uint8Array | null => {
    const inside = inRepository(path);
    if (inside === null) return host.read(path);
    const found = real(inside);
    if (found === null) return null;
    if (moduleAround(found) !== undefined) return host.read(seenFrom(prefix, found));
    const entry = entries.get(found);
    if (entry === undefined || entry.mode === SUBMODULE) return null;
    return changed.has(found) ? contents(found) : (readOrNull(host, seenFrom(prefix, found)) ?? contents(found));
  };

  const list: Host['list'] = (root) => {
    const top = inRepository(root);
    const from = top === null ? null : real(top);
    if (top === null || from === null) return top === null ? host.list(root) : { files: [], skipped: [] };
    const files: ListedFile[] = [];
    const skipped: Skipped[] = [];
    const links: string[] = [];
    const below = from === '' ? '' : `${from}/`;
    const shown = (path: string): string => {
      const rest = path.slice(below.length);
      return root === '.' ? rest : `${root.replace(/\/+$/, '')}/${rest}`;
    };
    for (const [path, { mode, size }] of entries) {
      if (!path.startsWith(below)) continue;
      const within = path.slice(below.length).split('/');
      if (within.slice(0, -1).some((folder) => PRUNED.has(folder))) continue;
      if (mode === LINK) {
        const target = real(path);
        const kind = target === null ? null : kindAt(target);
        if (target === null || kind === null || !`${target}/`.startsWith(below)) {
          skipped.push({ file: shown(path), reason: 'symbolic link out of the tree' });
        } else if (kind === 'file') files.push({ path: shown(path), size: entries.get(target)?.size ?? 0 });
        else links.push(shown(path));
      } else if (mode === SUBMODULE) {
        if (!sameModules.includes(path) || PRUNED.has(within.at(-1) ?? '')) continue;
        const inner = host.list(seenFrom(prefix, path));
        const told = (file: string): string => shown(inRepository(file) ?? file);
        files.push(...inner.files.map((file) => ({ ...file, path: told(file.path) })));
        skipped.push(...inner.skipped.map((one) => ({ ...one, file: told(one.file) })));
        links.push(...(inner.links ?? []).map(told));
      } else files.push({ path: shown(path), size });
    }
    return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), skipped, links };
  };

  return {
    ...host,
    list,
    kindOf: (path) => {
      const inside = inRepository(path);
      if (inside === null) return host.kindOf(path);
      const found = real(inside);
      if (found === null) return null;
      return moduleAround(found) === undefined ? kindAt(found) : host.kindOf(seenFrom(prefix, found));
    },
    read: (path) => {
      const bytes = bytesAt(path);
      if (bytes === null) throw new Error('it is not there (any more)');
      return bytes;
    },
    sniff: (path) => {
      try {
        const bytes = bytesAt(path);
        return bytes === null ? null : new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
      } catch {
        return null;
      }
    },
    write: () => {
      throw new Error('a commit cannot be written to');
    },
  };
}

function ask(host: Host, args: readonly string[], input?: Uint8Array): Uint8Array {
  const { status, stdout, stderr } = host.git(args, input);
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) || `git ${args[0]} failed`);
  return stdout;
}

/** What `-z` separates. Names that are no UTF-8 are left out, as Node cannot open such files either. */
function fields(bytes: Uint8Array): (string | null)[] {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const found: (string | null)[] = [];
  for (let start = 0; start < bytes.length; ) {
    const zero = bytes.indexOf(0, start);
    const end = zero < 0 ? bytes.length : zero;
    try {
      found.push(strict.decode(bytes.subarray(start, end)));
    } catch {
      found.push(null);
    }
    start = end + 1;
  }
  return found;
}

/** Everything in the commit, from the top of the repository, by path. */
function entriesOf(host: Host, commit: string): Map<string, Entry> {
  // In a partial clone git would fetch every blob to tell its size.
  const isPartial = host.git(['config', '--get-regexp', '^remote\\..*\\.promisor$']).status === 0;
  const listed = fields(ask(host, ['ls-tree', '-r', '-z', '--full-tree', ...(isPartial ? [] : ['-l']), commit]));
  const entries = new Map<string, Entry>();
  for (const line of listed) {
    const [, mode = '', object = '', size = '', path = ''] =
      /^(\d+) \w+ ([0-9a-f]+)(?: +(\d+|-))?\t(.+)$/s.exec(line ?? '') ?? [];
    if (path !== '') entries.set(path, { mode, object, size: Number(size) || 0 });
  }
  return entries;
}

/** Paths whose content in the working tree is another, or none. */
function changedSince(host: Host, commit: string): Set<string> {
  const args = [
    'diff',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--no-relative',
  ];
  const listed = fields(ask(host, [...args, '--ignore-submodules=dirty', commit, '--']));
  return new Set(listed.flatMap((path, index) => (index % 2 === 1 && path !== null ? [path] : [])));
}

/** A sparse checkout leaves files out of the working tree that git takes for unchanged. */
function hiddenBySparseCheckout(host: Host): Set<string> {
  if (lineOf(host.git(['config', '--get', 'core.sparseCheckout']).stdout) !== 'true') return new Set();
  const listed = fields(ask(host, ['ls-files', '-t', '-z', '--full-name', '--', ':/']));
  return new Set(listed.flatMap((line) => (line?.startsWith('S ') === true ? [line.slice(2)] : [])));
}

function foldersOf(entries: ReadonlyMap<string, Entry>): Set<string> {
  const folders = new Set<string>();
  for (const path of entries.keys()) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** Steps taken from a folder; null above the top. */
function joined(from: readonly string[], steps: readonly string[]): string | null {
  const path = [...from];
  for (const step of steps) {
    if (step === '' || step === '.') continue;
    if (step !== '..') path.push(step);
    else if (path.pop() === undefined) return null;
  }
  return path.join('/');
}

/** A path of the repository as the working directory names it. */
function seenFrom(prefix: string, path: string): string {
  return prefix === '' ? path : `${prefix.replace(/[^/]+/g, '..')}${path}`;
}

function readOrNull(host: Host, path: string): Uint8Array | null {
  try {
    return host.read(path);
  } catch {
    return null;
  }
}

/** Contents of the commit: with the first that is asked for come all that are likely to be asked for. */
function contentsOf(
  host: Host,
  entries: ReadonlyMap<string, Entry>,
  changed: ReadonlySet<string>,
): (path: string) => Uint8Array | null {
  const read = new Map<string, Uint8Array>();
  const fetchAll = (paths: readonly string[]): void => {
    const wanted = paths.flatMap((path) => {
      const entry = entries.get(path);
      return entry === undefined || entry.mode === SUBMODULE || read.has(path) ? [] : [{ path, ...entry }];
    });
    const objects = wanted.map(({ object }) => object);
    batch(host, objects).forEach((bytes, index) => {
      if (bytes !== null) read.set(wanted[index]?.path ?? '', bytes);
    });
  };
  const likely = [...entries].flatMap(([path, { mode, size }]) =>
    mode === LINK || (changed.has(path) && size <= LARGEST_FILE && READ.test(path)) ? [path] : [],
  );
  let isFetched = false;
  return (path) => {
    if (!isFetched) fetchAll(likely);
    isFetched = true;
    if (!read.has(path)) fetchAll([path]);
    return read.get(path) ?? null;
  };
}

/** Contents of objects, in order; null where there is none. */
function batch(host: Host, objects: readonly string[]): (Uint8Array | null)[] {
  if (objects.length === 0) return [];
  const { stdout } = host.git(['cat-file', '--batch'], new TextEncoder().encode(`${objects.join('\n')}\n`));
  const found: (Uint8Array | null)[] = [];
  let at = 0;
  for (const _ of objects) {
    const end = stdout.indexOf(10, at);
    if (end < 0) break;
    const size = /^[0-9a-f]+ \w+ (\d+)$/.exec(textOf(stdout.subarray(at, end)))?.[1];
    at = end + 1;
    found.push(size === undefined ? null : stdout.subarray(at, at + Number(size)));
    if (size !== undefined) at += Number(size) + 1;
  }
  return found;
}

/** The same place with nothing in it. */
export function nothingAt(host: Host): Host {
  const none = (): never => {
    throw new Error('it is not there');
  };
  return {
    ...host,
    kindOf: () => null,
    list: () => ({ files: [], skipped: [] }),
    read: none,
    sniff: () => null,
    write: none,
  };
}
