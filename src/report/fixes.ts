import type { FixResult } from '../lint/fix.js';
import { terminal } from '../text/escape.js';
import { count, list } from '../text/message.js';

interface Delivered {
  readonly written: readonly string[];
  readonly failed: readonly { readonly file: string; readonly reason: string }[];
}

interface Destination {
  readonly inPlace: boolean;
  readonly directory: string | null;
  readonly patch: string | null;
}

/** What was fixed, what could not be, and where the corrected files are; a line each. */
export function fixesText(fixed: FixResult, { written, failed }: Delivered, destination: Destination): string {
  const { applied, refused, files } = fixed;
  const verb = destination.inPlace ? 'fixed' : 'would fix';
  const lines = applied.map(({ rule, title, files: paths }) => `${verb} ${rule}: ${title} (${list(paths, 4)})`);
  lines.push(...refused.map(({ rule, file, reason }) => `not fixed ${rule} in ${file}: ${reason}`));
  lines.push(...failed.map(({ file, reason }) => `not written ${file}: ${reason}`));
  const where = [
    destination.inPlace ? 'in place' : '',
    destination.directory === null ? '' : `in ${destination.directory}`,
    destination.patch === null ? '' : `as ${destination.patch}`,
  ].filter((text) => text !== '');
  if (files.length === 0) lines.push('nothing to fix');
  else if (where.length === 0)
    lines.push(`${count(applied.length, 'fix', 'fixes')} in ${count(files.length, 'file')}, nothing written`);
  else
    lines.push(
      `${count(applied.length, 'fix', 'fixes')} in ${count(files.length, 'file')}, ${written.length === 0 ? 'nothing written' : `written ${list(where)}`}`,
    );
  return `${lines.map(terminal).join('\n')}\n`;
}
