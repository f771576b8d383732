import { applyReplacements, uneditable } from '../lint/edit.js';
import type { Finding } from '../lint/finding.js';
import { decode } from '../syntax/bytes.js';
import type { Document } from '../syntax/document.js';
import { secretRanges } from '../text/redact.js';

/** What a review offers to put in place of some lines. */
export interface Suggestion {
  readonly file: string;
  /** First and last line that are replaced, from 1. */
  readonly startLine: number;
  readonly endLine: number;
  /** The lines in their place, without the last line end; '' takes the lines out. */
  readonly text: string;
}

/**
 * A safe fix in one place of one file as whole lines, for GitHub's `suggestion` blocks. Null for any other, and where a
 * replaced or a new line holds a secret: the block would quote it.
 */
export function suggestionOf(finding: Finding): Suggestion | null {
  const { fix } = finding;
  const [first] = fix?.edits ?? [];
  if (fix === null || first === undefined || fix.safety !== 'safe') return null;
  const { document } = first.span;
  const isOnePlace = fix.edits.every(({ node, span }) => node === first.node && span.document === document);
  if (!isOnePlace || document.embedded !== null || uneditable(document) !== null) return null;
  const before = linesOf(document.text);
  const after = linesOf(decode(applyReplacements(document, fix.edits)).text);
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1;
  // Nothing is replaced where lines are only added: the line above stays and is quoted.
  const from = start === before.length - end ? Math.max(0, start - 1) : start;
  const [replaced, fresh] = [before.slice(from, before.length - end), after.slice(from, after.length - end)];
  if (replaced.length === 0 || holdsSecret(document.text, from, replaced) || holdsSecret(after.join(''), from, fresh)) {
    return null;
  }
  const text = fresh.join('').replace(/\r?\n$/, '');
  return { file: fileOf(finding, document), startLine: from + 1, endLine: before.length - end, text };
}

function fileOf(finding: Finding, document: Document): string {
  const [edit] = finding.fix?.edits ?? [];
  return edit?.node.files.find((file) => file.document === document)?.path ?? finding.file;
}

/** With their line ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function holdsSecret(text: string, line: number, lines: readonly string[]): boolean {
  const start = linesOf(text).slice(0, line).join('').length;
  const end = start + lines.join('').length;
  return secretRanges(text).some((range) => range.start < end && start < range.end);
}
