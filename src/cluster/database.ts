import type { Datasource, DbConfig } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { known } from '../server/setting.js';
import type { Answer } from './cluster.js';
import { isLoopback, sameHostText } from './hosts.js';
import type { DatabaseHost, DatabaseIdentity, Vendor } from './jdbc.js';
import { hasMarker, parseJdbc } from './jdbc.js';

export type { DatabaseHost, DatabaseIdentity, Vendor } from './jdbc.js';

/** Which database a JDBC URL leads to; never throws. `username` counts where it names the schema; null is unknown. */
export function databaseIdentity(url: string, username: string | null): DatabaseIdentity {
  return parseJdbc(url, username);
}

/** The database of a datasource, or of a Carbon 3 `dbConfig` with its connection inside; null without a URL. */
export function databaseOf(source: Datasource | DbConfig): DatabaseIdentity | null {
  if (source.url === null) return null;
  const known = databases.get(source);
  if (known !== undefined) return known;
  const database = ofSettings(source.url, source.username);
  databases.set(source, database);
  return database;
}

/** Every question about databases follows the same few sources again. */
const databases = new WeakMap<Datasource | DbConfig, DatabaseIdentity>();

function ofSettings(url: Setting, username: Setting | null): DatabaseIdentity {
  // A template whose markers are not seen here says nothing; one with markers is unknown only where they stand.
  const readable = url.kind === 'literal' || isInferredH2(url) || (url.kind !== 'secret' && hasMarker(url.text));
  return parseJdbc(readable ? url.text : '', known(username));
}

/** `[database.X] type = "h2"` alone: one file in every version, `async:` in front of it from 6.0 on. */
function isInferredH2({ varies, origin, text }: Setting): boolean {
  return varies === true && origin === 'inferred' && text.startsWith('jdbc:h2:');
}

/**
 * Do two nodes' URLs lead to one database? `sameHost` tells whether the nodes run on one machine.
 *
 * | a | b | answer |
 * |---|---|---|
 * | other vendor (MySQL and MariaDB are one) | | no |
 * | embedded | server | no |
 * | embedded | embedded | no; for one absolute H2 path with AUTO_SERVER on both: `sameHost` |
 * | other database name, or other schema where it counts | | no, whatever the hosts |
 * | name differs in case only, where the server decides about case (MySQL, H2, Derby) | | unknown |
 * | Oracle SID | Oracle service name | unknown |
 * | same host and port, default port filled in | | yes; ports differ: no |
 * | loopback | loopback | `sameHost` |
 * | loopback | another host | unknown |
 * | two names, or two addresses, that differ | | no |
 * | a name | an address | unknown |
 * | `db` | `db.example.com` | unknown |
 * | several hosts, equal as sets | | yes |
 * | several hosts, otherwise | | unknown: members of one replicated database |
 * | an alias (TNS, SRV, DB2 catalogue) | equal: yes | otherwise unknown |
 * | anything a template decides | | unknown in that part |
 */
export function sameDatabase(a: DatabaseIdentity, b: DatabaseIdentity, sameHost: Answer): Answer {
  if (otherVendor(a.vendor, b.vendor)) return 'no';
  if (a.kind === 'unknown' || b.kind === 'unknown') return 'unknown';
  if (a.kind !== b.kind) return 'no';
  if (a.kind === 'embedded') {
    const shared = isAbsolute(a.database) && a.database === b.database && a.autoServer && b.autoServer;
    return shared ? all([sameHost, sameSchema(a, b)]) : 'no';
  }
  return all([sameName(a, b), sameSchema(a, b), sameServers(a, b, sameHost)]);
}

/** The same question for two URLs of one node, where an embedded database is itself. */
export function sameDatabaseOnNode(a: DatabaseIdentity, b: DatabaseIdentity): Answer {
  if (a.kind !== 'embedded' || b.kind !== 'embedded') return sameDatabase(a, b, 'yes');
  if (otherVendor(a.vendor, b.vendor)) return 'no';
  if (a.database === null || b.database === null) return 'unknown';
  return all([a.database === b.database ? 'yes' : 'no', sameSchema(a, b)]);
}

