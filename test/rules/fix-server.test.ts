import { expect, test } from '@jest/globals';
import { applyReplacements } from '../../src/lint/edit.js';
import { fillElement } from '../../src/rules/fix-server.js';
import { createDocument } from '../../src/syntax/document.js';
import { makeNode } from '../support/node.js';

test.each<[title: string, before: string, after: string]>([
  ['an empty element', '<a><b><c></c></b></a>', '<a><b><c>0</c></b></a>'],
  ['blanks', '<a><b><c>\n  </c></b></a>', '<a><b><c>0</c></b></a>'],
  ['an element without content', '<a><b><c /></b></a>', '<a><b><c>0</c></b></a>'],
  ['a comment', '<a><b><c><!-- x --></c></b></a>', '<a><b><c>0<!-- x --></c></b></a>'],
  [
    'no element',
    '<a>\r\n  <b>\r\n    <d/>\r\n  </b>\r\n</a>',
    '<a>\r\n  <b>\r\n    <d/>\r\n    <c>0</c>\r\n  </b>\r\n</a>',
  ],
  [
    'a parent with a comment',
    '<a>\n  <b>\n    <!-- x -->\n  </b>\n</a>',
    '<a>\n  <b>\n    <!-- x -->\n    <c>0</c>\n  </b>\n</a>',
  ],
  ['no parent', '<a>\n\t<d/>\n</a>', '<a>\n\t<d/>\n\t<b>\n\t\t<c>0</c>\n\t</b>\n</a>'],
  [
    'a child that stands elsewhere',
    '<a>\n  <b>\n    <d/>\n    <d/>\n\t<e/>\n  </b>\n</a>',
    '<a>\n  <b>\n    <d/>\n    <d/>\n    <c>0</c>\n\t<e/>\n  </b>\n</a>',
  ],
  ['one line', '<a><b><d/><e/></b></a>', '<a><b><d/><e/>\n<c>0</c></b></a>'],
  [
    'a prefix',
    '<p:a xmlns:p="urn:p">\n  <p:d/>\n</p:a>',
    '<p:a xmlns:p="urn:p">\n  <p:d/>\n  <p:b>\n    <p:c>0</p:c>\n  </p:b>\n</p:a>',
  ],
])('fillElement: %s', (_title, before, after) => {
  const document = createDocument(Buffer.from(before), () => before);
  const { root } = document.xml();
  if (root === null) throw new Error('no root');
  const edits = fillElement(makeNode(), root, ['b', 'c'], '0');
  expect(Buffer.from(applyReplacements(document, edits)).toString()).toBe(after);
});
