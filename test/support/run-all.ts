import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs every test of a folder in one module registry: loading the rules once for each file takes longer than the tests.
 * One file alone runs as usual, by its path.
 */
export async function runAll(folder: string): Promise<void> {
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts') && name !== 'all.test.ts');
  for (const file of files.sort()) await import(join(folder, file));
}
