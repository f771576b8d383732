import { NEWEST, type Version } from '../version.js';

/** What traces of a version are read from: the flat keys the user wrote, before mapping and defaults. */
export interface WrittenToml {
  /** The text of a flat key (`keystore.primary.type`); null when it is not written or not a scalar. */
  readonly text: (key: string) => string | null;
  readonly has: (key: string) => boolean;
  /** Is a table or any key below it written. */
  readonly hasTable: (prefix: string) => boolean;
}

interface Trace {
  readonly seen: (toml: WrittenToml) => boolean;
  readonly from: Version;
}

const UNIQUE_ID_STORE = /^(?:database|read_only_ldap|read_write_ldap|active_directory)_unique_id$/;

/**
 * One row a trace, each with why no older server runs with it. There are lower bounds only: a table that newer
 * servers no longer read is kept by whoever migrates. Left out, as an older server may well have them:
 * - key stores of the shipped files (`keystore.primary.name`, `wso2carbon.p12`, an explicit `JKS`): converted or kept
 * - `membership_scheme = "kubernetes"` without a class, `database.X.type = "mariadb"`: the very mistake on an older one
 * - `jdbc:h2:async:`, `server.mgt_console_hostname`, `server.cache.propagation_enabled`, `encryption.enable_key_id`,
 *   `encryption.key`, `db_props`: an update may have brought them, or nothing speaks against writing them
 */
const TRACES: readonly Trace[] = [
  // 5.9.0 stops at it: "Validation failed for user_store.type" (validator.json, seen with its rules).
  { seen: (toml) => UNIQUE_ID_STORE.test(toml.text('user_store.type') ?? ''), from: [5, 10, 0] },
  // config-mapper 1.0.13; WSO2's vault connectors say `[secrets]` for 5.11 and below.
  { seen: (toml) => toml.has('runtime_secrets.enable'), from: [6, 0, 0] },
  // Documented for 7.0, and for an updated 6.1.0 (docs-is#4920; its templates read enable_mount, those of 6.0.0 do not).
  {
    seen: (toml) =>
      toml.hasTable('database.registry_db') ||
      ['enable_mount', 'use_shared_db_as_datasource', 'local_datasource', 'gov_datasource', 'config_datasource'].some(
        (key) => toml.has(`registry.${key}`),
      ),
    from: [6, 1, 0],
  },
  // Up to 6.1 the class is part of the template, and the agent with a choice came with Hazelcast 5.
  { seen: (toml) => toml.has('clustering.agent'), from: [7, 0, 0] },
  // Resources and key stores moved from the registry to tables of their own, which older schemas do not have.
  { seen: (toml) => toml.has('keystore.datasource') || toml.hasTable('data_storage_type'), from: [7, 1, 0] },
  // Names the version to behave like; the rules for it came with 7.2.0.
  { seen: (toml) => toml.has('preserve_previous_product_behaviour.version'), from: [7, 2, 0] },
  // Shipped from 7.2.0 on. An add-on of older servers used the name too, and cannot do without [agent_userstore].
  {
    seen: (toml) => toml.hasTable('datasource.AgentIdentity') && !toml.hasTable('agent_userstore'),
    from: [7, 2, 0],
  },
];

/** The inclusive ranges of versions that each trace in a deployment.toml leaves; none when it holds no trace. */
export function versionTraces(toml: WrittenToml): readonly (readonly [Version, Version])[] {
  return TRACES.filter(({ seen }) => seen(toml)).map(({ from }) => [from, NEWEST]);
}

/** Only the Identity Server has these: API Manager keeps its tokens in `database.apim_db`, integrators in none. */
const IDENTITY_SERVER = ['database.identity_db', 'datasource.AgentIdentity'];
/**
 * Parts of an API Manager. Other `apim.*` tables (`throttling`, `oauth_config`, `jwt`, `key_manager`) and
 * `database.apim_db` stand in an Identity Server that is its key manager, too.
 */
const API_MANAGER = [
  'apim.gateway',
  'apim.gateway_type',
  'apim.publisher',
  'apim.devportal',
  'apim.cors',
  'apim.event_hub',
  'apim.sync_runtime_artifacts',
];
/** Parts of Enterprise, Micro and Streaming Integrator. */
const INTEGRATOR = [
  'ei',
  'heap',
  'mediation',
  'management_api',
  'internal_apis',
  'service_catalog',
  'dashboard_config',
  'server.hot_deployment',
];
/** The pass-through transport: of an integrator, or of an API gateway. */
const PASS_THROUGH = ['transport.passthru_http', 'transport.passthru_https'];

/**
 * Whose deployment.toml it is: `IS`, `AM` (API Manager), `EI` (the integrators), by what only that product reads.
 * Null when nothing tells (a fragment, a key manager of either product) or what tells disagrees.
 */
export function productOf(toml: WrittenToml): 'IS' | 'AM' | 'EI' | null {
  const any = (keys: readonly string[]) => keys.some((key) => toml.has(key) || toml.hasTable(key));
  const isApiManager = any(API_MANAGER);
  const products = [
    any(IDENTITY_SERVER) ? ('IS' as const) : null,
    isApiManager ? ('AM' as const) : null,
    any(INTEGRATOR) || (any(PASS_THROUGH) && !isApiManager && !any(['apim'])) ? ('EI' as const) : null,
  ].filter((product) => product !== null);
  return products.length === 1 ? (products[0] ?? null) : null;
}

/** Is it certainly not an Identity Server's. False when it cannot be told. */
export function isOtherProduct(toml: WrittenToml): boolean {
  const product = productOf(toml);
  return product !== null && product !== 'IS';
}
