import type { Datasource, NodeModel, TomlFacts } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import { BUILT_IN_DATASOURCES } from '../server/toml/datasources.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { compareVersions, type Version } from '../server/version.js';
import { nearest } from '../text/nearest.js';
import { identityToml, isComplete, placeOfKey } from './deployment.js';
import type { Vendor } from './jdbc.js';

/** `[database.X]` tables that become datasources; the flow database of IS up to 6.x is one of a file not read here. */
export type DatabaseName = 'registry_db' | 'shared_db' | 'user' | 'config' | 'identity_db';

/** A `[database.X]` table that is written. */
export interface DatabaseTable {
  readonly name: DatabaseName;
  /** As a message says it: `[database.shared_db]`. */
  readonly header: string;
  readonly datasource: { readonly name: string; readonly jndiName: string };
  /** Its header, else its first key. */
  readonly at: Placed;
  /** The key as written; null where it is not. */
  readonly written: (key: string) => WrittenKey | null;
  /** After mapping, inference and references. */
  readonly effective: (key: string) => Setting | null;
  /** A template may leave it out. */
  readonly conditional: boolean;
}

/** The `[database.X]` tables of a deployment.toml, in the order of the server's template. */
export function databaseTables(toml: TomlFacts): readonly DatabaseTable[] {
  return BUILT_IN_DATASOURCES.flatMap(({ name, jndiName, table }): DatabaseTable[] => {
    const keys = toml.written.filter(({ key, inArray }) => inArray === null && key.startsWith(`${table}.`));
    const [first] = keys;
    if (first === undefined) return [];
    const { near = null, ...place } = placeOfKey(toml, `${table}.type`);
    return [
      {
        name: table.slice('database.'.length) as DatabaseName,
        header: `[${table}]`,
        datasource: { name, jndiName },
        at: { ...place, address: `datasources[${jndiName}]`, span: near ?? first.entry.span },
        written: (key) => keys.find((one) => one.key === `${table}.${key}`) ?? null,
        effective: (key) => toml.effective(`${table}.${key}`),
        conditional: keys.every(({ entry }) => entry.conditional),
      },
    ];
  });
}

/** What each `type` stands for (infer.json; server/toml/tables/inference.ts has what is made of it). */
const VENDORS: Readonly<Record<string, Vendor>> = {
  mysql: 'mysql',
  mariadb: 'mariadb',
  postgre: 'postgresql',
  mssql: 'sqlserver',
  oracle: 'oracle',
  db2: 'db2',
  h2: 'h2',
};

/** The vendor a `type` stands for; null for a type from which nothing is inferred in any release. */
export function vendorOfType(type: string): Vendor | null {
  return Object.hasOwn(VENDORS, type) ? (VENDORS[type] ?? null) : null;
}

/** The `type` of a vendor; null for one that has none. */
export function typeOfVendor(vendor: Vendor): string | null {
  return Object.keys(VENDORS).find((type) => VENDORS[type] === vendor) ?? null;
}

export interface UnknownType {
  readonly table: DatabaseTable;
  readonly type: Setting;
  /** What is not written and would have to be made from the type. */
  readonly missing: readonly ('url' | 'driver')[];
}

/** The databases that rely on a type from which nothing is made, whatever the version of the node. */
export function unknownTypes(node: NodeModel, toml: TomlFacts): readonly UnknownType[] {
  return databaseTables(toml).flatMap((table): UnknownType[] => {
    const type = table.effective('type');
    if (type?.kind !== 'literal' || type.origin !== 'explicit') return [];
    if (vendorOfType(type.text) !== null && isMadeBySome(node, type.text)) return [];
    const missing = (['url', 'driver'] as const).filter((key) => table.written(key) === null);
    return missing.length === 0 ? [] : [{ table, type, missing }];
  });
}

/** Does some release that the node may be make driver and URL from the type? `mariadb` alone is not known to every one. */
export function isMadeBySome(node: NodeModel, type: string): boolean {
  return type !== 'mariadb' || node.version === null || compareVersions(node.version.max, FIRST_WITH_MARIADB) >= 0;
}

const FIRST_WITH_MARIADB: Version = [5, 11, 0];

const OTHER_NAMES: Readonly<Record<string, string>> = {
  postgresql: 'postgre',
  postgres: 'postgre',
  pgsql: 'postgre',
  sqlserver: 'mssql',
  'ms-sql': 'mssql',
  ms_sql: 'mssql',
};

/** The type a person most likely meant: `postgresql` is `postgre`, `MySQL8` is `mysql`. */
export function typeMeant(type: string): string | null {
  const folded = type.trim().toLowerCase();
  const bare = folded.replace(/[-_ ]?\d*(\.\d+)*$/, '');
  const types = Object.keys(VENDORS);
  return types.find((one) => one === folded || one === bare) ?? OTHER_NAMES[bare] ?? nearest(folded, types);
}

/** Every type, for a message: `mysql, mariadb (5.11 on), postgre, …`. */
export const TYPES: readonly string[] = Object.keys(VENDORS).map((type) =>
  type === 'mariadb' ? 'mariadb (5.11 on)' : type,
);

/** The table a datasource comes from, as a message says it: `[database.shared_db]`, `[[datasource]]`. */
export function tableOf({ jndiName, span }: Datasource): string {
  const builtIn = BUILT_IN_DATASOURCES.find((fields) => fields.jndiName === jndiName?.text);
  if (builtIn !== undefined) return `[${builtIn.table}]`;
  const header = span === null ? '' : span.document.text.slice(span.start, span.end);
  return /^\[+[\w. -]{1,60}\]+$/.test(header) ? header : '[[datasource]]';
}

/** The key that becomes an element of `<configuration>`, below its table. */
export function keyOfField(field: string): string {
  if (field === 'driverClassName') return 'driver';
  if (field === 'jmxEnabled') return 'jmx_enable';
  return ['url', 'username', 'password'].includes(field) ? field : `pool_options.${field}`;
}

/** What is not in the file is not there: it is a whole deployment.toml of an Identity Server. */
export function isWholeDeployment(node: NodeModel): boolean {
  const toml = identityToml(node);
  return toml !== null && isComplete(toml);
}
