import { attribute, childrenOf, descendants } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { DbConfig, Mount, NodeFile, RegistryFacts, RemoteInstance, ServerFailure } from '../model.js';
import { resolve, type Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { attributeOf, childText, failure, failureAt, nameIn, placed, type Reader, type Reading } from './reading.js';

const REMOTE = 'Could not read remote instance configuration. Caused by: ';

/**
 * conf/registry.xml as `RegistryConfigurationProcessor` of Carbon 4.4 reads it: children without a namespace of
 * whatever root, nothing trimmed, of equal scalars the first counts; `${x}` is a system property, in text only.
 */
export function readRegistry(file: NodeFile, root: XmlElement, variables: Variables): Reading<RegistryFacts> {
  const reader: Reader = { file, variables, dialect: 'system' };
  const top = (name: string) => childText(reader, root, name, `registry/${name}`);
  const elements = {
    dbConfig: childrenOf(root, 'dbConfig', ''),
    remoteInstance: childrenOf(root, 'remoteInstance', ''),
    mount: childrenOf(root, 'mount', ''),
  };
  const facts: RegistryFacts = {
    ...placed(reader, root.nameSpan, 'registry'),
    currentDBConfig: top('currentDBConfig'),
    readOnly: top('readOnly'),
    enableCache: top('enableCache'),
    registryRoot: top('registryRoot'),
    dbConfigs: elements.dbConfig.map((element, index) => dbConfig(reader, element, index)),
    remoteInstances: elements.remoteInstance.map((element, index) => remoteInstance(reader, element, index)),
    mounts: elements.mount.map((element, index) => mount(reader, element, index)),
  };
  return { facts, failures: [...unresolvable(reader, root, 'registry'), ...failuresOf(facts)] };
}

/**
 * What `CarbonUtils.replaceSystemVariablesInXml`, which reads registry.xml and user-mgt.xml first, dies of: an entity
 * of the internal subset, and a `}` before the first `${`.
 */
export function unresolvable(reader: Reader, root: XmlElement, address: string): ServerFailure[] {
  const failures: ServerFailure[] = [];
  for (const element of [root, ...descendants(root)]) {
    const { crash } = resolve(element.text, 'system', reader.variables);
    if (crash !== null) failures.push(failure(reader, element.textSpan, address, crash));
    if (element.entityRefs) {
      const error =
        'java.lang.ClassCastException: DeferredEntityReferenceImpl cannot be cast to class org.w3c.dom.Element';
      failures.push(failure(reader, element.textSpan, address, error));
    }
  }
  return failures;
}

function dbConfig(reader: Reader, element: XmlElement, index: number): DbConfig {
  const name = attributeOf(reader, attribute(element, 'name'), '');
  const address = `registry/dbConfig[${nameIn(name, index)}]`;
  const part = (local: string, as: string) => childText(reader, element, local, `${address}/${as}`);
  return {
    ...placed(reader, element.nameSpan, address),
    name: name === null ? null : { ...name, address: `${address}/@name` },
    dataSource: part('dataSource', 'dataSource'),
    url: part('url', 'url'),
    username: part('userName', 'username'),
    password: part('password', 'password'),
    driverClassName: part('driverName', 'driverClassName'),
  };
}

function remoteInstance(reader: Reader, element: XmlElement, index: number): RemoteInstance {
  const id = childText(reader, element, 'id', '');
  const address = `registry/remoteInstance[${nameIn(id, index)}]`;
  const part = (name: string) => childText(reader, element, name, `${address}/${name}`);
  return {
    ...placed(reader, element.nameSpan, address),
    id: id === null ? null : { ...id, address: `${address}/id` },
    url: attributeOf(reader, attribute(element, 'url'), `${address}/@url`),
    dbConfig: part('dbConfig'),
    readOnly: part('readOnly'),
    enableCache: part('enableCache'),
    cacheId: part('cacheId'),
    registryRoot: part('registryRoot'),
    type: part('type'),
    username: part('username'),
    password: part('password'),
  };
}

function mount(reader: Reader, element: XmlElement, index: number): Mount {
  const path = attributeOf(reader, attribute(element, 'path'), '');
  const address = `registry/mount[${nameIn(path, index)}]`;
  const overwrite = attributeOf(reader, attribute(element, 'overwrite'), `${address}/@overwrite`);
  return {
    ...placed(reader, element.nameSpan, address),
    path: path === null ? null : { ...path, address: `${address}/@path` },
    overwrite,
    mode: modeOf(overwrite),
    instanceId: childText(reader, element, 'instanceId', `${address}/instanceId`),
    targetPath: childText(reader, element, 'targetPath', `${address}/targetPath`),
  };
}

/** `true` and `virtual` in any case; everything else, absent included, leaves what exists at the path. */
function modeOf(overwrite: Setting | null): Mount['mode'] {
  if (overwrite === null) return 'none';
  if (overwrite.kind !== 'literal') return null;
  const text = overwrite.text.toLowerCase();
  return text === 'true' ? 'overwrite' : text === 'virtual' ? 'virtual' : 'none';
}

/** In the order the server meets them: the first fatal one is what it says. */
function failuresOf(facts: RegistryFacts): ServerFailure[] {
  const { currentDBConfig: current, dbConfigs } = facts;
  const missing = 'The current database configuration is not defined.';
  const resolves = dbConfigs.some(({ name }) => name?.kind !== 'literal' || name.text === current?.text);
  return [
    ...dbConfigs.flatMap(dbConfigFailure),
    ...(current === null ? [failureAt(facts, missing)] : []),
    ...remoteInstanceFailures(facts.remoteInstances),
    ...mountFailures(facts.mounts),
    ...(current?.kind === 'literal' && !resolves
      ? [failureAt(current, `Couldn't find db configuration '${current.text}'`, 'partial')]
      : []),
  ];
}

function dbConfigFailure(config: DbConfig): ServerFailure[] {
  if (config.name === null) return [failureAt(config, 'The database configuration name cannot be null.')];
  const error = 'java.lang.NullPointerException: the element url of the dbConfig is missing';
  return config.dataSource === null && config.url === null ? [failureAt(config, error)] : [];
}

function remoteInstanceFailures(instances: readonly RemoteInstance[]): ServerFailure[] {
  const ids = new Set<string>();
  return instances.flatMap((instance) => {
    const { id } = instance;
    if (id === null) return [failureAt(instance, `${REMOTE}null`)];
    if (id.kind !== 'literal') return [];
    if (ids.has(id.text)) return [failureAt(instance, `${REMOTE}Two remote instances can't have the same id.`)];
    ids.add(id.text);
    return [];
  });
}

function mountFailures(mounts: readonly Mount[]): ServerFailure[] {
  const paths = new Set<string>();
  return mounts.flatMap((one) => {
    const { path } = one;
    const dropped = (error: string) => [failureAt(one, error, 'partial')];
    if (path === null) {
      return dropped('The path attribute was not specified for remote mount. Skipping creation of remote mount.');
    }
    // A broken mount leaves its path free.
    if (paths.has(path.text)) return [failureAt(one, `${REMOTE}Two remote instances can't have the same path.`)];
    if (one.instanceId === null) {
      return dropped(`The instance identifier was not specified for the mount: ${path.text}`);
    }
    if (one.targetPath === null) return dropped(`The target path was not specified for the mount: ${path.text}`);
    if (path.kind === 'literal') paths.add(path.text);
    return [];
  });
}

/** Whether the server keeps a mount: incomplete ones are dropped with a warning. */
export function isComplete(one: Mount): boolean {
  return one.path !== null && one.instanceId !== null && one.targetPath !== null;
}

export const REGISTRY_TABLE: ElementTable = {
  root: 'wso2registry',
  namespace: '',
  closed: {
    'wso2registry/dbConfig': [
      ...['dataSource', 'url', 'userName', 'password', 'driverName', 'maxActive', 'maxIdle', 'minIdle', 'maxWait'],
      ...['validationQuery', 'testWhileIdle', 'timeBetweenEvictionRunsMillis', 'minEvictableIdleTimeMillis'],
      'numTestsPerEvictionRun',
    ],
    'wso2registry/remoteInstance': [
      ...['id', 'username', 'password', 'type', 'dbConfig', 'readOnly', 'enableCache', 'cacheId', 'registryRoot'],
    ],
    'wso2registry/mount': ['instanceId', 'targetPath'],
  },
};
