import type { DatabaseHost } from './jdbc-text.js';
import {
  bracketed,
  decoded,
  filePath,
  HOLE,
  hasMarker,
  hostPort,
  pairs,
  punched,
  splitAuthority,
  splitOutside,
  splitPort,
  sure,
  until,
} from './jdbc-text.js';

export type { DatabaseHost } from './jdbc-text.js';
export { hasMarker } from './jdbc-text.js';

export type Vendor =
  | 'mysql'
  | 'mariadb'
  | 'postgresql'
  | 'sqlserver'
  | 'oracle'
  | 'db2'
  | 'h2'
  | 'derby'
  | 'hsqldb'
  | 'other';

/** Which database a JDBC URL leads to. `null` is unknown, `''` is known to be none. */
export interface DatabaseIdentity {
  /** `embedded`: in the server's own process, a file or memory. */
  readonly kind: 'server' | 'embedded' | 'unknown';
  readonly vendor: Vendor | null;
  /** In the order of the URL; empty for embedded databases and where `alias` stands for them. */
  readonly hosts: readonly DatabaseHost[];
  /** A name that something outside the URL turns into hosts: TNS alias, LDAP entry, SRV record, DB2 catalogue. */
  readonly alias: string | null;
  /** As written: database, service or SID; the path for embedded databases. */
  readonly database: string | null;
  /** Where it is part of which tables are meant: Oracle and DB2 (the user unless said otherwise), PostgreSQL. */
  readonly schema: string | null;
  /** Oracle: `database` is a SID, not a service name. */
  readonly sid: boolean;
  /** H2: other processes that open the same file are let in (`AUTO_SERVER=TRUE`). */
  readonly autoServer: boolean;
}

const WRAPPER = /^jdbc:(?:p6spy|log4jdbc|aws-wrapper|tracing|otel):(?=[a-z])/i;
/** A password with a `?` in it: nothing behind it is what it looks like. */
const LOGIN_UNCLEAR = /:\/\/[^/?@]*:[^/?@]*\?[^=&]*@/;

const NOTHING: DatabaseIdentity = {
  kind: 'unknown',
  vendor: null,
  hosts: [],
  alias: null,
  database: null,
  schema: '',
  sid: false,
  autoServer: false,
};

/** The vendor by the URL's prefix; `other` for a prefix that is not known here, null where there is none to read. */
export function vendorOf(url: string): Vendor | null {
  const text = plain(url).toLowerCase();
  for (const [vendor, prefix] of PREFIXES) if (prefix.test(text)) return vendor;
  return /^jdbc:[a-z][\w+.-]*:/.test(text) ? 'other' : null;
}

const PREFIXES: readonly (readonly [Vendor, RegExp])[] = [
  ['mysql', /^jdbc:mysql(\+srv)?:/],
  ['mariadb', /^jdbc:mariadb:/],
  ['postgresql', /^jdbc:(postgresql|pgsql):/],
  ['sqlserver', /^jdbc:(microsoft:sqlserver|sqlserver|jtds:sqlserver):/],
  ['oracle', /^jdbc:oracle:/],
  ['db2', /^jdbc:db2:/],
  ['h2', /^jdbc:h2:/],
  ['derby', /^jdbc:derby:/],
  ['hsqldb', /^jdbc:hsqldb:/],
];

/** Holes instead of markers, wrappers of other drivers off, blanks around off (`urlProblems` speaks about those). */
function plain(url: string): string {
  return punched(url).trim().replace(WRAPPER, 'jdbc:');
}

/**
 * Reads a JDBC URL. Never throws; what it cannot read is unknown.
 *
 * Forms and default ports: the drivers' own manuals (Connector/J 5.1 and 8, MariaDB Connector/J 2.x, pgJDBC 42,
 * Microsoft JDBC 4 to 12, jTDS 1.3, Oracle thin and OCI 11 to 23, IBM JCC 4, H2 1.x, Derby 10, HSQLDB 2).
 */
export function parseJdbc(url: string, username: string | null): DatabaseIdentity {
  const text = plain(url);
  const vendor = vendorOf(text);
  if (vendor === null || LOGIN_UNCLEAR.test(text)) return { ...NOTHING, vendor };
  const read = READERS[vendor](text, username === null || hasMarker(username) ? null : username);
  return { ...NOTHING, vendor, ...read };
}

type Read = Partial<DatabaseIdentity>;
type Reader = (url: string, username: string | null) => Read;

