import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDocument, type Span } from '../../src/syntax/document.js';
import { parseProperties } from '../../src/syntax/properties.js';

const read = (text: string) => parseProperties(createDocument(new TextEncoder().encode(text), () => 'digest'));
const slice = ({ document, start, end }: Span) => document.text.slice(start, end);

/** Expectations follow the examples and rules of the javadoc of `java.util.Properties.load(Reader)`. */
describe('as java.util.Properties', () => {
  test.each<[string, string, readonly [string, string][]]>([
    ['equals', 'Truth = Beauty', [['Truth', 'Beauty']]],
    ['colon', ' Truth:Beauty', [['Truth', 'Beauty']]],
    ['blank', 'Truth\t Beauty', [['Truth', 'Beauty']]],
    ['no value', 'cheeses', [['cheeses', '']]],
    ['second separator belongs to the value', 'a==b', [['a', '=b']]],
    ['blanks at the end stay', 'a=b \t', [['a', 'b \t']]],
    ['empty key', '=b', [['', 'b']]],
    ['comments and blank lines', '# a=b\\\n ! c=d\n\n  \nx=y', [['x', 'y']]],
    ['continuation', 'fruits  apple, \\\n    pear, \\\r\n  mango', [['fruits', 'apple, pear, mango']]],
    [
      'no continuation after two backslashes',
      'a=b\\\\\nc=d',
      [
        ['a', 'b\\'],
        ['c', 'd'],
      ],
    ],
    [
      'a blank line ends a continuation',
      'a=b\\\n  \nc=d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['no comment in a continuation', 'a=b\\\n#c', [['a', 'b#c']]],
    ['backslash at the end of the file', 'a=b\\', [['a', 'b']]],
    ['escaped separators', 'a\\=b\\:c\\ d=e', [['a=b:c d', 'e']]],
    ['escapes', 'a=\\t\\n\\r\\f\\q\\"\\u00e4', [['a', '\t\n\r\fq"ä']]],
    [
      'lone CR',
      'a=b\rc=d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'equal keys',
      'a=1\na=2',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    ['comment sign in a value', 'a=b # c', [['a', 'b # c']]],
  ])('%s', (_, text, expected) => expect(read(text).entries.map(({ key, value }) => [key, value])).toEqual(expected));
});

test('places', () => {
  const [first, second] = read('# c\r\n  a.b = one\\\r\n   two\r\nc=\r\n').entries;
  expect(first && [first.span, first.keySpan, first.valueSpan].map(slice)).toEqual([
    'a.b = one\\\r\n   two',
    'a.b',
    'one\\\r\n   two',
  ]);
  expect(second?.valueSpan).toMatchObject({ start: 29, end: 29 });
});

test('a malformed unicode escape is told, not thrown', () => {
  expect(read('a=\\u12G4').malformed.map(slice)).toEqual(['\\u']);
});

test('never throws; places are in order and inside the text', () => {
  const unit = fc.constantFrom('a', '=', ':', ' ', '\\', '\n', '\r', '#', 'u0041', '\t', 'é', '😀');
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (units) => {
      const text = units.join('');
      let last = 0;
      for (const { span, keySpan, valueSpan } of read(text).entries) {
        const order = [last, span.start, keySpan.start, keySpan.end, valueSpan.start, valueSpan.end, text.length];
        expect(order).toEqual([...order].sort((a, b) => a - b));
        last = span.end;
      }
    }),
  );
});

test.each([
  ['a long key', 'x'.repeat(3e6)],
  ['backslashes', `${'\\'.repeat(3e6)}x`],
])('%s takes no longer than its length', (_, text) => {
  expect(read(text).entries).toHaveLength(1);
});
