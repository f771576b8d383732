import { MASK, maskUrl } from '../text/redact.js';
import { parseInteger } from './java.js';
import type {
  ClusteringFacts,
  Datasource,
  Keystore,
  NodeModel,
  Parameter,
  RegistryFacts,
  UserMgtFacts,
} from './model.js';
import type { Setting } from './setting.js';
import { known } from './setting.js';
import { compareVersions, formatVersion } from './version.js';
import { isComplete } from './xml/registry.js';
import { PRIMARY } from './xml/user-mgt.js';

type Json = string | boolean | null | readonly Json[] | { readonly [name: string]: Json };
type Show = (setting: Setting | null | undefined) => string | null;

/** One entry of `inspect --format json`. */
export interface NodeReport {
  readonly name: string;
  readonly path: string;
  readonly era: NodeModel['era'];
  /** `5.8.0`, or `5.6.0 - 5.8.0` where the files allow several. */
  readonly productVersion: string | null;
  /** `failed` when the server would refuse a file; `error` says so in its words. */
  readonly status: 'parsed' | 'rendered' | 'failed';
  readonly error: string | null;
  readonly facts: { readonly [section: string]: Json };
}

/**
 * What the server understood: effective values, under the names the TOML era's files have too. Texts are verbatim, null
 * where there is none; secrets are `***` unless asked for.
 */
export function toFacts(node: NodeModel, { showSecrets }: { readonly showSecrets: boolean }): NodeReport {
  const show: Show = (setting) => {
    if (setting === null || setting === undefined || setting.varies === true) return null;
    const text = setting.rendered ?? setting.text;
    if (showSecrets || text === '') return text;
    return setting.sensitive ? MASK : maskUrl(text);
  };
  const fatal = node.failures.find(({ effect }) => effect === 'fatal');
  return {
    name: node.name,
    path: node.path,
    era: node.era,
    productVersion: versionText(node),
    status: fatal !== undefined ? 'failed' : node.era === 'toml' ? 'rendered' : 'parsed',
    error: fatal?.error ?? null,
    facts: {
      server: server(node, show),
      keystores: keystores(node, show),
      clustering: node.clustering === null ? null : clustering(node.clustering, node.era, show),
      hazelcast: shown(node.hazelcast.properties, show),
      hazelcastXml: hazelcastXml(node, show),
      datasources: node.datasources?.map((one) => datasource(one, show)) ?? null,
      registry: registry(node, show),
      userMgt: node.userMgt === null ? null : userMgt(node.userMgt, show),
      identity: identity(node, show),
      consent: node.consent === null ? null : { dataSource: show(node.consent.dataSource) },
      tomcat: tomcat(node, show),
    },
  };
}

/** `5.8.0`, `5.7.0 - 5.8.0`; null when nothing tells. */
export function versionText({ version }: NodeModel): string | null {
  if (version === null) return null;
  const { min, max } = version;
  const one = compareVersions(min, max) === 0;
  return one ? formatVersion(min) : `${formatVersion(min)} - ${formatVersion(max)}`;
}

function server({ server: facts, scripts }: NodeModel, show: Show): Json {
  if (facts === null) return null;
  return {
    hostName: show(facts.hostName),
    mgtHostName: show(facts.mgtHostName),
    offset: show(scripts.portOffset ?? facts.offset),
    name: show(facts.name),
    serverKey: show(facts.serverKey),
    version: show(facts.version),
    serverURL: show(facts.serverURL),
    webContextRoot: show(facts.webContextRoot),
    proxyContextPath: show(facts.proxyContextPath),
    ldapServerPort: show(facts.embeddedLdapPort),
    jmx: { RMIRegistryPort: show(facts.jmx.rmiRegistryPort), RMIServerPort: show(facts.jmx.rmiServerPort) },
    cache: {
      ForceLocalCache: show(facts.forceLocalCache),
      CacheInvalidationImpl: show(facts.cacheInvalidationImpl),
      CachePropagationEnabled: show(facts.cachePropagationEnabled),
    },
    cryptoService: {
      InternalCryptoProviderClassName: show(facts.crypto.provider),
      Secret: show(facts.crypto.secret),
      OldSecret: show(facts.crypto.oldSecret),
    },
    deploymentSynchronizer: {
      Enabled: show(facts.deploymentSynchronizer.enabled),
      AutoCommit: show(facts.deploymentSynchronizer.autoCommit),
      SvnUrl: show(facts.deploymentSynchronizer.svnUrl),
    },
  };
}

