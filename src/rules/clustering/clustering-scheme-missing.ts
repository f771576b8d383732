import { isToldByAxis2, keysWithoutScheme, nodesWithoutScheme, ownMembers } from '../../cluster/clustering.js';
import { activeScheme } from '../../cluster/membership.js';
import type { NodeModel } from '../../server/model.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { defineRule, type Fix, type NodePlace, type Report } from '../rule.js';

export default defineRule({
  id: 'clustering-scheme-missing',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'no membership scheme where members are listed or the peers use one',
  why: 'Without `membershipScheme` the server falls back to multicast and does not read the member list. Where a peer uses another scheme the nodes never find each other, which is an error. So it is in a deployment.toml: there only `membership_scheme` switches clustering on, and without it the rest of `[clustering]` does nothing.',
  remedy:
    'Add `<parameter name="membershipScheme">wka</parameter>` (or the scheme of the other nodes) to `<clustering>`, or `membership_scheme = "wka"` under `[clustering]`. `enabled` is no key of a deployment.toml.',
  noFix: 'which scheme is meant the files do not say',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): absent means multicast',
    'ClusterBuilder, wso2-axis2 1.6.1-wso2v35: <members> are read for scheme wka only',
    'axis2.xml.j2 of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0): on exactly when membership_scheme is defined',
  ],
  examples: {
    bad: { title: 'members without a scheme', files: { 'is-1/axis2.xml': axis2(''), 'is-2/axis2.xml': axis2('') } },
    good: {
      title: 'the scheme that reads them',
      files: {
        'is-1/axis2.xml': axis2('<parameter name="membershipScheme">wka</parameter>'),
        'is-2/axis2.xml': axis2('<parameter name="membershipScheme">wka</parameter>'),
      },
    },
  },
  check(cluster, report) {
    const stays = staysOff(cluster.nodes);
    if (stays !== null) report(stays);
    const nodes = [...nodesWithoutScheme(cluster.nodes)].sort((a, b) => (a.name < b.name ? -1 : 1));
    const places = nodes.flatMap((node) => (node.clustering === null ? [] : [{ node, at: node.clustering }]));
    const [first, ...others] = places;
    if (first === undefined) return;
    const peer = cluster.nodes.find(
      (node) => isToldByAxis2(node) && !nodes.includes(node) && (activeScheme(node) ?? 'multicast') !== 'multicast',
    );
    const members = nodes.flatMap(ownMembers);
    const who = list(nodes.map((node) => node.name));
    const one = nodes.length === 1;
    const falls = `${who} ${one ? 'has' : 'have'} no membershipScheme, so ${one ? 'it falls' : 'they fall'} back to multicast`;
    const why =
      peer === undefined
        ? ` and never ${one ? 'reads its' : 'read their'} member list (${list([...new Set(members)])}). Add <parameter name="membershipScheme">wka</parameter>, or remove the members if multicast is meant.`
        : `, while ${list([peer.name])} uses ${quote(activeScheme(peer) ?? '')}: they look for each other in different ways and never meet. Give every node the same membershipScheme.`;
    report({
      ...first,
      address: 'clustering/membershipScheme',
      severity: peer === undefined ? 'warning' : 'error',
      message: `${falls}${why}`,
      ...useLists(nodes, cluster.nodes),
      related: [
        ...others.map(({ node, at }) => ({
          node,
          at,
          message: `${list([node.name])} has no membershipScheme, either`,
        })),
        ...(peer?.clustering?.membershipScheme
          ? [{ node: peer, at: peer.clustering.membershipScheme, message: `${list([peer.name])} uses this scheme` }]
          : []),
      ],
    });
  },
});

/** Nodes with a deployment.toml that configures a clustering it does not switch on. */
function staysOff(nodes: readonly NodeModel[]): Report | null {
  const found = nodes
    .flatMap((node) => {
      const keys = keysWithoutScheme(node);
      return keys.length === 0 ? [] : [{ node, keys, at: placeOf(node, keys) }];
    })
    .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
  const [first, ...others] = found;
  if (first === undefined) return null;
  const keys = [...new Set(found.flatMap((each) => each.keys.map(({ key }) => key.slice('clustering.'.length))))];
  const switches = keys.filter((key) => /^enabled?$/.test(key));
  const rest = keys.filter((key) => !switches.includes(key));
  const one = found.length === 1;
  const has = rest.length === 0 ? '' : ` and never ${one ? 'uses its' : 'use their'} ${list(rest)}`;
  const dead = switches.length === 0 ? '' : ` ${list(switches)} is no key the server reads.`;
  return {
    node: first.node,
    at: first.at,
    address: 'clustering/membershipScheme',
    severity: 'error',
    message: `${list(found.map(({ node }) => node.name))} ${one ? 'has' : 'have'} [clustering] without membership_scheme, the only key that switches clustering on: ${one ? 'it starts' : 'they start'} without a complaint, ${one ? 'stays' : 'stay'} alone${has}.${dead} Add membership_scheme = "wka" (or another scheme) under [clustering].`,
    ...useLists(
      found.map(({ node }) => node),
      nodes,
    ),
    related: others.map(({ node, at }) => ({
      node,
      at,
      message: `${list([node.name])} has no membership_scheme, either`,
    })),
  };
}

/** The table; the first key where that is written without one. */
function placeOf(node: NodeModel, keys: ReturnType<typeof keysWithoutScheme>): NodePlace['at'] {
  const table = node.clustering ?? { file: 'deployment.toml', span: null, address: 'clustering' };
  return table.span === null ? { ...table, span: keys[0]?.entry.span ?? null } : table;
}

/** The lists say which scheme was meant: two members each, or one where all peers use their lists. */
function useLists(nodes: readonly NodeModel[], all: readonly NodeModel[]): { readonly fix?: Fix } {
  const peers = all.filter((node) => isToldByAxis2(node) && !nodes.includes(node));
  if (!peers.every((node) => activeScheme(node) === 'wka')) return {};
  if (!nodes.every((node) => ownMembers(node).length >= (peers.length > 0 ? 1 : 2))) return {};
  const edits = nodes.map((node) => setParameter(node, 'membershipScheme', 'wka'));
  if (edits.some((each) => each.length === 0)) return {};
  return fixWith(`Use the member list of ${list(nodes.map(({ name }) => name))} (scheme wka)`, 'unsafe', edits.flat());
}

function axis2(scheme: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    ${scheme}
    <parameter name="domain">iam.example.com</parameter>
    <members>
      <member><hostName>10.0.0.11</hostName><port>4000</port></member>
      <member><hostName>10.0.0.12</hostName><port>4000</port></member>
    </members>
  </clustering>
</axisconfig>
`;
}
