import type { Cluster, Comparison } from './cluster/cluster.js';
import { type Drift, driftBetween, type Home, type HomeFile } from './cluster/drift/drift.js';
import { TEMPLATE } from './discovery/config-maps.js';
import { ancestors, relative } from './discovery/paths.js';
import type { Configuration, DiscoveredNode, Discovery, ListedFile, Skipped } from './discovery/types.js';
import type { Host } from './host.js';
import { isTemplate } from './lint/finding.js';
import type { Memory } from './memory.js';
import type { NodeModel } from './server/model.js';
import type { Document } from './syntax/document.js';

/** What the nodes are compared with, where it is not each other. */
export interface Elsewhere {
  /** How people named it: `git:v1.2`, a directory. */
  readonly label: string;
  /** It may have files that nobody commits, like a whole server: those are no drift. */
  readonly isServer: boolean;
  /** What a node is there; null for one that is not there. `all`: every node here. */
  readonly of: (node: NodeModel, all: readonly NodeModel[]) => { readonly node: NodeModel; readonly home: Home } | null;
}

/** What a run knows of its files. */
export interface ReadFiles {
  readonly discovery: Discovery;
  readonly files: readonly ListedFile[];
  /** Read already, by path. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly host: Host;
  readonly memory: Memory;
  /** Files and folders that could not even be listed, or are not followed. */
  readonly unlisted: readonly string[];
  /** Larger files are skipped. */
  readonly largest: number;
  /** Told what could not be read; a run that asks for no home reads nothing more. */
  readonly skipped: Skipped[];
}

