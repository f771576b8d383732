import { agentOf, membershipSource } from '../../cluster/membership.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'hazelcast-xml-overrides',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a Hazelcast configuration file overrides the clustering parameters of axis2.xml',
  why: 'From IS 5.2 on `conf/etc/hazelcast.xml` (and the file that `-Dhazelcast.config` names) replaces what axis2.xml says of domain, membership, hosts and ports: changes in axis2.xml have no effect.',
  remedy:
    'Keep the network settings in one of the two places: remove the file, or make sure that it says everything the cluster needs.',
  sources: [
    'HazelcastClusteringAgent.getConfigMode, carbon-kernel 4.4.40 (IS 5.8.0); from kernel 4.4.7 on',
    'wso2/product-is#6891',
  ],
  examples: {
    bad: {
      title: 'both files',
      files: {
        'carbon.xml': carbon(),
        'axis2/axis2.xml': axis2(),
        'etc/hazelcast.xml': '<hazelcast><group><name>dev</name></group></hazelcast>\n',
      },
    },
    good: { title: 'axis2.xml only', files: { 'carbon.xml': carbon(), 'axis2/axis2.xml': axis2() } },
  },
  check(node, report) {
    const { clustering, hazelcast, scripts } = node;
    if (clustering?.enabled !== true || agentOf(node) !== 'hazelcast' || membershipSource(node) !== 'hazelcast-xml')
      return;
    // The file goes before the option. That it does is known of the Identity Server only.
    const file = hazelcast.xml !== null && node.version !== null ? hazelcast.xml : null;
    const at = file ?? scripts.hazelcastConfig;
    if (at === null) return;
    const what = file === null ? `-Dhazelcast.config (${quote(scripts.hazelcastConfig ?? '')})` : 'hazelcast.xml';
    const lost = [
      ['the domain', clustering.domain],
      ['the membership scheme', clustering.membershipScheme],
      ['localMemberHost', clustering.localMemberHost],
    ] as const;
    const shown = lost.flatMap(([name, setting]) =>
      known(setting) === null || setting === null ? [] : [`${name} ${quote(setting)}`],
    );
    const values = shown.length === 0 ? 'the clustering parameters' : list(shown);
    report({
      node,
      at,
      message: `${what} overrides axis2.xml: ${values} and the members there have no effect on Hazelcast. Keep the network settings in one of the two, and see that the file of Hazelcast has all that the cluster needs.`,
    });
  },
});

function carbon(): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <Name>WSO2 Identity Server</Name>
  <ServerKey>IS</ServerKey>
  <Version>5.7.0</Version>
</Server>
`;
}

function axis2(): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">multicast</parameter>
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
