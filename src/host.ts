import { createHash } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, posix, relative, resolve, sep } from 'node:path';
import { validateXML } from 'xmllint-wasm';
import type { ListedFile, Skipped } from './discovery/types.js';
import type { XmlLint } from './syntax/xml/gate.js';

/**
 * The world, handed in: files, digests, the XML validator. The only module that touches `node:fs`.
 * Paths are relative to the working directory with '/', '.' for the directory itself.
 */
export interface Host {
  /** What a path is, links followed; null when there is nothing there. */
  readonly kindOf: (path: string) => 'file' | 'directory' | null;
  /** Every file below a directory, sorted; symbolic links are listed as skipped, never followed. */
  readonly list: (root: string) => { files: ListedFile[]; skipped: Skipped[] };
  /** @throws Error with a message for people when the file cannot be read */
  readonly read: (path: string) => Uint8Array;
  /** The first 4 KB as latin1, or null when they cannot be read. */
  readonly sniff: (path: string) => string | null;
  /**
   * Writes a file whole: to a temporary file beside it, then by renaming, so that nobody ever sees a part of it.
   * @param before what the file must still hold; null for a file that may or may not be there
   * @throws Error with a message for people: it changed meanwhile, no permission
   */
  readonly write: (path: string, after: Uint8Array, before: Uint8Array | null) => void;
  /** Hexadecimal. */
  readonly sha256: (bytes: Uint8Array) => string;
  readonly xmllint: XmlLint;
  /** The working directory, absolute, '/' separated; for names only. */
  readonly here: string;
  /** A path below a root as `list` tells it; seen from the working directory, without detours, where it is not below. */
  readonly seen: (path: string, root: string) => string;
  /** Today in UTC, `YYYY-MM-DD`. */
  readonly today: () => string;
}

/** Never configuration, often huge. */
const PRUNED = new Set(['.git', 'node_modules', '.svn', '.hg']);

export function nodeHost(cwd: string): Host {
  const absolute = (path: string): string => resolve(cwd, path);

  const list: Host['list'] = (root) => {
    // Told below the root as it was named: from a node's own folder `..` must not become two kinds of paths.
    const shown = (path: string): string => posix.join(root, relative(absolute(root), path).split(sep).join('/'));
    const files: ListedFile[] = [];
    const skipped: Skipped[] = [];
    const walk = (directory: string): void => {
      let entries: ReturnType<typeof entriesOf>;
      try {
        entries = entriesOf(directory);
      } catch (error) {
        skipped.push({ file: shown(directory), reason: reasonOf(error) });
        return;
      }
      for (const entry of entries) {
        const path = join(directory, entry.name);
        if (entry.isSymbolicLink()) {
          const target = linkInside(path, absolute(root));
          if (target === 'outside') skipped.push({ file: shown(path), reason: 'symbolic link out of the tree' });
          else if (target === 'file') files.push({ path: shown(path), size: statSync(path).size });
          // A link to a directory inside the tree is reached by its real name already.
        } else if (entry.isDirectory()) {
          if (!PRUNED.has(entry.name)) walk(path);
        } else if (entry.isFile()) {
          const size = sizeOf(path);
          if (size !== null) files.push({ path: shown(path), size });
        }
      }
    };
    walk(absolute(root));
    return { files, skipped };
  };

  return {
    kindOf: (path) => {
      const stat = statSync(absolute(path), { throwIfNoEntry: false });
      return stat === undefined ? null : stat.isDirectory() ? 'directory' : 'file';
    },
    list,
    read: (path) => {
      try {
        return readFileSync(absolute(path));
      } catch (error) {
        throw new Error(reasonOf(error));
      }
    },
    sniff: (path) => {
      try {
        const handle = openSync(absolute(path), 'r');
        try {
          const buffer = Buffer.alloc(4096);
          return buffer.toString('latin1', 0, readSync(handle, buffer, 0, buffer.length, 0));
        } finally {
          closeSync(handle);
        }
      } catch {
        return null;
      }
    },
    write: (path, after, before) => writeWhole(absolute(path), after, before),
    sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    xmllint: validateXML,
    here: cwd.split(sep).join('/'),
    seen: (path, root) => {
      const below = relative(absolute(root), absolute(path)).split(sep).join('/');
      const outside = below === '..' || below.startsWith('../');
      return outside ? relative(cwd, absolute(path)).split(sep).join('/') || '.' : posix.join(root, below);
    },
    today: () => new Date().toISOString().slice(0, 10),
  };
}

/** A link stays a link: what it points to is replaced. */
function writeWhole(path: string, after: Uint8Array, before: Uint8Array | null): void {
  const there = statSync(path, { throwIfNoEntry: false });
  const target = there === undefined ? path : realpathSync(path);
  if (there === undefined) mkdirSync(dirname(target), { recursive: true });
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.wso2is-lint`);
  try {
    const handle = openSync(temporary, 'wx', there?.mode);
    try {
      writeSync(handle, after);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    if (before !== null && !Buffer.from(before).equals(readFileSync(target))) {
      throw new Error('it has changed since it was read, so it is left alone: run again');
    }
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new Error(reasonOf(error));
  }
}

function entriesOf(directory: string) {
  return readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function sizeOf(path: string): number | null {
  return lstatSync(path, { throwIfNoEntry: false })?.size ?? null;
}

function linkInside(path: string, root: string): 'outside' | 'file' | 'directory' {
  try {
    const target = realpathSync(path);
    const below = relative(realpathSync(root), target);
    if (below.startsWith('..') || resolve(below) === below) return 'outside';
    return statSync(target).isDirectory() ? 'directory' : 'file';
  } catch {
    return 'outside';
  }
}

/** Node's error codes in words a person can act on. */
function reasonOf(error: unknown): string {
  const code = (error as { code?: string }).code;
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it';
  if (code === 'ENOENT') return 'it is not there (any more)';
  if (code === 'EISDIR') return 'it is a directory';
  return error instanceof Error ? error.message : String(error);
}
