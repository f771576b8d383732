import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  /** By `file://`, so that a depth is kept. */
  readonly clone: (...how: readonly string[]) => Repository;
}

const made: string[] = [];

/** For `afterAll`. */
export function removeRepositories(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
}

function folder(): string {
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
    execFileSync('git', ['-c', 'protocol.file.allow=always', ...args], {
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
      return git('rev-parse', 'HEAD');
    },
    host: (below = '.') => nodeHost(join(path, below)),
    clone: (...how) => {
      const target = folder();
      git('clone', '--quiet', ...how, `file://${path}`, target);
      return at(target);
    },
  };
}

export function repository(files: Files = {}): Repository {
  const made = at(folder());
  made.git('init', '--quiet', '--initial-branch=main');
  // A server that gives any commit away that it is asked for by its id, as GitHub does.
  made.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  made.write(files);
  return made;
}
