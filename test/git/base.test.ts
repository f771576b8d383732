import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findBase } from '../../src/git/base.js';
import type { Host } from '../../src/host.js';
import { type Repository, removeRepositories, repository } from '../support/repository.js';

afterAll(removeRepositories);

interface History {
  readonly origin: Repository;
  /** Where the branch begins, the tip of main, the tip of the branch, the merge that GitHub makes of the two. */
  readonly fork: string;
  readonly tip: string;
  readonly head: string;
  readonly merge: string;
}

function history(): History {
  const origin = repository({ 'a.txt': '0\n' });
  origin.commit();
  origin.write({ 'a.txt': '1\n' });
  const fork = origin.commit();
  origin.git('checkout', '--quiet', '-b', 'topic');
  origin.write({ 'b.txt': 'b\n' });
  origin.commit();
  origin.write({ 'b.txt': 'bb\n' });
  const head = origin.commit();
  origin.git('checkout', '--quiet', 'main');
  origin.write({ 'c.txt': 'c\n' });
  const tip = origin.commit();
  origin.git('checkout', '--quiet', '--detach');
  origin.git('merge', '--quiet', '--no-ff', '-m', 'merge', head);
  const merge = origin.git('rev-parse', 'HEAD');
  origin.git('update-ref', 'refs/heads/merge', merge);
  origin.git('checkout', '--quiet', 'main');
  return { origin, fork, tip, head, merge };
}

const { origin, fork, tip, head, merge } = history();

describe('the base of a pull request', () => {
  test.each([['1'], ['2']])('is the first parent of the merge commit in a clone of depth %s', (depth) => {
    const clone = origin.clone(`--depth=${depth}`, '--branch=merge');
    // The base branch has moved on since the event: the merge commit knows better.
    const wanted = { base: fork, head, fetch: true };
    expect(findBase(clone.host(), wanted)).toEqual({ commit: tip, note: null });
    // And the head is here as well, for the lines of the review.
    expect(clone.git('cat-file', '-t', head)).toBe('commit');
  });

  test('is not looked for elsewhere where fetching is forbidden or refused', () => {
    const clone = origin.clone('--depth=1', '--branch=merge');
    expect(findBase(clone.host(), { base: tip, head, fetch: false })).toEqual({
      commit: null,
      note: `commit ${tip.slice(0, 12)} is not here: fetch-depth: 2 of actions/checkout brings it for a pull request, fetch-depth: 0 always`,
    });
    clone.git('remote', 'set-url', 'origin', 'https://user:s3cret@127.0.0.1:1/gone.git');
    const refused = findBase(clone.host(), { base: tip, head, fetch: true });
    expect(refused.commit).toBe(null);
    expect(refused.note).toMatch(/could not be fetched \(.+\): fetch-depth: 2/);
    expect(refused.note).not.toMatch(/s3cret/);
  });

  test('is the merge base where the head itself is checked out', () => {
    const clone = origin.clone('--branch=topic');
    expect(findBase(clone.host(), { base: tip, head, fetch: false })).toEqual({ commit: fork, note: null });
  });

  test('is the tip of the base branch, with a note, where the clone is too shallow for a merge base', () => {
    const clone = origin.clone('--depth=1', '--branch=topic');
    const base = findBase(clone.host(), { base: tip, head, fetch: true });
    expect(base.commit).toBe(tip);
    expect(base.note).toMatch(/too shallow .*fetch-depth: 0.* compared with [0-9a-f]{12} itself/);
  });

  test('follows a branch that was rebased', () => {
    const clone = origin.clone('--branch=topic');
    clone.git('rebase', '--quiet', 'origin/main');
    expect(findBase(clone.host(), { base: tip, head: clone.git('rev-parse', 'HEAD'), fetch: false }).commit).toBe(tip);
  });

  test('fetches once, and leaves a whole clone whole', () => {
    const clone = origin.clone('--branch=topic', '--single-branch');
    const asked: string[][] = [];
    const host: Host = {
      ...clone.host(),
      git: (args, input) => {
        asked.push([...args]);
        return clone.host().git(args, input);
      },
    };
    expect(findBase(host, { base: tip, head, fetch: true })).toEqual({ commit: fork, note: null });
    expect(asked.filter(([command]) => command === 'fetch').length).toBe(1);
    expect(existsSync(join(clone.path, '.git/shallow'))).toBe(false);
  });
});

