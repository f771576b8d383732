import type { Document } from '../syntax/document.js';
import type { FileRole, NodeFile } from './model.js';

/**
 * Where the server looks for each file below its conf root, newest place first: 4.4 on, 4.x, 3.x and flat folders.
 * There a file is what its name says, whatever its root element; elsewhere the root element decides.
 */
const PLACES: readonly { readonly role: FileRole; readonly root: string; readonly paths: readonly string[] }[] = [
  { role: 'carbon', root: 'Server', paths: ['carbon.xml'] },
  { role: 'axis2', root: 'axisconfig', paths: ['axis2/axis2.xml', 'axis2.xml'] },
  { role: 'registry', root: 'wso2registry', paths: ['registry.xml'] },
  { role: 'user-mgt', root: 'UserManager', paths: ['user-mgt.xml'] },
  { role: 'identity', root: 'Server', paths: ['identity/identity.xml', 'identity.xml'] },
  { role: 'consent-mgt', root: 'ConsentManager', paths: ['consent-mgt-config.xml'] },
  { role: 'catalina-server', root: 'Server', paths: ['tomcat/catalina-server.xml', 'catalina-server.xml'] },
  { role: 'embedded-ldap', root: 'EmbeddedLDAPConfig', paths: ['identity/embedded-ldap.xml', 'embedded-ldap.xml'] },
  { role: 'hazelcast-xml', root: 'hazelcast', paths: ['etc/hazelcast.xml'] },
  { role: 'hazelcast-properties', root: '', paths: ['hazelcast.properties'] },
  { role: 'deployment-toml', root: '', paths: ['deployment.toml'] },
];
const MASTER = 'master-datasources.xml';
const DATASOURCES = /^(?:datasources\/)?[^/]*-datasources\.xml$/;
const DATASOURCES_ROOT = 'datasources-configuration';
const SCRIPT = /(?:^|\/)(?:[^/]+\.(?:sh|bat|cmd)|Dockerfile[^/]*|(?:docker-)?compose[^/]*\.ya?ml)$/i;

/** What a path below the conf root is by itself; null where only the root element can tell. */
function roleByPath(name: string): FileRole | null {
  if (DATASOURCES.test(name)) return 'datasources';
  const place = PLACES.find(({ paths }) => paths.includes(name));
  if (place !== undefined) return place.role;
  return SCRIPT.test(name) ? 'script' : null;
}

/** For a file with a known name in a place the server does not read: a look-alike unless its root element fits. */
function roleByRoot(name: string, document: Document): FileRole {
  const base = name.slice(name.lastIndexOf('/') + 1);
  const place = PLACES.find(
    ({ root, paths }) => root !== '' && paths.some((path) => path.endsWith(base) && lastOf(path) === base),
  );
  const datasources = base.endsWith('-datasources.xml');
  if (name.startsWith('../') || (place === undefined && !datasources)) return 'other';
  const root = document.xml().root?.local;
  if (datasources) return root === DATASOURCES_ROOT ? 'datasources' : 'other';
  return place !== undefined && root === place.root ? place.role : 'other';
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * The node's files with their roles, in the order given. `name` is the path below the conf root, `../…` beside it;
 * `path` of a file in a ConfigMap is that of the YAML file. Of several candidates for one role the one in the place of the
 * newest layout keeps it, the others are `other`.
 */
export function nodeFiles(
  confRoot: string,
  paths: readonly string[],
  documents: ReadonlyMap<string, Document>,
): NodeFile[] {
  const files = paths.flatMap((path): NodeFile[] => {
    const document = documents.get(path);
    if (document === undefined) return [];
    const name = relative(confRoot, path);
    const role = roleByPath(name) ?? roleByRoot(name, document);
    return [{ name, path: document.embedded?.file ?? path, role, document }];
  });
  const keeper = new Map<FileRole, NodeFile>();
  for (const file of files) {
    const kept = keeper.get(file.role);
    if (kept === undefined || rank(file) < rank(kept)) keeper.set(file.role, file);
  }
  return files.map((file) =>
    MANY.has(file.role) || keeper.get(file.role) === file ? file : { ...file, role: 'other' },
  );
}

const MANY: ReadonlySet<FileRole> = new Set(['datasources', 'script', 'other']);

function rank(file: NodeFile): number {
  const paths = PLACES.find(({ role }) => role === file.role)?.paths ?? [];
  const index = paths.indexOf(file.name);
  return index < 0 ? paths.length : index;
}

/** Roles of files that belong to the node and could not be read: templates, files too large. */
export function unreadRoles(
  confRoot: string,
  paths: readonly string[],
  documents: ReadonlyMap<string, Document>,
): ReadonlySet<FileRole> {
  const unread = paths.filter((path) => !documents.has(path)).map((path) => roleByPath(relative(confRoot, path)));
  return new Set(unread.filter((role) => role !== null));
}

/** The order in which the server reads the datasource files: the master first. */
export function byReadingOrder(files: readonly NodeFile[]): NodeFile[] {
  const master = ({ name }: NodeFile) => (lastOf(name) === MASTER ? 0 : 1);
  return files.toSorted((a, b) => master(a) - master(b) || (a.name < b.name ? -1 : 1));
}

/** `path` as seen from a directory; both relative to the working directory, '/' separated. */
export function relative(directory: string, path: string): string {
  const from = directory === '.' || directory === '' ? [] : directory.split('/');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}
