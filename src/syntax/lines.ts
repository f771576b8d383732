/** 1-based line and column of an offset. Columns count UTF-16 units, as GitHub and editors do. */
export interface LineTable {
  readonly count: number;
  readonly position: (offset: number) => { line: number; column: number };
  /** The offset at which the line of an offset begins in the text the offset belongs to. */
  readonly startOf: (offset: number) => number;
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
      const index = lastNotAfter(starts(), at, itself);
      return { line: index + 1, column: at - (starts()[index] ?? 0) + 1 };
    },
    startOf(offset) {
      return starts()[lastNotAfter(starts(), offset, itself)] ?? 0;
    },
    line(line) {
      const start = starts()[line - 1];
      if (start === undefined) return '';
      return text.slice(start, starts()[line] ?? text.length).replace(/[\r\n]+$/, '');
    },
  };
}

const itself = (start: number): number => start;

/** Where one line begins: in an embedded text, and in the text it is embedded in. */
export interface LineOrigin {
  readonly inner: number;
  readonly outer: number;
}

const innerOf = ({ inner }: LineOrigin): number => inner;

/** An offset of an embedded text as an offset of the outer one. `origins`: one for each line, in order, at least one. */
export function outerOffset(origins: readonly LineOrigin[], offset: number): number {
  const { inner, outer } = origins[lastNotAfter(origins, offset, innerOf)] ?? { inner: 0, outer: 0 };
  return outer + Math.max(0, offset - inner);
}

/** Offsets of an embedded text; lines, columns and their text are those of the outer one. */
export function createEmbeddedLineTable(outer: LineTable, origins: readonly LineOrigin[]): LineTable {
  return {
    get count() {
      return outer.count;
    },
    position: (offset) => outer.position(outerOffset(origins, offset)),
    startOf: (offset) => origins[lastNotAfter(origins, offset, innerOf)]?.inner ?? 0,
    line: (line) => outer.line(line),
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n?|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

/** Index of the last start that is not after an offset. */
function lastNotAfter<T>(starts: readonly T[], offset: number, at: (start: T) => number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    const start = starts[middle];
    if (start !== undefined && at(start) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
