import type { ExpectedDatabase, ExpectedSource } from '../cluster/expectation.js';
import { localRegistry } from '../cluster/registry.js';
import type { Datasource, NodeModel, TomlFacts } from '../server/model.js';
import { known } from '../server/setting.js';
import { compareVersions, type Version } from '../server/version.js';
import { child, childrenOf, descendants } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { type NewValue, setKeys } from './fix-toml.js';
import { insertElements, type NewElement, setContent } from './fix-xml.js';
import type { Edit } from './rule.js';

/** What writing a datasource leaves to a person, beside the edits. */
export interface DatasourceFix {
  readonly edits: readonly Edit[];
  /**
   * Where the server is to find the password: `variable` names one to be set, `vault` is the one it has, `file` is the
   * file itself, whose password is the old database's.
   */
  readonly password: { readonly kind: 'variable'; readonly name: string } | { readonly kind: 'vault' | 'file' };
}

/** Makes a node's datasource of that JNDI name lead to the database; adds it where there is none. */
export function writeDatasource(node: NodeModel, source: ExpectedSource): DatasourceFix {
  const there = node.datasources?.findLast(({ jndiName }) => known(jndiName) === source.jndiName) ?? null;
  const { passwordFrom } = source.database;
  const isInVault = there?.password?.kind === 'secret';
  const name = isInVault ? null : passwordFrom;
  // A system property in the XML, an environment variable in a deployment.toml.
  const password = name === null ? null : node.toml === null ? `\${${name}}` : `$env{${name}}`;
  // What a template fills in is the template's.
  const isFilledIn = [there?.username, there?.password, there?.driverClassName, there?.validationQuery].some(
    (setting) => setting?.kind === 'template',
  );
  const write = () =>
    node.toml === null ? xmlEdits(node, source, there, password) : tomlEdits(node, node.toml, source, password);
  const edits = isFilledIn ? [] : write();
  return { edits, password: name === null ? { kind: isInVault ? 'vault' : 'file' } : { kind: 'variable', name } };
}

/** Tables that the templates make datasources of. */
const TABLES: Readonly<Record<string, string>> = {
  'jdbc/SHARED_DB': 'database.shared_db',
  'jdbc/WSO2IdentityDB': 'database.identity_db',
  'jdbc/WSO2USER_DB': 'database.user',
};

function tomlEdits(
  node: NodeModel,
  toml: TomlFacts,
  { name, jndiName, database }: ExpectedSource,
  password: string | null,
): Edit[] {
  const table = TABLES[jndiName] ?? `datasource.${name}`;
  const type = TABLES[jndiName] === undefined ? null : typeOf(node, database);
  const isThere = (path: string): boolean =>
    toml.tree.tables.some((one) => one.path.map(({ text }) => text).join('.') === path);
  // Tables of both kinds do not go together.
  if (type === null && toml.tree.tables.some(({ kind, path }) => kind === 'array' && path[0]?.text === 'datasource'))
    return [];
  const { driver } = database;
  const isInferred = type !== null && STANDARD_URL.test(database.url) && !database.isDriverGiven;
  const needsDriver = driver !== null && (!isInferred || toml.written.some(({ key }) => key === `${table}.driver`));
  const pool = `${table}.pool_options`;
  const query = { validationQuery: database.validationQuery };
  const keys: Record<string, NewValue> = {
    ...(type === null ? { id: name } : { type }),
    url: database.url,
    ...(database.username !== null && { username: database.username }),
    ...(password !== null && { password }),
    ...(needsDriver && { driver }),
    ...(!isThere(pool) && { 'pool_options.validationQuery': query.validationQuery }),
  };
  return [...setKeys(node, toml, table, keys), ...(isThere(pool) ? setKeys(node, toml, pool, query) : [])];
}

/** URLs that the driver takes which a type stands for. */
const STANDARD_URL = /^jdbc:(?:mysql|postgresql|sqlserver|oracle|db2|h2):/i;
const FIRST_WITH_MARIADB: Version = [5, 11, 0];

/** As `[database.X] type` spells the vendors. */
const TYPES: Readonly<Record<string, string>> = {
  mysql: 'mysql',
  mariadb: 'mariadb',
  postgresql: 'postgre',
  sqlserver: 'mssql',
  oracle: 'oracle',
  db2: 'db2',
  h2: 'h2',
};

