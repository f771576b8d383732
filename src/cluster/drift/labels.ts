import type { Item } from './item.js';

/**
 * Names of things among their siblings: with the key where there is one, else with a number where several have the
 * name. Each is given as the lists hold it.
 */
export function labelsOf(things: readonly (readonly (Item | null)[])[]): string[] {
  const counts = new Map<string, number>();
  const items = things.map((copies) => copies.find((item) => item !== null) ?? null);
  for (const item of items) {
    if (item !== null && item.key === null) counts.set(item.name, (counts.get(item.name) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return items.map((item) => {
    if (item === null) return '';
    if (item.key !== null) return `${item.name}[${item.key}]`;
    const number = (seen.get(item.name) ?? 0) + 1;
    seen.set(item.name, number);
    return item.name !== '' && (counts.get(item.name) ?? 0) < 2 ? item.name : `${item.name}[${number}]`;
  });
}
