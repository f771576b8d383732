import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyReplacements } from '../../src/lint/edit.js';
import { removeKey, setKey } from '../../src/rules/fix-toml.js';
import { nameKey, nameTable } from '../../src/rules/fix-toml-names.js';
import type { Edit } from '../../src/rules/rule.js';
import type { NodeModel, TomlFacts } from '../../src/server/model.js';
import { flatten, type WrittenKey } from '../../src/server/toml/flatten.js';
import { createDocument } from '../../src/syntax/document.js';
import { dialectProblems } from '../../src/syntax/toml/dialect.js';
import { parseToml } from '../../src/syntax/toml/parse.js';
import { resolveText } from '../../src/syntax/xml/references.js';
import { makeNode } from '../support/node.js';

interface Read {
  readonly node: NodeModel;
  readonly toml: TomlFacts;
}

const FILE = 'deployment.toml';

function read(text: string | Uint8Array): Read {
  const document = createDocument(Buffer.from(text), () => String(text));
  const tree = parseToml(document);
  const toml: TomlFacts = {
    file: FILE,
    tree,
    dialect: dialectProblems(tree, document),
    written: flatten(tree).written,
    faults: [],
    unescaped: [],
    effective: () => null,
    keysBelow: () => [],
    pack: { used: [], unread: [], changedTemplates: [] },
  };
  return { node: makeNode({ files: [{ name: FILE, path: FILE, role: 'deployment-toml', document }], toml }), toml };
}

function applied({ node }: Read, edits: readonly Edit[]): Read {
  const document = node.files[0]?.document;
  if (document === undefined) throw new Error('no document');
  return read(applyReplacements(document, edits));
}

const textOf = ({ node }: Read): string => node.files[0]?.document.text ?? '';
const sourceOf = ({ entry: { value } }: WrittenKey): string =>
  value.span.document.text.slice(value.span.start, value.span.end);
/** Every key with its value as it is written, in the order of the file. */
const keysOf = ({ toml }: Read): (readonly [string, string])[] => toml.written.map((one) => [one.key, sourceOf(one)]);
const notesOf = (text: string): string[] => text.match(/note \d+/g) ?? [];
const plain = (text: string): string => resolveText(text, new Map()).value;

const VALUES = [
  ...['"text # no"', "'C:\\x'", '"a\\"b"', '-5', '1_000', '2.5', 'true', '1979-05-27', '"""\ntwo\nlines"""', '[]'],
  ...['["a", "b"]', '[\n  "a", # NOTE\n  # NOTE\n  "b",\n]', '{ z = 1, "y.x" = "b" }'],
];
const KEYS = ['hostname', 'node_ip', 'Port', 'a.b', 'a.c', '"q.k"', 'offset', 'key-with-dash'];
const TABLES = ['server', 'clustering', 'database.shared_db', 'database.shared_db.pool_options', 'x."y.z"'];

const line = fc.record({
  above: fc.constantFrom('', '', '# NOTE\n', '\n  # NOTE\n'),
  indent: fc.constantFrom('', '', '  ', '\t'),
  equals: fc.constantFrom(' = ', '=', '   =  '),
  value: fc.constantFrom(...VALUES),
  behind: fc.constantFrom('', '', ' # NOTE', '  '),
});
const table = (name: string) =>
  fc.record({
    name: fc.constant(name),
    header: fc.constantFrom(`[${name}]`, `[ ${name} ] # NOTE`, `# NOTE\n[${name}]`),
    keys: fc.shuffledSubarray(KEYS),
    lines: fc.array(line, { minLength: KEYS.length, maxLength: KEYS.length }),
  });

/** A file of tables in the order the server's parser wants, with comments, indentation and either line end. */
const deployment = fc
  .record({
    tables: fc.subarray(TABLES).chain((names) => fc.tuple(...names.map(table))),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    last: fc.constantFrom('\n', '\n', '', '\n\n# NOTE\n'),
  })
  .map(({ tables, lineEnd, last }) => {
    let number = 0;
    const text = tables
      .map(({ header, keys, lines }) =>
        [
          header,
          ...keys.map((key, index) => {
            const { above, indent, equals, value, behind } = lines[index] ?? { value: '1' };
            return `${above ?? ''}${indent ?? ''}${key}${equals ?? '='}${value}${behind ?? ''}`;
          }),
        ].join('\n'),
      )
      .join('\n\n');
    return `${text}${last}`
      .replace(/NOTE/g, () => {
        number += 1;
        return `note ${number}`;
      })
      .replaceAll('\n', lineEnd);
  });

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary-ascii' }),
  fc.string({ unit: fc.constantFrom('&', 'amp;', '<', '"', '\\', "'", '\n', '#', '$') }),
);

