import { parsePatch } from 'diff';
import type { GitHub } from './connect.js';
import type { DiffLines } from './remarks.js';

/**
 * What a pull request changes, as GitHub tells it, where git cannot: at most 3,000 files, and no lines of a large one.
 * A file counts only where the checkout holds the very content that GitHub speaks of.
 *
 * @param blobOf git's name of the content of a path in the checkout; null where there is none
 * @throws what GitHub refuses
 */
export async function diffOfPull(
  { rest, repository, paginate }: GitHub,
  number: number,
  blobOf: (path: string) => string | null,
): Promise<DiffLines> {
  const files = await paginate(rest.pulls.listFiles, { ...repository, pull_number: number, per_page: 100 });
  const told = files.flatMap(({ filename, patch, sha }) => {
    if (patch === undefined || blobOf(filename) !== sha) return [];
    return [[filename, hunksOf(patch)] as const];
  });
  return new Map(told);
}

function hunksOf(patch: string) {
  const [file] = parsePatch(`--- a\n+++ b\n${patch}\n`);
  return (file?.hunks ?? [])
    .filter(({ newLines }) => newLines > 0)
    .map(({ newStart, newLines }) => ({ start: newStart, end: newStart + newLines - 1 }));
}
