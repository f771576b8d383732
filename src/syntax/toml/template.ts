import { createMarkerFinder, type Marker, type Range } from './marker.js';

/** A header or a key with its value, as it stands in a template. */
export interface Statement extends Range {
  readonly kind: 'table' | 'array' | 'key';
  /** Names as written, without quotes. */
  readonly path: readonly string[];
  readonly conditional: boolean;
}

export interface Scanned {
  /** As long as the original, with the same line ends; markers are strings or blanks. */
  readonly text: string;
  readonly statements: readonly Statement[];
  /** What stands in branches; sorted, apart. */
  readonly conditional: readonly Range[];
  readonly templated: boolean;
}

interface Edit extends Range {
  readonly text: string;
}

const BARE_KEY = /[A-Za-z0-9_-]/;
const BARE_VALUE = /[^\s,[\]{}=#"']/;

/** Reads a text with template markers as TOML where it can be, and makes the markers harmless. One pass. */
export function scanTemplate(text: string): Scanned {
  const scanner = createScanner(text);
  while (scanner.at() < text.length) scanner.statement();
  return scanner.result();
}

function createScanner(text: string) {
  const markers = createMarkerFinder(text);
  const edits: Edit[] = [];
  const statements: Statement[] = [];
  const branches = createBranches(text.length);
  let at = 0;
  let templated = false;
  let lineEndKnown = -1;

  /** Of the line an offset is on. */
  const lineEnd = (offset: number): number => {
    if (offset <= lineEndKnown) return lineEndKnown;
    const found = text.indexOf('\n', offset);
    const end = found < 0 ? text.length : found;
    lineEndKnown = end;
    return text[end - 1] === '\r' && end > offset ? end - 1 : end;
  };
  const markerAt = (offset: number, limit = text.length): Marker | null => {
    const marker = markers.at(offset, limit);
    templated ||= marker !== null;
    return marker;
  };
  const blank = ({ start, end }: Range, first = ''): void => {
    edits.push({ start, end, text: first + blanks(text.slice(start + first.length, end)) });
  };
  /** A marker that gives nothing where it stands. */
  const drop = (marker: Marker, first = ''): void => {
    branches.see(marker);
    blank(marker, first);
    at = marker.end;
  };
  const skipBlanks = (): void => {
    while (text[at] === ' ' || text[at] === '\t') at += 1;
  };

  /** What is left of a line after its statement. */
  const rest = (): void => {
    while (at < text.length && text[at] !== '\n' && text[at] !== '#') {
      const marker = markerAt(at);
      if (marker === null) at += 1;
      else drop(marker);
    }
    if (text[at] === '#') at = lineEnd(at);
  };

  /** Steps over a string; quotes and backslashes of markers in it are made harmless. */
  const string = (): void => {
    const quote = text[at] ?? '"';
    const many = text.startsWith(quote.repeat(3), at);
    const close = many ? quote.repeat(3) : quote;
    const limit = many ? text.length : lineEnd(at);
    at += close.length;
    while (at < limit && !text.startsWith(close, at)) {
      const marker = markerAt(at, limit);
      if (marker !== null && !text.startsWith('{#', at)) {
        edits.push({ ...marker, text: harmless(text.slice(marker.start, marker.end)) });
        at = marker.end;
      } else at += quote === '"' && text[at] === '\\' ? 2 : 1;
    }
    at = Math.min(at + (at < limit ? close.length : 0), text.length);
  };

  /** Bare characters and markers that give text, joined; a run with a marker becomes one string. */
  const run = (bare: RegExp, placeholders: boolean): { end: number; marked: boolean } => {
    let end = at;
    let marked = false;
    for (;;) {
      const marker = markerAt(end);
      const other = marker ?? (placeholders ? markers.placeholder(end) : null);
      if (marker !== null && marker.kind !== 'output') break;
      if (other === null && !bare.test(text[end] ?? '')) break;
      marked ||= other !== null;
      end = other?.end ?? end + 1;
    }
    if (marked && placeholders) templated = true;
    return { end, marked };
  };

  /** A dotted key from here; null, with nothing changed but the offset, when there is none. */
  const key = (): string[] | null => {
    const path: string[] = [];
    for (;;) {
      skipBlanks();
      const start = at;
      if (text[at] === '"' || text[at] === "'") {
        string();
        path.push(text.slice(start + 1, at - 1));
      } else {
        const { end, marked } = run(BARE_KEY, false);
        if (end === at || (marked && /[\r\n]/.test(text.slice(at, end)))) return null;
        if (marked) edits.push({ start, end, text: quoted(text.slice(start, end)) });
        path.push(text.slice(start, end));
        at = end;
      }
      skipBlanks();
      if (text[at] !== '.') return path;
      at += 1;
    }
  };

  /** `key = {% if x %}1{% else %}2{% endif %}`: all of the line is one value nobody knows. */
  const branchingValue = (): boolean => {
    const first = markerAt(at);
    if (first?.kind !== 'open') return false;
    const limit = lineEnd(at);
    let depth = 0;
    let end = at;
    while (end < limit) {
      const marker = markerAt(end, limit);
      if (marker?.kind === 'open') depth += 1;
      if (marker?.kind === 'close') depth -= 1;
      end = marker?.end ?? end + 1;
      if (depth === 0) break;
    }
    if (depth !== 0) return false;
    edits.push({ start: at, end, text: quoted(text.slice(at, end)) });
    at = end;
    return true;
  };

  const value = (): void => {
    const open: string[] = [];
    let last: 'value' | 'comma' | null = null;
    skipBlanks();
    if (branchingValue()) return;
    while (at < text.length) {
      const c = text[at] ?? '';
      const top = open.at(-1);
      const marker = markerAt(at);
      if (marker !== null && marker.kind !== 'output') {
        const separates = marker.kind === 'else' && top === '[' && last === 'value';
        drop(marker, separates ? ',' : '');
        if (separates) last = 'comma';
        continue;
      }
      const { end, marked } = run(BARE_VALUE, true);
      if (end > at) {
        if (marked) edits.push({ start: at, end, text: quoted(text.slice(at, end)) });
        at = end;
        last = 'value';
      } else if (c === '"' || c === "'") {
        string();
        last = 'value';
      } else if (c === '[' || c === '{') {
        open.push(c);
        at += 1;
        last = null;
        continue;
      } else if (c === ']' || c === '}') {
        if (open.pop() !== (c === ']' ? '[' : '{')) return;
        at += 1;
        last = 'value';
      } else if (c === '#') {
        if (top !== '[') return;
        at = lineEnd(at);
      } else if (c === '\n' && top !== '[') return;
      else {
        if (c === ',') last = 'comma';
        if (top === undefined && c !== ' ' && c !== '\t') return;
        at += 1;
        continue;
      }
      if (open.length === 0) return;
    }
  };

  const header = (): void => {
    const start = at;
    const conditional = branches.open();
    const array = text.startsWith('[[', at);
    at += array ? 2 : 1;
    const path = key();
    const close = array ? ']]' : ']';
    if (path !== null && text.startsWith(close, at)) {
      at += close.length;
      statements.push({ kind: array ? 'array' : 'table', path, start, end: at, conditional });
    }
    rest();
  };

  const entry = (): void => {
    const start = at;
    const conditional = branches.open();
    const before = edits.length;
    const path = key();
    if (path === null || text[at] !== '=') {
      edits.length = before;
      at = start;
    } else {
      at += 1;
      value();
      statements.push({ kind: 'key', path, start, end: at, conditional });
    }
    rest();
  };

  const statement = (): void => {
    const c = text[at] ?? '';
    if (/\s/.test(c)) at += 1;
    else if (c === '#') at = lineEnd(at);
    else {
      const marker = markerAt(at);
      if (marker !== null && marker.kind !== 'output') drop(marker);
      else if (c === '[') header();
      else entry();
    }
  };

  const result = (): Scanned => ({
    text: applied(text, edits),
    statements,
    conditional: branches.ranges(),
    templated,
  });
  return { at: () => at, statement, result };
}

/** Which parts of a text stand in a branch. */
function createBranches(length: number) {
  const stack: { branch: boolean; start: number }[] = [];
  const ranges: Range[] = [];
  let depth = 0;
  let start = 0;
  const see = ({ kind, branch, ...range }: Marker): void => {
    if (kind === 'open') {
      if (branch && depth === 0) start = range.end;
      stack.push({ branch, start: range.end });
      if (branch) depth += 1;
    } else if (kind === 'close' && stack.pop()?.branch) {
      depth -= 1;
      if (depth === 0) ranges.push({ start, end: range.start });
    }
  };
  return {
    see,
    open: () => depth > 0,
    ranges: (): readonly Range[] => (depth > 0 ? [...ranges, { start, end: length }] : ranges),
  };
}

function applied(text: string, edits: readonly Edit[]): string {
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
