import type { Document } from '../syntax/document.js';
import type { DialectProblem } from '../syntax/toml/dialect.js';
import type { TomlTree } from '../syntax/toml/tree.js';
import type { Placed, Setting } from './setting.js';
import type { WrittenKey } from './toml/flatten.js';
import type { Unescaped } from './toml/page.js';
import type { Fault } from './toml/references.js';
import type { Version } from './version.js';

/**
 * What ONE server would understand from its files. Both eras project into this shape; rules never ask for the era
 * unless the mistake exists in one only.
 *
 * Three kinds of nothing: a section is `null` when no committed file tells (not committed, template, malformed: the
 * questions answer `unknown`); a setting is `null` when its file is there and does not hold it; a list is empty when
 * its file is there and lists nothing.
 */
export interface NodeModel {
  /** Unique in the run: folder name, made longer by its parents where two would be equal. */
  readonly name: string;
  /** Conf root, relative to the working directory, '/' separated, '.' for the working directory itself. */
  readonly path: string;
  /** Home directory (holds `repository/`, `bin/`); the conf root itself when flat. */
  readonly home: string;
  readonly era: 'xml' | 'toml';
  /** ServerKey, else what the layout tells (`IS`); null when nothing tells. */
  readonly product: string | null;
  /** Inclusive range of versions the files allow; null when nothing tells. */
  readonly version: VersionRange | null;
  /** The files show a whole pack, so a missing file really is missing (DESIGN §3.6). */
  readonly wholeHome: boolean;
  /** One configuration serving many servers: a number from the user, 'many' by evidence, 1 otherwise. */
  readonly replicas: number | 'many';
  /** The user's `host:`; null when not given. */
  readonly host: string | null;
  readonly files: readonly NodeFile[];
  /** Where the server would refuse or lose a file, in the server's own words. */
  readonly failures: readonly ServerFailure[];
  /** Files that are not well-formed, with what libxml2 says of them; their facts are null. */
  readonly malformed: readonly ParserComplaint[];
  /** What validation against the generated schema says: a cross-check of the element tables, known by line only. */
  readonly schemaComplaints: readonly ParserComplaint[];
  readonly server: ServerFacts | null;
  readonly keystores: KeystoreFacts | null;
  readonly clustering: ClusteringFacts | null;
  readonly hazelcast: HazelcastFacts;
  /** Over all `datasources/*-datasources.xml`; null when none is committed. */
  readonly datasources: readonly Datasource[] | null;
  readonly registry: RegistryFacts | null;
  readonly userMgt: UserMgtFacts | null;
  readonly identity: IdentityFacts | null;
  readonly consent: ConsentFacts | null;
  readonly tomcat: TomcatFacts | null;
  readonly embeddedLdap: EmbeddedLdapFacts | null;
  readonly scripts: ScriptFacts;
  /** What only a `deployment.toml` has; null in the XML era. */
  readonly toml: TomlFacts | null;
}

export interface VersionRange {
  readonly min: Version;
  readonly max: Version;
  /** Where it is said, when one file says it. */
  readonly setting: Setting | null;
}

/** What kind of file it is; decided by its conf-relative path, by its root element only when found elsewhere. */
export type FileRole =
  | 'carbon'
  | 'axis2'
  | 'registry'
  | 'datasources'
  | 'user-mgt'
  | 'identity'
  | 'consent-mgt'
  | 'catalina-server'
  | 'embedded-ldap'
  | 'hazelcast-xml'
  | 'hazelcast-properties'
  | 'deployment-toml'
  /** XML beside a deployment.toml: what the server wrote at its last start. */
  | 'generated'
  | 'script'
  | 'other';

export interface NodeFile {
  /** Path below the conf root (`datasources/master-datasources.xml`); `../…` for files beside it. The key `Placed.file` uses. */
  readonly name: string;
  /** Path relative to the working directory. */
  readonly path: string;
  readonly role: FileRole;
  readonly document: Document;
  /** The change that is checked, a pull request mostly, changes it. */
  readonly changed?: true;
}

export interface ServerFailure extends Placed {
  /** The server's own error text, with the actual names in it. */
  readonly error: string;
  /** `fatal`: the server (or the whole file) does not come up; `partial`: the server goes on without that part. */
  readonly effect: 'fatal' | 'partial';
}

export interface ParserComplaint extends Placed {
  readonly message: string;
}

