import type { Plain } from '../value.js';
import type { Versions } from './versions.js';

type Row = readonly [key: string, value: Plain, versions?: Versions];

/** Keys that have a default this program does not model: `$ref{}` to them is unknown, not missing. */
export const OTHER_DEFAULTS: ReadonlySet<string> = new Set([
  ...['server.hide_menu_items', 'server.enableMTOM', 'server.file_upload.file_size_limit', 'server.clock_skew'],
  ...['server.default_items_per_page', 'server.max_items_per_page', 'server.enable_shutdown_from_api'],
  ...['server.enable_restart_from_api', 'database.shared_db.id', 'governance_data.data_source'],
  ...['config_data.data_source', 'encryption.algorithm', 'encryption.alias', 'keystore.tenant.type'],
  ...['keystore.userstore_password_encryption', 'user_store.type', 'database.identity_db.jmx_enable'],
]);

const SECURITY = `\${carbon.home}/repository/resources/security`;
const CIPHERS = [
  'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
  'TLS_DHE_RSA_WITH_AES_256_GCM_SHA384',
  'TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
].join(',');
const CERTIFICATE = 'transport.https.sslHostConfig.certificate.properties';
const HOST_CONFIG = 'transport.https.sslHostConfig.properties';

/**
 * `default.json`: what a key is that is still absent after mapping and inference, as far as this program models it.
 * Source: carbon-kernel 4.5.1 – 4.12.34, product-is and carbon-identity-framework of IS 5.9.0 – 7.3.0; golden cl-off,
 * ks-none, us-no-admin and their differences between versions.
 */
