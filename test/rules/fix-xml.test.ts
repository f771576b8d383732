import { describe, expect, test } from '@jest/globals';
import { applyReplacements } from '../../src/lint/edit.js';
import {
  copyValue,
  insertElement,
  insertElements,
  removeElement,
  setAttribute,
  setContent,
  setValue,
} from '../../src/rules/fix-xml.js';
import type { Edit } from '../../src/rules/rule.js';
import type { NodeModel } from '../../src/server/model.js';
import type { Setting } from '../../src/server/setting.js';
import { createDocument } from '../../src/syntax/document.js';
import { child } from '../../src/syntax/xml/query.js';
import type { XmlElement } from '../../src/syntax/xml/tree.js';
import { makeNode, makeSetting } from '../support/node.js';

type Make = (node: NodeModel, root: XmlElement) => Edit[];

function edited(text: string, make: Make): string {
  const document = createDocument(Buffer.from(text), () => text);
  const { root } = document.xml();
  if (root === null) throw new Error('no root');
  return Buffer.from(applyReplacements(document, make(makeNode(), root))).toString();
}

const first = (root: XmlElement): XmlElement => root.children[0] ?? root;
const textSetting = ({ text, textSpan }: XmlElement): Setting => makeSetting(text, { span: textSpan });
const attributeSetting = ({ attributes: [one] }: XmlElement): Setting =>
  makeSetting(one?.value ?? '', { span: one?.valueSpan ?? null });

describe('setValue', () => {
  test.each<[title: string, before: string, after: string]>([
    ['in an element', '<a><b>x</b></a>', '<a><b>1 &lt; 2 &amp; "3"</b></a>'],
    ['with the blanks around it', '<a><b>\n  x </b></a>', '<a><b>1 &lt; 2 &amp; "3"</b></a>'],
    ['in CDATA', '<a><b><![CDATA[x]]></b></a>', '<a><b>1 &lt; 2 &amp; "3"</b></a>'],
    ['in an empty element', '<a><b></b></a>', '<a><b>1 &lt; 2 &amp; "3"</b></a>'],
    ['in an element without content', '<a><p:b x="1" /></a>', '<a><p:b x="1">1 &lt; 2 &amp; "3"</p:b></a>'],
  ])('%s', (_title, before, after) => {
    expect(edited(before, (node, root) => setValue(node, textSetting(first(root)), '1 < 2 & "3"'))).toBe(after);
  });

  test('in an attribute', () => {
    const make: Make = (node, root) => setValue(node, attributeSetting(root), 'a"b\'c&');
    expect(edited('<a x = "1" y="2"/>', make)).toBe('<a x = "a&quot;b&#39;c&amp;" y="2"/>');
    expect(edited("<a x='' />", make)).toBe("<a x='a&quot;b&#39;c&amp;' />");
  });
});

describe('copyValue', () => {
  test.each<[title: string, before: string, after: string]>([
    ['as it is written', '<a><b>x</b><c>1 &amp; &#50;</c></a>', '<a><b>1 &amp; &#50;</b><c>1 &amp; &#50;</c></a>'],
    ['with its blanks', '<a><b>x </b><c>y</c></a>', '<a><b>y</b><c>y</c></a>'],
    ['into an empty element', '<a><b/><c>y</c></a>', '<a><b>y</b><c>y</c></a>'],
    ['not over a comment', '<a><b>x<!-- z --></b><c>y</c></a>', '<a><b>x<!-- z --></b><c>y</c></a>'],
    ['not with a comment', '<a><b>x</b><c>y<!-- z --></c></a>', '<a><b>x</b><c>y<!-- z --></c></a>'],
    ['from an empty element', '<a><b>x</b><c></c></a>', '<a><b></b><c></c></a>'],
  ])('%s', (_title, before, after) => {
    const make: Make = (node, root) =>
      root.children.flatMap((to, index, [, from]) =>
        index === 0 && from !== undefined ? copyValue(node, textSetting(to), textSetting(from)) : [],
      );
    expect(edited(before, make)).toBe(after);
  });

  test('between attributes of different quotes', () => {
    const make: Make = (node, root) => {
      const [to, from] = root.children.map(attributeSetting);
      return to === undefined || from === undefined ? [] : copyValue(node, to, from);
    };
    expect(edited('<a><b x="1"/><c x=\'"&amp;"\'/></a>', make)).toBe(
      '<a><b x="&quot;&amp;&quot;"/><c x=\'"&amp;"\'/></a>',
    );
  });
});