function keystores({ keystores: facts }: NodeModel, show: Show): Json {
  if (facts === null) return null;
  const store = (keystore: Keystore | null): Json =>
    keystore === null
      ? null
      : {
          Location: show(keystore.location),
          Type: show(keystore.type),
          Password: show(keystore.password),
          KeyAlias: show(keystore.keyAlias),
          KeyPassword: show(keystore.keyPassword),
        };
  return {
    primary: store(facts.primary),
    internal: store(facts.internal),
    tls: store(facts.tls),
    saml: store(facts.saml),
    trust: store(facts.trust),
  };
}

/** Parameters with a field of their own. */
const NAMED = new Set(['membershipScheme', 'domain', 'localMemberHost', 'localMemberPort']);

/** In the TOML era the list is rendered whatever the scheme; in the XML era it is what the server reads. */
function membersOf(facts: ClusteringFacts, era: NodeModel['era']) {
  return era === 'toml' ? facts.listedMembers : facts.members;
}

function clustering(facts: ClusteringFacts, era: NodeModel['era'], show: Show): Json {
  const value = (one: Parameter): Json =>
    one.nested?.map((nested) => ({ name: nested.name, value: show(nested) })) ?? show(one);
  const others = new Map(facts.parameters.filter(({ name }) => !NAMED.has(name)).map((one) => [one.name, value(one)]));
  return {
    present: facts.present,
    enabled: facts.enabled,
    enable: show(facts.enable),
    class: show(facts.class),
    membershipScheme: show(facts.membershipScheme),
    domain: show(facts.domain),
    localMemberHost: show(facts.localMemberHost),
    localMemberPort: show(facts.localMemberPort),
    members: membersOf(facts, era).map(({ hostName, port }) => ({
      hostName: show(hostName),
      port: number(show(port)),
    })),
    otherParameters: Object.fromEntries(others),
    groupManagement: show(facts.groupManagement?.enable),
  };
}

/** A port as the server prints it: `04000` is 4000. */
function number(text: string | null): string | null {
  const value = text === null ? null : parseInteger(text);
  return value === null ? text : String(value);
}

function hazelcastXml({ hazelcast: { xml } }: NodeModel, show: Show): Json {
  if (xml === null) return null;
  return {
    groupName: show(xml.groupName),
    groupPassword: show(xml.groupPassword),
    joins: xml.joins.map(({ kind, enabled }) => ({ kind, enabled })),
    members: xml.members.map(show),
    port: show(xml.port),
    publicAddress: show(xml.publicAddress),
  };
}

const COLUMNS = new Set(['url', 'username', 'password', 'driverClassName', 'validationQuery']);

function datasource(facts: Datasource, show: Show): Json {
  const pool = new Map(facts.properties.filter(({ name }) => !COLUMNS.has(name)).map((one) => [one.name, show(one)]));
  return {
    name: show(facts.name),
    jndiName: show(facts.jndiName),
    definitionType: show(facts.definitionType),
    url: show(facts.url),
    username: show(facts.username),
    password: show(facts.password),
    driverClassName: show(facts.driverClassName),
    validationQuery: show(facts.validationQuery),
    pool: Object.fromEntries(pool),
  };
}

