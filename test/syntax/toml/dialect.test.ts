import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDocument, type Document } from '../../../src/syntax/document.js';
import { dialectProblems } from '../../../src/syntax/toml/dialect.js';
import { parseToml } from '../../../src/syntax/toml/parse.js';

const documentOf = (text: string): Document => createDocument(new TextEncoder().encode(text), () => '');

/** `kind line:column source` of every problem; the TOML error where there is one. */
function problemsOf(text: string): string[] {
  const document = documentOf(text);
  const tree = parseToml(document);
  if (tree.error !== null) return [`error ${tree.error.message}`];
  return dialectProblems(tree, document).map(({ kind, span: { start, end } }) => {
    const { line, column } = document.lines.position(start);
    return `${kind} ${line}:${column} ${document.text.slice(start, end)}`;
  });
}

describe('order of tables', () => {
  test.each([
    ['[a.b]\n[a]', ['order 2:1 [a]']],
    ['[a.b.c]\n[a.b]\n[a]', ['order 2:1 [a.b]', 'order 3:1 [a]']],
    ['[[a.b]]\nx = 1\n[a]', ['order 3:1 [a]']],
    ['[[d]]\n[d.p.q]\n[d.p]', ['order 3:1 [d.p]']],
    ['[a]\nb.c = 1\n[a.b.d]\n[x.y]\n[x]', ['order 5:1 [x]']],
    ['["a"."b"]\n[a]', ['order 2:1 [a]']],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test.each([
    '[a]\n[a.b]\n[a.c]',
    '[a.b]\n[a.c]\n[b]',
    'a.b = 1\na.c = 2\n[b]',
    '[a]\nb.c = 1\n[a.d]',
    '[a]\nb.c = 1\n[a.b.d]',
    '[[a]]\n[a.p]\n[[a]]\n[a.p]',
    '[[a]]\n[a.p.q]\n[[a]]\n[a.p]',
    '[[a.b]]\n[[a.b]]\n[a.c]',
    '[a."b.c"]\n[a.b]',
  ])('%j is fine', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  test('says which line brought the table about', () => {
    const document = documentOf('# x\n[a.b]\n[a]');
    expect(dialectProblems(parseToml(document), document)).toMatchObject([
      { effect: 'stack-overflow', message: expect.stringContaining('[a] stands below [a.b] (line 2)') },
    ]);
  });

  test('what a template may leave out is not judged', () => {
    expect(problemsOf('{{ if x }}\n[a.b]\nk = 1\n{{ end }}\n[a]')).toEqual([]);
    expect(problemsOf('{{ if x }}\n[a.b]\n{{ end }}\n[a]')).toEqual([]);
    expect(problemsOf('[a.b]\nj = 1\n[a]\nk = {{ x }}')).toEqual(['order 3:1 [a]']);
  });
});

describe('values', () => {
  test.each([
    ['a = "x\ty"', ['tab-in-string 1:7 \t']],
    ['a = """\n\tx"""', ['tab-in-string 2:1 \t']],
    ['[x."a\tb"]', ['tab-in-string 1:6 \t']],
    ['a = """x""""', ['closing-quotes 1:5 """x""""']],
    ["a = '''x''''", ["closing-quotes 1:5 '''x''''"]],
    ['a = ["x", 1]', ['mixed-array 1:11 1']],
    ['a = [1, 2.0]', ['mixed-array 1:9 2.0']],
    ['a = [[1], "x"]', ['mixed-array 1:11 "x"']],
    ['a = [1979-05-27 , 07:32:00 ]', ['mixed-array 1:19 07:32:00']],
    ['a = [\n  1\n  , 2\n]', ['array-comma 3:3 ,']],
    ['a = [\n  1 # one\n  ,\n]', ['array-comma 3:3 ,']],
    ['a = { b = [] }', ['empty-array 1:11 []']],
    ['a = { b = [1,] }', ['empty-array 1:11 [1,]']],
    ['a = [[], []]\nb = 1', ['empty-array 1:5 [[], []]']],
    ['a = [[1,],]\nb = 1', ['empty-array 1:5 [[1,],]']],
    ['a = 9223372036854775808', ['number 1:5 9223372036854775808']],
    ['a = 1e06', ['number 1:5 1e06']],
    ['a = 1e400', ['number 1:5 1e400']],
    ['a = 1e-400', ['number 1:5 1e-400']],
    ['a = 1979-05-27T07:32:00z', ['date 1:5 1979-05-27T07:32:00z']],
    ['a = 1979-05-27T07:32:00+19:00', ['date 1:5 1979-05-27T07:32:00+19:00']],
    ['a = 07:32:00.1234567890', ['date 1:5 07:32:00.1234567890']],
    ['a = [1979-05-27]', ['date 1:6 1979-05-27']],
    ['a = { b = 1979-05-27}', ['date 1:11 1979-05-27']],
    ['\ufeffa = 1', ['bom 1:1 a']],
  ])('%j', (text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test.each([
    "a = 'x\ty'",
    "a = '''x\ty'''",
    'a\t=\t1\t# \t',
    'a = """x\\""""',
    'a = """"x"""',
    'a = ["x", "y",]',
    'a = []\nb = 1',
    'a = [\n  1, # one\n  2\n]',
    'a = [[1], ["x"]]',
    'a = [{ b = 1 }, { c = "x" }]',
    'a = [[]]\nb = 1',
    'a = [[], []]\n\nb = 1',
    'a = [[], []]',
    'a = [0xff, 0b1, 1_000, -9223372036854775808]',
    'a = [inf, -inf, nan, 1e6, 0.0, -0e5, 1_0.5]',
    'a = [1979-05-27 ]\nb = { c = 1979-05-27, d = 1 }\ne = 1979-05-27 07:32:00+05:30',
    'a = {}\nb = { }',
    'a = ["x", {{ y }}, "{{ \t }}"]',
    '{{ if x }}\na = ["x", 1]\n{{ end }}',
  ])('%j is fine', (text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

test('nothing more is said where TOML 1.0 refuses the text', () => {
  expect(problemsOf('a = 012\n[b.c]\n[b]')).toEqual(['error a number may not begin with a zero']);
});

test('never throws, for any values', () => {
  const pieces = [
    'a = ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '1',
    '0x1f',
    '-1',
    '1e5',
    'nan',
    '"x"',
    "'''",
    '"""',
    '"',
    '1979-05-27',
    '\n',
    ' ',
    '[a]',
    '[a.b]',
    '\t',
    'true',
    'k.l',
    '{{ x }}',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
      const document = documentOf(parts.join(''));
      const { length } = document.text;
      const problems = dialectProblems(parseToml(document), document);
      expect(problems.filter(({ span: { start, end } }) => start < 0 || end > length || start > end)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
