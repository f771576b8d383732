import { Document, isMap, isScalar } from 'yaml';
import type { ClusterIntent, DatabaseIntent, ExpectIntent, NodeIntent } from './intent.js';

type Entry = readonly [key: string, value: unknown];

/**
 * The text of a `.wso2is-lint.yml` that says these clusters, with comments that explain it. `parseConfig` reads the
 * same out of it; `at` of the nodes is not written, and `env` and `sys` are those of one server.
 */
export function writeConfig(clusters: readonly ClusterIntent[]): string {
  const map = new Map(clusters.map((cluster) => [cluster.name, clusterMap(cluster)]));
  // An alias would be right, and no reader's joy.
  const document = new Document(new Map([['clusters', map]]), { aliasDuplicateObjects: false });
  document.commentBefore = HEAD;
  for (const { name, nodes, expect } of clusters) {
    const at = ['clusters', name];
    comment(document, [...at, 'nodes'], NODES);
    for (const node of nodes) onOneLine(document, [...at, 'nodes', node.name]);
    if (expect === null) continue;
    comment(document, [...at, 'expect'], EXPECT);
    for (const [key, text] of Object.entries(EXPLAINED)) comment(document, [...at, 'expect', key], text);
  }
  return document.toString({ lineWidth: 0 });
}

const HEAD = ` What wso2is-lint cannot know from the files, begun by "wso2is-lint init".
 Paths are relative to this file. No password belongs in here.`;
const NODES = ' host: the address by which the other nodes reach the machine.';
const EXPECT = ` What should be: "wso2is-lint check" reports what is otherwise, "check --fix" writes it.
 Left out is what need not be judged.`;
const EXPLAINED: Readonly<Record<string, string>> = {
  membership: ' How the nodes find each other; with wka the members are the hosts above.',
  domain: ' The name that only this cluster has.',
  hostName: ' The name by which users reach the cluster.',
  databases:
    ' users, identity and consent are in the database of registry unless they have their own.\n passwordFrom: the variable in which the server finds the password.',
  shape:
    ' Who mounts the shared registry: every node (all-mount), or all but the owner, which keeps it as its own (owner).',
  userStore: ' jdbc: the users are in the database; keep: the primary user store stays what it is.',
};

function clusterMap({ nodes, reference, expect, mayDiffer, mustDiffer }: ClusterIntent): Map<string, unknown> {
  return new Map<string, unknown>([
    ['nodes', new Map(nodes.map((node) => [node.name, nodeMap(node)]))],
    ...said({ reference }),
    ...(expect === null ? [] : [['expect', expectMap(expect)] as Entry]),
    ...listed({ mayDiffer, mustDiffer }),
  ]);
}

function nodeMap({ path, host, replicas, env, sys }: NodeIntent): Map<string, unknown> {
  return new Map<string, unknown>([['path', path], ...said({ host, replicas }), ...listed({ env, sys })]);
}

function expectMap({ databases, membership, domain, hostName, shape, owner, userStore }: ExpectIntent) {
  const roles = Object.entries(databases).map(([role, database]): Entry => [role, databaseMap(database)]);
  return new Map<string, unknown>([
    ...said({ membership, domain, hostName }),
    ...(roles.length === 0 ? [] : [['databases', new Map(roles)] as Entry]),
    ...said({ shape, owner, userStore }),
  ]);
}

function databaseMap({ url, driver, username, passwordFrom }: DatabaseIntent): Map<string, unknown> {
  return new Map<string, unknown>([['url', url], ...said({ driver, username, passwordFrom })]);
}

function said(values: Readonly<Record<string, string | number | null>>): Entry[] {
  return Object.entries(values).filter(([, value]) => value !== null);
}

/** One text where there is one: a list of `env` files means one for each replica. */
function listed(values: Readonly<Record<string, readonly string[]>>): Entry[] {
  return Object.entries(values).flatMap(([key, list]): Entry[] => {
    if (list.length === 0) return [];
    return [[key, list.length === 1 && (key === 'env' || key === 'sys') ? list[0] : [...list]]];
  });
}

/** Before the key at the end of the path; nothing where it is not there. */
function comment(document: Document, path: readonly string[], text: string): void {
  const map = document.getIn(path.slice(0, -1), true);
  const pair = isMap(map) ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1)) : undefined;
  if (isScalar(pair?.key)) pair.key.commentBefore = text;
}

function onOneLine(document: Document, path: readonly string[]): void {
  const map = document.getIn(path, true);
  if (isMap(map)) map.flow = true;
}
