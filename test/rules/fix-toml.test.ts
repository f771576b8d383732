import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyReplacements } from '../../src/lint/edit.js';
import { addKeys, appendItems, removeKey, renameKey, setKey, setKeys } from '../../src/rules/fix-toml.js';
import type { Edit } from '../../src/rules/rule.js';
import type { NodeModel, TomlFacts } from '../../src/server/model.js';
import type { WrittenKey } from '../../src/server/toml/flatten.js';
import { createDocument } from '../../src/syntax/document.js';
import { parseToml } from '../../src/syntax/toml/parse.js';
import { lint } from '../support/lint.js';

type Make = (node: NodeModel, toml: TomlFacts, written: (key: string) => WrittenKey) => Edit[];

/** The file with the edits in it; it must still be TOML. */
async function edited(text: string, make: Make): Promise<string> {
  const { clusters } = await lint({ 'is-1/repository/conf/deployment.toml': text });
  const [node] = clusters[0]?.nodes ?? [];
  const toml = node?.toml ?? null;
  if (node === undefined || toml === null) throw new Error('no deployment.toml');
  const edits = make(node, toml, (key) => {
    const found = toml.written.find((one) => one.key === key);
    if (found === undefined) throw new Error(`${key} is not written`);
    return found;
  });
  const document = node.files.find(({ name }) => name === toml.file)?.document;
  if (document === undefined) throw new Error('no document');
  const after = Buffer.from(applyReplacements(document, edits)).toString();
  if (!/\{\{/.test(after)) {
    const [again] = (await lint({ 'is-1/repository/conf/deployment.toml': after })).clusters[0]?.nodes ?? [];
    expect(again?.toml?.tree.error ?? null).toBe(null);
  }
  return after;
}

const domain: Make = (node, toml) => addKeys(node, toml, 'clustering', { domain: 'iam', local_member_port: '4000' });

describe('addKeys', () => {
  test.each<[title: string, before: string, after: string]>([
    ['to an empty file', '', '[clustering]\ndomain = "iam"\nlocal_member_port = "4000"\n'],
    [
      'at the end of a file',
      '[server]\nhostname = "a"\n',
      '[server]\nhostname = "a"\n\n[clustering]\ndomain = "iam"\nlocal_member_port = "4000"\n',
    ],
    [
      'behind the last key of the table, and its comment',
      '[clustering]\na = 1\n  b = 2 # two\n# about server\n[server]\n',
      '[clustering]\na = 1\n  b = 2 # two\n  domain = "iam"\n  local_member_port = "4000"\n# about server\n[server]\n',
    ],
    ['below a header alone', '[clustering] # c', '[clustering] # c\ndomain = "iam"\nlocal_member_port = "4000"'],
    [
      'with the line ends of the file',
      '[clustering]\r\na = 1\r\n\r\n[server]\r\n',
      '[clustering]\r\na = 1\r\ndomain = "iam"\r\nlocal_member_port = "4000"\r\n\r\n[server]\r\n',
    ],
    [
      'behind dotted keys of the table',
      'clustering.a = 1\nserver.hostname = "a"\n',
      'clustering.a = 1\nclustering.domain = "iam"\nclustering.local_member_port = "4000"\nserver.hostname = "a"\n',
    ],
    [
      'in front of a part of the table',
      '[server]\na = 1\n\n# for AWS\n[clustering.properties]\nb = 1\n',
      '[server]\na = 1\n\n[clustering]\ndomain = "iam"\nlocal_member_port = "4000"\n\n# for AWS\n[clustering.properties]\nb = 1\n',
    ],
    ['nowhere in an inline table', 'clustering = { a = 1 }\n', 'clustering = { a = 1 }\n'],
    [
      'nowhere where a template decides',
      '[clustering]\na = 1\n{{ if .x }}\nb = 2\n{{ end }}\n',
      '[clustering]\na = 1\n{{ if .x }}\nb = 2\n{{ end }}\n',
    ],
  ])('%s', async (_title, before, after) => {
    expect(await edited(before, domain)).toBe(after);
  });

  test('of a part that is written as dotted keys in its table', async () => {
    const before = '[clustering]\nproperties.mcastPort = "1" # one\nz = 1\n';
    expect(await edited(before, (node, toml) => addKeys(node, toml, 'clustering.properties', { mcastTTL: '2' }))).toBe(
      '[clustering]\nproperties.mcastPort = "1" # one\nproperties.mcastTTL = "2"\nz = 1\n',
    );
  });

  test('of a part that is not there is a table of its own', async () => {
    const before = '[clustering]\nz = 1\n';
    expect(await edited(before, (node, toml) => addKeys(node, toml, 'clustering.properties', { mcastTTL: '2' }))).toBe(
      '[clustering]\nz = 1\n\n[clustering.properties]\nmcastTTL = "2"\n',
    );
  });
});

describe('appendItems', () => {
  test.each<[title: string, before: string, after: string]>([
    ['to an empty array', 'members = []', 'members = ["b:1", "c:2"]'],
    ['on one line', 'members = ["a:1"] # x', 'members = ["a:1", "b:1", "c:2"] # x'],
    ['in single quotes', "members = ['a:1',]", "members = ['a:1', 'b:1', 'c:2',]"],
    ['on lines of their own', 'members = [\n  "a:1" # first\n]', 'members = [\n  "a:1", # first\n  "b:1",\n  "c:2"\n]'],
    [
      'with a comma at the end',
      'members = [\n  "a:1", # first\n]',
      'members = [\n  "a:1", # first\n  "b:1",\n  "c:2",\n]',
    ],
    ['before the bracket', 'members = [\n  "a:1"]', 'members = [\n  "a:1",\n  "b:1",\n  "c:2"]'],
    ['without comments', 'members = [\n  "a:1"\n]', 'members = [\n  "a:1",\n  "b:1",\n  "c:2"\n]'],
    [
      'with the comma on the next line',
      'members = [\n  "a:1" # first\n  ,\n]',
      'members = [\n  "a:1", # first\n  "b:1",\n  "c:2"\n  ,\n]',
    ],
    ['to no array', 'members = "a:1"', 'members = "a:1"'],
  ])('%s', async (_title, before, after) => {
    const make: Make = (node, _toml, written) => appendItems(node, written('clustering.members'), ['b:1', 'c:2']);
    expect(await edited(`[clustering]\n${before}\n`, make)).toBe(`[clustering]\n${after}\n`);
    const crlf = (text: string) => `[clustering]\n${text}\n`.replaceAll('\n', '\r\n');
    expect(await edited(crlf(before), make)).toBe(crlf(after));
  });
});

const item = fc.tuple(
  fc.constantFrom('"a:1"', "'b:2'", '"\\u0061:3"'),
  fc.constantFrom('', ' ', '\n', ' # [x], "y"\n', '\n  # z\n  '),
  fc.constantFrom('', ' ', '\n', '\n    ', ' # q\n', '\r\n\t'),
);

test('appendItems keeps what is there, however it is laid out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { maxLength: 4 }),
      fc.boolean(),
      fc.stringMatching(/^[a-z'"\\&<é]{0,5}$/),
      async (items, comma, text) => {
        const last = items.length - 1;
        const inner = items.map(([value, before, after], index) => {
          const separator = index < last || comma ? `${before},${after}` : before;
          return value + separator;
        });
        const array = `[${inner.join('')}]`;
        const before = `[clustering]\nmembers = ${array}\n`;
        const after = await edited(before, (node, _toml, written) =>
          appendItems(node, written('clustering.members'), [text, 'z']),
        );
        const values = itemsOf(after);
        expect(values.slice(0, items.length)).toEqual(itemsOf(before));
        expect(values).toHaveLength(items.length + 2);
        expect(values.at(-1)).toBe('z');
        expect(after.match(/#.*/g)).toEqual(before.match(/#.*/g));
      },
    ),
    { numRuns: 150 },
  );
});

function itemsOf(text: string): string[] {
  const { entries } = parseToml(createDocument(Buffer.from(text), () => text));
  const value = entries[0]?.value;
  return value?.kind === 'array' ? value.items.map((one) => (one.kind === 'string' ? one.text : '?')) : [];
}

describe('keys', () => {
  test.each<[title: string, before: string, make: Make, after: string]>([
    [
      'are set where they are, and added where not',
      "[clustering]\ndomain = 'a' # old\n\n[server]\n",
      (node, toml) => setKeys(node, toml, 'clustering', { domain: 'b', members: ['x:1'] }),
      '[clustering]\ndomain = "b" # old\nmembers = ["x:1"]\n\n[server]\n',
    ],
    [
      'are escaped for TOML and for the XML they go into',
      '[a]\nb = "x"\n',
      (node, toml) => setKey(node, toml, 'a.b', 'c\\d"e&f&amp;<'),
      '[a]\nb = "c\\\\d\\"e&amp;f&amp;&lt;"\n',
    ],
    [
      'go with their line and its comment',
      '[a]\nb = 1\nc = 2 # two\nd = 3\n',
      (node, _toml, written) => removeKey(node, written('a.c')),
      '[a]\nb = 1\nd = 3\n',
    ],
    [
      'get another name',
      '[a]\nproperties.b = 1\n',
      (node, _toml, written) => renameKey(node, written('a.properties.b'), 'c'),
      '[a]\nproperties.c = 1\n',
    ],
  ])('%s', async (_title, before, make, after) => {
    expect(await edited(before, make)).toBe(after);
  });
});
