import { ancestors, basename, below, dirname } from './paths.js';
import type { EmbeddedFile, ListedFile } from './types.js';

/** A directory that looks like a server's configuration. */
export interface ConfRoot {
  readonly path: string;
  /** The directory above that belongs to the node; the conf root itself when flat. */
  readonly home: string;
  readonly era: 'xml' | 'toml';
  /** The core files found, each once, by their own name. */
  readonly core: ReadonlyMap<string, string>;
  /** What to name it by: the path, or for a ConfigMap its name in the folder of the YAML file. */
  readonly place: string;
  /** The files of a conf root in a ConfigMap, by path below it; null for a directory. */
  readonly embedded: ReadonlyMap<string, EmbeddedFile> | null;
  /** What else stands in that ConfigMap and is read by no rule, by path below the conf root. */
  readonly beside: ReadonlyMap<string, EmbeddedFile>;
}

interface CoreFile {
  /** The sub-folder it lives in; IS 3.2 and 5.0 keep axis2.xml and identity.xml in conf/ itself. */
  readonly folder: string | null;
  /** Local name of the root element; null for what is not XML. */
  readonly root: string | null;
}

/** The files that make a directory a conf root, and where they live in it (kernel 4.0 – 4.10). */
const CORE: Readonly<Record<string, CoreFile>> = {
  'axis2.xml': { folder: 'axis2', root: 'axisconfig' },
  'carbon.xml': { folder: null, root: 'Server' },
  'registry.xml': { folder: null, root: 'wso2registry' },
  'master-datasources.xml': { folder: 'datasources', root: 'datasources-configuration' },
  'user-mgt.xml': { folder: null, root: 'UserManager' },
  'identity.xml': { folder: 'identity', root: 'Server' },
  'deployment.toml': { folder: null, root: null },
};

export const SIX_CORE_FILES = Object.keys(CORE).filter((name) => name.endsWith('.xml'));

/** Namespace of the other file called registry.xml, in `synapse-configs/`. */
const SYNAPSE = 'http://ws.apache.org/ns/synapse';

const NOTHING: ConfRoot['beside'] = new Map();

/** The other files that are read, and their sub-folder. */
const OTHER_CONFIG: Readonly<Record<string, string | null>> = {
  'catalina-server.xml': 'tomcat',
  'embedded-ldap.xml': 'identity',
  'consent-mgt-config.xml': null,
  'hazelcast.xml': 'etc',
  'hazelcast.properties': null,
  'mgt-transports.xml': null,
};

/** Is it the name of a file the server model reads. */
export function isConfigName(name: string): boolean {
  return isCoreName(name) || Object.hasOwn(OTHER_CONFIG, name) || name.endsWith('-datasources.xml');
}

/** Is it the name of a file that makes a directory a conf root. */
export function isCoreName(name: string): boolean {
  return Object.hasOwn(CORE, name);
}

/** The sub-folder of `conf` where the server has a file; null for `conf` itself. */
export function folderOf(name: string): string | null {
  if (name.endsWith('-datasources.xml')) return 'datasources';
  return CORE[name]?.folder ?? OTHER_CONFIG[name] ?? null;
}

/**
 * Every directory that holds a core file in its proper place, sorted by path. One whose only file has a foreign root
 * element (`registry.xml` of Synapse) is left out, unless the user named the directory or it is `repository/conf`,
 * where a file is what its name says.
 *
 * @param named directories the user named
 * @param sniff the first 4 KB of a file; null when it cannot be read
 */
