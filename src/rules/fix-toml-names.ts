import type { NodeModel, TomlFacts } from '../server/model.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import type { Document } from '../syntax/document.js';
import { createLineTable } from '../syntax/lines.js';
import { dialectProblems } from '../syntax/toml/dialect.js';
import { parseToml } from '../syntax/toml/parse.js';
import type { TomlEntry, TomlName, TomlTable } from '../syntax/toml/tree.js';
import { removeKey } from './fix-toml.js';
import type { Edit } from './rule.js';

/** Other names for what a deployment.toml holds. Values, comments and order stay as they are. */

/** The edits, or none where they would leave what is no TOML, or more that the server's older parser refuses. */
export function soundly(toml: TomlFacts, edits: Edit[]): Edit[] {
  const problems = problemsAfter(edits);
  return problems === null || problems > toml.dialect.length ? [] : edits;
}

/** The edits, or none where the server's older parser would not refuse less than before. */
export function mending(toml: TomlFacts, edits: Edit[]): Edit[] {
  const problems = problemsAfter(edits);
  return problems === null || problems >= toml.dialect.length ? [] : edits;
}

/** How much the server's parser refuses of the text with the edits in it; null where that is no TOML any more. */
function problemsAfter(edits: readonly Edit[]): number | null {
  const document = edits[0]?.span.document;
  if (document === undefined) return 0;
  const changed = edited(document, edits);
  const tree = parseToml(changed);
  return tree.error === null ? dialectProblems(tree, changed).length : null;
}

/** The document as it would be; only its text and lines are of use. */
export function edited(document: Document, edits: readonly Edit[]): Document {
  const backwards = [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end);
  const text = backwards.reduce(
    (all, { span, text: fresh }) => all.slice(0, span.start) + fresh + all.slice(span.end),
    document.text,
  );
  return { ...document, text, lines: createLineTable(text) };
}

/**
 * Gives a key the name the server reads: where it stands, else by moving it into the table of that name. None where that
 * key is written already.
 *
 * @param meant whole name, parts with dots in quotes: `hazelcast."hazelcast.logging.type"`
 */
export function nameKey(node: NodeModel, toml: TomlFacts, written: WrittenKey, meant: string): Edit[] {
  const wanted = partsOf(meant);
  const isSame = (other: WrittenKey) =>
    isEqual(partsOf(other.key).map(bare), wanted.map(bare)) && inSameElement(other, written);
  if (toml.written.some(isSame)) return [];
  const here = soundly(toml, nameHere(node, written, wanted));
  return here.length > 0 ? here : soundly(toml, moveKey(node, toml, written, wanted));
}

/** Within its table: only the part of the name that differs is written. */
function nameHere(node: NodeModel, { key, entry }: WrittenKey, wanted: readonly string[]): Edit[] {
  const parts = partsOf(key);
  const base = parts.slice(0, parts.length - entry.key.length);
  if (!startsWith(wanted.map(bare), base.map(bare))) return [];
  const rest = wanted.slice(base.length);
  const same = entry.key.findIndex(({ text }, index) => text !== bare(rest[index] ?? ''));
  const [first, last] = [entry.key[Math.max(0, same)], entry.key.at(-1)];
  if (same < 0 || rest.length <= same || first === undefined || last === undefined) return [];
  return [{ node, span: { ...first.span, end: last.span.end }, text: rest.slice(same).join('.') }];
}

/** To the end of the table that holds such keys, with its value as it is written and the comment behind it. */
function moveKey(node: NodeModel, { tree }: TomlFacts, written: WrittenKey, wanted: readonly string[]): Edit[] {
  const { entry, inArray } = written;
  const parent = wanted.slice(0, -1).map(bare);
  const table = tree.tables.find(({ kind, path }) => kind === 'table' && isEqual(textsOf(path), parent));
  const entries = tree.entries.filter((other) => other.table === table);
  // What a template leaves out may be all around it.
  const isSure =
    [entry, ...entries].every(({ conditional }) => !conditional) && (entries.length > 0 || !tree.templated);
  if (table === undefined || inArray !== null || !isSure) return [];
  const last = entries.at(-1)?.span ?? table.span;
  const { document } = entry.span;
  const { start, end } = entry.value.span;
  const at = lineEnd(document.text, last.end);
  const comment = document.text.slice(end, lineEnd(document.text, end)).trim();
  const value = `${document.text.slice(start, end)}${comment.startsWith('#') ? ` ${comment}` : ''}`;
  const text = `\n${indentOf(document.text, last.start)}${wanted.at(-1)} = ${value}`;
  return [...removeKey(node, written), { node, span: { document, start: at, end: at }, text }];
}

/**
 * Gives a table another name, in every header and key that says it. None where a `$ref{}` goes by the old name, or
 * something stands under the new one already.
 *
 * @param from whole name as in a flat key: `database.shared`
 */
export function nameTable(node: NodeModel, toml: TomlFacts, from: string, to: string): Edit[] {
  const [old, fresh] = [partsOf(from).map(bare), partsOf(to).map(bare)];
  const { tree, written } = toml;
  const keys = written.map(({ key }) => partsOf(key).map(bare));
  const moved = keys.filter((key) => startsWith(key, old)).map((key) => [...fresh, ...key.slice(old.length)]);
  const isTaken = moved.some((key) => keys.some((other) => isEqual(other, key)));
  const isReferred = tree.entries.some(({ span }) =>
    span.document.text.slice(span.start, span.end).includes(`$ref{${from}.`),
  );
  if (isTaken || isReferred) return [];
  const headers = tree.tables.flatMap(({ path }) => namePath(node, path, [], old, fresh));
  const entries = tree.entries.flatMap((entry) => namePath(node, entry.key, pathOf(entry), old, fresh));
  return soundly(toml, [...headers, ...entries]);
}

/** @param outer what stands before the names, in a header above */
function namePath(
  node: NodeModel,
  names: readonly TomlName[],
  outer: readonly string[],
  old: readonly string[],
  fresh: readonly string[],
): Edit[] {
  const isInside = outer.length < old.length && startsWith(fresh, outer);
  if (!isInside || !startsWith([...outer, ...textsOf(names)], old)) return [];
  const same = old.findIndex((text, index) => text !== fresh[index]);
  const at = Math.max(same, outer.length) - outer.length;
  const [first, last] = [names[at], names[old.length - outer.length - 1]];
  if (first === undefined || last === undefined) return [];
  const text = fresh.slice(outer.length + at).join('.');
  return [{ node, span: { ...first.span, end: last.span.end }, text }];
}

const pathOf = ({ table }: TomlEntry): string[] => (table === null ? [] : textsOf(table.path));

const textsOf = (path: TomlTable['path']): string[] => path.map(({ text }) => text);

/** `a.'b.c'.d`: three; quotes are kept. */
function partsOf(key: string): string[] {
  return key.match(/"[^"]*"|'[^']*'|[^.]+/g) ?? [];
}

function bare(part: string): string {
  return /^(["']).*\1$/.test(part) ? part.slice(1, -1) : part;
}

/** Flat keys are one table whoever writes them; those of an array belong to their element. */
function inSameElement(a: WrittenKey, b: WrittenKey): boolean {
  return a.inArray === b.inArray && (a.inArray === null || a.entry.table === b.entry.table);
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b);
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((part, index) => path[index] === part);
}

function lineEnd(text: string, offset: number): number {
  return offset + (/^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '').length;
}

function indentOf(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
}
