import { type ExpectedNode, expectationOf } from '../../cluster/expectation.js';
import { storeClass } from '../../cluster/user-store.js';
import { compareVersions, type Version } from '../../server/version.js';
import { child } from '../../syntax/xml/query.js';
import { quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { writeJdbcStore } from '../fix-jdbc-store.js';
import { setKey } from '../fix-toml.js';
import { setValue } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

const IS_JDBC = /\.jdbc\.(?:UniqueID)?JDBCUserStoreManager$/;
const FIRST_WITH_UNIQUE_IDS: Version = [5, 10, 0];

export default defineRule({
  id: 'intent-user-store',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'the primary user store of a node is not the shared database, as `expect` says',
  why: 'The stock store is an LDAP server inside each node: users made on one node are on no other.',
  remedy:
    'Let `--fix` write the JDBC store and switch the embedded LDAP server off, or change `expect`. Move the users there are.',
  sources: ['user-mgt.xml of IS 5.5.0; WSO2 docs, "Configuring a JDBC user store"'],
  noFix: 'a template decides what is there',
  examples: {
    bad: { title: 'the embedded LDAP server', files: example('ldap.ReadWriteLDAPUserStoreManager') },
    good: { title: 'the shared database', files: example('jdbc.JDBCUserStoreManager') },
  },
  check(cluster, report) {
    const expectation = expectationOf(cluster);
    if (expectation?.intent.userStore !== 'jdbc') return;
    for (const expected of expectation.nodes) {
      const { node } = expected;
      const [primary] = node.userMgt?.userStores ?? [];
      const manager = primary?.class ?? null;
      const ldap = node.embeddedLdap?.enable ?? null;
      const isOther = manager?.kind === 'literal' && !IS_JDBC.test(manager.text);
      const isOn = ldap?.kind === 'literal' && ldap.text.trim() === 'true';
      if (!isOther && !isOn) continue;
      const at = isOther ? manager : ldap;
      if (at === null) continue;
      const what = isOther
        ? `its primary store is ${storeClass(node)?.shown ?? quote(manager)}`
        : 'its embedded LDAP server is on';
      report({
        node,
        at,
        message: `The configuration expects the users of ${node.name} in the shared database, and ${what}. Write the JDBC store and switch the LDAP server off (--fix does both), or change expect.`,
        ...fixWith(`Keep the users of ${node.name} in the database`, 'safe', [
          ...(isOther ? storeEdits(expected) : []),
          ...(isOn && ldap !== null ? setValue(node, ldap, 'false') : []),
        ]),
      });
    }
  },
});

function storeEdits({ node }: ExpectedNode): Edit[] {
  if (node.toml !== null) {
    const min = node.version?.min ?? null;
    const unique = min !== null && compareVersions(min, FIRST_WITH_UNIQUE_IDS) >= 0;
    return setKey(node, node.toml, 'user_store.type', unique ? 'database_unique_id' : 'database');
  }
  const root = node.files.find(({ role }) => role === 'user-mgt')?.document.xml().root ?? null;
  const realm = root === null ? null : child(root, 'Realm', '');
  const store = realm === null ? null : child(realm, 'UserStoreManager', '');
  if (store === null) return [];
  return writeJdbcStore(node, store);
}

function example(manager: string): Record<string, string> {
  const users = `<UserManager>
  <Realm>
    <Configuration><Property name="dataSource">jdbc/WSO2CarbonDB</Property></Configuration>
    <UserStoreManager class="org.wso2.carbon.user.core.${manager}"/>
  </Realm>
</UserManager>
`;
  return {
    '.wso2is-lint.yml': `clusters:
  production:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    expect: { userStore: jdbc }
`,
    'is-1/user-mgt.xml': users,
    'is-2/user-mgt.xml': users,
  };
}
