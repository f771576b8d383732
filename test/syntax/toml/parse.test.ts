import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDocument, type Document, type Span } from '../../../src/syntax/document.js';
import { parseToml } from '../../../src/syntax/toml/parse.js';
import type { TomlValue } from '../../../src/syntax/toml/tree.js';

const documentOf = (text: string): Document => createDocument(new TextEncoder().encode(text), () => '');
const treeOf = (text: string) => parseToml(documentOf(text));
const source = ({ document, start, end }: Span): string => document.text.slice(start, end);
const at = ({ document, start }: Span): string => {
  const { line, column } = document.lines.position(start);
  return `${line}:${column}`;
};

describe('parseToml', () => {
  test('tables, keys and values have places', () => {
    const tree = treeOf("top = 1\r\n[a.\"b c\"]  # x\r\nk.l = \"é\\t😀\"\r\n[[d]]\r\n[[ d ]]\r\nx = '''\r\nm'''\r\n");
    expect(tree.error).toBeNull();
    expect(tree.tables.map(({ kind, index, span }) => [kind, index, at(span), source(span)])).toEqual([
      ['table', 0, '2:1', '[a."b c"]'],
      ['array', 0, '4:1', '[[d]]'],
      ['array', 1, '5:1', '[[ d ]]'],
    ]);
    expect(
      tree.entries.map(({ table, key, span }) => [table?.path.map(({ text }) => text), key.length, source(span)]),
    ).toEqual([
      [undefined, 1, 'top = 1'],
      [['a', 'b c'], 2, 'k.l = "é\\t😀"'],
      [['d'], 1, "x = '''\r\nm'''"],
    ]);
    expect(tree.entries.map(({ value }) => value)).toMatchObject([
      { kind: 'integer', text: '1', style: null },
      { kind: 'string', text: 'é\t😀', style: 'basic' },
      { kind: 'string', text: 'm', style: 'multi-literal' },
    ]);
  });

  test('a byte order mark moves nothing', () => {
    const [entry] = treeOf('\ufeffa = 1').entries;
    expect(entry && at(entry.span)).toBe('1:1');
  });

  test('arrays and inline tables', () => {
    const [entry] = treeOf('a = [ 1.5, true, { b.c = 1979-05-27, d = [] } ]').entries;
    const kinds = (value: TomlValue): unknown =>
      value.kind === 'array'
        ? value.items.map(kinds)
        : value.kind === 'inline'
          ? value.entries.map(({ key, value: inner }) => [key.map(({ text }) => text).join('.'), kinds(inner)])
          : [value.kind, value.text];
    expect(entry && kinds(entry.value)).toEqual([
      ['float', '1.5'],
      ['boolean', 'true'],
      [
        ['b.c', ['datetime', '1979-05-27']],
        ['d', []],
      ],
    ]);
  });

  test.each([
    ['a = "x\nb = 1', '1:1', 'a = "x', 'the string is not closed'],
    ['a =\nb = 1', '1:1', 'a =', 'there is no value after ='],
    ['[a\nb = 1', '1:1', '[a', 'the header is not closed with ]'],
    ['a = bcd', '1:5', 'bcd', 'text must stand in quotes'],
    ['x = 1\na = True', '2:5', 'True', 'true and false are written in lower case'],
    ['a = 1\na = 2', '2:1', 'a', 'this name is defined twice'],
    ['[a]\n[a]', '2:2', 'a', 'this name is defined twice'],
    ['a = 1 b = 2', '1:7', 'b', 'something follows the value on the same line'],
    ['a = 012', '1:5', '012', 'a number may not begin with a zero'],
    ['a = [1, 2', '1:1', 'a = [1, 2', 'the array is not closed with ]'],
    ['a', '1:1', 'a', 'there is no = after the key'],
    ['# b =\na 1', '2:3', '1', 'there is no = after the key'],
    ['a: 1', '1:2', ':', 'there is no = after the key'],
    ['= 1', '1:1', '=', 'there is no key before ='],
    ['a = 10.1.0.1', '1:5', '10.1.0.1', 'text must stand in quotes'],
    ['a = $env{X}', '1:5', '$env', 'text must stand in quotes'],
    ['a = ["x", y]', '1:11', 'y', 'text must stand in quotes'],
    ['a = 2021-02-30', '1:5', '2021-02-30', 'this is not a date'],
    ['a = { b = }', '1:11', '}', 'there is no value after ='],
    ['a = "C:\\w"', '1:9', 'w', 'a backslash begins no escape that TOML knows; write \\\\ or use single quotes'],
    ['a = """x', '1:1', 'a = """x', 'the string is not closed'],
    [
      '[a]\n<b>',
      '2:1',
      '<b>',
      'unexpected character; text, and names with other than letters, digits, _ and -, stand in quotes',
    ],
  ])('%j is refused at %s', (text, place, token, message) => {
    const { error, entries, tables } = treeOf(text);
    expect([error && at(error.span), error && source(error.span), error?.message]).toEqual([place, token, message]);
    expect([entries, tables]).toEqual([[], []]);
  });

  test('never throws, and every place lies in the text', () => {
    const pieces = [
      '[',
      ']',
      '[[',
      ']]',
      '=',
      '.',
      '"',
      "'",
      '"""',
      '{',
      '}',
      ',',
      '\n',
      '\r\n',
      '#',
      'a',
      'b',
      '1',
      ' ',
      '\\',
      '{{',
      '}}',
      '\u0000',
      '😀',
      '{% if x %}',
      '{{ end }}',
      '<%= x %>',
      '__proto__',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
        const tree = treeOf(parts.join(''));
        const { length } = tree.error?.span.document.text ?? parts.join('');
        const spans = [...tree.entries, ...tree.tables, ...(tree.error ? [tree.error] : [])].map(({ span }) => span);
        expect(spans.filter(({ start, end }) => start < 0 || end < start || end > length)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['arrays', `a = ${'['.repeat(20_000)}`],
    ['closed arrays', `a = ${'['.repeat(3000)}${']'.repeat(3000)}`],
    ['inline tables', `a = ${'{a='.repeat(20_000)}1${'}'.repeat(20_000)}`],
  ])('gives up on deeply nested %s', (_, text) => {
    expect(treeOf(text).error).not.toBeNull();
  });
});