export const DEFAULTS: readonly Row[] = [
  // clustering → axis2.xml. There is no default for membership_scheme: its presence turns clustering on.
  ['clustering.domain', 'wso2.carbon.domain'],
  ['clustering.local_member_host', '$ref{server.node_ip}'],
  ['clustering.local_member_port', '4000'],
  ['clustering.members', ['127.0.0.1:4000']],
  ['clustering.agent', 'org.wso2.carbon.hazelcast.HazelcastClusteringAgent', { from: '7.0.0' }],

  // datasources → master-datasources.xml
  ['database.shared_db.pool_options.maxActive', '50'],
  ['database.shared_db.pool_options.maxWait', '60000'],
  ['database.shared_db.pool_options.testOnBorrow', 'true'],
  ['database.shared_db.pool_options.validationInterval', '30000'],
  ['database.shared_db.pool_options.defaultAutoCommit', 'true'],
  ['database.shared_db.jmx_enable', 'false'],
  ['database.identity_db.pool_options.maxActive', '50', { from: '6.0.0' }],
  ['database.identity_db.pool_options.maxWait', '60000', { from: '6.0.0' }],
  ['database.identity_db.pool_options.testOnBorrow', 'true', { from: '6.0.0' }],
  ['database.identity_db.pool_options.validationInterval', '30000', { from: '6.0.0' }],
  ['database.identity_db.pool_options.defaultAutoCommit', 'true', { from: '6.0.0' }],
  [
    'database.registry_db.url',
    'jdbc:h2:async:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE',
    { from: '7.0.0' },
  ],
  ['database.registry_db.username', 'wso2carbon', { from: '7.0.0' }],
  ['database.registry_db.password', 'wso2carbon', { from: '7.0.0' }],
  ['database.registry_db.driver', 'org.h2.Driver', { from: '7.0.0' }],
  ['database.registry_db.pool_options.maxActive', '50', { from: '7.0.0' }],
  ['database.registry_db.pool_options.maxWait', '60000', { from: '7.0.0' }],
  ['database.registry_db.pool_options.testOnBorrow', 'true', { from: '7.0.0' }],
  ['database.registry_db.pool_options.validationQuery', 'SELECT 1', { from: '7.0.0' }],
  ['database.registry_db.pool_options.validationInterval', '30000', { from: '7.0.0' }],
  ['database.registry_db.pool_options.defaultAutoCommit', 'true', { from: '7.0.0' }],

  // registry → registry.xml
  ['governance_data.path', '/_system/governance'],
  ['governance_data.cache_id', '$ref{database.shared_db.username}@$ref{database.shared_db.url}'],
  ['governance_data.enable_cache', true],
  ['config_data.path', '/_system/config'],
  ['config_data.cache_id', '$ref{governance_data.cache_id}'],
  ['config_data.enable_cache', '$ref{governance_data.enable_cache}'],
  ['registry.local_datasource', 'jdbc/WSO2CarbonDB', { from: '7.1.0' }],
  ['registry.gov_datasource', 'jdbc/SHARED_DB', { from: '7.1.0' }],

  // server → carbon.xml. server.hostname and server.node_ip have none in any version.
  ['server.base_path', `\${carbon.protocol}://\${carbon.host}:\${carbon.management.port}`],
  ['server.internal_hostname', 'localhost'],
  ['server.force_local_cache', true],
  ['server.default_cache_timeout', '15m'],
  ['server.default_realm_cache_timeout', '30m', { from: '5.11.0' }],
  ['server.discard_empty_caches', false],
  [
    'server.cache.invalidation_impl',
    'org.wso2.carbon.caching.impl.clustering.ClusterCacheInvalidationRequestSender',
    { from: '5.11.0' },
  ],
  ['monitoring.jmx.rmi_registry_port', '9999'],
  ['monitoring.jmx.rmi_server_port', '11111'],
  ['monitoring.jmx.rmi_hostname', '$ref{server.hostname}', { before: '5.10.0' }],
  ['monitoring.jmx.rmi_hostname', 'localhost', { from: '5.10.0' }],
  ['tasks.client_dispatch_address', 'https://$ref{server.hostname}:9448'],
  ['tasks.server_address', 'https://$ref{server.hostname}:9443'],
  ['tasks.server_count', '1'],

  // keys → carbon.xml, catalina-server.xml
  ['keystore.primary.file_name', 'wso2carbon.jks', { before: '7.1.0' }],
  ['keystore.primary.file_name', 'wso2carbon.p12', { from: '7.1.0' }],
  ['keystore.primary.type', 'JKS', { before: '7.1.0' }],
  ['keystore.primary.type', 'PKCS12', { from: '7.1.0' }],
  ['keystore.primary.password', 'wso2carbon'],
  ['keystore.primary.alias', 'wso2carbon'],
  ['keystore.primary.key_password', 'wso2carbon'],
  ...['internal', 'tls'].flatMap((store): Row[] =>
    ['file_name', 'type', 'password', 'alias', 'key_password'].map((key) => [
      `keystore.${store}.${key}`,
      `$ref{keystore.primary.${key}}`,
    ]),
  ),
  ['truststore.file_name', 'client-truststore.jks', { before: '7.1.0' }],
  ['truststore.file_name', 'client-truststore.p12', { from: '7.1.0' }],
  ['truststore.type', 'JKS', { before: '7.1.0' }],
  ['truststore.type', 'PKCS12', { from: '7.1.0' }],
  ['truststore.password', 'wso2carbon'],
  ['keystore.datasource', 'jdbc/SHARED_DB', { from: '7.1.0' }],
  ['encryption.type', 'asymmetric'],
  ['encryption.key', '03BAFEB27A8E871CAD83C5CD4E771DAB', { from: '5.11.0' }],
  [
    'encryption.internal_crypto_provider',
    'org.wso2.carbon.crypto.provider.KeyStoreBasedInternalCryptoProvider',
    { before: '5.11.0' },
  ],
  [
    'encryption.internal_crypto_provider',
    'org.wso2.carbon.crypto.provider.SymmetricKeyInternalCryptoProvider',
    { from: '5.11.0' },
  ],

  // users → user-mgt.xml. super_admin has no default, and from 6.0 on other defaults refer to it.
  ['super_admin.admin_role', 'admin'],
  ['everyone.rolename', 'everyone'],
  ['identity.auth_framework.endpoint.username', '$ref{super_admin.username}', { from: '6.0.0' }],
  ['identity.auth_framework.endpoint.password', '$ref{super_admin.password}', { from: '6.0.0' }],
  ['realm_manager.data_source', 'SHARED_DB'],
  ['realm_manager.properties.initializeNewClaimManager', true],
  ['realm_manager.properties.isCascadeDeleteEnabled', true],
  // From 6.0 on the whole table is a default too, and it wins over what the user wrote (golden us-cascade).
  ['realm_manager.properties', { isCascadeDeleteEnabled: true, initializeNewClaimManager: true }, { from: '6.0.0' }],
  // A default infers nothing: without a type the class stays empty.
  ['user_store.properties.ReadGroups', true],
  ['user_store.properties.MultiAttributeSeparator', ','],
  ['user_store.properties.MaxUserNameListLength', '100'],
  ['user_store.properties.MaxRoleNameListLength', '100'],
  ['user_store.properties.CaseInsensitiveUsernameFiltering', false, { from: '6.1.0', before: '7.0.0' }],
  ['authorization_manager.class', 'org.wso2.carbon.user.core.authorization.JDBCAuthorizationManager'],

  // identity.xml and consent-mgt-config.xml
  ['identity.data_source', 'jdbc/WSO2IdentityDB'],
  ['authentication.consent.data_source', 'jdbc/WSO2IdentityDB'],
  ['session_data.persistence.enable_persistence', true],
  ['session_data.persistence.persist_temporary_data', true],
  ['session_data.persistence.persistence_pool_size', '0'],
  ['session_data.cleanup.enable_expired_data_cleanup', true, { before: '7.1.0' }],
  ['session_data.cleanup.enable_expired_data_cleanup', false, { from: '7.1.0' }],
  ['session_data.cleanup.expire_session_data_after', '14d'],
  ['session_data.cleanup.clean_expired_session_data_every', '1d'],
  ['session_data.cleanup.clean_expired_session_data_in_chunks_of', '8192'],
  ['identity.auth_framework.endpoint.app_password', 'dashboard', { from: '5.11.0' }],
  [
    'account_recovery.endpoint.auth.hash',
    '66cd9688a2ae068244ea01e70f0e230f5623b7fa4cdecb65070a09ec06452262',
    { from: '5.11.0' },
  ],

  // transports → catalina-server.xml
  ['transport.http.enabled', true, { from: '5.11.0' }],
  ['transport.http.properties.port', '9763'],
  ['transport.http.properties.redirectPort', '9443'],
  ['transport.https.properties.port', '9443'],
  ['transport.https.properties.scheme', 'https'],
  ['transport.https.properties.secure', 'true'],
  ['transport.https.properties.SSLEnabled', 'true'],
  [`${HOST_CONFIG}.certificateVerification`, 'want'],
  [`${HOST_CONFIG}.protocols`, '+TLSv1,+TLSv1.1,+TLSv1.2'],
  [`${HOST_CONFIG}.sslProtocol`, 'TLS'],
  [`${HOST_CONFIG}.ciphers`, CIPHERS, { from: '7.3.0' }],
  [`${HOST_CONFIG}.truststoreFile`, `${SECURITY}/$ref{truststore.file_name}`],
  [`${HOST_CONFIG}.truststorePassword`, '$ref{truststore.password}'],
  [`${HOST_CONFIG}.truststoreType`, '$ref{truststore.type}'],
  [`${CERTIFICATE}.certificateKeystoreFile`, `${SECURITY}/$ref{keystore.tls.file_name}`],
  [`${CERTIFICATE}.certificateKeystorePassword`, '$ref{keystore.tls.password}'],
  [`${CERTIFICATE}.certificateKeystoreType`, '$ref{keystore.tls.type}'],
  [`${CERTIFICATE}.certificateKeyAlias`, '$ref{keystore.tls.alias}'],
  [`${CERTIFICATE}.certificateKeyPassword`, '$ref{keystore.tls.key_password}'],
];
