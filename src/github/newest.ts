import type { GitHub } from './connect.js';
import { hasStatus } from './refusal.js';

/**
 * Whether the pull request has a newer commit than the one that was checked: what is said there is about the newest, and
 * an older run must not write over it.
 *
 * @throws what GitHub refuses, save that the token may not read pull requests
 */
export async function isSuperseded(
  { rest, repository }: GitHub,
  { number, head }: { readonly number: number; readonly head: string },
): Promise<boolean> {
  let newest: string;
  try {
    newest = (await rest.pulls.get({ ...repository, pull_number: number })).data.head.sha;
  } catch (error) {
    // A token that may comment need not be allowed to read pull requests.
    if (hasStatus(error, 403, 404)) return false;
    throw error;
  }
  if (newest === head) return false;
  // GitHub may not know its newest commit yet: only what it says to be newer is.
  try {
    const basehead = `${newest}...${head}`;
    const { data } = await rest.repos.compareCommitsWithBasehead({ ...repository, basehead, per_page: 1 });
    return data.status !== 'ahead';
  } catch (error) {
    if (hasStatus(error, 403, 404, 422)) return true;
    throw error;
  }
}
