import type { Cluster } from '../../src/cluster/cluster.js';
import type { DbConfig, Mount, NodeFile, NodeModel, RegistryFacts, RemoteInstance } from '../../src/server/model.js';
import type { Setting } from '../../src/server/setting.js';
import type { Document } from '../../src/syntax/document.js';
import { makeRegistry, makeSetting } from '../support/node.js';

export function clusterOf(...nodes: NodeModel[]): Cluster {
  return { name: 'test', nodes, evidence: [], guessed: false, intent: null, reference: null };
}

/** A datasource file that could be read, or could not. */
export function sourceFile(name: string, readable = true): NodeFile {
  const problem = readable ? null : { kind: 'malformed', message: 'x', span: null };
  const document = { xml: () => ({ root: null, comments: [], problem, entities: [] }) };
  return { name, path: name, role: 'datasources', document: document as unknown as Document };
}

const place = (address: string) => ({ file: 'registry.xml', span: null, address });
const setting = (text: string | null | undefined): Setting | null =>
  text === null || text === undefined ? null : makeSetting(text);

export function dbConfig(name: string | null, dataSource: string | null, url: string | null = null): DbConfig {
  return {
    ...place(`registry/dbConfig[${name}]`),
    name: setting(name),
    dataSource: setting(dataSource),
    url: setting(url),
    username: null,
    password: null,
    driverClassName: null,
  };
}

export function instance(
  id: string | null,
  config: string | null,
  texts: { user?: string; root?: string } = {},
): RemoteInstance {
  return {
    ...place(`registry/remoteInstance[${id}]`),
    id: setting(id),
    url: setting('https://localhost:9443/registry'),
    dbConfig: setting(config),
    readOnly: null,
    enableCache: null,
    cacheId: null,
    registryRoot: setting(texts.root),
    type: null,
    username: setting(texts.user),
    password: setting(texts.user),
  };
}

export function mount(
  path: string | null,
  instanceId: string | null,
  target = path,
  mode: Mount['mode'] = 'overwrite',
): Mount {
  return {
    ...place(`registry/mount[${path}]`),
    path: setting(path),
    overwrite: setting(mode),
    mode,
    instanceId: setting(instanceId),
    targetPath: setting(target),
  };
}

/** The local registry in `jdbc/Local`, a remote instance `shared` in `jdbc/Shared`, and the mounts given. */
export function registryOf(mounts: readonly Mount[] = [], given: Partial<RegistryFacts> = {}): RegistryFacts {
  return makeRegistry({
    currentDBConfig: setting('wso2registry'),
    dbConfigs: [dbConfig('wso2registry', 'jdbc/Local'), dbConfig('sharedregistry', 'jdbc/Shared')],
    remoteInstances: [instance('shared', 'sharedregistry')],
    mounts,
    ...given,
  });
}
