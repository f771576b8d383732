import type { ParseError } from 'toml-eslint-parser';
import type { Document, Span } from '../document.js';
import type { TomlComplaint } from './tree.js';

/** What the parser says, in words for people who write configuration; asked in this order. */
const CLEARER: readonly (readonly [RegExp, string])[] = [
  [/Defining a key multiple times/, 'this name is defined twice'],
  [/Must be a newline/, 'something follows the value on the same line'],
  [/Expected equal/, 'there is no = after the key'],
  [/Unspecified values/, 'there is no value after ='],
  [/must be on the same line/, 'key, = and value must stand on one line'],
  [/Unterminated string/, 'the string is not closed'],
  [/Unterminated table-key/, 'the header is not closed with ]'],
  [/Unterminated array/, 'the array is not closed with ]'],
  [/Unterminated inline/, 'the inline table is not closed with }'],
  [/No newlines are allowed between the curly/, 'an inline table must stand on one line'],
  [/Trailing comma/, 'an inline table may not end with a comma'],
  [/Expected comma/, 'there is no comma between two values'],
  [/Leading zeros/, 'a number may not begin with a zero'],
  [/Empty bare keys/, 'a key is missing'],
  [/Underscores/, 'an underscore in a number must stand between digits'],
  [/within comments/, 'a control character stands in a comment'],
  [/Control characters/, 'a control character stands in a string'],
  [/escape sequence/, 'a backslash begins no escape that TOML knows; write \\\\ or use single quotes'],
  [
    /Unexpected character/,
    'unexpected character; text, and names with other than letters, digits, _ and -, stand in quotes',
  ],
  [/invalid date/, 'this is not a date'],
  [/invalid time/, 'this is not a time'],
];

const LONGEST_TOKEN = 200;

/** Blanks looked through for the line before; a bound, so that one error costs little. */
const LONGEST_GAP = 2000;

/** The parser's error with the token (or, at a line's end, the line) it is about. `text` is what was parsed. */
export function complaintOf(error: ParseError, document: Document, text: string): TomlComplaint {
  const index = Math.max(0, Math.min(error.index, text.length));
  const above = lineAbove(document.text, index);
  if (above !== null && /^[\w.-]+[ \t]*=[ \t]*$/.test(above.text) && !/^Defining/.test(error.message)) {
    return { message: 'there is no value after =', span: { document, start: above.start, end: above.end } };
  }
  if (above !== null && /same line/.test(error.message)) {
    return { message: unfinished(above.text), span: { document, start: above.start, end: above.end } };
  }
  const known = CLEARER.find(([pattern]) => pattern.test(error.message))?.[1] ?? lowerFirst(error.message);
  const value = /^(?:Unterminated|Defining)/.test(error.message) ? null : bareValueAt(document, index);
  if (value !== null) return { message: bareMessage(document, value, known), span: value };
  const span = tokenAt(document, index);
  return { message: openingMessage(document.text, span) ?? known, span };
}

/** A header or a key whose line ends too early. */
function unfinished(line: string): string {
  return line.startsWith('[') ? 'the header is not closed with ]' : 'there is no = after the key';
}

/** The line with text before an offset that is the first thing on its own line; null where something precedes it there. */
function lineAbove(text: string, index: number): { text: string; start: number; end: number } | null {
  const gap = /\s*$/.exec(text.slice(Math.max(0, index - LONGEST_GAP), index))?.[0] ?? '';
  if (!/[\r\n]/.test(gap)) return null;
  const end = index - gap.length;
  const start = lineStart(text, end);
  const indent = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  return end === 0 ? null : { text: text.slice(start + indent, end), start: start + indent, end };
}

function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** For text our parser cannot hold although TOML may allow it. */
export function tooDeep(document: Document): TomlComplaint {
  return {
    message: 'values are nested too deeply, or one is too long, to be read',
    span: { document, start: 0, end: 0 },
  };
}

function lowerFirst(message: string): string {
  return message.slice(0, 1).toLowerCase() + message.slice(1);
}

/** The bare value an offset is in or at the end of: what stands after `=`, or after `[` or `,` inside a line. */
function bareValueAt(document: Document, index: number): Span | null {
  const { text } = document;
  const before = text.slice(Math.max(lineStart(text, index), index - LONGEST_TOKEN), index);
  const begun = /(?:=|\S.*[[,])[ \t]*([^\s"'[\]{}#,=]*)$/.exec(before)?.[1];
  if (begun === undefined) return null;
  const rest = /[^\s"'[\]{}#,=]*/y;
  rest.lastIndex = index;
  const end = index + Math.min(rest.exec(text)?.[0].length ?? 0, LONGEST_TOKEN);
  const start = index - begun.length;
  return end > start ? { document, start, end } : null;
}

function bareMessage({ text }: Document, { start, end }: Span, known: string): string {
  const token = text.slice(start, end);
  if (/^(?:true|false)$/i.test(token)) return 'true and false are written in lower case';
  return /zero|date|time|underscore/.test(known) ? known : 'text must stand in quotes';
}

/** About the sign an error is at, by what stands before it on its line. */
function openingMessage(text: string, { start, end }: Span): string | null {
  const before = text.slice(Math.max(lineStart(text, start), start - LONGEST_TOKEN), start);
  const token = text.slice(start, end);
  if (token === ':' && /^\s*[\w.-]+\s*$/.test(before)) return 'there is no = after the key';
  if (token === '=' && before.trim() === '') return 'there is no key before =';
  if (/^[}\],#]?$/.test(token) && /=[ \t]*$/.test(before)) return 'there is no value after =';
  return null;
}

/** The word at an offset; where there is none, the rest of the line before. */
function tokenAt(document: Document, index: number): Span {
  const { text } = document;
  const word = /[^\s,=[\]{}#"']+/y;
  word.lastIndex = index;
  const found = word.exec(text);
  if (found !== null) return { document, start: index, end: index + Math.min(found[0].length, LONGEST_TOKEN) };
  const atEnd = index >= text.length || text[index] === '\n' || text[index] === '\r';
  if (!atEnd) return { document, start: index, end: index + 1 };
  const start = lineStart(text, index);
  const line = text.slice(start, index);
  if (line.trim() === '') {
    const above = lineAbove(text, index);
    return above === null ? { document, start: index, end: index } : { document, start: above.start, end: above.end };
  }
  const indent = line.length - line.trimStart().length;
  return { document, start: start + indent, end: start + line.trimEnd().length };
}
