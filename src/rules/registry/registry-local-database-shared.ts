import { sameDatabase, showDatabase } from '../../cluster/database.js';
import { sameHost } from '../../cluster/hosts.js';
import { localRegistry } from '../../cluster/registry.js';
import { hasUnclearDbConfig } from '../../cluster/registry-faults.js';
import type { NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { datasourcesXml, MYSQL, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-local-database-shared',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'two nodes have one database as their local registry',
  why: 'The local repository belongs to one server: its mounts, indexes and start-up records. Two servers in one database overwrite each other there, fail at start and keep corrupt indexes.',
  remedy:
    'Give each node a local registry of its own (its H2 file will do) and mount the shared collections. One node at most may own the shared database.',
  noFix: 'each node needs a local database of its own, which only you know',
  sources: [
    'WSO2 docs, sharing databases in a cluster: "not shared among multiple nodes"',
    'dev@wso2 mail archive, msg73811',
  ],
  examples: {
    bad: { title: 'WSO2_CARBON_DB leads to one database on both', files: files(MYSQL) },
    good: { title: 'a database for each', files: files('jdbc:mysql://db.example.com:3306/local_2') },
  },
  check(cluster, report) {
    const locals = cluster.nodes.flatMap((node) => {
      if (hasUnclearDbConfig(node)) return []; // registry-dbconfig-duplicate
      // Only from 7.0 on a deployment.toml can move the local registry, and there it may be shared.
      if (node.era === 'toml') return [];
      const { status, database, at } = localRegistry(node);
      return status === 'resolved' && database?.kind === 'server' && at !== null ? [{ node, database, at }] : [];
    });
    const told = new Set<NodeModel>();
    for (const first of locals) {
      if (told.has(first.node)) continue;
      const others = locals.filter(
        ({ node, database }) =>
          node !== first.node && sameDatabase(first.database, database, sameHost(cluster, first.node, node)) === 'yes',
      );
      if (others.length === 0) continue;
      for (const { node } of [first, ...others]) told.add(node);
      report({
        node: first.node,
        at: first.at,
        discriminator: first.node.name,
        message: `${list([first, ...others].map(({ node }) => node.name))} have one local registry, ${showDatabase(first.database)}: what belongs to one server alone (its mounts, its indexes) they overwrite for each other. Give each node a local registry of its own and mount the shared collections; one node at most may own the shared database.`,
        related: others.map(({ node, at }) => ({
          node,
          at,
          message: `${node.name} has it as its local registry, too`,
        })),
      });
    }
  },
});

function files(second: string): Readonly<Record<string, string>> {
  return {
    'is-1/registry.xml': registryXml(),
    'is-1/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': MYSQL }),
    'is-2/registry.xml': registryXml(),
    'is-2/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': second }),
  };
}
