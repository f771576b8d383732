import type { Item } from './item.js';
import { labelsOf } from './labels.js';
import { addressesOf, type Step } from './names.js';
import { fitting } from './table.js';

/** Looks for what the globs of the user fit, as one that fits nothing is a slip of the pen. */
export interface GlobSearch {
  /** One file, as each node has it. */
  readonly look: (file: string, items: readonly Item[]) => void;
  readonly isDone: () => boolean;
  /** Those that fitted nothing so far. */
  readonly unused: () => string[];
}

export function globSearch(globs: readonly string[]): GlobSearch {
  const open = new Map(globs.map((glob) => [glob, fitting([glob])]));
  const tick = (addresses: readonly string[]): void => {
    for (const [glob, fits] of open) if (fits(addresses)) open.delete(glob);
  };
  const walk = (file: string, steps: readonly Step[], item: Item): void => {
    if (open.size === 0) return;
    tick(addressesOf(file, steps));
    const labels = labelsOf(item.children.map((nested) => [nested]));
    for (const [index, nested] of item.children.entries()) {
      walk(file, [...steps, { label: labels[index] ?? '', item: nested }], nested);
    }
  };
  return {
    look: (file, items) => {
      const trees = new Map(items.map((item) => [item.id, item]));
      for (const item of trees.values()) walk(file, [], item);
    },
    isDone: () => open.size === 0,
    unused: () => [...open.keys()],
  };
}
