import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { ChangedFile } from '../lint/fix.js';

/**
 * A patch that `git apply` takes, as bytes. The files are compared byte by byte as ISO-8859-1, so that any encoding and
 * any line end comes through as it is.
 *
 * @returns the files left out as well: git takes UTF-16 for binary, and no text patch fits it
 */
export function patchOf(files: readonly ChangedFile[]): { readonly patch: Uint8Array; readonly leftOut: string[] } {
  const isText = ({ before, after }: ChangedFile): boolean => !before.includes(0) && !after.includes(0);
  const patches = files.filter(isText).map(({ path, before, after }) => ({
    ...structuredPatch(`a/${path}`, `b/${path}`, latin1(before), latin1(after), '', '', { context: 3 }),
    isGit: true,
  }));
  const text = formatPatch(
    patches.filter(({ hunks }) => hunks.length > 0),
    FILE_HEADERS_ONLY,
  );
  const leftOut = files.filter((file) => !isText(file)).map(({ path }) => path);
  return { patch: Uint8Array.from(Buffer.from(text, 'latin1')), leftOut };
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
