import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { Answer, Cluster } from './cluster.js';
import { settledText } from './settled.js';

/** Names and addresses by which every machine means itself. */
export function isLoopback(host: string): boolean {
  const text = normaliseHost(host);
  return /^(localhost|localhost\.localdomain|127(\.\d{1,3}){1,3}|::1|0\.0\.0\.0|::)$/.test(text);
}

/** An IPv4 or IPv6 literal, brackets around the latter allowed. */
export function isIpLiteral(host: string): boolean {
  const text = normaliseHost(host);
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || /^[0-9a-f:]*:[0-9a-f:.]*:[0-9a-f:.]*(%\w+)?$/.test(text);
}

/** Lower case, without surrounding blanks, IPv6 brackets and the root dot. */
export function normaliseHost(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/(?<=[^.])\.$/, '');
}

/** Do two host texts mean one machine, as far as text can tell? Loopback is the caller's business. */
export function sameHostText(a: string, b: string): Answer {
  const x = normaliseHost(a);
  const y = normaliseHost(b);
  if (x === y) return 'yes';
  if (isIpLiteral(x) !== isIpLiteral(y)) return 'unknown';
  // `db` and `db.example.com` are one host for every node in example.com.
  if (!isIpLiteral(x) && (x.startsWith(`${y}.`) || y.startsWith(`${x}.`))) return 'unknown';
  return 'no';
}

/** Where a node runs, as its files or the user say; null when only the server itself will know. */
export function hostOf(node: NodeModel): string | null {
  if (node.host !== null) return normaliseHost(node.host);
  const host = settledText(node, node.clustering?.localMemberHost ?? null);
  return host === null || host.trim() === '' || isLoopback(host) ? null : normaliseHost(host);
}

/**
 * Do two nodes run on one machine? Only evidence counts (DESIGN §3.7): the user's `host:`, the member hosts, a cluster
 * that lives on loopback altogether. Folders side by side are not evidence. An equal bare name is none either: start
 * scripts rewrite it, so it is the same in every copy (`identity-server`, `HOST_NAME`).
 */
export function sameHost(cluster: Cluster, a: NodeModel, b: NodeModel): Answer {
  if (a === b) return 'yes';
  const x = hostOf(a);
  const y = hostOf(b);
  if (x === null || y === null) return x === null && y === null && isOnLoopback(cluster) ? 'yes' : 'unknown';
  const byUser = a.host !== null && b.host !== null;
  if (x === y) return byUser || isIpLiteral(x) || x.includes('.') ? 'yes' : 'unknown';
  if (byUser) return sameHostText(x, y);
  return isIpLiteral(x) && isIpLiteral(y) ? 'no' : 'unknown';
}

/**
 * Every node is a WKA node that advertises loopback and looks for its peers there, each on its own port. A stock block
 * that only had its scheme changed (127.0.0.1:4000 everywhere) says nothing about hosts, hence the distinct ports.
 */
function isOnLoopback(cluster: Cluster): boolean {
  const ports = new Set<string>();
  for (const node of cluster.nodes) {
    const clustering = node.clustering;
    if (clustering?.enabled !== true || node.hazelcast.xml !== null || clustering.members.length === 0) return false;
    const hosts = [clustering.localMemberHost, ...clustering.members.map((member) => member.hostName)].map(known);
    if (!hosts.every((host) => host !== null && isLoopback(host))) return false;
    const port = known(clustering.localMemberPort)?.trim() ?? '4000';
    if (ports.has(port)) return false;
    ports.add(port);
  }
  return cluster.nodes.length > 1;
}
