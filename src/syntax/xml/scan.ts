import { type Doctype, readDoctype } from './doctype.js';

/** Markup that is no tag. */
export interface Piece {
  readonly kind: 'comment' | 'cdata' | 'instruction';
  readonly start: number;
  readonly end: number;
}

export interface Scan {
  /** The text with everything but tags and character data blanked, offset by offset. */
  readonly masked: string;
  /** In document order; what a DOCTYPE holds not included. */
  readonly pieces: readonly Piece[];
  readonly doctype: Doctype | null;
  readonly problem: ScanProblem | null;
}

export interface ScanProblem {
  readonly kind: 'malformed' | 'refused';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** libxml2's own limit (XML_MAX_DEPTH, parserInternals.h): deeper files pass neither here nor there. */
const deepest = 256;
const mostElements = 500_000;

/**
 * One pass over the markup, before the tree is built: what is not a tag is found and blanked, so that no comment,
 * CDATA section, instruction or DOCTYPE can confuse the tree builder, and hostile nesting is stopped here.
 */
export function scan(text: string): Scan {
  const pieces: Piece[] = [];
  const kept: string[] = [];
  let copied = 0;
  let doctype: Doctype | null = null;
  let depth = 0;
  let elements = 0;

  const blank = (start: number, end: number) => {
    kept.push(text.slice(copied, start), ' '.repeat(end - start));
    copied = end;
  };
  const stop = (kind: ScanProblem['kind'], message: string, start: number, end = start + 1): Scan => ({
    masked: '',
    pieces,
    doctype,
    problem: { kind, message, start, end: Math.min(end, text.length) },
  });

  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const piece = pieceKind(text, at);
    if (piece !== null) {
      const close = text.indexOf(piece.close, at + piece.open);
      if (close < 0) return stop('malformed', `The ${piece.name} is not closed.`, at);
      const end = close + piece.close.length;
      pieces.push({ kind: piece.kind, start: at, end });
      blank(at, end);
      at = end;
    } else if (text.startsWith('<!', at)) {
      if (!text.startsWith('<!DOCTYPE', at) || doctype !== null || elements > 0) {
        return stop('malformed', 'A markup declaration stands where none may stand.', at);
      }
      const read = readDoctype(text, at);
      if (read === null) return stop('malformed', 'The document type declaration cannot be read.', at);
      doctype = read;
      if (read.refusal !== null) {
        return stop('refused', `The document type ${read.refusal}: not read.`, at, read.end);
      }
      blank(at, read.end);
      at = read.end;
    } else {
      const closing = text[at + 1] === '/';
      const end = closing ? text.indexOf('>', at) + 1 : tagEnd(text, at);
      if (end === 0) return stop('malformed', 'The tag is not closed.', at);
      if (closing) depth = Math.max(0, depth - 1);
      else {
        elements++;
        if (text[end - 2] !== '/') depth++;
        if (depth > deepest) return stop('refused', `Elements are nested deeper than ${deepest}: not read.`, at, end);
        if (elements > mostElements) return stop('refused', `More than ${mostElements} elements: not read.`, at, end);
      }
      at = end;
    }
  }
  kept.push(text.slice(copied));
  return { masked: kept.join(''), pieces, doctype, problem: null };
}

/** Offset after the `>` of the start tag at an offset, quoted values passed over; 0 when it is not closed. */
export function tagEnd(text: string, start: number): number {
  const stops = /["'>]/g;
  stops.lastIndex = start + 1;
  for (let match = stops.exec(text); match !== null; match = stops.exec(text)) {
    if (match[0] === '>') return stops.lastIndex;
    const close = text.indexOf(match[0], stops.lastIndex);
    if (close < 0) return 0;
    stops.lastIndex = close + 1;
  }
  return 0;
}

function pieceKind(text: string, at: number) {
  if (text.startsWith('<!--', at)) return { kind: 'comment', name: 'comment', open: 4, close: '-->' } as const;
  if (text.startsWith('<![CDATA[', at)) return { kind: 'cdata', name: 'CDATA section', open: 9, close: ']]>' } as const;
  if (text.startsWith('<?', at)) {
    return { kind: 'instruction', name: 'processing instruction', open: 2, close: '?>' } as const;
  }
  return null;
}
