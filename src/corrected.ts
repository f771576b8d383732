import type { Host } from './host.js';
import type { LintResult } from './lint/finding.js';
import type { ChangedFile, Safety } from './lint/fix.js';
import { type Around, type Request, run, runFixed } from './pipeline.js';
import { fixesText } from './report/fixes.js';
import { patchOf } from './report/patch.js';

/** What is to be fixed, and where the corrected files go. */
export interface Fixing {
  readonly safety: Safety;
  readonly destination: Destination;
}

export interface Corrected {
  /** What is wrong with the files as they lie there now. */
  readonly result: LintResult;
  readonly files: readonly ChangedFile[];
  readonly delivered: Delivered;
  /** What was fixed, what not, and where it went; for people. */
  readonly text: string;
}

/** The whole run with fixes: nothing is written before everything is known. */
export async function correct(
  request: Request,
  host: Host,
  { safety, destination }: Fixing,
  around: Around = {},
): Promise<Corrected> {
  const fixed = await runFixed(request, host, safety, around);
  const delivered = deliver(fixed.files, destination, host);
  const text = fixesText(fixed, delivered, destination);
  const complete = destination.inPlace && delivered.failed.length === 0;
  const partly = destination.inPlace && delivered.written.length > 0;
  const result = complete ? fixed.result : partly ? await run(request, host, around) : fixed.first;
  return { result, files: fixed.files, delivered, text };
}

/** Where corrected files go. */
export interface Destination {
  /** `--fix`: the files themselves. */
  readonly inPlace: boolean;
  /** `--fix-to`: a directory that gets the corrected files only, in the same layout. */
  readonly directory: string | null;
  /** `--patch`. */
  readonly patch: string | null;
}

export interface Delivered {
  /** Paths that were written: the corrected files, those in the directory, the patch. */
  readonly written: readonly string[];
  /** What could not be written, with the reason. */
  readonly failed: readonly { readonly file: string; readonly reason: string }[];
}

/** Writes corrected files where they are wanted. A file that cannot be written is told, and the rest goes on. */
export function deliver(
  files: readonly ChangedFile[],
  { inPlace, directory, patch }: Destination,
  host: Host,
): Delivered {
  const written: string[] = [];
  const failed: { file: string; reason: string }[] = [];
  const write = (path: string, after: Uint8Array, before: Uint8Array | null): void => {
    try {
      host.write(path, after, before);
      written.push(path);
    } catch (error) {
      failed.push({ file: path, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  for (const { path, before, after } of files) {
    if (inPlace) write(path, after, before);
    if (directory === null) continue;
    if (path === '..' || path.startsWith('../') || path.startsWith('/')) {
      failed.push({ file: path, reason: 'it is above the working directory, so it has no place in another one' });
    } else write(`${directory}/${path}`, after, null);
  }
  if (patch !== null) {
    const { patch: bytes, leftOut } = patchOf(files);
    failed.push(...leftOut.map((file) => ({ file, reason: 'git takes its encoding for binary: no patch fits it' })));
    write(patch, bytes, null);
  }
  return { written, failed };
}
