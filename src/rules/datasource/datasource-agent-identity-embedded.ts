import { isMany } from '../../cluster/cluster.js';
import { databaseOf, showDatabase } from '../../cluster/database.js';
import { tableOf } from '../../cluster/deployment-databases.js';
import { known } from '../../server/setting.js';
import type { Version } from '../../server/version.js';
import { compareVersions } from '../../server/version.js';
import { list } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

/** Identities of agents came with it. */
const FIRST: Version = [7, 2, 0];
const JNDI = 'jdbc/AgentIdentity';

export default defineRule({
  id: 'datasource-agent-identity-embedded',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the nodes of a cluster keep the identities of agents in an H2 file of each',
  why: 'IS 7.2 ships `[datasource.AgentIdentity]` on H2, beside the databases one always moves: agents that one node creates the others do not know.',
  remedy: 'Let `[datasource.AgentIdentity]` lead to a database server that all nodes use.',
  noFix: 'it needs a database server, which only you know',
  sources: [
    'deployment.toml of IS 7.2.0; WSO2 IS docs 7.2, change the datasource of agent identities',
    'https://github.com/wso2/kubernetes-is/pull/351',
  ],
  examples: {
    bad: {
      title: 'as shipped',
      files: cluster('jdbc:h2:./repository/database/AGENT_IDENTITY_DB;DB_CLOSE_ON_EXIT=FALSE', 'org.h2.Driver'),
    },
    good: {
      title: 'on a database server',
      files: cluster('jdbc:mysql://db.example.com:3306/agents', 'com.mysql.cj.jdbc.Driver'),
    },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const found = cluster.nodes.flatMap((node) => {
      const { version } = node;
      if (node.era !== 'toml' || version === null || compareVersions(version.min, FIRST) < 0) return [];
      const datasource = node.datasources?.findLast((one) => known(one.jndiName) === JNDI);
      const database = datasource === undefined ? null : databaseOf(datasource);
      return datasource !== undefined && database?.kind === 'embedded' && !database.autoServer
        ? [{ node, datasource, database, at: datasource.url ?? datasource }]
        : [];
    });
    const [first, ...others] = found;
    if (first === undefined) return;
    const names = list(found.map(({ node }) => node.name));
    const who = found.length === 1 && first.node.replicas !== 1 ? `The servers that run ${names}` : names;
    report({
      node: first.node,
      at: first.at,
      message: `${who} ${found.length === 1 && first.node.replicas === 1 ? 'keeps' : 'each keep'} the identities of agents in an embedded database, ${showDatabase(first.database)}: agents that are created there no other node of the cluster knows. Let ${tableOf(first.datasource)} lead to a database server that all nodes use.`,
      related: others.map(({ node, at, database }) => ({
        node,
        at,
        message: `${list([node.name])} uses ${showDatabase(database)}`,
      })),
    });
  },
});

function cluster(url: string, driver: string): Readonly<Record<string, string>> {
  return tomlCluster({
    '[datasource.AgentIdentity]': `id = "AgentIdentity"\nurl = "${url}"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"\ndriver = "${driver}"`,
  });
}
