/** Laying out monospaced text. Everything here takes text that is safe for a terminal already. */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mn}|\p{Me}/u;
/** Our own colours only; foreign escape sequences were made visible before. */
const COLOUR = /\u001b\[[0-9;]*m/g;

function cellsOf(character: string): number {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** How many terminal cells a text takes; colours take none. */
export function width(text: string): number {
  let cells = 0;
  for (const character of text.replace(COLOUR, '')) cells += cellsOf(character);
  return cells;
}

export function pad(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - width(text)));
}

/** Breaks at spaces; a word longer than the line (a path, a URL) stays whole, so that it can be copied. */
export function wrap(text: string, cells: number, indent = ''): string[] {
  const room = Math.max(20, cells - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && width(line) + 1 + width(word) > room) {
      lines.push(indent + line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  lines.push(indent + line);
  return lines;
}

/**
 * Columns as wide as their widest cell, two spaces between them. Cells of more than `widest` cells do not widen their
 * column: what follows them on the line moves to the right.
 */
export function columns(
  rows: readonly (readonly string[])[],
  indent = '',
  widest = Number.POSITIVE_INFINITY,
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, index) => {
      const cells = width(cell);
      if (cells <= widest) widths[index] = Math.max(widths[index] ?? 0, cells);
    });
  }
  return rows.map((row) =>
    (indent + row.map((cell, index) => pad(cell, widths[index] ?? 0)).join('  ')).replace(/ +$/, ''),
  );
}

/** The part of a text between two cells, for cutting a long line around a caret. */
export function slice(text: string, from: number, to: number): string {
  let cells = 0;
  let out = '';
  for (const character of text) {
    if (cells >= from && cells + cellsOf(character) <= to) out += character;
    cells += cellsOf(character);
  }
  return out;
}
