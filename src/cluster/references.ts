import type { NodeModel, TomlFacts } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { known } from '../server/setting.js';
import { resolveJndi } from './jndi.js';

/** A key of deployment.toml whose value names a datasource. */
export interface DatasourceKey {
  readonly key: string;
  /** The server puts `jdbc/` in front of it itself. */
  readonly prefixed: boolean;
  /** What does not work without the datasource. */
  readonly use: string;
}

/** Every key that refers to a datasource; what stands behind `jdbc/` in the JNDI name is the `id`. */
export const DATASOURCE_KEYS: readonly DatasourceKey[] = [
  { key: 'realm_manager.data_source', prefixed: true, use: 'users' },
  { key: 'identity.data_source', prefixed: false, use: 'identity data' },
  { key: 'session.data_source', prefixed: false, use: 'sessions' },
  { key: 'authentication.consent.data_source', prefixed: false, use: 'consents' },
  { key: 'keystore.datasource', prefixed: false, use: 'key stores' },
  { key: 'registry.local_datasource', prefixed: false, use: 'the local registry' },
  { key: 'registry.gov_datasource', prefixed: false, use: 'the governance registry' },
  { key: 'registry.config_datasource', prefixed: false, use: 'the config registry' },
];

const PREFIX = 'jdbc/';

/** `WSO2IdentityDB` where `jdbc/WSO2IdentityDB` is meant: every JNDI name of a deployment.toml begins with `jdbc/`. */
export function isPrefixMissing({ era }: NodeModel, setting: Setting): boolean {
  const name = known(setting)?.trim() ?? PREFIX;
  return era === 'toml' && setting.origin === 'explicit' && !/^(jdbc\/|java:|$)/.test(name);
}

/** `jdbc/jdbc/WSO2USER_DB`, which the server makes of `jdbc/WSO2USER_DB`. */
export function isPrefixDouble({ era }: NodeModel, setting: Setting): boolean {
  return (
    era === 'toml' &&
    known(setting)
      ?.trim()
      .startsWith(PREFIX + PREFIX) === true
  );
}

/** The keys whose effective value names the JNDI name. */
export function referrersOf(toml: TomlFacts, jndiName: string): readonly DatasourceKey[] {
  return DATASOURCE_KEYS.filter(({ key, prefixed }) => {
    const name = known(toml.effective(key))?.trim();
    return name !== undefined && (prefixed ? PREFIX + name : name) === jndiName;
  });
}

/** Does the deployment.toml define the datasource of that JNDI name? */
export function isBound(node: NodeModel, jndiName: string): boolean {
  return resolveJndi(node, jndiName).kind === 'found';
}
