import { MASK } from './redact.js';

/**
 * Shortens the values of one thing so that what tells them apart is kept: the start, each place at which some of them
 * part, the end. Values that are not equal stay so as long as these places have room; a mask with its letter is kept
 * whole or left out. Counts characters, not UTF-16 units.
 */
export function shortenTogether<T extends string | null>(texts: readonly T[], longest: number): (T | string)[] {
  const distinct = [...new Set(texts.filter((text) => text !== null))];
  if (distinct.every((text) => text.length <= longest)) return [...texts];
  const all = distinct.map(piecesOf);
  const partings = partingsOf(all);
  const short = new Map<string | null, string>();
  // Where places are near each other their surroundings are the same: there is more room than for one.
  for (let room = longest * 4; ; room = Math.floor(room * 0.9)) {
    const cuts = all.map((pieces, index) =>
      lengthOf(pieces) <= longest ? pieces : windows(pieces, partings[index] ?? [], room, distinct.length === 1),
    );
    // One measure for all, else equal starts would not be cut at equal places.
    if (room > 0 && cuts.some((pieces) => lengthOf(pieces) > longest)) continue;
    for (const [index, text] of distinct.entries()) short.set(text, fitted(cuts[index] ?? [], longest));
    return texts.map((text) => short.get(text) ?? text);
  }
}

const MASKED = new RegExp(`${MASK.replace(/\*/g, '\\*')}(?: [A-Z]{1,3}(?![A-Za-z]))?`, 'g');
const GAP = '…';

/** Characters, and masks with their letters. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let at = 0;
  for (const { 0: mask, index } of text.matchAll(MASKED)) {
    pieces.push(...text.slice(at, index), mask);
    at = index + mask.length;
  }
  return [...pieces, ...text.slice(at)];
}

function lengthOf(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + (piece.length > 2 ? piece.length : 1), 0);
}

/** For each the places at which another goes on otherwise. */
function partingsOf(all: readonly (readonly string[])[]): number[][] {
  return all.map((pieces, own) => {
    const places = new Set<number>();
    for (const [index, other] of all.entries()) {
      if (index === own) continue;
      let at = 0;
      while (at < pieces.length && pieces[at] === other[at]) at += 1;
      places.add(at);
    }
    return [...places].sort((a, b) => a - b);
  });
}

/** The start, what is around each parting, and the end; the more room, the more of each. */
function windows(pieces: readonly string[], partings: readonly number[], room: number, alone: boolean): string[] {
  const share = (part: number): number => Math.floor(room * part);
  const kept = new Set<number>();
  const keep = (from: number, to: number): void => {
    for (let at = Math.max(0, from); at < Math.min(to, pieces.length); at += 1) kept.add(at);
  };
  keep(0, share(alone ? 2 / 3 : 1 / 4));
  for (const at of partings) keep(at - share(1 / 6), at + 1 + share(1 / 4));
  keep(pieces.length - share(alone ? 1 / 3 : 1 / 4), pieces.length);
  const shown: string[] = [];
  for (const [at, piece] of pieces.entries()) {
    // In place of a single character an ellipsis would save nothing.
    const isLone =
      piece.length <= 2 && (at === 0 || kept.has(at - 1)) && (at + 1 === pieces.length || kept.has(at + 1));
    if (kept.has(at) || isLone) shown.push(piece);
    else if (at === 0 || kept.has(at - 1)) shown.push(GAP);
  }
  return shown;
}

/** Cut where so many part that there is no room for all. */
function fitted(pieces: readonly string[], longest: number): string {
  if (lengthOf(pieces) <= longest) return pieces.join('');
  const start: string[] = [];
  for (const piece of pieces) {
    if (lengthOf([...start, piece, GAP]) > longest) break;
    start.push(piece);
  }
  return [...start, GAP].join('');
}