/** Every answer yes: yes; one no: no. */
function all(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function otherVendor(a: Vendor | null, b: Vendor | null): boolean {
  if (a === null || b === null || a === 'other' || b === 'other') return false;
  const family = (vendor: Vendor) => (vendor === 'mariadb' ? 'mysql' : vendor);
  return family(a) !== family(b);
}

function isAbsolute(path: string | null): boolean {
  return path !== null && /^(\/|[A-Za-z]:\/)/.test(path);
}

function sameName(a: DatabaseIdentity, b: DatabaseIdentity): Answer {
  if (a.alias !== null && b.alias !== null && a.database === null && b.database === null) return 'yes';
  if (a.database === null || b.database === null || a.sid !== b.sid) return 'unknown';
  if (a.database === b.database) return 'yes';
  const x = a.database.toLowerCase();
  const y = b.database.toLowerCase();
  if (x === y) return a.vendor === 'postgresql' ? 'no' : ignoresCase(a.vendor) ? 'yes' : 'unknown';
  // `orcl` and `orcl.example.com` may be one service.
  return a.vendor === 'oracle' && (x.startsWith(`${y}.`) || y.startsWith(`${x}.`)) ? 'unknown' : 'no';
}

function sameSchema(a: DatabaseIdentity, b: DatabaseIdentity): Answer {
  if (a.schema === null || b.schema === null) return 'unknown';
  if (a.schema === b.schema) return 'yes';
  if (a.schema === '' || b.schema === '') return 'unknown';
  if (a.schema.toLowerCase() !== b.schema.toLowerCase()) return 'no';
  return ignoresCase(a.vendor) ? 'yes' : 'unknown';
}

function ignoresCase(vendor: Vendor | null): boolean {
  return vendor === 'oracle' || vendor === 'db2' || vendor === 'sqlserver';
}

function sameServers(a: DatabaseIdentity, b: DatabaseIdentity, sameHost: Answer): Answer {
  if (a.alias !== null && a.alias === b.alias) return 'yes';
  const [x, y] = [a.hosts[0], b.hosts[0]];
  if (x === undefined || y === undefined) return 'unknown';
  if (a.hosts.length === 1 && b.hosts.length === 1) return sameServer(x, y, sameHost);
  const covers = (outer: readonly DatabaseHost[], inner: readonly DatabaseHost[]) =>
    inner.every((i) => outer.some((o) => sameServer(o, i, sameHost) === 'yes'));
  return covers(a.hosts, b.hosts) && covers(b.hosts, a.hosts) ? 'yes' : 'unknown';
}

function sameServer(a: DatabaseHost, b: DatabaseHost, sameHost: Answer): Answer {
  if (a.host === null || b.host === null) return 'unknown';
  const [x, y] = [isLoopback(a.host), isLoopback(b.host)];
  const host = x && y ? sameHost : x || y ? 'unknown' : sameHostText(a.host, b.host);
  return host === 'yes' ? samePort(a, b) : host;
}

function samePort(a: DatabaseHost, b: DatabaseHost): Answer {
  if (a.instance !== '' && b.instance !== '')
    return a.instance.toLowerCase() === b.instance.toLowerCase() ? 'yes' : 'no';
  if (a.port === null || b.port === null) return 'unknown';
  return a.port === b.port ? 'yes' : 'no';
}

/**
 * `reg_db on dbhost:3306 (mysql)`, `repository/database/WSO2CARBON_DB (h2, embedded)`; `?` for what is unknown. Built from
 * the parts that were read, never from the URL, so that no login of it gets through.
 */
export function showDatabase(identity: DatabaseIdentity): string {
  const vendor = identity.vendor ?? '?';
  if (identity.kind === 'unknown') return `an unknown database${identity.vendor === null ? '' : ` (${vendor})`}`;
  const name = shown(identity.database === '' ? '(no name)' : identity.database);
  if (identity.kind === 'embedded') return `${name} (${vendor}, embedded)`;
  const schema = identity.schema === '' || identity.schema === null ? '' : ` schema ${shown(identity.schema)}`;
  const hosts = identity.hosts.map(showHost).join(', ');
  const where = identity.alias === null ? `on ${hosts === '' ? '?' : hosts}` : `behind ${shown(identity.alias)}`;
  return identity.alias !== null && identity.database === null
    ? `${shown(identity.alias)}${schema} (${vendor})`
    : `${name}${schema} ${where} (${vendor})`;
}

function showHost({ host, port, instance }: DatabaseHost): string {
  const name = host?.includes(':') ? `[${shown(host)}]` : shown(host);
  if (instance !== '') return `${name}\\${shown(instance)}`;
  return port === null ? name : `${name}:${port}`;
}

/** A part of a URL that was split in the wrong place may hold a piece of a password: only plain names are shown. */
function shown(text: string | null): string {
  if (text === null) return '?';
  return /^[\p{L}\p{N}_.,$#/~:() -]{1,120}$/u.test(text) ? text : '***';
}
