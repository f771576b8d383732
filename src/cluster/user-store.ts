import type { NodeModel, UserStore } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { isUnknown, known } from '../server/setting.js';
import { quote } from '../text/message.js';
import { held, type Value } from './agreement.js';
import type { Answer } from './cluster.js';
import { type DatabaseIdentity, databaseIdentity } from './database.js';
import { isLoopback } from './hosts.js';
import { sourceNamed } from './jndi.js';
import { effectiveOffset, integer } from './ports.js';
import { roleOf } from './roles.js';

/** The first `UserStoreManager` of user-mgt.xml; null where the file does not tell. */
export function primaryStore(node: NodeModel): UserStore | null {
  return node.userMgt?.userStores[0] ?? null;
}

/** What carbon.xml has where nobody changed it (IS 3.2 – 5.8). */
const STOCK_LDAP_PORT = 10389;

/**
 * Are the node's users in the LDAP server inside it? By its `ConnectionURL`: the one address is loopback, and its port
 * the embedded server's, written as `${Ports.EmbeddedLDAP.LDAPServerPort}` or, while that server is known to run, as a
 * number (the placeholder has the offset in it, a number has not).
 */
export function usesEmbeddedLdap(node: NodeModel): Answer {
  const url = primaryStore(node)?.properties.get('ConnectionURL');
  if (url === undefined) return 'no';
  const match = /^ldaps?:\/\/([^\s:/]+|\[[^\]]+\]):(\d+|\$\{Ports\.EmbeddedLDAP\.LDAPServerPort\})\/?$/i.exec(
    url.text.trim(),
  );
  if (match === null) return isUnknown(url) ? 'unknown' : 'no';
  const [, host = '', port = ''] = match;
  if (!isLoopback(host)) return 'no';
  const enable = node.embeddedLdap?.enable ?? null;
  const runs = known(enable) === null ? 'unknown' : known(enable) === 'true' ? 'yes' : 'no';
  // The placeholder means the embedded server whatever its file says; without that file the pack starts it.
  if (port.startsWith('$'))
    return runs === 'no' ? 'no' : node.embeddedLdap === null || runs === 'yes' ? 'yes' : 'unknown';
  const base = node.server?.embeddedLdapPort ? integer(node.server.embeddedLdapPort) : STOCK_LDAP_PORT;
  const offset = effectiveOffset(node)?.value ?? 0;
  return base !== null && Number(port) === base + offset ? runs : 'no';
}

/** Where the primary store itself says its users are; null where it names no database of its own. */
export function ownDatabase(
  node: NodeModel,
): { readonly at: Setting; readonly database: DatabaseIdentity | null } | null {
  const properties = primaryStore(node)?.properties;
  const name = properties?.get('dataSource');
  if (name !== undefined) return { at: name, database: sourceNamed(node, name, name.text.trim()).database };
  const url = properties?.get('url');
  if (url === undefined) return null;
  const user = known(properties?.get('userName') ?? null);
  return { at: url, database: isUnknown(url) ? null : databaseIdentity(url.text, user) };
}

/** The database of the primary store: its own, else the realm's. */
export function storeDatabase(
  node: NodeModel,
): { readonly at: Setting; readonly database: DatabaseIdentity | null } | null {
  const own = ownDatabase(node);
  if (own !== null) return own;
  const { jndiName, database } = roleOf(node, 'users');
  return jndiName === null ? null : { at: jndiName, database };
}

/** The addresses of a `ConnectionURL` whatever their order: several may stand there, the nearest first. */
export function ldapAddresses(text: string): string {
  const urls = text
    .toLowerCase()
    .split(/\s+/)
    .filter((url) => url !== '');
  return [...new Set(urls.map((url) => url.replace(/\/$/, '')))].sort().join(' ');
}

/** A distinguished name without what two writings of one may differ in. */
export function foldDn(text: string): string {
  return text.toLowerCase().replace(/\s*([,=])\s*/g, '$1');
}

/** `SHA-256` and `SHA_256` are one. */
export function foldHash(text: string): string {
  return text.toUpperCase().replace(/_/g, '-');
}

/** The class of the primary store; a deployment.toml says it by a type. */
export function storeClass(node: NodeModel): Value<string> | null {
  const value = held(primaryStore(node)?.class ?? null, { as: (text) => text.trim() });
  const type = node.toml?.effective('user_store.type') ?? null;
  return value === null || known(type) === null || type === null ? value : { ...value, shown: quote(type) };
}

const KEYS: Readonly<Record<string, string>> = {
  ConnectionURL: 'connection_url',
  UserSearchBase: 'user_search_base',
  GroupSearchBase: 'group_search_base',
  PasswordDigest: 'password_digest',
  PasswordHashMethod: 'password_hash_method',
};

/** What a deployment.toml calls a property in `[user_store]`. */
export function keyOfProperty(name: string): string {
  return KEYS[name] ?? name;
}
