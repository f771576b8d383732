import type { NodeModel } from '../server/model.js';
import type { Disagreement } from './agreement.js';
import { disagreement, held } from './agreement.js';
import type { Cluster } from './cluster.js';
import { settled } from './settled.js';

const KEYS = [
  ['invalidation_impl', ({ server }: NodeModel) => server?.cacheInvalidationImpl],
  ['propagation_enabled', ({ server }: NodeModel) => server?.cachePropagationEnabled],
] as const;

/** Do nodes with a deployment.toml tell each other of changes in different ways (`[server.cache]`)? The first, or null. */
export function differentInvalidation(cluster: Cluster): Disagreement<string> | null {
  for (const [key, of] of KEYS) {
    const found = disagreement(cluster.nodes, {
      noun: `[server.cache] ${key}`,
      of: (node) => (node.era === 'toml' ? held(settled(node, of(node) ?? null), { as: absentIsOff }) : null),
    });
    if (found !== null) return found;
  }
  return null;
}

function absentIsOff(text: string): string {
  return text.trim() === '' ? 'false' : text.trim();
}
