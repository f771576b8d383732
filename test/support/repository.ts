import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Host, nodeHost } from '../../src/host.js';
import type { Files } from './lint.js';

/** A real repository in a temporary folder. */
export interface Repository {
  readonly path: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (files: Files) => void;
  readonly remove: (...paths: readonly string[]) => void;
  /** Commits all there is; its id. */
  readonly commit: () => string;
  readonly host: (below?: string) => Host;
  /** By `file://` where not all of it is wanted: between folders git copies all there is. */
  readonly clone: (...how: readonly string[]) => Repository;
  /** All of it as it is, without starting git. */
  readonly copy: () => Repository;
}

const made: string[] = [];

/** For `afterAll`. */
export function removeRepositories(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}

/** One that goes with the repositories. */
export function temporaryFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'wso2is-lint-git-'));
  made.push(path);
  return path;
}

const ENV = {
  ...process.env,
  ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' },
  ...{ GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b.c' },
};

function at(path: string): Repository {
  const git = (...args: readonly string[]): string =>
    // Nothing here lives long enough for git to tidy it up, in a process of its own.
    execFileSync('git', ['-c', 'protocol.file.allow=always', '-c', 'maintenance.auto=false', ...args], {
      cwd: path,
      env: ENV,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  return {
    path,
    git,
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
    },
    remove: (...paths) => {
      for (const name of paths) rmSync(join(path, name), { recursive: true });
    },
    commit: () => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', 'x');
      return headOf(join(path, '.git'));
    },
    host: (below = '.') => nodeHost(join(path, below)),
    clone: (...how) => {
      const target = temporaryFolder();
      const isPart = how.some((option) => /^--(?:depth|single-branch|filter)/.test(option));
      git('clone', '--quiet', '--template=', ...how, isPart ? `file://${path}` : path, target);
      return at(target);
    },
    copy: () => {
      const target = temporaryFolder();
      cpSync(path, target, { recursive: true, preserveTimestamps: true });
      return at(target);
    },
  };
}

/** As `git rev-parse HEAD` right after a commit. */
function headOf(directory: string): string {
  const text = (name: string): string => readFileSync(join(directory, name), 'utf8').trim();
  const head = text('HEAD');
  return head.startsWith('ref: ') ? text(head.slice('ref: '.length)) : head;
}

export function repository(files: Files = {}): Repository {
  const made = at(temporaryFolder());
  made.git('init', '--quiet', '--initial-branch=main', '--template=');
  // A server that gives any commit away that it is asked for by its id, as GitHub does.
  appendFileSync(join(made.path, '.git/config'), '[uploadpack]\n\tallowAnySHA1InWant = true\n');
  made.write(files);
  return made;
}