const READERS: Readonly<Record<Vendor, Reader>> = {
  mysql: (url) => readMysql(url),
  mariadb: (url) => readMysql(url),
  postgresql: readPostgresql,
  sqlserver: (url) => readSqlServer(url),
  oracle: readOracle,
  db2: readDb2,
  h2: (url) => readH2(url),
  derby: (url) => readDerby(url),
  hsqldb: (url) => readHsqldb(url),
  other: (url) => readOther(url),
};

function readMysql(url: string): Read {
  const [, srv, rest] = /^jdbc:\w+(\+srv)?(?::[a-z-]+)*:\/\/(.*)$/is.exec(url) ?? [];
  if (rest === undefined) return {};
  const place = splitAuthority(until(rest, '?'));
  if (place === null) return {};
  if (srv !== undefined)
    return { kind: 'server', alias: sure(place.authority.toLowerCase()), database: place.database };
  const list = /^\[(.*[(,].*)\]$/s.exec(place.authority)?.[1] ?? place.authority;
  return { kind: 'server', hosts: splitOutside(list, ',').map(mysqlHost), database: place.database };
}

function mysqlHost(item: string): DatabaseHost {
  if (!/^(address\s*=\s*)?\(/i.test(item)) return hostPort(item, 3306);
  const keys = pairs(item, /([\w-]+)\s*=\s*([^(),]*)/g);
  return hostPort(`${bracketed(keys.get('host') ?? '')}:${keys.get('port') ?? ''}`, 3306);
}

function readPostgresql(url: string, username: string | null): Read {
  const rest = url.replace(/^jdbc:\w+:/i, '');
  const query = rest.includes('?') ? pairs(rest.slice(rest.indexOf('?') + 1), /([^&=]+)=([^&]*)/g) : new Map();
  const main = until(rest, '?');
  const place = main.startsWith('//') ? splitAuthority(main.slice(2)) : localPlace(main.replace(/^\//, ''));
  if (place === null) return {};
  const user = query.get('user') ?? username;
  const database = place.database === '' ? (user === null ? null : sure(user)) : place.database;
  // `options` may set a search path of its own.
  const schema = query.has('options') ? null : sure(until(query.get('currentschema') ?? '', ','));
  return { kind: 'server', hosts: place.authority.split(',').map((host) => hostPort(host, 5432)), database, schema };
}

function localPlace(database: string): { authority: string; database: string | null } {
  return { authority: '', database: sure(decoded(database)) };
}

function readSqlServer(url: string): Read {
  const [, rest] = /^jdbc:(?:[a-z]+:)*\/\/(.*)$/is.exec(url) ?? [];
  if (rest === undefined) return {};
  const [main = '', ...properties] = splitOutside(rest, ';');
  const keys = pairs(properties.join('\n'), /([^=\n]+)=([^\n]*)/g);
  const place = splitAuthority(main);
  if (place === null) return {};
  const [server, port] = splitPort(place.authority);
  if (server === null) return {};
  const [name = '', instance = ''] = server.split('\\');
  const chosenPort = port || (keys.get('portnumber') ?? keys.get('port') ?? '');
  const chosenInstance = instance || (keys.get('instancename') ?? keys.get('instance') ?? '');
  const host = hostPort(
    `${bracketed(name || (keys.get('servername') ?? keys.get('server') ?? ''))}:${chosenPort}`,
    1433,
  );
  // A port beats a named instance, as the driver's manual says.
  const named = chosenPort === '' && chosenInstance !== '';
  const database = place.database || (keys.get('databasename') ?? keys.get('database') ?? '');
  return {
    kind: 'server',
    hosts: [named ? { ...host, port: null, instance: chosenInstance } : host],
    // Without a name it is the login's default database.
    database: database === '' ? null : sure(database.replace(/^\{(.*)\}$/, '$1')),
  };
}

function readOracle(url: string, username: string | null): Read {
  const [, login = '', target] = /^jdbc:oracle:\w+:([^@]*)@(.*)$/is.exec(url) ?? [];
  if (target === undefined || target.includes('@')) return {};
  const user = username ?? (login === '' ? null : until(login, '/'));
  const schema = user === null || user === '' ? null : sure(user);
  return { kind: 'server', schema, ...(target.trim().startsWith('(') ? oracleDescriptor(target) : oracleEasy(target)) };
}

function oracleDescriptor(target: string): Read {
  const addresses = [...target.matchAll(/\(\s*ADDRESS\s*=\s*((?:\([^()]*\)\s*)*)\)/gi)].map(([, body = '']) => {
    const keys = pairs(body, /\(\s*(\w+)\s*=\s*([^()]*?)\s*\)/g);
    return hostPort(`${bracketed(keys.get('host') ?? HOLE)}:${keys.get('port') ?? ''}`, 1521);
  });
  const [, kind = '', name] = /\(\s*(SERVICE_NAME|SID)\s*=\s*([^()]*?)\s*\)/i.exec(target) ?? [];
  return { hosts: addresses, database: name === undefined ? null : sure(name), sid: /^sid$/i.test(kind) };
}

function oracleEasy(target: string): Read {
  if (/^ldaps?:/i.test(target)) return { alias: sure(until(target, '?').toLowerCase()) };
  const main = until(target.replace(/^(tcps?:)?\/\//i, ''), '?');
  const [, host, port = '', sid = ''] = /^(\[[^\]]*\]|[^:/]*):([^:/]*):([^:/]+)$/.exec(main) ?? [];
  if (host !== undefined) return { hosts: [hostPort(`${host}:${port}`, 1521)], database: sure(sid), sid: true };
  const slash = main.indexOf('/');
  if (slash >= 0) {
    const hosts = main
      .slice(0, slash)
      .split(/[,;]/)
      .map((item) => hostPort(item, 1521));
    return { hosts, database: sure(until(until(main.slice(slash + 1), '/'), ':')) };
  }
  return main.includes(':') || main === '' ? {} : { alias: sure(main.toLowerCase()) };
}

function readDb2(url: string, username: string | null): Read {
  const [, authority, name = '', rest = ''] = /^jdbc:db2:(?:\/\/([^/]*)\/)?([^:;?]*)(?:[:;?](.*))?$/is.exec(url) ?? [];
  const keys = pairs(rest, /([^=;]+)=([^;]*)/g);
  const user = keys.get('currentschema') ?? username ?? keys.get('user') ?? null;
  const schema = user === null || user === '' ? null : sure(user.replace(/^"(.*)"$/, '$1'));
  if (authority === undefined) return { kind: 'server', alias: sure(name.toLowerCase()), schema };
  return { kind: 'server', hosts: [hostPort(authority, 446)], database: sure(name), schema };
}

function readH2(url: string): Read {
  const [name = '', ...rest] = url.slice('jdbc:h2:'.length).split(';');
  const keys = pairs(rest.join(';'), /([^=;]+)=([^;]*)/g);
  const schema = sure(keys.get('schema') ?? '');
  const [, authority, path = ''] = /^(?:tcp|ssl):(?:\/\/)?([^/]*)\/(.*)$/i.exec(name) ?? [];
  if (authority !== undefined) {
    const hosts = authority.split(',').map((host) => hostPort(host, 9092));
    return { kind: 'server', hosts, database: sure(path), schema };
  }
  const file = name.replace(/^(?:(?:file|nio|nioMapped|async|split(?::\d+)?|retry|rec):)+/i, '');
  // A hole in front may hold `tcp://host/…`, unless a folder follows (`{{home}}/database/X`).
  if (file.startsWith(HOLE) && !/^\uE000\/(?!\/)/.test(file)) return {};
  return {
    kind: 'embedded',
    database: filePath(file),
    schema,
    autoServer: /^true$/i.test(keys.get('auto_server') ?? ''),
  };
}

function readDerby(url: string): Read {
  const name = until(url.slice('jdbc:derby:'.length), ';');
  if (name.startsWith(HOLE)) return {};
  const [, authority, database = ''] = /^\/\/([^/]*)\/(.*)$/.exec(name) ?? [];
  if (authority === undefined) return { kind: 'embedded', database: filePath(name) };
  return { kind: 'server', hosts: [hostPort(authority, 1527)], database: sure(database) };
}

function readHsqldb(url: string): Read {
  const name = until(url.slice('jdbc:hsqldb:'.length), ';');
  if (name.startsWith(HOLE)) return {};
  const [, scheme = '', authority, database = ''] = /^(hsqls?|https?):\/\/([^/]*)\/?(.*)$/i.exec(name) ?? [];
  if (authority === undefined) return { kind: 'embedded', database: filePath(name.replace(/^file:/i, '')) };
  const port = { hsql: 9001, hsqls: 554, http: 80, https: 443 }[scheme.toLowerCase()] ?? 9001;
  return { kind: 'server', hosts: [hostPort(authority, port)], database: sure(database) };
}

/** `jdbc:anything://host:port/name`; the default port is not known, the rest of a driver's grammar neither. */
function readOther(url: string): Read {
  const [, rest] = /^jdbc:[^/]*:\/\/(.*)$/is.exec(url) ?? [];
  const place = rest === undefined ? null : splitAuthority(until(until(rest, '?'), ';'));
  if (place === null || place.authority === '') return {};
  const hosts = place.authority.split(',').map((host) => hostPort(host, null));
  return { kind: 'server', hosts, database: place.database === null ? null : until(place.database, ':') };
}