/** With a registry.xml that is not well-formed the server goes on as if it were empty. */
function registry({ registry: facts, malformed, files }: NodeModel, show: Show): Json {
  const broken = malformed.some(({ file }) => files.some(({ name, role }) => name === file && role === 'registry'));
  if (facts === null && !broken) return null;
  const { dbConfigs = [], remoteInstances = [], mounts = [] } = facts ?? {};
  // Of equal names the last counts.
  const configs = new Map(dbConfigs.map((config) => [config.name?.text ?? null, config]));
  return {
    currentDBConfig: current(facts, show),
    readOnly: show(facts?.readOnly),
    enableCache: show(facts?.enableCache),
    registryRoot: show(facts?.registryRoot),
    dbConfigs: [...configs.values()].map((one) => ({
      name: show(one.name),
      dataSource: show(one.dataSource),
      ...(one.dataSource === null && {
        url: show(one.url),
        username: show(one.username),
        password: show(one.password),
        driverClassName: show(one.driverClassName),
      }),
    })),
    remoteInstances: remoteInstances.map((one) => ({
      url: show(one.url),
      id: show(one.id),
      dbConfig: show(one.dbConfig),
      readOnly: show(one.readOnly),
      enableCache: show(one.enableCache),
      cacheId: show(one.cacheId),
      registryRoot: show(one.registryRoot),
      type: show(one.type),
    })),
    mounts: mounts.filter(isComplete).map((one) => ({
      path: show(one.path),
      overwrite: show(one.overwrite),
      mode: one.mode,
      instanceId: show(one.instanceId),
      targetPath: show(one.targetPath),
    })),
  };
}

/** The server keeps no current configuration when its name is none of the configurations'. */
function current(facts: RegistryFacts | null, show: Show): string | null {
  const name = known(facts?.currentDBConfig ?? null);
  const names = facts?.dbConfigs.map((config) => config.name);
  const unresolved = name !== null && names?.every((one) => one?.kind === 'literal' && one.text !== name) === true;
  return unresolved ? null : show(facts?.currentDBConfig);
}

/** Null without any `UserStoreManager`: the server builds no realm then. */
function userMgt(facts: UserMgtFacts, show: Show): Json {
  const [primary] = facts.userStores;
  if (primary === undefined) return null;
  const domain = primary.properties.get('DomainName')?.text ?? PRIMARY;
  const qualified = (setting: Setting | null): string | null => {
    const name = show(setting);
    const bare = name !== null && !name.includes('/') && domain !== '' && domain.toUpperCase() !== PRIMARY;
    return bare ? `${domain.toUpperCase()}/${name}` : name;
  };
  return {
    addAdmin: show(facts.addAdmin),
    adminRole: show(facts.adminRole),
    adminUser: qualified(facts.adminUser),
    adminPassword: show(facts.adminPassword),
    everyoneRole: show(facts.everyoneRole),
    properties: shown(facts.properties, show),
    userStores: facts.userStores
      .filter((store, index) => index === 0 || store.properties.has('DomainName'))
      .map((store) => ({ class: show(store.class), properties: shown(store.properties, show) })),
    authorizationManager: show(facts.authorizationManager),
  };
}

function identity({ identity: facts }: NodeModel, show: Show): Json {
  if (facts === null) return null;
  const { dataSource, sessionDataPersist } = facts;
  return {
    dataSource: show(dataSource),
    sessionDataPersist: { Enable: show(sessionDataPersist.enable), Temporary: show(sessionDataPersist.temporary) },
  };
}

function tomcat({ tomcat: facts }: NodeModel, show: Show): Json {
  if (facts === null) return null;
  return {
    shutdownPort: show(facts.shutdownPort),
    connectors: facts.connectors.map(({ attributes, sslHostConfig, certificate }) => ({
      ...shown(attributes, show),
      ...(sslHostConfig !== null && { SSLHostConfig: shown(sslHostConfig, show) }),
      ...(certificate !== null && { Certificate: shown(certificate, show) }),
    })),
  };
}

function shown(settings: ReadonlyMap<string, Setting>, show: Show): Record<string, string | null> {
  return Object.fromEntries([...settings].map(([name, setting]) => [name, show(setting)]));
}
