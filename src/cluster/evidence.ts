import { folders } from '../discovery/names.js';
import { differentProfiles, differentSetups, type Seat, sameStem, seatsOf } from '../discovery/siblings.js';
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
  const byFolder = indexBy(nodes, ownFolders);
  return nodes.flatMap((a) =>
    (a.clustering?.listedMembers ?? []).flatMap((member) => {
      const host = normaliseHost(known(member.hostName) ?? '');
      if (host === '') return [];
      const port = portOf(member);
      // `10.0.0.10-19` means every node in the range.
      const isRange = /^[\d.]*[*-][\d.*-]*$/.test(host);
      const hosts = isRange ? [...byHost.keys()].filter((address) => inRange(host, address)) : [host];
      return hosts.flatMap((address) => {
        const b = target(a, address, port, byHost, byFolder);
        if (b === null) return [];
        const text = `${a.name} lists ${b.name}'s ${host}${port === null ? '' : `:${port}`} as a member`;
        return [{ a, b, kind: 'member' as const, text }];
      });
    }),
  );
}

/** The node a member means; null for the node itself, for none, and when several could be meant. */
function target(
  node: NodeModel,
  host: string,
  port: string | null,
  byHost: ReadonlyMap<string, readonly NodeModel[]>,
  byFolder: ReadonlyMap<string, readonly NodeModel[]>,
): NodeModel | null {
  const others = (found: readonly NodeModel[] | undefined) => (found ?? []).filter((other) => other !== node);
  const mine = ownHosts(node).includes(host);
  if (mine && port === localPort(node)) return null;
  let found = others(byHost.get(host));
  // On one host the port tells who is meant: always when the node is there itself, else where it helps.
  const onPort = found.filter((other) => localPort(other) === port);
  if (mine || onPort.length > 0) found = onPort;
  if (found.length === 0 && !mine) {
    if (ownFolders(node).includes(folderName(host))) return null;
    found = others(byFolder.get(folderName(host)));
  }
  if (isLoopback(host)) found = found.filter((other) => readsMembers(node) && readsMembers(other));
  const bare = isLoopback(host) || !(isIpLiteral(host) || host.includes('.'));
  return nearest(node, found, (other) => (bare ? inOneSetup(node, other) : !inDifferentSetups(node, other)));
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

function ownFolders(node: NodeModel): string[] {
  return [...seatsOf(node.path).map((seat) => seat.name), node.name].map(folderName);
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

/** Of the nodes in question the one with the longest common path; null when several are equally far. */
function nearest(
  node: NodeModel,
  found: readonly NodeModel[],
  inQuestion: (other: NodeModel) => boolean,
): NodeModel | null {
  const byDistance = indexBy(found, (other) => [firstDifference(node, other).at]);
  for (const at of [...byDistance.keys()].sort((a, b) => b - a)) {
    const [first, ...rest] = (byDistance.get(at) ?? []).filter(inQuestion);
    if (first !== undefined) return rest.length === 0 ? first : null;
  }
  return null;
}

/** Nodes whose names share a stem under one parent. */
export function* nameLinks(nodes: readonly NodeModel[], joined: IsJoined): Generator<Link> {
  for (const family of familiesOf(nodes)) {
    for (const [a, b] of pairsOf(family, joined)) {
      const stem = sameStem(a.seat.name, b.seat.name);
      if (stem === null) continue;
      const under = a.seat.parent === '.' ? 'side by side' : `under ${a.seat.parent}`;
      const text = stem === '' ? `names of one set ${under}` : `same stem '${stem}' ${under}`;
      yield { a: a.node, b: b.node, kind: 'name', text };
    }
  }
}

/**
 * Siblings that keep a shared role in one server database. A database alone says nothing about copies of a deployment
 * in different places, nor about siblings whose names tell different set-ups, versions, regions or profiles.
 */
export function* databaseLinks(nodes: readonly NodeModel[], joined: IsJoined): Generator<Link | Apart> {
  const databases = new Map(nodes.map((node) => [node, serverDatabases(node)]));
  const told = new Set<NodeModel>();
  for (const family of familiesOf(nodes)) {
    // Only databases of one name can be the same.
    const byName = indexBy(family, ({ node }) =>
      (databases.get(node) ?? []).map(
        ([role, { database, alias }]) => `${role} ${(database ?? alias ?? '').toLowerCase()}`,
      ),
    );
    for (const [a, b] of [...byName.values()].flatMap((some) => [...pairsOf(some, joined)])) {
      if (joined(a.node, b.node) || differentProfiles(a.seat.name, b.seat.name)) continue;
      const [role, database] = sharedRole(databases.get(a.node) ?? [], databases.get(b.node) ?? []) ?? [];
      if (role === undefined || database === undefined) continue;
      // A bare host name is another host in each network: it counts only for folders directly side by side.
      if (a.seat.product !== '' && !database.hosts.every(({ host }) => /[.:]/.test(host ?? ''))) continue;
      const where = showDatabase(database);
      const shared = `${a.node.name} and ${b.node.name} keep ${SHARED_ROLES[role]} in one database, ${where}`;
      if (!differentSetups(a.seat.name, b.seat.name)) {
        yield { a: a.node, b: b.node, kind: 'database', text: shared };
      } else if (!told.has(a.node) || !told.has(b.node)) {
        // Once for each node is enough.
        told.add(a.node).add(b.node);
        yield { a: a.node, b: b.node, text: `kept apart: ${shared}, but their names tell different set-ups` };
      }
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

/** A node in one of its seats. */
interface Seated {
  readonly node: NodeModel;
  readonly seat: Seat;
}

/** The nodes side by side in each folder. */
function familiesOf(nodes: readonly NodeModel[]): Iterable<readonly Seated[]> {
  const seated = nodes.flatMap((node) => seatsOf(node.path).map((seat) => ({ node, seat })));
  return indexBy(seated, ({ seat }) => [`${seat.parent}//${seat.product}`]).values();
}

/** Every pair of siblings that is not joined when its turn comes. */
function* pairsOf(family: readonly Seated[], joined: IsJoined): Generator<[Seated, Seated]> {
  for (const [index, b] of family.entries()) {
    for (const a of family.slice(0, index)) {
      if (a.seat.name !== b.seat.name && !joined(a.node, b.node)) yield [a, b];
    }
  }
}

function indexBy<T, K>(things: readonly T[], keys: (thing: T) => readonly K[]): Map<K, T[]> {
  const index = new Map<K, T[]>();
  for (const thing of things) {
    for (const key of new Set(keys(thing))) {
      const list = index.get(key) ?? [];
      list.push(thing);
      index.set(key, list);
    }
  }
  return index;
}
