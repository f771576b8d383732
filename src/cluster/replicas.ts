import { known } from '../server/setting.js';
import type { Cluster } from './cluster.js';

/** What entry points and provisioning scripts replace: `local_ip`, `@local_ip`, `HOST_NAME`, `host-ip-address`. */
const TOKEN = /^[@#_]*((local|host|node|member|server|container|my)[-_]?)+(ip|name|address)([-_]?address)?[@#_]*$/i;

/**
 * A node alone in its cluster whose member host is a word that a script replaces per server serves many. (Platform
 * schemes and placeholders the node itself tells.) What the user said about replicas stays.
 */
export function withReplicas(cluster: Cluster): Cluster {
  const [node, ...others] = cluster.nodes;
  if (node === undefined || others.length > 0 || node.replicas !== 1 || node.clustering?.enabled !== true)
    return cluster;
  if (cluster.intent?.nodes.some((intent) => intent.replicas !== null)) return cluster;
  if (!TOKEN.test(known(node.clustering.localMemberHost)?.trim() ?? '')) return cluster;
  return { ...cluster, nodes: [{ ...node, replicas: 'many' }] };
}
