import type { NodeModel, TomlFacts } from '../server/model.js';
import type { Document, Span } from '../syntax/document.js';
import type { DialectProblem } from '../syntax/toml/dialect.js';
import type { TomlArray, TomlEntry, TomlScalar, TomlTable, TomlTree, TomlValue } from '../syntax/toml/tree.js';
import { mending } from './fix-toml-names.js';
import { wholeLines } from './fix-xml.js';
import type { Edit, Fix } from './rule.js';

/** How to write what TOML 1.0 allows so that the server's older parser takes it, too. */

interface Repair {
  readonly title: string;
  readonly safety: Fix['safety'];
  readonly edits: Edit[];
}

type Mend = (problem: DialectProblem, node: NodeModel, toml: TomlFacts) => Repair | null;

/**
 * Null where the text does not tell what is meant, or a person has to say which of several ways is; and for the byte
 * order mark, which is not in the text.
 */
export function repairDialect(node: NodeModel, toml: TomlFacts, problem: DialectProblem): Repair | null {
  const repair = MENDS[problem.kind]?.(problem, node, toml) ?? null;
  if (repair === null) return null;
  const edits = mending(toml, repair.edits);
  return edits.length === 0 ? null : { ...repair, edits };
}

const MENDS: Partial<Record<DialectProblem['kind'], Mend>> = {
  order: ({ span }, node, toml) => ({
    title: 'Put the table above its parts',
    safety: 'safe',
    edits: moveAbove(node, toml, span),
  }),
  'tab-in-string': ({ span }, node, { tree }) => ({
    title: 'Write \\t for the tab',
    safety: 'safe',
    edits: tokensOf(tree)
      .filter((token) => contains(token, span))
      .flatMap((token) => charactersIn(token, '\t').map((at) => ({ node, span: at, text: '\\t' }))),
  }),
  'closing-quotes': ({ span }, node) => ({
    title: 'Escape the quotes before the closing ones',
    safety: 'safe',
    edits: escapeLast(node, span),
  }),
  'mixed-array': ({ span }, node, { tree }) => {
    const array = arraysOf(tree).find(({ items }) => items.some((item) => item.span.start === span.start));
    return array === undefined ? null : quoteItems(node, array);
  },
  'array-comma': ({ span }, node, { tree }) => ({
    title: 'Move the comma up to its value',
    safety: 'safe',
    edits: moveComma(node, tree, span),
  }),
  'empty-array': ({ span }, node, { tree }) => ({
    title: 'Drop the comma behind the last value',
    safety: 'safe',
    edits: arraysOf(tree)
      .filter((array) => contains(span, array.span))
      .flatMap((array) => dropLastComma(node, array)),
  }),
  number: ({ span }, node) => ({
    title: 'Write the exponent without a zero in front',
    safety: 'safe',
    edits: replaceIn(node, span, /(e[+-]?)0+(?=\d)/i, '$1'),
  }),
  date: ({ span }, node) =>
    sourceOf(span).endsWith('z')
      ? { title: 'Write Z for z', safety: 'safe', edits: replaceIn(node, span, /z$/, 'Z') }
      : { title: 'Put a blank behind the date', safety: 'safe', edits: insertAt(node, span, span.end, ' ') },
};

/** The lines of a table go above the first header that stands for a part of it. */
function moveAbove(node: NodeModel, { tree }: TomlFacts, { document, start }: Span): Edit[] {
  const table = tree.tables.find(({ span }) => span.start === start);
  if (table === undefined) return [];
  // In an array of tables only what stands in the same element.
  const element = tree.tables.findLast((one) => one.kind === 'array' && one.span.start < start && isPart(table, one));
  const part = tree.tables.find((one) => one.span.start > (element?.span.start ?? -1) && isPart(one, table));
  if (part === undefined || part.span.start > start || tree.templated) return [];
  const { text } = document;
  const last = tree.entries.findLast((entry) => entry.table === table)?.span ?? table.span;
  const [from, to] = [lineStart(text, start), lineStart(text, part.span.start)];
  const block = { document, start: from, end: nextLine(text, last.end) };
  const before = text.slice(lineStart(text, from - 1), from);
  // A person has to say which comments speak of what is moved.
  if (/^[ \t]*#/m.test(sourceOf(block)) || before.trim().startsWith('#')) return [];
  const lines = sourceOf(block).replace(/\r?\n$/, '');
  const removed = before.trim() === '' ? { ...block, end: afterBlanks(text, block.end) } : block;
  return [...insertAt(node, block, above(text, to), `${lines}\n\n`), { node, span: removed, text: '' }];
}

function isPart({ path }: TomlTable, { path: whole }: TomlTable): boolean {
  return path.length > whole.length && whole.every(({ text }, index) => path[index]?.text === text);
}

/** Above the comments that stand directly above a line. */
function above(text: string, start: number): number {
  const before = lineStart(text, start - 1);
  return start > 0 && text.slice(before, start).trim().startsWith('#') ? above(text, before) : start;
}

function afterBlanks(text: string, offset: number): number {
  return offset + (/^(?:[ \t]*\r?\n)*/.exec(text.slice(offset))?.[0] ?? '').length;
}

/** Quotes that end the content of a `"""` string and stand before the closing three. */
function escapeLast(node: NodeModel, span: Span): Edit[] {
  const source = sourceOf(span);
  const count = /"{1,2}(?="""$)/.exec(source)?.[0].length ?? 0;
  if (!source.startsWith('"""')) return [];
  const end = span.end - 3;
  return Array.from({ length: count }, (_, index) => insertAt(node, span, end - count + index, '\\')).flat();
}

