import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { treeAt } from '../../src/git/tree.js';
import { type Host, nodeHost } from '../../src/host.js';
import { newMemory } from '../../src/memory.js';
import { run } from '../../src/pipeline.js';
import { type Files, GOOD, GOOD_TOML } from '../support/lint.js';
import { type Repository, removeRepositories, repository, temporaryFolder } from '../support/repository.js';
import { REQUEST } from '../support/request.js';

afterAll(removeRepositories);

const text = (host: Host, path: string): string => Buffer.from(host.read(path)).toString('utf8');

/** All that a host tells of a folder, contents included. */
function told(host: Host, root = '.') {
  const { files, skipped, links = [] } = host.list(root);
  return {
    files: files
      .map(({ path, size }) => ({
        path,
        size,
        text: text(host, path),
        sniff: host.sniff(path),
        kind: host.kindOf(path),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    skipped: [...skipped].sort((a, b) => (a.file < b.file ? -1 : 1)),
    links: [...links].sort(),
  };
}

/** The files of a real checkout of a commit, beside the working tree. */
function checkout(from: Repository, commit: string): (below?: string) => Host {
  const path = temporaryFolder();
  from.git('worktree', 'add', '--quiet', '--detach', path, commit);
  rmSync(join(path, '.git'));
  return (below = '.') => nodeHost(join(path, below));
}

describe('the tree of a commit', () => {
  const origin = repository({
    'same.xml': '<same/>\n',
    'changed.xml': '<before/>\n',
    'gone.xml': '<gone/>\n',
    'deep/er/a.toml': 'a = 1\n',
    'deep/er.xml': '<er/>\n',
    'node_modules/x/a.xml': '<never/>\n',
    'mode.sh': 'true\n',
    'empty.xml': '',
    'bin.jks': Uint8Array.from([0, 10, 255, 13, 10, 0]),
    'odd "näme"\t\\ and\nline.xml': '<odd/>\n',
    ' -c.xml': '<dash/>\n',
  });
  for (const [target, link] of [
    ['changed.xml', 'link.xml'],
    ['../changed.xml', 'deep/up.xml'],
    ['link.xml', 'chain.xml'],
    ['deep', 'folder'],
    ['/etc/hostname', 'outside.xml'],
    ['../../outside', 'above.xml'],
    ['nowhere', 'broken.xml'],
    ['loop.xml', 'loop.xml'],
    ['folder/er/a.toml', 'through.toml'],
  ] as const) {
    symlinkSync(target, join(origin.path, link));
  }
  const before = origin.commit();
  const real = checkout(origin, before);
  origin.write({ 'changed.xml': '<after/>\n', 'new.xml': '<new/>\n', 'deep/er/a.toml': 'a = 2\n' });
  origin.remove('gone.xml', 'through.toml', 'bin.jks');
  origin.git('update-index', '--chmod=+x', 'mode.sh');
  origin.commit();
  // And what nobody has committed yet.
  origin.write({ 'same.xml': '<dirty/>\n', 'deep/er.xml': '<dirty/>\n', 'untracked.xml': '<untracked/>\n' });
  origin.remove('empty.xml');
  const tree = treeAt(origin.host(), before);

  test.each([['.'], ['deep'], ['folder'], ['node_modules']])('is what a checkout has below %s', (root) => {
    const list = told(tree, root);
    expect(list.files.length).toBeGreaterThan(0);
    expect(list).toEqual(told(real(), root));
  });

  test.each([['deep'], ['deep/er'], ['node_modules/x']])('is what a checkout has seen from %s', (below) => {
    const here = treeAt(origin.host(below), before);
    const there = real(below);
    expect(told(here)).toEqual(told(there));
    expect(told(here, '..')).toEqual(told(there, '..'));
    for (const path of ['..', '../deep/er/a.toml', '../gone.xml', '../../deep', 'nothing', '../untracked.xml']) {
      expect([path, here.kindOf(path)]).toEqual([path, there.kindOf(path)]);
    }
  });

  test('tells what is there and what is not', () => {
    expect(text(tree, 'gone.xml')).toBe('<gone/>\n');
    expect(text(tree, 'link.xml')).toBe('<before/>\n');
    for (const path of ['new.xml', 'untracked.xml', 'broken.xml', 'loop.xml', 'deep', 'changed.xml/x', '.git/config']) {
      expect(() => tree.read(path)).toThrow('it is not there');
      expect(tree.sniff(path)).toBe(null);
    }
    expect(tree.kindOf('loop.xml')).toBe(null);
    expect(() => tree.write('same.xml', new Uint8Array(), null)).toThrow();
    expect(tree.today()).toBe(origin.host().today());
  });

  test('starts git a few times, however much has changed', () => {
    const asked: string[] = [];
    const host = origin.host();
    const counted: Host = {
      ...host,
      git: (args, input) => {
        asked.push(args[0] ?? '');
        return host.git(args, input);
      },
    };
    told(treeAt(counted, before));
    expect(asked.filter((command) => command === 'cat-file').length).toBeLessThan(4);
    expect(asked.length).toBeLessThan(10);
  });

  test('refuses what is no commit', () => {
    expect(() => treeAt(origin.host(), before.replace(/./g, '0'))).toThrow();
  });

  test('reads a submodule from the working tree as long as both have the same', () => {
    const inner = repository({ 'conf/registry.xml': '<inner/>\n' });
    inner.commit();
    const outer = repository({ 'a.xml': '<a/>\n' });
    // What `git submodule add` leaves, without the dozens of processes it takes.
    const modules = join(outer.path, '.git/modules');
    mkdirSync(modules);
    outer.git('clone', '--quiet', `--separate-git-dir=${modules}/server`, inner.path, 'server');
    outer.write({ '.gitmodules': `[submodule "server"]\n\tpath = server\n\turl = ${inner.path}\n` });
    const commit = outer.commit();
    const list = (host: Host) =>
      host
        .list('.')
        .files.map(({ path }) => path)
        .filter((path) => path !== 'server/.git');
    expect(list(treeAt(outer.host(), commit))).toEqual(['.gitmodules', 'a.xml', 'server/conf/registry.xml']);
    expect(text(treeAt(outer.host(), commit), 'server/conf/registry.xml')).toBe('<inner/>\n');
    outer.git('-C', 'server', 'commit', '--quiet', '--allow-empty', '-m', 'x');
    outer.commit();
    expect(list(treeAt(outer.host(), commit))).toEqual(['.gitmodules', 'a.xml']);
    expect(treeAt(outer.host(), commit).kindOf('server')).toBe('directory');
  });

  test('leaves out what a sparse checkout leaves out', () => {
    const clone = origin.clone('--no-checkout');
    clone.git('sparse-checkout', 'set', '--cone', 'deep');
    clone.git('checkout', '--quiet', '--detach', before);
    expect(told(treeAt(clone.host(), before), 'deep/er')).toEqual(told(clone.host(), 'deep/er'));
    expect(treeAt(clone.host(), before).kindOf('node_modules')).toBe(null);
  });
});

describe('a run over the tree of a commit', () => {
  const EXAMPLES: readonly Files[] = [GOOD, GOOD_TOML];

  // Bytes alone decide what it holds, wherever they come from.
  const memory = newMemory();

  test('finds what it finds in a checkout of it', async () => {
    const keys = async (host: Host): Promise<string[]> => {
      const { findings, skipped } = await run(REQUEST, { ...host, here: '/here' }, { memory });
      return [
        ...findings.map(({ key, file, line, message }) => `${key} ${file}:${line} ${message}`),
        ...skipped.map(({ file }) => file),
      ];
    };
    const edit = fc.tuple(fc.nat(), fc.constantFrom('drop', 'digit', 'copy', 'cut'), fc.nat());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...EXAMPLES),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        fc.array(edit, { minLength: 1, maxLength: 6 }),
        async (files, first, second) => {
          const origin = repository(edited(files, first));
          const commit = origin.commit();
          const real = checkout(origin, commit);
          origin.remove(...new Set(Object.keys(edited(files, first)).map((path) => path.split('/')[0] ?? '')));
          origin.write(edited(edited(files, first), second));
          expect(await keys(treeAt(origin.host(), commit))).toEqual(await keys(real()));
        },
      ),
      { numRuns: 3, seed: 5, endOnFailure: true },
    );
  }, 30_000);
});

type Edit = [at: number, how: string, where: number];

/** Files lost, numbers changed, a file in place of another, an end cut off. */
function edited(files: Files, edits: readonly Edit[]): Files {
  const all: Record<string, string | Uint8Array> = { ...files };
  for (const [at, how, where] of edits) {
    const paths = Object.keys(all);
    const path = paths[at % paths.length] ?? '';
    const content = String(all[path]);
    if (how === 'drop' && paths.length > 4) delete all[path];
    if (how === 'digit') all[path] = content.slice(0, where % 4000) + content.slice(where % 4000).replace(/\d/, '7');
    if (how === 'copy') all[path.replace('is-1', 'is-3')] = content;
    if (how === 'cut') all[path] = content.slice(0, content.length - (where % 200));
  }
  return all;
}
