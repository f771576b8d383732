import { isToldByAxis2, nodesWithoutScheme } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import { activeScheme } from '../../cluster/membership.js';
import { list } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-scheme-multicast',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  profile: 'production',
  summary: 'the nodes look for each other by multicast',
  why: 'Most clouds, container networks and firewalls drop multicast: the nodes start without a complaint and form a cluster each. Where it works, every server in reach with the same domain joins.',
  remedy: 'Use the scheme `wka` with a list of members, or the scheme of the platform.',
  noFix: 'it needs a list of members or a platform: name a membership under expect in .wso2is-lint.yml',
  sources: [
    'WSO2 IS docs, deployment guide: WKA is recommended for production',
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): absent means multicast',
  ],
  examples: {
    bad: { title: 'multicast', files: { 'is-1/axis2.xml': axis2('multicast'), 'is-2/axis2.xml': axis2('multicast') } },
    good: { title: 'a list of members', files: { 'is-1/axis2.xml': axis2('wka'), 'is-2/axis2.xml': axis2('wka') } },
  },
  check(cluster, report) {
    // One that was forgotten has a rule of its own.
    const forgotten = nodesWithoutScheme(cluster.nodes);
    const found = cluster.nodes
      .flatMap((node) => {
        const { clustering } = node;
        const isJudged = isToldByAxis2(node) && activeScheme(node) === 'multicast' && !forgotten.includes(node);
        return isJudged && clustering !== null ? [{ node, at: clustering.membershipScheme ?? clustering }] : [];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = found;
    if (first === undefined) return;
    const names = list(found.map(({ node }) => node.name));
    report({
      ...first,
      address: 'clustering/membershipScheme',
      message: `${names} ${found.length === 1 ? 'looks' : 'look'} for the other nodes by multicast, which most clouds, container networks and firewalls drop: the nodes then form a cluster each, without a complaint. Use wka with a list of members, or the platform's scheme (${termOf(first.node, 'membershipScheme')}).`,
      related: others.map(({ node, at }) => ({ node, at, message: `${list([node.name])} uses multicast, too` })),
    });
  },
});

function axis2(scheme: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">${scheme}</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <members><member><hostName>10.0.0.12</hostName><port>4000</port></member></members>
  </clustering>
</axisconfig>
`;
}