/** Texts are what the server prints of each of them in any case. */
function quoteItems(node: NodeModel, { items }: TomlArray): Repair | null {
  const scalars = items.filter((item): item is TomlScalar => item.kind !== 'array' && item.kind !== 'inline');
  const others = scalars.filter(({ kind }) => kind !== 'string');
  const isPlain = others.every(({ span }) => /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?|true|false)$/.test(sourceOf(span)));
  if (scalars.length < items.length || !isPlain) return null;
  return {
    title: 'Put every value of the array in quotes',
    safety: others.length < scalars.length ? 'safe' : 'unsafe',
    edits: others.map(({ span }) => ({ node, span, text: `"${sourceOf(span)}"` })),
  };
}

function moveComma(node: NodeModel, tree: TomlTree, comma: Span): Edit[] {
  const before = arraysOf(tree).flatMap(({ items }) => items.filter(({ span }) => span.end <= comma.start));
  const item = before.sort((a, b) => a.span.end - b.span.end).at(-1);
  if (item === undefined) return [];
  return [...insertAt(node, comma, item.span.end, ','), { node, span: withoutComma(comma), text: '' }];
}

/** The comma with its line, or with the blanks behind it. */
function withoutComma(comma: Span): Span {
  const line = wholeLines(comma);
  if (line.end > comma.end) return line;
  const blanks = /^[ \t]*/.exec(comma.document.text.slice(comma.end))?.[0] ?? '';
  return { ...comma, end: comma.end + blanks.length };
}

function dropLastComma(node: NodeModel, { items }: TomlArray): Edit[] {
  const last = items.at(-1);
  if (last === undefined) return [];
  const { document, end } = last.span;
  const gap = /^(?:\s|#[^\n]*)*/.exec(document.text.slice(end))?.[0] ?? '';
  const at = end + gap.length;
  return document.text[at] === ',' ? [{ node, span: { document, start: at, end: at + 1 }, text: '' }] : [];
}

function replaceIn(node: NodeModel, span: Span, pattern: RegExp, by: string): Edit[] {
  const source = sourceOf(span);
  const changed = source.replace(pattern, by);
  return changed === source ? [] : [{ node, span, text: changed }];
}

function insertAt(node: NodeModel, { document }: Span, at: number, text: string): Edit[] {
  return [{ node, span: { document, start: at, end: at }, text }];
}

/** Every array, the outer ones first. */
function arraysOf({ entries }: TomlTree): TomlArray[] {
  return entries.flatMap(({ value }) => valuesIn(value)).filter((value) => value.kind === 'array');
}

function valuesIn(value: TomlValue): TomlValue[] {
  if (value.kind === 'array') return [value, ...value.items.flatMap(valuesIn)];
  return value.kind === 'inline' ? [value, ...value.entries.flatMap((entry) => valuesIn(entry.value))] : [value];
}

/** Every text and every name in quotes. */
function tokensOf({ entries, tables }: TomlTree): Span[] {
  const ofEntry = ({ key, value }: TomlEntry): Span[] => [
    ...key.map(({ span }) => span),
    ...valuesIn(value).flatMap((inner) => {
      if (inner.kind === 'inline') return inner.entries.flatMap((entry) => entry.key.map(({ span }) => span));
      return inner.kind === 'string' ? [inner.span] : [];
    }),
  ];
  return [...tables.flatMap(({ path }) => path.map(({ span }) => span)), ...entries.flatMap(ofEntry)];
}

function charactersIn(span: Span, character: string): Span[] {
  return sourceOf(span)
    .split('')
    .flatMap((char, index) =>
      char === character ? [{ ...span, start: span.start + index, end: span.start + index + 1 }] : [],
    );
}

function contains(outer: Span, { start, end }: Span): boolean {
  return outer.start <= start && end <= outer.end;
}

function sourceOf({ document, start, end }: Pick<Span, 'start' | 'end'> & { readonly document: Document }): string {
  return document.text.slice(start, end);
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}
