import type { Datasource, NodeModel } from '../server/model.js';
import type { Placed } from '../server/setting.js';
import { known } from '../server/setting.js';
import { quote } from '../text/message.js';
import type { DatabaseIdentity } from './database.js';
import { sameDatabaseOnNode } from './database.js';
import { hasMarker } from './jdbc.js';
import type { Source } from './jndi.js';
import { sourceNamed } from './jndi.js';
import { localRegistry } from './registry.js';
import { ownSources, roleOf } from './roles.js';

/** How a message calls a datasource: by its name, else by its JNDI name. */
export function datasourceLabel({ name, jndiName }: Datasource): string {
  const setting = [name, jndiName].find((each) => each !== null && each.text.trim() !== '') ?? null;
  return setting === null ? 'without a name' : quote(setting);
}

/** Is it the kind of datasource whose `<configuration>` the RDBMS reader reads? Null type and templates are not. */
export function isRdbms(datasource: Datasource): boolean {
  return known(datasource.definitionType) === 'RDBMS';
}

/** Connects through a `javax.sql.DataSource` of its own, with its own properties: URL and driver are not used. */
export function hasOwnClass({ properties }: Datasource): boolean {
  return properties.some(({ name }) => name === 'dataSourceClassName');
}

/** The URL as far as it can be read: holes where a template stands; null for none, and where nothing can be read. */
export function readableUrl({ url }: Datasource): string | null {
  if (url === null || url.text === '' || url.kind === 'secret') return null;
  return url.kind === 'literal' || hasMarker(url.text) ? url.text : null;
}

/** What all nodes of a cluster must keep in one database. */
export interface SharedUse extends Source {
  /** As a message says it: `users`, `the mount of governance`. */
  readonly use: string;
  readonly database: DatabaseIdentity;
  readonly at: Placed;
}

/**
 * The databases of a node that its cluster must share, as far as they are known: those behind mounts, of users, of
 * identity, of consent and of JDBC user stores with a datasource of their own. A mount that leads into the local
 * registry's own database is left out: that is the mistake to report.
 */
export function sharedUses(node: NodeModel): readonly SharedUse[] {
  const local = localRegistry(node).database;
  const roles = (['governance', 'config', 'users', 'identity', 'consent'] as const).map((name) => roleOf(node, name));
  const own = roles
    .filter(({ role, via }) => (role !== 'governance' && role !== 'config') || via === 'mount')
    .filter(({ via, database }) => via === null || !isSame(local, database))
    .map((role) => ({ ...role, use: role.via === 'mount' ? `mounted ${role.role} registry` : role.role }));
  const stores = (node.userMgt?.userStores ?? []).flatMap((store) => {
    const setting = store.properties.get('dataSource');
    if (setting === undefined || !/jdbc/i.test(known(store.class) ?? '')) return [];
    return [{ ...sourceNamed(node, setting, setting.text.trim()), use: 'user store' }];
  });
  return [...own, ...ownSources(node), ...stores].flatMap((source) => {
    const { status, database, at } = source;
    return status === 'resolved' && database !== null && at !== null ? [{ ...source, database, at }] : [];
  });
}

function isSame(a: DatabaseIdentity | null, b: DatabaseIdentity | null): boolean {
  return a !== null && b !== null && sameDatabaseOnNode(a, b) === 'yes';
}
