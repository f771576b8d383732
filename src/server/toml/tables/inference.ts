import type { Plain } from '../value.js';
import type { Versions } from './versions.js';

export interface Inference extends Versions {
  /** A flat key; `$1` stands for a word of letters, digits and `_`. */
  readonly key: string;
  /** The value that makes the server add what follows, as far as the user has not set it. */
  readonly value: string;
  readonly adds: Readonly<Record<string, Plain>>;
}

function database(type: string, driver: string, url: string, query: string, versions: Versions = {}): Inference[] {
  const row = (adds: Record<string, Plain>, within: Versions): Inference => ({
    key: 'database.$1.type',
    value: type,
    adds,
    ...within,
  });
  const adds = {
    'database.$1.driver': driver,
    'database.$1.url': url
      .replace('HOST', '$ref{database.$1.hostname}')
      .replace('PORT', '$ref{database.$1.port}')
      .replace('NAME', '$ref{database.$1.name}')
      .replace('SID', '$ref{database.$1.sid}'),
  };
  // Up to 7.2 the query goes to a key that no template reads.
  return [row(adds, versions), row({ 'database.$1.pool_options.validationQuery': query }, { from: '7.3.0' })];
}

type Properties = readonly (readonly [name: string, value: Plain, versions?: Versions])[];

const JDBC: Properties = [
  ['TenantManager', 'org.wso2.carbon.user.core.tenant.JDBCTenantManager'],
  ['ReadOnly', false],
  ['WriteGroups', true],
  ['CaseInsensitiveUsername', true],
  ['SCIMEnabled', false, { before: '5.10.0' }],
  ['SCIMEnabled', true, { from: '5.10.0' }],
  ['IsBulkImportSupported', true],
  ['PasswordDigest', 'SHA-256'],
  ['StoreSaltedPassword', true],
  ['UserRolesCacheEnabled', true],
  ['UserNameUniqueAcrossTenants', false],
];
const LDAP: Properties = [
  ['TenantManager', 'org.wso2.carbon.user.core.tenant.CommonHybridLDAPTenantManager'],
  ['AnonymousBind', false],
  ['UserNameAttribute', 'uid'],
  ['UserNameSearchFilter', '(&amp;(objectClass=person)(uid=?))'],
  ['UserNameListFilter', '(objectClass=person)'],
  ['DisplayNameAttribute', ''],
  ['GroupNameAttribute', 'cn'],
  ['GroupNameSearchFilter', '(&amp;(objectClass=groupOfNames)(cn=?))'],
  ['GroupNameListFilter', '(objectClass=groupOfNames)'],
  ['MembershipAttribute', 'member'],
  ['BackLinksEnabled', false],
  ['PasswordHashMethod', 'PLAIN_TEXT'],
  ['LDAPConnectionTimeout', 5000],
  ['ReplaceEscapeCharactersAtUserLogin', true],
  ['UserRolesCacheEnabled', true],
  ['ConnectionRetryDelay', '2m'],
  ['CaseInsensitiveUsername', true, { from: '5.11.0' }],
  ['ListServicePrincipalEntities', false, { from: '7.1.0' }],
];
const WRITABLE: Properties = [
  ['WriteGroups', true],
  ['UserEntryObjectClass', 'identityPerson'],
  ['GroupEntryObjectClass', 'groupOfNames'],
  ['IsBulkImportSupported', true],
  ['ConnectionPoolingEnabled', false],
  ['EmptyRolesAllowed', true],
  ['kdcEnabled', false],
  ['defaultRealmName', 'WSO2.ORG'],
  ['StartTLSEnabled', false],
];
const OU: Properties = [
  ['UserSearchBase', 'ou=Users,$ref{user_store.base_dn}'],
  ['GroupSearchBase', 'ou=Groups,$ref{user_store.base_dn}'],
];
const ACTIVE_DIRECTORY: Properties = [
  ['UserSearchBase', 'ou=Users,$ref{user_store.base_dn}', { before: '6.0.0' }],
  ['GroupSearchBase', 'ou=Groups,$ref{user_store.base_dn}', { before: '6.0.0' }],
  ['UserSearchBase', 'cn=Users,$ref{user_store.base_dn}', { from: '6.0.0' }],
  ['GroupSearchBase', 'cn=Groups,$ref{user_store.base_dn}', { from: '6.0.0' }],
  ['MemberOfAttribute', 'memberOf'],
  ['Referral', 'follow'],
  ['isADLDSRole', false],
  ['userAccountControl', 512],
  ['MembershipAttributeRange', 1500],
  ['SCIMEnabled', false],
];
const UNIQUE_ID: Properties = [
  ['UserIDAttribute', 'scimId'],
  ['UserIdSearchFilter', '(&amp;(objectClass=person)(uid=?))'],
  ['GroupIDEnabled', true, { from: '7.0.0' }],
  ['GroupIdAttribute', 'entryUUID', { from: '7.0.0' }],
  ['GroupLastModifiedDateAttribute', 'modifyTimestamp', { from: '7.0.0' }],
  ['GroupCreatedDateAttribute', 'createTimestamp', { from: '7.0.0' }],
];
const UNIQUE_ID_IN_ACTIVE_DIRECTORY: Properties = [
  ['UserNameAttribute', 'cn'],
  ['UserIDAttribute', 'objectGuid'],
  ["'java.naming.ldap.attributes.binary'", 'objectGuid'],
  ['ImmutableAttributes', 'objectGuid'],
  ['UserIdSearchFilter', '(&amp;(objectClass=person)(uid=?))'],
  ['GroupIDEnabled', true, { from: '7.0.0' }],
  ['GroupIdAttribute', 'objectGUID', { from: '7.0.0' }],
  ['GroupLastModifiedDateAttribute', 'whenCreated', { from: '7.0.0' }],
  ['GroupCreatedDateAttribute', 'whenChanged', { from: '7.0.0' }],
];
const SCIM: Properties = [['SCIMEnabled', true]];