export interface ServerFacts extends Placed {
  readonly name: Setting | null;
  readonly serverKey: Setting | null;
  readonly version: Setting | null;
  readonly hostName: Setting | null;
  readonly mgtHostName: Setting | null;
  readonly offset: Setting | null;
  readonly serverURL: Setting | null;
  readonly webContextRoot: Setting | null;
  readonly proxyContextPath: Setting | null;
  /** `Cache.ForceLocalCache`; the element exists from IS 5.6 on. */
  readonly forceLocalCache: Setting | null;
  /** Who tells other nodes to drop what they cache; null where the version has no such element. */
  readonly cacheInvalidationImpl: Setting | null;
  readonly cachePropagationEnabled: Setting | null;
  /** `CryptoService`: what internal data is encrypted with (IS 5.9 on). */
  readonly crypto: {
    readonly provider: Setting | null;
    readonly secret: Setting | null;
    readonly oldSecret: Setting | null;
  };
  readonly jmx: { readonly rmiRegistryPort: Setting | null; readonly rmiServerPort: Setting | null };
  readonly embeddedLdapPort: Setting | null;
  readonly kdcPort: Setting | null;
  readonly thriftPort: Setting | null;
  readonly deploymentSynchronizer: {
    readonly enabled: Setting | null;
    readonly autoCommit: Setting | null;
    readonly svnUrl: Setting | null;
  };
}

export interface Keystore extends Placed {
  readonly location: Setting | null;
  readonly type: Setting | null;
  readonly password: Setting | null;
  readonly keyAlias: Setting | null;
  readonly keyPassword: Setting | null;
}

export interface KeystoreFacts {
  readonly primary: Keystore | null;
  readonly internal: Keystore | null;
  /** Tomcat's own; null where catalina-server.xml is not modelled (XML era). */
  readonly tls: Keystore | null;
  /** Null unless there is one of its own. */
  readonly saml: Keystore | null;
  readonly trust: Keystore | null;
  /** SHA-256 of the committed key store files by file name (`wso2carbon.jks`); empty when none is committed. */
  readonly files: ReadonlyMap<string, string>;
}

export interface Member extends Placed {
  /** Trimmed, as the server does; null when the element is missing. */
  readonly hostName: Setting | null;
  readonly port: Setting | null;
}

export interface Parameter extends Setting {
  readonly name: string;
  /** `<property name="" value="">` inside; left out where there are none. */
  readonly nested?: readonly Parameter[];
}

export interface ClusteringFacts extends Placed {
  /** Is the `<clustering>` element there at all (absent means off). */
  readonly present: boolean;
  /** What the server makes of `enable`: absent attribute means on; null when a template decides. */
  readonly enabled: boolean | null;
  readonly enable: Setting | null;
  readonly class: Setting | null;
  /** Verbatim; the server trims it before it compares. */
  readonly membershipScheme: Setting | null;
  readonly membershipSchemeClassName: Setting | null;
  readonly domain: Setting | null;
  readonly localMemberHost: Setting | null;
  readonly localMemberPort: Setting | null;
  readonly mcastAddress: Setting | null;
  readonly mcastPort: Setting | null;
  readonly groupPassword: Setting | null;
  /** Every `<parameter>` of the block in file order, those named above included. */
  readonly parameters: readonly Parameter[];
  /** The `<members>` element; null when there is none. */
  readonly membersBlock: Placed | null;
  /** What is written, whether the scheme makes the server read it or not. */
  readonly listedMembers: readonly Member[];
  /** What the server reads: `listedMembers` for scheme exactly `wka` (trimmed), else empty. */
  readonly members: readonly Member[];
  readonly groupManagement: { readonly enable: Setting | null } | null;
}

/** `conf/etc/hazelcast.xml` (from IS 5.2, kernel 4.4.7) and `conf/hazelcast.properties`. */
export interface HazelcastFacts {
  readonly xml: HazelcastXml | null;
  readonly properties: ReadonlyMap<string, Setting>;
}

export interface HazelcastXml extends Placed {
  readonly groupName: Setting | null;
  readonly groupPassword: Setting | null;
  /** Which of multicast, tcp-ip, aws is enabled; in file order. */
  readonly joins: readonly { readonly kind: string; readonly enabled: boolean; readonly at: Placed }[];
  readonly members: readonly Setting[];
  readonly port: Setting | null;
  readonly publicAddress: Setting | null;
}

export interface Datasource extends Placed {
  readonly name: Setting | null;
  readonly jndiName: Setting | null;
  readonly definitionType: Setting | null;
  readonly url: Setting | null;
  readonly username: Setting | null;
  readonly password: Setting | null;
  readonly driverClassName: Setting | null;
  readonly validationQuery: Setting | null;
  readonly testOnBorrow: Setting | null;
  /** Every child of `<configuration>` by element name in file order; address ends in that name. */
  readonly properties: readonly Parameter[];
}

