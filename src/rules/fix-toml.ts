import type { NodeModel, TomlFacts } from '../server/model.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { keyPart } from '../server/toml/value.js';
import type { Document, Span } from '../syntax/document.js';
import type { TomlEntry, TomlTable } from '../syntax/toml/tree.js';
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

/**
 * Writes keys at the end of a table; beside those of it that are written as dotted keys; else the table in front of its
 * own parts, or at the end of the file. Nothing where it is an inline table, or a template decides what is there.
 */
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
    const entry = toml.tree.entries.findLast((one) => one.table === header);
    return entry?.conditional === true ? [] : addLines(node, document, entry?.span ?? header.span, lines);
  }
  const dotted = toml.tree.entries.findLast((entry) => isPartOf(entry, table));
  if (dotted !== undefined) {
    const { length } = tableParts(dotted);
    const own = dotted.key.slice(0, table.split('.').length - length);
    if (dotted.conditional || own.length === dotted.key.length) return [];
    const prefix = document.text.slice(own[0]?.span.start, own.at(-1)?.span.end);
    const prefixed = lines.map((line) => `${prefix}.${line}`);
    return addLines(node, document, dotted.span, prefixed);
  }
  const written = `[${table}]\n${lines.join('\n')}\n`;
  const part = toml.tree.tables.find(({ path }) => nameOf({ path }).startsWith(`${table}.`));
  if (part !== undefined) {
    const at = startWithComments(document.text, part.span.start);
    return [{ node, span: { document, start: at, end: at }, text: `${written}\n` }];
  }
  const end = document.text.trimEnd().length;
  const before = end === 0 ? '' : '\n\n';
  return [{ node, span: { document, start: end, end: document.text.length }, text: `${before}${written}` }];
}

/** Writes keys at the end of one element of an array of tables, known by its header. */
export function addToElement(
  node: NodeModel,
  toml: TomlFacts,
  element: Span,
  keys: Readonly<Record<string, NewValue>>,
): Edit[] {
  const header = toml.tree.tables.find(({ kind, span }) => kind === 'array' && span.start === element.start);
  if (header === undefined) return [];
  const entry = toml.tree.entries.findLast((one) => one.table === header);
  const lines = Object.entries(keys).map(([key, value]) => `${key} = ${literal(value)}`);
  return entry?.conditional === true ? [] : addLines(node, element.document, entry?.span ?? header.span, lines);
}

/** Lines of their own behind the line where something ends, as far in as that begins. */
function addLines(node: NodeModel, document: Document, { start, end }: Span, lines: readonly string[]): Edit[] {
  const indent = indentOf(document.text, start);
  const at = lineEnd(document, end);
  return [{ node, span: { document, start: at, end: at }, text: lines.map((line) => `\n${indent}${line}`).join('') }];
}

/** `a.b = 1` above the first header is a part of `a`, though `[a]` is not written. */
function isPartOf(entry: TomlEntry, table: string): boolean {
  const parts = tableParts(entry);
  const name = [...parts, ...entry.key.map(({ text }) => keyPart(text))].join('.');
  return (name === table || name.startsWith(`${table}.`)) && parts.length < table.split('.').length;
}

function tableParts({ table }: TomlEntry): string[] {
  return table === null ? [] : table.path.map(({ text }) => keyPart(text));
}

/** Where the comment lines begin that stand right above a line. */
function startWithComments(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  while (start > 0) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (!text.slice(above, start).trimStart().startsWith('#')) break;
    start = above;
  }
  return start;
}

/**
 * Puts texts behind the last item of an array, in its quotes and on lines of their own where the last item has one.
 * Comments stay with the items they stand beside.
 */
export function appendItems(node: NodeModel, { entry }: WrittenKey, texts: readonly string[]): Edit[] {
  const { value } = entry;
  if (value.kind !== 'array' || texts.length === 0) return [];
  const { document } = value.span;
  const insert = (at: number, text: string): Edit => ({ node, span: { document, start: at, end: at }, text });
  const last = value.items.at(-1);
  if (last === undefined) return [insert(value.span.start + 1, texts.map(basic).join(', '))];
  const isLiteral = last.kind === 'string' && last.style === 'literal';
  const items = texts.map((text) => (isLiteral && !/[&<'\n\r]/.test(text) ? `'${text}'` : basic(text)));
  const { end } = last.span;
  const lineStart = document.text.lastIndexOf('\n', last.span.start - 1) + 1;
  if (lineStart <= value.span.start) return [insert(end, items.map((item) => `, ${item}`).join(''))];
  const lines = items.map((item) => `\n${indentOf(document.text, last.span.start)}${item}`);
  const rest = lineEnd(document, end);
  const [isAlone, comma] = /^[ \t]*(,?)[ \t]*(?:#.*)?$/.exec(document.text.slice(end, rest)) ?? [];
  // The bracket stands behind it.
  if (isAlone === undefined) return [insert(end, lines.map((line) => `,${line}`).join(''))];
  if (comma === ',') return [insert(rest, `${lines.join(',')},`)];
  if (rest === end) return [insert(end, `,${lines.join(',')}`)];
  return [insert(end, ','), insert(rest, lines.join(','))];
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

/** Where the line ends that an offset is on, its comment included. */
function lineEnd(document: Document, offset: number): number {
  const rest = /^[^\r\n]*/.exec(document.text.slice(offset))?.[0] ?? '';
  return offset + rest.length;
}

function indentOf(source: string, offset: number): string {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(source.slice(lineStart, offset))?.[0] ?? '';
}
