import { distance } from 'fastest-levenshtein';
import type { Datasource, DbConfig, NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import { isUnknown, known } from '../server/setting.js';
import { nearest } from '../text/nearest.js';
import type { DatabaseIdentity } from './database.js';
import { databaseOf } from './database.js';
import { isWholeDeployment } from './deployment-databases.js';

export type JndiLookup =
  | { readonly kind: 'found'; readonly datasource: Datasource }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** Names that packs of 5.x bind in files of their own, which an overlay of changed files has no reason to commit. */
const STOCK_FILES: ReadonlyMap<string, string> = new Map([
  ['bpsds', 'bps-datasources.xml'],
  ['jdbc/WSO2MetricsDB', 'metrics-datasources.xml'],
]);

/**
 * The datasource a JNDI name leads to, over all `*-datasources.xml`: binding replaces, so the last of equal names counts
 * (ndatasource DataSourceRepository, kernel 4.4.40). `missing` only where the committed files tell everything: the master
 * file is there, each file could be read, no name is a template's.
 */
export function resolveJndi(node: NodeModel, jndiName: string): JndiLookup {
  const datasource = node.datasources?.findLast((each) => known(each.jndiName) === jndiName);
  if (datasource !== undefined) return { kind: 'found', datasource };
  return { kind: tellsAllNames(node, jndiName) ? 'missing' : 'unknown' };
}

function tellsAllNames(node: NodeModel, jndiName: string): boolean {
  if (node.datasources === null || node.datasources.some((each) => isUnknown(each.jndiName))) return false;
  if (jndiName.startsWith('java:')) return false;
  // Of two datasources with one JNDI name one was meant to have another, perhaps this: datasource-jndi-duplicate.
  if (jndiNames(node).length < node.datasources.filter((each) => known(each.jndiName) !== null).length) return false;
  const isSource = (file: string) => /(^|\/)[^/]*datasources\.xml$/.test(file);
  const files = node.files.filter((file) => file.role === 'datasources');
  const committed = (name: string) => files.some((file) => file.name === name || file.name.endsWith(`/${name}`));
  const stock = STOCK_FILES.get(jndiName);
  if (stock !== undefined && !node.wholeHome && !committed(stock)) return false;
  if (node.era === 'toml') return isWholeDeployment(node);
  // A file that the server gives up as a whole was not read here either; one datasource that it refuses was.
  const isWhole = (address: string) => !address.startsWith('datasources[');
  const lost = node.failures.filter((failure) => failure.effect === 'fatal' && isSource(failure.file));
  if (lost.some((failure) => isWhole(failure.address))) return false;
  if (node.malformed.some((complaint) => isSource(complaint.file))) return false;
  return committed('master-datasources.xml') && files.every((file) => file.document.xml().problem === null);
}

/** Every JNDI name the node's files bind, once each, in file order. */
export function jndiNames(node: NodeModel): readonly string[] {
  const names = (node.datasources ?? []).map((each) => known(each.jndiName)).filter((name) => name !== null);
  return [...new Set(names)];
}

/** The one name a person most likely meant: it differs by case, by blanks around it or by at most two letters. */
export function nearestJndi(node: NodeModel, name: string): string | null {
  const best = nearest(name, jndiNames(node));
  if (best === null) return null;
  return best.trim().toLowerCase() === name.trim().toLowerCase() || distance(name, best) <= 2 ? best : null;
}

/** Where a reference to a database leads. */
export interface Source {
  /** `broken`: the server will not find it; `absent`: nothing refers to one; `unknown`: the files do not tell. */
  readonly status: 'resolved' | 'broken' | 'unknown' | 'absent';
  /** The reference, as written; null for a Carbon 3 connection inside registry.xml. */
  readonly jndiName: Setting | null;
  readonly datasource: Datasource | null;
  /** May be unknown in parts. */
  readonly database: DatabaseIdentity | null;
  /** Where to point: the URL when resolved, else what refers to nothing. */
  readonly at: Placed | null;
}

export const ABSENT: Source = { status: 'absent', jndiName: null, datasource: null, database: null, at: null };
export const UNKNOWN: Source = { ...ABSENT, status: 'unknown' };

/** Follows a reference by JNDI name; `name` is what the server makes of the setting's text. */
export function sourceNamed(node: NodeModel, jndiName: Setting, name: string = jndiName.text): Source {
  const source: Source = { ...UNKNOWN, jndiName, at: jndiName };
  if (isUnknown(jndiName)) return source;
  const found = resolveJndi(node, name);
  if (found.kind === 'missing') return { ...source, status: 'broken' };
  return found.kind === 'unknown'
    ? source
    : { ...source, ...connection(found.datasource), datasource: found.datasource };
}

/** The database of a `dbConfig`: by its `dataSource`, else by the connection inside it (Carbon 3). */
export function sourceOfDbConfig(node: NodeModel, config: DbConfig): Source {
  if (config.dataSource !== null) return sourceNamed(node, config.dataSource);
  return config.url === null ? { ...UNKNOWN, status: 'broken', at: config } : { ...UNKNOWN, ...connection(config) };
}

function connection(source: Datasource | DbConfig): Pick<Source, 'status' | 'database' | 'at'> {
  const database = databaseOf(source);
  const read = database !== null && database.kind !== 'unknown';
  return { status: read ? 'resolved' : 'unknown', database, at: source.url ?? source };
}
