import { type Disagreement, disagreement, held, type Value } from '../../cluster/agreement.js';
import type { Cluster } from '../../cluster/cluster.js';
import { type DatabaseIdentity, sameDatabase, showDatabase } from '../../cluster/database.js';
import { sameHost } from '../../cluster/hosts.js';
import {
  foldDn,
  foldHash,
  keyOfProperty,
  ldapAddresses,
  ownDatabase,
  primaryStore,
  storeClass,
  storeDatabase,
  usesEmbeddedLdap,
} from '../../cluster/user-store.js';
import type { NodeModel } from '../../server/model.js';
import { quote } from '../../text/message.js';
import { storeFix } from '../fix-user-store.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'user-store-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'the primary user stores of the nodes differ',
  why: 'The first UserStoreManager of user-mgt.xml is the primary store. Where it is another class, directory, database or hash on one node, users who exist for one node are unknown to the other, or their passwords are wrong there.',
  remedy: 'Give every node the same first UserStoreManager in user-mgt.xml, or the same `[user_store]`.',
  noFix: 'a store is more than one property: which one is right only you know',
  sources: [
    'RealmConfigXMLProcessor, carbon-kernel 4.4.40 (IS 5.8.0)',
    'WSO2 IS docs, deployment pattern 1: user stores',
  ],
  examples: {
    bad: {
      title: 'another hash on the second node',
      files: { 'is-1/user-mgt.xml': realm('SHA-256'), 'is-2/user-mgt.xml': realm('SHA-512') },
    },
    good: {
      title: 'the same store on both nodes',
      files: { 'is-1/user-mgt.xml': realm('SHA-256'), 'is-2/user-mgt.xml': realm('SHA-256') },
    },
  },
  check(cluster, report) {
    const found = firstDifference(cluster);
    if (found === null) return;
    report({
      ...found.place,
      message: `The primary user stores differ: ${found.text}. Users who log in at one node are unknown to the other, or their passwords fail there. Give every node the same ${isToml(cluster) ? '[user_store]' : 'first UserStoreManager in user-mgt.xml'}.`,
      ...(isToml(cluster) ? storeFix(cluster, found) : {}),
    });
  },
});

/** The first thing in which the stores differ: what follows from it is not told again. */
function firstDifference(cluster: Cluster): Disagreement<string> | Disagreement<DatabaseIdentity> | null {
  return (
    texts(cluster, isToml(cluster) ? 'type' : 'class', storeClass) ??
    texts(cluster, 'ConnectionURL', connection(cluster)) ??
    databases(cluster) ??
    texts(cluster, 'UserSearchBase', property('UserSearchBase', foldDn)) ??
    texts(cluster, 'GroupSearchBase', property('GroupSearchBase', foldDn)) ??
    texts(cluster, 'DomainName', property('DomainName', upperCase, 'PRIMARY')) ??
    texts(cluster, 'PasswordDigest', property('PasswordDigest', foldHash)) ??
    texts(cluster, 'PasswordHashMethod', property('PasswordHashMethod', foldHash))
  );
}

function texts(cluster: Cluster, noun: string, of: (node: NodeModel) => Value<string> | null) {
  return disagreement(cluster.nodes, { noun: isToml(cluster) ? keyOfProperty(noun) : noun, of });
}

const upperCase = (text: string): string => text.toUpperCase();

function isToml(cluster: Cluster): boolean {
  return cluster.nodes.every(({ era }) => era === 'toml');
}

function property(name: string, as: (text: string) => string, absent?: string) {
  return (node: NodeModel): Value<string> | null => {
    const store = primaryStore(node);
    if (store === null) return null;
    const setting = store.properties.get(name) ?? null;
    const none = absent === undefined ? {} : { absent: { value: absent, at: store } };
    return held(setting, { as: (text) => as(text.trim()), ...none });
  };
}

/** Several addresses may stand there in any order: nearest first. An embedded LDAP is each node's own. */
function connection(cluster: Cluster) {
  const embedded = cluster.nodes.filter((node) => usesEmbeddedLdap(node) === 'yes');
  return (node: NodeModel): Value<string> | null => {
    const setting = primaryStore(node)?.properties.get('ConnectionURL') ?? null;
    if (setting === null) return null;
    if (embedded.includes(node)) {
      // On two nodes: user-store-embedded-ldap-in-cluster.
      const value = embedded.length > 1 ? null : `embedded in ${node.name}`;
      return { value, at: setting, shown: `${quote(setting)} (its own embedded LDAP)` };
    }
    return held(setting, { as: ldapAddresses });
  };
}

function databases(cluster: Cluster): Disagreement<DatabaseIdentity> | null {
  // Stores that name no database are in the realm's: shared-database-mismatch.
  if (cluster.nodes.every((node) => ownDatabase(node) === null)) return null;
  return disagreement<DatabaseIdentity>(cluster.nodes, {
    noun: 'the users’ database',
    of: (node) => {
      const found = primaryStore(node) === null ? null : storeDatabase(node);
      if (found === null) return null;
      const { at, database } = found;
      return { value: database, at, shown: database === null ? quote(at) : showDatabase(database) };
    },
    same: (a, b) =>
      a.value === null || b.value === null
        ? 'unknown'
        : sameDatabase(a.value, b.value, sameHost(cluster, a.node, b.node)),
  });
}

function realm(digest: string): string {
  return `<UserManager>
  <Realm>
    <Configuration>
      <AddAdmin>true</AddAdmin><AdminRole>admin</AdminRole><EveryOneRoleName>everyone</EveryOneRoleName>
      <AdminUser><UserName>admin</UserName><Password>admin</Password></AdminUser>
      <Property name="dataSource">jdbc/WSO2CarbonDB</Property>
    </Configuration>
    <UserStoreManager class="org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager">
      <Property name="TenantManager">org.wso2.carbon.user.core.tenant.JDBCTenantManager</Property>
      <Property name="PasswordDigest">${digest}</Property>
    </UserStoreManager>
    <AuthorizationManager class="org.wso2.carbon.user.core.authorization.JDBCAuthorizationManager"/>
  </Realm>
</UserManager>
`;
}
