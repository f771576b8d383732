import type { DatabaseIntent, ExpectIntent } from '../config/intent.js';
import type { NodeModel } from '../server/model.js';
import { isUnknown, known } from '../server/setting.js';
import type { Answer, Cluster } from './cluster.js';
import { type DatabaseIdentity, databaseIdentity, databaseOf, sameDatabaseOnNode } from './database.js';
import { driversFor } from './drivers.js';
import { isLoopback, sameHostText } from './hosts.js';
import { vendorOf } from './jdbc.js';
import { effectivePorts, integer } from './ports.js';
import { type RoleName, roleOf } from './roles.js';

/** What the user's `expect` means for each node, in terms of its files. */
export interface Expectation {
  readonly intent: ExpectIntent;
  readonly nodes: readonly ExpectedNode[];
}

export interface ExpectedNode {
  readonly node: NodeModel;
  /** `host:` of the configuration; null when not given. */
  readonly host: string | null;
  /** The port it tells its peers: its own, else 4000, and the next free one where nodes share a host; null for unknown. */
  readonly memberPort: number | null;
  /** Its own port offset, else the next free one where it opens ports of a node before it on the same host; null for unknown. */
  readonly offset: number | null;
  /** It keeps the shared registry as its own, the others mount it (shape `owner`, XML era). */
  readonly isOwner: boolean;
  readonly registry: ExpectedSource | null;
  readonly users: ExpectedSource | null;
  readonly identity: ExpectedSource | null;
  readonly consent: ExpectedSource | null;
}

/** A database of the intent under the name this node has for it. */
export interface ExpectedSource {
  readonly name: string;
  readonly jndiName: string;
  readonly database: ExpectedDatabase;
}

export interface ExpectedDatabase {
  readonly url: string;
  readonly driver: string | null;
  /** `expect` names the driver; otherwise it is the usual one for the URL. */
  readonly isDriverGiven: boolean;
  readonly username: string | null;
  readonly passwordFrom: string | null;
  readonly validationQuery: string;
  readonly identity: DatabaseIdentity;
}

const FIRST_PORT = 4000;
type Role = 'registry' | 'users' | 'identity' | 'consent';

/** Names that no stock file has, so that a node's own datasources stay what they are. */
const OWN_NAMES: Readonly<Record<Role, readonly [name: string, jndiName: string]>> = {
  registry: ['WSO2_CARBON_DB_IS', 'jdbc/WSO2CarbonDB_IS'],
  users: ['WSO2_USER_DB', 'jdbc/WSO2UserDB'],
  identity: ['WSO2_IDENTITY_DB', 'jdbc/WSO2IdentityDB'],
  consent: ['WSO2_CONSENT_DB', 'jdbc/WSO2ConsentDB'],
};
/** What the templates of the TOML era give. */
const TOML_NAMES: typeof OWN_NAMES = {
  registry: ['WSO2_SHARED_DB', 'jdbc/SHARED_DB'],
  users: ['WSO2USER_DB', 'jdbc/WSO2USER_DB'],
  identity: ['WSO2_IDENTITY_DB', 'jdbc/WSO2IdentityDB'],
  consent: ['WSO2_CONSENT_DB', 'jdbc/WSO2_CONSENT_DB'],
};
/** The stock datasource, which becomes the shared one on the owner. */
const LOCAL: readonly [string, string] = ['WSO2_CARBON_DB', 'jdbc/WSO2CarbonDB'];

/** Null where the configuration says nothing of what should be. */
export function expectationOf(cluster: Cluster): Expectation | null {
  const intent = cluster.intent?.expect ?? null;
  if (intent === null) return null;
  const nodes: ExpectedNode[] = [];
  for (const node of cluster.nodes) {
    const sharing = node.host === null ? [] : nodes.filter(({ host }) => host === node.host);
    const isOwner = node.era === 'xml' && intent.shape === 'owner' && node.name === ownerOf(cluster, intent);
    const source = (role: Role): ExpectedSource | null => sourceOf(intent, role, node, isOwner);
    nodes.push({
      node,
      host: node.host,
      memberPort: memberPort(node, sharing),
      offset: portOffset(node, sharing),
      isOwner,
      registry: source('registry'),
      users: source('users'),
      identity: source('identity'),
      consent: source('consent'),
    });
  }
  return { intent, nodes };
}

/** Each node keeps the port it has, unless one before it on the same host has it. */
function memberPort({ clustering }: NodeModel, sharing: readonly ExpectedNode[]): number | null {
  const setting = clustering?.localMemberPort ?? null;
  if (isUnknown(setting)) return null;
  const taken = sharing.map((one) => one.memberPort);
  const own = integer(setting);
  return own !== null && !taken.includes(own) ? own : free(FIRST_PORT, taken);
}

