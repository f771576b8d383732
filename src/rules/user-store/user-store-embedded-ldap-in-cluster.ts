import { isMany } from '../../cluster/cluster.js';
import { primaryStore, usesEmbeddedLdap } from '../../cluster/user-store.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'user-store-embedded-ldap-in-cluster',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'the nodes of a cluster keep their users in the LDAP server inside each',
  why: 'The stock user-mgt.xml has its primary user store in the embedded LDAP of the same server: every node of a cluster then has users of its own, and none sees those of the others.',
  remedy:
    'Move the primary user store to a directory or database that all nodes reach, and switch the embedded LDAP off (embedded-ldap.xml); in deployment.toml by `[user_store]`.',
  noFix: 'users have to be moved: set userStore: jdbc under expect in .wso2is-lint.yml',
  sources: [
    'user-mgt.xml and embedded-ldap.xml of IS 5.8.0',
    'WSO2 IS docs, deployment pattern 1: disable the embedded LDAP',
  ],
  examples: {
    bad: {
      title: 'the stock user store on both nodes',
      files: cluster('localhost:${Ports.EmbeddedLDAP.LDAPServerPort}'),
    },
    good: { title: 'one directory for both', files: cluster('ldap.example.com:389') },
  },
  check(subject, report) {
    const nodes = subject.nodes
      .filter((node) => usesEmbeddedLdap(node) === 'yes')
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const [first, ...others] = nodes.flatMap((node) => {
      const at = primaryStore(node)?.properties.get('ConnectionURL');
      return at === undefined ? [] : [{ node, at }];
    });
    if (first === undefined || !isMany(subject)) return;
    if (others.length === 0 && first.node.replicas === 1) return;
    const who =
      others.length === 0
        ? `${list([first.node.name])}, which serves several servers, keeps`
        : `${list(nodes.map(({ name }) => name))} keep`;
    report({
      ...first,
      message: `${who} the users in the LDAP server embedded in each node (ConnectionURL ${quote(first.at)}): every node has users of its own, and a user created or locked at one is not so at the others. ${first.node.era === 'toml' ? '[user_store] must lead every node to one directory or database: type = "database_unique_id" ("database" in 5.9), or a connection_url that all reach.' : 'Point the primary user store of every node to one directory or database.'}`,
      related: others.map((other) => ({
        ...other,
        message: `${list([other.node.name])} uses its own embedded LDAP, too`,
      })),
    });
  },
});

function cluster(address: string): Readonly<Record<string, string>> {
  const realm = `<UserManager>
  <Realm>
    <Configuration>
      <AddAdmin>true</AddAdmin>
      <AdminRole>admin</AdminRole>
      <AdminUser><UserName>admin</UserName><Password>admin</Password></AdminUser>
      <EveryOneRoleName>everyone</EveryOneRoleName>
      <Property name="dataSource">jdbc/WSO2CarbonDB</Property>
    </Configuration>
    <UserStoreManager class="org.wso2.carbon.user.core.ldap.ReadWriteLDAPUserStoreManager">
      <Property name="TenantManager">org.wso2.carbon.user.core.tenant.CommonHybridLDAPTenantManager</Property>
      <Property name="ConnectionURL">ldap://${address}</Property>
    </UserStoreManager>
    <AuthorizationManager class="org.wso2.carbon.user.core.authorization.JDBCAuthorizationManager"/>
  </Realm>
</UserManager>
`;
  return { 'is-1/user-mgt.xml': realm, 'is-2/user-mgt.xml': realm };
}
