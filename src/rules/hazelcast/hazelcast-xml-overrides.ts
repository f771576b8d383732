import { agentOf } from '../../cluster/agent.js';
import type { Cluster } from '../../cluster/cluster.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { sourceOf, termOf } from '../../cluster/clustering-words.js';
import { membershipSource } from '../../cluster/membership.js';
import type { HazelcastXml, NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'hazelcast-xml-overrides',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a Hazelcast configuration file overrides the clustering parameters of axis2.xml',
  why: 'From IS 5.2 on `conf/etc/hazelcast.xml` (and the file that `-Dhazelcast.config` names) replaces what axis2.xml says of domain, membership, hosts and ports: changes in axis2.xml have no effect.',
  remedy:
    'Keep the network settings in one of the two places: remove the file, or make sure that it says everything the cluster needs.',
  noFix: 'which of the two files is meant only you know',
  sources: [
    'HazelcastClusteringAgent.getConfigMode, carbon-kernel 4.4.40 (IS 5.8.0); from kernel 4.4.7 on',
    'wso2/product-is#6891',
  ],
  examples: {
    bad: {
      title: 'both files',
      files: {
        'is-1/repository/conf/carbon.xml': carbon(),
        'is-1/repository/conf/axis2/axis2.xml': axis2(),
        'is-1/repository/conf/etc/hazelcast.xml': '<hazelcast><group><name>dev</name></group></hazelcast>\n',
      },
    },
    good: {
      title: 'axis2.xml only',
      files: { 'is-1/repository/conf/carbon.xml': carbon(), 'is-1/repository/conf/axis2/axis2.xml': axis2() },
    },
  },
  check(cluster, report) {
    const places = cluster.nodes
      .flatMap((node) => {
        const at = overriding(node);
        return at === null ? [] : [{ node, at }];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = places;
    const clustering = first?.node.clustering ?? null;
    if (first === undefined || clustering === null || isOnSome(cluster)) return;
    const lost = [
      ['the domain', clustering.domain],
      ['the membership scheme', clustering.membershipScheme],
      [termOf(first.node, 'localMemberHost'), clustering.localMemberHost],
    ] as const;
    const shown = lost.flatMap(([name, setting]) =>
      setting === null || known(setting) === null ? [] : [`${name} ${quote(setting)}`],
    );
    const values = shown.length === 0 ? 'its clustering parameters' : list(shown);
    const what = 'text' in first.at ? `-Dhazelcast.config (${quote(first.at)})` : 'hazelcast.xml';
    report({
      ...first,
      message: `${what} overrides ${sourceOf(first.node)} on ${list(places.map(({ node }) => node.name))}: ${values} and the members there have no effect on Hazelcast. Keep the network settings in one of the two, and see that the file of Hazelcast has all that the cluster needs.`,
      related: others.map((other) => ({ ...other, message: `${list([other.node.name])} is overridden, too` })),
    });
  },
});

/** What overrides a node's axis2.xml. The file goes before the option; that it does is known of the Identity Server only. */
function overriding(node: NodeModel): HazelcastXml | Setting | null {
  const { clustering, hazelcast, scripts } = node;
  if (clustering?.enabled !== true || agentOf(node) !== 'hazelcast') return null;
  if (membershipSource(node) !== 'hazelcast-xml') return null;
  return hazelcast.xml !== null && node.version !== null ? hazelcast.xml : scripts.hazelcastConfig;
}

/** Where others have no file, hazelcast-xml-mismatch speaks. */
function isOnSome({ nodes }: Cluster): boolean {
  const judged = nodes.filter((node) => node.version !== null && agentOf(node) === 'hazelcast');
  return (
    judged.some(isToldByAxis2) &&
    judged.some((node) => node.hazelcast.xml !== null && overriding(node) === node.hazelcast.xml)
  );
}

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
