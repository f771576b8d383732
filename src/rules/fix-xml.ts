import type { NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import type { Span } from '../syntax/document.js';
import { descendants } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { xmlAttribute, xmlText } from '../text/escape.js';
import type { Edit } from './rule.js';

/** The pieces fixes of XML files are made of. Nothing outside the edit changes by a byte. */

/** Writes another value where a setting stands: in an attribute, or as the text of an element. */
export function setValue(node: NodeModel, setting: Setting, text: string): Edit[] {
  const { span } = setting;
  if (span === null) return [];
  const element = elementOf(span);
  // `<a></a>` and `<a/>` have no text to replace.
  if (element !== null) return setContent(node, element, text);
  const quote = span.document.text.charAt(span.start - 1);
  const written = quote === '"' || quote === "'" ? xmlAttribute(text) : xmlText(text);
  return [{ node, span: withBlanks(setting.text, span), text: written }];
}

/** Writes what another setting has, as it is written there, references and markup included. */
export function copyValue(node: NodeModel, setting: Setting, source: Setting): Edit[] {
  if (setting.span === null || source.span === null) return [];
  const from = withBlanks(source.text, source.span);
  const model = elementOf(source.span);
  const raw = model === null ? from.document.text.slice(from.start, from.end) : '';
  const element = elementOf(setting.span);
  // It stands where its element does when it is empty, or when a comment is in it.
  if ([model, element].some((one) => one !== null && holdsComment(one.contentSpan))) return [];
  if (element !== null) return setContent(node, element, raw, (text) => text);
  const quote = setting.span.document.text.charAt(setting.span.start - 1);
  const text = quote === '"' || quote === "'" ? raw.replaceAll('"', '&quot;').replaceAll("'", '&#39;') : raw;
  return [{ node, span: withBlanks(setting.text, setting.span), text }];
}

/** A comment between parts of a text would go with it. */
function holdsComment({ document, start, end }: Span): boolean {
  return document.text.slice(start, end).includes('<!--');
}

/** The place of a text with the blanks around it that belong to it, which a tree leaves out of the place. */
function withBlanks(text: string, span: Span): Span {
  const source = span.document.text;
  let { start, end } = span;
  if (/^\s/.test(text)) while (/\s/.test(source.charAt(start - 1))) start -= 1;
  if (/\s$/.test(text)) while (/\s/.test(source.charAt(end))) end += 1;
  return { ...span, start, end };
}

/** Replaces all that is between the tags. */
export function setContent(node: NodeModel, element: XmlElement, text: string, write = xmlText): Edit[] {
  const { startTag, contentSpan, name } = element;
  const source = startTag.document.text;
  if (source.slice(startTag.start, startTag.end).endsWith('/>')) {
    const start = source.slice(0, startTag.end - 2).trimEnd().length;
    return [{ node, span: { ...startTag, start }, text: `>${write(text)}</${name}>` }];
  }
  return [{ node, span: contentSpan, text: write(text) }];
}

/** Writes an attribute: its value where it is there, the attribute where it is not. */
export function setAttribute(node: NodeModel, element: XmlElement, name: string, value: string): Edit[] {
  const there = element.attributes.find((attribute) => attribute.name === name);
  if (there !== undefined) return [{ node, span: there.valueSpan, text: xmlAttribute(value) }];
  const last = element.attributes.at(-1)?.span ?? element.nameSpan;
  const before = lineBefore(element.span.document.text, last.start);
  // On a line of its own where the last one is.
  const blanks = before !== '' && before.trim() === '' && last !== element.nameSpan ? `\n${before}` : ' ';
  const span = { ...element.span, start: last.end, end: last.end };
  return [{ node, span, text: `${blanks}${name}="${xmlAttribute(value)}"` }];
}

/** An element to be written: name, attributes, and a text or children. */
export interface NewElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content?: string | readonly NewElement[];
}

/**
 * Writes an element into another: behind `after`, else behind the last child, with the indentation of its neighbours.
 * The parent's prefix is given to the new elements, so that they are in its namespace.
 */
export function insertElement(
  node: NodeModel,
  parent: XmlElement,
  element: NewElement,
  after: XmlElement | null = parent.children.at(-1) ?? null,
): Edit[] {
  return insertElements(node, parent, [element], after);
}

