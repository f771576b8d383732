import type { DatabaseIntent, ExpectIntent } from '../config/intent.js';
import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { Cluster } from './cluster.js';
import { type DatabaseIdentity, databaseIdentity } from './database.js';
import { driversFor } from './drivers.js';
import { vendorOf } from './jdbc.js';

/** What the user's `expect` means for each node, in terms of its files. */
export interface Expectation {
  readonly intent: ExpectIntent;
  readonly nodes: readonly ExpectedNode[];
}

export interface ExpectedNode {
  readonly node: NodeModel;
  /** `host:` of the configuration; null when not given. */
  readonly host: string | null;
  /** The port it is to tell its peers: 4000, and the next free one where nodes share a host. */
  readonly memberPort: number;
  /** Nodes before it on the same host. */
  readonly offset: number;
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
  const seen = new Map<string, number>();
  const nodes = cluster.nodes.map((node): ExpectedNode => {
    const before = node.host === null ? 0 : (seen.get(node.host) ?? 0);
    if (node.host !== null) seen.set(node.host, before + 1);
    const isOwner = node.era === 'xml' && intent.shape === 'owner' && node.name === ownerOf(cluster, intent);
    const source = (role: Role): ExpectedSource | null => sourceOf(intent, role, node, isOwner);
    return {
      node,
      host: node.host,
      memberPort: FIRST_PORT + before,
      offset: before,
      isOwner,
      registry: source('registry'),
      users: source('users'),
      identity: source('identity'),
      consent: source('consent'),
    };
  });
  return { intent, nodes };
}

function ownerOf(cluster: Cluster, { owner }: ExpectIntent): string | null {
  return owner ?? cluster.nodes[0]?.name ?? null;
}

/** A role without a database of its own is in the registry's. */
function sourceOf(intent: ExpectIntent, role: Role, node: NodeModel, isOwner: boolean): ExpectedSource | null {
  const own = intent.databases[role] ?? null;
  const given = own ?? intent.databases.registry ?? null;
  if (given === null) return null;
  const names = node.era === 'toml' ? TOML_NAMES : OWN_NAMES;
  // The templates always give the identity database a datasource of its own.
  const named = own !== null || (node.era === 'toml' && role === 'identity') ? role : 'registry';
  const consent = node.era === 'toml' && role === 'consent' && own === null ? 'identity' : named;
  const [name, jndiName] = isOwner && consent === 'registry' ? LOCAL : names[consent];
  return { name, jndiName, database: databaseOf(given) };
}

function databaseOf({ url, driver, username, passwordFrom }: DatabaseIntent): ExpectedDatabase {
  return {
    url,
    driver: driver ?? driversFor(url)[0] ?? null,
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

/** The address and port by which a node is to be listed as a member; null where nothing tells its address. */
export function expectedEndpoint({ host, memberPort, node }: ExpectedNode): { host: string; port: string } | null {
  const { clustering } = node;
  const address = host ?? known(clustering?.localMemberHost ?? null);
  return address === null ? null : { host: address, port: String(memberPort) };
}
