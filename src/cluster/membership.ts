import type { Member, NodeModel } from '../server/model.js';
import { isUnknown, known } from '../server/setting.js';
import { agentOf, isMisspelt } from './agent.js';
import type { Answer, Cluster } from './cluster.js';
import { isLoopback, normaliseHost, sameHost, sameHostText } from './hosts.js';
import { isSettled, settledText } from './settled.js';

export { type Agent, agentOf } from './agent.js';

/** What the server makes of `membershipScheme`: trimmed, absent means multicast. Null when the files do not tell, or it is misspelt. */
export function activeScheme(node: NodeModel): string | null {
  const scheme = node.clustering?.membershipScheme;
  if (scheme === undefined) return null;
  if (scheme === null) return isMisspelt(node, 'membershipScheme') ? null : 'multicast';
  return known(scheme)?.trim() ?? null;
}

/**
 * Who tells Hazelcast about domain, members and ports. `conf/etc/hazelcast.xml` (kernel 4.4.7, so IS 5.2) and
 * `-Dhazelcast.config` beat axis2.xml (HazelcastClusteringAgent, kernel 4.4.40; product-is#6891).
 */
export function membershipSource(node: NodeModel): 'axis2' | 'hazelcast-xml' | 'unknown' {
  const agent = agentOf(node);
  if (agent === 'tribes') return 'axis2';
  if (node.scripts.hazelcastConfig !== null) return 'hazelcast-xml';
  // The file counts even when it cannot be read here.
  if (node.hazelcast.xml !== null || node.files.some(({ role }) => role === 'hazelcast-xml')) {
    if (node.version !== null && isBefore52(node.version.max)) return 'axis2';
    return node.version !== null && isBefore52(node.version.min) ? 'unknown' : 'hazelcast-xml';
  }
  return node.clustering === null ? 'unknown' : 'axis2';
}

function isBefore52([major, minor]: readonly [number, number, number]): boolean {
  return major < 5 || (major === 5 && minor < 2);
}

export interface Endpoint {
  /** Null when only the server will know (no `localMemberHost`: its first address that is not loopback). */
  readonly host: string | null;
  /** 4000 where none is written; null when unknown or no port. */
  readonly port: number | null;
}

/** Where peers are told to reach the node; carbon.xml's Offset does not shift it. Null without axis2.xml. */
export function endpointOf(node: NodeModel): Endpoint | null {
  if (node.clustering === null) return null;
  const { localMemberHost, localMemberPort } = node.clustering;
  const host = localMemberHost === null ? node.host : settledText(node, localMemberHost);
  const fallback = isMisspelt(node, 'localMemberPort') ? null : 4000;
  const port = localMemberPort === null ? fallback : portOf(settledText(node, localMemberPort));
  return { host: host === null || host.trim() === '' ? null : normaliseHost(host), port };
}

function portOf(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,5}$/.test(trimmed) && Number(trimmed) > 0 && Number(trimmed) <= 65535 ? Number(trimmed) : null;
}

/** Whom a member of a node's list means. */
export type Target =
  /** Nodes of the cluster by host; `port` says whether one of them listens on the member's port (those only, then). */
  | { readonly kind: 'node'; readonly member: Member; readonly nodes: readonly NodeModel[]; readonly port: Answer }
  /** No node of the cluster: a load balancer, another product, or a stale entry. */
  | { readonly kind: 'external'; readonly member: Member; readonly host: string }
  | { readonly kind: 'unknown'; readonly member: Member };

/** Whom each member means that the server reads from the node's list; in file order. */
export function targetsOf(cluster: Cluster, node: NodeModel): readonly Target[] {
  return (node.clustering?.members ?? []).map((member) => targetOf(cluster, node, member));
}

function targetOf(cluster: Cluster, lister: NodeModel, member: Member): Target {
  const text = known(member.hostName)?.trim() ?? '';
  const port = portOf(known(member.port));
  if (text === '') return { kind: 'unknown', member };
  const loopback = isLoopback(text);
  // Two processes of one machine cannot share a port: this can only be the node itself.
  if (loopback && port !== null && endpointOf(lister)?.port === port) {
    return { kind: 'node', member, nodes: [lister], port: 'yes' };
  }
  const answers = cluster.nodes.map((node) => ({
    node,
    answer: loopback ? sameHost(cluster, lister, node) : isMeant(text, node),
  }));
  const nodes = answers
    .filter(({ answer, node }) => answer === 'yes' && !(loopback && node === lister))
    .map((x) => x.node);
  if (nodes.length > 0) return { kind: 'node', member, ...byPort(nodes, port) };
  if (answers.some(({ answer }) => answer === 'unknown')) return { kind: 'unknown', member };
  return loopback ? { kind: 'node', member, nodes: [lister], port: 'no' } : { kind: 'external', member, host: text };
}

