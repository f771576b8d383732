import { change, copyNode, type Files, GOOD, without } from '../support/lint.js';
import { type Mutation, secret } from './mutation.js';

/** Every place of the correct cluster that holds a secret, and some where people put one. Lines stay where they are. */
const PLACES: readonly (readonly [file: string, from: RegExp, to: (password: string) => string])[] = [
  ['carbon.xml', /<Password>9fTq2LmRvb</g, (password) => `<Password>${password}<`],
  ['carbon.xml', /<KeyPassword>9fTq2LmRvb</g, (password) => `<KeyPassword>${password}<`],
  ['user-mgt.xml', /<Password>4xWn2</g, (password) => `<Password>${password}<`],
  [
    'user-mgt.xml',
    /<Property name="PasswordDigest">/g,
    (password) => `<Property name="ConnectionPassword">${password}</Property><Property name="PasswordDigest">`,
  ],
  ['identity/embedded-ldap.xml', /"connectionPassword">admin</g, (password) => `"connectionPassword">${password}<`],
  ['tomcat/catalina-server.xml', /keystorePass="9fTq2LmRvb"/g, (password) => `keystorePass="${password}"`],
  ['datasources/master-datasources.xml', /<password>\w+</g, (password) => `<password>${password}<`],
  [
    'datasources/master-datasources.xml',
    /3306\/reg_db</g,
    (password) => `3306/reg_db?user=regadmin&amp;password=${password}<`,
  ],
  ['axis2/axis2.xml', /<members>/g, (password) => `<parameter name="groupPassword">${password}</parameter><members>`],
  [
    'axis2/axis2.xml',
    /<groupManagement/g,
    (password) => `<parameter name="licenseKey">${password}</parameter><groupManagement`,
  ],
  ['registry.xml', /url="https:\/\/localhost/g, (password) => `url="https://admin:${password}@localhost`],
];

function plant(files: Files): Files {
  const planted = { ...files };
  PLACES.forEach(([name, from, to], place) => {
    for (const node of ['is-1', 'is-2']) {
      const path = `${node}/repository/conf/${name}`;
      planted[path] = String(planted[path]).replace(from, to(secret(place)));
    }
  });
  return planted;
}

/** The correct cluster with a secret of its own in every place that can hold one. */
export const BASE: Files = plant(GOOD);

/** The second node of the cluster as a deployment.toml. */
const SAME_AS_IS_2 = `[server]
hostname = "is.example.com"
node_ip = "10.0.0.12"
[super_admin]
username = "admin"
password = "${secret(91)}"
create_admin_account = true
[user_store]
type = "database"
[clustering]
membership_scheme = "wka"
domain = "iam.example.com"
members = ["10.0.0.11:4000"]
[config_data]
path = "/_system/nodes"
${['identity', 'shared']
  .map(
    (name) => `[database.${name}_db]
type = "mysql"
url = "jdbc:mysql://db.example.com:3306/reg_db"
username = "regadmin"
password = "${secret(92)}"
pool_options.validationQuery = "SELECT 1"
`,
  )
  .join('')}[transport.http.properties]
proxyPort = 80
[transport.https.properties]
proxyPort = 443
`;

const AXIS2 = 'axis2/axis2.xml';
const DATASOURCES = 'datasources/master-datasources.xml';
const is1 = (file: string, from: string, to: string, files = BASE) => change(files, `is-1/${file}`, from, to);
const is2 = (file: string, from: string, to: string, files = BASE) => change(files, `is-2/${file}`, from, to);
const both = (file: string, from: string, to: string) => is1(file, from, to, is2(file, from, to));

/** The datasource of node 2 that leads to the shared database, as one text to change a part of. */
const shared = (from: string, to: string): Files => {
  const path = `is-2/repository/conf/${DATASOURCES}`;
  const text = String(BASE[path]);
  const at = text.indexOf('<name>WSO2_CARBON_DB_IS');
  const tail = text.slice(at);
  if (tail.split(from).length !== 2) throw new Error(`${from} is not there once`);
  return { ...BASE, [path]: text.slice(0, at) + tail.replace(from, () => to) };
};

/** Both nodes on one machine. */
const onOneHost = is1(
  AXIS2,
  '<hostName>10.0.0.12</hostName>\n                <port>4000',
  '<hostName>10.0.0.11</hostName>\n                <port>4001',
  is2(
    AXIS2,
    '"localMemberPort">4000',
    '"localMemberPort">4001',
    is2(AXIS2, '"localMemberHost">10.0.0.12', '"localMemberHost">10.0.0.11'),
  ),
);

const STOCK_LDAP = '<Property name="ConnectionURL">ldap://localhost:${Ports.EmbeddedLDAP.LDAPServerPort}</Property>';
const embeddedLdap = ['is-1', 'is-2'].reduce(
  (files, node) => change(files, `${node}/identity/embedded-ldap.xml`, '"enable">false', '"enable">true'),
  both('user-mgt.xml', '<Property name="ReadOnly">', `${STOCK_LDAP}<Property name="ReadOnly">`),
);

const HAZELCAST = `<hazelcast xmlns="http://www.hazelcast.com/schema/config"><group><name>other</name><password>${secret(90)}</password></group><network><join><multicast enabled="true"/></join></network></hazelcast>\n`;

export const MUTATIONS: readonly Mutation[] = [
  {
    area: 'clustering',
    title: 'off on one node',
    files: is2(AXIS2, 'enable="true"', 'enable="false"'),
    finds: ['clustering-enable-mismatch', 'is-1/axis2/axis2.xml:5'],
  },
  {
    area: 'clustering',
    title: 'off on every node',
    files: both(AXIS2, 'enable="true"', 'enable="false"'),
    finds: ['clustering-disabled', 'is-1/axis2/axis2.xml:5'],
  },
  {
    area: 'clustering',
    title: 'enable="yes"',
    files: is2(AXIS2, 'enable="true"', 'enable="yes"'),
    finds: ['clustering-enable-invalid', 'is-2/axis2/axis2.xml:5'],
  },
  {
    area: 'clustering',
    title: 'the agent of another kernel',
    files: is2(
      AXIS2,
      'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
      'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
    ),
    finds: ['clustering-class-era', 'is-2/axis2/axis2.xml:4'],
    beside: { 'clustering-class-mismatch': 'the node is wrong by itself, and the two cannot talk' },
  },
  {
    area: 'clustering',
    title: 'another domain',
    files: is2(AXIS2, 'iam.example.com', 'iam.exmaple.com'),
    finds: ['clustering-domain-mismatch', 'is-1/axis2/axis2.xml:8'],
  },
  {
    area: 'clustering',
    title: 'a blank in the domain',
    files: is2(AXIS2, 'iam.example.com<', 'iam.example.com <'),
    finds: ['clustering-domain-mismatch', 'is-1/axis2/axis2.xml:8'],
    beside: { 'xml-whitespace-in-reference': 'the node says what is odd about it, the cluster what it does' },
  },
  {
    area: 'clustering',
    title: 'the default domain',
    files: both(AXIS2, 'iam.example.com', 'wso2.carbon.domain'),
    finds: ['clustering-domain-default', 'is-1/axis2/axis2.xml:8'],
    severity: 'warning',
  },
  {
    area: 'clustering',
    title: 'a scheme nobody knows',
    files: is2(AXIS2, '"membershipScheme">wka', '"membershipScheme">WKA'),
    finds: ['clustering-scheme-invalid', 'is-2/axis2/axis2.xml:7'],
  },
  {
    area: 'clustering',
    title: 'another scheme',
    files: is2(AXIS2, '"membershipScheme">wka', '"membershipScheme">multicast'),
    finds: ['clustering-scheme-mismatch', 'is-1/axis2/axis2.xml:7'],
  },
  {
    area: 'clustering',
    title: 'the address of the other node',
    files: is2(AXIS2, '"localMemberHost">10.0.0.12', '"localMemberHost">10.0.0.11'),
    finds: ['clustering-local-endpoint-duplicate', 'is-1/axis2/axis2.xml:9'],
  },
  {
    area: 'clustering',
    title: 'a member port that is none',
    files: is2(AXIS2, '"localMemberPort">4000', '"localMemberPort">40O0'),
    finds: ['clustering-local-port-invalid', 'is-2/axis2/axis2.xml:10'],
  },
  {
    area: 'clustering',
    title: 'an address only the shell knows',
    files: is2(AXIS2, '"localMemberHost">10.0.0.12', '"localMemberHost">${HOST}'),
    finds: ['clustering-parameter-placeholder', 'is-2/axis2/axis2.xml:9'],
  },
  {
    area: 'members',
    title: 'the port of another node',
    files: is2(AXIS2, '<port>4000', '<port>4100'),
    finds: ['wka-member-port-mismatch', 'is-2/axis2/axis2.xml:16'],
  },
  {
    area: 'members',
    title: 'no port',
    files: is2(AXIS2, '<port>4000</port>', ''),
    finds: ['wka-member-invalid', 'is-2/axis2/axis2.xml:14'],
  },
  {
    area: 'members',
    title: 'each lists only itself',
    files: is1(
      AXIS2,
      '<hostName>10.0.0.12',
      '<hostName>10.0.0.11',
      is2(AXIS2, '<hostName>10.0.0.11', '<hostName>10.0.0.12'),
    ),
    finds: ['wka-disconnected', 'is-1/axis2/axis2.xml:13'],
  },
  {
    area: 'members',
    title: 'nobody listed',
    files: is2(
      AXIS2,
      '<member>\n                <hostName>10.0.0.11</hostName>\n                <port>4000</port>\n            </member>',
      '',
    ),
    finds: ['wka-members-empty', 'is-2/axis2/axis2.xml:13'],
    severity: 'warning',
  },
  {
    area: 'hazelcast',
    title: 'a hazelcast.xml on one node',
    files: { ...BASE, 'is-2/repository/conf/etc/hazelcast.xml': HAZELCAST },
    finds: ['hazelcast-xml-mismatch', 'is-1/axis2/axis2.xml:4'],
  },
  {
    area: 'datasources',
    title: 'one name twice',
    files: shared('<name>WSO2_CARBON_DB_IS', '<name>WSO2_CARBON_DB'),
    finds: ['datasource-name-duplicate', 'is-2/datasources/master-datasources.xml:31'],
  },
  {
    area: 'datasources',
    title: 'one JNDI name twice',
    files: is2(DATASOURCES, '<name>jdbc/WSO2CarbonDB<', '<name>jdbc/WSO2CarbonDB_IS<'),
    finds: ['datasource-jndi-duplicate', 'is-2/datasources/master-datasources.xml:34'],
    beside: { 'registry-datasource-unresolved': 'the name that the local registry wants is gone' },
  },
  {
    area: 'datasources',
    title: 'a renamed JNDI name',
    files: shared('jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB_SI'),
    finds: ['registry-datasource-unresolved', 'is-2/registry.xml:15'],
    beside: {
      'user-store-datasource-unresolved': 'its own reference in user-mgt.xml, which stops the server in its own way',
      'identity-datasource-unresolved': 'its own reference in identity.xml',
      'consent-datasource-unresolved': 'its own reference in consent-mgt-config.xml',
    },
  },
  {
    area: 'datasources',
    title: 'a type nobody reads',
    files: shared('type="RDBMS"', 'type="RDMBS"'),
    finds: ['datasource-type-unknown', 'is-2/datasources/master-datasources.xml:36'],
  },
  {
    area: 'datasources',
    title: 'the driver of another vendor',
    files: shared('com.mysql.jdbc.Driver', 'org.postgresql.Driver'),
    finds: ['datasource-driver-mismatch', 'is-2/datasources/master-datasources.xml:41'],
  },
  {
    area: 'datasources',
    title: 'a URL without jdbc:',
    files: shared('jdbc:mysql://', 'mysql://'),
    finds: ['datasource-url-malformed', 'is-2/datasources/master-datasources.xml:38'],
  },
  {
    area: 'datasources',
    title: 'another database',
    files: shared('3306/reg_db', '3306/reg_bd'),
    finds: ['registry-governance-location-mismatch', 'is-1/datasources/master-datasources.xml:17'],
    beside: {
      'shared-database-mismatch':
        'users, identity and consent are in that database, too, and each is a role of its own',
    },
  },
  {
    area: 'datasources',
    title: 'another user',
    files: shared('<username>regadmin', '<username>other'),
    finds: ['registry-cache-key-mismatch', 'is-1/datasources/master-datasources.xml:17'],
    severity: 'warning',
  },
  {
    area: 'datasources',
    title: 'a misspelt property',
    files: shared('<maxActive>50</maxActive>', '<maxactive>50</maxactive>'),
    finds: ['datasource-property-unknown', 'is-2/datasources/master-datasources.xml:42'],
    severity: 'warning',
  },
  {
    area: 'registry',
    title: 'a currentDBConfig nobody defines',
    files: is2('registry.xml', '<currentDBConfig>wso2registry', '<currentDBConfig>wso2Registry'),
    finds: ['registry-current-dbconfig-unresolved', 'is-2/registry.xml:4'],
  },
  {
    area: 'registry',
    title: 'a datasource nobody defines',
    files: is2('registry.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB_SI'),
    finds: ['registry-datasource-unresolved', 'is-2/registry.xml:15'],
  },
  {
    area: 'registry',
    title: 'a dbConfig the remote instance does not find',
    files: is2('registry.xml', '<dbConfig>wso2registry_registry', '<dbConfig>wso2registry_reg'),
    finds: ['registry-remote-instance-dbconfig-unresolved', 'is-2/registry.xml:20'],
  },
  {
    area: 'registry',
    title: 'one dbConfig twice',
    files: is2('registry.xml', '<dbConfig name="wso2registry_registry">', '<dbConfig name="wso2registry">'),
    finds: ['registry-dbconfig-duplicate', 'is-2/registry.xml:14'],
  },
  {
    area: 'registry',
    title: 'a dbConfig without a name',
    files: is2('registry.xml', ' name="wso2registry_registry"', ''),
    finds: ['registry-dbconfig-duplicate', 'is-2/registry.xml:14'],
  },
  {
    area: 'registry',
    title: 'a blank in the name of a dbConfig',
    files: is2('registry.xml', 'name="wso2registry"', 'name="wso2registry "'),
    finds: ['xml-whitespace-in-reference', 'is-2/registry.xml:9'],
  },
  {
    area: 'registry',
    title: 'a mount without a path',
    files: is2('registry.xml', 'path="/_system/governance" ', ''),
    finds: ['registry-mount-incomplete', 'is-2/registry.xml:31'],
  },
  {
    area: 'registry',
    title: 'a mount of the local repository',
    files: is2('registry.xml', 'path="/_system/config"', 'path="/_system/local"'),
    finds: ['registry-mount-local', 'is-2/registry.xml:26'],
  },
  {
    area: 'registry',
    title: 'the shared dbConfig as the current one',
    files: is2('registry.xml', '<currentDBConfig>wso2registry<', '<currentDBConfig>wso2registry_registry<'),
    finds: ['registry-mount-same-database-as-local', 'is-2/registry.xml:20'],
    beside: { 'registry-local-database-shared': 'the owner keeps its local registry there, too' },
  },
  {
    area: 'registry',
    title: 'no id',
    files: is2('registry.xml', '<id>instanceid</id>', ''),
    finds: ['registry-remote-instance-incomplete', 'is-2/registry.xml:18'],
  },
  {
    area: 'registry',
    title: 'a mount of an instance nobody defines',
    files: is2(
      'registry.xml',
      '<instanceId>instanceid</instanceId>\n        <targetPath>/_system/governance',
      '<instanceId>instanceId</instanceId>\n        <targetPath>/_system/governance',
    ),
    finds: ['registry-mount-instance-unresolved', 'is-2/registry.xml:32'],
  },
  {
    area: 'registry',
    title: 'overwrite copied from the sample',
    files: is2(
      'registry.xml',
      '"/_system/governance" overwrite="true"',
      '"/_system/governance" overwrite="true|false|virtual"',
    ),
    finds: ['registry-mount-overwrite-ineffective', 'is-2/registry.xml:31'],
  },
  {
    area: 'registry',
    title: 'no target path',
    files: is2('registry.xml', '<targetPath>/_system/governance</targetPath>', ''),
    finds: ['registry-mount-incomplete', 'is-2/registry.xml:31'],
  },
  {
    area: 'registry',
    title: 'another target path',
    files: is2('registry.xml', '<targetPath>/_system/governance<', '<targetPath>/_system/governence<'),
    finds: ['registry-governance-location-mismatch', 'is-1/datasources/master-datasources.xml:17'],
  },
  {
    area: 'registry',
    title: 'one path twice',
    files: is2('registry.xml', 'path="/_system/config"', 'path="/_system/governance"'),
    finds: ['registry-mount-path-duplicate', 'is-2/registry.xml:31'],
  },
  {
    area: 'registry',
    title: 'no mount of governance',
    files: is2(
      'registry.xml',
      '<mount path="/_system/governance" overwrite="true">\n        <instanceId>instanceid</instanceId>\n        <targetPath>/_system/governance</targetPath>\n    </mount>',
      '',
    ),
    finds: ['registry-unshared-in-cluster', 'is-2/datasources/master-datasources.xml:17'],
  },
  {
    area: 'registry',
    title: 'no registry.xml for the node that should mount',
    files: without(BASE, 'is-2/registry.xml'),
    finds: ['server-file-missing', 'is-2/axis2/axis2.xml:1'],
    severity: 'warning',
  },
  {
    area: 'registry',
    title: 'the shared database as the local registry of two nodes that mount',
    files: copyNode(
      is2('registry.xml', '<dataSource>jdbc/WSO2CarbonDB<', '<dataSource>jdbc/WSO2CarbonDB_IS<'),
      'is-2',
      'is-3',
      { '10.0.0.12': '10.0.0.13' },
    ),
    finds: ['registry-mount-same-database-as-local', 'is-2/registry.xml:20'],
    beside: {
      'registry-mount-same-database-as-local': 'once for each node',
      'registry-local-database-shared': 'the copies share one local registry',
    },
  },
  {
    area: 'ports',
    title: 'one offset on one host',
    files: onOneHost,
    finds: ['server-port-collision', 'is-2/carbon.xml:15'],
  },
  {
    area: 'ports',
    title: 'no offset',
    files: is2('carbon.xml', '<Offset>0</Offset>', '<Offset/>'),
    finds: ['server-offset-invalid', 'is-2/carbon.xml:15'],
  },
  {
    area: 'ports',
    title: 'an offset that is no number',
    files: is2('carbon.xml', '<Offset>0<', '<Offset>O<'),
    finds: ['server-offset-invalid', 'is-2/carbon.xml:15'],
  },
  {
    area: 'ports',
    title: 'another proxy port',
    files: is2('tomcat/catalina-server.xml', 'proxyPort="443"', 'proxyPort="8443"'),
    finds: ['server-proxy-port-mismatch', 'is-1/tomcat/catalina-server.xml:10'],
    severity: 'warning',
  },
  {
    area: 'users',
    title: 'a database of one node',
    files: is2('user-mgt.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB'),
    finds: ['datasource-embedded-in-cluster', 'is-2/datasources/master-datasources.xml:17'],
  },
  {
    area: 'users',
    title: 'a datasource nobody defines',
    files: is2('user-mgt.xml', 'jdbc/WSO2CarbonDB_IS', 'WSO2_CARBON_DB_IS'),
    finds: ['user-store-datasource-unresolved', 'is-2/user-mgt.xml:13'],
  },
  {
    area: 'users',
    title: 'another hash',
    files: is2('user-mgt.xml', '>SHA-256<', '>SHA-512<'),
    finds: ['user-store-mismatch', 'is-1/user-mgt.xml:21'],
  },
  {
    area: 'users',
    title: 'another class of store',
    files: is2('user-mgt.xml', 'core.jdbc.JDBCUserStoreManager', 'core.ldap.ReadOnlyLDAPUserStoreManager'),
    finds: ['user-store-mismatch', 'is-1/user-mgt.xml:16'],
  },
  {
    area: 'users',
    title: 'the LDAP inside each node',
    files: embeddedLdap,
    finds: ['user-store-embedded-ldap-in-cluster', 'is-1/user-mgt.xml:18'],
  },
  {
    area: 'identity',
    title: 'a database of one node',
    files: is2('identity/identity.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB'),
    finds: ['datasource-embedded-in-cluster', 'is-2/datasources/master-datasources.xml:17'],
  },
  {
    area: 'identity',
    title: 'a datasource nobody defines',
    files: is2('identity/identity.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB_SI'),
    finds: ['identity-datasource-unresolved', 'is-2/identity/identity.xml:5'],
  },
  {
    area: 'consent',
    title: 'a datasource nobody defines',
    files: is2('consent-mgt-config.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB_SI'),
    finds: ['consent-datasource-unresolved', 'is-2/consent-mgt-config.xml:4'],
  },
  {
    area: 'consent',
    title: 'a database of one node',
    files: is2('consent-mgt-config.xml', 'jdbc/WSO2CarbonDB_IS', 'jdbc/WSO2CarbonDB'),
    finds: ['datasource-embedded-in-cluster', 'is-2/datasources/master-datasources.xml:17'],
  },
  {
    area: 'server',
    title: 'another key',
    files: is2('carbon.xml', '<KeyAlias>wso2carbon', '<KeyAlias>is2'),
    finds: ['server-keystore-mismatch', 'is-1/carbon.xml:37'],
  },
  {
    area: 'server',
    title: 'another key store',
    files: is2('carbon.xml', 'security/wso2carbon.jks', 'security/is2.jks'),
    finds: ['server-keystore-mismatch', 'is-1/carbon.xml:34'],
  },
  {
    area: 'server',
    title: 'another host name',
    files: is2('carbon.xml', '<HostName>is.example.com', '<HostName>is-2.example.com'),
    finds: ['server-hostname-mismatch', 'is-1/carbon.xml:9'],
    severity: 'warning',
  },
  {
    area: 'server',
    title: 'another version',
    files: is2('carbon.xml', '<Version>5.8.0', '<Version>5.7.0'),
    finds: ['server-version-mismatch', 'is-1/carbon.xml:6'],
  },
  {
    area: 'server',
    title: 'another cache mode',
    files: is2('carbon.xml', '<ForceLocalCache>true', '<ForceLocalCache>false'),
    finds: ['server-cache-mode-mismatch', 'is-1/carbon.xml:29'],
  },
  {
    area: 'server',
    title: 'another generation',
    // It says what the XML beside it says: the two join but for their generations.
    files: { ...BASE, 'is-2/repository/conf/deployment.toml': SAME_AS_IS_2 },
    finds: ['server-era-mixed', 'is-1/axis2/axis2.xml:1'],
  },
  {
    area: 'files',
    title: 'user-mgt.xml of one node only',
    files: without(BASE, 'is-2/user-mgt.xml'),
    finds: ['server-file-missing', 'is-2/axis2/axis2.xml:1'],
    severity: 'warning',
  },
  {
    area: 'XML',
    title: 'a bare & in a URL',
    files: shared('&amp;password', '&password'),
    finds: ['xml-malformed', 'is-2/datasources/master-datasources.xml:38'],
    gate: true,
  },
  {
    area: 'XML',
    title: 'an element that is not closed',
    files: is2('registry.xml', '</remoteInstance>', ''),
    finds: ['xml-malformed', 'is-2/registry.xml:37'],
    gate: true,
  },
  {
    area: 'XML',
    title: 'a namespace where none may be',
    files: is2('registry.xml', '<wso2registry>', '<wso2registry xmlns="http://wso2.org/projects/carbon/registry.xml">'),
    finds: ['xml-namespace', 'is-2/registry.xml:2'],
  },
  {
    area: 'xml',
    title: 'a blank in a JNDI name',
    files: is2('datasources/master-datasources.xml', '<name>jdbc/WSO2CarbonDB_IS<', '<name>jdbc/WSO2CarbonDB_IS <'),
    finds: ['xml-whitespace-in-reference', 'is-2/datasources/master-datasources.xml:34'],
  },
  {
    area: 'xml',
    title: 'a default namespace in axis2.xml',
    files: is2(AXIS2, '<axisconfig', '<axisconfig xmlns="urn:axis2"'),
    finds: ['xml-namespace', 'is-2/axis2/axis2.xml:2'],
  },
  {
    area: 'XML',
    title: 'a blank in a reference',
    files: is2('registry.xml', '<currentDBConfig>wso2registry<', '<currentDBConfig>wso2registry <'),
    finds: ['xml-whitespace-in-reference', 'is-2/registry.xml:4'],
  },
];
