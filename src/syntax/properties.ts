import type { Document, Span } from './document.js';

export interface Property {
  readonly key: string;
  readonly value: string;
  /** From the key to the end of the value, over continuation lines. */
  readonly span: Span;
  readonly keySpan: Span;
  /** Empty, after the separator, for a key without a value. */
  readonly valueSpan: Span;
}

export interface Properties {
  /** In the order of the file; of equal keys the last one counts for the product. */
  readonly entries: readonly Property[];
  /** Escapes like `\u12G4`: `java.util.Properties.load` throws "Malformed \uxxxx encoding." and loads nothing. */
  readonly malformed: readonly Span[];
}

/**
 * Reads a `.properties` file as `java.util.Properties.load` (Java 8 to 21) does, with places. Never throws.
 * Java reads the bytes as latin1; here non-ASCII characters are what the document's encoding says.
 */
export function parseProperties(document: Document): Properties {
  const entries: Property[] = [];
  const malformed: Span[] = [];
  const { text } = document;
  let at = 0;
  while (at < text.length) {
    const line = logicalLine(text, at);
    at = line.next;
    if (line.characters.length > 0) entries.push(entryOf(line, document, malformed));
  }
  return { entries, malformed };
}

interface LogicalLine {
  /** UTF-16 units without leading blanks, line ends and the backslashes before them. */
  readonly characters: string;
  /** Offset of every unit in the text. */
  readonly offsets: readonly number[];
  /** Offset after the last unit. */
  readonly end: number;
  /** Offset of the next line. */
  readonly next: number;
}

function logicalLine(text: string, start: number): LogicalLine {
  const offsets: number[] = [];
  let characters = '';
  let at = start;
  let first = true;
  for (;;) {
    const from = at + run(text, /[ \t\f]*/y, at);
    const end = from + run(text, /[^\r\n]*/y, from);
    at = end + run(text, /\r\n|[\r\n]|/y, end);
    if (first && /[#!]/.test(text[from] ?? '')) return { characters: '', offsets, end, next: at };
    first = false;
    const line = text.slice(from, end);
    const continued = endsInOddBackslash(line);
    const kept = continued ? line.slice(0, -1) : line;
    characters += kept;
    for (let index = 0; index < kept.length; index++) offsets.push(from + index);
    if (!continued || at >= text.length) return { characters, offsets, end: from + kept.length, next: at };
  }
}

function entryOf(line: LogicalLine, document: Document, malformed: Span[]): Property {
  const { characters } = line;
  const place = (index: number) => line.offsets[index] ?? line.end;
  // The end is one after the last unit: what follows it may be a line end that is not part of the value.
  const span = (start: number, end: number): Span => {
    const from = place(start);
    return { document, start: from, end: end > start ? place(end - 1) + 1 : from };
  };
  const keyEnd = keyLength(characters);
  const valueStart = keyEnd + run(characters, /[ \t\f]*[=:]?[ \t\f]*/y, keyEnd);
  const read = (start: number, end: number) =>
    characters.slice(start, end).replace(/\\(u[0-9a-fA-F]{4}|[\s\S]|$)/g, (_, escaped: string, index: number) => {
      if (escaped === 'u') malformed.push(span(start + index, start + index + 2));
      return unescaped(escaped);
    });
  return {
    key: read(0, keyEnd),
    value: read(valueStart, characters.length),
    span: span(0, characters.length),
    keySpan: span(0, keyEnd),
    valueSpan: span(valueStart, characters.length),
  };
}

const controls: ReadonlyMap<string, string> = new Map([
  ['t', '\t'],
  ['n', '\n'],
  ['r', '\r'],
  ['f', '\f'],
]);

function unescaped(escaped: string): string {
  if (escaped.length === 5) return String.fromCharCode(Number.parseInt(escaped.slice(1), 16));
  return controls.get(escaped) ?? escaped;
}

function keyLength(characters: string): number {
  let at = 0;
  while (at < characters.length && !'=: \t\f'.includes(characters[at] ?? '')) at += characters[at] === '\\' ? 2 : 1;
  return Math.min(at, characters.length);
}

function endsInOddBackslash(line: string): boolean {
  let at = line.length;
  while (line[at - 1] === '\\') at--;
  return (line.length - at) % 2 === 1;
}

/** Length of what a sticky pattern matches at an offset. */
function run(text: string, pattern: RegExp, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
