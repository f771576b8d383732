import { isMisspelt } from '../../cluster/agent.js';
import { disagreement, held } from '../../cluster/agreement.js';
import { isToldByAxis2, NO_DOMAIN } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import { isSettled } from '../../cluster/settled.js';
import { copyFix } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-domain-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster have different clustering domains',
  why: 'The domain is the name of the Hazelcast group (and of the Tribes domain): nodes with different domains form two clusters, and neither says so in its log.',
  remedy:
    'Give every node the same `domain` in axis2.xml, or under `[clustering]` in deployment.toml. Surrounding blanks count: the server does not trim it.',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): domain becomes instance and group name, untrimmed',
    'WSO2 IS docs, deployment pattern 1',
  ],
  examples: {
    bad: {
      title: 'a typing error in the domain of one node',
      files: {
        'is-1/axis2.xml': axis2('iam.prod'),
        'is-2/axis2.xml': axis2('iam.prd'),
      },
    },
    good: {
      title: 'the same domain on both nodes',
      files: {
        'is-1/axis2.xml': axis2('iam.prod'),
        'is-2/axis2.xml': axis2('iam.prod'),
      },
    },
  },
  check(cluster, report) {
    const enabled = cluster.nodes.filter(isToldByAxis2);
    const found = disagreement(enabled, {
      noun: 'domain',
      of: (node) => {
        const domain = node.clustering?.domain ?? null;
        if (!isSettled(node, domain)) return null;
        return held(domain, {
          // A misspelt one has a rule of its own.
          absent: { value: NO_DOMAIN, at: isMisspelt(node, 'domain') ? null : node.clustering },
        });
      },
    });
    if (found === null) return;
    report({
      ...found.place,
      message: `${found.text}: they form separate clusters and share no caches, sessions or invalidations. Give every node of the cluster the same ${termOf(found.place.node, 'domain')}.`,
      ...copyFix(cluster, found, { noun: 'domain', add: (node, { text }) => setParameter(node, 'domain', text) }),
    });
  },
});

function axis2(domain: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">${domain}</parameter>
  </clustering>
</axisconfig>
`;
}
