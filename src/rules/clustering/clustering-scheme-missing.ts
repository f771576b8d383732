import { isToldByAxis2, nodesWithoutScheme, ownMembers } from '../../cluster/clustering.js';
import { activeScheme } from '../../cluster/membership.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-scheme-missing',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'no membership scheme where members are listed or the peers use one',
  why: 'Without `membershipScheme` the server falls back to multicast and does not read the member list. Where a peer uses another scheme the nodes never find each other, which is an error.',
  remedy:
    'Add `<parameter name="membershipScheme">wka</parameter>` (or the scheme of the other nodes) to `<clustering>`.',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): absent means multicast',
    'ClusterBuilder, wso2-axis2 1.6.1-wso2v35: <members> are read for scheme wka only',
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
