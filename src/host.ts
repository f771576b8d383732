import { spawnSync } from 'node:child_process';
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
  /**
   * Every file below a directory, sorted; symbolic links are listed as skipped, never followed.
   * `links`: those to directories below it, whose files are listed by their real names only.
   */
  readonly list: (root: string) => { files: ListedFile[]; skipped: Skipped[]; links?: string[] };
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
  /** Runs git in the working directory. It asks nobody, colours and pages nothing, and takes no lock it can do without. */
  readonly git: (args: readonly string[], input?: Uint8Array) => GitAnswer;
}

export interface GitAnswer {
  /** Git's exit code; 127 when there is no git, 124 when it took too long. */
  readonly status: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** Never configuration, often huge. */
export const PRUNED: ReadonlySet<string> = new Set(['.git', 'node_modules', '.svn', '.hg']);

export function nodeHost(cwd: string): Host {
  const absolute = (path: string): string => resolve(cwd, path);

  const list: Host['list'] = (root) => {
    // Told below the root as it was named: from a node's own folder `..` must not become two kinds of paths.
    const shown = (path: string): string => posix.join(root, relative(absolute(root), path).split(sep).join('/'));
    const files: ListedFile[] = [];
    const skipped: Skipped[] = [];
    const links: string[] = [];
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
          else links.push(shown(path));
        } else if (entry.isDirectory()) {
          if (!PRUNED.has(entry.name)) walk(path);
        } else if (entry.isFile()) {
          const size = sizeOf(path);
          if (size !== null) files.push({ path: shown(path), size });
        }
      }
    };
    walk(absolute(root));
    return { files, skipped, links };
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
    git: (args, input) => askGit(cwd, args, input),
  };
}

const SLOWEST_FETCH = 120_000;
const SLOWEST_ANSWER = 60_000;
const LONGEST_ANSWER = 1024 * 1024 * 1024;

function askGit(cwd: string, args: readonly string[], input: Uint8Array | undefined): GitAnswer {
  // A runner that mounts the checkout into a container owns it as somebody else: the workflow asked for that checkout.
  const trusted = process.env.GITHUB_ACTIONS === 'true' ? ['-c', 'safe.directory=*'] : [];
  const { status, stdout, stderr, error } = spawnSync(
    'git',
    ['--no-pager', '--no-optional-locks', ...trusted, '-c', 'core.fsmonitor=false', ...args],
    {
      cwd,
      env: gitEnvironment(process.env),
      input: input ?? '',
      maxBuffer: LONGEST_ANSWER,
      timeout: args[0] === 'fetch' ? SLOWEST_FETCH : SLOWEST_ANSWER,
      windowsHide: true,
    },
  );
  const nothing = new Uint8Array();
  const code = (error as { code?: string } | undefined)?.code;
  if (code === 'ENOENT') return { status: 127, stdout: nothing, stderr: 'there is no git' };
  if (code === 'ETIMEDOUT') return { status: 124, stdout: nothing, stderr: 'git took too long' };
  if (error !== undefined) return { status: 1, stdout: nothing, stderr: error.message };
  return { status: status ?? 1, stdout, stderr: stderr.toString('utf8') };
}

/** A hook tells git which repository it runs in; here the working directory says that. */
function gitEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_EXTERNAL_DIFF, GIT_ASKPASS, SSH_ASKPASS, ...own } =
    env;
  return {
    ...own,
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: env.GIT_SSH_COMMAND ?? 'ssh -oBatchMode=yes',
    LC_ALL: 'C',
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
