import { isMany } from '../../cluster/cluster.js';
import { showDatabase } from '../../cluster/database.js';
import type { SharedUse } from '../../cluster/datasources.js';
import { sharedUses } from '../../cluster/datasources.js';
import type { NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { onlyExpected } from '../fix.js';
import { defineRule } from '../rule.js';

interface Case {
  readonly uses: readonly string[];
  readonly nodes: { readonly node: NodeModel; readonly use: SharedUse }[];
}

export default defineRule({
  id: 'datasource-embedded-in-cluster',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a node of a cluster keeps what must be shared in its own embedded database',
  why: 'An embedded H2 or Derby database is a file of one server, however equal the URLs are: each node then has users, tokens, sessions and consents of its own.',
  remedy:
    'Let users, identity, consent and mounted registries lead to a database server that all nodes use. Only the local registry may stay embedded.',
  sources: ['WSO2 IS docs, deployment pattern 1; changing to embedded H2: "only as the local registry"'],
  examples: {
    bad: { title: 'users in the H2 file of each node', files: files('jdbc:h2:./repository/database/WSO2CARBON_DB') },
    good: { title: 'users on a database server', files: files('jdbc:mysql://db.example.com:3306/user_db') },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const cases = new Map<string, Case>();
    for (const node of cluster.nodes) {
      const embedded = sharedUses(node).filter(({ database }) => isOwn(database.kind, database.autoServer));
      for (const address of new Set(embedded.map(({ at }) => at.address))) {
        const here = embedded.filter(({ at }) => at.address === address);
        const [use] = here;
        if (use === undefined) continue;
        const uses = [...new Set(here.map((each) => each.use))];
        const key = uses.join('\n');
        const same = cases.get(key);
        if (same === undefined) cases.set(key, { uses, nodes: [{ node, use }] });
        else same.nodes.push({ node, use });
      }
    }
    for (const { uses, nodes } of cases.values()) {
      const [first, ...others] = nodes;
      if (first === undefined) continue;
      const names = list(nodes.map(({ node }) => node.name));
      const verb = nodes.length === 1 && first.node.replicas === 1 ? 'keeps' : 'each keep';
      const who = nodes.length === 1 && first.node.replicas !== 1 ? `the servers that run ${names}` : names;
      report({
        node: first.node,
        at: first.use.at,
        discriminator: uses.join(' '),
        message: `For ${list(uses)}, ${who} ${verb} an embedded database, ${showDatabase(first.use.database)}: no other node of the cluster sees what is written there. Let ${uses.length === 1 ? 'it' : 'them'} lead to a database server that all nodes use.`,
        noFix: onlyExpected(cluster, 'it needs a database server', 'it'),
        related: others.map(({ node, use }) => ({
          node,
          at: use.at,
          message: `${list([node.name])} uses ${showDatabase(use.database)}`,
        })),
      });
    }
  },
});

/** H2 with AUTO_SERVER may be one database of several processes. */
function isOwn(kind: 'server' | 'embedded' | 'unknown', autoServer: boolean): boolean {
  return kind === 'embedded' && !autoServer;
}

function files(url: string): Readonly<Record<string, string>> {
  const userMgt = `<UserManager>
  <Realm><Configuration><Property name="dataSource">jdbc/WSO2CarbonDB</Property></Configuration></Realm>
</UserManager>
`;
  const datasources = `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
      <definition type="RDBMS"><configuration><url>${url}</url></configuration></definition>
    </datasource>
  </datasources>
</datasources-configuration>
`;
  return {
    'is-1/user-mgt.xml': userMgt,
    'is-1/master-datasources.xml': datasources,
    'is-2/user-mgt.xml': userMgt,
    'is-2/master-datasources.xml': datasources,
  };
}
