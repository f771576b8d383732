import { type Cluster, isMany } from '../cluster/cluster.js';
import { databaseIdentity, sameDatabase } from '../cluster/database.js';
import { driversFor, urlProblems } from '../cluster/drivers.js';
import { isIpLiteral } from '../cluster/hosts.js';
import {
  addressTold,
  areClustered,
  databaseTold,
  domainTold,
  hostNameTold,
  keepsUsersToItself,
  ownerTold,
  schemeTold,
} from '../cluster/proposal.js';
import type { RoleName } from '../cluster/roles.js';
import type { ClusterIntent, DatabaseIntent, ExpectIntent, NodeIntent } from '../config/intent.js';
import type { NodeModel } from '../server/model.js';
import { list } from '../text/message.js';
import { type Ask, secretInUrl } from './questions.js';

const SCHEMES = ['wka', 'multicast', 'aws', 'aws-ecs', 'kubernetes'];

/**
 * Asks for what the files do not tell and makes the clusters of a configuration of it. Clusters that get one name
 * become one; nodes keep the names they were found under.
 *
 * @param pathOf where a node is, seen from the configuration
 */
export async function interview(
  clusters: readonly Cluster[],
  pathOf: (node: NodeModel) => string,
  ask: Ask,
): Promise<ClusterIntent[]> {
  const named = new Map<string, Cluster[]>();
  for (const cluster of clusters) {
    const name = await ask({
      key: `${cluster.name}.name`,
      text: `Name of the cluster of ${list(cluster.nodes.map((node) => node.name))}`,
      standard: isMany(cluster) ? cluster.name : '-',
    });
    if (name !== null) named.set(name, [...(named.get(name) ?? []), cluster]);
  }
  const intents: ClusterIntent[] = [];
  for (const [name, parts] of named) {
    const nodes = parts.flatMap((part) => part.nodes);
    const expect = await expectOf(name, nodes, ask);
    intents.push({
      name,
      nodes: await nodesOf(name, nodes, expect, pathOf, ask),
      reference: parts.find(({ reference }) => reference !== null)?.reference ?? null,
      expect,
      mayDiffer: [],
      mustDiffer: [],
    });
  }
  return intents;
}

async function nodesOf(
  cluster: string,
  nodes: readonly NodeModel[],
  expect: ExpectIntent | null,
  pathOf: (node: NodeModel) => string,
  ask: Ask,
): Promise<NodeIntent[]> {
  const intents: NodeIntent[] = [];
  for (const node of nodes) {
    const key = `${cluster}.nodes.${node.name}`;
    const base = { name: node.name, path: pathOf(node), at: '', env: [], sys: [] };
    if (node.replicas !== 1) {
      const replicas = await ask({
        key: `${key}.replicas`,
        text: `How many servers run the configuration of ${node.name}`,
        standard: node.replicas === 'many' ? '-' : String(node.replicas),
        mistake: (answer) => (/^[1-9]\d{0,3}$/.test(answer) ? null : 'it is no number from 1 on'),
      });
      intents.push({ ...base, host: null, replicas: replicas === null ? null : Number(replicas) });
      continue;
    }
    intents.push({ ...base, host: await hostFor(key, node, nodes, expect, ask), replicas: null });
  }
  return intents;
}

/** An address that the files tell is written; a name in them stays theirs alone: two may be one machine's. */
function hostFor(
  key: string,
  node: NodeModel,
  nodes: readonly NodeModel[],
  expect: ExpectIntent | null,
  ask: Ask,
): Promise<string | null> {
  const told = addressTold(node, nodes);
  const needed = expect?.membership === 'wka' ? null : '-';
  return ask({
    key: `${key}.host`,
    text: `Address by which the other nodes reach ${node.name}`,
    standard: told === null ? needed : isIpLiteral(told) ? told : '-',
    told: told !== null,
    example: '10.0.0.11',
    mistake: (host) =>
      isIpLiteral(host) || /^[\p{L}\p{N}._-]+$/u.test(host) ? null : 'it is no address and no host name',
  });
}

async function expectOf(cluster: string, nodes: readonly NodeModel[], ask: Ask): Promise<ExpectIntent | null> {
  const key = `${cluster}.expect`;
  const wanted = await ask({
    key,
    text: `Write down what ${cluster} should be, so that "check --fix" can make it so`,
    standard: areClustered(nodes) ? 'no' : 'yes',
    choices: ['yes', 'no'],
    opens: true,
  });
  if (wanted !== 'yes') return null;
  const scheme = schemeTold(nodes) ?? 'wka';
  const membership = await ask({
    key: `${key}.membership`,
    text: 'How the nodes find each other',
    standard: SCHEMES.includes(scheme) ? scheme : '-',
    choices: SCHEMES,
  });
  const domain = await ask({
    key: `${key}.domain`,
    text: 'Clustering domain, which no other cluster has',
    standard: domainTold(nodes) ?? (membership === null ? '-' : null),
    example: 'iam.prod',
    mistake: blanks,
  });
  const hostName = await ask({
    key: `${key}.hostName`,
    text: 'Host name by which users reach the cluster',
    standard: hostNameTold(nodes) ?? '-',
    example: 'iam.example.com',
    mistake: blanks,
  });
  const databases = await databasesOf(key, nodes, ask);
  const shape = await shapeOf(key, nodes, databases.registry ?? null, ask);
  const userStore = await ask({
    key: `${key}.userStore`,
    text: keepsUsersToItself(nodes)
      ? 'Primary user store (now the LDAP server inside each node, which no other node sees)'
      : 'Primary user store',
    standard: keepsUsersToItself(nodes) ? 'jdbc' : 'keep',
    choices: ['keep', 'jdbc'],
  });
  return { membership, domain, hostName, databases, ...shape, userStore: userStore as ExpectIntent['userStore'] };
}

