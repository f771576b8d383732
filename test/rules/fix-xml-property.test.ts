import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { applyReplacements } from '../../src/lint/edit.js';
import { insertElement, removeElement, setAttribute, setContent, setValue } from '../../src/rules/fix-xml.js';
import { escapeAmpersands, removeAttribute, renameElement } from '../../src/rules/fix-xml-names.js';
import type { Edit } from '../../src/rules/rule.js';
import { createDocument } from '../../src/syntax/document.js';
import { descendants } from '../../src/syntax/xml/query.js';
import type { XmlElement } from '../../src/syntax/xml/tree.js';
import { makeNode, makeSetting } from '../support/node.js';

const NODE = makeNode();

function rootOf(text: string | Uint8Array): XmlElement {
  const { root, problem } = createDocument(Buffer.from(text), () => String(text)).xml();
  if (root === null || problem !== null) throw new Error(problem?.message ?? 'no root');
  return root;
}

function applied(root: XmlElement, edits: readonly Edit[]): XmlElement {
  return rootOf(applyReplacements(root.span.document, edits));
}

const notesOf = ({ span }: XmlElement): string[] => span.document.text.match(/note \d+/g) ?? [];

/** What a reader makes of it; `change` says otherwise for one element. */
function shapeOf(element: XmlElement, change: (element: XmlElement) => unknown = () => undefined): unknown {
  const changed = change(element);
  if (changed !== undefined) return changed;
  return [
    element.name,
    Object.fromEntries(element.attributes.map(({ name, value }) => [name, value])),
    element.children.length === 0 ? element.text : element.text.trim(),
    element.children.map((each) => shapeOf(each, change)).filter((each) => each !== null),
  ];
}

const CONTENTS = [
  '',
  'text',
  ' padded\n',
  'a &amp; b &#65;',
  '<!-- NOTE -->',
  '<![CDATA[1 < 2]]>',
  '&lt;<!-- NOTE -->',
];
const ATTRIBUTES = ['', ' x="1"', " x='a &quot; b'", '\n   x = "1" y="&amp;"', ' y=""'];

interface Parts {
  readonly name: string;
  readonly attributes: string;
  readonly content: string;
  readonly children: readonly Parts[];
  readonly gap: string;
  readonly isShort: boolean;
}

const { tree } = fc.letrec<{ tree: Parts }>((tie) => ({
  tree: fc.record({
    name: fc.constantFrom('a', 'b', 'p:c', 'long.name'),
    attributes: fc.constantFrom(...ATTRIBUTES),
    content: fc.constantFrom(...CONTENTS),
    children: fc.oneof({ maxDepth: 3, depthSize: 'small' }, fc.constant([]), fc.array(tie('tree'), { maxLength: 3 })),
    gap: fc.constantFrom('', '\n', '\n  ', '\n\t', '\n\n    '),
    isShort: fc.boolean(),
  }),
}));

function written({ name, attributes, content, children, gap, isShort }: Parts): string {
  if (isShort && children.length === 0) return `<${name}${attributes} />`;
  const inner =
    children.length === 0
      ? content
      : `${children.map((each) => gap + written(each)).join('')}${gap}<!-- NOTE -->${gap}`;
  return `<${name}${attributes}>${inner}</${name} >`;
}

