import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { createDocument } from '../../../src/syntax/document.js';
import { child, descendants } from '../../../src/syntax/xml/query.js';
import type { XmlElement } from '../../../src/syntax/xml/tree.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const read = (text: string) => createDocument(new TextEncoder().encode(text), sha256).xml();
const slice = (span: { document: { text: string }; start: number; end: number }) =>
  span.document.text.slice(span.start, span.end);

function root(text: string): XmlElement {
  const tree = read(text);
  if (tree.root === null) throw new Error(tree.problem?.message);
  return tree.root;
}

describe('places', () => {
  const element = root('<?xml version="1.0"?>\r\n<a  x = "1>2" y=\'"\'><b/>\r\n<c> t </c ></a>\r\n');
  const [b, c] = element.children;

  test.each([
    ['element', element.span, '<a  x = "1>2" y=\'"\'><b/>\r\n<c> t </c ></a>'],
    ['start tag', element.startTag, '<a  x = "1>2" y=\'"\'>'],
    ['name', element.nameSpan, 'a'],
    ['attribute', element.attributes[0]?.span, 'x = "1>2"'],
    ['value', element.attributes[0]?.valueSpan, '1>2'],
    ['single quoted value', element.attributes[1]?.valueSpan, '"'],
    ['empty element', b?.span, '<b/>'],
    ['its content', b?.contentSpan, ''],
    ['content', c?.contentSpan, ' t '],
    ['text', c?.textSpan, 't'],
    ['text of an element with children', element.textSpan, '<a  x = "1>2" y=\'"\'>'],
    ['text of an empty element', b?.textSpan, '<b/>'],
  ])('%s', (_, span, expected) => expect(span && slice(span)).toBe(expected));
});

describe('text', () => {
  test.each([
    ['comment left out', '<a>x<!-- no -->y</a>', 'xy'],
    ['CDATA', '<a> <![CDATA[<&amp;>]]> </a>', ' <&amp;> '],
    ['children left out', '<a>1<b>2</b>3</a>', '13'],
    ['references', '<a>&amp;&lt;&#65;&#x1F600;&quot;&apos;&gt;</a>', '&<A\u{1F600}"\'>'],
    ['line ends', '<a>1\r\n2\r3&#13;</a>', '1\n2\n3\r'],
    ['undeclared entity stays', '<a>&x;</a>', '&x;'],
    ['impossible character stays', '<a>&#0;&#xD800;&#x110000;</a>', '&#0;&#xD800;&#x110000;'],
    ['numbers stay text', '<a>0123</a>', '0123'],
    ['instruction with an odd quote', "<a>x<?pi it's > ?>y</a>", 'xy'],
  ])('%s', (_, xml, expected) => expect(root(xml).text).toBe(expected));

  test('attribute values are normalised', () => {
    const [attribute] = root('<a b="1\t2\r\n3&#10;4&lt;"/>').attributes;
    expect(attribute?.value).toBe('1 2 3\n4<');
  });
});

test.each(['constructor', '__proto__', 'prototype', 'toString', 'hasOwnProperty', '#text'])(
  'an element named %s',
  (name) => {
    const element = root(`<a><${name} ${name}="1">t</${name}></a>`);
    expect(child(element, name)?.text).toBe('t');
  },
);

describe('namespaces', () => {
  test.each([
    ['none', '<a><b/></a>', ''],
    ['inherited', '<a xmlns="u"><b/></a>', 'u'],
    ['taken back', '<a xmlns="u"><b xmlns=""/></a>', ''],
    ['prefix', '<a xmlns:p="u"><p:b/></a>', 'u'],
    ['unbound', '<a><p:b/></a>', null],
    ['xml', '<a><xml:b/></a>', 'http://www.w3.org/XML/1998/namespace'],
  ])('%s', (_, xml, expected) => expect(child(root(xml), 'b')?.namespace).toBe(expected));
});

describe('document type', () => {
  test('an external subset is passed over', () => {
    expect(root('<!DOCTYPE a SYSTEM "a>b.dtd"><a>t</a>').text).toBe('t');
  });

  test('a plain entity is expanded and marked', () => {
    const element = root(
      '<!DOCTYPE a [<!-- ]> --><!ENTITY e "v"><?x ]>?><!ELEMENT a ANY>]><a b="&e;"><c>1&e;2</c><d>x</d></a>',
    );
    expect(child(element, 'c')).toMatchObject({ text: '1v2', entityRefs: true });
    expect(child(element, 'd')).toMatchObject({ text: 'x', entityRefs: false });
    expect(element.attributes[0]?.value).toBe('v');
    expect(element.entityRefs).toBe(false);
  });

  test.each([
    ['external', '<!ENTITY e SYSTEM "file:///etc/passwd">'],
    ['public', '<!ENTITY e PUBLIC "p" "http://x/">'],
    ['nested', '<!ENTITY d "x"><!ENTITY e "&d;&d;">'],
    ['parameter', '<!ENTITY % p "x">'],
    ['parameter reference', '%p;'],
    ['markup', '<!ENTITY e "<b/>">'],
    ['long', `<!ENTITY e "${'x'.repeat(1001)}">`],
  ])('%s entities refuse the file', (_, subset) => {
    const tree = read(`<!DOCTYPE a [${subset}]><a>&e;</a>`);
    expect(tree.root).toBeNull();
    expect(tree.problem).toMatchObject({ kind: 'refused', message: expect.stringMatching(/entity/) });
  });

  test('amplification refuses the file', () => {
    const tree = read(`<!DOCTYPE a [<!ENTITY e "${'x'.repeat(1000)}">]><a>${'&e;'.repeat(2000)}</a>`);
    expect(tree).toMatchObject({ root: null, problem: { kind: 'refused' } });
  });
});

describe('what cannot be trusted', () => {
  test.each([
    ['empty', ''],
    ['blank', ' \n'],
    ['binary', '\0\0'],
    ['text', 'hello'],
    ['open comment', '<a><!-- </a>'],
    ['open tag', '<a b="></a>'],
    ['open CDATA', '<a><![CDATA[</a>'],
    ['declaration inside', '<a><!ENTITY></a>'],
  ])('%s has no tree', (_, xml) => expect(read(xml)).toMatchObject({ root: null, problem: { kind: 'malformed' } }));

  test.each([
    ['not closed', '<a><b></a>'],
    ['crossed', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['text before', 'x<a/>'],
    ['text after', '<a/>x'],
    ['unquoted', '<a b=c/>'],
    ['no value', '<a b/>'],
    ['a quote after the name', '<a"x b"y/>'],
    ['quotes anywhere', '<a="x b"y \'\'" "=c="d"/>'],
    ['template', '<a><%= x %></a>'],
  ])('%s has a tree and a problem', (_, xml) => {
    const tree = read(xml);
    expect(tree.root?.name).toBe('a');
    expect(tree.problem?.kind).toBe('malformed');
  });

  test('100,000 nested elements are refused', () => {
    expect(read(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`)).toMatchObject({
      root: null,
      problem: { kind: 'refused', message: 'Elements are nested deeper than 256: not read.' },
    });
  });

  test('256 levels are read', () => {
    const element = root(`${'<a>'.repeat(256)}${'</a>'.repeat(256)}`);
    expect([...descendants(element)]).toHaveLength(255);
  });
});

test('comments', () => {
  expect(read('<!-- 1 --><a><!-- 2 --></a><!--3-->').comments.map(({ text }) => text)).toEqual([' 1 ', ' 2 ', '3']);
});
