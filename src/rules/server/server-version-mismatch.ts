import type { Value } from '../../cluster/agreement.js';
import { disagreement, held } from '../../cluster/agreement.js';
import type { NodeModel, VersionRange } from '../../server/model.js';
import { compareVersions, formatVersion } from '../../server/version.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-version-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster are of different product versions',
  why: 'Nodes of different versions use one database schema and one Hazelcast group in different ways: they refuse to join, or corrupt what they share.',
  remedy: 'Bring every node of the cluster to the same version.',
  sources: [
    'carbon.xml `Version`, IS 3.2 – 5.8',
    'Hazelcast 3.12 in IS 5.9 – 5.11, 4.2 in 6.0 and 6.1, 5.3 in 7.0 on: members of different minor versions do not join',
  ],
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
    const [first] = cluster.nodes;
    // Nodes of both eras are of different versions, which server-era-mixed says.
    if (first === undefined || cluster.nodes.some(({ era }) => era !== first.era)) return;
    if (first.era === 'xml') {
      const found = disagreement(cluster.nodes, {
        noun: 'version',
        of: ({ server }) => held(server?.version ?? null, { as: (text) => text.trim() }),
      });
      if (found !== null) report({ ...found.place, message: message(found.text, 'in carbon.xml') });
      return;
    }
    const found = disagreement<VersionRange>(cluster.nodes, {
      noun: 'version',
      of: versionOf,
      same: ({ value: a }, { value: b }) => sameVersion(a, b),
    });
    if (found === null) return;
    report({
      ...found.place,
      address: 'server/version',
      severity: isUpdate(cluster.nodes) ? 'warning' : 'error',
      message: message(found.text, 'as their files tell'),
    });
  },
});

function message(text: string, source: string): string {
  return `${text} ${source}: different versions expect different tables in the shared databases and do not understand each other's cluster messages. Bring every node to the same version.`;
}

/** Which versions a node with a deployment.toml may have, and where that is said. */
function versionOf(node: NodeModel): Value<VersionRange> | null {
  const { version, server, product } = node;
  const at = version?.setting ?? server;
  if (version === null || at === null || product !== 'IS') return null;
  const [min, max] = [formatVersion(version.min), formatVersion(version.max)];
  return { value: version, at, shown: min === max ? `"${min}"` : `one of ${min} to ${max}` };
}

function sameVersion(a: VersionRange | null, b: VersionRange | null): 'yes' | 'no' | 'unknown' {
  if (a === null || b === null) return 'unknown';
  if (compareVersions(a.max, b.min) < 0 || compareVersions(b.max, a.min) < 0) return 'no';
  return [a, b].every(({ min, max }) => compareVersions(min, max) === 0) ? 'yes' : 'unknown';
}

/** Do all known versions differ in the last number only: servers of one database schema. */
function isUpdate(nodes: readonly NodeModel[]): boolean {
  const all = nodes.flatMap(({ version }) => (version === null ? [] : [version.min, version.max]));
  return new Set(all.map(([major, minor]) => `${major}.${minor}`)).size === 1;
}

function carbon(version: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>${version}</Version>
  <Ports><Offset>0</Offset></Ports>
</Server>
`;
}
