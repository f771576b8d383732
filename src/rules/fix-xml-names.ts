import type { NodeModel } from '../server/model.js';
import type { Span } from '../syntax/document.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import type { Edit } from './rule.js';

/** Fixes that leave what is written and change how: names of tags, attributes that do harm, bare characters. */

/** Another name in both tags; the prefix stays. */
export function renameElement(node: NodeModel, { nameSpan, span, name, prefix }: XmlElement, local: string): Edit[] {
  const { document } = span;
  const written = prefix === '' ? local : `${prefix}:${local}`;
  const start: Edit = { node, span: nameSpan, text: written };
  const blanks = /^<\/(.*?)(\s*)>$/s.exec(document.text.slice(document.text.lastIndexOf('<', span.end - 1), span.end));
  if (blanks === null) return document.text.slice(0, span.end).endsWith('/>') ? [start] : [];
  const end = span.end - 1 - (blanks[2] ?? '').length;
  return blanks[1] === name ? [start, { node, span: { document, start: end - name.length, end }, text: written }] : [];
}

/** Takes an attribute out, with the blanks before it. */
export function removeAttribute(node: NodeModel, element: XmlElement, name: string): Edit[] {
  const there = element.attributes.find((attribute) => attribute.name === name);
  if (there === undefined) return [];
  const { document, end } = there.span;
  const start = document.text.slice(0, there.span.start).trimEnd().length;
  return [{ node, span: { document, start, end }, text: '' }];
}

/** What may hold a bare `&`, and the bare `&` itself. */
const AMPERSAND =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|&(?!(?:#\d+|#x[\da-f]+|[\p{L}_:][\p{L}\p{N}_:.-]*);)/giu;
/** A reference that only lacks its end, or names of a document type. */
const DOUBTFUL = /&(?:amp|lt|gt|quot|apos|#x?[\da-f]+)(?![\w;])|<!DOCTYPE/i;

/** Every bare `&` of a document as `&amp;`; none where one may be meant as something else. */
export function escapeAmpersands(node: NodeModel, span: Span): Edit[] {
  const { document } = span;
  if (DOUBTFUL.test(document.text)) return [];
  return [...document.text.matchAll(AMPERSAND)].flatMap(({ 0: found, index }) =>
    found === '&' ? [{ node, span: { document, start: index, end: index + 1 }, text: '&amp;' }] : [],
  );
}
