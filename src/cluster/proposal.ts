import type { NodeModel } from '../server/model.js';
import { known, type Setting } from '../server/setting.js';
import { maskUrl } from '../text/redact.js';
import { domainOf, NO_DOMAIN } from './clustering.js';
import { type DatabaseIdentity, sameDatabase } from './database.js';
import { hostOf, isLoopback } from './hosts.js';
import { activeScheme, endpointOf } from './membership.js';
import { type RoleName, roleOf } from './roles.js';
import { settled } from './settled.js';
import { usesEmbeddedLdap } from './user-store.js';

/**
 * What the files of nodes that are meant as one cluster tell of what its `expect` may say: proposals for a person to
 * take. Null where the files do not tell, or not with one voice.
 */

/** Clustering is on everywhere: they are a cluster already. */
export function areClustered(nodes: readonly NodeModel[]): boolean {
  return nodes.every(({ clustering }) => clustering?.enabled === true);
}

/** The address a node has for its peers; null where another node has the same, as copies of one file have. */
export function addressTold(node: NodeModel, nodes: readonly NodeModel[]): string | null {
  const mine = endpointText(node);
  const shared = nodes.some((other) => other !== node && endpointText(other) === mine);
  return shared ? null : hostOf(node);
}

function endpointText(node: NodeModel): string {
  return `${hostOf(node)} ${endpointOf(node)?.port}`;
}

/** The membership scheme that all nodes use. */
export function schemeTold(nodes: readonly NodeModel[]): string | null {
  return areClustered(nodes) ? common(nodes.map(activeScheme)) : null;
}

/** The clustering domain of all nodes; null for those that every pack has. */
export function domainTold(nodes: readonly NodeModel[]): string | null {
  const domain = common(nodes.map(domainOf))?.trim() ?? '';
  return domain === '' || domain === 'wso2.carbon.domain' || domain === NO_DOMAIN ? null : domain;
}

/** The host name of all nodes; null for the stock `localhost`. */
export function hostNameTold(nodes: readonly NodeModel[]): string | null {
  const name = common(nodes.map((node) => known(settled(node, node.server?.hostName ?? null))))?.trim() ?? '';
  return name === '' || isLoopback(name) ? null : name;
}

export interface DatabaseTold {
  /** As a configuration says it, without a password in it. */
  readonly url: string;
  readonly username: string | null;
  readonly identity: DatabaseIdentity;
}

/** The one database server's database that all nodes use for a role; null where its URL holds a password, too. */
export function databaseTold(nodes: readonly NodeModel[], role: RoleName): DatabaseTold | null {
  const [first, ...others] = nodes.map((node) => roleOf(node, role));
  const { database: identity = null, datasource = null } = first ?? {};
  if (identity?.kind !== 'server' || datasource === null) return null;
  const isOne = others.every(
    ({ database }) => database !== null && sameDatabase(identity, database, 'unknown') === 'yes',
  );
  const url = urlText(datasource.url, nodes[0]?.era ?? 'xml');
  return isOne && url !== null ? { url, username: known(datasource.username), identity } : null;
}

/** A deployment.toml holds what goes into an XML file as it stands. */
function urlText(setting: Setting | null, era: NodeModel['era']): string | null {
  const text = known(setting)?.trim() ?? '';
  const url = era === 'toml' ? text.replaceAll('&amp;', '&') : text;
  return url === '' || maskUrl(url) !== url ? null : url;
}

/** The only node that keeps the shared registry as its own while the others mount it. */
export function ownerTold(nodes: readonly NodeModel[]): NodeModel | null {
  const kept = nodes.filter((node) => {
    const { via, database } = roleOf(node, 'governance');
    return via === 'local' && database?.kind === 'server';
  });
  const mounting = nodes.filter((node) => roleOf(node, 'governance').via === 'mount');
  return kept.length === 1 && mounting.length === nodes.length - 1 ? (kept[0] ?? null) : null;
}

/** Does a node keep its users in the LDAP server inside it, where no other node sees them? */
export function keepsUsersToItself(nodes: readonly NodeModel[]): boolean {
  return nodes.some((node) => usesEmbeddedLdap(node) === 'yes');
}

function common(texts: readonly (string | null)[]): string | null {
  const [first = null, ...others] = texts;
  return others.every((text) => text === first) ? first : null;
}
