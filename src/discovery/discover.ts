import picomatch from 'picomatch';
import type { Config, NodeIntent } from '../config/intent.js';
import {
  type ConfRoot,
  decoyReasons,
  findConfRoots,
  isPackFolder,
  isTestResource,
  SIX_CORE_FILES,
} from './conf-root.js';
import { findConfigMaps, type OpenYaml } from './config-maps.js';
import {
  configurationOf,
  type FileIndex,
  filesOf,
  hasPackBin,
  indexFiles,
  isPackFile,
  withoutGenerated,
} from './files.js';
import { folders, uniqueNames } from './names.js';
import { below, dirname, join, normalize, relative } from './paths.js';
import { sameStem, siblings } from './siblings.js';
import { templateName } from './templates.js';
import type { DiscoveredNode, Discovery, ListedFile, MissingNode, Skipped } from './types.js';

export { templateMarker } from './templates.js';

export interface DiscoverInput {
  /** Every file below the roots as the host listed them; links not followed. */
  readonly files: readonly ListedFile[];
  /** The directories the user named, relative to the working directory. */
  readonly roots: readonly string[];
  readonly config: Config;
  /** The first 4 KB of a file as latin1 text; null when it cannot be read. Asked for few files only. */
  readonly sniff: (path: string) => string | null;
  /** The content of a YAML file. Without it nothing is looked for in ConfigMaps. */
  readonly open?: OpenYaml;
  /** The working directory, absolute: names a node whose own folders tell nothing. */
  readonly here?: string;
}

interface Configured {
  readonly cluster: string;
  readonly intent: NodeIntent;
  /** Relative to the working directory. */
  readonly path: string;
}

/**
 * Finds the nodes in a list of files, parsing nothing: homes and conf roots of the layouts people commit, decoys of
 * packs and projects left out. The user's config names nodes exactly; other conf roots are nodes too, unless they
 * are excluded.
 *
 * Folders of test resources (`src/test/**`) are read only when the user names them, or when two of them side by side
 * are called like the nodes of one cluster: a test's single `registry.xml` is no server.
 */
export function discover(input: DiscoverInput): Discovery {
  const { config, sniff } = input;
  const skipped: Skipped[] = [];
  const missing: MissingNode[] = [];
  const excluded = excluder(config);
  const allowed = input.files
    .map((file) => ({ ...file, path: normalize(file.path) }))
    .filter((file) => !excluded(file.path));
  const files = allowed.filter((file) => !isPackFolder(file.path));

  const configured = configuredNodes(config);
  const named = [...input.roots.map(normalize), ...configured.map((node) => node.path)];
  const maps = findConfigMaps(files, input.open ?? (() => null));
  skipped.push(...maps.skipped.filter(({ file }) => !isTestResource(file, named)));
  const candidates = [...findConfRoots(files, named, sniff), ...maps.roots];

  const chosen = configured.flatMap((node) => {
    const found = rootFor(node.path, candidates);
    if (typeof found !== 'string') return [{ ...node, root: found }];
    const inside = input.roots.some((root) => below(normalize(root), node.path) !== null);
    if (inside && !excluded(node.path)) {
      missing.push({ at: node.intent.at, node: node.intent.name, path: node.path, reason: found });
      return [];
    }
    const reason = excluded(node.path) ? 'excluded by paths.exclude' : 'outside the given paths';
    skipped.push({ file: node.path, reason: `${reason} (node ${node.intent.name} of ${node.cluster})` });
    return [];
  });
  const decoy = decoyReasons(candidates);
  const taken = new Set(chosen.map((node) => node.root));
  const others = candidates.filter((root) => {
    if (taken.has(root)) return false;
    const reason = whyNot(root, decoy(root), candidates, named, [...taken]);
    if (reason !== null) skipped.push({ file: root.path, reason });
    return reason === null;
  });

  const inFiles = [...taken, ...others].filter((root) => root.embedded === null);
  const index = indexFiles(
    allowed.filter(({ path }) => !isPackFolder(path) || isPackFile(path)),
    inFiles,
  );
  let everything: FileIndex | null = null;
  const configuredNames = namesOf(chosen);
  const otherNames = uniqueNames(
    others.map(({ place }) => (folders(place).length > 0 ? place : `${input.here ?? ''}/${place}`)),
    configuredNames,
  );
  const directory = config.path === null ? '.' : dirname(config.path);
  const nodes: DiscoveredNode[] = [
    ...chosen.map(({ cluster, intent, root }, at) => ({
      ...nodeAt(root, index),
      name: configuredNames[at] ?? intent.name,
      replicas: intent.replicas,
      host: intent.host,
      cluster,
      envFiles: intent.env.map((path) => join(directory, path)),
      sysFiles: intent.sys.map((path) => join(directory, path)),
    })),
    ...others.map((root, at) => ({ ...nodeAt(root, index), name: otherNames[at] ?? root.path })),
  ].sort((a, b) => compare(a.path, b.path) || compare(a.name, b.name));

  for (const { path } of files) {
    const reason = templateName(path);
    if (reason !== null && !isTestResource(path, named)) skipped.push({ file: path, reason });
  }
  const inMaps = new Map([...taken, ...others].flatMap((root) => (root.embedded === null ? [] : [[root.path, root]])));
  const embedded = new Map([...inMaps.values()].flatMap((root) => [...(root.embedded ?? []), ...root.beside]));
  return {
    nodes,
    missing,
    embedded,
    configurationOf: (node) => {
      const root = inMaps.get(node.path);
      if (root !== undefined) return withoutGenerated(node, [...node.files, ...root.beside.keys()].sort(), []);
      everything ??= indexFiles(allowed, inFiles);
      return configurationOf(node, everything);
    },
    skipped: skipped.sort((a, b) => compare(a.file, b.file)),
  };
}