export interface DbConfig extends Placed {
  readonly name: Setting | null;
  readonly dataSource: Setting | null;
  /** Carbon 3 writes the connection here instead of naming a datasource. */
  readonly url: Setting | null;
  readonly username: Setting | null;
  readonly password: Setting | null;
  readonly driverClassName: Setting | null;
}

export interface RemoteInstance extends Placed {
  readonly id: Setting | null;
  readonly url: Setting | null;
  readonly dbConfig: Setting | null;
  readonly readOnly: Setting | null;
  readonly enableCache: Setting | null;
  readonly cacheId: Setting | null;
  readonly registryRoot: Setting | null;
  readonly type: Setting | null;
  readonly username: Setting | null;
  readonly password: Setting | null;
}

export interface Mount extends Placed {
  readonly path: Setting | null;
  readonly overwrite: Setting | null;
  /** What the server makes of `overwrite`; null when a template decides. */
  readonly mode: 'overwrite' | 'virtual' | 'none' | null;
  readonly instanceId: Setting | null;
  readonly targetPath: Setting | null;
}

export interface RegistryFacts extends Placed {
  readonly currentDBConfig: Setting | null;
  readonly readOnly: Setting | null;
  readonly enableCache: Setting | null;
  readonly registryRoot: Setting | null;
  /** In file order, repeated names included: the server takes the last of equal names. */
  readonly dbConfigs: readonly DbConfig[];
  readonly remoteInstances: readonly RemoteInstance[];
  readonly mounts: readonly Mount[];
}

export interface UserStore extends Placed {
  readonly class: Setting | null;
  readonly properties: ReadonlyMap<string, Setting>;
}

export interface UserMgtFacts extends Placed {
  readonly addAdmin: Setting | null;
  readonly adminRole: Setting | null;
  readonly adminUser: Setting | null;
  readonly adminPassword: Setting | null;
  readonly everyoneRole: Setting | null;
  readonly properties: ReadonlyMap<string, Setting>;
  /** In chain order: the first is the primary store. */
  readonly userStores: readonly UserStore[];
  readonly authorizationManager: Setting | null;
}

export interface IdentityFacts extends Placed {
  /** `JDBCPersistenceManager/DataSource/Name`, verbatim: the server does not trim it. */
  readonly dataSource: Setting | null;
  /** The sessions' own database; null where they share the identity one. */
  readonly sessionDataSource: Setting | null;
  readonly sessionDataPersist: { readonly enable: Setting | null; readonly temporary: Setting | null };
}

export interface ConsentFacts extends Placed {
  readonly dataSource: Setting | null;
}

export interface Connector extends Placed {
  readonly attributes: ReadonlyMap<string, Setting>;
  /** Attributes of `SSLHostConfig` and of its `Certificate`; null where the connector has none. */
  readonly sslHostConfig: ReadonlyMap<string, Setting> | null;
  readonly certificate: ReadonlyMap<string, Setting> | null;
}

export interface TomcatFacts extends Placed {
  readonly shutdownPort: Setting | null;
  readonly connectors: readonly Connector[];
}

export interface EmbeddedLdapFacts extends Placed {
  /** Exactly `true` starts it. */
  readonly enable: Setting | null;
  readonly port: Setting | null;
}

/** What start scripts, Dockerfiles and compose files beside the node override. */
export interface ScriptFacts {
  /** `-DportOffset=…`. */
  readonly portOffset: Setting | null;
  /** `-Dhazelcast.config=…`. */
  readonly hazelcastConfig: Setting | null;
}

/** The source of the TOML era as it is written, and what became of it on the way to the XML files. */
export interface TomlFacts {
  /** `NodeFile.name`. */
  readonly file: string;
  readonly tree: TomlTree;
  /** What the server's older parser refuses though TOML 1.0 allows it. */
  readonly dialect: readonly DialectProblem[];
  /** Every key the user wrote, in file order. */
  readonly written: readonly WrittenKey[];
  /** What stops the server at start-up, whatever the version in the range. */
  readonly faults: readonly Fault[];
  /** Values that make a rendered file malformed, whatever the version in the range. */
  readonly unescaped: readonly Unescaped[];
  /**
   * What the server ends up with for a flat key (after key mapping, under the mapped name); null when it has none. Of
   * unknown kind where the versions of the range differ.
   */
  readonly effective: (key: string) => Setting | null;
  /** Flat keys of the effective configuration below a table, without its name. */
  readonly keysBelow: (table: string) => readonly string[];
  /** Rule files and templates the repository commits beside it. */
  readonly pack: {
    /** Names of the rule files used instead of this program's tables. */
    readonly used: readonly string[];
    /** Why a committed rule file is not used. */
    readonly unread: readonly string[];
    /** Files whose committed template is not the released one: what they will hold is not known. */
    readonly changedTemplates: readonly string[];
  };
}
