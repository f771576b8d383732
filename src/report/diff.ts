import { structuredPatch } from 'diff';
import type { ChangedFile } from '../lint/fix.js';
import { decode } from '../syntax/bytes.js';
import { terminal } from '../text/escape.js';
import { type Masked, maskSpans, secretRanges } from '../text/redact.js';
import type { Style } from './style.js';

/**
 * What fixes would change, for people: a unified diff with every secret masked. A line whose only change is inside a
 * secret shows `***` on both sides.
 */
export function diffText(files: readonly ChangedFile[], style: Style): string {
  return files.map((file) => fileDiff(file, style)).join('\n');
}

function fileDiff({ path, before, after }: ChangedFile, style: Style): string {
  const [old, fresh] = [decode(before).text, decode(after).text];
  const { hunks } = structuredPatch(path, path, old, fresh, '', '', { context: 2, stripTrailingCr: true });
  const show = { '-': maskedLines(old), '+': maskedLines(fresh) };
  const lines = [style('bold', terminal(path))];
  for (const hunk of hunks) {
    lines.push(style('cyan', `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`));
    let [from, to] = [hunk.oldStart, hunk.newStart];
    for (const line of hunk.lines) {
      const sign = line.charAt(0);
      if (sign === '-') lines.push(style('red', `-${terminal(show['-'](from))}`));
      else if (sign === '+') lines.push(style('green', `+${terminal(show['+'](to))}`));
      else if (sign === ' ') lines.push(` ${terminal(show['+'](to))}`);
      if (sign === '-' || sign === ' ') from += 1;
      if (sign === '+' || sign === ' ') to += 1;
    }
  }
  return `${lines.join('\n')}\n`;
}

/** A line of a text by its number from 1, with the secrets of the whole text masked. */
function maskedLines(text: string): (line: number) => string {
  const ranges = secretRanges(text);
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return (line) => {
    const start = starts[line - 1] ?? text.length;
    const end = starts[line] ?? text.length;
    const masked: Masked = maskSpans(text.slice(start, end).replace(/\r?\n$/, ''), start, ranges);
    return masked.text;
  };
}
