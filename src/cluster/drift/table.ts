export type Kind = 'must-equal' | 'must-differ' | 'may-differ';

/** What holds for settings whose address fits: `*` is any run of characters; below a group it holds too. */
export interface Row {
  readonly kind: Kind;
  readonly at: readonly string[];
  readonly reason: string;
  /** `may-differ`: some nodes may lack it; those that have it must have the same. */
  readonly lacking?: true;
  /** `must-differ`: equal values do no harm where the setting at this address differs. */
  readonly unless?: string;
  /** `must-differ`: only of values like this. */
  readonly of?: RegExp;
}

/** One word, or a loopback address, is what a start script replaces, or a demonstration on one machine. */
const OWN_HOST = /^(?!127\.|0\.0\.0\.0$|localhost)[\w-]+(?:\.[\w-]+)+$/;

/**
 * Which settings are no drift when they differ, and which are a fault when they do not. What no row names must be equal
 * on all nodes. The last row that fits holds; `mayDiffer` and `mustDiffer` of the user come after all of them.
 */
export const TABLE: readonly Row[] = [
  {
    kind: 'must-differ',
    at: ['clustering/localMemberHost'],
    reason: 'two nodes of one host and port cannot both be members',
    unless: 'clustering/localMemberPort',
    of: OWN_HOST,
  },
  {
    kind: 'must-differ',
    at: ['deployment.toml/server.node_ip'],
    reason: 'the server tells the others by it where it is',
    of: OWN_HOST,
  },
  {
    kind: 'must-differ',
    at: ['deployment.toml/cache_invalidator.mb.producer_name'],
    reason: 'the server tells its own messages by it',
  },
  {
    kind: 'may-differ',
    at: ['clustering/localMemberPort', 'clustering/member*', 'clustering/*subDomain', 'clustering/*[subDomain]'],
    reason: 'each node names itself and the others it knows; rules ask whether they reach each other',
  },
  {
    kind: 'may-differ',
    at: [
      'server/offset',
      'server/jmx/*',
      '*monitoring.*',
      'server/thriftPort',
      'server/embeddedLdapPort',
      'server/kdcPort',
      '*event-processor.xml/*/port',
      '*broker.xml/coordination/thriftServerPort',
    ],
    reason: 'ports belong to the host',
  },
  {
    kind: 'may-differ',
    at: ['deployment.toml/database.registry_db.*'],
    reason: 'the local registry belongs to the node; shared ones are compared by rules',
  },
  {
    kind: 'may-differ',
    at: [
      ...['eventSync', 'management', 'presentation'].map((part) => `*event-processor.xml/*/${part}/hostName`),
      '*broker.xml/coordination/thriftServerHost',
    ],
    reason: 'each node names itself',
  },
  {
    kind: 'may-differ',
    at: ['registry/readOnly', 'registry/remoteInstance[*]/readOnly', 'server/deploymentSynchronizer/autoCommit'],
    reason: 'workers read what managers write',
  },
  { kind: 'may-differ', at: ['server/mgtHostName'], reason: 'workers have no console', lacking: true },
  { kind: 'may-differ', at: ['userMgt/addAdmin'], reason: 'one node makes the administrator' },
  {
    kind: 'may-differ',
    at: ['url', 'username', 'password'].map((part) => `datasources[jdbc/WSO2MetricsDB]/${part}`),
    reason: 'a node measures itself',
  },
  {
    kind: 'may-differ',
    at: [
      'tomcat/shutdownPort',
      'tomcat/connector[*]/@port',
      'tomcat/connector[*]/@redirectPort',
      'tomcat/connector[*]/@maxThreads',
      'tomcat/connector[*]/@minSpareThreads',
      'tomcat/connector[*]/@acceptCount',
      'tomcat/connector[*]/@acceptorThreadCount',
      'tomcat/connector[*]/@keystoreFile',
      'tomcat/connector[*]/@keystorePass',
      'tomcat/connector[*]/@keyAlias',
      'deployment.toml/transport.*.port',
      'deployment.toml/transport.*.properties.port',
      'deployment.toml/transport.*hread*',
      'deployment.toml/transport.*.acceptCount',
      'keystores/tls*',
      'deployment.toml/keystore.tls.*',
      '*tls*.jks',
      '*tls*.p12',
    ],
    reason: 'ports, threads and the certificate of a listener belong to the host',
  },
  {
    kind: 'may-differ',
    at: ['deployment.toml/session_data.cleanup.*', '*SessionDataCleanUp/*', 'deployment.toml/remote_logging*'],
    reason: 'one node may do the cleaning for all',
  },
  {
    kind: 'may-differ',
    at: ['*log4j*.properties', '*log4j*.xml', '*logging*.properties', '*log-config*'],
    reason: 'logs belong to the host',
  },
  {
    kind: 'may-differ',
    at: ['deployment.toml/analytics*', '*event-publisher*', '*eventpublishers/*', '*output-event-adapters.xml*'],
    reason: 'each node may publish to its own receiver',
  },
];

/** The rows of the product, those that follow from the files, those of the user. */
export function rowsWith(found: readonly Row[], mayDiffer: readonly string[], mustDiffer: readonly string[]): Row[] {
  const own: Row[] = [
    { kind: 'may-differ', at: mayDiffer, reason: 'mayDiffer of the configuration' },
    { kind: 'must-differ', at: mustDiffer, reason: 'mustDiffer of the configuration' },
  ];
  return [...TABLE, ...found, ...own].filter(({ at }) => at.length > 0);
}

/** Whether one of several addresses of one setting fits one of several globs. */
export type Fits = (addresses: readonly string[]) => boolean;

export function fitting(globs: readonly string[]): Fits {
  if (globs.length === 0) return () => false;
  const one = (glob: string): string =>
    glob
      .split(/\*+/)
      .map((text) => text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*');
  const pattern = new RegExp(`^(?:${globs.map(one).join('|')})(?:[/[].*)?$`, 's');
  return (addresses) => addresses.some((address) => pattern.test(address));
}
