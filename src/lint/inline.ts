import type { Document, Span } from '../syntax/document.js';
import { nearest } from '../text/nearest.js';
import { type Comment, type Commented, commentsOf, type Range } from './comments.js';

/** A comment that asks for silence: `wso2is-lint: ignore[RULE,…] until=YYYY-MM-DD reason`. */
export interface InlineSuppression {
  /** The whole comment. */
  readonly span: Span;
  readonly rules: readonly { readonly id: string; readonly span: Span }[];
  /** `YYYY-MM-DD`, inclusive; null for no end. */
  readonly until: string | null;
  readonly reason: string | null;
  /** Why it silences nothing: what is wrong with the way it is written, and how it is written. */
  readonly mistake: string | null;
  /** Findings that start here are silenced; `file`: all of the file. */
  readonly covers: readonly Range[] | 'file';
  /** The file could be read as what it is, so that what is covered is certain. */
  readonly sound: boolean;
}

const MARK = 'wso2is-lint';
const FORM = 'wso2is-lint: ignore[RULE] reason';
const WORDS = ['ignore', 'ignore-file'];
/** Words of other tools for the same thing. */
const LIKE = /^(?:ignore|disable|suppress|nolint|noqa|skip)(?:-[\w-]+)?$/i;

/** Reads the suppressions in the comments of a document. Never throws. `name`: of the file, for its kind of comments. */
export function inlineSuppressions(document: Document, name: string): readonly InlineSuppression[] {
  if (!/wso2is-lint/i.test(document.text)) return [];
  const commented = commentsOf(document, name);
  const bare = blanked(document.text, commented.comments);
  return commented.comments.flatMap((comment) => {
    const read = readDirective(comment);
    if (read === null) return [];
    const { whole, rules, ...rest } = read;
    const span = (start: number, end: number): Span => ({ document, start, end });
    const first = commented.targets[0]?.start ?? comment.end;
    const late = whole && comment.start > first;
    return [
      {
        ...rest,
        span: span(comment.start, comment.end),
        rules: rules.map(({ id, start }) => ({ id, span: span(start, start + id.length) })),
        mistake:
          rest.mistake ??
          (late ? 'ignore-file stands before the root element or the first key; here "ignore" is for one place' : null),
        covers: whole ? 'file' : coverOf(comment, commented, document.text, bare),
        sound: commented.sound,
      },
    ];
  });
}

/** Whether a suppression covers what begins at an offset; null for a finding about a file as a whole. */
export function isCovered({ covers }: InlineSuppression, offset: number | null): boolean {
  if (covers === 'file') return true;
  return offset !== null && covers.some(({ start, end }) => start <= offset && offset < Math.max(end, start + 1));
}

/** The text with its comments blanked, offsets kept. */
function blanked(text: string, comments: readonly Comment[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of comments) {
    parts.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

/** Alone on its line: what comes next. Beside something: the line, and what begins or ends on it. */
function coverOf(comment: Comment, { targets }: Commented, text: string, bare: string): readonly Range[] {
  const before = lineAt(text, comment.start);
  const after = lineAt(text, comment.end);
  const lines = [
    ...(bare.slice(before.start, comment.start).trim() === '' ? [] : [before]),
    ...(bare.slice(comment.end, after.end).trim() === '' ? [] : [after]),
  ];
  if (lines.length === 0) {
    const next = targets.find(({ start }) => start >= comment.end);
    return next !== undefined && bare.slice(comment.end, next.start).trim() === '' ? [next] : [];
  }
  const isOn = (offset: number): boolean => lines.some(({ start, end }) => start <= offset && offset <= end);
  return [...lines, ...targets.filter(({ start, end }) => isOn(start) || isOn(end))];
}

function lineAt(text: string, offset: number): Range {
  const ends = /[\r\n]/g;
  ends.lastIndex = offset;
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  return { start: offset === 0 ? 0 : start, end: ends.exec(text)?.index ?? text.length };
}

interface Directive {
  readonly whole: boolean;
  readonly rules: readonly { readonly id: string; readonly start: number }[];
  readonly until: string | null;
  readonly reason: string | null;
  readonly mistake: string | null;
}

/** Null for a comment that asks for nothing: prose may begin with our name. */
function readDirective({ text, textStart }: Comment): Directive | null {
  const head = /^\s*(wso2is-lint)\s*(:?)\s*([\w-]*)/i.exec(text);
  if (head === null) return null;
  const [opening, mark, colon, word = ''] = head;
  const rest = text.slice(opening.length);
  const nothing = { whole: word === 'ignore-file', rules: [], until: null, reason: null };
  if (mark !== MARK || colon !== ':' || !WORDS.includes(word)) {
    const meant = /^\s*\[/.test(rest) || (colon === ':' && (LIKE.test(word) || nearest(word, WORDS) !== null));
    const wrong =
      mark !== MARK
        ? 'the name stands in small letters'
        : colon !== ':'
          ? 'the colon is missing'
          : `"${word}" is no word for it`;
    return meant ? { ...nothing, mistake: `${wrong}: it is written "${FORM}"` } : null;
  }
  const list = /^\s*\[([^\]]*)\]/.exec(rest);
  if (list === null)
    return { ...nothing, mistake: `the rules stand in square brackets: "wso2is-lint: ${word}[RULE] reason"` };
  const [brackets, inside = ''] = list;
  const rules = namesIn(inside, textStart + opening.length + brackets.length - 1 - inside.length);
  if (rules === null) return { ...nothing, mistake: 'a name of a rule is missing in the square brackets' };
  return { ...nothing, rules, ...endAndReason(rest.slice(brackets.length)) };
}

function namesIn(text: string, offset: number): Directive['rules'] | null {
  let at = offset;
  const rules = text.split(',').map((part) => {
    const start = at + part.length - part.trimStart().length;
    at += part.length + 1;
    return { id: part.trim(), start };
  });
  return rules.some(({ id }) => id === '') ? null : rules;
}

const UNTIL = /(?<!\S)until=(\S*)/g;
/** Other ways to say the end: taken for part of the reason they would never end. */
const LIKE_UNTIL = /(?<!\S)(?:until|exp|expires?|expiry)(?:\s*[:=]|\s+\d{4}-)/i;

function endAndReason(tail: string): Pick<Directive, 'until' | 'reason' | 'mistake'> {
  const ends = [...tail.matchAll(UNTIL)].map(([, date = '']) => date);
  const rest = tail.replace(UNTIL, ' ');
  const reason = rest
    .replace(/\s+/g, ' ')
    .replace(/^[\s:–—-]+/, '')
    .trim();
  const said = /[\p{L}\p{N}]/u.test(reason) ? reason : null;
  const until = ends[0] ?? null;
  const wrong = ends.find((date) => !isDate(date)) ?? LIKE_UNTIL.exec(rest)?.[0];
  const mistake =
    wrong !== undefined
      ? `"${wrong.trim()}" is no end: it is written until=YYYY-MM-DD, with a day of the calendar`
      : ends.length > 1
        ? 'it has more than one until='
        : said === null
          ? `it gives no reason: "${FORM}"`
          : null;
  return { until, reason: said, mistake };
}

function isDate(text: string): boolean {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return date !== null && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