function configuredNodes(config: Config): Configured[] {
  const directory = config.path === null ? '.' : dirname(config.path);
  return config.clusters.flatMap((cluster) =>
    cluster.nodes.map((intent) => ({ cluster: cluster.name, intent, path: join(directory, intent.path) })),
  );
}

/** Names the user gave; with the cluster's name before it where two clusters use the same. */
function namesOf(nodes: readonly Configured[]): string[] {
  const names = nodes.map((node) => node.intent.name);
  return nodes.map(({ cluster, intent }) =>
    names.filter((name) => name === intent.name).length > 1 ? `${cluster}/${intent.name}` : intent.name,
  );
}

/** The conf root a configured path means: itself, that of the home, or the only one below. Else why there is none. */
function rootFor(path: string, candidates: readonly ConfRoot[]): ConfRoot | string {
  const exact =
    candidates.find((root) => root.path === path) ??
    candidates.find((root) => root.home === path) ??
    candidates.find((root) => root.home === join(path, 'carbon'));
  if (exact !== undefined) return exact;
  const inside = candidates.filter((root) => below(path, root.path) !== null);
  const decoy = decoyReasons(inside);
  const nodes = inside.filter((root) => decoy(root) === null);
  const [only] = nodes;
  if (only === undefined) return 'no WSO2 configuration there';
  if (nodes.length > 1) return `several configurations there, name one: ${nodes.map((root) => root.path).join(', ')}`;
  return only;
}

function whyNot(
  root: ConfRoot,
  decoy: string | null,
  candidates: readonly ConfRoot[],
  named: readonly string[],
  taken: readonly ConfRoot[],
): string | null {
  const owner = taken.find((other) => other.home !== '.' && below(other.home, root.path) !== null);
  if (owner !== undefined) return `inside the home of the configured node in ${owner.path}`;
  if (decoy !== null) return decoy;
  if (!isTestResource(root.path, named)) return null;
  const peer = candidates.some((other) => {
    const beside = siblings(root.path, other.path);
    return beside !== null && sameStem(...beside.names) !== null;
  });
  return peer ? null : 'test resources: name the directory to have it checked';
}

function nodeAt(root: ConfRoot, index: FileIndex): DiscoveredNode {
  return {
    name: root.path,
    path: root.path,
    home: root.home,
    era: root.era,
    replicas: null,
    host: null,
    cluster: null,
    wholeHome:
      (root.home !== root.path && hasPackBin(root.home, index)) || SIX_CORE_FILES.every((name) => root.core.has(name)),
    files: root.embedded === null ? filesOf(root, index) : [...root.embedded.keys()].sort(),
    envFiles: [],
    sysFiles: [],
  };
}

function excluder(config: Config): (path: string) => boolean {
  if (config.exclude.length === 0) return () => false;
  const directory = config.path === null ? '.' : dirname(config.path);
  const matches = picomatch([...config.exclude], { dot: true });
  return (path) => {
    const seen = relative(directory, path);
    // A folder is meant with all that is in it: `old` as well as `old/**`.
    for (let part = seen; part !== '.' && part !== '..' && part !== '/'; part = dirname(part)) {
      if (matches(part)) return true;
    }
    return false;
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
