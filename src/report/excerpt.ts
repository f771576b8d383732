import type { LintResult, Place } from '../lint/finding.js';
import type { NodeModel } from '../server/model.js';
import type { Document } from '../syntax/document.js';
import { terminal } from '../text/escape.js';
import { hiddenOf, maskSpans, type Range, secretRanges } from '../text/redact.js';
import { slice, width } from './layout.js';

/** A source line that may be shown: secrets masked, controls visible, tabs expanded, indentation gone. */
export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** Terminal cells from the start of `text` to the range that the finding is about. */
  readonly caret: number;
  /** At least 1. */
  readonly length: number;
}

/** Shows the line of a place in so many cells; null for a place without a line. */
export type Excerpter = (place: Place, cells: number) => Excerpt | null;

/** Beyond this a document is searched for secrets only around the line. */
const WHOLE = 400_000;
const AROUND = 50_000;
const LONGEST_LINE = 5_000;

/** Excerpts of one run. Knows every sensitive setting of every node, and searches each document it shows once. */
export function excerpter(result: Pick<LintResult, 'clusters'>): Excerpter {
  const sensitive = new Map<Document, Range[]>();
  for (const cluster of result.clusters) {
    for (const node of cluster.nodes) collectSensitive(node, sensitive);
  }
  for (const [document, ranges] of sensitive) sensitive.set(document, hiddenOf(document.text, ranges));
  const found = new Map<Document, Range[]>();
  const secretsOf = (document: Document, at: number): readonly Range[] => {
    const modelled = sensitive.get(document) ?? [];
    if (document.text.length > WHOLE) {
      const from = Math.max(0, at - AROUND);
      const near = secretRanges(document.text.slice(from, at + AROUND));
      return [...modelled, ...near.map(({ start, end }) => ({ start: start + from, end: end + from }))];
    }
    const ranges = found.get(document) ?? secretRanges(document.text);
    found.set(document, ranges);
    return [...modelled, ...ranges];
  };
  return (place, cells) => {
    if (place.span === null || place.line === null || place.column === null) return null;
    const { document, start, end } = place.span;
    const lineStart = document.lines.startOf(start);
    // Inside a YAML file the indentation is no part of the document.
    const whole = document.lines.line(place.line).slice(place.column - 1 - (start - lineStart));
    // A file on one line of megabytes: what is far from the caret is never seen.
    const from = Math.max(0, Math.min(start - lineStart, whole.length) - LONGEST_LINE);
    const raw = whole.slice(from, from + 2 * LONGEST_LINE);
    const masked = maskSpans(raw, lineStart + from, secretsOf(document, start));
    const first = masked.at(start - lineStart - from);
    const last = Math.max(masked.at(Math.min(end - lineStart - from, raw.trimEnd().length), 'end'), first);
    return { line: place.line, ...cut(shown(masked.text, first, last), cells) };
  };
}

interface Shown {
  readonly text: string;
  readonly caret: number;
  readonly length: number;
}

const TAB = 4;

/** Makes a line safe and says in cells where `[first, last)` went. */
function shown(line: string, first: number, last: number): Shown {
  const indent = Math.min(/^\s*/.exec(line)?.[0].length ?? 0, first);
  let text = '';
  let cells = 0;
  let caret: number | null = null;
  let end: number | null = null;
  let offset = indent;
  for (const character of line.slice(indent)) {
    if (caret === null && offset >= first) caret = cells;
    if (end === null && offset >= last) end = cells;
    const safe = character === '\t' ? ' '.repeat(TAB - (cells % TAB)) : terminal(character);
    text += safe;
    cells += width(safe);
    offset += character.length;
  }
  const from = caret ?? cells;
  return { text: text.trimEnd(), caret: from, length: Math.max(1, (end ?? cells) - from) };
}

/** Keeps the caret in sight: what is cut away is an ellipsis. */
function cut({ text, caret, length }: Shown, cells: number): Shown {
  const all = width(text);
  const room = Math.max(20, cells);
  if (all <= room) return { text, caret, length };
  const wanted = Math.min(length, room - 4);
  const from = Math.max(0, Math.min(caret - Math.floor((room - wanted) / 2), all - room + 1));
  const start = from === 0 ? 0 : from + 1;
  const before = from === 0 ? '' : '…';
  const rest = room - before.length;
  const after = all - start > rest ? '…' : '';
  const body = slice(text, start, start + rest - after.length);
  const at = caret - start + before.length;
  return { text: before + body + after, caret: at, length: Math.max(1, Math.min(length, room - at - after.length)) };
}

/** Every sensitive setting of a node, wherever the model holds it. */
function collectSensitive(node: NodeModel, into: Map<Document, Range[]>): void {
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    if (isSensitive(value)) {
      const { document, start, end } = value.span;
      into.set(document, [...(into.get(document) ?? []), { start, end }]);
    } else if (Array.isArray(value) || value instanceof Map) {
      for (const item of value.values()) visit(item);
    } else {
      for (const [key, item] of Object.entries(value)) if (key !== 'span') visit(item);
    }
  };
  const { files: _files, ...facts } = node;
  visit(facts);
}

function isSensitive(value: object): value is { span: { document: Document; start: number; end: number } } {
  return 'sensitive' in value && value.sensitive === true && 'span' in value && value.span !== null;
}
