import { sameDatabaseOnNode, showDatabase } from '../../cluster/database.js';
import { type ExpectedNode, type ExpectedSource, expectationOf } from '../../cluster/expectation.js';
import { type Role, roleOf } from '../../cluster/roles.js';
import { quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { setValue } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

/** Where each role is said, and what is in front of the JNDI name there. */
const ROLES = [
  { role: 'users', key: 'realm_manager.data_source', prefix: 'jdbc/' },
  { role: 'identity', key: 'identity.data_source', prefix: '' },
  { role: 'consent', key: 'authentication.consent.data_source', prefix: '' },
] as const;

export default defineRule({
  id: 'intent-role',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'users, identity or consent data of a node are not in the database that `expect` says',
  why: 'Each role names a datasource. While it names another one, users, tokens or consents of the node are not those of the other nodes.',
  remedy: 'Let `--fix` write the JNDI name, or change `expect`.',
  sources: [
    'user-mgt.xml, identity.xml and consent-mgt-config.xml of IS 5.5.0; docs-is setup/setting-up-separate-databases-for-clustering',
  ],
  examples: {
    bad: { title: 'the stock datasource', files: example('jdbc/WSO2CarbonDB') },
    good: { title: 'the shared one', files: example('jdbc/WSO2CarbonDB_IS') },
  },
  check(cluster, report) {
    for (const expected of expectationOf(cluster)?.nodes ?? []) {
      for (const { role, key, prefix } of ROLES) {
        const source = expected[role];
        const is = roleOf(expected.node, role);
        if (source === null || is.jndiName === null || leadsThere(is, source)) continue;
        const { node } = expected;
        report({
          node,
          at: is.jndiName,
          message: `The configuration expects the ${role} data of ${node.name} in ${showDatabase(source.database.identity)}, ${quote(source.jndiName)}; ${quote(is.jndiName)} is named. Write it (--fix does), or change expect.`,
          ...fixWith(
            `Keep ${role} data of ${node.name} in ${source.jndiName}`,
            'safe',
            edits(expected, source, is, key, prefix),
          ),
        });
      }
    }
  },
});

/** By what is behind the name: any name will do. */
function leadsThere({ database, jndiName }: Role, source: ExpectedSource): boolean {
  // Where the name is right, what is behind it is intent-datasource's business.
  if (jndiName?.kind !== 'literal' || jndiName.text.trim() === source.jndiName) return true;
  if (database === null) return false;
  return sameDatabaseOnNode(database, source.database.identity) !== 'no';
}

function edits(
  { node }: ExpectedNode,
  { jndiName }: ExpectedSource,
  { jndiName: setting }: Role,
  key: string,
  prefix: string,
): Edit[] {
  if (node.toml !== null) return setKey(node, node.toml, key, jndiName.slice(prefix.length));
  return setting === null ? [] : setValue(node, setting, jndiName);
}

function example(jndiName: string): Record<string, string> {
  const identity = `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <JDBCPersistenceManager><DataSource><Name>${jndiName}</Name></DataSource></JDBCPersistenceManager>
</Server>
`;
  const datasource = (jndi: string, url: string) =>
    `<datasource><name>${jndi.slice(5)}</name><jndiConfig><name>${jndi}</name></jndiConfig><definition type="RDBMS"><configuration><url>${url}</url><username>a</username><password>b</password><driverClassName>${url.includes('h2') ? 'org.h2.Driver' : 'com.mysql.jdbc.Driver'}</driverClassName></configuration></definition></datasource>`;
  const datasources = `<datasources-configuration>
  <datasources>
    ${datasource('jdbc/WSO2CarbonDB', 'jdbc:h2:./repository/database/X')}
    ${datasource('jdbc/WSO2CarbonDB_IS', 'jdbc:mysql://db.example.com:3306/reg')}
  </datasources>
</datasources-configuration>
`;
  return {
    '.wso2is-lint.yml': `clusters:
  production:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    expect:
      databases: { registry: { url: 'jdbc:mysql://db.example.com:3306/reg', username: a } }
`,
    ...Object.fromEntries(
      ['is-1', 'is-2'].flatMap((node) => [
        [`${node}/identity.xml`, identity],
        [`${node}/master-datasources.xml`, datasources],
      ]),
    ),
  };
}
