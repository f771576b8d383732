import type { Cluster } from './cluster.js';

/**
 * Divides clusters into parts of about the same number of nodes, the largest first to the part that has the fewest. The
 * same clusters give the same parts on every machine. There are never more parts than clusters.
 */
export function shardsOf(clusters: readonly Cluster[], count: number): Cluster[][] {
  const bySize = clusters.toSorted((a, b) => b.nodes.length - a.nodes.length || (a.name < b.name ? -1 : 1));
  const shards = Array.from({ length: Math.min(count, clusters.length) }, () => ({
    nodes: 0,
    clusters: [] as Cluster[],
  }));
  for (const cluster of bySize) {
    const least = shards.reduce((a, b) => (b.nodes < a.nodes ? b : a));
    least.clusters.push(cluster);
    least.nodes += cluster.nodes.length;
  }
  return shards.map((shard) => shard.clusters.sort((a, b) => (a.name < b.name ? -1 : 1)));
}
