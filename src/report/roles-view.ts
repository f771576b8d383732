import type { Answer, Cluster } from '../cluster/cluster.js';
import { type DatabaseIdentity, sameDatabase, sameDatabaseOnNode, showDatabase } from '../cluster/database.js';
import { sameHost } from '../cluster/hosts.js';
import { ABSENT, type Source, UNKNOWN } from '../cluster/jndi.js';
import { CONFIG, GOVERNANCE, locationOf, remoteInstanceOf, sourceOfInstance } from '../cluster/registry.js';
import { ROLE_NAMES, type Role, rolesOf } from '../cluster/roles.js';
import type { Mount, NodeModel } from '../server/model.js';

/** What one node's configuration names for one role. Texts are raw: whoever shows them escapes. */
export interface RoleCell {
  /** A letter per database; `?` unknown, `–` not configured, `✗` refers to nothing. */
  readonly mark: string;
  /** JNDI name as written; null where there is none. */
  readonly name: string | null;
  /** Where in the database, when that is not the role's own path. */
  readonly path: string | null;
}

export interface RolesView {
  readonly nodes: readonly string[];
  readonly rows: readonly { readonly role: string; readonly cells: readonly RoleCell[] }[];
  readonly databases: readonly {
    readonly mark: string;
    readonly text: string;
    /** The nodes that hold it, where only they do: an embedded database. */
    readonly nodes: readonly string[] | null;
  }[];
  /** Letters that may stand for one database. */
  readonly maybe: readonly (readonly string[])[];
}

interface Group {
  readonly mark: string;
  readonly members: { readonly node: NodeModel; readonly database: DatabaseIdentity }[];
}

const OWN_PATH: Readonly<Record<string, string>> = { governance: GOVERNANCE, config: CONFIG };
const MOST_COMPARED = 60;

/** The roles of a cluster's nodes, one letter per database; null when the files tell nothing of any role. */
export function rolesView(cluster: Cluster): RolesView | null {
  return databasesOf(cluster).roles;
}

export interface DatabasesView {
  readonly roles: RolesView | null;
  /** Per node, in file order, where each mount leads: by the letters of the roles. */
  readonly mounts: ReadonlyMap<NodeModel, readonly RoleCell[]>;
}

/** Which databases a cluster's nodes use, for their roles and behind each of their mounts. */
export function databasesOf(cluster: Cluster): DatabasesView {
  const groups: Group[] = [];
  const roles = rolesIn(cluster, groups);
  const mounts = cluster.nodes.map(
    (node) => [node, (node.registry?.mounts ?? []).map((mount) => mountCell(cluster, node, mount, groups))] as const,
  );
  const known = roles === null ? null : { ...roles, databases: groups.map(databaseIn) };
  return { roles: known, mounts: new Map(mounts) };
}

function databaseIn({ mark, members: [first] }: Group): RolesView['databases'][number] {
  return {
    mark,
    text: first === undefined ? '' : showDatabase(first.database),
    nodes: first?.database.kind === 'embedded' ? [first.node.name] : null,
  };
}

function rolesIn(cluster: Cluster, groups: Group[]): Omit<RolesView, 'databases'> | null {
  const byNode = cluster.nodes.map((node) => rolesOf(node).map((role) => cellOf(cluster, node, role, groups)));
  const rows = ROLE_NAMES.map((role, index) => ({
    role,
    cells: byNode.map((cells) => cells[index] ?? { mark: '?', name: null, path: null }),
  })).filter(({ cells }) => cells.some(({ mark, name }) => name !== null || (mark !== '?' && mark !== '–')));
  if (rows.length === 0) return null;
  return { nodes: cluster.nodes.map(({ name }) => name), rows, maybe: maybeSame(cluster, groups) };
}

function mountCell(cluster: Cluster, node: NodeModel, mount: Mount, groups: Group[]): RoleCell {
  const source = sourceOfMount(node, mount);
  const name = source.jndiName?.text.trim() ?? null;
  if (source.status === 'resolved' && source.database !== null) {
    return { mark: markOf(cluster, node, source.database, groups), name, path: mount.targetPath?.text ?? null };
  }
  return { mark: source.status === 'broken' ? '✗' : '?', name, path: mount.targetPath?.text ?? null };
}

function sourceOfMount(node: NodeModel, mount: Mount): Source {
  const path = mount.path?.text ?? '';
  if (path === GOVERNANCE || path === CONFIG) return locationOf(node, path).source;
  if (path === '' || mount.instanceId === null || mount.targetPath === null) return { ...ABSENT, status: 'broken' };
  const instance = remoteInstanceOf(node, mount);
  if (instance.kind === 'missing') return { ...ABSENT, status: 'broken' };
  return instance.kind === 'unknown' ? UNKNOWN : sourceOfInstance(node, instance.value);
}

function cellOf(cluster: Cluster, node: NodeModel, role: Role, groups: Group[]): RoleCell {
  const name = role.jndiName?.text.trim() ?? null;
  if (role.status === 'resolved' && role.database !== null) {
    const path = role.path === OWN_PATH[role.role] ? null : role.path;
    return { mark: markOf(cluster, node, role.database, groups), name, path };
  }
  const mark = role.status === 'broken' ? '✗' : role.status === 'absent' ? '–' : '?';
  return { mark, name, path: null };
}

function markOf(cluster: Cluster, node: NodeModel, database: DatabaseIdentity, groups: Group[]): string {
  const same = groups.find(({ members }) =>
    members.some((other) => compare(cluster, { node, database }, other) === 'yes'),
  );
  if (same !== undefined) {
    // A few members are enough to recognise the next one.
    if (same.members.length < 4) same.members.push({ node, database });
    return same.mark;
  }
  const mark = letters(groups.length);
  groups.push({ mark, members: [{ node, database }] });
  return mark;
}

function compare(cluster: Cluster, a: Group['members'][number], b: Group['members'][number]): Answer {
  return a.node === b.node
    ? sameDatabaseOnNode(a.database, b.database)
    : sameDatabase(a.database, b.database, sameHost(cluster, a.node, b.node));
}

/** A … Z, AA, AB … */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** Sets of groups of which no two are known to differ. */
function maybeSame(cluster: Cluster, groups: readonly Group[]): string[][] {
  if (groups.length > MOST_COMPARED) return [];
  const unknown = (a: Group, b: Group): boolean =>
    a.members.every((x) => b.members.every((y) => compare(cluster, x, y) === 'unknown'));
  const sets: Group[][] = [];
  for (const group of groups) {
    const set = sets.find((others) => others.every((other) => unknown(other, group)));
    if (set === undefined) sets.push([group]);
    else set.push(group);
  }
  return sets.filter((set) => set.length > 1).map((set) => set.map(({ mark }) => mark));
}
