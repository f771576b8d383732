import { databaseOf, sameDatabaseOnNode } from '../../cluster/database.js';
import { identityToml, placeOfKey } from '../../cluster/deployment.js';
import { databaseTables, isWholeDeployment } from '../../cluster/deployment-databases.js';
import { resolveJndi } from '../../cluster/jndi.js';
import { referrersOf } from '../../cluster/references.js';
import { roleOf } from '../../cluster/roles.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { soundly } from '../fix-toml-names.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'database-user-unused',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: '[database.user] is defined and nothing uses it',
  why: 'The table only defines the datasource jdbc/WSO2USER_DB. Users stay where `[realm_manager] data_source` says, which is SHARED_DB unless it is written: the database that was set up for them stays empty.',
  remedy:
    'Write `[realm_manager]` with `data_source = "WSO2USER_DB"` (users that exist must be moved), or remove the table.',
  noFix: 'somebody wrote that users are elsewhere: which of the two is meant only you know',
  sources: [
    'user-mgt.xml.j2 and default.json of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0); golden db-user',
    'https://github.com/wso2/docs-apim/issues/1269',
  ],
  examples: {
    bad: { title: 'no realm_manager', files: files('') },
    good: { title: 'users are kept there', files: files('data_source = "WSO2USER_DB"') },
  },
  check(node, report) {
    const toml = identityToml(node);
    if (toml === null || !isWholeDeployment(node)) return;
    const table = databaseTables(toml).find(({ name }) => name === 'user');
    if (table === undefined || table.conditional) return;
    const realm = toml.effective('realm_manager.data_source');
    const inStore = node.userMgt?.userStores.some(({ properties }) => properties.has('dataSource')) ?? true;
    // What a value nobody knows refers to may be this.
    if (known(realm) === null || inStore || referrersOf(toml, table.datasource.jndiName).length > 0) return;
    const said = realm?.origin === 'explicit';
    const [own, used] = [resolveJndi(node, table.datasource.jndiName), roleOf(node, 'users').database];
    const database = own.kind === 'found' ? databaseOf(own.datasource) : null;
    const same = database !== null && used !== null && sameDatabaseOnNode(database, used) === 'yes';
    report({
      node,
      at: table.at,
      ...(same ? { severity: 'info' as const } : {}),
      message: `${table.header} defines the datasource "WSO2USER_DB", and nothing here uses it: users are in ${quote(realm ?? 'SHARED_DB')}, ${said ? 'which [realm_manager] data_source names' : 'the default of [realm_manager] data_source'}${same ? ' (today the same database)' : ''}. Write data_source = "WSO2USER_DB" in [realm_manager] (and move the users there are), or remove the table.`,
      // Who wrote that they are elsewhere may have meant it.
      ...fixWith(
        'Keep users in WSO2USER_DB',
        'unsafe',
        said ? [] : soundly(toml, setKey(node, toml, 'realm_manager.data_source', 'WSO2USER_DB')),
      ),
      related: said
        ? [{ node, at: placeOfKey(toml, 'realm_manager.data_source', realm.span), message: 'where users are kept' }]
        : [],
    });
  },
});

function files(realm: string): Readonly<Record<string, string>> {
  const user = `type = "mysql"\nhostname = "db.example.com"\nport = "3306"\nname = "users"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"`;
  return { 'deployment.toml': deploymentToml({ tables: { '[database.user]': user, '[realm_manager]': realm } }) };
}
