import { ancestors, basename, below, dirname, join } from './paths.js';
import type { ListedFile } from './types.js';

/** What is needed to tell which files belong to a node. */
interface Owner {
  readonly path: string;
  readonly home: string;
  readonly era: 'xml' | 'toml';
}

/** Sub-folders of `conf` in packs of any version: all that a flat conf root reads besides its own files. */
const CONF_FOLDERS = new Set([
  'axis2',
  'analytics',
  'attributes',
  'data-bridge',
  'datasources',
  'email',
  'etc',
  'identity',
  'multitenancy',
  'security',
  'tomcat',
]);
/** XML that other tools put beside flat configuration. */
const FOREIGN = new Set(['pom.xml', 'build.xml', 'log4j.xml', 'log4j2.xml', 'logback.xml', 'web.xml']);
const KEYSTORE = /\.(jks|p12)$/i;
const START_SCRIPT = /^(wso2server|wso2is|api-manager|integrator|carbon)\.(sh|bat)$/;
const PACK_BIN = /^(wso2|carbon|ciphertool|version\.txt)/;
const BUILD_FILE = /^(Dockerfile([.-][\w.-]+)?|(docker-)?compose[\w.-]*\.ya?ml)$/;

/** What is asked of the file list again and again, worked out once. */
export interface FileIndex {
  /** Sorted. */
  readonly paths: readonly string[];
  readonly nodes: readonly Owner[];
  /** How many nodes have their conf root in or below a directory. */
  readonly nodesBelow: ReadonlyMap<string, number>;
}

export function indexFiles(files: readonly ListedFile[], nodes: readonly Owner[]): FileIndex {
  const nodesBelow = new Map<string, number>();
  for (const { path } of nodes) {
    for (const directory of [path, ...ancestors(path)]) {
      nodesBelow.set(directory, (nodesBelow.get(directory) ?? 0) + 1);
    }
  }
  return { paths: files.map((file) => file.path).sort(), nodes, nodesBelow };
}

/**
 * Files to read for a node: the XML below its conf root, hazelcast.properties, key stores, start scripts and what
 * builds or starts its container. In the TOML era the XML is generated: only deployment.toml is read, and carbon.xml
 * because it tells the version of the pack.
 */
export function filesOf(node: Owner, index: FileIndex): string[] {
  const nested = (index.nodesBelow.get(node.path) ?? 0) > 1;
  const others = nested ? index.nodes.filter(({ path }) => path !== node.path && below(node.path, path) !== null) : [];
  const inConf = within(node.path, index).filter(
    (path) => isRead(below(node.path, path) ?? '', node) && !others.some((other) => below(other.path, path) !== null),
  );
  const security = join(node.home, 'repository/resources/security');
  const keystores = within(security, index).filter((path) => dirname(path) === security && KEYSTORE.test(path));
  const bin = join(node.home, 'bin');
  const scripts = within(bin, index).filter((path) => START_SCRIPT.test(below(bin, path) ?? ''));
  const container = containerDirectories(node, index).flatMap((directory) =>
    within(directory, index).filter((path) => dirname(path) === directory && BUILD_FILE.test(basename(path))),
  );
  return [...new Set([...inConf, ...keystores, ...scripts, ...container])].sort();
}

/** The paths below a directory. */
function within(directory: string, { paths }: FileIndex): readonly string[] {
  if (directory === '.') return paths;
  const prefix = directory.endsWith('/') ? directory : `${directory}/`;
  const start = lowerBound(paths, prefix);
  let end = start;
  while (paths[end]?.startsWith(prefix)) end++;
  return paths.slice(start, end);
}

function lowerBound(sorted: readonly string[], value: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isRead(inConf: string, node: Owner): boolean {
  if (node.era === 'toml') return inConf === 'deployment.toml' || inConf === 'carbon.xml';
  if (inConf === 'hazelcast.properties') return true;
  if (!inConf.endsWith('.xml')) return false;
  if (basename(node.path) === 'conf') return true;
  const folder = inConf.includes('/') ? inConf.slice(0, inConf.indexOf('/')) : null;
  return folder === null ? !FOREIGN.has(inConf) : CONF_FOLDERS.has(folder);
}

/**
 * Where a Dockerfile or compose file speaks of this node and no other: the home and up to two directories above it,
 * as long as no other node lives below them. A file that starts several nodes is not read: which line is whose
 * cannot be told by place.
 */
function containerDirectories(node: Owner, { nodesBelow }: FileIndex): string[] {
  const directories = [node.home, ...ancestors(node.home)].slice(0, 3);
  const shared = directories.findIndex((directory) => (nodesBelow.get(directory) ?? 0) > 1);
  return shared < 0 ? directories : directories.slice(0, shared);
}

/** Does the home hold the pack's `bin/`. A project's own `bin/` does not count. */
export function hasPackBin(home: string, index: FileIndex): boolean {
  const bin = join(home, 'bin');
  return within(bin, index).some((path) => PACK_BIN.test(below(bin, path) ?? ''));
}
