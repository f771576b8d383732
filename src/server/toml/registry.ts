import type { DbConfig, Mount, RegistryFacts, RemoteInstance } from '../model.js';
import type { Setting } from '../setting.js';
import type { Version } from '../version.js';
import type { Page } from './page.js';

const FIRST_WITH_SWITCHES: Version = [6, 1, 0];
const FIRST_WITH_DATASOURCES: Version = [7, 1, 0];

interface Shared {
  readonly id: string;
  readonly dbConfig: string;
  readonly path: string;
  readonly table: string;
}

const GOVERNANCE: Shared = {
  id: 'gov',
  dbConfig: 'govregistry',
  path: '/_system/governance',
  table: 'governance_data',
};
const CONFIG: Shared = { id: 'conf', dbConfig: 'configregistry', path: '/_system/config', table: 'config_data' };

/** `registry.xml`: two mounts that every node has, unless they are switched off (6.1.0 and 7.0.0 on). */
export function projectRegistry(page: Page): RegistryFacts {
  const { get, since } = page.release;
  const hasSwitches = since(FIRST_WITH_SWITCHES);
  const mount = get('registry.enable_mount');
  // `is sameas true`: the text "true" is not true.
  const mounted = !hasSwitches || mount === undefined || (mount.kind === 'scalar' && isTrue(mount));
  const shared = mounted ? [GOVERNANCE, CONFIG] : [];
  return {
    ...page.at('registry', 'registry'),
    currentDBConfig: page.constant('wso2registry', 'registry/currentDBConfig'),
    readOnly: page.constant('false', 'registry/readOnly'),
    enableCache: page.constant('true', 'registry/enableCache'),
    registryRoot: page.constant('/', 'registry/registryRoot'),
    dbConfigs: [
      dbConfig(page, 'wso2registry', 'registry', localDatasource(page)),
      ...shared.map(({ dbConfig: name, table }) => dbConfig(page, name, table, sharedDatasource(page, name))),
    ],
    remoteInstances: shared.map((one) => remoteInstance(page, one)),
    mounts: shared.map((one) => mountOf(page, one)),
  };
}

function isTrue(value: { readonly type: string; readonly text: string }): boolean {
  return value.type === 'boolean' && value.text === 'true';
}

function localDatasource(page: Page): Setting {
  const address = 'registry/dbConfig[wso2registry]/dataSource';
  const { get, since } = page.release;
  const shared = get('registry.use_shared_db_as_datasource');
  const switched = since(FIRST_WITH_SWITCHES) && shared?.kind === 'scalar' && isTrue(shared);
  if (switched) return { ...page.constant('jdbc/SHARED_DB', address), span: shared.span, origin: 'explicit' };
  return since(FIRST_WITH_DATASOURCES)
    ? page.text('registry.local_datasource', address)
    : page.constant('jdbc/WSO2CarbonDB', address);
}

function sharedDatasource(page: Page, name: string): Setting {
  const address = `registry/dbConfig[${name}]/dataSource`;
  const { get, hasTable, since } = page.release;
  const key = name === 'govregistry' ? 'registry.gov_datasource' : 'registry.config_datasource';
  if (since(FIRST_WITH_DATASOURCES) && get(key) !== undefined) return page.text(key, address);
  const moved = name === 'configregistry' && hasTable('database.config');
  return page.constant(moved ? 'jdbc/WSO2CONFIG_DB' : 'jdbc/SHARED_DB', address);
}

function dbConfig(page: Page, name: string, table: string, dataSource: Setting): DbConfig {
  const address = `registry/dbConfig[${name}]`;
  return {
    ...page.at(table, address),
    name: page.constant(name, `${address}/@name`),
    dataSource,
    url: null,
    username: null,
    password: null,
    driverClassName: null,
  };
}

function remoteInstance(page: Page, { id, dbConfig: name, table }: Shared): RemoteInstance {
  const address = `registry/remoteInstance[${id}]`;
  const host = page.text('server.hostname', `${address}/@url`);
  return {
    ...page.at(table, address),
    id: page.constant(id, `${address}/id`),
    url: { ...host, text: `https://${host.text}` },
    dbConfig: page.constant(name, `${address}/dbConfig`),
    readOnly: page.constant('false', `${address}/readOnly`),
    enableCache: page.text(`${table}.enable_cache`, `${address}/enableCache`),
    cacheId: page.text(`${table}.cache_id`, `${address}/cacheId`),
    registryRoot: page.constant('/', `${address}/registryRoot`),
    type: null,
    username: null,
    password: null,
  };
}

function mountOf(page: Page, { id, path, table }: Shared): Mount {
  const address = `registry/mount[${path}]`;
  return {
    ...page.at(table, address),
    path: page.constant(path, `${address}/@path`),
    overwrite: page.constant('true', `${address}/@overwrite`),
    mode: 'overwrite',
    instanceId: page.constant(id, `${address}/instanceId`),
    targetPath: page.text(`${table}.path`, `${address}/targetPath`),
  };
}
