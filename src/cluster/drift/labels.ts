import { type Item, LINE } from './item.js';

/**
 * Names of things among their siblings: with the key where there is one, else with a number where several have the
 * name; a line of a text with its own number. Each is given as the lists hold it.
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
    if (item.name === LINE) {
      const label = `${LINE}[${lineOf(item)}`;
      const number = (seen.get(label) ?? 0) + 1;
      seen.set(label, number);
      // Some nodes may have a line of that number that others have not.
      return number === 1 ? `${label}]` : `${label}#${number}]`;
    }
    const identity = item.key === null ? item.name : `${item.name}[${item.key}]`;
    const number = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, number);
    if (item.key !== null) return number === 1 ? identity : `${identity}[${number}]`;
    return item.name !== '' && (counts.get(item.name) ?? 0) < 2 ? item.name : `${item.name}[${number}]`;
  });
}

/** As an editor counts. */
function lineOf({ span }: Item): number {
  return span === null ? 1 : span.document.lines.position(span.start).line;
}
