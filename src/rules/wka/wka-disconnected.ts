import type { Cluster } from '../../cluster/cluster.js';
import { listsMembers } from '../../cluster/clustering.js';
import { membersPlace, membersTerm } from '../../cluster/clustering-words.js';
import { isLoopback } from '../../cluster/hosts.js';
import { type MembershipGraph, membershipGraph } from '../../cluster/membership.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { addMembers, memberAddresses } from '../fix-clustering.js';
import { defineRule, type Fix, type NodePlace } from '../rule.js';

export default defineRule({
  id: 'wka-disconnected',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'by their member lists the nodes fall into groups that never find each other',
  why: 'A WKA node finds its peers through its list and theirs, and in no other way: groups without a listed link form a cluster each, with caches, sessions and invalidations of their own, and no log says so.',
  remedy:
    'List the other nodes, best all of them, with their `localMemberHost` and `localMemberPort`. Lists need not be equal nor hold the node itself.',
  noFix: 'the address of some node is not known: give each its host in .wso2is-lint.yml',
  sources: [
    'WKABasedMembershipScheme, carbon-kernel 4.4.40 (IS 5.8.0)',
    'WSO2 IS docs, deployment guidelines: list all members, or there can be a split brain',
  ],
  examples: {
    bad: {
      title: 'each lists itself only',
      files: { 'is-1/axis2.xml': axis2('10.0.0.11', '127.0.0.1'), 'is-2/axis2.xml': axis2('10.0.0.12', '127.0.0.1') },
    },
    good: {
      title: 'one lists the other, which is enough',
      files: { 'is-1/axis2.xml': axis2('10.0.0.11', '10.0.0.11'), 'is-2/axis2.xml': axis2('10.0.0.12', '10.0.0.11') },
    },
  },
  check(cluster, report) {
    const lone = copiesOnLoopback(cluster);
    if (lone !== null) {
      report({
        ...placeOf(lone),
        address: 'clustering/members',
        message: `${list([lone.name])} is the configuration of several servers and lists only ${listed(lone)}: each of them finds nobody but itself, and no cluster forms. List the addresses of the servers, or use a scheme that finds them.`,
      });
      return;
    }
    const graph = membershipGraph(cluster);
    if (graph.connected !== 'no') return;
    // A node that lists nobody and is listed by nobody is wka-members-empty's.
    const groups = graph.components
      .filter((nodes) => nodes.length > 1 || nodes.some(listsMembers))
      .map((nodes) => [...nodes].sort(byName))
      .sort((a, b) => a.length - b.length || byName(a[0], b[0]));
    const [first] = groups[0] ?? [];
    if (groups.length < 2 || first === undefined) return;
    const nodes = groups.flat();
    const parts = groups.slice(0, 6).map((group) => list(group.map((node) => node.name)));
    const more = groups.length > parts.length ? ` | ${groups.length - parts.length} more` : '';
    report({
      ...placeOf(first),
      address: 'clustering/members',
      message: `By their member lists the nodes form ${groups.length} clusters that never find each other: ${parts.join(' | ')}${more}. ${list([first.name])} lists only ${listed(first)}. List a node of each other group, best all nodes, in ${membersTerm(first)} of every node.`,
      related: nodes
        .filter((node) => node !== first)
        .map((node) => ({ ...placeOf(node), message: `${list([node.name])} lists ${listed(node)}` })),
      ...listPeers(graph),
    });
  },
});

/** Each node lists all others: the members it has stay. */
function listPeers({ nodes, targets }: MembershipGraph): { readonly fix?: Fix } {
  const addresses = memberAddresses(nodes);
  if (addresses === null) return {};
  const edits = nodes.flatMap((node) => {
    const found = (targets.get(node) ?? []).flatMap((target) => (target.kind === 'node' ? target.nodes : []));
    const missing = [...addresses].filter(([other]) => other !== node && !found.includes(other));
    return addMembers(
      node,
      missing.map(([, address]) => address),
      [...addresses.values()],
    );
  });
  return fixWith('List every node on each node', 'unsafe', edits);
}

/** One configuration that serves many servers and lists none but their own loopback address. */
function copiesOnLoopback(cluster: Cluster): NodeModel | null {
  const [node] = cluster.nodes;
  if (node === undefined || cluster.nodes.length > 1 || node.replicas === 1) return null;
  if (!membershipGraph(cluster).nodes.includes(node)) return null;
  const members = node.clustering?.members ?? [];
  return listsMembers(node) && members.every(({ hostName }) => isLoopback(known(hostName) ?? '')) ? node : null;
}

function placeOf(node: NodeModel): NodePlace {
  return { node, at: membersPlace(node) };
}

function listed(node: NodeModel): string {
  const members = (listsMembers(node) ? (node.clustering?.members ?? []) : []).map(({ hostName, port }) =>
    quote(`${hostName?.text ?? ''}:${port?.text ?? ''}`),
  );
  return members.length === 0 ? 'nobody' : list(members);
}

function byName(a: NodeModel | undefined, b: NodeModel | undefined): number {
  return (a?.name ?? '') < (b?.name ?? '') ? -1 : 1;
}

function axis2(host: string, member: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">${host}</parameter>
    <members><member><hostName>${member}</hostName><port>4000</port></member></members>
  </clustering>
</axisconfig>
`;
}