const file = fc
  .record({
    body: fc.array(tree, { maxLength: 3 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    head: fc.constantFrom('', '<?xml version="1.0"?>\n<!-- NOTE -->\n'),
  })
  .map(({ body, lineEnd, head }) => {
    let number = 0;
    return `${head}<root xmlns:p="urn:p">\n${body.map(written).join('\n')}\n</root>\n`
      .replace(/NOTE/g, () => {
        number += 1;
        return `note ${number}`;
      })
      .replaceAll('\n', lineEnd);
  });

const value = fc.string({ unit: fc.constantFrom(...'ab <>&"\'é€𝒳]\n\t;#', 'amp;', ']]>', '<!--') });
const chosen = (root: XmlElement, at: number): XmlElement => {
  const all = [root, ...descendants(root)];
  return all[at % all.length] ?? root;
};
/** The element of the result that stands where the other one stood. */
const at = (root: XmlElement, start: number, change: unknown) => (element: XmlElement) =>
  element.span.start === start && element.span.document === root.span.document ? change : undefined;

describe('fixes of any XML file', () => {
  test('setContent and setValue: the element has the text, all else is as it was', () => {
    fc.assert(
      fc.property(file, fc.nat(), value, fc.boolean(), (text, index, wanted, bySetting) => {
        const root = rootOf(text);
        const element = chosen(root, index);
        fc.pre(element.children.length === 0 && element !== root);
        const setting = makeSetting(element.text, { span: element.textSpan });
        const result = applied(root, bySetting ? setValue(NODE, setting, wanted) : setContent(NODE, element, wanted));
        const { start } = element.span;
        const fresh = [...descendants(result)].find(({ span }) => span.start === start);
        expect(fresh?.text).toBe(wanted);
        expect(fresh?.attributes.map((one) => one.value)).toEqual(element.attributes.map((one) => one.value));
        expect(shapeOf(result, at(result, start, '*'))).toEqual(shapeOf(root, at(root, start, '*')));
        const gone: readonly string[] = text.slice(element.span.start, element.span.end).match(/note \d+/g) ?? [];
        expect(notesOf(result)).toEqual(notesOf(root).filter((note) => !gone.includes(note)));
        if (!/[^\r]\n/.test(text)) expect(result.span.document.text).not.toMatch(/[^\r]\n/);
      }),
    );
  });

  test('setAttribute and removeAttribute: the attribute alone', () => {
    fc.assert(
      fc.property(file, fc.nat(), fc.constantFrom('x', 'z', 'y'), value, (text, index, name, wanted) => {
        const root = rootOf(text);
        const element = chosen(root, index);
        const { start } = element.span;
        const result = applied(root, setAttribute(NODE, element, name, wanted));
        const others = (one: XmlElement) =>
          one.attributes.filter((each) => each.name !== name).map(({ name: key, value: has }) => [key, has]);
        const fresh = [result, ...descendants(result)].find(({ span }) => span.start === start);
        expect(fresh?.attributes.find((one) => one.name === name)?.value).toBe(wanted);
        expect(fresh === undefined ? null : others(fresh)).toEqual(others(element));
        expect(notesOf(result)).toEqual(notesOf(root));
        const back = applied(result, fresh === undefined ? [] : removeAttribute(NODE, fresh, name));
        if (!element.attributes.some((one) => one.name === name)) expect(back.span.document.text).toBe(text);
        const emptied = [back, ...descendants(back)].find(({ span }) => span.start === start);
        expect(emptied === undefined ? null : others(emptied)).toEqual(others(element));
      }),
    );
  });

  test('insertElement and removeElement: one undoes the other', () => {
    fc.assert(
      fc.property(file, fc.nat(), value, (text, index, wanted) => {
        const root = rootOf(text);
        const parent = chosen(root, index);
        fc.pre(parent.children.length > 0 || parent.text.trim() === '');
        const added = { name: 'fresh', attributes: { q: wanted }, content: [{ name: 'inner', content: wanted }] };
        const result = applied(root, insertElement(NODE, parent, added));
        const fresh = [...descendants(result)].find(({ local }) => local === 'fresh');
        expect([fresh?.attributes[0]?.value, fresh?.children[0]?.text]).toEqual([wanted, wanted]);
        expect(fresh?.prefix).toBe(parent.prefix);
        expect(notesOf(result)).toEqual(notesOf(root));
        const back = applied(result, fresh === undefined ? [] : removeElement(NODE, fresh));
        const blank = (element: XmlElement) => JSON.stringify(shapeOf(element)).replace(/"(?:\\[nrt]|\s)+"/g, '""');
        expect(blank(back)).toBe(blank(root));
        expect(notesOf(back)).toEqual(notesOf(root));
        if (!/[^\r]\n/.test(text)) expect(result.span.document.text).not.toMatch(/[^\r]\n/);
      }),
    );
  });

  test('renameElement: both tags', () => {
    fc.assert(
      fc.property(file, fc.nat(), (text, index) => {
        const root = rootOf(text);
        const element = chosen(root, index);
        const result = applied(root, renameElement(NODE, element, 'other'));
        const fresh = [result, ...descendants(result)].find(({ span }) => span.start === element.span.start);
        expect([fresh?.local, fresh?.prefix]).toEqual(['other', element.prefix]);
        const back = applied(result, fresh === undefined ? [] : renameElement(NODE, fresh, element.local));
        expect(back.span.document.text).toBe(text);
      }),
    );
  });

  test('escapeAmpersands: what was bare can be read, what was written well stays', () => {
    const piece = fc.constantFrom('&', '&amp;', '&#38;', 'a', '<!-- & -->', '<![CDATA[&]]>', '\r\n', '&1;', '=b');
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = `<r>${pieces.join('')}</r>`;
        const document = createDocument(Buffer.from(text), () => text);
        const span = { document, start: 0, end: 1 };
        const edits = escapeAmpersands(NODE, span);
        fc.pre(!/&(?:amp|#38)(?!;)/.test(text));
        const result = Buffer.from(applyReplacements(document, edits)).toString();
        expect(result).toBe(
          `<r>${pieces.map((one) => (one === '&' || one === '&1;' ? one.replace('&', '&amp;') : one)).join('')}</r>`,
        );
      }),
    );
  });
});
