import MagicString from 'magic-string';
import { encode, lacks } from '../syntax/bytes.js';
import type { Document, Span } from '../syntax/document.js';

/** A replacement in the text of a document, wherever that document is. */
export interface Replacement {
  readonly span: Span;
  readonly text: string;
}

/** Why a document is not edited; null when it may be. */
export function uneditable({ lossy, encoding, embedded }: Document): string | null {
  if (lossy || encoding === 'unsupported') return 'its encoding cannot be read without loss';
  return embedded === null ? null : uneditable(embedded.outer);
}

/** Whether two replacements touch the same characters, or insert at the same place. */
export function overlap(a: Span, b: Span): boolean {
  if (a.start === b.start) return true;
  return a.start < b.end && b.start < a.end;
}

/**
 * The file with the replacements in it, as bytes: encoding, byte order mark and line ends stay; outside the ranges not a
 * byte changes. A new line takes the line end of its surroundings, a character that the encoding lacks becomes a
 * reference of XML.
 *
 * @param replacements of one document, none overlapping another
 */
export function applyReplacements(document: Document, replacements: readonly Replacement[]): Uint8Array {
  const { outer, placed } = inOuter(document, replacements);
  const edited = new MagicString(outer.text);
  const lineEnd = lineEndOf(outer.text);
  for (const { start, end, text } of placed) {
    const written = writable(text.replace(/\r?\n/g, lineEnd), outer);
    if (start === end) edited.appendLeft(start, written);
    else if (written === '') edited.remove(start, end);
    else edited.update(start, end, written);
  }
  return encode(edited.toString(), outer);
}

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** In an embedded document the ranges are those of the file around it, and new lines are indented as it is. */
function inOuter(document: Document, replacements: readonly Replacement[]): { outer: Document; placed: Placed[] } {
  const { embedded } = document;
  if (embedded === null) {
    return { outer: document, placed: replacements.map(({ span, text }) => ({ ...rangeOf(span), text })) };
  }
  const indent = ' '.repeat(embedded.indent);
  const placed = replacements.map(({ span, text }) => ({
    start: embedded.offsetOf(span.start),
    end: embedded.offsetOf(span.end),
    text: text.replace(/\n(?=[^\r\n])/g, `\n${indent}`),
  }));
  return { outer: embedded.outer, placed };
}

function rangeOf({ start, end }: Span): { start: number; end: number } {
  return { start, end };
}

/** The line end most lines have; LF for a single line. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const lines = text.split('\n').length - 1;
  const carriage = text.split('\r\n').length - 1;
  return carriage * 2 > lines ? '\r\n' : '\n';
}

function writable(text: string, { encoding }: Document): string {
  let written = '';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    written += lacks(encoding, code) ? `&#${code};` : char;
  }
  return written;
}
