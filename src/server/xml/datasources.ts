import { attribute, childrenOf } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { Datasource, NodeFile, Parameter, ServerFailure } from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { attributeOf, failure, failureAt, nameIn, placed, type Reader, type Reading, textOf } from './reading.js';

const RDBMS = 'RDBMS';
/** Readers that come with Carbon servers; any other class is not on the class path of a stock one. */
const KNOWN_PROVIDER = /^org\.wso2\.carbon\.[\w.$]+$/;

export interface DatasourcesFile extends Reading<readonly Datasource[] | null> {
  /** Values of `definition@type` that some reader of the file's `<providers>` takes; null when there are others too. */
  readonly types: readonly string[] | null;
}

/**
 * conf/datasources/*-datasources.xml as `DataSourceManager` of Carbon 4.4 reads it through JAXB: no namespace, root
 * `datasources-configuration`, unknown elements ignored, of equal elements the last counts, the last `<datasources>`
 * only, names and URLs not trimmed, `${x}` a system property inside `<configuration>` only, entities empty.
 * Facts are null where the server gets nothing out of the file.
 */
export function readDatasources(file: NodeFile, root: XmlElement, variables: Variables): DatasourcesFile {
  const plain: Reader = { file, variables, dialect: 'none', emptyEntities: true };
  const lost = (span: XmlElement['nameSpan'], error: string): DatasourcesFile => {
    return { facts: null, failures: [failure(plain, span, 'datasources', inFile(file.name, error))], types: null };
  };
  if (root.local !== 'datasources-configuration' || root.namespace !== '') {
    const found = `unexpected element (uri:"${root.namespace ?? ''}", local:"${root.local}")`;
    return lost(root.nameSpan, `${found}. Expected elements are <{}datasources-configuration>`);
  }
  const providers = lastOf(root, 'providers');
  const classes = providers === null ? [] : childrenOf(providers, 'provider', '');
  for (const provider of classes) {
    const known = textOf(plain, provider, 'datasources/provider');
    if (known?.kind === 'literal' && !KNOWN_PROVIDER.test(known.text)) {
      return lost(provider.textSpan, `Error in loading data source provider: ${known.text}`);
    }
  }
  const list = lastOf(root, 'datasources');
  if (list === null) return lost(root.nameSpan, 'java.lang.NullPointerException: there is no <datasources>');

  const elements = childrenOf(list, 'datasource', '');
  const facts = elements.map((element, index) => datasource(plain, element, index));
  const others = classes.some((provider) => !provider.text.endsWith('.RDBMSDataSourceReader'));
  return { facts, failures: [], types: others ? null : [RDBMS] };
}

function inFile(file: string, error: string): string {
  return `Error in initializing system data sources at '${file}' - ${error}`;
}

/** JAXB keeps the last of elements that it maps to one field. */
function lastOf(parent: XmlElement, name: string): XmlElement | null {
  return childrenOf(parent, name, '').at(-1) ?? null;
}

function datasource(plain: Reader, element: XmlElement, index: number): Datasource {
  const inside: Reader = { ...plain, dialect: 'system' };
  const jndiConfig = lastOf(element, 'jndiConfig');
  const definition = lastOf(element, 'definition');
  const configuration = definition === null ? null : lastOf(definition, 'configuration');
  const name = textOf(plain, lastOf(element, 'name'), '');
  const jndiName = jndiConfig === null ? null : textOf(plain, lastOf(jndiConfig, 'name'), '');
  const address = `datasources[${nameIn(jndiName ?? name, index)}]`;
  const properties: Parameter[] = (configuration?.children ?? []).flatMap((property) => {
    const setting = property.namespace === '' ? textOf(inside, property, `${address}/${property.local}`) : null;
    return setting === null ? [] : [{ ...setting, name: property.local }];
  });
  const property = (local: string): Setting | null => properties.findLast((one) => one.name === local) ?? null;
  return {
    ...placed(plain, element.nameSpan, address),
    name: name === null ? null : { ...name, address: `${address}/name` },
    jndiName: jndiName === null ? null : { ...jndiName, address: `${address}/jndiName` },
    definitionType:
      definition === null ? null : attributeOf(plain, attribute(definition, 'type'), `${address}/definitionType`),
    url: property('url'),
    username: property('username'),
    password: property('password'),
    driverClassName: property('driverClassName'),
    validationQuery: property('validationQuery'),
    testOnBorrow: property('testOnBorrow'),
    properties,
  };
}

/**
 * The datasources of all files in the order the server takes them, master-datasources.xml first. A name that comes
 * again stops the reading of its file and of all later ones; a type without a reader leaves that one unbound.
 */
export function datasourceFailures(files: readonly DatasourcesFile[], all: readonly Datasource[]): ServerFailure[] {
  const failures: ServerFailure[] = [];
  const names = new Set<string | null>();
  const types = files.some((one) => one.types === null) ? null : files.flatMap((one) => one.types ?? []);
  for (const one of all) {
    const { name, definitionType: type } = one;
    if (name === null || name.kind === 'literal') {
      const text = name?.text ?? 'null';
      if (names.has(name?.text ?? null)) {
        failures.push(failureAt(name ?? one, inFile(one.file, `System datasource ${text}can not be updated.`)));
      }
      names.add(name?.text ?? null);
    }
    if (types !== null && (type === null || (type.kind === 'literal' && !types.includes(type.text)))) {
      const error = `A data source reader cannot be found for the type '${type?.text ?? 'null'}'`;
      failures.push(failureAt(type ?? one, error, 'partial'));
    }
  }
  return failures;
}

export const DATASOURCES_TABLE: ElementTable = {
  root: 'datasources-configuration',
  namespace: '',
  closed: {
    'datasources-configuration': ['providers', 'datasources'],
    'datasources-configuration/providers': ['provider'],
    'datasources-configuration/datasources': ['datasource'],
    'datasources-configuration/datasources/datasource': ['name', 'description', 'jndiConfig', 'definition'],
    'datasources-configuration/datasources/datasource/jndiConfig': ['name', 'environment'],
    'datasources-configuration/datasources/datasource/definition': ['configuration'],
  },
};
