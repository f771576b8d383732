import { closest, distance } from 'fastest-levenshtein';

/**
 * The one candidate a person most likely meant: differs by case or surrounding blanks, or by at most a third of its
 * letters, rounded up (never more than three). Null when none is near or two are equally near.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const others = candidates.filter((candidate) => candidate !== word);
  const folded = word.trim().toLowerCase();
  const same = others.filter((candidate) => candidate.trim().toLowerCase() === folded);
  if (same.length === 1) return same[0] ?? null;
  if (others.length === 0) return null;
  const best = closest(word, others);
  const limit = Math.min(3, Math.ceil(Math.max(word.length, best.length) / 3));
  const near = distance(word, best);
  const ties = others.filter((candidate) => distance(word, candidate) === near);
  return near <= limit && ties.length === 1 ? best : null;
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const best = nearest(word, candidates);
  return best === null ? '' : ` Did you mean "${best}"?`;
}
