import type { Cluster } from '../../cluster/cluster.js';
import { sameDatabase } from '../../cluster/database.js';
import { identityToml } from '../../cluster/deployment.js';
import { type DatabaseTable, databaseTables, isWholeDeployment } from '../../cluster/deployment-databases.js';
import { sameHost } from '../../cluster/hosts.js';
import { referrersOf } from '../../cluster/references.js';
import { roleOf } from '../../cluster/roles.js';
import type { NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { copyTable } from '../fix-table-copy.js';
import { defineRule, type Fix } from '../rule.js';

interface Holder {
  readonly node: NodeModel;
  readonly table: DatabaseTable;
}

const ROLES = { user: 'users', config: 'config' } as const;

export default defineRule({
  id: 'database-defined-on-some-nodes',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'some nodes of a cluster have a database of their own for users or the config registry, others have not',
  why: 'With `[database.config]` the config registry is in that database, without it in the shared one; with `[database.user]` users can be. Nodes of which only some have the table keep the same data in two places.',
  remedy: 'Write the table on every node, with the same database, or on none.',
  noFix: 'whether the table is meant only you know, and a password is never copied from another file',
  sources: ['master-datasources.xml.j2, registry.xml.j2 of carbon-kernel 4.5.1 to 4.12.34: `is defined`'],
  examples: {
    bad: {
      title: 'on one node',
      files: tomlCluster({ '[database.config]': configTable() }, { '[database.config]': '' }),
    },
    good: { title: 'on both', files: tomlCluster({ '[database.config]': configTable() }) },
  },
  check(cluster, report) {
    const nodes = cluster.nodes.filter(isWholeDeployment);
    if (nodes.length < 2) return;
    for (const name of ['user', 'config'] as const) {
      const holders = nodes.flatMap((node) => holderOf(node, name));
      const lacking = nodes.filter((node) => !holders.some((holder) => holder.node === node));
      const [first, ...others] = holders;
      if (first === undefined || lacking.length === 0) continue;
      if (holders.some(({ table }) => table.conditional)) continue;
      if (name === 'user' && !holders.some(isUsed)) continue; // database-user-unused
      if (isToldElsewhere(cluster, holders, lacking, name)) continue;
      const what = name === 'user' ? 'users are kept in' : 'the config registry is kept in';
      report({
        node: first.node,
        at: first.table.at,
        discriminator: name,
        message: `${list(holders.map(({ node }) => node.name))} ${holders.length === 1 ? 'has' : 'have'} ${first.table.header}, ${list(lacking.map((node) => node.name))} ${lacking.length === 1 ? 'has' : 'have'} not: ${what} two different places, and what one node writes there the others do not see. Write the table on every node, or on none.`,
        related: others.map(({ node, table }) => ({ node, at: table.at, message: `${list([node.name])} has it, too` })),
        ...tableFix(cluster, holders, lacking),
      });
    }
  },
});

/** The table for those that lack it; taken out, it would take the data that are there out of reach. */
function tableFix(
  { reference }: Cluster,
  holders: readonly Holder[],
  lacking: readonly NodeModel[],
): { readonly fix?: Fix } {
  const isMost = holders.length > 1 && holders.length > lacking.length;
  const model = holders.find(({ node }) => node.name === reference) ?? (isMost ? holders[0] : undefined);
  if (model === undefined || lacking.some(({ name }) => name === reference)) return {};
  const edits = lacking.map((node) => copyTable(node, model.node, model.table.header.slice(1, -1)));
  if (edits.some((one) => one.length === 0)) return {};
  const names = list(lacking.map(({ name }) => name));
  return fixWith(`Give ${names} ${model.table.header} of ${model.node.name}`, 'unsafe', edits.flat());
}

function holderOf(node: NodeModel, name: 'user' | 'config'): Holder[] {
  const toml = identityToml(node);
  const table = toml === null ? undefined : databaseTables(toml).find((one) => one.name === name);
  return table === undefined ? [] : [{ node, table }];
}

function isUsed({ node, table }: Holder): boolean {
  return node.toml !== null && referrersOf(node.toml, table.datasource.jndiName).length > 0;
}

/**
 * Where the databases can be read, `registry-config-location-mismatch` and `shared-database-mismatch` know whether they
 * are one; a reference to a datasource that is not there has a rule of its own.
 */
function isToldElsewhere(
  cluster: Cluster,
  holders: readonly Holder[],
  lacking: readonly NodeModel[],
  name: 'user' | 'config',
): boolean {
  return holders.some(({ node }) =>
    lacking.some((other) => {
      const [a, b] = [roleOf(node, ROLES[name]), roleOf(other, ROLES[name])];
      if (b.status === 'broken') return true;
      return a.database !== null && b.database !== null
        ? sameDatabase(a.database, b.database, sameHost(cluster, node, other)) !== 'unknown'
        : false;
    }),
  );
}

function configTable(): string {
  return 'url = "$env{CONFIG_DB_URL}"\ndriver = "com.mysql.cj.jdbc.Driver"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"';
}
