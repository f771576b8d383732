import { agentOf } from '../../cluster/agent.js';
import { disagreement, held } from '../../cluster/agreement.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { sourceOf, termOf } from '../../cluster/clustering-words.js';
import { tellsAbsence } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { compareVersions } from '../../server/version.js';
import { defineRule } from '../rule.js';

/** Of Hazelcast 3, when nobody names one. */
const DEFAULT = 'dev-pass';

export default defineRule({
  id: 'clustering-group-password-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster have different Hazelcast group passwords',
  why: 'Up to IS 5.11 Hazelcast lets a node join only with the password of the group: one with another is refused and forms a cluster of its own.',
  remedy:
    'Give every node the same `groupPassword`, in axis2.xml or as `properties.groupPassword` under `[clustering]` in deployment.toml.',
  noFix: 'a password is never copied from another file',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 and 4.6.1 (IS 5.8.0, 5.11.0): GroupConfig.setPassword',
    'Hazelcast 3.12 reference: group name and password must be equal; Hazelcast 4 (IS 6.0) has no password',
  ],
  examples: {
    bad: { title: 'two passwords', files: { 'is-1/axis2.xml': axis2('alpha'), 'is-2/axis2.xml': axis2('beta') } },
    good: { title: 'one password', files: { 'is-1/axis2.xml': axis2('alpha'), 'is-2/axis2.xml': axis2('alpha') } },
  },
  check(cluster, report) {
    const judged = cluster.nodes.filter((node) => isToldByAxis2(node) && isHazelcast3(node) && tellsAbsence(node));
    const found = disagreement(judged, {
      noun: 'Hazelcast group password',
      of: ({ clustering }) => held(clustering?.groupPassword ?? null, { absent: { value: DEFAULT, at: clustering } }),
    });
    if (found === null) return;
    const [first, ...rest] = found.text;
    const { node } = found.place;
    report({
      ...found.place,
      address: 'clustering/groupPassword',
      message: `${first?.toUpperCase()}${rest.join('')} (a node without one has Hazelcast's own): they refuse each other and form separate clusters. Give every node the same ${termOf(node, 'groupPassword')} in ${sourceOf(node)}.`,
      related: found.place.related.map(({ node: other, at }) => ({
        node: other,
        at,
        message: `${other.name} has another group password`,
      })),
    });
  },
});

function isHazelcast3(node: NodeModel): boolean {
  if (agentOf(node) !== 'hazelcast') return false;
  return node.era === 'xml' || (node.version !== null && compareVersions(node.version.max, [6, 0, 0]) < 0);
}

function axis2(password: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="groupPassword">${password}</parameter>
  </clustering>
</axisconfig>
`;
}
