import type { Datasource, Parameter } from '../model.js';
import type { Setting } from '../setting.js';
import type { Version } from '../version.js';
import type { Page } from './page.js';
import type { Value } from './value.js';

interface Fields {
  readonly name: string;
  readonly jndiName: string;
  /** The table its fields come from: `database.shared_db`. */
  readonly table: string;
}

const SHARED: Fields = { name: 'WSO2_SHARED_DB', jndiName: 'jdbc/SHARED_DB', table: 'database.shared_db' };
const USER: Fields = { name: 'WSO2USER_DB', jndiName: 'jdbc/WSO2USER_DB', table: 'database.user' };
const CONFIG: Fields = { name: 'WSO2CONFIG_DB', jndiName: 'jdbc/WSO2CONFIG_DB', table: 'database.config' };
const IDENTITY: Fields = { name: 'WSO2_IDENTITY_DB', jndiName: 'jdbc/WSO2IdentityDB', table: 'database.identity_db' };
const CARBON: Fields = { name: 'WSO2_CARBON_DB', jndiName: 'jdbc/WSO2CarbonDB', table: 'database.registry_db' };

/** The JNDI names the template gives, and the table each comes from. */
export const BUILT_IN_DATASOURCES: readonly Fields[] = [CARBON, SHARED, USER, CONFIG, IDENTITY];

const FIRST_WITH_REGISTRY_DB: Version = [7, 0, 0];
const FIRST_WITH_IDENTITY_JMX: Version = [7, 1, 0];
const LAST_WITH_PLAIN_H2: Version = [5, 11, 0];

/** `datasources/master-datasources.xml`, in the template's order. */
export function projectDatasources(page: Page): Datasource[] {
  const { release } = page;
  const optional = [USER, CONFIG].filter(({ table }) => release.hasTable(table));
  return [
    release.since(FIRST_WITH_REGISTRY_DB) ? database(page, CARBON, null) : localRegistry(page),
    database(page, SHARED, 'always'),
    ...optional.map((fields) => database(page, fields, 'always')),
    ...ownDatasources(page),
    database(page, IDENTITY, release.since(FIRST_WITH_IDENTITY_JMX) ? 'when-written' : null),
  ];
}

function database(page: Page, { name, jndiName, table }: Fields, jmx: 'always' | 'when-written' | null): Datasource {
  const address = `datasources[${jndiName}]`;
  const field = (element: string, key: string): Parameter => ({
    ...page.text(`${table}.${key}`, `${address}/${element}`),
    name: element,
  });
  const pool = page.release
    .below(`${table}.pool_options`)
    .map(([element, key, value]): Parameter => ({ ...page.value(value, key, `${address}/${element}`), name: element }));
  const written = page.release.get(`${table}.jmx_enable`);
  const jmxEnabled =
    jmx === 'always' || (jmx === 'when-written' && written !== undefined && originOf(written) !== 'default');
  return datasource(page, table, address, { name, jndiName }, [
    field('url', 'url'),
    field('username', 'username'),
    field('password', 'password'),
    field('driverClassName', 'driver'),
    ...pool,
    ...(jmxEnabled ? [field('jmxEnabled', 'jmx_enable')] : []),
  ]);
}

function originOf(value: Value): string {
  return value.kind === 'table' ? 'explicit' : value.origin;
}

function datasource(
  page: Page,
  table: string,
  address: string,
  { name, jndiName }: Pick<Fields, 'name' | 'jndiName'> | { name: Setting; jndiName: Setting },
  properties: readonly Parameter[],
): Datasource {
  const last = (element: string): Setting | null => properties.findLast((one) => one.name === element) ?? null;
  const named = (text: string | Setting, at: string): Setting =>
    typeof text === 'string' ? page.constant(text, `${address}/${at}`) : text;
  return {
    ...page.at(table, address),
    name: named(name, 'name'),
    jndiName: named(jndiName, 'jndiName'),
    definitionType: page.constant('RDBMS', `${address}/definitionType`),
    url: last('url'),
    username: last('username'),
    password: last('password'),
    driverClassName: last('driverClassName'),
    validationQuery: last('validationQuery'),
    testOnBorrow: last('testOnBorrow'),
    properties,
  };
}

