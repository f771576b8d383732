import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createForge } from '../../../src/cluster/drift/item.js';
import { xmlItem } from '../../../src/cluster/drift/xml.js';
import { nodeHost } from '../../../src/host.js';
import { type Encoding, encode } from '../../../src/syntax/bytes.js';
import { createDocument } from '../../../src/syntax/document.js';
import type { XmlElement } from '../../../src/syntax/xml/tree.js';
import { driftOf, tell } from './homes.js';
import { type Choose, respelled } from './reformat.js';

const { sha256 } = nodeHost('.');

interface Node {
  readonly name: string;
  readonly attributes: readonly (readonly [string, string])[];
  readonly text: string;
  readonly children: readonly Node[];
}

const word = fc.stringMatching(/^[a-z][a-z0-9é&<>"' ]{0,6}[a-z]$/);
/** `record`: names stand once, or have a key; else anything may repeat. */
function tree(record: boolean, depth = 3): fc.Arbitrary<Node> {
  const below = depth === 0 ? fc.constant<Node[]>([]) : fc.array(tree(record, depth - 1), { maxLength: 4 });
  return fc.record({
    name: fc.constantFrom('A', 'B', 'C', 'Item'),
    attributes: fc.uniqueArray(fc.tuple(fc.constantFrom('x', 'y'), word), { selector: ([name]) => name }),
    text: fc.oneof(fc.constant(''), word),
    children: below.map((children) => (record ? keyed(children) : children)),
  });
}

/** Elements of one name get a name of their own each. */
function keyed(children: readonly Node[]): Node[] {
  return children.map((child, index) => ({ ...child, attributes: [...child.attributes, ['name', `n${index}`]] }));
}

/** One line for each element: the line of a value is the line of its element. */
function written(node: Node): string {
  const attributes = node.attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  return `<${node.name}${attributes}>${escaped(node.text)}${node.children.map((child) => `\n${written(child)}`).join('')}</${node.name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function rootOf(text: string): XmlElement {
  const { root } = createDocument(new TextEncoder().encode(text), sha256).xml();
  if (root === null) throw new Error(`no root in ${text}`);
  return root;
}

const choices = fc.infiniteStream(fc.nat(1000)).map((stream): Choose => {
  return (count) => (stream.next().value ?? 0) % count;
});

/** Siblings whose order does not count, as the comparison itself declares it, in another order. */
function shuffled(file: string, text: string, choose: Choose): XmlElement {
  const root = rootOf(text);
  const shuffle = (element: XmlElement, item: ReturnType<typeof xmlItem>): XmlElement => {
    const inner = item.children.filter(({ name }) => !name.startsWith('@'));
    const children = element.children.map((child, index) => ({
      element: shuffle(child, inner[index] ?? item),
      order: inner[index]?.order ?? null,
    }));
    const free = children.filter(({ order }) => order === null);
    const rest = children.filter(({ order }) => order !== null);
    const mixed: typeof free = [];
    while (free.length > 0) mixed.push(...free.splice(choose(free.length), 1));
    return { ...element, children: [...mixed, ...rest].map((one) => one.element) };
  };
  return shuffle(root, xmlItem(file, root, createForge()));
}

const ENCODINGS: readonly { encoding: Encoding; bom: number; declared: string }[] = [
  { encoding: 'utf-8', bom: 0, declared: '' },
  { encoding: 'utf-8', bom: 3, declared: '<?xml version="1.0" encoding="UTF-8"?>' },
  { encoding: 'latin1', bom: 0, declared: '<?xml version="1.0" encoding="ISO-8859-1"?>' },
];

describe('any document', () => {
  test.each(['carbon.xml', 'other.xml'])(
    '%s, reformatted, re-encoded, re-commented and shuffled where that is free, is no drift',
    (file) => {
      fc.assert(
        fc.property(
          tree(file === 'carbon.xml'),
          choices,
          fc.constantFrom(...ENCODINGS),
          (node, choose, { encoding, bom, declared }) => {
            const text = written(node);
            const body = respelled(shuffled(file, text, choose), choose).replace(/^<\?.*?\?>\s*/, '');
            const bytes = encode(declared + body, { encoding, bom });
            expect(tell(driftOf([{ [file]: text }, { [file]: bytes }]))).toEqual([]);
          },
        ),
        { numRuns: 50 },
      );
    },
  );

  test('with one changed value has one setting, at its line', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.boolean().chain((record) => tree(record)),
        fc.nat(),
        (isRecord, node, pick) => {
          const file = isRecord ? 'carbon.xml' : 'other.xml';
          const text = written(node);
          const values = [...text.matchAll(/(?<=="| x="|>)[a-z][^<>"]*/g)].filter(
            ({ index }) => !/ name="$/.test(text.slice(0, index)),
          );
          const one = values[pick % Math.max(1, values.length)];
          fc.pre(one !== undefined);
          if (one === undefined) return;
          const changed = `${text.slice(0, one.index)}zz9${text.slice(one.index)}`;
          const line = text.slice(0, one.index).split('\n').length;
          const { settings } = driftOf([{ [file]: text }, { [file]: changed }, { [file]: text }]);
          expect(settings.map(({ odd, values: all }) => [odd, all.map((value) => value.line)])).toEqual([
            [['is-2'], [line, line, line]],
          ]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('with two ordered things that changed places has one setting, at the first of them', () => {
    fc.assert(
      fc.property(fc.array(tree(false), { minLength: 2, maxLength: 6 }), fc.nat(), (children, pick) => {
        const at = pick % (children.length - 1);
        const [first, second] = [children[at], children[at + 1]];
        if (first === undefined || second === undefined) return;
        const parent = (inner: readonly Node[]): string =>
          written({ name: 'R', attributes: [], text: '', children: inner });
        const swapped = [...children.slice(0, at), second, first, ...children.slice(at + 2)];
        fc.pre(written(first) !== written(second));
        const { settings } = driftOf([{ 'o.xml': parent(children) }, { 'o.xml': parent(swapped) }]);
        expect(settings.map(({ address }) => address)).toEqual(['o.xml/order']);
        const line = parent(children.slice(0, at)).split('\n').length + 1;
        expect(settings[0]?.values.map((value) => value.line)).toEqual([line, line]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('lists of other formats', () => {
  const lines = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 12 });
  const write: Readonly<Record<string, (items: readonly string[]) => string>> = {
    'a.txt': (items) => items.join('\n'),
    'a.yaml': (items) => items.map((item) => `- ${item}x`).join('\n'),
    'a.json': (items) => `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}]`,
    'a.toml': (items) => `a = [\n${items.map((item) => JSON.stringify(item)).join(',\n')}]`,
  };

  test.each(Object.entries(write))('%s: one swap, one change, one more are one setting each', (file, text) => {
    fc.assert(
      fc.property(lines, fc.nat(), (items, pick) => {
        const at = pick % (items.length - 1);
        const count = (others: readonly string[]): number =>
          driftOf([items, others, items].map((list) => ({ [file]: text(list) }))).settings.length;
        expect(count(items)).toBe(0);
        expect(count([...items.slice(0, at), items[at + 1] ?? '', items[at] ?? '', ...items.slice(at + 2)])).toBe(1);
        expect(count(items.toSpliced(at, 1, 'changed9'))).toBe(1);
        expect(count(items.toSpliced(at, 0, 'more9'))).toBe(1);
        expect(count(items.toSpliced(at, 1))).toBe(1);
      }),
      { numRuns: 15 },
    );
  });
});