/** Several at one place, in one edit. */
export function insertElements(
  node: NodeModel,
  parent: XmlElement,
  elements: readonly NewElement[],
  after: XmlElement | null = parent.children.at(-1) ?? null,
): Edit[] {
  if (elements.length === 0) return [];
  const { document } = parent.span;
  const source = document.text;
  const step = indentStep(parent);
  const indent = after === null ? indentOf(source, parent.span.start) + step : indentOf(source, after.span.start);
  const written = elements.map((element) => `\n${indent}${serialize(element, parent.prefix, indent, step)}`).join('');
  if (after !== null) {
    // A comment behind it speaks of it.
    const [comment = ''] = /^[ \t]*<!--(?:(?!-->)[^\r\n])*-->(?=[ \t]*\r?\n)/.exec(source.slice(after.span.end)) ?? [];
    const at = after.span.end + comment.length;
    return [{ node, span: { document, start: at, end: at }, text: written }];
  }
  const closing = `\n${indentOf(source, parent.span.start)}`;
  const { startTag, contentSpan } = parent;
  if (source.slice(startTag.start, startTag.end).endsWith('/>')) {
    const start = source.slice(0, startTag.end - 2).trimEnd().length;
    return [{ node, span: { document, start, end: startTag.end }, text: `>${written}${closing}</${parent.name}>` }];
  }
  // Comments and blanks that are there stay before it.
  const kept = source.slice(contentSpan.start, contentSpan.end).trimEnd().length;
  const start = contentSpan.start + kept;
  return [{ node, span: { document, start, end: contentSpan.end }, text: `${written}${closing}` }];
}

/** Writes another element where one is; it begins in the same column. */
export function replaceElement(node: NodeModel, element: XmlElement, fresh: NewElement): Edit[] {
  const indent = indentOf(element.span.document.text, element.span.start);
  const step = indentStep(element.parent ?? element);
  return [{ node, span: element.span, text: serialize(fresh, element.prefix, indent, step) }];
}

/** Takes an element out, with its line when nothing else is on it. */
export function removeElement(node: NodeModel, { span }: XmlElement): Edit[] {
  return [{ node, span: wholeLines(span), text: '' }];
}

/** The range with the lines it stands on, when nothing but blanks is beside it there. */
export function wholeLines(span: Span): Span {
  const { text } = span.document;
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const next = text.indexOf('\n', span.end);
  const lineEnd = next < 0 ? text.length : next + 1;
  const alone = `${text.slice(lineStart, span.start)}${text.slice(span.end, lineEnd)}`.trim() === '';
  return alone ? { ...span, start: lineStart, end: lineEnd } : span;
}

/** The element whose start tag a span is: that is where a setting without text stands. */
function elementOf(span: Span): XmlElement | null {
  const { root } = span.document.xml();
  if (root === null || span.document.text.charAt(span.start) !== '<') return null;
  if (root.startTag.start === span.start) return root;
  for (const element of descendants(root)) if (element.startTag.start === span.start) return element;
  return null;
}

function serialize(
  { name, attributes = {}, content = '' }: NewElement,
  prefix: string,
  indent: string,
  step: string,
): string {
  const tag = prefix === '' ? name : `${prefix}:${name}`;
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlAttribute(value)}"`);
  const start = `<${tag}${written.join('')}>`;
  if (typeof content === 'string') return `${start}${xmlText(content)}</${tag}>`;
  const inner = content.map((each) => `\n${indent}${step}${serialize(each, prefix, indent + step, step)}`);
  return `${start}${inner.join('')}\n${indent}</${tag}>`;
}

/** The blanks before something, when it begins its line. */
function indentOf(source: string, offset: number): string {
  return /^[ \t]*/.exec(lineBefore(source, offset))?.[0] ?? '';
}

function lineBefore(source: string, offset: number): string {
  return source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset);
}

/** How much deeper the children of an element stand than it does; four blanks where nothing tells. */
function indentStep(parent: XmlElement): string {
  const source = parent.span.document.text;
  for (let element: XmlElement | null = parent; element !== null; element = element.parent) {
    const outer = indentOf(source, element.span.start);
    const [first] = element.children;
    const inner = first === undefined ? '' : indentOf(source, first.span.start);
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
  }
  return '    ';
}
