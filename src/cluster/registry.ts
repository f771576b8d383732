import type { DbConfig, Mount, NodeModel, RemoteInstance } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import { isUnknown, known } from '../server/setting.js';
import { terminal } from '../text/escape.js';
import type { Value } from './agreement.js';
import type { Answer } from './cluster.js';
import type { DatabaseIdentity } from './database.js';
import { sameDatabase, showDatabase } from './database.js';
import type { Source } from './jndi.js';
import { sourceOfDbConfig, UNKNOWN } from './jndi.js';

export const GOVERNANCE = '/_system/governance';
export const CONFIG = '/_system/config';

export type Lookup<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** The `dbConfig` of that name; of equal names the last counts (RegistryConfigurationProcessor, kernel 4.4.40). */
export function dbConfigNamed(node: NodeModel, name: string): Lookup<DbConfig> {
  return node.registry === null ? { kind: 'unknown' } : named(node.registry.dbConfigs, (each) => each.name, name);
}

/** The `dbConfig` of the local registry. */
export function currentDbConfig(node: NodeModel): Lookup<DbConfig> {
  if (node.registry === null) return { kind: 'unknown' };
  return referred(node.registry.currentDBConfig, (name) => dbConfigNamed(node, name));
}

/** The database of the local registry. */
export function localRegistry(node: NodeModel): Source {
  return sourceBehind(node, currentDbConfig(node), node.registry?.currentDBConfig ?? node.registry);
}

export type MountLookup =
  | { readonly kind: 'mounted'; readonly mount: Mount; readonly below: string }
  /** The server skips it: a part is missing. */
  | { readonly kind: 'incomplete'; readonly mount: Mount }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown' };

/**
 * The mount that decides where a path lives: at the path itself, else at its nearest ancestor (`below` is then the rest
 * of the path). Whether the server accepts the mount is another question.
 */
export function mountAt(node: NodeModel, path: string): MountLookup {
  if (node.registry === null) return { kind: 'unknown' };
  const covering = node.registry.mounts
    .filter((mount) => covers(known(mount.path), path))
    .sort((a, b) => trimmed(b.path?.text ?? '').length - trimmed(a.path?.text ?? '').length);
  const mount = covering.find(isComplete);
  // Two mounts of one path stop the server: registry-mount-path-duplicate.
  if (mount !== undefined && covering.some((other) => other !== mount && isComplete(other) && isSamePath(other, mount)))
    return { kind: 'unknown' };
  if (mount !== undefined) return { kind: 'mounted', mount, below: path.slice(trimmed(mount.path?.text ?? '').length) };
  if (covering[0] !== undefined) return { kind: 'incomplete', mount: covering[0] };
  return { kind: node.registry.mounts.some((each) => isUnknown(each.path)) ? 'unknown' : 'none' };
}

function covers(mountPath: string | null, path: string): boolean {
  return mountPath?.startsWith('/') === true && `${path}/`.startsWith(`${trimmed(mountPath)}/`);
}

/** Without slashes at the end; the root is ''. */
function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}

function isSamePath(a: Mount, b: Mount): boolean {
  return a.path?.text === b.path?.text;
}

function isComplete(mount: Mount): boolean {
  return mount.path !== null && mount.instanceId !== null && mount.targetPath !== null;
}

/** The `remoteInstance` a mount names. Without one the server mounts nothing and says nothing. */
export function remoteInstanceOf(node: NodeModel, mount: Mount): Lookup<RemoteInstance> {
  const instances = node.registry?.remoteInstances;
  if (instances === undefined) return { kind: 'unknown' };
  return referred(mount.instanceId, (id) => named(instances, (each) => each.id, id));
}

/** User and password make it a remote mount over the Atom API: no database of this node is behind it. */
export function isAtom(instance: RemoteInstance): boolean {
  return instance.username !== null && instance.password !== null;
}

/** The database behind a remote instance; broken where the chain ends early, unknown for Atom instances. */
export function sourceOfInstance(node: NodeModel, instance: RemoteInstance): Source {
  if (isAtom(instance)) return UNKNOWN;
  const config = referred(instance.dbConfig, (name) => dbConfigNamed(node, name));
  return sourceBehind(node, config, instance.dbConfig ?? instance);
}

function sourceBehind(node: NodeModel, config: Lookup<DbConfig>, at: Placed | null): Source {
  if (config.kind === 'found') return sourceOfDbConfig(node, config.value);
  return { ...UNKNOWN, status: config.kind === 'missing' ? 'broken' : 'unknown', at };
}

/** Where a registry path of a node lives. */
export type Location =
  | {
      readonly kind: 'known';
      readonly database: DatabaseIdentity;
      /** The path inside that database, `registryRoot` in front. */
      readonly path: string;
      readonly via: 'mount' | 'local';
      readonly mount: Mount | null;
      readonly source: Source;
      /** The mount's target path, else the URL of the local registry. */
      readonly at: Placed;
    }
  /** The files say it is shared and the server will not do it; a rule about the broken part speaks. */
  | { readonly kind: 'broken'; readonly source: Source; readonly mount: Mount | null; readonly at: Placed | null }
  | { readonly kind: 'unknown'; readonly source: Source; readonly mount: Mount | null };

