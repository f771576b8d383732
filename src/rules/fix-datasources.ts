import type { ExpectedDatabase, ExpectedSource } from '../cluster/expectation.js';
import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import { child, childrenOf, descendants } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { type NewValue, setKeys } from './fix-toml.js';
import { insertElements, type NewElement, setContent } from './fix-xml.js';
import type { Edit } from './rule.js';

/** What writing a datasource leaves to a person, beside the edits. */
export interface DatasourceFix {
  readonly edits: readonly Edit[];
  /** Name of the variable the server has to find the password in; null where none is written. */
  readonly variable: string | null;
}

/** The password as the server resolves it: a system property in the XML, an environment variable in a deployment.toml. */
function passwordOf(node: NodeModel, { passwordFrom }: ExpectedDatabase): string | null {
  if (passwordFrom === null) return null;
  return node.era === 'toml' ? `$env{${passwordFrom}}` : `\${${passwordFrom}}`;
}

/** Makes a node's datasource of that JNDI name lead to the database; adds it where there is none. */
export function writeDatasource(node: NodeModel, source: ExpectedSource): DatasourceFix {
  const password = passwordOf(node, source.database);
  const edits = node.era === 'toml' ? tomlEdits(node, source, password) : xmlEdits(node, source, password);
  return { edits, variable: password === null || edits.length === 0 ? null : source.database.passwordFrom };
}

/** Tables that the templates make datasources of. */
const TABLES: Readonly<Record<string, string>> = {
  'jdbc/SHARED_DB': 'database.shared_db',
  'jdbc/WSO2IdentityDB': 'database.identity_db',
  'jdbc/WSO2USER_DB': 'database.user',
};

function tomlEdits(node: NodeModel, { name, jndiName, database }: ExpectedSource, password: string | null): Edit[] {
  if (node.toml === null) return [];
  const table = TABLES[jndiName] ?? `datasource.${name}`;
  const type = TYPES[database.identity.vendor ?? ''];
  const keys: Record<string, NewValue> = {
    ...(table.startsWith('datasource.') && { id: name }),
    ...(type !== undefined && table.startsWith('database.') && { type }),
    url: database.url,
    ...(database.username !== null && { username: database.username }),
    ...(password !== null && { password }),
    ...(database.driver !== null && { driver: database.driver }),
  };
  return [
    ...setKeys(node, node.toml, table, keys),
    ...setKeys(node, node.toml, `${table}.pool_options`, { validationQuery: database.validationQuery }),
  ];
}

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

function xmlEdits(node: NodeModel, source: ExpectedSource, password: string | null): Edit[] {
  const there = node.datasources?.find(({ jndiName }) => known(jndiName) === source.jndiName) ?? null;
  const files = node.files.filter(({ role }) => role === 'datasources');
  if (there === null) {
    const master = files.find(({ name }) => name.endsWith('master-datasources.xml')) ?? files[0];
    const root = master?.document.xml().root ?? null;
    const list = root === null ? null : (childrenOf(root, 'datasources', '').at(-1) ?? null);
    return list === null
      ? []
      : insertElements(node, list, [newDatasource(source, password)], child(list, 'datasource', ''));
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

/** With the pool settings of the stock datasource. */
function newDatasource({ name, jndiName, database }: ExpectedSource, password: string | null): NewElement {
  const [validation, ...login] = configurationOf(database, password).toReversed();
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
        content: [
          {
            name: 'configuration',
            content: [
              ...login.toReversed(),
              text('maxActive', '50'),
              text('maxWait', '60000'),
              text('testOnBorrow', 'true'),
              ...(validation === undefined ? [] : [validation]),
              text('validationInterval', '30000'),
            ],
          },
        ],
      },
    ],
  };
}
