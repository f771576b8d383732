/** Which lines of a file the diff of a pull request shows: GitHub takes review comments nowhere else. */

export type Side = 'LEFT' | 'RIGHT';

/** One line of a hunk: its numbers before and after the change, null on the side where it is not. */
export interface DiffLine {
  readonly hunk: number;
  readonly left: number | null;
  readonly right: number | null;
  readonly text: string;
}

/** Path → unified patch as GitHub gives it, from the first `@@`; null where GitHub leaves it out as too large. */
export type Patches = Readonly<Record<string, string | null>>;

export function readPatch(patch: string): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  let [hunk, left, right] = [-1, 0, 0];
  for (const line of patch.split('\n')) {
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    const text = line.slice(1);
    if (header !== null) {
      hunk += 1;
      left = Number(header[1]);
      right = Number(header[2]);
    } else if (line.startsWith('+')) lines.push({ hunk, left: null, right: right++, text });
    else if (line.startsWith('-')) lines.push({ hunk, left: left++, right: null, text });
    else if (line.startsWith(' ')) lines.push({ hunk, left: left++, right: right++, text });
  }
  return lines;
}

export function lineAt(patches: Patches, path: string, line: number, side: Side): DiffLine | undefined {
  const number = (item: DiffLine): number | null => (side === 'LEFT' ? item.left : item.right);
  return readPatch(patches[path] ?? '').find((item) => number(item) === line);
}

/** The hunk down to the line, as GitHub shows it above a comment. */
export function hunkUpTo(patches: Patches, path: string, line: number, side: Side): string {
  const end = lineAt(patches, path, line, side);
  const hunk = readPatch(patches[path] ?? '').filter((item) => item.hunk === end?.hunk);
  const isAfter = (number: number | null, last: number | null | undefined) => (number ?? 0) > (last ?? Infinity);
  return hunk
    .filter((item) => !isAfter(item.left, end?.left) && !isAfter(item.right, end?.right))
    .map((item) => `${item.left === null ? '+' : item.right === null ? '-' : ' '}${item.text}`)
    .join('\n');
}

export function isSide(text: string): text is Side {
  return text === 'LEFT' || text === 'RIGHT';
}

/** Where a review comment would stand. */
export interface Spot {
  readonly path: string;
  readonly line: number | null;
  readonly side: string;
  readonly startLine: number | null;
  readonly startSide: string;
}

/** Why GitHub would refuse the spot, in its own words; null when it takes it. */
export function whyNotAt(patches: Patches, spot: Spot): string | null {
  if (!(spot.path in patches)) return 'Path could not be resolved';
  if (spot.line === null || !isSide(spot.side) || !isSide(spot.startSide)) return 'Line could not be resolved';
  const end = lineAt(patches, spot.path, spot.line, spot.side);
  if (end === undefined) return 'Line could not be resolved';
  if (spot.startLine === null) return null;
  if (spot.startLine >= spot.line && spot.startSide === spot.side)
    return 'Pull request review thread start line must precede the end line.';
  const start = lineAt(patches, spot.path, spot.startLine, spot.startSide);
  if (start === undefined) return 'Start line could not be resolved';
  if (start.hunk !== end.hunk)
    return 'Pull request review thread start line must be part of the same hunk as the line.';
  return null;
}

/** The status GitHub gives a file, told by the range of its patch. */
export function statusOf(patch: string | null): 'added' | 'removed' | 'modified' {
  if (/^@@ -0,0 /.test(patch ?? '')) return 'added';
  return /^@@ \S+ \+0,0 /.test(patch ?? '') ? 'removed' : 'modified';
}
