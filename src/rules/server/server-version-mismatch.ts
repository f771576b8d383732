import { disagreement, held } from '../../cluster/agreement.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-version-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster are of different product versions',
  why: 'Nodes of different versions use one database schema and one Hazelcast group in different ways: they refuse to join, or corrupt what they share.',
  remedy: 'Bring every node of the cluster to the same version.',
  sources: ['carbon.xml `Version`, IS 3.2 – 5.8', 'Hazelcast: members of different minor versions do not join'],
  examples: {
    bad: {
      title: 'one node was not upgraded',
      files: { 'is-1/carbon.xml': carbon('5.7.0'), 'is-2/carbon.xml': carbon('5.8.0') },
    },
    good: {
      title: 'the same version on both nodes',
      files: { 'is-1/carbon.xml': carbon('5.8.0'), 'is-2/carbon.xml': carbon('5.8.0') },
    },
  },
  check(cluster, report) {
    const found = disagreement(cluster.nodes, {
      noun: 'version',
      of: ({ server }) => held(server?.version ?? null, { as: (text) => text.trim() }),
    });
    if (found === null) return;
    report({
      ...found.place,
      message: `${found.text} in carbon.xml: different versions expect different tables in the shared databases and do not understand each other's cluster messages. Bring every node to the same version.`,
    });
  },
});

function carbon(version: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>${version}</Version>
  <Ports><Offset>0</Offset></Ports>
</Server>
`;
}
