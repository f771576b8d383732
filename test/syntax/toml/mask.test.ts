import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createDocument } from '../../../src/syntax/document.js';
import { mask } from '../../../src/syntax/toml/mask.js';
import { parseToml } from '../../../src/syntax/toml/parse.js';
import type { TomlEntry, TomlValue } from '../../../src/syntax/toml/tree.js';

const treeOf = (text: string) => parseToml(createDocument(new TextEncoder().encode(text), () => ''));

function shown(value: TomlValue): unknown {
  if (value.kind === 'array') return value.items.map(shown);
  if (value.kind === 'inline') return Object.fromEntries(value.entries.map(pair));
  return value.text;
}

function pair({ table, key, value, conditional }: TomlEntry): [string, unknown] {
  const path = [...(table?.path ?? []), ...key].map(({ text }) => text).join('.');
  return [`${path}${conditional ? '?' : ''}`, shown(value)];
}

/** What a template says; `?` after a key that may not be there. */
const read = (text: string): unknown => {
  const { error, entries } = treeOf(text);
  return error === null ? entries.map(pair) : error.message;
};

describe('mask', () => {
  test.each(['', 'a = 1\n', 'a = { b = 1 }', '# {{ if }}\n[a]', 'a = "{{"', 'a = "${x}"'])(
    'leaves %j alone',
    (text) => {
      expect(mask(text)).toEqual({ text, later: [], conditional: [], templated: false });
    },
  );

  test.each([
    ['a = {{ .Values.x | quote }}', [['a', '{{ .Values.x | quote }}']]],
    [
      'a={{.x}}\nb = 1',
      [
        ['a', '{{.x}}'],
        ['b', '1'],
      ],
    ],
    ['a = 1{{ x }}0', [['a', '1{{ x }}0']]],
    ['a = {port}', [['a', '{port}']]],
    ['a = ${PORT}', [['a', '${PORT}']]],
    ['a = {{ default "x" .y }} # c', [['a', '{{ default "x" .y }}']]],
    ['a = "x-{{ default "y\\z" .y }}-z"', [['a', 'x-{{ default "y\\z" .y }}-z']]],
    ["a = '{{ x 'y' }}'", [['a', "{{ x 'y' }}"]]],
    ['a = """\n{{ x "y" }}\n"""', [['a', '\n{{ x "y" }}\n']]],
    [
      'a = {{ x\n  y }}\nb = 1',
      [
        ['a', '{{ x\n  y }}'],
        ['b', '1'],
      ],
    ],
    ['{{ $k }} = "{{ $v }}"', [['{{ $k }}', '{{ $v }}']]],
    ['p_{{ k }}.q = 1', [['p_{{ k }}.q', '1']]],
    ['[a.{{ x }}]\nb = 1', [['a.{{ x }}.b', '1']]],
    ['{{- include "x" . }}\n{{/* a\nb */}}\na = 1', [['a', '1']]],
    ['{{ .extra }}\n[a]\nb = 1', [['a.b', '1']]],
    ['a = ["x", {{ y }}, "{{ z }}"]', [['a', ['x', '{{ y }}', '{{ z }}']]]],
    ['a = { b = {{ x }}, {{ k }} = 1 }', [['a', { b: '{{ x }}', '{{ k }}': '1' }]]],
    ['a = {% if x %}1{% else %}2{% endif %}', [['a', '{% if x %}1{% else %}2{% endif %}']]],
    ['a = "{% if x %}1{% else %}2{% endif %}"', [['a', '{% if x %}1{% else %}2{% endif %}']]],
    ['a = [{% for m in ms %}"{{ m }}"{% if not loop.last %},{% endif %}{% endfor %}]', [['a', ['{{ m }}']]]],
    ['a = [{{ if x }}"1"{{ else }}"2"{{ end }}]', [['a', ['1', '2']]]],
    ['a = [\n {{ if x }}\n "1",\n {{ else }}\n "2",\n {{ end }}\n]', [['a', ['1', '2']]]],
    ['{# note #}\na = 1', [['a', '1']]],
    [
      'a = <%= x "y" -%>\nb = "<%= @z %>"',
      [
        ['a', '<%= x "y" -%>'],
        ['b', '<%= @z %>'],
      ],
    ],
    [
      'a = 1 {{- /* note */ -}}\nb = 2',
      [
        ['a', '1'],
        ['b', '2'],
      ],
    ],
  ])('%j', (text, entries) => {
    expect(read(text)).toEqual(entries);
    expect(treeOf(text).templated).toBe(true);
  });

  test.each([
    [
      '{{- if x }}\na = 1\n{{- end }}\nb = 2',
      [
        ['a?', '1'],
        ['b', '2'],
      ],
    ],
    [
      '{{ if x }}\na = 1\n{{ else }}\na = 2\nb = 3\n{{ end }}',
      [
        ['a?', '1'],
        ['b?', '3'],
      ],
    ],
    [
      '{{ if x }}\n[a]\nk = 1\n[b]\n{{ else }}\n[a]\nk = 2\nl = 3\n{{ end }}',
      [
        ['a.k?', '1'],
        ['a.l?', '3'],
      ],
    ],
    ['{{ if x }}\n[a]\n{{ else }}\n[b]\n{{ end }}\nk = 1', [['b.k?', '1']]],
    [
      '{{ if x }}\n[a]\nk = 1\n{{ else }}\n[a]\nk = 2\nl = 3\n{{ end }}',
      [
        ['a.k?', '1'],
        ['a.l?', '3'],
      ],
    ],
    ['{{ range $k, $v := .p }}\n{{ $k }} = {{ $v }}\n{{ end }}', [['{{ $k }}?', '{{ $v }}']]],
    [
      '{{ range .p }}\n[[a]]\nk = 1\n{{ end }}\n[[a]]\nk = 2',
      [
        ['a.k?', '1'],
        ['a.k', '2'],
      ],
    ],
    [
      '{{ if a }}\n{{ if b }}\nx = 1\n{{ end }}\ny = 2\n{{ end }}\nz = 3',
      [
        ['x?', '1'],
        ['y?', '2'],
        ['z', '3'],
      ],
    ],
    [
      '{% if a %}\nx = 1\n{% elif b %}\nx = 2\n{% endif %}\nz = 3',
      [
        ['x?', '1'],
        ['z', '3'],
      ],
    ],
    [
      '<% if a %>\nx = 1\n<% else %>\ny = 2\n<% end %>\nz = 3',
      [
        ['x?', '1'],
        ['y?', '2'],
        ['z', '3'],
      ],
    ],
    ['<% @m.each do |m| %>\n[[x]]\ny = "<%= m %>"\n<% end %>', [['x.y?', '<%= m %>']]],
    ['{% raw %}\nx = 1\n{% endraw %}', [['x', '1']]],
    ['{{ if a }}\nx = 1', [['x?', '1']]],
    ['{{ end }}\nx = 1', [['x', '1']]],
    ['{{ if a }}\nx = 1\n{{ end }}\ny = 1\ny = 2', 'this name is defined twice'],
  ])('branches: %j', (text, entries) => {
    expect(read(text)).toEqual(entries);
  });

  test('a marker without quotes is no string of TOML, one in quotes is', () => {
    const styles = treeOf('a = {{ x }}\nb = "{{ x }}"\nc = 1').entries.map(({ value }) => value);
    expect(styles).toMatchObject([
      { kind: 'string', style: null, text: '{{ x }}' },
      { kind: 'string', style: 'basic' },
      { kind: 'integer', style: null },
    ]);
  });

  test('the server’s own forms are no templates', () => {
    expect(treeOf('a = "$env{X}"\nb = "${carbon.home}"\nc = "$ref{a.b}"').templated).toBe(false);
    expect(treeOf('a = $env{X}').error).not.toBeNull();
  });

  test('length and line ends stay, for any text', () => {
    const pieces = [
      '{{ x }}',
      '{{ "',
      '}}',
      '{% if a %}',
      '{% else %}',
      '{% endif %}',
      '<%= "x" %>',
      '<%',
      '{p}',
      '[a]',
      '[[b]]',
      'k',
      '=',
      '"',
      "'",
      '"""',
      '\\',
      '\n',
      '\r\n',
      '\r',
      ' ',
      ',',
      '[',
      ']',
      '{',
      '}',
      '#',
      '.',
      '😀',
      '{{ a\nb }}',
      '{{/* " */}}',
    ];
    const ends = (text: string) => [...text.matchAll(/\n/g)].map(({ index }) => index);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), (parts) => {
        const text = parts.join('');
        const masked = mask(text);
        for (const layer of [masked.text, ...masked.later]) {
          expect(layer.length).toBe(text.length);
          expect(ends(layer)).toEqual(ends(text));
        }
        if (!masked.templated) expect(masked.text).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['open markers', '{{ '.repeat(100_000)],
    ['open markers in a string', `a = "${'{{ '.repeat(100_000)}"\nb = {{ x }}`],
    ['markers', 'a = {{ x }}\n'.repeat(50_000)],
    ['open branches', '{{ if x }}\n'.repeat(100_000)],
    ['bare text', `a = ${'x'.repeat(1_000_000)}{{ y }}`],
    ['lines that are none', 'x y {{ z }} '.repeat(50_000)],
    ['dots', `{{ x }}${'.a'.repeat(100_000)}`],
  ])('stays linear for many %s', (_, text) => {
    const began = performance.now();
    mask(text);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
