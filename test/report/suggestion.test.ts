import { describe, expect, test } from '@jest/globals';
import { suggestionOf } from '../../src/report/suggestion.js';
import type { Edit } from '../../src/rules/rule.js';
import { fileOf } from '../server/toml/read.js';
import { makeNode } from '../support/node.js';
import { sample } from './sample.js';

const TEXT = '[a]\nx = 1\ny = 2\npassword = "s3cret"\nz = 3\n';

function suggested(changes: readonly (readonly [from: string, to: string])[], safety: 'safe' | 'unsafe' = 'safe') {
  const file = fileOf(TEXT);
  const node = makeNode({ files: [file] });
  const edits = changes.map(([from, text]): Edit => {
    const start = TEXT.indexOf(from);
    return { node, span: { document: file.document, start, end: start + from.length }, text };
  });
  const [finding] = sample.findings;
  if (finding === undefined) throw new Error('no finding');
  return suggestionOf({ ...finding, fix: { title: 'Fix', safety, edits } });
}

describe('a suggestion', () => {
  test.each<[string, Parameters<typeof suggested>[0], [number, number, string] | null]>([
    ['of one line', [['x = 1', 'x = 2']], [2, 2, 'x = 2']],
    [
      'of the lines between two changes',
      [
        ['x = 1', 'x = 2'],
        ['y = 2', 'y = 3'],
      ],
      [2, 3, 'x = 2\ny = 3'],
    ],
    ['that adds a line quotes the one above', [['\ny = 2', '\nw = 0\ny = 2']], [2, 2, 'x = 1\nw = 0']],
    ['that takes a line out', [['x = 1\n', '']], [2, 2, '']],
    ['is none where a replaced line holds a secret', [['password', 'passwords']], null],
    [
      'is none around a secret',
      [
        ['y = 2', 'y = 3'],
        ['z = 3', 'z = 4'],
      ],
      null,
    ],
  ])('%s', (_title, changes, expected) => {
    const found = suggested(changes);
    expect(found === null ? null : [found.startLine, found.endLine, found.text]).toEqual(expected);
    if (found !== null) expect(found.file).toBe('is-1/deployment.toml');
  });

  test('is none for an unsafe fix', () => expect(suggested([['x = 1', 'x = 2']], 'unsafe')).toBe(null));
  test('is none without a fix', () =>
    expect(sample.findings.map(suggestionOf)).toEqual(sample.findings.map(() => null)));
});