/** Clusters that can be compared as a whole. Nothing more is read before somebody asks. */
export function withHomes(clusters: readonly Cluster[], read: ReadFiles, elsewhere: Elsewhere | null): Cluster[] {
  const homeOf = homeReader(read);
  const all = clusters.flatMap(({ nodes }) => nodes);
  return clusters.map((cluster) => {
    const homes = once(() => cluster.nodes.map(homeOf));
    const comparisons = once(() => {
      const found = elsewhere === null ? amongNodes(cluster, homes()) : withElsewhere(cluster, homes(), elsewhere, all);
      const broken = found.flatMap(({ drift }) => drift.broken);
      read.skipped.push(...broken.map(({ path, reason }) => ({ file: path, reason })));
      return found;
    });
    return { ...cluster, homes, comparisons };
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Nodes of both eras too: what only one of them reads is compared among those that do. */
function amongNodes(cluster: Cluster, homes: readonly Home[]): Comparison[] {
  if (homes.length < 2) return [];
  const { mayDiffer = [], mustDiffer = [] } = cluster.intent ?? {};
  const options = { mayDiffer, mustDiffer, reference: cluster.reference, self: null };
  const sides = cluster.nodes.map((node) => ({ name: node.name, node }));
  return [{ sides, drift: driftBetween(comparable(homes), options), self: null }];
}

function withElsewhere(
  cluster: Cluster,
  homes: readonly Home[],
  { label, isServer, of }: Elsewhere,
  all: readonly NodeModel[],
): Comparison[] {
  return cluster.nodes.flatMap((node, index) => {
    const [here, there] = [homes[index], of(node, all)];
    if (here === undefined || there === null) return [];
    const name = `${node.name} (${label})`;
    const sides = [
      { name: node.name, node },
      { name, node: there.node },
    ];
    const self = isServer ? 'server' : 'commit';
    const options = { mayDiffer: [], mustDiffer: [], reference: null, self } as const;
    const drift = driftBetween(comparable([here, { ...there.home, node: name }]), options);
    // Without it the server is another one, whoever commits what.
    const isExtra = ({ file, missingOn }: Drift['files'][number]): boolean =>
      isServer && file !== DEPLOYMENT && missingOn.includes(node.name);
    const files = drift.files.filter((one) => !isExtra(one));
    const onlyThere = drift.files.filter(isExtra).map(({ file }) => file);
    return [{ sides, drift: { ...drift, files }, self: node.name, onlyThere }];
  });
}

const DEPLOYMENT = 'deployment.toml';

/**
 * Without what tells nothing of the nodes. A file that could not be read on one node is not missing there; one that the
 * server writes itself from one deployment.toml it writes from the others, whose templates are not here. What no node
 * of an era has belongs to the other one, but for what makes the difference.
 */
function comparable(homes: readonly Home[]): Home[] {
  const generated = new Set(homes.flatMap((home) => home.generated ?? []));
  const known = new Map<Home['era'], Set<string>>();
  for (const { era, files } of homes) {
    const names = known.get(era) ?? new Set();
    for (const { name } of files) names.add(name);
    known.set(era, names);
  }
  return homes.map((home) => {
    const isWritten = (name: string): boolean => home.era === 'toml' && generated.has(name);
    const isOfOthers = (name: string): boolean =>
      known.size > 1 && name !== DEPLOYMENT && known.get(home.era)?.has(name) !== true;
    return {
      ...home,
      files: home.files.filter(({ name }) => !isWritten(name)),
      isUnasked: (name) => isWritten(name) || isUnread(home, name) || isOfOthers(name),
    };
  });
}

/** Itself, or a folder that it may be in. */
function isUnread({ unread }: Pick<Home, 'unread'>, name: string): boolean {
  return unread !== undefined && (unread.has(name) || ancestors(name).some((folder) => unread.has(folder)));
}

const NONE: Configuration = { files: [], generated: [] };

function homeReader(read: ReadFiles): (node: NodeModel) => Home {
  const discovered = new Map(read.discovery.nodes.map((node) => [node.name, node]));
  const sizes = new Map(read.files.map(({ path, size }) => [path, size]));
  const given = new Set(read.skipped.map(({ file }) => file));
  return (node) => {
    const own = discovered.get(node.name);
    const files: HomeFile[] = [];
    const unread = new Set<string>(read.unlisted.map((path) => relative(node.path, path)));
    if (isTemplate(node)) unread.add(DEPLOYMENT);
    const all = own === undefined ? NONE : read.discovery.configurationOf(own);
    for (const path of all.files) {
      const name = relative(node.path, path);
      const file = given.has(path) ? null : fileAt(path, name, own, sizes, read);
      if (file === null) unread.add(name);
      else files.push(file);
    }
    const generated = all.generated.map((path) => relative(node.path, path));
    return { node: node.name, files, generated, version: node.version, era: node.era, unread };
  };
}

function fileAt(
  path: string,
  name: string,
  node: DiscoveredNode | undefined,
  sizes: ReadonlyMap<string, number>,
  { discovery, documents, host, memory, largest, skipped }: ReadFiles,
): HomeFile | null {
  const known = documents.get(path);
  if (known !== undefined) {
    return { name, path: known.embedded?.file ?? path, document: known, digest: known.digest };
  }
  const refuse = (reason: string, file = path): null => {
    if (!skipped.some((one) => one.file === file && one.reason === reason)) skipped.push({ file, reason });
    return null;
  };
  // Only rendering tells what the server would read there; or it is a template, and told so.
  const isTold = node?.files.includes(path) === true && !KEYSTORE.test(path);
  if (isTold) return null;
  const inside = discovery.embedded.get(path);
  if (inside !== undefined) {
    const { outer, file, key, block } = inside;
    if (block === null) return refuse(`${key}: ${TEMPLATE}`, file);
    const document = memory.embedded(outer, file, block, host.sha256);
    return { name, path: file, document, digest: document.digest };
  }
  if ((sizes.get(path) ?? 0) > largest) return refuse('larger than 16 MB');
  try {
    const bytes = host.read(path);
    if (isBinary(path, bytes)) return { name, path, document: null, digest: host.sha256(bytes) };
    const document = memory.document(bytes, host.sha256);
    return { name, path, document, digest: document.digest };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

const KEYSTORE = /\.(?:jks|p12|pfx|keystore)$/i;
const LOOKED_AT = 8000;

/** A zero byte near the start, as git tells it; UTF-16 begins with its mark. */
function isBinary(path: string, bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  const isUtf16 = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return KEYSTORE.test(path) || (!isUtf16 && bytes.subarray(0, LOOKED_AT).includes(0));
}
