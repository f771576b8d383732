import { isToldByAxis2, listsMembers } from '../../cluster/clustering.js';
import { membersPlace } from '../../cluster/clustering-words.js';
import { activeScheme, agentOf, membershipGraph } from '../../cluster/membership.js';
import { isSettled } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { kindOf } from '../../server/placeholders.js';
import type { Placed } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { addMembers, memberAddresses } from '../fix-clustering.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'wka-members-empty',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the membership scheme is wka and the list of well-known members is empty',
  why: 'With nobody to ask, a Hazelcast node starts a cluster of its own unless a running peer looks for it; a Tribes node waits. Where no peer lists the node either, the cluster cannot form, which is an error.',
  remedy: 'List the other nodes with their `localMemberHost` and `localMemberPort` as `<member>`s.',
  noFix: 'the address of some node is not known: give each its host in .wso2is-lint.yml',
  sources: [
    'WKABasedMembershipScheme, carbon-kernel 4.4.40 (IS 5.8.0)',
    'ClusterBuilder and TribesClusteringAgent, wso2-axis2 1.6.1-wso2v35',
    'default.json of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0): 127.0.0.1:4000 where members is absent',
  ],
  examples: {
    bad: {
      title: 'no member',
      files: { 'is-1/axis2.xml': axis2('11', ''), 'is-2/axis2.xml': axis2('12', member('11')) },
    },
    good: {
      title: 'each lists the other',
      files: { 'is-1/axis2.xml': axis2('11', member('12')), 'is-2/axis2.xml': axis2('12', member('11')) },
    },
  },
  check(cluster, report) {
    const graph = membershipGraph(cluster);
    const isAlone = (node: NodeModel) =>
      graph.connected === 'no' && graph.components.some((nodes) => nodes.length === 1 && nodes.includes(node));
    const found = cluster.nodes
      .flatMap((node) => {
        const at = emptyList(node);
        return at === null ? [] : [{ node, at }];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = found;
    if (first === undefined) return;
    const nodes = found.map(({ node }) => node);
    const tribes = nodes.some((node) => agentOf(node) === 'tribes');
    const copies = cluster.nodes.length === 1 && nodes.some((node) => node.replicas !== 1);
    const alone = copies || nodes.some(isAlone);
    const one = nodes.length === 1;
    const why = copies
      ? 'each of its servers finds nobody but itself, so the cluster cannot form'
      : alone
        ? `nobody lists ${one ? 'it' : 'some of them'} either, so the cluster cannot form`
        : tribes
          ? 'a Tribes node then has nobody to join'
          : `${one ? 'it joins' : 'they join'} nobody at start and can only be found by others`;
    report({
      ...first,
      address: 'clustering/members',
      severity: tribes || alone ? 'error' : 'warning',
      message: `${list(nodes.map((node) => node.name))} ${one ? 'uses' : 'use'} the scheme wka and ${one ? 'lists' : 'list'} no member${fallback(first.node)}: ${why}. ${remedy(first.node)}`,
      related: others.map((other) => ({ ...other, message: `${list([other.node.name])} lists no member, either` })),
      ...listPeers(nodes, graph.nodes),
    });
  },
});

/** Each other node, at the address it tells. */
function listPeers(empty: readonly NodeModel[], all: readonly NodeModel[]): { readonly fix?: Fix } {
  const addresses = all.length > 1 ? memberAddresses(all) : null;
  if (addresses === null || !empty.every((node) => addresses.has(node))) return {};
  const edits = empty.map((node) => {
    const peers = [...addresses].flatMap(([other, address]) => (other === node ? [] : [address]));
    return addMembers(node, peers, [...addresses.values()]);
  });
  const title = `List the other nodes as members of ${list(empty.map(({ name }) => name))}`;
  return edits.some((each) => each.length === 0) ? {} : fixWith(title, 'unsafe', edits.flat());
}

/** Where a node's list of members is empty; null where it is not, or a tool may fill it. */
function emptyList(node: NodeModel): Placed | null {
  const { clustering } = node;
  if (clustering === null || !isToldByAxis2(node) || activeScheme(node) !== 'wka') return null;
  if (agentOf(node) === null || agentOf(node) === 'other') return null;
  if (listsMembers(node)) return null;
  // What is written there and is no list of texts is told by wka-member-invalid.
  if (node.failures.some(({ address }) => address === 'clustering/members')) return null;
  const [member] = clustering.members;
  if (member !== undefined && !isSettled(node, member.hostName)) return null;
  if (node.era === 'toml') return membersPlace(node);
  const block = clustering.membersBlock;
  const rest = block?.span?.document.text.slice(block.span.start) ?? '';
  return kindOf(rest.slice(0, rest.indexOf('</members>') + 1)) === 'literal'
    ? (block ?? clustering.membershipScheme ?? clustering)
    : null;
}

/** What the server fills in for an absent key. */
function fallback({ clustering }: NodeModel): string {
  const [member] = clustering?.members ?? [];
  return member === undefined ? '' : ` (the server fills in ${member.hostName?.text}:${member.port?.text})`;
}

function remedy(node: NodeModel): string {
  return node.era === 'toml'
    ? 'Add members = ["host:port", …] under [clustering], with local_member_host and local_member_port of the other nodes.'
    : 'Add the other nodes as <member>s with their localMemberHost and localMemberPort.';
}

function member(number: string): string {
  return `<member><hostName>10.0.0.${number}</hostName><port>4000</port></member>`;
}

function axis2(number: string, members: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">10.0.0.${number}</parameter>
    <members>${members}</members>
  </clustering>
</axisconfig>
`;
}
