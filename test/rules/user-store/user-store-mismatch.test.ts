import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/user-store/user-store-mismatch.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CLASS = 'org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager';
const DIGEST = '<Property name="PasswordDigest">SHA-256</Property>';
const is2 = (from: string, to: string, files = GOOD) => change(files, 'is-2/user-mgt.xml', from, to);
const digest = (text: string) => is2('>SHA-256<', `>${text}<`);
/** A property of the store on each node; null for none. */
const property = (name: string, a: string | null, b: string | null, files = GOOD) =>
  (['is-1', 'is-2'] as const).reduce((all, node, index) => {
    const value = index === 0 ? a : b;
    const text = value === null ? DIGEST : `<Property name="${name}">${value}</Property>${DIGEST}`;
    return change(all, `${node}/user-mgt.xml`, DIGEST, text);
  }, files);
const EMBEDDED = 'ldap://localhost:${Ports.EmbeddedLDAP.LDAPServerPort}';
const ldap = (a: string, b: string) => property('ConnectionURL', a, b);
const runs = (node: string, files: typeof GOOD) =>
  change(files, `${node}/identity/embedded-ldap.xml`, '"enable">false', '"enable">true');

const LDAP =
  'type = "read_write_ldap"\nconnection_name = "uid=admin,ou=system"\nconnection_password = "s3nt1nel"\nbase_dn = "dc=wso2,dc=org"';

const THIRD = { 'is-3/deployment.toml': deploymentToml({ host: '13' }) };

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: one store', files: tomlCluster() },
    {
      title: 'deployment.toml: an alias and the key it stands for',
      files: tomlCluster(
        { '[user_store]': `${LDAP}\nconnection_url = "ldap://ldap.example.com:389"` },
        { '[user_store]': `${LDAP}\nproperties.ConnectionURL = "ldap://ldap.example.com:389"` },
      ),
    },

    { title: 'a hash that a template fills in', files: digest('{{ hash }}') },
    { title: 'no hash on one node', files: is2(DIGEST, '') },
    { title: 'the same hash written otherwise', files: digest('sha_256') },
    { title: 'a class that a template fills in', files: is2(CLASS, '{{ class }}') },
    { title: 'other names of one realm database', files: GOOD },
    { title: 'no user-mgt.xml', files: without(digest('MD5'), 'is-1/user-mgt.xml') },
    {
      title: 'the directories in another order',
      files: ldap(
        'ldap://a.example.com:389 ldap://b.example.com:389',
        'ldap://b.example.com:389 ldap://a.example.com:389/',
      ),
    },
    { title: 'another case of a directory', files: ldap('ldap://a.example.com:389', 'ldap://A.example.com:389') },
    {
      title: 'blanks in a search base',
      files: property('UserSearchBase', 'ou=Users,dc=wso2,dc=org', 'ou=users, dc=wso2, dc=org'),
    },
    { title: 'the domain PRIMARY is the absent one', files: property('DomainName', null, 'primary') },
    {
      title: 'two embedded directories are told elsewhere',
      files: runs('is-2', runs('is-1', ldap(EMBEDDED, EMBEDDED))),
    },
    {
      title: 'own datasources that lead to one database',
      files: property('dataSource', 'jdbc/WSO2CarbonDB', 'jdbc/WSO2CarbonDB_IS'),
    },
    { title: 'other bind passwords', files: property('ConnectionPassword', 'a', 'b') },
  ],
  invalid: [
    {
      title: 'deployment.toml: another kind of store',
      files: tomlCluster({}, { '[user_store]': 'type = "database"' }),
      at: ['is-1/deployment.toml:11:9 error'],
      says: [/is-1 has type "database_unique_id", is-2 has "database"/, /Give every node the same \[user_store\]\.$/],
      fixed: {},
    },
    {
      title: 'deployment.toml: another directory',
      files: tomlCluster(
        { '[user_store]': `${LDAP}\nconnection_url = "ldap://a.example.com:389"` },
        { '[user_store]': `${LDAP}\nconnection_url = "ldap://b.example.com:389"` },
      ),
      at: ['is-1/deployment.toml:15:19 error'],
    },

    {
      title: 'deployment.toml: another kind of store on one of three',
      files: { ...tomlCluster({}, { '[user_store]': 'type = "database" # 2' }), ...THIRD },
      at: ['is-2/deployment.toml:11:9 error'],
      fixed: { 'is-2/deployment.toml': /\[user_store\]\ntype = "database_unique_id" # 2\n/ },
    },
    {
      title: 'another hash',
      files: digest('SHA-512'),
      at: ['is-1/user-mgt.xml:21:45 error'],
      says: /is-1 has PasswordDigest "SHA-256", is-2 has "SHA-512"/,
      related: ['is-2/user-mgt.xml:21:45'],
      address: 'userMgt/userStore[PRIMARY]/PasswordDigest',
      fixed: {},
    },
    {
      title: 'another class',
      files: is2(CLASS, 'org.wso2.carbon.user.core.ldap.ReadOnlyLDAPUserStoreManager'),
      at: ['is-1/user-mgt.xml:16:34 error'],
      says: /class/,
    },
    {
      title: 'another directory',
      files: ldap('ldap://a.example.com:389', 'ldap://b.example.com:389'),
      at: ['is-1/user-mgt.xml:21:44 error'],
      says: /ConnectionURL/,
    },
    {
      title: 'one node uses its own directory',
      files: runs('is-2', ldap('ldap://a.example.com:389', EMBEDDED)),
      at: ['is-1/user-mgt.xml:21:44 error'],
      says: /its own embedded LDAP/,
    },
    {
      title: 'a database of its own',
      files: property('dataSource', null, 'jdbc/WSO2CarbonDB'),
      at: ['is-1/user-mgt.xml:13:41 error'],
      says: /users’ database/,
    },
    {
      title: 'another URL',
      files: property('url', 'jdbc:mysql://db:3306/users', 'jdbc:mysql://db:3306/people'),
      at: ['is-1/user-mgt.xml:21:34 error'],
    },
    {
      title: 'another UserSearchBase',
      files: property('UserSearchBase', 'ou=a', 'ou=b'),
      at: ['is-1/user-mgt.xml:21:45 error'],
    },
    {
      title: 'another GroupSearchBase',
      files: property('GroupSearchBase', 'ou=a', 'ou=b'),
      at: ['is-1/user-mgt.xml:21:46 error'],
    },
    {
      title: 'another DomainName',
      files: property('DomainName', null, 'B'),
      at: ['is-1/user-mgt.xml:16:10 error'],
      says: /none \(so "PRIMARY"\)/,
    },
    {
      title: 'another PasswordHashMethod',
      files: property('PasswordHashMethod', 'SHA', 'MD5'),
      at: ['is-1/user-mgt.xml:21:49 error'],
    },
    {
      title: 'the third is blamed',
      files: copyNode(digest('MD5'), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/user-mgt.xml:21:45 error'],
    },
  ],
});
