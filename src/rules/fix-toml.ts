import type { NodeModel, TomlFacts } from '../server/model.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { keyPart } from '../server/toml/value.js';
import type { Document, Span } from '../syntax/document.js';
import type { TomlTable } from '../syntax/toml/tree.js';
import { wholeLines } from './fix-xml.js';
import type { Edit } from './rule.js';

/** The pieces fixes of a deployment.toml are made of. Comments, order and spacing stay as they are. */

/** What a key gets: texts are quoted, and `&` and `<` in them escaped for the XML they are pasted into. */
export type NewValue = string | number | boolean | readonly string[];

/** Gives a key its value: where it is written, else in its table, else in a table of its own at the end. */
export function setKey(node: NodeModel, toml: TomlFacts, key: string, value: NewValue): Edit[] {
  const there = toml.written.find((one) => one.key === key && one.inArray === null);
  if (there !== undefined) return [{ node, span: there.entry.value.span, text: literal(value) }];
  const at = key.lastIndexOf('.');
  return addKeys(node, toml, key.slice(0, at), { [key.slice(at + 1)]: value });
}

/** Gives several keys of one table their values: where they are written, the others at its end. */
export function setKeys(
  node: NodeModel,
  toml: TomlFacts,
  table: string,
  keys: Readonly<Record<string, NewValue>>,
): Edit[] {
  const isThere = (key: string): boolean =>
    toml.written.some((one) => one.key === `${table}.${key}` && one.inArray === null);
  const entries = Object.entries(keys);
  const missing = Object.fromEntries(entries.filter(([key]) => !isThere(key)));
  return [
    ...entries.filter(([key]) => isThere(key)).flatMap(([key, value]) => setKey(node, toml, `${table}.${key}`, value)),
    ...(Object.keys(missing).length === 0 ? [] : addKeys(node, toml, table, missing)),
  ];
}

/** Writes keys at the end of a table, or the table at the end of the file. */
export function addKeys(
  node: NodeModel,
  toml: TomlFacts,
  table: string,
  keys: Readonly<Record<string, NewValue>>,
): Edit[] {
  const document = documentOf(node, toml);
  if (document === null) return [];
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${literal(value)}`);
  const header = toml.tree.tables.find(({ kind, path }) => kind === 'table' && nameOf({ path }) === table);
  if (header !== undefined) {
    const indent = indentOf(document.text, lastOf(toml, header).start);
    const at = lineEnd(document, lastOf(toml, header).end);
    return [{ node, span: { document, start: at, end: at }, text: lines.map((line) => `\n${indent}${line}`).join('') }];
  }
  const end = document.text.trimEnd().length;
  const before = end === 0 ? '' : '\n\n';
  return [
    {
      node,
      span: { document, start: end, end: document.text.length },
      text: `${before}[${table}]\n${lines.join('\n')}\n`,
    },
  ];
}

/** Takes a key out, with its line. */
export function removeKey(node: NodeModel, { entry }: WrittenKey): Edit[] {
  const { document } = entry.span;
  const end = lineEnd(document, entry.span.end);
  const rest = document.text.slice(entry.span.end, end);
  // A comment behind it speaks of it.
  const span = rest.trim() === '' || rest.trim().startsWith('#') ? { ...entry.span, end } : entry.span;
  return [{ node, span: wholeLines(span), text: '' }];
}

/** Gives a key another name in its table: the last part of what is written. */
export function renameKey(node: NodeModel, { entry }: WrittenKey, name: string): Edit[] {
  const last = entry.key.at(-1);
  return last === undefined ? [] : [{ node, span: last.span, text: name }];
}

/** A value as TOML: basic strings, so that every character has its escape. */
export function literal(value: NewValue): string {
  if (typeof value === 'string') return basic(value);
  if (Array.isArray(value)) return `[${value.map(basic).join(', ')}]`;
  return String(value);
}

function basic(text: string): string {
  const escaped = text
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/gi, '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/["\\]/g, '\\$&')
    .replace(/[\u0000-\u001f\u007f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `"${escaped}"`;
}

function documentOf(node: NodeModel, { file }: TomlFacts): Document | null {
  return node.files.find(({ name }) => name === file)?.document ?? null;
}

function nameOf({ path }: Pick<TomlTable, 'path'>): string {
  return path.map(({ text }) => keyPart(text)).join('.');
}

/** The last entry of a table; its header where it has none. */
function lastOf({ tree }: TomlFacts, header: TomlTable): Span {
  return tree.entries.findLast(({ table }) => table === header)?.span ?? header.span;
}

/** Where the line ends that an offset is on, its comment included. */
function lineEnd(document: Document, offset: number): number {
  const rest = /^[^\r\n]*/.exec(document.text.slice(offset))?.[0] ?? '';
  return offset + rest.length;
}

function indentOf(source: string, offset: number): string {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(source.slice(lineStart, offset))?.[0] ?? '';
}
