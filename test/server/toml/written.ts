import type { WrittenToml } from '../../../src/server/toml/traces.js';

/** A deployment.toml by its flat keys and their texts. */
export function written(keys: Readonly<Record<string, string>>): WrittenToml {
  const texts = new Map(Object.entries(keys));
  return {
    text: (key) => texts.get(key) ?? null,
    has: (key) => texts.has(key),
    hasTable: (prefix) => [...texts.keys()].some((key) => key === prefix || key.startsWith(`${prefix}.`)),
  };
}
