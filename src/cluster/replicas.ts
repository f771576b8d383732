import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { Cluster } from './cluster.js';

/** What entry points and provisioning scripts replace: `local_ip`, `@local_ip`, `HOST_NAME`, `host-ip-address`. */
const TOKEN = /^[@#_]*((local|host|node|member|server|container|my)[-_]?)+(ip|name|address)([-_]?address)?[@#_]*$/i;

/**
 * Only a node alone in its cluster can stand for many: with others beside it, each has its own configuration. Platform
 * schemes and placeholders the node tells itself; a member host that a script replaces per server counts too. What the
 * user said about replicas stays.
 */
export function withReplicas(cluster: Cluster): Cluster {
  const alone = cluster.nodes.length === 1;
  const nodes = cluster.nodes.map((node) => {
    if (!alone) return node.replicas === 'many' ? { ...node, replicas: 1 } : node;
    const said = cluster.intent?.nodes.some((intent) => intent.replicas !== null) ?? false;
    return node.replicas === 1 && !said && servesMany(node) ? { ...node, replicas: 'many' as const } : node;
  });
  return { ...cluster, nodes };
}

/** A text in the place of a host that a script replaces on each server. */
export function isFilledInToken(host: string): boolean {
  return TOKEN.test(host.trim());
}

function servesMany({ clustering }: NodeModel): boolean {
  return clustering?.enabled === true && isFilledInToken(known(clustering.localMemberHost) ?? '');
}
