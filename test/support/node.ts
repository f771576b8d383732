import type {
  ClusteringFacts,
  Datasource,
  IdentityFacts,
  Member,
  NodeModel,
  RegistryFacts,
  ServerFacts,
  UserMgtFacts,
} from '../../src/server/model.js';
import type { Placed, Setting } from '../../src/server/setting.js';

/** Hand-made parts of the model: complete, with null for everything that is not given. */

export function makeSetting(text: string, given: Partial<Setting> = {}): Setting {
  return {
    file: 'x.xml',
    span: null,
    address: 'x',
    text,
    kind: /\{\{|<%|#_/.test(text) ? 'template' : /\$\{|\$env\{|\$sys\{/.test(text) ? 'placeholder' : 'literal',
    origin: 'explicit',
    sensitive: false,
    ...given,
  };
}

function settingOrNull(text: string | null | undefined, file: string, address: string): Setting | null {
  return text === null || text === undefined ? null : makeSetting(text, { file, address });
}

export function makeNode(given: Partial<NodeModel> = {}): NodeModel {
  const name = given.name ?? 'is-1';
  const home = given.home ?? name;
  return {
    name,
    path: `${home}/repository/conf`,
    home,
    era: 'xml',
    product: 'IS',
    version: null,
    wholeHome: false,
    replicas: 1,
    host: null,
    files: [],
    failures: [],
    malformed: [],
    schemaComplaints: [],
    server: null,
    keystores: null,
    clustering: null,
    hazelcast: { xml: null, properties: new Map() },
    datasources: null,
    registry: null,
    userMgt: null,
    identity: null,
    consent: null,
    tomcat: null,
    embeddedLdap: null,
    scripts: { portOffset: null, hazelcastConfig: null },
    toml: null,
    ...given,
  };
}

const AXIS2 = 'axis2/axis2.xml';

export interface ClusteringTexts {
  /** On when not said. */
  readonly enabled?: boolean | null;
  /** `wka` when not said; null for none. */
  readonly scheme?: string | null;
  readonly domain?: string | null;
  readonly host?: string | null;
  readonly port?: string | null;
  /** `host:port` each. */
  readonly members?: readonly string[];
}

export function makeClustering(texts: ClusteringTexts = {}, given: Partial<ClusteringFacts> = {}): ClusteringFacts {
  const at = (text: string | null | undefined, name: string) => settingOrNull(text, AXIS2, `clustering/${name}`);
  const scheme = texts.scheme === undefined ? 'wka' : texts.scheme;
  const listedMembers = (texts.members ?? []).map((member) => makeMember(member));
  const place: Placed = { file: AXIS2, span: null, address: 'clustering' };
  return {
    ...place,
    present: true,
    enabled: texts.enabled === undefined ? true : texts.enabled,
    enable: texts.enabled === null ? null : at(String(texts.enabled ?? true), '@enable'),
    class: null,
    membershipScheme: at(scheme, 'membershipScheme'),
    membershipSchemeClassName: null,
    domain: at(texts.domain, 'domain'),
    localMemberHost: at(texts.host, 'localMemberHost'),
    localMemberPort: at(texts.port, 'localMemberPort'),
    mcastAddress: null,
    mcastPort: null,
    groupPassword: null,
    parameters: [],
    membersBlock: listedMembers.length > 0 ? { ...place, address: 'clustering/members' } : null,
    listedMembers,
    members: scheme?.trim() === 'wka' ? listedMembers : [],
    groupManagement: null,
    ...given,
  };
}

/** `10.0.0.12:4000`. */
export function makeMember(text: string): Member {
  const colon = text.lastIndexOf(':');
  const address = `clustering/member[${text}]`;
  return {
    file: AXIS2,
    span: null,
    address,
    hostName: makeSetting(text.slice(0, colon), { file: AXIS2, address: `${address}/hostName` }),
    port: makeSetting(text.slice(colon + 1), { file: AXIS2, address: `${address}/port` }),
  };
}

export function makeServer(given: Partial<ServerFacts> = {}): ServerFacts {
  return {
    file: 'carbon.xml',
    span: null,
    address: 'server',
    name: null,
    serverKey: null,
    version: null,
    hostName: null,
    mgtHostName: null,
    offset: null,
    serverURL: null,
    webContextRoot: null,
    proxyContextPath: null,
    forceLocalCache: null,
    cacheInvalidationImpl: null,
    cachePropagationEnabled: null,
    crypto: { provider: null, secret: null, oldSecret: null },
    jmx: { rmiRegistryPort: null, rmiServerPort: null },
    embeddedLdapPort: null,
    kdcPort: null,
    thriftPort: null,
    deploymentSynchronizer: { enabled: null, autoCommit: null, svnUrl: null },
    ...given,
  };
}

export interface DatasourceTexts {
  readonly name?: string;
  readonly jndi?: string | null;
  readonly url?: string | null;
  readonly username?: string | null;
  readonly password?: string | null;
  readonly driver?: string | null;
}

export function makeDatasource(texts: DatasourceTexts = {}, given: Partial<Datasource> = {}): Datasource {
  const file = 'datasources/master-datasources.xml';
  const jndi = texts.jndi === undefined ? 'jdbc/WSO2CarbonDB' : texts.jndi;
  const address = `datasources[${jndi ?? texts.name ?? 'WSO2_CARBON_DB'}]`;
  const at = (text: string | null | undefined, name: string) => settingOrNull(text, file, `${address}/${name}`);
  return {
    file,
    span: null,
    address,
    name: at(texts.name ?? 'WSO2_CARBON_DB', 'name'),
    jndiName: at(jndi, 'jndiName'),
    definitionType: at('RDBMS', 'definitionType'),
    url: at(texts.url, 'url'),
    username: at(texts.username, 'username'),
    password: at(texts.password, 'password'),
    driverClassName: at(texts.driver, 'driverClassName'),
    validationQuery: null,
    testOnBorrow: null,
    properties: [],
    ...given,
  };
}

export function makeRegistry(given: Partial<RegistryFacts> = {}): RegistryFacts {
  return {
    file: 'registry.xml',
    span: null,
    address: 'registry',
    currentDBConfig: null,
    readOnly: null,
    enableCache: null,
    registryRoot: null,
    dbConfigs: [],
    remoteInstances: [],
    mounts: [],
    ...given,
  };
}

/** @param dataSource JNDI name of the realm's database; null for none */
export function makeUserMgt(dataSource: string | null, given: Partial<UserMgtFacts> = {}): UserMgtFacts {
  const setting = settingOrNull(dataSource, 'user-mgt.xml', 'userMgt/properties/dataSource');
  return {
    file: 'user-mgt.xml',
    span: null,
    address: 'userMgt',
    addAdmin: null,
    adminRole: null,
    adminUser: null,
    adminPassword: null,
    everyoneRole: null,
    properties: new Map(setting === null ? [] : [['dataSource', setting]]),
    userStores: [],
    authorizationManager: null,
    ...given,
  };
}

/** @param dataSource JNDI name of the identity database; null for none */
export function makeIdentity(dataSource: string | null, given: Partial<IdentityFacts> = {}): IdentityFacts {
  return {
    file: 'identity/identity.xml',
    span: null,
    address: 'identity',
    dataSource: settingOrNull(dataSource, 'identity/identity.xml', 'identity/dataSource'),
    sessionDataSource: null,
    sessionDataPersist: { enable: null, temporary: null },
    ...given,
  };
}
