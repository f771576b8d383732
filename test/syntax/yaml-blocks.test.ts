import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { createDocument, type Document, embeddedDocument } from '../../src/syntax/document.js';
import { blockScalars, blockText } from '../../src/syntax/yaml-blocks.js';

const sha256 = (bytes: Uint8Array): string => `${bytes.length}`;

/** `key = content` of each scalar. */
function contents(text: string): string[] {
  return blockScalars(text).map((block) => `${block.key} = ${blockText(text, block)}`);
}

function embedded(text: string, index = 0): Document {
  const block = blockScalars(text)[index];
  if (block === undefined) throw new Error('no scalar');
  return embeddedDocument(createDocument(new TextEncoder().encode(text), sha256), 'cm.yaml', block, sha256);
}

describe('scalars', () => {
  test.each<[string, string, string[]]>([
    ['clip', 'a: |\n  x\n\n\nb: 1', ['a = x\n']],
    ['strip', 'a: |-\n  x\n\n', ['a = x']],
    ['keep', 'a: |+\n  x\n\n', ['a = x\n\n']],
    ['no line end', 'a: |\n  x', ['a = x']],
    ['deeper lines keep the rest', 'a: |\n  x\n    y\n', ['a = x\n  y\n']],
    ['an indicator', 'a: |1\n   x\n y\n', ['a =   x\ny\n']],
    ['an indicator and a sign, both ways', 'a: |1-\n  x\nb: |-1\n  y\n', ['a =  x', 'b =  y']],
    ['a comment behind the header', 'a: | # c\n  # x\n', ['a = # x\n']],
    ['tag and anchor', 'a: !!str &x |\n  x\n', ['a = x\n']],
    ['quoted keys', '"a b": |\n  x\n\'c\' : |\n  y\n', ['a b = x\n', 'c = y\n']],
    ['CRLF', 'a: |\r\n  x\r\n\r\n  y\r\nb: 1\r\n', ['a = x\n\ny\n']],
    ['blank lines further left', 'a: |\n    x\n\n  \n    y\n', ['a = x\n\n\ny\n']],
    ['blank lines before the first', 'a: |\n\n  \n  x\n', ['a = \n\nx\n']],
    ['spaces beyond the indentation', 'a: |\n  x\n    \n  y\n', ['a = x\n  \ny\n']],
    ['tabs in the content', 'a: |\n  \tx\n', ['a = \tx\n']],
    ['a tab alone', 'a: |\n  x\n\t\n  y\n', ['a = x\n\ny\n']],
    ['a key in the content', 'a: |\n  b: |\n    x\n', ['a = b: |\n  x\n']],
    ['folded', 'a: >\n  b: |\n    x\nc: |\n  y\n', ['c = y\n']],
    ['empty', 'a: |\nb: |-\n  x\n', ['a = ', 'b = x']],
    ['a comment ends it', 'a: |\n  x\n# y\nb: 1\n', ['a = x\n']],
    ['commented', '#  a: |\n#    x\n', []],
    ['in a sequence', '- |\n  a: |\n    x\n- b: |\n    y\n', ['b = y\n']],
    ['a plain value with a bar', 'a: x |\n  b\nc: |x\n', []],
    ['a key of actions', '{{ $i }}: |-\n{{ tpl $c $ | indent 4 }}\nb: |\n  x\n', ['{{ $i }} = ', 'b = x\n']],
  ])('%s', (_, text, expected) => {
    expect(contents(text)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    [
      'actions further left go on',
      'd:\n  a: |-\n    x\n{{- if .Values.y }}\n    y\n  {{- end }}\n    z\n  {{- end }}\n',
      ['a = x\n{{- if .Values.y }}\ny\n{{- end }}\nz'],
    ],
    ['actions at the end do not', 'd:\n  a: |-\n    x\n  {{- end }}\n', ['a = x']],
    ['actions first', 'd:\n  a: |-\n{{- if .Values.y }}\n    y\n{{- end }}\n', ['a = {{- if .Values.y }}\ny']],
    [
      'alternatives',
      'd:\n  {{- if x }}\n  a: |-\n    x\n  {{- else }}\n  a: |-\n    y\n  {{- end }}\n',
      ['a = x', 'a = y'],
    ],
    ['alternatives further right', 'd:\n  a: |-\n    x\n{{ else }}\n    a: |-\n      y\n', ['a = x', 'a = y']],
    [
      'an action of several lines',
      'd:\n  a: |-\n    x\n{{- /* b\n c: |\n*/ -}}\n    y\n    {{- /*\n  z\n    */ -}}\n    z\n',
      ['a = x\n{{- /* b\nc: |\n*/ -}}\ny\n{{- /*\nz\n*/ -}}\nz'],
    ],
    ['a commented scalar', '{{- /*\na: |\n  x\n*/ -}}\nb: |\n  y\n', ['b = y\n']],
    ['an action that is not closed', '{{ x\na: |\n  y\n', ['a = y\n']],
    ['an action with text is text', 'd:\n  a: |-\n    x\n{{ y }} z\n    z\n', ['a = x']],
  ])('templates: %s', (_, text, expected) => {
    expect(contents(text)).toEqual(expected);
  });
});

describe('the object', () => {
  const objects = (text: string) =>
    blockScalars(text).map(({ section, object }) => `${section} ${object.kind} ${object.name}`);

  test.each<[string, string, string[]]>([
    ['as usual', 'kind: ConfigMap\nmetadata:\n  name: x # y\ndata:\n  a: |\n    x\n', ['data ConfigMap x']],
    ['kind last', 'data:\n  a: |\n    x\nkind: "ConfigMap"\nmetadata:\n  name: x\n', ['data ConfigMap x']],
    [
      'documents',
      'kind: A\ndata:\n  a: |\n    x\n---\nkind: B\nmetadata: {}\ndata:\n  a: |\n    x\n',
      ['data A null', 'data B null'],
    ],
    [
      'data twice',
      'kind: ConfigMap\nmetadata:\n  name: {{ x }}-y\n  {{ if a }}\ndata:\n  {{ $i }}: |-\n  {{ z }}\n  {{ else }}\ndata:\n  a: |-\n    x\n',
      ['data ConfigMap {{ x }}-y', 'data ConfigMap {{ x }}-y'],
    ],
    [
      'a list',
      'kind: List\nitems:\n- kind: ConfigMap\n  metadata:\n    name: x\n  data:\n    a: |\n      x\n- metadata:\n    name: y\n  kind: Secret\n  data:\n    a: |\n      x\n',
      ['data ConfigMap x', 'data Secret y'],
    ],
    [
      'twice under conditions',
      '{{ if a }}\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: |\n    x\n{{ else }}\nkind: ConfigMap\nmetadata:\n  name: y\ndata:\n  a: |\n    x\n{{ end }}\n',
      ['data ConfigMap x', 'data ConfigMap y'],
    ],
    ['deeper', 'kind: X\nspec:\n  config:\n    a: |\n      x\n', ['config null null']],
    ['none', 'a: |\n  x\n', ['null null null']],
  ])('%s', (_, text, expected) => {
    expect(objects(text)).toEqual(expected);
  });

  test('is one for all scalars of a map', () => {
    const [a, b, c] = blockScalars('data:\n  a: |\n    x\n  b: |\n    x\n---\ndata:\n  c: |\n    x\n');
    expect(a?.object).toBe(b?.object);
    expect(a?.object).not.toBe(c?.object);
  });
});

describe('places', () => {
  const text = '# ä\r\ndata:\r\n  a.xml: |\r\n    <a>\r\n\r\n  {{ if x }}\r\n      <b/>\r\n    </a>\r\n  c: 1\r\n';

  test('are those of the YAML', () => {
    const document = embedded(text);
    expect(document.text).toBe('<a>\n\n{{ if x }}\n  <b/>\n</a>\n');
    const at = (inner: string) => document.lines.position(document.text.indexOf(inner));
    expect(at('<a>')).toEqual({ line: 4, column: 5 });
    expect(at('{{')).toEqual({ line: 6, column: 3 });
    expect(at('if')).toEqual({ line: 6, column: 6 });
    expect(at('<b/>')).toEqual({ line: 7, column: 7 });
    expect(document.lines.position(document.text.length)).toEqual({ line: 9, column: 1 });
    expect(document.lines.startOf(document.text.indexOf('<b/>'))).toBe(document.text.indexOf('  <b/>'));
    expect(document.lines.line(7)).toBe('      <b/>');
    expect(new TextDecoder().decode(document.bytes)).toBe(document.text);
  });

  test('an empty scalar has one', () => {
    const document = embedded('a: |\n');
    expect(document.lines.position(0)).toEqual({ line: 2, column: 1 });
    expect(embedded('a: |').lines.position(0)).toEqual({ line: 1, column: 5 });
  });
});

interface Shape {
  readonly content: readonly string[];
  readonly indent: number;
  readonly outer: number;
  readonly header: string;
  readonly explicit: boolean;
  readonly eol: string;
  readonly bare: boolean;
  readonly ended: boolean;
}

const character = fc.constantFrom('a', '\t', ' ', ':', '|', '#', '-', '{', '}', 'ä', '\u{1F600}', '"');
const line = fc.array(character, { maxLength: 8 }).map((characters) => characters.join(''));
const shape: fc.Arbitrary<Shape> = fc.record({
  // The first line must tell the indentation, and YAML takes a tab for none.
  content: fc.tuple(fc.constantFrom('a', '<a>', '[x]'), fc.array(line)).map(([first, rest]) => [first, ...rest]),
  indent: fc.integer({ min: 1, max: 9 }),
  outer: fc.integer({ min: 0, max: 4 }),
  header: fc.constantFrom('|', '|-', '|+'),
  explicit: fc.boolean(),
  eol: fc.constantFrom('\n', '\r\n'),
  bare: fc.boolean(),
  ended: fc.boolean(),
});

function yamlOf({ content, indent, outer, header, explicit, eol, bare, ended }: Shape) {
  const pad = ' '.repeat(outer + indent);
  const body = content.map((each) => (bare && each.trim() === '' ? '' : pad + each));
  const mark = explicit ? header.replace('|', `|${indent}`) : header;
  const key = outer === 0 ? [`key: ${mark}`] : ['data:', `${' '.repeat(outer)}key: ${mark}`];
  return [...key, ...body].join(eol) + (ended ? `${eol}${' '.repeat(outer)}next: x${eol}` : eol);
}

test('says what the YAML parser says, whatever the content', () => {
  fc.assert(
    fc.property(shape, (given) => {
      const text = yamlOf(given);
      const value: unknown = parse(text, { strict: false, logLevel: 'silent' });
      const map = (given.outer === 0 ? value : (value as { data: unknown }).data) as { key: string };
      expect(embedded(text).text).toBe(map.key);
    }),
    { numRuns: 500 },
  );
});

test('every character is where the YAML has it', () => {
  fc.assert(
    fc.property(shape, (given) => {
      const text = yamlOf(given);
      const { text: inner, lines, embedded: embedding } = embedded(text);
      const outer = createDocument(new TextEncoder().encode(text), sha256);
      for (let offset = 0; offset < inner.length; offset++) {
        const at = embedding?.offsetOf(offset) ?? -1;
        if (inner[offset] === '\n') expect(text.slice(at)).toMatch(/^[ \t]*(\r|\n)/);
        else expect(text[at]).toBe(inner[offset]);
        expect(lines.position(offset)).toEqual(outer.lines.position(at));
      }
    }),
  );
});

test('any text at all is read without a fault, in order', () => {
  const piece = fc.constantFrom('a', ': ', '|', '\n', '  ', '- ', '{{ x }}', '---', '"', '\t', '#', 'kind: x\n', '\r');
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const text = pieces.join('');
      let last = 0;
      for (const block of blockScalars(text)) {
        expect(block.keyOffset).toBeGreaterThanOrEqual(last);
        expect(block.start).toBeLessThanOrEqual(block.end);
        last = block.end;
        embeddedDocument(createDocument(new TextEncoder().encode(text), sha256), 'x', block, sha256);
      }
    }),
  );
});
