import type { Item } from './item.js';

/** A step from the root of a file to a setting: how it is called there, and what it is on the first node. */
export interface Step {
  readonly label: string;
  readonly item: Item;
}

/**
 * What a setting may be called, the name that is shown first: that of the model where it has one, else the file's own.
 */
export function addressesOf(file: string, steps: readonly Step[]): string[] {
  const path = steps.reduce((before, { label }) => joined(before, label), '');
  const own = path === '' ? file : joined(file, path);
  const base = file.slice(file.lastIndexOf('/') + 1);
  if (base.endsWith('-datasources.xml')) return [...datasourceNames(steps), own];
  for (const { files, from, to } of NAMES) {
    if (!files.test(base) || !from.test(path)) continue;
    return [typeof to === 'string' ? path.replace(from, to) : path.replace(from, to), own];
  }
  return [own];
}

function joined(before: string, label: string): string {
  return before === '' || label === '' || label.startsWith('[') ? `${before}${label}` : `${before}/${label}`;
}

/** By JNDI name, as the model has it, and by its own name. */
function datasourceNames(steps: readonly Step[]): string[] {
  const at = steps.findIndex(({ item }) => item.name === 'datasource');
  const source = steps[at]?.item;
  if (source === undefined) return [];
  const rest = steps
    .slice(at + 1)
    .map(({ label }) => label)
    .join('/')
    .replace(/^definition\/configuration\//, '')
    .replace(/^jndiConfig(?:\[[^\]]*\])?\/name$/, 'jndiName')
    .replace(/^definition\/@type$/, 'type');
  const jndi = textIn(source, 'jndiConfig', 'name');
  const names = [jndi, source.key].filter((name) => name !== null && name !== '');
  return [...new Set(names)].map((name) => joined(`datasources[${name}]`, rest));
}

function textIn(item: Item, ...path: readonly string[]): string | null {
  let at: Item | undefined = item;
  for (const name of path) at = at?.children.find((nested) => nested.name === name);
  return at?.text ?? null;
}

