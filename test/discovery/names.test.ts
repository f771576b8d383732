import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { folders, uniqueNames } from '../../src/discovery/names.js';
import { below, join, normalize, relative } from '../../src/discovery/paths.js';

test('telling folders only, no folder twice in a row', () => {
  expect(folders('helm/is/is/confs/repository/conf')).toEqual(['helm', 'is']);
  expect(folders('../is-1/conf')).toEqual(['is-1']);
  expect(folders('.')).toEqual([]);
});

test('names grow only where they clash', () => {
  expect(uniqueNames(['is/confs', 'helm/is/confs', 'a/b/x', 'a/y'])).toEqual(['is', 'helm/is', 'x', 'y']);
  expect(uniqueNames(['.', 'conf'])).toEqual(['node', 'conf']);
  expect(uniqueNames(['a/x'], ['x'])).toEqual(['a/x']);
  expect(uniqueNames(['x'], ['x'])).toEqual(['x (2)']);
});

const folder = fc.constantFrom('a', 'b', 'is', 'conf', 'repository', 'confs');
const path = fc.array(folder, { maxLength: 5 }).map((segments) => segments.join('/') || '.');

test('names are unique, whatever the paths', () => {
  fc.assert(
    fc.property(fc.uniqueArray(path), fc.array(folder), (paths, taken) => {
      const names = uniqueNames(paths, taken);
      expect(new Set([...names, ...taken]).size).toBe(paths.length + new Set(taken).size);
    }),
  );
});

test('a relative path leads back', () => {
  fc.assert(fc.property(path, path, (from, to) => expect(join(from, relative(from, to))).toBe(to)));
});

test('normal form', () => {
  expect(['./a//b/', 'a/../b', '../a', '/x/./y', '.', '', 'a\\b'].map(normalize)).toEqual([
    'a/b',
    'b',
    '../a',
    '/x/y',
    '.',
    '.',
    'a/b',
  ]);
  expect(below('.', '../a')).toBeNull();
  expect(below('a', 'ab')).toBeNull();
  expect(below('a', 'a')).toBe('');
});
