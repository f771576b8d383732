import type { NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { child } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import type { Copying } from './fix.js';
import { type NewValue, setKey } from './fix-toml.js';
import { soundly } from './fix-toml-names.js';
import { isWrittenOut } from './fix-value.js';
import { insertElement, type NewElement, setContent } from './fix-xml.js';
import type { Edit } from './rule.js';

/** Pieces of fixes of what carbon.xml and `[server]` say: elements that are missing, keys copied from another node. */

/** The root of the carbon.xml that the server reads; null with a deployment.toml, which it is generated from. */
export function carbonRoot({ server, files, toml }: NodeModel): XmlElement | null {
  if (toml !== null || server === null) return null;
  return files.find(({ name }) => name === server.file)?.document.xml().root ?? null;
}

/** Writes the text of an element that has none, or of one that is missing, with the parents that are missing. */
export function fillElement(node: NodeModel, parent: XmlElement, path: readonly string[], text: string): Edit[] {
  const [name, ...rest] = path;
  const there = name === undefined ? null : child(parent, name);
  if (there === null) {
    const fresh = nested(path, text);
    return fresh === null ? [] : insertElement(node, parent, fresh, lastAligned(parent));
  }
  if (rest.length > 0) return fillElement(node, there, rest, text);
  const { document, start, end } = there.contentSpan;
  if (document.text.slice(start, end).trim() === '') return setContent(node, there, text);
  // A comment that stands there stays.
  return [{ node, span: { document, start, end: start }, text }];
}

/** The last child that stands in the column of the first: stock files have some that do not. */
function lastAligned({ children }: XmlElement): XmlElement | null {
  const column = ({ span: { document, start } }: XmlElement): string | null => {
    const before = document.text.slice(document.text.lastIndexOf('\n', start - 1) + 1, start);
    return before.trim() === '' ? before : null;
  };
  const [first] = children;
  return first === undefined ? null : (children.findLast((one) => column(one) === column(first)) ?? first);
}

function nested([name, ...rest]: readonly string[], text: string): NewElement | null {
  if (name === undefined) return null;
  const inner = nested(rest, text);
  return { name, content: inner === null ? text : [inner] };
}

/** Writes what another deployment.toml says under a key into one that leaves it to its default. */
export function copyKey(key: string): NonNullable<Copying['add']> {
  return (node, source) => {
    if (node.toml === null || !isWrittenOut(source)) return [];
    return soundly(node.toml, setKey(node, node.toml, key, writtenValue(source)));
  };
}

/** A text where it is quoted there, else the number or boolean. */
function writtenValue({ span, text }: Setting): NewValue {
  if (span === null || /["']/.test(span.document.text.charAt(span.start - 1))) return text;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  return text === 'true' || text === 'false' ? text === 'true' : text;
}
