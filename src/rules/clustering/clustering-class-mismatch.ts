import { disagreement, held } from '../../cluster/agreement.js';
import { classProblem } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import type { NodeModel } from '../../server/model.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-class-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster use different clustering agents',
  why: 'Agents of different kinds speak different protocols: the nodes never join one cluster.',
  remedy: 'Use the agent class of your server version on every node.',
  noFix: 'which agent each server has the files do not say',
  sources: ['ClusterBuilder, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0): the class attribute is the agent'],
  examples: {
    bad: {
      title: 'Hazelcast here, Tribes there',
      files: {
        'is-1/axis2.xml': axis2('org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent'),
        'is-2/axis2.xml': axis2('org.apache.axis2.clustering.tribes.TribesClusteringAgent'),
      },
    },
    good: {
      title: 'one agent',
      files: {
        'is-1/axis2.xml': axis2('org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent'),
        'is-2/axis2.xml': axis2('org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent'),
      },
    },
  },
  check(cluster, report) {
    const judged = cluster.nodes.filter((node) => {
      const problem = classProblem(node)?.kind;
      // A class that is none, or misspelt, is told by clustering-class-era.
      return node.clustering?.enabled === true && problem !== 'missing' && problem !== 'misspelt';
    });
    // Nobody wrote the class that a release brings itself: server-version-mismatch and server-era-mixed speak of those.
    if (judged.some(({ era }) => era === 'toml') && judged.every(({ clustering }) => !isWritten(clustering))) return;
    if (new Set(judged.map(({ era }) => era)).size > 1) return;
    const found = disagreement(judged, {
      noun: 'clustering class',
      of: ({ clustering }) => held(clustering?.class ?? null),
    });
    if (found === null) return;
    report({
      ...found.place,
      message: `${found.text}: these agents speak different protocols, and the nodes never join one cluster. Use the same ${termOf(found.place.node, 'class')} on every node.`,
    });
  },
});

function isWritten(clustering: NodeModel['clustering']): boolean {
  return clustering?.class !== null && clustering?.class.origin === 'explicit';
}

function axis2(agent: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="${agent}" enable="true">
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