type Shape = Pick<ExpectIntent, 'shape' | 'owner'>;

/** Where deployment.toml is the source every node mounts: there is nothing to choose. */
async function shapeOf(
  key: string,
  nodes: readonly NodeModel[],
  registry: DatabaseIntent | null,
  ask: Ask,
): Promise<Shape> {
  if (registry === null || !nodes.some(({ era }) => era === 'xml')) return { shape: null, owner: null };
  const told = ownerTold(nodes);
  const shape = await ask({
    key: `${key}.shape`,
    text: 'Who mounts the shared registry: every node, or all but the one that owns it',
    standard: told === null ? 'all-mount' : 'owner',
    choices: ['all-mount', 'owner'],
  });
  if (shape !== 'owner') return { shape: shape as Shape['shape'], owner: null };
  const names = nodes.map(({ name }) => name);
  const owner = await ask({
    key: `${key}.owner`,
    text: 'Which node owns it',
    standard: told?.name ?? names[0] ?? null,
    choices: names,
  });
  return { shape, owner };
}

interface RoleQuestion {
  readonly name: string;
  /** Whose database the files may tell. */
  readonly role: RoleName;
  readonly text: string;
  readonly variable: string;
}

const REGISTRY: RoleQuestion = {
  name: 'registry',
  role: 'governance',
  text: 'JDBC URL of the shared registry database',
  variable: 'REG_DB_PASSWORD',
};
const SEPARATE: readonly RoleQuestion[] = (['users', 'identity', 'consent'] as const).map((role) => ({
  name: role,
  role,
  text: `JDBC URL of the ${role} database, where it is one of its own`,
  variable: `${role.toUpperCase()}_DB_PASSWORD`,
}));

async function databasesOf(
  key: string,
  nodes: readonly NodeModel[],
  ask: Ask,
): Promise<Record<string, DatabaseIntent>> {
  const databases: Record<string, DatabaseIntent> = {};
  for (const role of [REGISTRY, ...SEPARATE]) {
    const database = await databaseFor(`${key}.databases.${role.name}`, role, nodes, databases.registry ?? null, ask);
    if (database !== null) databases[role.name] = database;
  }
  return databases;
}

async function databaseFor(
  key: string,
  { name, role, text, variable }: RoleQuestion,
  nodes: readonly NodeModel[],
  registry: DatabaseIntent | null,
  ask: Ask,
): Promise<DatabaseIntent | null> {
  const told = databaseTold(nodes, role);
  const isRegistry = name === REGISTRY.name;
  const proposed = told !== null && (registry === null || isElsewhere(told.identity, registry)) ? told : null;
  const url = await ask({
    key: `${key}.url`,
    text,
    standard: proposed?.url ?? (isRegistry ? null : '-'),
    example: `jdbc:mysql://db.example.com:3306/${isRegistry ? 'reg' : name}`,
    mistake: urlMistake,
  });
  if (url === null) return null;
  const username = await ask({
    key: `${key}.username`,
    text: `Its user`,
    standard: (url === proposed?.url ? proposed.username : registry?.username) ?? null,
    example: 'iam',
    mistake: blanks,
  });
  const passwordFrom = await ask({
    key: `${key}.passwordFrom`,
    text: 'Name of the variable in which the server finds the password (never the password itself)',
    standard: variable,
    mistake: (answer) => (/^[A-Za-z_][\w.-]*$/.test(answer) ? null : 'it is no name of a variable'),
  });
  const usual = driversFor(url)[0];
  const driver = await ask({
    key: `${key}.driver`,
    text: 'Class of its JDBC driver',
    standard: '-',
    told: usual !== undefined,
    mistake: (answer) => (/^[\w$.]+$/.test(answer) ? null : 'it is no name of a class'),
  });
  return { url, driver, username, passwordFrom };
}

function isElsewhere(told: ReturnType<typeof databaseIdentity>, { url, username }: DatabaseIntent): boolean {
  return sameDatabase(told, databaseIdentity(url, username), 'unknown') === 'no';
}

function urlMistake(url: string): string | null {
  if (secretInUrl(url)) return 'there is a password in it: leave it out, passwordFrom names where it is';
  const [problem] = urlProblems(url);
  return problem === undefined ? null : `it ${problem.text}`;
}

function blanks(answer: string): string | null {
  return /\s/.test(answer) ? 'there are blanks in it' : null;
}
