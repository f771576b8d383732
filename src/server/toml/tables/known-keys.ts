/**
 * Keys that some template, mapping, inference or default of IS 5.9.0 – 7.3.0 reads, in the tables that are known well.
 * `*` stands for one name, a trailing `**` for everything below. Source: templates and rule files of carbon-kernel
 * 4.5.1 – 4.12.34 and product-is 5.9.0 – 7.3.0.
 */
export const KNOWN_KEYS: readonly string[] = [
  ...below('clustering', [
    ...['membership_scheme', 'agent', 'domain', 'local_member_host', 'local_member_port', 'members'],
    ...['shutdown_hook_enable', 'logging_type', 'properties.**'],
  ]),
  ...['shared_db', 'identity_db', 'user', 'config', 'registry_db', 'bps_database'].flatMap((name) =>
    below(`database.${name}`, [
      ...['type', 'hostname', 'port', 'name', 'sid', 'url', 'driver', 'username', 'password', 'id'],
      ...['jmx_enable', 'pool_options.**', 'db_props.**'],
    ]),
  ),
  ...['primary', 'internal', 'tls', 'saml'].flatMap((name) =>
    below(`keystore.${name}`, ['file_name', 'type', 'password', 'alias', 'key_password']),
  ),
  ...below('truststore', ['file_name', 'type', 'password']),
  ...below('registry', [
    ...['enable_mount', 'use_shared_db_as_datasource', 'local_datasource', 'gov_datasource', 'config_datasource'],
    'versioning_configuration.**',
  ]),
  ...['governance_data', 'config_data'].flatMap((table) =>
    below(table, ['path', 'cache_id', 'enable_cache', 'data_source']),
  ),
  ...below('realm_manager', ['data_source', 'properties.**']),
  ...below('super_admin', ['username', 'password', 'admin_role', 'create_admin_account']),
  ...below('encryption', [
    ...['type', 'key', 'old_key', 'internal_crypto_provider', 'totpKey', 'algorithm', 'alias', 'enable_key_id'],
  ]),
  ...below('server', [
    ...['hostname', 'node_ip', 'mgt_console_hostname', 'internal_hostname', 'base_path', 'offset'],
    ...['proxy_context_path', 'force_local_cache', 'default_cache_timeout', 'default_realm_cache_timeout'],
    ...['discard_empty_caches', 'cache.invalidation_impl', 'cache.propagation_enabled', 'clock_skew', 'enableMTOM'],
    ...['default_items_per_page', 'max_items_per_page', 'diagnostic_log_mode', 'disable_addressing', 'legacy_mode'],
    ...['disable_restart_from_ui', 'disable_shutdown_from_ui', 'enable_restart_from_api', 'hide_menu_items'],
    ...['enable_shutdown_from_api', 'file_upload.**', 'globally_engaged_modules', 'virtual_thread_enabled'],
    'enable_admin_services',
  ]),
  ...['http', 'https'].flatMap((transport) =>
    below(`transport.${transport}`, ['enabled', 'properties.**', 'sslHostConfig.**', 'openssl.**']),
  ),
];

function below(table: string, keys: readonly string[]): string[] {
  return keys.map((key) => `${table}.${key}`);
}

/**
 * Tables of which no key is left out above. In the others (`server`, `transport`, `encryption`, …) components that are
 * not modelled may read more: there only a key that is nearly a known one is wrong for sure.
 */
export const CLOSED_TABLES: readonly RegExp[] = [
  /^clustering$/,
  /^database\.(?:shared_db|identity_db|user|config|registry_db)$/,
  /^keystore\.(?:primary|internal|tls)$/,
];

/** Attributes of Tomcat's connector that people set; only below `.properties` they reach it. */
export const CONNECTOR_ATTRIBUTES: readonly string[] = [
  ...['port', 'proxyPort', 'proxyName', 'redirectPort', 'scheme', 'secure', 'maxThreads', 'minSpareThreads'],
  ...['acceptCount', 'acceptorThreadCount', 'maxHttpHeaderSize', 'connectionTimeout', 'disableUploadTimeout'],
  ...['connectionUploadTimeout', 'enableLookups', 'compression', 'compressionMinSize', 'noCompressionUserAgents'],
  ...['compressableMimeType', 'URIEncoding', 'maxKeepAliveRequests', 'keepAliveTimeout', 'relaxedQueryChars'],
  ...['relaxedPathChars', 'bindOnInit', 'maxPostSize', 'maxConnections', 'SSLEnabled'],
];