export function findConfRoots(
  files: readonly ListedFile[],
  named: readonly string[],
  sniff: (path: string) => string | null,
): ConfRoot[] {
  const found = new Map<string, Map<string, string>>();
  for (const { path } of files) {
    const name = basename(path);
    const core = Object.hasOwn(CORE, name) ? CORE[name] : undefined;
    if (core === undefined) continue;
    const directory = dirname(path);
    const nested = core.folder !== null && basename(directory) === core.folder && !named.includes(directory);
    const root = nested ? dirname(directory) : directory;
    const files = found.get(root) ?? new Map<string, string>();
    // Both conf/identity.xml and conf/identity/identity.xml: the server of that layout reads the nested one.
    if (nested || !files.has(name)) files.set(name, path);
    found.set(root, files);
  }
  return [...found]
    .map(([path, core]) => ({
      path,
      home: homeOf(path),
      era: core.has('deployment.toml') ? ('toml' as const) : ('xml' as const),
      core,
      place: path,
      embedded: null,
      beside: NOTHING,
    }))
    .filter(({ path, core }) => {
      if (isStrict(path) || [...core].some((file) => fits(file, sniff))) return true;
      return named.includes(path) && ![...core.values()].some((file) => sniff(file)?.includes(SYNAPSE));
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** `…/repository/conf`: nothing else is called like this. */
export function isStrict(path: string): boolean {
  return path === 'repository/conf' || path.endsWith('/repository/conf');
}

function homeOf(path: string): string {
  if (basename(path) !== 'conf') return path;
  const parent = dirname(path);
  return basename(parent) === 'repository' ? dirname(parent) : parent;
}

/** Does the file begin like what its name says. Nothing to see in the first 4 KB (a long comment) is not against it. */
function fits([name, path]: readonly [string, string], sniff: (path: string) => string | null): boolean {
  if (CORE[name]?.root === null) return true;
  const head = sniff(path);
  return head !== null && beginsLike(name, head);
}

/** Does a text begin with the root element that a file of this name has; any text for names that tell nothing. */
export function beginsLike(name: string, head: string): boolean {
  const expected = CORE[name]?.root;
  if (expected === null || expected === undefined) return true;
  if (head.trim() === '') return false;
  if (head.includes(SYNAPSE)) return false;
  const root = rootElement(head);
  return root === null || root === expected;
}

/** Local name of the first start tag, by regular expression: enough to tell whose file it is. */
function rootElement(head: string): string | null {
  const code = head.replace(/<!--[\s\S]*?(-->|$)/g, '').replace(/<%[\s\S]*?%>/g, '');
  return /<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(code)?.[1] ?? null;
}

const TEST_RESOURCES = /(^|\/)src\/test\//;
/** What packs and projects keep below `repository` beside `conf`: never another server. */
const PACK_FOLDERS =
  /(^|\/)(repository\/(components|deployment|tenants|samples|database|logs|data)|components\/features|repository\/resources\/conf\/templates|synapse-configs)(\/|$)/;
const COPY = /^(backups?|bak|bkp)$/i;
const COPY_SUFFIX = /[._-](bak|bkp|orig)$|\.(backup|old)$/i;
const HOME_DECOYS = /^(samples?|backups?|bak|dbscripts|tmp|updates|patches)$/i;

/** Parts of a pack that are named like configuration and are none: nobody wants to hear of them. */
export function isPackFolder(path: string): boolean {
  return PACK_FOLDERS.test(path);
}

/** `src/test/…`, seen from the directory the user named. */
export function isTestResource(path: string, named: readonly string[]): boolean {
  return named.every((root) => {
    const rest = below(root, path);
    return rest === null || TEST_RESOURCES.test(`${rest}/`);
  });
}

/**
 * Why a conf root is no node beside the others: a backup of one, a sample in a pack, a folder inside `conf`.
 * Null when nothing speaks against it.
 */
export function decoyReasons(all: readonly ConfRoot[]): (root: ConfRoot) => string | null {
  const paths = new Set(all.map((root) => root.path));
  const homes = new Set(all.filter((root) => root.home !== root.path).map((root) => root.home));
  return (root) => {
    const original = originalOf(root.path, paths);
    if (original !== null) return `copy of ${original}: not a node of its own`;
    const above = ancestors(root.path);
    const conf = above.find(
      (path) => paths.has(path) && basename(path) === 'conf' && (isStrict(path) || basename(root.path) !== 'conf'),
    );
    if (conf !== undefined) return `inside ${conf}: not a node of its own`;
    const pack = above.find((home) => homes.has(home) && HOME_DECOYS.test(below(home, root.path)?.split('/')[0] ?? ''));
    return pack === undefined ? null : `part of the pack in ${pack}: not a node of its own`;
  };
}

/** `backup/repository/conf` is a copy only where `repository/conf` is there too; likewise `conf.bak` and `conf`. */
function originalOf(path: string, paths: ReadonlySet<string>): string | null {
  const segments = path.split('/');
  for (const [index, segment] of segments.entries()) {
    const without = COPY.test(segment) ? [] : COPY_SUFFIX.test(segment) ? [segment.replace(COPY_SUFFIX, '')] : null;
    if (without === null) continue;
    const original = segments.toSpliced(index, 1, ...without).join('/') || '.';
    if (paths.has(original)) return original;
  }
  return null;
}
