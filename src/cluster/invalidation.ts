import type { NodeModel } from '../server/model.js';
import type { Disagreement } from './agreement.js';
import { disagreement, held } from './agreement.js';
import type { Cluster } from './cluster.js';
import { settled } from './settled.js';

const KEYS = [
  ['invalidation_impl', ({ server }: NodeModel) => server?.cacheInvalidationImpl],
  ['propagation_enabled', ({ server }: NodeModel) => server?.cachePropagationEnabled],
] as const;

/** A key of `[server.cache]` in which nodes differ. */
export interface DifferentInvalidation {
  readonly key: (typeof KEYS)[number][0];
  readonly found: Disagreement<string>;
}

/** Do nodes with a deployment.toml tell each other of changes in different ways (`[server.cache]`)? The first, or null. */
export function differentInvalidation(cluster: Cluster): DifferentInvalidation | null {
  for (const [key, of] of KEYS) {
    const found = disagreement(cluster.nodes, {
      noun: `[server.cache] ${key}`,
      of: (node) => (node.era === 'toml' ? held(settled(node, of(node) ?? null), { as: absentIsOff }) : null),
    });
    if (found !== null) return { key, found };
  }
  return null;
}

function absentIsOff(text: string): string {
  return text.trim() === '' ? 'false' : text.trim();
}

/** Is `ForceLocalCache` an element of the server's carbon.xml, in every version its files allow (5.6 on)? */
export function knowsLocalCaches({ product, version }: NodeModel): boolean {
  if (product !== 'IS' || version === null) return false;
  const [major, minor] = version.min;
  return major > 5 || (major === 5 && minor >= 6);
}
