import { folders } from '../discovery/names.js';
import { differentProfiles, differentSetups, sameStem, siblings } from '../discovery/siblings.js';
import type { Member, NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { DatabaseIdentity } from './database.js';
import { sameDatabase, showDatabase } from './database.js';
import { isIpLiteral, isLoopback, normaliseHost } from './hosts.js';
import { inRange } from './membership.js';
import { type RoleName, rolesOf } from './roles.js';

/** Something that says two nodes are meant to work as one. */
export interface Link {
  readonly a: NodeModel;
  readonly b: NodeModel;
  readonly kind: 'member' | 'name' | 'database';
  readonly text: string;
}

/** Two nodes that one kind of evidence would join and another keeps apart. */
export interface Apart {
  readonly a: NodeModel;
  readonly b: NodeModel;
  readonly text: string;
}

export type IsJoined = (a: NodeModel, b: NodeModel) => boolean;

const DEFAULT_PORT = '4000';

/**
 * Who names whom in a member list, whether the scheme makes the server read it or not: a mistyped scheme must not
 * hide itself. A member is another node's when it is that node's member host, the user's `host:`, or its folder.
 *
 * Copies of one deployment use the same names, so the nearest node is meant; a bare name (`is-2`, as containers use)
 * reaches no further than its own set-up.
 */
export function memberLinks(nodes: readonly NodeModel[]): Link[] {
  const byHost = indexBy(nodes, ownHosts);
  const byFolder = indexBy(nodes, (node) => [folderName(folders(node.path).at(-1) ?? ''), folderName(node.name)]);
  return nodes.flatMap((a) =>
    (a.clustering?.listedMembers ?? []).flatMap((member) => {
      const host = normaliseHost(known(member.hostName) ?? '');
      if (host === '') return [];
      const port = portOf(member);
      return targets(a, host, port, byHost, byFolder).map((b) => ({
        a,
        b,
        kind: 'member' as const,
        text: `${a.name} lists ${b.name}'s ${host}${port === null ? '' : `:${port}`} as a member`,
      }));
    }),
  );
}

function targets(
  node: NodeModel,
  host: string,
  port: string | null,
  byHost: ReadonlyMap<string, readonly NodeModel[]>,
  byFolder: ReadonlyMap<string, readonly NodeModel[]>,
): readonly NodeModel[] {
  const others = (found: readonly NodeModel[] | undefined) => (found ?? []).filter((other) => other !== node);
  const mine = ownHosts(node).includes(host);
  if (mine && port === localPort(node)) return [];
  const isRange = /^[\d.]*[*-][\d.*-]*$/.test(host);
  const hosts = isRange ? [...byHost.keys()].filter((address) => inRange(host, address)) : [host];
  let found = hosts.flatMap((address) => others(byHost.get(address)));
  // On one host the port tells who is meant: always when the node is there itself, else where it helps.
  const onPort = found.filter((other) => localPort(other) === port);
  if (mine || onPort.length > 0) found = onPort;
  if (found.length === 0 && !mine) {
    if (folderName(node.name) === folderName(host)) return [];
    found = others(byFolder.get(folderName(host)));
  }
  if (isLoopback(host)) found = found.filter((other) => readsMembers(node) && readsMembers(other));
  const bare = isLoopback(host) || !(isIpLiteral(host) || host.includes('.'));
  return nearest(
    node,
    found.filter((other) => (bare ? inOneSetup(node, other) : !inDifferentSetups(node, other))),
  );
}

/** Stock files list 127.0.0.1:4000: on loopback only lists that servers read say something. */
function readsMembers({ clustering }: NodeModel): boolean {
  return clustering?.enabled === true && clustering.members.length > 0;
}

function ownHosts(node: NodeModel): string[] {
  const hosts = [known(node.clustering?.localMemberHost ?? null), node.host];
  return hosts.flatMap((host) => (host === null || host.trim() === '' ? [] : [normaliseHost(host)]));
}

function localPort(node: NodeModel): string | null {
  const setting = node.clustering?.localMemberPort ?? null;
  return setting === null ? DEFAULT_PORT : (known(setting)?.trim() ?? null);
}

function portOf(member: Member): string | null {
  return known(member.port)?.trim() ?? null;
}

/** Host names don't hold `_`, folders do: esb_worker1 is esb-worker1. */
function folderName(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}

const places = new WeakMap<NodeModel, readonly string[]>();

function placeOf(node: NodeModel): readonly string[] {
  const place = places.get(node) ?? folders(node.path);
  places.set(node, place);
  return place;
}

function firstDifference(a: NodeModel, b: NodeModel) {
  const [pathA, pathB] = [placeOf(a), placeOf(b)];
  let at = 0;
  while (at < pathA.length && at < pathB.length && pathA[at] === pathB[at]) at++;
  return { at, restA: pathA.slice(at), restB: pathB.slice(at) };
}

function inOneSetup(a: NodeModel, b: NodeModel): boolean {
  const { restA, restB } = firstDifference(a, b);
  const [x, y] = [restA[0], restB[0]];
  if (x === undefined || y === undefined) return true;
  const close = restA.length === 1 || restB.length === 1 || restA.slice(1).join('/') === restB.slice(1).join('/');
  return close && !differentSetups(x, y);
}

/** The folders above the nodes' own tell two set-ups (`staging/is-1`, `prod/is-2`). */
function inDifferentSetups(a: NodeModel, b: NodeModel): boolean {
  const { restA, restB } = firstDifference(a, b);
  const [x, y] = [restA[0], restB[0]];
  if (x === undefined || y === undefined || (restA.length === 1 && restB.length === 1)) return false;
  return differentSetups(x, y);
}

/** The nodes with the longest common path; none when they are in several places equally far. */
function nearest(node: NodeModel, found: readonly NodeModel[]): readonly NodeModel[] {
  const distances = found.map((other) => firstDifference(node, other).at);
  const longest = distances.reduce((a, b) => Math.max(a, b), 0);
  const best = found.filter((_, index) => distances[index] === longest);
  const [first, ...rest] = best;
  if (first === undefined || rest.every((other) => siblings(first.path, other.path) !== null)) return best;
  return [];
}

/** Nodes whose names share a stem under one parent. */
export function* nameLinks(nodes: readonly NodeModel[], joined: IsJoined): Generator<Link> {
  for (const [a, b] of pairsOfSiblings(nodes, joined)) {
    const beside = siblings(a.path, b.path);
    const stem = beside === null ? null : sameStem(...beside.names);
    if (beside === null || stem === null) continue;
    const under = beside.parent === '.' ? 'side by side' : `under ${beside.parent}`;
    const text = stem === '' ? `names of one set ${under}` : `same stem '${stem}' ${under}`;
    yield { a, b, kind: 'name', text };
  }
}

/**
 * Siblings that keep a shared role in one server database. A database alone says nothing about copies of a deployment
 * in different places, nor about siblings whose names tell different set-ups, versions, regions or profiles.
 */
export function* databaseLinks(nodes: readonly NodeModel[], joined: IsJoined): Generator<Link | Apart> {
  const databases = new Map<NodeModel, Databases>();
  const databasesOf = (node: NodeModel) => {
    const known = databases.get(node) ?? serverDatabases(node);
    databases.set(node, known);
    return known;
  };
  const told = new Set<NodeModel>();
  for (const [a, b] of pairsOfSiblings(nodes, joined)) {
    const beside = siblings(a.path, b.path);
    if (beside === null || differentProfiles(...beside.names)) continue;
    const [role, identity] = sharedRole(databasesOf(a), databasesOf(b)) ?? [];
    if (role === undefined || identity === undefined) continue;
    // A bare host name is another host in each network: it counts only for folders directly side by side.
    if (beside.above && !identity.hosts.every(({ host }) => host?.includes('.') || host?.includes(':'))) continue;
    const shared = `${a.name} and ${b.name} keep ${SHARED_ROLES[role]} in one database, ${showDatabase(identity)}`;
    if (!differentSetups(...beside.names)) yield { a, b, kind: 'database', text: shared };
    // Once for each node is enough.
    else if (!told.has(a) || !told.has(b)) {
      told.add(a).add(b);
      yield { a, b, text: `kept apart: ${shared}, but their names tell different set-ups` };
    }
  }
}

type SharedRole = Exclude<RoleName, 'local registry'>;
type Databases = readonly (readonly [SharedRole, DatabaseIdentity])[];

const SHARED_ROLES: Readonly<Record<SharedRole, string>> = {
  governance: 'the governance registry',
  config: 'the configuration registry',
  users: 'users',
  identity: 'identity data',
  consent: 'consents',
};

/** The server databases behind the roles that the nodes of a cluster share. */
function serverDatabases(node: NodeModel): Databases {
  return rolesOf(node).flatMap(({ role, status, database }) =>
    role !== 'local registry' && status === 'resolved' && database?.kind === 'server' ? [[role, database]] : [],
  );
}

function sharedRole(a: Databases, b: Databases): readonly [SharedRole, DatabaseIdentity] | null {
  const found = a.find(([role, database]) =>
    b.some(([other, candidate]) => other === role && sameDatabase(database, candidate, 'unknown') === 'yes'),
  );
  return found ?? null;
}

/** Every pair that may be siblings and is not joined when its turn comes. */
function* pairsOfSiblings(nodes: readonly NodeModel[], joined: IsJoined): Generator<[NodeModel, NodeModel]> {
  const families = indexBy(nodes, (node) => {
    const path = folders(node.path);
    return [path.slice(0, -1).join('/'), `${path.slice(0, -2).join('/')}//${path.at(-1) ?? ''}`];
  });
  for (const family of families.values()) {
    for (const [index, b] of family.entries()) {
      for (const a of family.slice(0, index)) {
        if (!joined(a, b)) yield [a, b];
      }
    }
  }
}

function indexBy(nodes: readonly NodeModel[], keys: (node: NodeModel) => readonly string[]): Map<string, NodeModel[]> {
  const index = new Map<string, NodeModel[]>();
  for (const node of nodes) {
    for (const key of new Set(keys(node))) {
      const list = index.get(key) ?? [];
      list.push(node);
      index.set(key, list);
    }
  }
  return index;
}
