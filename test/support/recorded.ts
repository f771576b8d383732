import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { ROOT } from './lint.js';

/**
 * What was read by eye once and must stay: a JSON file of named values. Jest's own snapshots would be obsolete, and
 * fail the run, on a machine without the real configurations. UPDATE_RECORDED=1 writes what is compared otherwise.
 */
export function recorded(file: string): (name: string, value: unknown) => void {
  const path = join(ROOT, file);
  const values = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {};
  return (name, value) => {
    if (process.env.UPDATE_RECORDED === '1') {
      values[name] = value;
      const sorted = Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
      writeFileSync(path, `${JSON.stringify(sorted, null, 1)}\n`);
    }
    expect(value).toEqual(values[name]);
  };
}