/**
 * `infer.json`: what a value of one key adds to others. A default never infers anything.
 * Source: carbon-kernel, product-is and carbon-identity-framework of IS 5.9.0 – 7.3.0; golden db-*, us-*, cl-aws-ecs.
 */
export const INFERENCES: readonly Inference[] = [
  ...database('mysql', 'com.mysql.jdbc.Driver', 'jdbc:mysql://HOST:PORT/NAME', 'SELECT 1'),
  ...database('mariadb', 'org.mariadb.jdbc.Driver', 'jdbc:mariadb://HOST:PORT/NAME', 'SELECT 1', { from: '5.11.0' }),
  ...database('postgre', 'org.postgresql.Driver', 'jdbc:postgresql://HOST:PORT/NAME', 'SELECT 1; COMMIT'),
  ...database(
    'mssql',
    'com.microsoft.sqlserver.jdbc.SQLServerDriver',
    'jdbc:sqlserver://HOST:PORT;databaseName=NAME;SendStringParametersAsUnicode=false',
    'SELECT 1',
  ),
  ...database('oracle', 'oracle.jdbc.OracleDriver', 'jdbc:oracle:thin:@HOST:PORT/SID', 'SELECT 1 FROM DUAL'),
  ...database('db2', 'com.ibm.db2.jcc.DB2Driver', 'jdbc:db2://HOST:PORT/NAME', 'SELECT 1 FROM sysibm.sysdummy1', {
    before: '7.0.0',
  }),
  ...database(
    'db2',
    'com.ibm.db2.jcc.DB2Driver',
    'jdbc:db2://HOST:PORT/NAME:progressiveStreaming=2;',
    'SELECT 1 FROM sysibm.sysdummy1',
    { from: '7.0.0' },
  ),
  // The same file whatever the database is called.
  ...database(
    'h2',
    'org.h2.Driver',
    'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
    'SELECT 1',
    { before: '6.0.0' },
  ),
  ...database(
    'h2',
    'org.h2.Driver',
    'jdbc:h2:async:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000',
    'SELECT 1',
    { from: '6.0.0' },
  ),
  {
    key: 'clustering.membership_scheme',
    value: 'aws-ecs',
    adds: {
      'clustering.local_member_port': 5701,
      'clustering.properties.tagKey': 'aws:cloudformation:stack-name',
      'clustering.properties.tagValue': 'EC2ContainerService-$ref{clustering.properties.clusterName}',
    },
  },
  ...userStores(),
];

function userStores(): Inference[] {
  const core = 'org.wso2.carbon.user.core';
  return [
    ...userStore('database', `${core}.jdbc.JDBCUserStoreManager`, [
      ...JDBC,
      ['StoreUserAttributeValueAsUnicode', false, { from: '7.2.0' }],
    ]),
    ...userStore('database_unique_id', `${core}.jdbc.UniqueIDJDBCUserStoreManager`, [
      ...JDBC,
      ['StoreUserAttributeValueAsUnicode', false, { from: '7.0.0' }],
      ['GroupIDEnabled', true, { from: '7.0.0' }],
    ]),
    ...userStore('read_only_ldap', `${core}.ldap.ReadOnlyLDAPUserStoreManager`, [
      ...LDAP,
      ...OU,
      ...SCIM,
      ['ConnectionPoolingEnabled', true],
    ]),
    ...userStore('read_only_ldap_unique_id', `${core}.ldap.UniqueIDReadOnlyLDAPUserStoreManager`, [
      ...LDAP,
      ...OU,
      ...SCIM,
      ['ConnectionPoolingEnabled', true],
      ...UNIQUE_ID,
    ]),
    ...userStore('read_write_ldap', `${core}.ldap.ReadWriteLDAPUserStoreManager`, [
      ...LDAP,
      ...OU,
      ...SCIM,
      ...WRITABLE,
    ]),
    ...userStore('read_write_ldap_unique_id', `${core}.ldap.UniqueIDReadWriteLDAPUserStoreManager`, [
      ...LDAP,
      ...OU,
      ...SCIM,
      ...WRITABLE,
      ...UNIQUE_ID,
    ]),
    ...userStore('active_directory', `${core}.ldap.ActiveDirectoryUserStoreManager`, [
      ...LDAP,
      ...WRITABLE,
      ...ACTIVE_DIRECTORY,
    ]),
    ...userStore('active_directory_unique_id', `${core}.ldap.UniqueIDActiveDirectoryUserStoreManager`, [
      ...LDAP,
      ...WRITABLE,
      ...ACTIVE_DIRECTORY,
      ...UNIQUE_ID_IN_ACTIVE_DIRECTORY,
    ]),
  ];
}

/** Of two rows for one property the later holds. Regular expressions for names are left out. */
function userStore(type: string, manager: string, properties: Properties): Inference[] {
  const key = 'user_store.type';
  return [
    { key, value: type, adds: { 'user_store.class': manager } },
    ...properties.map(
      ([name, value, versions = {}]): Inference => ({
        key,
        value: type,
        adds: { [`user_store.properties.${name}`]: value },
        ...versions,
      }),
    ),
  ];
}
