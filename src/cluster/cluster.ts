import type { ClusterIntent } from '../config/intent.js';
import type { NodeModel } from '../server/model.js';
import type { Drift, Home } from './drift/drift.js';

/** Why nodes were joined or kept apart, in words a person can check. */
export interface Evidence {
  readonly nodes: readonly string[];
  readonly kind: 'join' | 'split';
  readonly text: string;
}

/** The nodes that are meant to work as one. Every node of a run is in exactly one cluster. */
export interface Cluster {
  readonly name: string;
  readonly nodes: readonly NodeModel[];
  readonly evidence: readonly Evidence[];
  /** True when the config would make certain what only names suggest. */
  readonly guessed: boolean;
  readonly intent: ClusterIntent | null;
  /** Name of the node the others are to be like; from the config or `--reference`. */
  readonly reference: string | null;
  /** Every file of every node, in their order; read when first asked for. Absent where nobody may want them. */
  readonly homes?: () => readonly Home[];
  /** What is compared setting by setting: the nodes with each other, or each with what it is elsewhere. */
  readonly comparisons?: () => readonly Comparison[];
}

/** Homes that should be the same, and in what they are not. */
export interface Comparison {
  /** In the order of the homes, by their names. */
  readonly sides: readonly { readonly name: string; readonly node: NodeModel }[];
  readonly drift: Drift;
  /** Where a node is compared with itself elsewhere: its name, and of its two sides the first is the one here. */
  readonly self: string | null;
  /** Files that the server has and nobody commits: no drift. */
  readonly onlyThere?: readonly string[];
}

/** Two or more servers: several nodes, or one configuration that serves many. */
export function isMany(cluster: Cluster): boolean {
  return cluster.nodes.length > 1 || cluster.nodes.some((node) => node.replicas !== 1);
}

/** What a question answers when the files may not tell. Rules report only on `no`. */
export type Answer = 'yes' | 'no' | 'unknown';