interface Name {
  readonly files: RegExp;
  readonly from: RegExp;
  readonly to: string | ((whole: string, ...groups: string[]) => string);
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** Whole paths of one file and what the model calls them. */
function called(files: RegExp, names: Readonly<Record<string, string>>): Name[] {
  return Object.entries(names).map(([path, to]) => ({ files, from: new RegExp(`^${literally(path)}$`), to }));
}

function literally(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&');
}

const CARBON = /^carbon\.xml$/;
const USER_MGT = /^user-mgt\.xml$/;
const TOML = /^deployment\.toml$/;
const AXIS2 = /^axis2\.xml$/;

/** The first that fits a path holds. */
const NAMES: readonly Name[] = [
  ...called(CARBON, {
    'Ports/Offset': 'server/offset',
    'Cache/ForceLocalCache': 'server/forceLocalCache',
    'Cache/CacheInvalidationImpl': 'server/cacheInvalidationImpl',
    'Cache/CachePropagationEnabled': 'server/cachePropagationEnabled',
    'CryptoService/InternalCryptoProviderClassName': 'server/crypto/provider',
    'CryptoService/Secret': 'server/crypto/secret',
    'CryptoService/OldSecret': 'server/crypto/oldSecret',
    'Ports/JMX/RMIRegistryPort': 'server/jmx/rmiRegistryPort',
    'Ports/JMX/RMIServerPort': 'server/jmx/rmiServerPort',
    'Ports/EmbeddedLDAP/LDAPServerPort': 'server/embeddedLdapPort',
    'Ports/EmbeddedLDAP/KDCServerPort': 'server/kdcPort',
    'Ports/ThriftEntitlementReceivePort': 'server/thriftPort',
    'DeploymentSynchronizer/Enabled': 'server/deploymentSynchronizer/enabled',
    'DeploymentSynchronizer/AutoCommit': 'server/deploymentSynchronizer/autoCommit',
    'DeploymentSynchronizer/SvnUrl': 'server/deploymentSynchronizer/svnUrl',
  }),
  {
    files: CARBON,
    from: /^(Name|ServerKey|Version|HostName|MgtHostName|ServerURL|WebContextRoot|ProxyContextPath)$/,
    to: (name) => `server/${lowerFirst(name)}`,
  },
  {
    files: CARBON,
    from: /^Security\/(KeyStore|InternalKeyStore|SAMLSignKeyStore|TrustStore)\/(\w+)$/,
    to: (_, store = '', name = '') => `keystores/${STORES[store] ?? store}/${lowerFirst(name)}`,
  },
  { files: AXIS2, from: /^clustering\/parameter\[([^\]/]+)\]$/, to: 'clustering/$1' },
  { files: AXIS2, from: /^clustering\/members\/member\[([^\]/]*)\](.*)$/s, to: 'clustering/member[$1]$2' },
  { files: AXIS2, from: /^clustering(?=\/|$)/, to: 'clustering' },
  { files: /^registry\.xml$/, from: /^(dbConfig\[.*\]\/)userName$/s, to: 'registry/$1username' },
  { files: /^registry\.xml$/, from: /^(dbConfig\[.*\]\/)driverName$/s, to: 'registry/$1driverClassName' },
  { files: /^registry\.xml$/, from: /^(?=.)/, to: 'registry/' },
  ...called(USER_MGT, {
    'Realm/Configuration/AddAdmin': 'userMgt/addAdmin',
    'Realm/Configuration/AdminRole': 'userMgt/adminRole',
    'Realm/Configuration/AdminUser/UserName': 'userMgt/adminUser',
    'Realm/Configuration/AdminUser/Password': 'userMgt/adminPassword',
    'Realm/Configuration/EveryOneRoleName': 'userMgt/everyoneRole',
    'Realm/AuthorizationManager/@class': 'userMgt/authorizationManager',
  }),
  { files: USER_MGT, from: /^Realm\/Configuration\/Property\[([^\]/]+)\]$/, to: 'userMgt/$1' },
  {
    files: USER_MGT,
    from: /^Realm\/UserStoreManager(?:\[([^\]]*)\])?(?:\/Property\[([^\]]+)\])?/,
    to: (_, store, property) =>
      `userMgt/userStore[${store ?? 'PRIMARY'}]${property === undefined ? '' : `/${property}`}`,
  },
  { files: /^identity\.xml$/, from: /^JDBCPersistenceManager\/DataSource\/Name$/, to: 'identity/dataSource' },
  {
    files: /^identity\.xml$/,
    from: /^(?:.*\/)?SessionDataPersist\/(Enable|Temporary)$/,
    to: (_, name = '') => `identity/sessionDataPersist/${lowerFirst(name)}`,
  },
  { files: /^consent-mgt-config\.xml$/, from: /^(?:.*\/)?DataSource\/Name$/, to: 'consent/dataSource' },
  { files: /^catalina-server\.xml$/, from: /^@port$/, to: 'tomcat/shutdownPort' },
  {
    files: /^catalina-server\.xml$/,
    from: /^Service(?:\[[^\]]*\])?\/Connector(?=[/[]|$)/,
    to: 'tomcat/connector',
  },
  { files: /^hazelcast\.properties$/, from: /^(?=.)/, to: 'hazelcast/' },
  ...called(TOML, {
    'server.hostname': 'server/hostName',
    'server.mgt_console_hostname': 'server/mgtHostName',
    'server.offset': 'server/offset',
    'server.proxy_context_path': 'server/proxyContextPath',
    'server.force_local_cache': 'server/forceLocalCache',
    'server.cache.invalidation_impl': 'server/cacheInvalidationImpl',
    'server.cache.propagation_enabled': 'server/cachePropagationEnabled',
    'encryption.internal_crypto_provider': 'server/crypto/provider',
    'encryption.key': 'server/crypto/secret',
    'encryption.old_key': 'server/crypto/oldSecret',
    'monitoring.jmx.rmi_registry_port': 'server/jmx/rmiRegistryPort',
    'monitoring.jmx.rmi_server_port': 'server/jmx/rmiServerPort',
    'clustering.membership_scheme': 'clustering/membershipScheme',
    'clustering.domain': 'clustering/domain',
    'clustering.local_member_host': 'clustering/localMemberHost',
    'clustering.local_member_port': 'clustering/localMemberPort',
    'clustering.agent': 'clustering/@class',
    'realm_manager.data_source': 'userMgt/dataSource',
    'super_admin.create_admin_account': 'userMgt/addAdmin',
    'super_admin.admin_role': 'userMgt/adminRole',
    'super_admin.username': 'userMgt/adminUser',
    'super_admin.password': 'userMgt/adminPassword',
    'everyone.rolename': 'userMgt/everyoneRole',
    'authorization_manager.class': 'userMgt/authorizationManager',
    'user_store.class': 'userMgt/userStore[PRIMARY]/@class',
    'identity.data_source': 'identity/dataSource',
    'session.data_source': 'identity/sessionDataSource',
    'authentication.consent.data_source': 'consent/dataSource',
  }),
  {
    files: TOML,
    from: /^clustering\.members(?:\[(.*)\])?$/s,
    to: (_, member) => (member === undefined ? 'clustering/members' : `clustering/member[${member}]`),
  },
  { files: TOML, from: /^clustering\.properties\.(\w+)$/, to: 'clustering/$1' },
  { files: TOML, from: /^datasource\.'?([^'.]+)'?\.(.+)$/s, to: 'datasources[jdbc/$1]/$2' },
  { files: TOML, from: /^user_store\.properties\.(\w+)$/, to: 'userMgt/userStore[PRIMARY]/$1' },
  { files: TOML, from: /^realm_manager\.properties\.(\w+)$/, to: 'userMgt/$1' },
  { files: TOML, from: /^hazelcast\.'([^']*)'$/, to: 'hazelcast/$1' },
  {
    files: TOML,
    from: /^database\.(shared_db|user|config|identity_db|registry_db)\.(\w+)$/,
    to: (_, table = '', name = '') => `datasources[${DATABASES[table] ?? table}]/${FIELDS[name] ?? name}`,
  },
];

const STORES: Readonly<Record<string, string>> = {
  KeyStore: 'primary',
  InternalKeyStore: 'internal',
  SAMLSignKeyStore: 'saml',
  TrustStore: 'trust',
};
const DATABASES: Readonly<Record<string, string>> = {
  shared_db: 'jdbc/SHARED_DB',
  user: 'jdbc/WSO2USER_DB',
  config: 'jdbc/WSO2CONFIG_DB',
  identity_db: 'jdbc/WSO2IdentityDB',
  registry_db: 'jdbc/WSO2CarbonDB',
};
const FIELDS: Readonly<Record<string, string>> = { driver: 'driverClassName' };
