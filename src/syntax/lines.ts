/** 1-based line and column of an offset. Columns count UTF-16 units, as GitHub and editors do. */
export interface LineTable {
  readonly count: number;
  readonly position: (offset: number) => { line: number; column: number };
  /** The text of a 1-based line without its line end; '' where there is no such line. */
  readonly line: (line: number) => string;
}

/** Lines end at LF, CRLF or a lone CR; a text that ends so has an empty last line. Built at the first question. */
export function createLineTable(text: string): LineTable {
  let known: readonly number[] | null = null;
  const starts = (): readonly number[] => {
    known ??= lineStarts(text);
    return known;
  };
  return {
    get count() {
      return starts().length;
    },
    position(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      const index = lastNotAfter(starts(), at);
      return { line: index + 1, column: at - (starts()[index] ?? 0) + 1 };
    },
    line(line) {
      const start = starts()[line - 1];
      if (start === undefined) return '';
      return text.slice(start, starts()[line] ?? text.length).replace(/[\r\n]+$/, '');
    },
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Index of the last start that is not after an offset. */
function lastNotAfter(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