function byPort(nodes: readonly NodeModel[], port: number | null): { nodes: readonly NodeModel[]; port: Answer } {
  if (port === null) return { nodes, port: 'unknown' };
  const listening = nodes.filter((node) => endpointOf(node)?.port === port);
  if (listening.length > 0) return { nodes: listening, port: 'yes' };
  const open = nodes.some((node) => (endpointOf(node)?.port ?? null) === null);
  return { nodes, port: open ? 'unknown' : 'no' };
}

/** Does a member's host mean the node: by member host, by the user's `host:`, by name (a compose service)? */
function isMeant(memberHost: string, node: NodeModel): Answer {
  const local = endpointOf(node)?.host ?? null;
  const addresses = [local === null || isLoopback(local) ? null : local, node.host].filter((host) => host !== null);
  if (sameHostText(memberHost, node.name) === 'yes') return 'yes';
  const answers = addresses.map((address) =>
    inRange(memberHost, address) ? 'yes' : sameHostText(memberHost, address),
  );
  if (answers.includes('yes')) return 'yes';
  return answers.length === 0 || answers.includes('unknown') ? 'unknown' : 'no';
}

/** Hazelcast's address patterns: `192.168.1.2-10`, `10.0.*.1`. */
export function inRange(pattern: string, address: string): boolean {
  const parts = normaliseHost(pattern).split('.');
  const numbers = normaliseHost(address).split('.');
  if (parts.length !== 4 || numbers.length !== 4 || !numbers.every((number) => /^\d{1,3}$/.test(number))) return false;
  return parts.every((part, index) => {
    const number = Number(numbers[index]);
    const [, from, to] = /^(\d{1,3})(?:-(\d{1,3}))?$/.exec(part) ?? [];
    return part === '*' || (from !== undefined && number >= Number(from) && number <= Number(to ?? from));
  });
}

export interface MembershipGraph {
  /** The nodes judged: enabled, scheme wka, told by axis2.xml. */
  readonly nodes: readonly NodeModel[];
  readonly targets: ReadonlyMap<NodeModel, readonly Target[]>;
  /** Who finds whom, whichever of them starts first; in the order of the cluster. */
  readonly components: readonly (readonly NodeModel[])[];
  /** Unknown when a member could not be resolved that might join the components. */
  readonly connected: Answer;
}

/**
 * Who reaches whom by the WKA lists. A list need not hold the node itself nor equal another (DESIGN §3.9). Members outside
 * the cluster join those who name them. A member whose host is a node's but whose port is not still joins here:
 * `wka-member-port-mismatch` speaks about that.
 */
export function membershipGraph(cluster: Cluster): MembershipGraph {
  const graph = graphs.get(cluster) ?? graphOf(cluster);
  graphs.set(cluster, graph);
  return graph;
}

/** Every rule about lists of members asks for it. */
const graphs = new WeakMap<Cluster, MembershipGraph>();

function graphOf(cluster: Cluster): MembershipGraph {
  const nodes = cluster.nodes.filter((node) => isEnabled(node) && activeScheme(node) === 'wka');
  const targets = new Map(nodes.map((node) => [node, targetsOf(cluster, node)]));
  const find = union();
  for (const [node, list] of targets) {
    for (const target of list) {
      if (target.kind === 'external') find.join(node, normaliseHost(target.host));
      if (target.kind === 'node') for (const other of target.nodes) find.join(node, other);
    }
  }
  const groups = new Map<unknown, NodeModel[]>();
  for (const node of nodes) {
    const group = groups.get(find.root(node));
    if (group === undefined) groups.set(find.root(node), [node]);
    else group.push(node);
  }
  const components = [...groups.values()];
  const open =
    [...targets.values()].flat().some((target) => target.kind === 'unknown') || cluster.nodes.some(isDoubtful);
  return { nodes, targets, components, connected: components.length <= 1 ? 'yes' : open ? 'unknown' : 'no' };
}

export function reaches({ components }: MembershipGraph, a: NodeModel, b: NodeModel): boolean {
  return components.some((component) => component.includes(a) && component.includes(b));
}

function isEnabled(node: NodeModel): boolean {
  return node.clustering?.enabled === true && membershipSource(node) === 'axis2';
}

/** May take part by a list that is not seen here. */
function isDoubtful(node: NodeModel): boolean {
  if (node.clustering === null || node.clustering.enabled === null) return true;
  if (!node.clustering.enabled) return false;
  // A list that the server fills in may be another part's of the file.
  const members = node.clustering.members.map(({ hostName }) => hostName);
  if (!members.every((member) => isSettled(node, member))) return true;
  return membershipSource(node) !== 'axis2' || isUnknown(node.clustering.membershipScheme);
}

function union(): { root: (item: unknown) => unknown; join: (a: unknown, b: unknown) => void } {
  const parents = new Map<unknown, unknown>();
  const root = (item: unknown): unknown => {
    let top = item;
    while (parents.has(top)) top = parents.get(top);
    return top;
  };
  return {
    root,
    join: (a, b) => {
      const [x, y] = [root(a), root(b)];
      if (x !== y) parents.set(x, y);
    },
  };
}
