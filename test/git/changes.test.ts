import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { changedLines } from '../../src/git/changes.js';
import { removeRepositories, repository } from '../support/repository.js';

afterAll(removeRepositories);

const numbers = (count: number, change: Readonly<Record<number, string>> = {}, end = '\n'): string =>
  Array.from({ length: count }, (_, index) => `${change[index + 1] ?? `line ${index + 1}`}${end}`).join('');

const origin = repository({
  'two.xml': numbers(40),
  'crlf.xml': numbers(5, {}, '\r\n'),
  'no end.xml': 'a\nb',
  'old/name.xml': numbers(20),
  'gone.xml': 'something else\n',
  'cut.xml': numbers(9),
  'mode.sh': 'true\n',
  'bin.jks': Uint8Array.from([0, 1, 2]),
  'ümläut "x"\t.xml': 'a\n',
  'fake.xml': 'a\n',
  'deep/in.xml': 'a\n',
});
const base = origin.commit();
origin.git('mv', 'old', 'new');
origin.write({
  'two.xml': numbers(40, { 5: 'x', 6: 'y', 30: 'z' }),
  'crlf.xml': numbers(5, { 2: 'x' }, '\r\n'),
  'no end.xml': 'a\nc',
  'new/name.xml': numbers(20, { 10: 'x' }),
  'cut.xml': numbers(9).replace('line 5\n', ''),
  'bin.jks': Uint8Array.from([0, 1, 3]),
  'ümläut "x"\t.xml': 'b\n',
  // Lines that look like headers of a diff.
  'fake.xml': '++ b/evil.xml\n@@ -1,1 +1,9 @@\na\n-- a/evil.xml\ndiff --git a/x b/evil.xml\n',
  'fresh.xml': 'a\nb\n',
  'empty.xml': '',
  'deep/in.xml': 'b\n',
});
origin.remove('gone.xml');
chmodSync(join(origin.path, 'mode.sh'), 0o755);
const head = origin.commit();

describe('changed lines', () => {
  const { files, leftOut } = changedLines(origin.host(), base, null);
  test.each([
    [
      'two.xml',
      [
        [2, 9],
        [27, 33],
      ],
      [
        [5, 6],
        [30, 30],
      ],
    ],
    ['crlf.xml', [[1, 5]], [[2, 2]]],
    ['no end.xml', [[1, 2]], [[2, 2]]],
    ['new/name.xml', [[7, 13]], [[10, 10]]],
    ['cut.xml', [[2, 7]], []],
    ['ümläut "x"\t.xml', [[1, 1]], [[1, 1]]],
    [
      'fake.xml',
      [[1, 5]],
      [
        [1, 2],
        [4, 5],
      ],
    ],
    ['fresh.xml', [[1, 2]], [[1, 2]]],
    ['deep/in.xml', [[1, 1]], [[1, 1]]],
  ])('of %s', (name, hunks, added) => {
    const pairs = (ranges: readonly { start: number; end: number }[] = []) =>
      ranges.map(({ start, end }) => [start, end]);
    expect(pairs(files.get(name)?.hunks)).toEqual(hunks);
    expect(pairs(files.get(name)?.added)).toEqual(added);
  });

  test('are told of no other file', () => {
    expect(files.size).toBe(9);
    expect(leftOut).toEqual([]);
  });

  test('are told by the working directory’s names', () => {
    expect([...changedLines(origin.host('deep'), base, null).files.keys()]).toEqual(['in.xml']);
  });

  test('of a merge commit leave out what the pull request’s own commit has otherwise', () => {
    origin.git('checkout', '--quiet', '-b', 'main2', base);
    origin.write({ 'two.xml': numbers(40, { 1: 'main' }), 'other.xml': 'main\n' });
    const tip = origin.commit();
    origin.git('merge', '--quiet', '--no-ff', '-m', 'merge', head);
    const merged = changedLines(origin.host(), tip, head);
    expect(merged.leftOut).toEqual(['two.xml']);
    expect(merged.files.size).toBe(8);
    expect(merged.files.get('fresh.xml')).toEqual(files.get('fresh.xml'));
    // Without that commit nothing is known of any.
    const missing = changedLines(origin.host(), tip, 'a'.repeat(40));
    expect([missing.files.size, missing.leftOut.length]).toEqual([0, 9]);
  });

  test('obey no driver of the repository', () => {
    origin.write({ '.gitattributes': '*.xml diff=evil\n' });
    origin.git('config', 'diff.evil.command', 'false');
    origin.git('config', 'diff.evil.textconv', 'false');
    origin.git('config', 'color.ui', 'always');
    origin.git('config', 'diff.noprefix', 'true');
    origin.git('config', 'diff.mnemonicPrefix', 'true');
    origin.git('config', 'diff.context', '9');
    expect(changedLines(origin.host(), base, null).files.get('crlf.xml')).toEqual(files.get('crlf.xml'));
  });

  test('refuse what is no commit', () => {
    expect(() => changedLines(origin.host(), 'a'.repeat(40), null)).toThrow();
  });
});
