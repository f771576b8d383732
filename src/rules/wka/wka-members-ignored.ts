import { isSchemeKnown, isToldByAxis2, ownMembers } from '../../cluster/clustering.js';
import { membersPlace, termOf } from '../../cluster/clustering-words.js';
import { activeScheme } from '../../cluster/membership.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'wka-members-ignored',
  scope: 'cluster',
  severity: 'info',
  since: '0.1.0',
  summary: 'well-known members are listed, but the membership scheme does not read them',
  why: 'Only the scheme `wka` reads `<members>`; every other one finds its peers in its own way. Members that somebody wrote there have no effect.',
  remedy: 'Set `membershipScheme` to `wka` if the list is meant, else remove it.',
  noFix: 'whether the list or the scheme is meant only you know',
  sources: ['ClusterBuilder, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0)'],
  examples: {
    bad: { title: 'members under multicast', files: { 'is-1/axis2.xml': axis2('multicast', '10.0.0.12') } },
    good: {
      title: 'the list of the stock file, which means nothing',
      files: { 'is-1/axis2.xml': axis2('multicast', '127.0.0.1') },
    },
  },
  check(cluster, report) {
    const told = cluster.nodes.filter(isToldByAxis2);
    for (const node of told) {
      const { clustering } = node;
      const scheme = activeScheme(node);
      // A missing and an unknown scheme have rules of their own, and so have schemes that differ.
      if (clustering === null || clustering.membershipScheme === null) continue;
      if (scheme === null || scheme === 'wka' || isSchemeKnown(node) !== 'yes') continue;
      if (told.some((other) => (activeScheme(other) ?? scheme) !== scheme)) continue;
      const members = ownMembers(node);
      if (members.length === 0 || clustering.membersBlock === null) continue;
      report({
        node,
        at: membersPlace(node),
        discriminator: node.name,
        message: `The scheme ${quote(scheme)} does not read the member list of ${list([node.name])} (${list(members.map(quote), 4)}): only wka does. Set ${termOf(node, 'membershipScheme')} to wka if the list is meant, else remove it.`,
      });
    }
  },
});

function axis2(scheme: string, member: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">${scheme}</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <members><member><hostName>${member}</hostName><port>4000</port></member></members>
  </clustering>
</axisconfig>
`;
}
