import type { DatabaseIdentity } from '../../cluster/database.js';
import type { SharedUse } from '../../cluster/datasources.js';
import { sharedUses } from '../../cluster/datasources.js';
import { isLoopback, sameHost } from '../../cluster/hosts.js';
import type { NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { defineRule } from '../rule.js';

interface Case {
  readonly node: NodeModel;
  readonly use: SharedUse;
}

export default defineRule({
  id: 'datasource-localhost-in-cluster',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'nodes on different hosts each use the database server of their own host',
  why: '`localhost` is another machine on every node: each talks to a database server of its own, and nothing is shared.',
  remedy: 'Name the database server by a host name or address that is the same from every node.',
  noFix: 'the address of the database server the files do not say',
  sources: ['WSO2 IS docs, deployment pattern 1: one database for all nodes'],
  examples: {
    bad: { title: 'localhost on two machines', files: files('localhost') },
    good: { title: 'one database server', files: files('db.example.com') },
  },
  check(cluster, report) {
    const cases: Case[] = cluster.nodes.flatMap((node) =>
      sharedUses(node)
        .filter(({ database }) => isLocal(database))
        .map((use) => ({ node, use })),
    );
    // One local server may be the one that others name by its address; two on different hosts are two.
    const apart = cases.filter((a) =>
      cases.some((b) => a.use.use === b.use.use && sameHost(cluster, a.node, b.node) === 'no'),
    );
    const [first] = apart;
    if (first === undefined) return;
    const places = apart.filter(
      ({ node, use }, index) =>
        apart.findIndex((each) => each.node === node && each.use.at.address === use.at.address) === index,
    );
    const uses = list([...new Set(apart.map(({ use }) => use.use))]);
    const names = list([...new Set(places.map(({ node }) => node.name))]);
    report({
      node: first.node,
      at: first.use.at,
      message: `For ${uses}, ${names} each use the database server of their own host (localhost), and they run on different hosts: nothing is shared between them. Name the server by a host name or address that leads all nodes to the same one.`,
      related: places.slice(1).map(({ node, use }) => ({
        node,
        at: use.at,
        message: `${list([node.name])} uses the database server of its own host`,
      })),
    });
  },
});

function isLocal({ kind, hosts }: DatabaseIdentity): boolean {
  return kind === 'server' && hosts.length > 0 && hosts.every(({ host }) => host !== null && isLoopback(host));
}

function files(host: string): Readonly<Record<string, string>> {
  const userMgt = `<UserManager>
  <Realm><Configuration><Property name="dataSource">jdbc/WSO2CarbonDB</Property></Configuration></Realm>
</UserManager>
`;
  const datasources = `<datasources-configuration>
  <datasources>
    <datasource>
      <name>WSO2_CARBON_DB</name>
      <jndiConfig><name>jdbc/WSO2CarbonDB</name></jndiConfig>
      <definition type="RDBMS">
        <configuration><url>jdbc:mysql://${host}:3306/user_db</url></configuration>
      </definition>
    </datasource>
  </datasources>
</datasources-configuration>
`;
  const axis2 = (address: string) => `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="localMemberHost">${address}</parameter>
  </clustering>
</axisconfig>
`;
  return {
    'is-1/axis2.xml': axis2('10.0.0.11'),
    'is-1/user-mgt.xml': userMgt,
    'is-1/master-datasources.xml': datasources,
    'is-2/axis2.xml': axis2('10.0.0.12'),
    'is-2/user-mgt.xml': userMgt,
    'is-2/master-datasources.xml': datasources,
  };
}
