import type { Cluster } from '../cluster/cluster.js';
import { shardsOf } from '../cluster/shards.js';
import { jsonText, terminal } from '../text/escape.js';
import { count } from '../text/message.js';
import { columns } from './layout.js';

/** What one job of a matrix checks. */
export interface PlannedShard {
  /** `I/N`, for `--shard`. */
  readonly shard: string;
  /** Names, for people: `prod, staging`. */
  readonly clusters: string;
  readonly nodes: number;
}

/** How the clusters are divided into at most so many parts, each a job. */
export function planOf(clusters: readonly Cluster[], parts: number): PlannedShard[] {
  const shards = shardsOf(clusters, parts);
  return shards.map((shard, index) => ({
    shard: `${index + 1}/${shards.length}`,
    clusters: shard.map(({ name }) => terminal(name)).join(', '),
    nodes: shard.reduce((sum, { nodes }) => sum + nodes.length, 0),
  }));
}

/** `plan --format json`, and on one line the action's output `matrix`. */
export function planJson(plan: readonly PlannedShard[]): string {
  return jsonText({ version: 1, include: plan });
}

export function planText(plan: readonly PlannedShard[]): string {
  if (plan.length === 0) return 'no WSO2 Identity Server configuration was found\n';
  const rows = plan.map(({ shard, clusters, nodes }) => [shard, count(nodes, 'node'), clusters]);
  return `${columns(rows, '').join('\n')}\n`;
}
