import { createMarkerFinder, type Marker, type MarkerFinder, type Range } from './marker.js';

interface Edit extends Range {
  readonly text: string;
}

/** A place in a template with what was found before it; edits come in the order of the text. */
export interface Cursor {
  readonly text: string;
  readonly markers: MarkerFinder;
  readonly branches: Branches;
  readonly edits: Edit[];
  at: number;
  /** A marker was seen. */
  templated: boolean;
  /** The line last asked for. */
  line: Range;
}

export function createCursor(text: string): Cursor {
  return {
    text,
    markers: createMarkerFinder(text),
    branches: createBranches(text.length),
    edits: [],
    at: 0,
    templated: false,
    line: { start: 0, end: -1 },
  };
}

/** Where the line of an offset ends; a CR before the LF belongs to the end. */
export function lineEnd(cursor: Cursor, offset: number): number {
  const { text, line } = cursor;
  if (offset >= line.start && offset <= line.end) return line.end;
  const found = text.indexOf('\n', offset);
  const full = found < 0 ? text.length : found;
  const end = full > offset && text[full - 1] === '\r' ? full - 1 : full;
  cursor.line = { start: offset, end };
  return end;
}

/** The marker that begins at an offset; null where there is none. */
export function markerAt(cursor: Cursor, offset: number, limit = cursor.text.length): Marker | null {
  const marker = cursor.markers.at(offset, limit);
  cursor.templated ||= marker !== null;
  return marker;
}

/** Steps over a marker that gives nothing where it stands; `first` may take its place. */
export function drop(cursor: Cursor, marker: Marker, first = ''): void {
  const { start, end } = marker;
  cursor.branches.see(marker);
  cursor.edits.push({ start, end, text: first + blanks(cursor.text.slice(start + first.length, end)) });
  cursor.at = end;
}

export function skipBlanks(cursor: Cursor): void {
  while (cursor.text[cursor.at] === ' ' || cursor.text[cursor.at] === '\t') cursor.at += 1;
}

/** Makes one string of everything up to an offset. */
export function quoteUpTo(cursor: Cursor, end: number): void {
  const { text, at: start } = cursor;
  cursor.edits.push({ start, end, text: quoted(text.slice(start, end)) });
  cursor.at = end;
}

/** Steps over a string; quotes and backslashes of markers in it are made harmless. */
export function passString(cursor: Cursor): void {
  const { text } = cursor;
  const quote = text[cursor.at] ?? '"';
  const many = text.startsWith(quote.repeat(3), cursor.at);
  const close = many ? quote.repeat(3) : quote;
  const limit = many ? text.length : lineEnd(cursor, cursor.at);
  let at = cursor.at + close.length;
  while (at < limit && !text.startsWith(close, at)) {
    const marker = text.startsWith('{#', at) ? null : markerAt(cursor, at, limit);
    if (marker !== null) cursor.edits.push({ ...marker, text: harmless(text.slice(marker.start, marker.end)) });
    at = marker?.end ?? at + (quote === '"' && text[at] === '\\' ? 2 : 1);
  }
  cursor.at = Math.min(at < limit ? at + close.length : at, text.length);
}

/** The text with the edits made. */
export function edited({ text, edits }: Cursor): string {
  const parts: string[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(text.slice(at, edit.start), edit.text);
    at = edit.end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Blanks of the same length, line ends kept. */
export function blanks(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

/** The same length, with nothing that means something inside a string. */
function harmless(text: string): string {
  return text.replace(/["'\\\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f]|\r(?!\n)/g, '_');
}

/** A string that is as long as the text it stands for. */
function quoted(text: string): string {
  const quote = /[\r\n]/.test(text) ? '"""' : '"';
  if (text.length < 2 * quote.length) return blanks(text);
  return quote + harmless(text.slice(quote.length, -quote.length)) + quote;
}

/** Which parts of a text stand in a branch. */
export interface Branches {
  readonly see: (marker: Marker) => void;
  readonly open: () => boolean;
  /** Sorted, apart; one that is never closed reaches to the end. */
  readonly ranges: () => readonly Range[];
}

function createBranches(length: number): Branches {
  const stack: boolean[] = [];
  const ranges: Range[] = [];
  let depth = 0;
  let start = 0;
  return {
    see({ kind, branch, ...range }) {
      if (kind === 'open') {
        if (branch && depth === 0) start = range.end;
        stack.push(branch);
        if (branch) depth += 1;
      } else if (kind === 'close' && stack.pop() === true) {
        depth -= 1;
        if (depth === 0) ranges.push({ start, end: range.start });
      }
    },
    open: () => depth > 0,
    ranges: () => (depth > 0 ? [...ranges, { start, end: length }] : ranges),
  };
}