describe('fixes of any deployment.toml', () => {
  test('setKey: the key has the value, all else is as it was', () => {
    const name = fc.constantFrom(...['hostname', 'node_ip', 'a.b', 'fresh'].map((key) => key));
    fc.assert(
      fc.property(
        deployment,
        fc.constantFrom('server', 'clustering', 'database.shared_db', 'new'),
        name,
        value,
        (text, of, key, wanted) => {
          const before = read(text);
          const flat = `${of}.${key}`;
          // A table that is written with keys of its own is no key.
          fc.pre(!before.toml.written.some((one) => one.key.startsWith(`${flat}.`)));
          const old = before.toml.written.find((one) => one.key === flat);
          const result = applied(before, setKey(before.node, before.toml, flat, wanted));
          expect(result.toml.tree.error).toBe(null);
          const found = result.toml.written.find((one) => one.key === flat)?.value;
          expect(found?.kind === 'scalar' ? plain(found.text) : null).toBe(plain(wanted));
          const others = (all: Read) => keysOf(all).filter(([one]) => one !== flat);
          expect(others(result)).toEqual(others(before));
          const gone = old === undefined ? [] : notesOf(sourceOf(old));
          expect(notesOf(textOf(result))).toEqual(notesOf(text).filter((note) => !gone.includes(note)));
          if (!/[^\r]\n/.test(text) && text.includes('\r\n')) expect(textOf(result)).not.toMatch(/[^\r]\n/);
        },
      ),
    );
  });

  test('removeKey: the key is gone, with what stands behind it', () => {
    fc.assert(
      fc.property(deployment, fc.nat(), (text, at) => {
        const before = read(text);
        const written = before.toml.written.filter(({ entry }) => before.toml.tree.entries.includes(entry));
        fc.pre(written.length > 0);
        const chosen = written[at % written.length];
        if (chosen === undefined) return;
        const result = applied(before, removeKey(before.node, chosen));
        expect(result.toml.tree.error).toBe(null);
        expect(keysOf(result)).toEqual(keysOf(before).filter(([key]) => key !== chosen.key));
        const behind = text.slice(chosen.entry.span.end).split(/\r?\n/)[0] ?? '';
        const gone = notesOf(sourceOf(chosen) + behind);
        expect(notesOf(textOf(result))).toEqual(notesOf(text).filter((note) => !gone.includes(note)));
      }),
    );
  });

  test('nameKey: another name at the same place, or nothing', () => {
    const name = fc.constantFrom('hostname', 'fresh', 'a.fresh', 'pool_options.hostname', '"dotted.name"');
    fc.assert(
      fc.property(deployment, fc.nat(), name, (text, at, fresh) => {
        const before = read(text);
        fc.pre(before.toml.written.length > 0);
        const chosen = before.toml.written[at % before.toml.written.length];
        if (chosen === undefined) return;
        const of = chosen.entry.table?.path.map((part) => (/\./.test(part.text) ? `"${part.text}"` : part.text)) ?? [];
        const meant = [...of, fresh].join('.');
        const edits = nameKey(before.node, before.toml, chosen, meant);
        if (edits.length === 0) return;
        const result = applied(before, edits);
        expect(result.toml.tree.error).toBe(null);
        expect(result.toml.dialect.length).toBeLessThanOrEqual(before.toml.dialect.length);
        const flat = meant.replaceAll('"', "'");
        const renamed = keysOf(before).map(([key, source]) => [key === chosen.key ? flat : key, source] as const);
        const sorted = (keys: (readonly [string, string])[]) => keys.map(String).sort();
        expect(sorted(keysOf(result))).toEqual(sorted(renamed));
        expect(notesOf(textOf(result)).sort()).toEqual(notesOf(text).sort());
      }),
    );
  });

  test('nameTable: another name of all that is in it', () => {
    const names = fc.constantFrom(
      ['server', 'web'],
      ['database.shared_db', 'database.user'],
      ['database', 'Database'],
      ['server', 'clustering'],
      ['clustering', 'session.cluster'],
      ['server.a', 'server.w'],
    );
    fc.assert(
      fc.property(deployment, names, (text, [from = '', to = '']) => {
        const before = read(text);
        const edits = nameTable(before.node, before.toml, from, to);
        if (edits.length === 0) return;
        const result = applied(before, edits);
        expect(result.toml.tree.error).toBe(null);
        const renamed = keysOf(before).map(([key, source]) => [
          key.startsWith(`${from}.`) ? `${to}${key.slice(from.length)}` : key,
          source,
        ]);
        expect(keysOf(result)).toEqual(renamed);
        expect(notesOf(textOf(result))).toEqual(notesOf(text));
      }),
    );
  });
});