/** Options of the connection pool, as the templates print them. */
export const POOL_OPTIONS: readonly string[] = [
  ...['maxActive', 'maxIdle', 'minIdle', 'initialSize', 'maxWait', 'testOnBorrow', 'testOnReturn', 'testWhileIdle'],
  ...['validationQuery', 'validationQueryTimeout', 'validationInterval', 'timeBetweenEvictionRunsMillis'],
  ...['minEvictableIdleTimeMillis', 'defaultAutoCommit', 'defaultReadOnly', 'defaultTransactionIsolation'],
  ...['removeAbandoned', 'removeAbandonedTimeout', 'logAbandoned', 'commitOnReturn', 'rollbackOnReturn'],
  ...['jmxEnabled', 'jdbcInterceptors', 'initSQL', 'maxAge', 'connectionProperties', 'fairQueue'],
  ...['defaultCatalog', 'numTestsPerEvictionRun', 'accessToUnderlyingConnectionAllowed', 'validatorClassName'],
  ...['abandonWhenPercentageFull', 'useEquals', 'suspectTimeout', 'alternateUsernameAllowed', 'dataSourceClassName'],
  ...['dataSourceProps', 'databaseProps'],
];

/** What people write, and the key they mean; where it depends on nothing but the name. */
export const MEANT_KEYS: Readonly<Record<string, string>> = {
  'clustering.wka_members': 'clustering.members',
  'clustering.well_known_members': 'clustering.members',
  'clustering.member': 'clustering.members',
  'clustering.scheme': 'clustering.membership_scheme',
  'clustering.local_member_ip': 'clustering.local_member_host',
  'clustering.local_member_hostname': 'clustering.local_member_host',
  'clustering.group_password': 'clustering.properties.groupPassword',
  'clustering.groupPassword': 'clustering.properties.groupPassword',
  'server.mgt_hostname': 'server.mgt_console_hostname',
  'server.mgt_host_name': 'server.mgt_console_hostname',
  'server.port_offset': 'server.offset',
  'server.portOffset': 'server.offset',
  'realm_manager.datasource': 'realm_manager.data_source',
  'super_admin.user_name': 'super_admin.username',
  'super_admin.create_admin': 'super_admin.create_admin_account',
};

/** Keys that are often written, and what the server does instead of reading them. */
export const DEAD_KEYS: Readonly<Record<string, string>> = {
  'clustering.enabled': 'membership_scheme alone switches clustering on',
  'clustering.enable': 'membership_scheme alone switches clustering on',
  'server.pattern': 'no feature of Identity Server depends on it',
  'governance_data.readonly': 'the mount is always writable',
  'governance_data.read_only': 'the mount is always writable',
  'governance_data.overwrite': 'the mount always overwrites',
  'config_data.readonly': 'the mount is always writable',
  'config_data.read_only': 'the mount is always writable',
  'config_data.overwrite': 'the mount always overwrites',
};

/** The same in every `database.X`. */
export const MEANT_DATABASE_KEYS: Readonly<Record<string, string>> = {
  host: 'hostname',
  user: 'username',
  database: 'name',
  db_name: 'name',
  driver_class_name: 'driver',
  driverClassName: 'driver',
};

/** The same in every key store. */
export const MEANT_KEYSTORE_KEYS: Readonly<Record<string, string>> = {
  name: 'file_name',
  filename: 'file_name',
  location: 'file_name',
  key_alias: 'alias',
  keyAlias: 'alias',
};

/** Databases under names that no template reads. */
export const MEANT_DATABASES: Readonly<Record<string, string>> = {
  shared: 'shared_db',
  identity: 'identity_db',
  user_db: 'user',
  userdb: 'user',
  config_db: 'config',
  registry: 'registry_db',
};
