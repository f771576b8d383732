import type { DbConfig, NodeModel, RemoteInstance } from '../server/model.js';
import { known } from '../server/setting.js';
import { quote, show } from '../text/message.js';
import { sameDatabaseOnNode, showDatabase } from './database.js';
import { isAtom, localRegistry, sourceOfInstance } from './registry.js';

/**
 * Mistakes in one node's registry.xml that have a rule of their own and make others appear: questions for the rules that
 * stay silent about the echo.
 */

/**
 * A `dbConfig` without a name, or two of one name that differ: the name that another element looks for may be the one
 * that was meant there. `registry-dbconfig-duplicate` speaks.
 */
export function hasUnclearDbConfig(node: NodeModel): boolean {
  const connections = new Map<string, string>();
  for (const config of node.registry?.dbConfigs ?? []) {
    const { name } = config;
    if (name === null) return true;
    const connection = connectionText(config);
    if ((connections.get(name.text) ?? connection) !== connection) return true;
    connections.set(name.text, connection);
  }
  return false;
}

/** What a `dbConfig` connects to, for comparison; the password is not looked at. */
export function connectionText({ dataSource, url, username }: DbConfig): string {
  return JSON.stringify([dataSource?.text, url?.text, username?.text]);
}

/** The repository that belongs to one server alone. */
export const LOCAL = '/_system/local';

/** Is a mount of this path one of `/_system/local`: at it, below it, or above it? */
export function touchesLocal(path: string): boolean {
  const bare = path.replace(/\/+$/, '');
  return bare === '' || bare === '/_system' || `${bare}/`.startsWith(`${LOCAL}/`);
}

/**
 * A mount without a path, at a path that another has, or at the local repository: it may be the one that is missing
 * elsewhere. `registry-mount-incomplete`, `registry-mount-path-duplicate` or `registry-mount-local` speaks.
 */
export function hasStrayMount(node: NodeModel): boolean {
  const paths = (node.registry?.mounts ?? []).map((mount) => mount.path);
  const texts = paths.map((path) => path?.text);
  return paths.some((path, index) => path === null || texts.indexOf(path.text) < index || touchesLocal(path.text));
}

/** What leads a mount back to the local registry: the name of the dbConfig, the JNDI name, or the database; in words. */
export interface OwnRegistryMount {
  readonly instance: RemoteInstance;
  readonly what: string;
}

/** The mounted instances that lead to the node's own local registry; `registry-mount-same-database-as-local` speaks. */
export function ownRegistryMounts(node: NodeModel): readonly OwnRegistryMount[] {
  // `[registry] use_shared_db_as_datasource` of 7.0 on does just that.
  if (node.era === 'toml') return [];
  const used = new Set((node.registry?.mounts ?? []).flatMap(({ instanceId }) => known(instanceId) ?? []));
  return (node.registry?.remoteInstances ?? []).flatMap((instance) => {
    if (isAtom(instance) || !used.has(known(instance.id) ?? '')) return [];
    const what = whatIsSame(node, instance);
    return what === null ? [] : [{ instance, what }];
  });
}

function whatIsSame(node: NodeModel, instance: RemoteInstance): string | null {
  const name = known(instance.dbConfig);
  if (name !== null && name === known(node.registry?.currentDBConfig ?? null)) return `the dbConfig ${quote(name)}`;
  const [local, mounted] = [localRegistry(node), sourceOfInstance(node, instance)];
  const jndi = known(mounted.jndiName);
  if (jndi !== null && jndi === known(local.jndiName)) return `the datasource ${quote(jndi)}`;
  if (local.database === null || mounted.database === null) return null;
  if (sameDatabaseOnNode(local.database, mounted.database) !== 'yes') return null;
  return `${showDatabase(mounted.database)} (${show(mounted.jndiName, 'no JNDI name')})`;
}