describe('the base of a push, and of a person', () => {
  test('is what was there before the push', () => {
    const clone = origin.clone();
    expect(findBase(clone.host(), { base: fork, head: null, fetch: false })).toEqual({ commit: fork, note: null });
  });

  test('is none for the first push of a branch', () => {
    expect(findBase(origin.host(), { base: '0'.repeat(40), head: null, fetch: true })).toEqual({
      commit: null,
      note: 'this is the first push of the branch, so there is nothing to compare with',
    });
  });

  test('is a name, also of the remote', () => {
    const clone = origin.clone('--branch=topic');
    for (const base of ['origin/HEAD', 'origin/main', 'main', 'HEAD~2']) {
      expect([base, findBase(clone.host(), { base, head: null, fetch: false }).commit]).toEqual([base, fork]);
    }
  });

  test('is none, with the way out, where there is no such commit', () => {
    const find = (base: string) => findBase(origin.host(), { base, head: null, fetch: false });
    expect(find('origin/HEAD').note).toMatch(/^there is no origin\/HEAD here: .* --base main$/);
    expect(find('no-such').note).toBe('commit no-such is not here: fetch it first, or name another with --base');
    expect(find(merge.replace(/./g, 'a')).note).toMatch(/^commit aaaaaaaaaaaa is not here/);
    // A blob is none.
    expect(find(origin.git('rev-parse', 'HEAD:a.txt')).commit).toBe(null);
  });

  test.each([['--output=x'], ['-h'], ['--upload-pack=touch x'], ['a\nb'], ['a..b'], ['']])(
    'never is an option: %j',
    (base) => {
      for (const fetch of [true, false]) {
        expect(findBase(origin.host(), { base, head: '--upload-pack=x', fetch }).commit).toBe(null);
      }
      expect(origin.git('status', '--porcelain')).toBe('');
    },
  );

  test('is none where there is no repository, no commit, no git', () => {
    const wanted = { base: 'main', head: null, fetch: true };
    const outside = { ...origin.host(), git: nowhere };
    expect(findBase(outside, wanted).note).toMatch(/^this is no git repository: check it out with actions\/checkout/);
    expect(findBase(repository().host(), wanted)).toEqual({ commit: null, note: 'there is no commit yet' });
    const path = process.env.PATH;
    process.env.PATH = '/nonexistent';
    try {
      expect(findBase(origin.host(), wanted)).toEqual({
        commit: null,
        note: 'git is not installed: install it, or run where it is',
      });
    } finally {
      process.env.PATH = path;
    }
  });

  test('is none where git does not trust the directory', () => {
    const stderr = "fatal: detected dubious ownership in repository at '/x'\nTo add an exception…";
    const host: Host = { ...origin.host(), git: () => ({ status: 128, stdout: new Uint8Array(), stderr }) };
    expect(findBase(host, { base: 'main', head: null, fetch: true }).note).toMatch(
      /config --global --add safe\.directory/,
    );
  });

  test('is found from a folder below and in a worktree', () => {
    const clone = origin.clone('--branch=topic');
    clone.write({ 'deep/er/x.txt': 'x' });
    clone.git('worktree', 'add', '--quiet', '--detach', 'beside', 'HEAD');
    for (const below of ['deep/er', 'beside']) {
      expect(findBase(clone.host(below), { base: tip, head: null, fetch: false }).commit).toBe(fork);
    }
  });
});

const nowhere: Host['git'] = () => ({
  status: 128,
  stdout: new Uint8Array(),
  stderr: 'fatal: not a git repository (or any of the parent directories): .git',
});
