import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createLineTable } from '../../src/syntax/lines.js';

test.each([
  ['', ['']],
  ['a', ['a']],
  ['a\n', ['a', '']],
  ['a\nb', ['a', 'b']],
  ['a\r\nb\rc\n\nd', ['a', 'b', 'c', '', 'd']],
  ['\r\r\n', ['', '', '']],
])('lines of %j', (text, expected) => {
  const table = createLineTable(text);
  expect(Array.from({ length: table.count }, (_, index) => table.line(index + 1))).toEqual(expected);
  expect([table.line(0), table.line(table.count + 1)]).toEqual(['', '']);
});

test.each([
  [0, 1, 1],
  [2, 1, 3],
  [4, 2, 1],
  [6, 2, 3],
  [7, 3, 1],
  [99, 3, 2],
  [-1, 1, 1],
])('offset %i is at %i:%i', (offset, line, column) => {
  expect(createLineTable('ab\r\n\u{1F600}\rc').position(offset)).toEqual({ line, column });
});

test('a position leads back to its character', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', '\n', '\r', '\u{1F600}')), (parts) => {
      const text = parts.join('');
      const table = createLineTable(text);
      for (let offset = 0; offset < text.length; offset++) {
        const { line, column } = table.position(offset);
        const character = text[offset] ?? '';
        expect(table.line(line)[column - 1]).toBe(/[\r\n]/.test(character) ? undefined : character);
      }
    }),
  );
});