test.each<[title: string, before: string, after: string]>([
  ['where it is', "<a x='1'\n   y='2'/>", "<a x='3'\n   y='2'/>"],
  ['behind the others', '<a y="2" />', '<a y="2" x="3" />'],
  ['behind the name', '<a>\n</a>', '<a x="3">\n</a>'],
  ['on a line of its own', '<a y="1"\r\n   z="2"/>', '<a y="1"\r\n   z="2"\r\n   x="3"/>'],
])('setAttribute %s', (_title, before, after) => {
  expect(edited(before, (node, root) => setAttribute(node, root, 'x', '3'))).toBe(after);
});

test('setContent takes all that is between the tags', () => {
  expect(edited('<a> x <!-- y --></a>', (node, root) => setContent(node, root, 'z'))).toBe('<a>z</a>');
});

const NEW = { name: 'c', attributes: { k: '"' }, content: [{ name: 'd', content: '1 & 2' }] };

describe('insertElement', () => {
  test.each<[title: string, before: string, after: string]>([
    [
      'behind the last child and its comment',
      '<a>\n  <b/> <!-- about b -->\n  <!-- end -->\n</a>',
      '<a>\n  <b/> <!-- about b -->\n  <c k="&quot;">\n    <d>1 &amp; 2</d>\n  </c>\n  <!-- end -->\n</a>',
    ],
    [
      'with tabs and the line ends of the file',
      '<r>\r\n\t<a>\r\n\t\t<b/>\r\n\t</a>\r\n</r>',
      '<r>\r\n\t<a>\r\n\t\t<b/>\r\n\t\t<c k="&quot;">\r\n\t\t\t<d>1 &amp; 2</d>\r\n\t\t</c>\r\n\t</a>\r\n</r>',
    ],
    [
      'into an element without content',
      '<r>\n  <a x="1" />\n</r>',
      '<r>\n  <a x="1">\n    <c k="&quot;">\n      <d>1 &amp; 2</d>\n    </c>\n  </a>\n</r>',
    ],
    [
      'behind comments in an empty one',
      '<r>\n  <a>\n    <!-- nothing yet -->\n  </a>\n</r>',
      '<r>\n  <a>\n    <!-- nothing yet -->\n    <c k="&quot;">\n      <d>1 &amp; 2</d>\n    </c>\n  </a>\n</r>',
    ],
    [
      'in the namespace of its parent',
      '<p:a xmlns:p="u">\n  <p:b/>\n</p:a>',
      '<p:a xmlns:p="u">\n  <p:b/>\n  <p:c k="&quot;">\n    <p:d>1 &amp; 2</p:d>\n  </p:c>\n</p:a>',
    ],
    ['in a file of one line', '<a><b/></a>', '<a><b/>\n<c k="&quot;">\n    <d>1 &amp; 2</d>\n</c></a>'],
  ])('%s', (_title, before, after) => {
    const into = (root: XmlElement) => child(root, 'a') ?? root;
    expect(edited(before, (node, root) => insertElement(node, into(root), NEW))).toBe(after);
  });

  test('several behind one child', () => {
    const make: Make = (node, root) => insertElements(node, root, [{ name: 'x' }, { name: 'y' }], first(root));
    expect(edited('<a>\n  <b/>\n  <c/>\n</a>', make)).toBe('<a>\n  <b/>\n  <x></x>\n  <y></y>\n  <c/>\n</a>');
    expect(edited('<a/>', (node, root) => insertElements(node, root, []))).toBe('<a/>');
  });
});

test.each<[title: string, before: string, after: string]>([
  ['with its lines', '<a>\n  <b>\n  </b>\n  <c/>\n</a>', '<a>\n  <c/>\n</a>'],
  ['alone where others are on its line', '<a><b/><c/></a>', '<a><c/></a>'],
  ['and keeps a comment beside it', '<a>\r\n  <b/> <!-- x -->\r\n</a>', '<a>\r\n   <!-- x -->\r\n</a>'],
])('removeElement %s', (_title, before, after) => {
  expect(edited(before, (node, root) => removeElement(node, first(root)))).toBe(after);
});