/**
 * (database, path in it) of `/_system/governance` or `/_system/config`: behind the mount, else in the local registry.
 * Both collections always exist, so a mount that may not replace them is refused (`RegistryCoreServiceComponent
 * .setupMounts`, kernel 4.4.40) and the path is broken rather than local.
 */
export function locationOf(node: NodeModel, path: string): Location {
  const lookup = mountAt(node, path);
  if (lookup.kind === 'unknown') return { kind: 'unknown', source: UNKNOWN, mount: null };
  if (lookup.kind === 'incomplete') return broken(UNKNOWN, lookup.mount, lookup.mount);
  if (lookup.kind === 'none') return located(localRegistry(node), node.registry?.registryRoot ?? null, path, null);
  const { mount, below } = lookup;
  if (mount.mode === null) return { kind: 'unknown', source: UNKNOWN, mount };
  if (mount.mode === 'none') return broken(UNKNOWN, mount, mount.overwrite ?? mount);
  const instance = remoteInstanceOf(node, mount);
  if (instance.kind === 'missing') return broken(UNKNOWN, mount, mount.instanceId ?? mount);
  const target = known(mount.targetPath);
  if (instance.kind === 'unknown' || target === null) return { kind: 'unknown', source: UNKNOWN, mount };
  const source = sourceOfInstance(node, instance.value);
  return located(source, instance.value.registryRoot, trimmed(target) + below, mount);
}

function located(source: Source, root: Setting | null, path: string, mount: Mount | null): Location {
  if (source.status === 'broken') return broken(source, mount, source.at);
  // What nobody wrote stands nowhere: next to the database is where to look.
  const target = mount?.targetPath ?? null;
  const at =
    target?.span === null ? { ...target, near: target.near ?? source.at?.span ?? null } : (target ?? source.at);
  if (source.status !== 'resolved' || source.database === null || at === null || isUnknown(root)) {
    return { kind: 'unknown', source, mount };
  }
  const whole = trimmed(root?.text ?? '') + path;
  const via = mount === null ? 'local' : 'mount';
  return { kind: 'known', database: source.database, path: whole, via, mount, source, at };
}

function broken(source: Source, mount: Mount | null, at: Placed | null): Location {
  return { kind: 'broken', source: { ...source, status: 'broken' }, mount, at };
}

/** Do two nodes keep the path in one place? */
export function sameLocation(a: Location, b: Location, sameHost: Answer): Answer {
  if (a.kind !== 'known' || b.kind !== 'known') return 'unknown';
  return a.path === b.path ? sameDatabase(a.database, b.database, sameHost) : 'no';
}

/**
 * The same where the database of the mounts has a rule of its own: in a deployment.toml they are mounts of the database
 * that `[database.shared_db]` or `[database.config]` names, like the users.
 */
export function sameMountedPath(a: Location, b: Location): Answer {
  if (a.kind !== 'known' || b.kind !== 'known') return 'unknown';
  return a.path === b.path ? 'yes' : 'no';
}

/** Are the mounts those that every deployment.toml has, and on? */
export function isMountedByTemplate({ era, registry }: NodeModel): boolean {
  return era === 'toml' && registry !== null && registry.mounts.length > 0;
}

/** The location as a value to compare between nodes; null where it is not known. */
export function heldLocation(location: Location): Value<Location> | null {
  if (location.kind !== 'known') return null;
  return {
    value: location,
    at: location.at,
    shown: `${terminal(location.path)} in ${showDatabase(location.database)}`,
  };
}

/** A node that mounts nothing and keeps its registry on a database server: others may mount what it owns. */
export function isOwner(node: NodeModel): boolean {
  return node.registry?.mounts.length === 0 && localRegistry(node).database?.kind === 'server';
}

/** Blanks around a name are all that keeps it from being found: xml-whitespace-in-reference speaks then. */
export function isPadded(name: string, names: readonly string[]): boolean {
  return !names.includes(name) && names.some((each) => each.trim() === name.trim());
}

/** The names that `dbConfig`s and remote instances of a node have, in file order. */
export function dbConfigNames(node: NodeModel): string[] {
  return (node.registry?.dbConfigs ?? []).flatMap(({ name }) => known(name) ?? []);
}
export function instanceIds(node: NodeModel): string[] {
  return (node.registry?.remoteInstances ?? []).flatMap(({ id }) => known(id) ?? []);
}

function referred<T>(reference: Setting | null, find: (text: string) => Lookup<T>): Lookup<T> {
  if (reference === null) return { kind: 'missing' };
  return isUnknown(reference) ? { kind: 'unknown' } : find(reference.text);
}

/** The last of that name; unknown where a template may have made the name. */
function named<T>(items: readonly T[], nameOf: (item: T) => Setting | null, name: string): Lookup<T> {
  const value = items.findLast((item) => known(nameOf(item)) === name);
  if (value !== undefined) return { kind: 'found', value };
  return { kind: items.some((item) => isUnknown(nameOf(item))) ? 'unknown' : 'missing' };
}
