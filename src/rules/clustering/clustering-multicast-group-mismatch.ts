import { disagreement, held } from '../../cluster/agreement.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import { activeScheme, agentOf } from '../../cluster/membership.js';
import { copyFix } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { defineRule } from '../rule.js';

/** What an agent uses where axis2.xml says nothing. */
const DEFAULTS = {
  hazelcast: { mcastAddress: '224.2.2.3', mcastPort: '54327' },
  tribes: { mcastAddress: '228.0.0.4', mcastPort: '45564' },
} as const;

export default defineRule({
  id: 'clustering-multicast-group-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of a multicast cluster use different multicast addresses or ports',
  why: 'A node announces itself to its own multicast group only: nodes in different groups never hear of each other and form a cluster each.',
  remedy: 'Give every node the same `mcastAddress` and `mcastPort` in axis2.xml.',
  sources: [
    'MulticastBasedMembershipScheme, carbon-kernel 4.4.40 (IS 5.8.0)',
    'Hazelcast 3.5 MulticastConfig: 224.2.2.3:54327 by default',
  ],
  examples: {
    bad: { title: 'two ports', files: { 'is-1/axis2.xml': axis2('45564'), 'is-2/axis2.xml': axis2('45565') } },
    good: { title: 'one port', files: { 'is-1/axis2.xml': axis2('45564'), 'is-2/axis2.xml': axis2('45564') } },
  },
  check(cluster, report) {
    const judged = cluster.nodes.filter((node) => isToldByAxis2(node) && activeScheme(node) === 'multicast');
    for (const [name, noun] of [
      ['mcastAddress', 'multicast address'],
      ['mcastPort', 'multicast port'],
    ] as const) {
      const found = disagreement(judged, {
        noun,
        of: (node) => {
          const agent = agentOf(node);
          const known = agent === 'hazelcast' || agent === 'tribes';
          const absent = known ? { absent: { value: DEFAULTS[agent][name], at: node.clustering } } : {};
          return held(node.clustering?.[name] ?? null, { as: (text) => text.trim(), ...absent });
        },
      });
      if (found === null) continue;
      report({
        ...found.place,
        address: `clustering/${name}`,
        message: `${found.text}: they announce themselves to different multicast groups and never hear of each other. Give every node the same ${termOf(found.place.node, name)}.`,
        ...copyFix(cluster, found, { noun, add: (node, { text }) => setParameter(node, name, text) }),
      });
    }
  },
});

function axis2(port: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">multicast</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="mcastAddress">228.0.0.4</parameter>
    <parameter name="mcastPort">${port}</parameter>
  </clustering>
</axisconfig>
`;
}
