import type { NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import type { Value } from './agreement.js';
import type { DatabaseIdentity } from './database.js';
import { showDatabase } from './database.js';
import type { Source } from './jndi.js';
import { ABSENT, sourceNamed, UNKNOWN } from './jndi.js';
import { CONFIG, GOVERNANCE, localRegistry, locationOf } from './registry.js';

export const ROLE_NAMES = ['local registry', 'governance', 'config', 'users', 'identity', 'consent'] as const;
export type RoleName = (typeof ROLE_NAMES)[number];

/** What a node uses a database for, and which one: compared by role, never by the name of a datasource. */
export interface Role extends Source {
  readonly role: RoleName;
  /** `governance` and `config`: the path inside the database; null elsewhere and while unknown. */
  readonly path: string | null;
  /** `governance` and `config`: whether a mount leads there. */
  readonly via: 'mount' | 'local' | null;
}

/** All roles of a node, in the order of `ROLE_NAMES`. */
export function rolesOf(node: NodeModel): readonly Role[] {
  return ROLE_NAMES.map((role) => roleOf(node, role));
}

export function roleOf(node: NodeModel, role: RoleName): Role {
  const roles = rolesByNode.get(node) ?? new Map<RoleName, Role>();
  const known = roles.get(role);
  if (known !== undefined) return known;
  const found = findRole(node, role);
  rolesByNode.set(node, roles.set(role, found));
  return found;
}

/** Grouping and a dozen rules ask for the same. */
const rolesByNode = new WeakMap<NodeModel, Map<RoleName, Role>>();

function findRole(node: NodeModel, role: RoleName): Role {
  switch (role) {
    case 'local registry':
      return plain(role, localRegistry(node));
    case 'governance':
      return located(node, role, GOVERNANCE);
    case 'config':
      return located(node, role, CONFIG);
    case 'users': {
      // user-mgt.xml `Configuration/Property[@name='dataSource']`, which RealmConfigXMLProcessor trims.
      const setting = node.userMgt?.properties.get('dataSource') ?? null;
      return plain(role, fileSource(node, node.userMgt, setting, setting?.text.trim()));
    }
    case 'identity':
      return plain(role, fileSource(node, node.identity, node.identity?.dataSource ?? null));
    case 'consent':
      // consent-mgt-config.xml came with 5.5.0.
      if (node.consent === null && isBefore(node, [5, 5])) return plain(role, ABSENT);
      return plain(role, fileSource(node, node.consent, node.consent?.dataSource ?? null));
  }
}

/** Where sessions and, from 7.1 on, key stores have a datasource of their own: only a deployment.toml says so. */
export function ownSources(node: NodeModel): readonly (Source & { readonly use: 'sessions' | 'key stores' })[] {
  const sessions = node.identity?.sessionDataSource ?? null;
  const keystores = node.toml?.effective('keystore.datasource') ?? null;
  return [
    ...(sessions === null ? [] : [{ ...sourceNamed(node, sessions), use: 'sessions' as const }]),
    ...(keystores?.origin !== 'explicit' ? [] : [{ ...sourceNamed(node, keystores), use: 'key stores' as const }]),
  ];
}

/** The database of a role as a value to compare between nodes; null where none is meant or the files do not tell. */
export function heldDatabase(role: Source): Value<DatabaseIdentity> | null {
  if (role.status !== 'resolved' || role.database === null || role.at === null) return null;
  return { value: role.database, at: role.at, shown: showDatabase(role.database) };
}

function plain(role: RoleName, source: Source): Role {
  return { ...source, role, path: null, via: null };
}

function located(node: NodeModel, role: RoleName, path: string): Role {
  const location = locationOf(node, path);
  if (location.kind === 'known') return { ...location.source, role, path: location.path, via: location.via };
  const at = location.kind === 'broken' ? location.at : location.source.at;
  const via = location.mount === null ? null : 'mount';
  return { ...location.source, at, role, path: null, via };
}

function fileSource(node: NodeModel, file: unknown, setting: Setting | null, name = setting?.text): Source {
  if (file === null) return UNKNOWN;
  return setting === null ? ABSENT : sourceNamed(node, setting, name);
}

function isBefore(node: NodeModel, [major, minor]: readonly [number, number]): boolean {
  if (node.version === null) return false;
  const [x, y] = node.version.max;
  return x < major || (x === major && y < minor);
}
