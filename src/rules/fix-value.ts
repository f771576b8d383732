import type { NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import type { Span } from '../syntax/document.js';
import { descendants } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { setSetting } from './fix.js';
import type { Edit } from './rule.js';

/**
 * Writes another text where a setting is written, in an XML file or a deployment.toml. Nothing where it is not written,
 * or where a placeholder, a template or a secret store decides what stands there.
 */
export function writeText(node: NodeModel, setting: Setting, text: string): Edit[] {
  return isWrittenOut(setting) && !isBesideComment(setting) ? setSetting(node, setting, text) : [];
}

/** A comment between the tags would go with the old text. */
function isBesideComment({ span, text }: Setting): boolean {
  return span !== null && /^<(?!!)/.test(span.document.text.slice(span.start, span.start + 2)) && text.trim() !== '';
}

/** Does the file say the text itself, so that what stands there may be replaced, and copied? */
export function isWrittenOut(setting: Setting): boolean {
  return setting.kind === 'literal' && setting.origin === 'explicit' && !isFilledIn(setting);
}

/** A variable stands there, resolved or not: what it holds belongs into no file. */
export function isFilledIn({ span }: Setting): boolean {
  return span !== null && /\$\w*\{/.test(span.document.text.slice(span.start, span.end));
}

/** The element of an XML file that something of the model stands for: by its name, or by its text. */
export function elementAt({ span }: Placed): XmlElement | null {
  const root = span?.document.xml().root ?? null;
  if (span === null || root === null) return null;
  const isHere = (one: Span): boolean => one.start === span.start && one.end === span.end;
  return [root, ...descendants(root)].find(({ nameSpan, textSpan }) => isHere(nameSpan) || isHere(textSpan)) ?? null;
}

/** Gives an element another name, in its start tag and in its end tag; the prefix stays. */
export function renameElement(node: NodeModel, element: XmlElement, name: string): Edit[] {
  const { nameSpan, contentSpan, prefix, span } = element;
  const text = prefix === '' ? name : `${prefix}:${name}`;
  const start = contentSpan.end + '</'.length;
  const end = start + element.name.length;
  const isEmptyTag = start > span.end;
  return [{ node, span: nameSpan, text }, ...(isEmptyTag ? [] : [{ node, span: { ...span, start, end }, text }])];
}
