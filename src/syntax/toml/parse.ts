import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { Document, Span } from '../document.js';
import { complaintOf, tooDeep } from './complaint.js';
import { type Masked, mask, type Range } from './mask.js';
import type { TomlArray, TomlEntry, TomlInline, TomlName, TomlScalar, TomlTable, TomlTree, TomlValue } from './tree.js';

/** Values nested deeper than this are not read; no configuration comes near it. */
const DEEPEST = 100;

/**
 * Reads TOML 1.0 with places; template markers are masked first. Offsets are indexes into `document.text`. Never throws.
 */
export function parseToml(document: Document): TomlTree {
  const masked = mask(document.text);
  try {
    const trees = [masked.text, ...masked.later].map((text) =>
      treeOf(parseTOML(text, { tomlVersion: '1.0.0' }), createReader(document, masked, text), masked.templated),
    );
    return trees.reduce(joined);
  } catch (error) {
    const complaint = error instanceof ParseError ? complaintOf(error, document, masked.text) : tooDeep(document);
    return { entries: [], tables: [], error: complaint, templated: masked.templated };
  }
}

/** Both in the order of the text. */
function joined(one: TomlTree, other: TomlTree): TomlTree {
  const order = (a: { span: Span }, b: { span: Span }): number => a.span.start - b.span.start;
  const entries = [...one.entries, ...other.entries].sort(order);
  return { ...one, entries, tables: [...one.tables, ...other.tables].sort(order) };
}

/** What turning nodes into our tree needs to know. */
interface Reader {
  readonly span: (node: AST.HasLocs) => Span;
  readonly text: string;
  /** Whether the mask changed something in here. */
  readonly changed: (span: Span) => boolean;
  readonly conditional: (offset: number) => boolean;
}

function createReader(document: Document, masked: Masked, parsed: string): Reader {
  const { text } = document;
  const within = createLookup(masked.conditional);
  return {
    span: ({ range: [start, end] }) => ({ document, start, end }),
    text,
    changed: ({ start, end }) => masked.templated && text.slice(start, end) !== parsed.slice(start, end),
    conditional: within,
  };
}

/** Whether an offset lies in one of the sorted ranges; binary search, as a file may hold many. */
function createLookup(ranges: readonly Range[]): (offset: number) => boolean {
  return (offset) => {
    let low = 0;
    let high = ranges.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const range = ranges[low];
    return range !== undefined && range.start <= offset;
  };
}

function treeOf(program: AST.TOMLProgram, reader: Reader, templated: boolean): TomlTree {
  const entries: TomlEntry[] = [];
  const tables: TomlTable[] = [];
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      entries.push(entryOf(node, null, reader, 0));
      continue;
    }
    const table = tableOf(node, reader);
    tables.push(table);
    for (const entry of node.body) entries.push(entryOf(entry, table, reader, 0));
  }
  return { entries, tables, error: null, templated };
}

function tableOf(node: AST.TOMLTable, reader: Reader): TomlTable {
  const last = node.resolvedKey.at(-1);
  const start = node.range[0];
  const close = node.kind === 'array' ? ']]' : ']';
  const end = reader.text.indexOf(close, node.key.range[1]) + close.length;
  return {
    kind: node.kind === 'array' ? 'array' : 'table',
    path: namesOf(node.key, reader),
    span: reader.span({ ...node, range: [start, end] }),
    index: node.kind === 'array' && typeof last === 'number' ? last : 0,
  };
}

function entryOf(node: AST.TOMLKeyValue, table: TomlTable | null, reader: Reader, depth: number): TomlEntry {
  const span = reader.span(node);
  return {
    table,
    key: namesOf(node.key, reader),
    value: readValue(node.value, reader, depth),
    span,
    // Below a header that may be missing nobody knows whose key it is.
    conditional: reader.conditional(span.start) || (table !== null && reader.conditional(table.span.start)),
  };
}

function namesOf({ keys }: AST.TOMLKey, reader: Reader): TomlName[] {
  return keys.map((key) => {
    const span = reader.span(key);
    if (key.type === 'TOMLBare') return { text: key.name, quoted: false, span };
    const source = reader.text.slice(span.start, span.end);
    const quoted = /^["']/.test(source);
    const text = reader.changed(span) ? (quoted ? source.slice(1, -1) : source) : key.value;
    return { text, quoted, span };
  });
}

function readValue(node: AST.TOMLContentNode, reader: Reader, depth: number): TomlValue {
  if (depth > DEEPEST) throw new RangeError('too deep');
  if (node.type === 'TOMLArray') return arrayOf(node, reader, depth);
  if (node.type === 'TOMLInlineTable') return inlineOf(node, reader, depth);
  return scalarOf(node, reader);
}

function arrayOf(node: AST.TOMLArray, reader: Reader, depth: number): TomlArray {
  const items = node.elements.map((element) => readValue(element, reader, depth + 1));
  return { kind: 'array', items, span: reader.span(node) };
}

function inlineOf(node: AST.TOMLInlineTable, reader: Reader, depth: number): TomlInline {
  const entries = node.body.map((entry) => entryOf(entry, null, reader, depth + 1));
  return { kind: 'inline', entries, span: reader.span(node) };
}

function scalarOf(node: AST.TOMLValue, reader: Reader): TomlScalar {
  const span = reader.span(node);
  const source = reader.text.slice(span.start, span.end);
  if (node.kind === 'string') return stringOf(node, source, reader.changed(span), span);
  const kind = node.kind === 'integer' || node.kind === 'float' || node.kind === 'boolean' ? node.kind : 'datetime';
  return { kind, text: source, style: null, span };
}

function stringOf(node: AST.TOMLStringValue, source: string, changed: boolean, span: Span): TomlScalar {
  const style = node.multiline ? (`multi-${node.style}` as const) : node.style;
  if (!changed) return { kind: 'string', text: node.value, style, span };
  const quotes = node.multiline ? 3 : 1;
  const quote = node.style === 'basic' ? '"' : "'";
  if (!source.startsWith(quote.repeat(quotes)) || !source.endsWith(quote)) {
    return { kind: 'string', text: source, style: null, span };
  }
  return { kind: 'string', text: source.slice(quotes, -quotes), style, span };
}