/** Up to 6.1 nothing can move the local registry's database. */
function localRegistry(page: Page): Datasource {
  const async = page.release.after(LAST_WITH_PLAIN_H2) ? 'async:' : '';
  const address = `datasources[${CARBON.jndiName}]`;
  const fixed = (name: string, text: string): Parameter => ({ ...page.constant(text, `${address}/${name}`), name });
  const password = { ...fixed('password', 'wso2carbon'), sensitive: true };
  return datasource(page, CARBON.table, address, CARBON, [
    fixed('url', `jdbc:h2:${async}./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE`),
    fixed('username', 'wso2carbon'),
    password,
    fixed('driverClassName', 'org.h2.Driver'),
    fixed('maxActive', '50'),
    fixed('maxWait', '60000'),
    fixed('testOnBorrow', 'true'),
    fixed('validationQuery', 'SELECT 1'),
    fixed('validationInterval', '30000'),
    fixed('defaultAutoCommit', 'true'),
  ]);
}

/** `[[datasource]]`, or each `[datasource.X]`: the template goes over both alike and infers nothing. */
function ownDatasources(page: Page): Datasource[] {
  const { release } = page;
  const array = release.get('datasource');
  if (array?.kind === 'list') {
    return array.items.flatMap((item, index) =>
      item.kind === 'table'
        ? [ownDatasource(page, `datasource`, index, (key) => item.entries.get(key), [...item.entries])]
        : [],
    );
  }
  const tables = [...new Set(release.below('datasource').map(([name]) => /^(?:'[^']*'|[^.]*)(?=\.)/.exec(name)?.[0]))];
  return tables.flatMap((name, index) => {
    if (name === undefined) return [];
    const table = `datasource.${name}`;
    const entries = release.below(table).map(([key, , value]): [string, Value] => [key, value]);
    return [ownDatasource(page, table, index, (key) => release.get(`${table}.${key}`), entries)];
  });
}

function ownDatasource(
  page: Page,
  table: string,
  index: number,
  get: (key: string) => Value | undefined,
  entries: readonly (readonly [string, Value])[],
): Datasource {
  const id = get('id');
  const shown = id?.kind === 'scalar' && id.text !== '' ? id.text : `#${index + 1}`;
  const address = `datasources[jdbc/${shown}]`;
  const name = page.value(id, `${table}.id`, `${address}/name`);
  const field = (element: string, key: string): Parameter => ({
    ...page.value(get(key), `${table}.${key}`, `${address}/${element}`),
    name: element,
  });
  const pool = entries.flatMap(([key, value]): Parameter[] => {
    const element = /^pool_options\.'?(.*?)'?$/.exec(key)?.[1];
    return element === undefined
      ? []
      : [{ ...page.value(value, `${table}.${key}`, `${address}/${element}`), name: element }];
  });
  const jndiName = { ...name, text: `jdbc/${name.text}`, address: `${address}/jndiName` };
  const at = headerOfElement(page, table, index);
  const made = datasource(page, table, address, { name, jndiName }, [
    field('url', 'url'),
    field('username', 'username'),
    field('password', 'password'),
    field('driverClassName', 'driver'),
    ...pool,
    field('jmxEnabled', 'jmx_enable'),
  ]);
  return at === null ? made : { ...made, span: at };
}

function headerOfElement({ tree }: Page, table: string, index: number) {
  const headers = tree.tables.filter(
    ({ kind, path }) => kind === 'array' && path.map(({ text }) => text).join('.') === table,
  );
  return headers[index]?.span ?? null;
}
