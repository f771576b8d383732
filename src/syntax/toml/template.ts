import {
  type Cursor,
  createCursor,
  drop,
  edited,
  lineEnd,
  markerAt,
  passString,
  quoteUpTo,
  skipBlanks,
} from './cursor.js';
import type { Range } from './marker.js';

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

/** Reads a text with template markers as TOML where it can be, and makes the markers harmless. One pass. */
export function scanTemplate(text: string): Scanned {
  const cursor = createCursor(text);
  const statements: Statement[] = [];
  while (cursor.at < text.length) {
    const statement = passStatement(cursor);
    if (statement !== null) statements.push(statement);
  }
  return {
    text: edited(cursor),
    statements,
    conditional: cursor.branches.ranges(),
    templated: cursor.templated,
  };
}

function passStatement(cursor: Cursor): Statement | null {
  const c = cursor.text[cursor.at] ?? '';
  if (/\s/.test(c)) {
    cursor.at += 1;
    return null;
  }
  const marker = markerAt(cursor, cursor.at);
  if (marker !== null && marker.kind !== 'output') {
    drop(cursor, marker);
    return null;
  }
  const statement = c === '#' ? null : c === '[' ? passHeader(cursor) : passEntry(cursor);
  passRest(cursor);
  return statement;
}

function passHeader(cursor: Cursor): Statement | null {
  const { at: start, text, branches } = cursor;
  const conditional = branches.open();
  const array = text.startsWith('[[', start);
  const close = array ? ']]' : ']';
  cursor.at += close.length;
  const path = passKey(cursor);
  if (path === null || !text.startsWith(close, cursor.at)) return null;
  cursor.at += close.length;
  return { kind: array ? 'array' : 'table', path, start, end: cursor.at, conditional };
}

function passEntry(cursor: Cursor): Statement | null {
  const { at: start, text, branches, edits } = cursor;
  const conditional = branches.open();
  const before = edits.length;
  const path = passKey(cursor);
  if (path === null || text[cursor.at] !== '=') {
    edits.length = before;
    cursor.at = start;
    return null;
  }
  cursor.at += 1;
  skipBlanks(cursor);
  if (!passBranchingValue(cursor)) passValue(cursor);
  return { kind: 'key', path, start, end: cursor.at, conditional };
}

/** What is left of a line after its statement. */
function passRest(cursor: Cursor): void {
  const { text } = cursor;
  while (cursor.at < text.length && text[cursor.at] !== '\n' && text[cursor.at] !== '#') {
    const marker = markerAt(cursor, cursor.at);
    if (marker === null) cursor.at += 1;
    else drop(cursor, marker);
  }
  if (text[cursor.at] === '#') cursor.at = lineEnd(cursor, cursor.at);
}

/** A dotted key; null when there is none. */
function passKey(cursor: Cursor): string[] | null {
  const { text } = cursor;
  const path: string[] = [];
  for (;;) {
    skipBlanks(cursor);
    const start = cursor.at;
    const quoted = text[start] === '"' || text[start] === "'";
    if (quoted) passString(cursor);
    else if (!passRun(cursor, /[A-Za-z0-9_-]/, false)) return null;
    path.push(quoted ? text.slice(start + 1, cursor.at - 1) : text.slice(start, cursor.at));
    skipBlanks(cursor);
    if (text[cursor.at] !== '.') return path;
    cursor.at += 1;
  }
}

/** Bare characters and markers that give text, joined; with a marker they become one string. False when there are none. */
function passRun(cursor: Cursor, bare: RegExp, asValue: boolean): boolean {
  const { text, markers, at: start } = cursor;
  let end = start;
  let marked = false;
  for (;;) {
    const marker = markerAt(cursor, end);
    if (marker !== null && marker.kind !== 'output') break;
    const filled = marker ?? (asValue ? markers.placeholder(end) : null);
    if (filled === null && !bare.test(text[end] ?? '')) break;
    marked ||= filled !== null;
    end = filled?.end ?? end + 1;
  }
  if (end === start || (marked && !asValue && /[\r\n]/.test(text.slice(start, end)))) return false;
  if (marked) quoteUpTo(cursor, end);
  cursor.templated ||= marked;
  cursor.at = end;
  return true;
}

/** `key = {% if x %}1{% else %}2{% endif %}`: up to the end of the branches it is one value nobody knows. */
function passBranchingValue(cursor: Cursor): boolean {
  if (markerAt(cursor, cursor.at)?.kind !== 'open') return false;
  const limit = lineEnd(cursor, cursor.at);
  let depth = 0;
  let end = cursor.at;
  do {
    const marker = markerAt(cursor, end, limit);
    if (marker?.kind === 'open') depth += 1;
    if (marker?.kind === 'close') depth -= 1;
    end = marker?.end ?? end + 1;
  } while (end < limit && depth > 0);
  if (depth > 0) return false;
  quoteUpTo(cursor, end);
  return true;
}

/** Where in a value the cursor is: brackets that are open, and what was read last inside the innermost. */
interface Nesting {
  readonly open: string[];
  last: 'value' | 'comma' | null;
}

function passValue(cursor: Cursor): void {
  const nesting: Nesting = { open: [], last: null };
  while (cursor.at < cursor.text.length) {
    const step = passDropped(cursor, nesting) || passItem(cursor, nesting) || passBetween(cursor, nesting);
    if (!step || (nesting.open.length === 0 && nesting.last === 'value')) return;
  }
}

/** A marker that gives nothing; between two items of a list the branches of an `if` need a comma. */
function passDropped(cursor: Cursor, nesting: Nesting): boolean {
  const marker = markerAt(cursor, cursor.at);
  if (marker === null || marker.kind === 'output') return false;
  const separates = marker.kind === 'else' && nesting.open.at(-1) === '[' && nesting.last === 'value';
  drop(cursor, marker, separates ? ',' : '');
  if (separates) nesting.last = 'comma';
  return true;
}

function passItem(cursor: Cursor, nesting: Nesting): boolean {
  const c = cursor.text[cursor.at];
  if (!passRun(cursor, /[^\s,[\]{}=#"']/, true)) {
    if (c !== '"' && c !== "'") return false;
    passString(cursor);
  }
  nesting.last = 'value';
  return true;
}

/** Brackets, commas, blanks and comments; false where the value ends. */
function passBetween(cursor: Cursor, nesting: Nesting): boolean {
  const c = cursor.text[cursor.at] ?? '';
  const top = nesting.open.at(-1);
  if (c === '[' || c === '{') {
    nesting.open.push(c);
    nesting.last = null;
  } else if (c === ']' || c === '}') {
    if (nesting.open.pop() !== (c === ']' ? '[' : '{')) return false;
    nesting.last = 'value';
  } else if (c === '#') {
    cursor.at = lineEnd(cursor, cursor.at);
    return top === '[';
  } else {
    if (top === undefined ? c !== ' ' && c !== '\t' : c === '\n' && top === '{') return false;
    if (c === ',') nesting.last = 'comma';
  }
  cursor.at += 1;
  return true;
}
