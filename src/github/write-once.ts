import type { GitHub } from './connect.js';
import { hasStatus, isUncertain } from './refusal.js';

/**
 * Makes something that must exist once. Where GitHub's answer is lost or an error of its own, it is looked for before it
 * is made again.
 *
 * @param find what was made, when it is there; null when not
 * @throws what the last attempt threw
 */
export async function writeOnce<T>(
  { wait }: Pick<GitHub, 'wait'>,
  make: () => Promise<T>,
  find: () => Promise<T | null>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await make();
    } catch (error) {
      if (!isUncertain(error)) throw error;
      await wait(attempt);
      const made = await find();
      if (made !== null) return made;
      if (attempt >= 3) throw error;
    }
  }
}

/** Takes away what may be gone already. */
export async function remove(what: () => Promise<unknown>): Promise<void> {
  try {
    await what();
  } catch (error) {
    if (!hasStatus(error, 404, 410)) throw error;
  }
}
