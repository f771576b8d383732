import { closest, distance } from 'fastest-levenshtein';
import { nearest } from '../text/nearest.js';
import type { Answer } from './cluster.js';
import type { Vendor } from './jdbc.js';
import { hasMarker, vendorOf } from './jdbc.js';

interface Driver {
  readonly className: string;
  readonly vendor: Vendor;
  /** What `java.sql.Driver.acceptsURL` of that class accepts. */
  readonly accepts: RegExp;
}

const MYSQL = /^jdbc:mysql(\+srv)?:/i;
const SQLSERVER = /^jdbc:sqlserver:/i;
const ORACLE = /^jdbc:oracle:/i;

/** Driver classes seen with WSO2 products, the usual one of a vendor first. A class that is not here is unknown. */
const DRIVERS: readonly Driver[] = [
  { className: 'com.mysql.jdbc.Driver', vendor: 'mysql', accepts: MYSQL },
  { className: 'com.mysql.cj.jdbc.Driver', vendor: 'mysql', accepts: MYSQL },
  { className: 'org.gjt.mm.mysql.Driver', vendor: 'mysql', accepts: MYSQL },
  { className: 'org.mariadb.jdbc.Driver', vendor: 'mariadb', accepts: /^jdbc:(mariadb|mysql):/i },
  { className: 'org.postgresql.Driver', vendor: 'postgresql', accepts: /^jdbc:postgresql:/i },
  { className: 'com.impossibl.postgres.jdbc.PGDriver', vendor: 'postgresql', accepts: /^jdbc:pgsql:/i },
  { className: 'com.microsoft.sqlserver.jdbc.SQLServerDriver', vendor: 'sqlserver', accepts: SQLSERVER },
  { className: 'net.sourceforge.jtds.jdbc.Driver', vendor: 'sqlserver', accepts: /^jdbc:jtds:/i },
  { className: 'com.microsoft.jdbc.sqlserver.SQLServerDriver', vendor: 'sqlserver', accepts: /^jdbc:microsoft:/i },
  { className: 'oracle.jdbc.driver.OracleDriver', vendor: 'oracle', accepts: ORACLE },
  { className: 'oracle.jdbc.OracleDriver', vendor: 'oracle', accepts: ORACLE },
  { className: 'com.ibm.db2.jcc.DB2Driver', vendor: 'db2', accepts: /^jdbc:(db2|db2j|ids|ibmdb):/i },
  { className: 'COM.ibm.db2.jdbc.app.DB2Driver', vendor: 'db2', accepts: /^jdbc:db2:/i },
  { className: 'org.h2.Driver', vendor: 'h2', accepts: /^jdbc:h2:/i },
  { className: 'org.apache.derby.jdbc.EmbeddedDriver', vendor: 'derby', accepts: /^jdbc:derby:(?!\/\/)/i },
  { className: 'org.apache.derby.jdbc.ClientDriver', vendor: 'derby', accepts: /^jdbc:derby:\/\//i },
  { className: 'org.hsqldb.jdbc.JDBCDriver', vendor: 'hsqldb', accepts: /^jdbc:hsqldb:/i },
  { className: 'org.hsqldb.jdbcDriver', vendor: 'hsqldb', accepts: /^jdbc:hsqldb:/i },
];

/** The vendor whose driver the class is; null for a class that is not known here. */
export function driverVendor(className: string): Vendor | null {
  return DRIVERS.find((driver) => driver.className === className)?.vendor ?? null;
}

/** The known class that a misspelt one was meant to be: at most two letters apart. */
export function driverMeant(className: string): string | null {
  if (driverVendor(className) !== null) return null;
  const best = closest(
    className,
    DRIVERS.map((driver) => driver.className),
  );
  return distance(className, best) <= 2 ? best : null;
}

/** Does the driver take the URL? Unknown unless both the class and the URL's vendor are known. */
export function driverAccepts(className: string, url: string): Answer {
  const driver = DRIVERS.find((each) => each.className === className);
  const vendor = vendorOf(url);
  if (driver === undefined || vendor === null || vendor === 'other' || isWrapped(url)) return 'unknown';
  return driver.accepts.test(url.trim()) ? 'yes' : 'no';
}

/** The classes that take the URL, the usual one first. */
export function driversFor(url: string): readonly string[] {
  return DRIVERS.filter((driver) => driver.accepts.test(url.trim())).map((driver) => driver.className);
}

/** A URL for a driver that hands on to another driver (`jdbc:p6spy:mysql:…`). */
function isWrapped(url: string): boolean {
  return !/^jdbc:(mysql|mariadb|postgresql|pgsql|sqlserver|microsoft|jtds|oracle|db2|h2|derby|hsqldb)\b/i.test(
    url.trim(),
  );
}

/** Sub-protocols that a misspelt one may have been meant to be. */
const VENDORS = [
  'mysql',
  'mariadb',
  'postgresql',
  'sqlserver',
  'oracle',
  'db2',
  'h2',
  'derby',
  'jtds',
  'hsqldb',
  'pgsql',
];

export interface UrlProblem {
  readonly kind:
    | 'not-jdbc'
    | 'vendor-misspelt'
    | 'port-invalid'
    | 'blank-around'
    | 'blank-inside'
    | 'question-mark-missing';
  /** Ends a sentence that begins with "the URL"; holds nothing of the URL itself. */
  readonly text: string;
  /** The whole URL put right, where there is one way only; may hold secrets. */
  readonly corrected: string | null;
}

/** What is wrong with a JDBC URL's text whatever the database; empty where a template decides. tomcat-jdbc repairs nothing. */
export function urlProblems(url: string): readonly UrlProblem[] {
  if (hasMarker(url) || url === '') return [];
  const text = url.trim();
  const problems: UrlProblem[] = [];
  if (!/^jdbc:/i.test(text)) {
    const corrected = /^.{0,2}dbc:(?=\w+:)|^jdb?c?:(?=\w+:)/i.test(text) ? text.replace(/^\w*:/, 'jdbc:') : null;
    problems.push({ kind: 'not-jdbc', text: 'does not begin with "jdbc:"', corrected });
    return problems;
  }
  const vendor = /^jdbc:(\w+):/i.exec(text)?.[1]?.toLowerCase();
  const meant = vendor === undefined || VENDORS.includes(vendor) ? null : nearest(vendor, VENDORS);
  if (vendor !== undefined && meant !== null && distance(vendor, meant) <= 2) {
    const corrected = text.replace(/^jdbc:\w+:/i, `jdbc:${meant}:`);
    problems.push({
      kind: 'vendor-misspelt',
      text: `names "${vendor}", which no driver takes, for "${meant}"`,
      corrected,
    });
    return problems;
  }
  if (text !== url) problems.push({ kind: 'blank-around', text: 'has white space around it', corrected: text });
  if (!/^jdbc:(mysql|mariadb|postgresql)\b/i.test(text)) return problems;
  const port = /^jdbc:\w+:\/\/(?:[^@/?]*@)?[^:/,?[(]+:([^/,?;]*)/i.exec(text)?.[1];
  if (
    port !== undefined &&
    !/\s/.test(port) &&
    !(/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) <= 65535)
  ) {
    problems.push({ kind: 'port-invalid', text: 'has a port that is no number from 1 to 65535', corrected: null });
  }
  // Everything before the parameters; there an `&` can only be a parameter's.
  const place = text.split('?', 1)[0] ?? '';
  if (/\s/.test(place)) {
    const corrected = /^\S+\/[^\s/]+\s+\w+=\S*$/.test(text) ? text.replace(/\s+/, '?') : null;
    problems.push({ kind: 'blank-inside', text: 'has white space inside it, before any parameter', corrected });
  } else if (place.includes('&') && !text.includes('?')) {
    problems.push({
      kind: 'question-mark-missing',
      text: 'has parameters joined by "&" but no "?" before the first',
      corrected: /\/[^/&=]+&\w+=/.test(text) ? text.replace('&', '?') : null,
    });
  }
  return problems;
}

export interface ValidationQueryProblem {
  /** A query the database accepts. */
  readonly wanted: string;
  /** What the database says. */
  readonly error: string;
}

/** A query that the database of the vendor accepts. */
export function queryFor(vendor: Vendor | null): string {
  if (vendor === 'oracle') return 'SELECT 1 FROM DUAL';
  return vendor === 'db2' || vendor === 'derby' ? 'SELECT 1 FROM SYSIBM.SYSDUMMY1' : 'SELECT 1';
}

/** Why the vendor's database refuses a validation query; null when it takes it, or nobody can tell. */
export function validationQueryProblem(vendor: Vendor, query: string): ValidationQueryProblem | null {
  if (hasMarker(query)) return null;
  const text = query.trim().replace(/\s+/g, ' ').toUpperCase();
  const bare = /^SELECT [^ ;]+;?$/.test(text);
  const dual = /^SELECT \S+ FROM (SYS\.)?DUAL;?$/.test(text);
  const sysDummy = text.includes('SYSIBM.SYSDUMMY1');
  switch (vendor) {
    case 'oracle':
      if (bare) return { wanted: 'SELECT 1 FROM DUAL', error: 'ORA-00923: FROM keyword not found where expected' };
      if (sysDummy) return { wanted: 'SELECT 1 FROM DUAL', error: 'ORA-00942: table or view does not exist' };
      return text.endsWith(';')
        ? { wanted: query.trim().replace(/[;\s]+$/, ''), error: 'ORA-00911: invalid character' }
        : null;
    case 'db2':
      // DUAL exists in DB2's Oracle compatibility mode, which no file here tells.
      return bare ? { wanted: 'SELECT 1 FROM SYSIBM.SYSDUMMY1', error: 'SQLCODE=-104, SQLSTATE=42601' } : null;
    case 'derby':
      if (!bare && !dual) return null;
      return {
        wanted: 'SELECT 1 FROM SYSIBM.SYSDUMMY1',
        error: bare ? 'Syntax error (42X01)' : "Table/View 'DUAL' does not exist",
      };
    case 'hsqldb':
      return bare
        ? { wanted: 'SELECT 1 FROM INFORMATION_SCHEMA.SYSTEM_USERS', error: 'unexpected end of statement' }
        : null;
    case 'postgresql':
      return dual || sysDummy ? { wanted: 'SELECT 1', error: 'ERROR: relation does not exist' } : null;
    case 'sqlserver':
      return dual || sysDummy ? { wanted: 'SELECT 1', error: 'Invalid object name' } : null;
    case 'mysql':
    case 'mariadb':
      return sysDummy ? { wanted: 'SELECT 1', error: "Table 'SYSIBM.SYSDUMMY1' doesn't exist" } : null;
    default:
      return null;
  }
}
