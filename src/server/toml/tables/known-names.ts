/**
 * Names of tables that some template, mapping, inference or default of IS 5.9.0 – 7.3.0 reads, whether or not what is
 * below them is modelled. Source: templates and rule files of carbon-kernel, product-is and carbon-identity-framework.
 */
export const KNOWN_TABLES: readonly string[] = [
  ...['account_recovery', 'admin_service', 'authentication', 'cache_invalidator', 'clustering', 'config_data'],
  ...['database', 'datasource', 'encryption', 'event_handler', 'event_listener', 'governance_data', 'hazelcast'],
  ...['identity', 'identity_mgt', 'indexing', 'keystore', 'oauth', 'realm_manager', 'registry', 'resource'],
  ...['runtime_secrets', 'secrets', 'server', 'service_provider', 'session', 'session_data', 'super_admin'],
  ...['tenant_context', 'tenant_mgt', 'transport', 'truststore', 'user_store'],
];

/** More of them, which are never what a misspelt name is taken for. */
export const OTHER_TABLES: readonly string[] = [
  ...['actions', 'admin_console', 'ai_services', 'analytics', 'api_resource', 'application_mgt', 'audit'],
  ...[
    'authenticationendpoint',
    'authentication_policy',
    'authorization_manager',
    'axis2',
    'cache',
    'carbon_health_check',
  ],
  ...['catalina', 'common_auth_caller_path', 'configuration', 'configurations', 'consent', 'consent_mgt', 'console'],
  ...['cors', 'custom_message_builders', 'custom_message_formatters', 'custom_transport', 'default_cache_timeout'],
  ...['device', 'entitlement', 'event', 'events', 'federated', 'fido', 'http_access_log', 'http_client'],
  ...['identity_data_source', 'identity_mgt_account_suspension', 'identity_provider', 'idp_role_management'],
  ...['intermediate_cert_validation', 'jdbc_persistence_manager', 'kerberos', 'key_mgt', 'legacy_feature'],
  ...['log_correlation', 'message_builder', 'message_builders', 'message_formatter', 'message_formatters', 'metrics'],
  ...['monitoring', 'myaccount', 'organization', 'organization_mgt', 'outbound_provisioning_management'],
  ...['output_adapter', 'pagination', 'passive_sts', 'password_policy', 'product', 'recaptcha', 'recoveryendpoint'],
  ...[
    'remote_fetch',
    'resource_access_control',
    'role_mgt',
    'saml',
    'scim',
    'scim2',
    'scim2_multi_attribute_filtering',
  ],
  ...[
    'show_pending_user_information',
    'sp_role_management',
    'sso_login',
    'stat',
    'sts',
    'system',
    'system_applications',
  ],
  ...['tasks', 'time_config', 'tomcat', 'user', 'user_filtering', 'user_store_mgt', 'webhook', 'webhooks', 'workflow'],
];

/** What stands below some of these tables; there may be more, but no name that is nearly one of them. */
export const KNOWN_NAMES: Readonly<Record<string, readonly string[]>> = {
  account_recovery: ['endpoint'],
  cache_invalidator: ['mb'],
  'cache_invalidator.mb': [
    ...['enabled', 'broker_type', 'initial_naming_factory', 'provider_url', 'topic_name', 'producer_name'],
    ...['hybrid_mode_enabled', 'username', 'password'],
  ],
  identity: ['auth_framework', 'data_source', 'issuer_policy', 'token_validation_policy'],
  'identity.auth_framework': ['endpoint'],
  'identity.auth_framework.endpoint': ['app_password'],
  keystore: ['primary', 'internal', 'tls', 'saml', 'tenant', 'custom', 'userstore_password_encryption'],
  oauth: [
    ...['endpoints', 'token_validation', 'token_renewal', 'token_generation', 'token_cleanup', 'token_persistence'],
    ...['grant_type', 'custom_grant_type', 'response_type', 'extensions', 'scope_validator', 'token_validator'],
  ],
  'oauth.token_validation': [
    ...['authorization_code_validity', 'app_access_token_validity', 'user_access_token_validity'],
    'refresh_token_validity',
  ],
  session: ['timeout', 'nonce'],
  'session.timeout': [
    ...['idle_session_timeout', 'remember_me_session_timeout', 'extend_remember_me_session_timeout_on_auth'],
  ],
  session_data: ['persistence', 'cleanup'],
  'session_data.persistence': [
    ...['enable_persistence', 'persistence_pool_size', 'persist_temporary_data', 'enable_user_session_mapping'],
  ],
  'session_data.cleanup': [
    ...['enable_expired_data_cleanup', 'expire_session_data_after', 'expire_pre_session_data_after'],
    ...['clean_expired_session_data_every', 'clean_expired_session_data_in_chunks_of'],
    ...['clean_logged_out_sessions_at_immediate_cycle', 'enable_pre_session_data_cleanup'],
    'pre_session_data_cleanup_thread_pool_size',
  ],
};

/** Short for a table's name, or its name in another place; too far from it to be a slip of the keys. */
export const MEANT_TABLES: Readonly<Record<string, string>> = { encrypt: 'encryption', cluster: 'clustering' };

/** What the templates go over element by element (`{% for … in … %}`), and keys by which an element is known. */
export const LISTS: Readonly<Record<string, readonly string[]>> = {
  datasource: ['id', 'url'],
  event_handler: ['name', 'subscriptions'],
  event_listener: ['id', 'type', 'name', 'order'],
  'oauth.custom_grant_type': ['name', 'grant_handler'],
  'resource.access_control': ['context', 'http_method'],
};