function typeOf({ version }: NodeModel, { identity: { vendor } }: ExpectedDatabase): string | null {
  const hasMariadb = version !== null && compareVersions(version.min, FIRST_WITH_MARIADB) >= 0;
  return TYPES[vendor === 'mariadb' && !hasMariadb ? 'mysql' : (vendor ?? '')] ?? null;
}

function xmlEdits(node: NodeModel, source: ExpectedSource, there: Datasource | null, password: string | null): Edit[] {
  const files = node.files.filter(({ role }) => role === 'datasources');
  if (there === null) {
    const master = files.find(({ name }) => name.endsWith('master-datasources.xml')) ?? files[0];
    const root = master?.document.xml().root ?? null;
    const list = root === null ? null : (childrenOf(root, 'datasources', '').at(-1) ?? null);
    return list === null
      ? []
      : insertElements(node, list, [newDatasource(node, source, password)], child(list, 'datasource', ''));
  }
  const root = files.find(({ name }) => name === there.file)?.document.xml().root ?? null;
  const element = root === null ? null : at(root, there.span?.start ?? -1);
  const configuration =
    element === null ? null : [...descendants(element)].find(({ local }) => local === 'configuration');
  if (configuration === undefined || configuration === null) return [];
  const wanted = configurationOf(source.database, password);
  const missing = wanted.filter(({ name }) => child(configuration, name, '') === null);
  return [
    ...wanted.flatMap(({ name, content }) => {
      const property = child(configuration, name, '');
      return property === null || typeof content !== 'string' || property.text === content
        ? []
        : setContent(node, property, content);
    }),
    ...insertElements(node, configuration, missing),
  ];
}

/** The element whose name stands at an offset. */
function at(root: XmlElement, offset: number): XmlElement | null {
  return (
    [...descendants(root)].find(({ nameSpan, span }) => nameSpan.start === offset || span.start === offset) ?? null
  );
}

function configurationOf(
  { url, driver, username, validationQuery }: ExpectedDatabase,
  password: string | null,
): NewElement[] {
  const property = (name: string, content: string | null): NewElement[] =>
    content === null ? [] : [{ name, content }];
  return [
    ...property('url', url),
    ...property('username', username),
    ...property('password', password),
    ...property('driverClassName', driver),
    ...property('validationQuery', validationQuery),
  ];
}

function newDatasource(
  node: NodeModel,
  { name, jndiName, database }: ExpectedSource,
  password: string | null,
): NewElement {
  const text = (element: string, content: string): NewElement => ({ name: element, content });
  return {
    name: 'datasource',
    content: [
      text('name', name),
      text('description', 'The datasource shared by the nodes of the cluster'),
      { name: 'jndiConfig', content: [text('name', jndiName)] },
      {
        name: 'definition',
        attributes: { type: 'RDBMS' },
        content: [{ name: 'configuration', content: withPool(node, configurationOf(database, password)) }],
      },
    ],
  };
}

/** The pool settings of the stock datasource. */
const POOL: Readonly<Record<string, string>> = {
  maxActive: '50',
  maxWait: '60000',
  testOnBorrow: 'true',
  validationQuery: 'SELECT 1',
  validationInterval: '30000',
};
/** Settings of a connection pool, whatever database is behind it. */
const IS_POOL =
  /^(?:(?:max|min|initial|test|validation|timeBetween|removeAbandoned|logAbandoned)\w*|defaultAutoCommit|(?:commit|rollback)OnReturn|jmxEnabled)$/;

/** With the pool settings of the node's own datasource, which that version of the server was delivered with. */
function withPool(node: NodeModel, configuration: readonly NewElement[]): NewElement[] {
  const own = localRegistry(node).datasource?.properties ?? [];
  const settings = own.filter(({ name, kind, sensitive }) => kind === 'literal' && !sensitive && IS_POOL.test(name));
  const pool = settings.length === 0 ? Object.entries(POOL) : settings.map(({ name, text }) => [name, text] as const);
  const query = configuration.find(({ name }) => name === 'validationQuery');
  const names = pool.map(([name]) => name);
  return [
    ...configuration.filter(({ name }) => !names.includes(name)),
    ...pool.map(([name, content]) => (name === query?.name ? query : { name, content })),
  ];
}