function portOffset(node: NodeModel, sharing: readonly ExpectedNode[]): number | null {
  const setting = node.server?.offset ?? null;
  const own = setting === null ? 0 : integer(setting);
  // A start script has the last word.
  if (node.scripts.portOffset !== null || own === null) return null;
  const ports = effectivePorts(node).map(({ port }) => port);
  const collides = sharing.some((other) => effectivePorts(other.node).some(({ port }) => ports.includes(port)));
  const taken = sharing.map(({ offset }) => offset);
  return collides ? free(0, taken) : own;
}

function free(first: number, taken: readonly (number | null)[]): number {
  for (let number = first; ; number += 1) if (!taken.includes(number)) return number;
}

function ownerOf(cluster: Cluster, { owner }: ExpectIntent): string | null {
  return owner ?? cluster.nodes[0]?.name ?? null;
}

/** A role without a database of its own is in the registry's. */
function sourceOf(intent: ExpectIntent, role: Role, node: NodeModel, isOwner: boolean): ExpectedSource | null {
  const own = intent.databases[role] ?? null;
  const given = own ?? defaultFor(intent, role, node);
  if (given === null) return null;
  const names = node.era === 'toml' ? TOML_NAMES : OWN_NAMES;
  // The templates always give the identity database a datasource of its own.
  const database = expectedDatabase(given);
  const isLocal = isOwner && (own === null || role === 'registry');
  const used = isLocal ? null : usedSource(node, role, database);
  if (used !== null) return used;
  const named = own !== null || (node.era === 'toml' && role === 'identity') ? role : 'registry';
  const consent = node.era === 'toml' && role === 'consent' && own === null ? 'identity' : named;
  const [name, jndiName] = isOwner && consent === 'registry' ? localNames(node) : names[consent];
  return { name, jndiName, database };
}

/** The templates of a deployment.toml keep consents with identity data. */
function defaultFor({ databases }: ExpectIntent, role: Role, node: NodeModel): DatabaseIntent | null {
  const { registry = null, identity = null } = databases;
  if (role !== 'consent' || node.era === 'xml' || identity === null) return registry;
  const isInRegistry = registry !== null && usedSource(node, role, expectedDatabase(registry)) !== null;
  return isInRegistry ? registry : identity;
}

/** A datasource of the node leads there already, whatever it is called: the role's own before another. */
function usedSource(node: NodeModel, role: Role, database: ExpectedDatabase): ExpectedSource | null {
  const own = roleOf(node, ROLE_NAMES[role]).datasource;
  // In a deployment.toml the templates say what each is called.
  const others = node.era === 'toml' ? [] : (node.datasources ?? []);
  const names = new Set([own, ...others].flatMap((one) => (one === null ? [] : [known(one.jndiName)])));
  for (const jndiName of names) {
    // Of equal names the last counts.
    const one = node.datasources?.findLast((other) => known(other.jndiName) === jndiName) ?? null;
    const identity = one === null ? null : databaseOf(one);
    if (one === null || jndiName === null || identity === null) continue;
    if (sameDatabaseOnNode(identity, database.identity) !== 'yes') continue;
    return { name: known(one.name) ?? '', jndiName, database };
  }
  return null;
}

const ROLE_NAMES: Readonly<Record<Role, RoleName>> = {
  registry: 'governance',
  users: 'users',
  identity: 'identity',
  consent: 'consent',
};

/** What the owner's own registry is kept in. */
function localNames(node: NodeModel): readonly [string, string] {
  const datasource = roleOf(node, 'local registry').datasource;
  const jndiName = known(datasource?.jndiName ?? null);
  return jndiName === null ? LOCAL : [known(datasource?.name ?? null) ?? '', jndiName];
}

function expectedDatabase({ url, driver, username, passwordFrom }: DatabaseIntent): ExpectedDatabase {
  return {
    url,
    driver: driver ?? driversFor(url)[0] ?? null,
    isDriverGiven: driver !== null,
    username,
    passwordFrom,
    validationQuery: VALIDATION_QUERIES[vendorOf(url) ?? ''] ?? 'SELECT 1',
    identity: databaseIdentity(url, username),
  };
}

/** Where `SELECT 1` will not do. */
const VALIDATION_QUERIES: Readonly<Record<string, string>> = {
  oracle: 'SELECT 1 FROM DUAL',
  db2: 'SELECT 1 FROM SYSIBM.SYSDUMMY1',
};

/** The address and port by which a node is to be listed as a member; null where nothing tells them to other machines. */
export function expectedEndpoint({ host, memberPort, node }: ExpectedNode): { host: string; port: string } | null {
  const own = known(node.clustering?.localMemberHost ?? null)?.trim() ?? '';
  const address = host ?? (own === '' || isLoopback(own) ? null : own);
  return address === null || memberPort === null ? null : { host: address, port: String(memberPort) };
}

/** Is an address that is written the one that is expected? A name may be any address but the machine's own. */
export function isExpectedHost(written: string, expected: string): Answer {
  if (written.trim() === expected) return 'yes';
  if (isLoopback(written) !== isLoopback(expected)) return 'no';
  return sameHostText(written, expected);
}
