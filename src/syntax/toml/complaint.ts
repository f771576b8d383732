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
  [/Unterminated string/, 'the string is not closed on this line'],
  [/Unterminated table-key/, 'the header is not closed with ]'],
  [/Unterminated array/, 'the array is not closed with ]'],
  [/Unterminated inline/, 'the inline table is not closed with }'],
  [/No newlines are allowed between the curly/, 'an inline table must stand on one line'],
  [/Trailing comma/, 'an inline table may not end with a comma'],
  [/Expected comma/, 'there is no comma between two values'],
  [/Leading zeros/, 'a number may not begin with a zero'],
  [/Empty bare keys/, 'a key is missing'],
  [/Underscores/, 'an underscore in a number must stand between digits'],
  [/Control characters/, 'a control character stands in a string'],
  [/within comments/, 'a control character stands in a comment'],
  [/escape sequence/, 'a backslash begins no escape that TOML knows; write \\\\ or use single quotes'],
  [/invalid date/, 'this is not a date'],
  [/invalid time/, 'this is not a time'],
];

/** Blanks looked through for the line before; a bound, so that one error costs little. */
const LONGEST_GAP = 2000;

/** The parser's error with the token (or, at a line's end, the line) it is about. `text` is what was parsed. */
export function complaintOf(error: ParseError, document: Document, text: string): TomlComplaint {
  const index = Math.max(0, Math.min(error.index, text.length));
  const above = lineAbove(document.text, index);
  if (above !== null && /=[ \t]*$/.test(above.text)) {
    return { message: 'there is no value after =', span: { document, start: above.start, end: above.end } };
  }
  if (above !== null && /same line/.test(error.message)) {
    return { message: unfinished(above.text), span: { document, start: above.start, end: above.end } };
  }
  const span = tokenAt(document, index);
  const bare = bareValue(document.text, span);
  if (bare !== null) return { message: bare, span };
  const known = CLEARER.find(([pattern]) => pattern.test(error.message));
  return { message: known?.[1] ?? lowerFirst(error.message), span };
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

/** `a = bcd`, `a = True`, `a =`: what stands where a value should. Null when the error is about something else. */
function bareValue(text: string, { start, end }: Span): string | null {
  if (!/=[ \t]*$/.test(text.slice(Math.max(lineStart(text, start), start - 200), start))) return null;
  const token = text.slice(start, end);
  if (/^(true|false)$/i.test(token)) return 'true and false are written in lower case';
  if (/^[A-Za-z]/.test(token)) return 'text must stand in quotes';
  return /^\s*$|^#/.test(token) ? 'there is no value after =' : null;
}

/** The word at an offset; where there is none, the rest of the line before. */
function tokenAt(document: Document, index: number): Span {
  const { text } = document;
  const word = /[^\s,=[\]{}#"']+/y;
  word.lastIndex = index;
  const found = word.exec(text);
  if (found !== null) return { document, start: index, end: index + Math.min(found[0].length, 200) };
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
