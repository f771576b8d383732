import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-key-unknown.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const PATH = 'is-2/repository/conf/deployment.toml';
const HOST = 'hostname = "iam.example.com"';
const tables = (changed: Readonly<Record<string, string>>): Files => ({ [TOML]: deploymentToml({ tables: changed }) });
const replaced = (from: string, to: string): Files => change(GOOD_TOML, TOML, from, to);
const CLUSTERING = 'domain = "iam.prod"';
const inClustering = (line: string): Files => replaced(CLUSTERING, `${CLUSTERING}\n${line}`);
const inServer = (line: string): Files => replaced(HOST, `${HOST}\n${line}`);
const inStore = (line: string): Files =>
  replaced('[keystore.primary]\nfile_name = "iam.p12"', `[keystore.primary]\n${line}`);
const IDENTITY = '[database.identity_db]\n';

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'a table that is not known', files: tables({ '[oauth]': 'no_such_key = 1' }) },
    {
      title: 'a key of the user, which a reference names',
      files: inServer('my_host = "a"\nbase = "$ref{server.my_host}"'),
    },
    { title: 'a key in [server] that is near to none', files: inServer('enable_admin_services = true') },
    { title: 'options of the pool and properties', files: inClustering('properties.anyName = "a"\nproperties.x = 1') },
    {
      title: 'aliases of the user store',
      files: tables({
        '[user_store]':
          'type = "read_only_ldap"\nbase_dn = "dc=a"\nconnection_url = "ldap://a"\ngroup_id_enabled = true',
      }),
    },
    {
      title: 'mapped options of the shared pool',
      files: replaced('[database.shared_db.pool_options]', '[database.shared_db.pool_options]\nmax_active = 5'),
    },
    {
      title: 'mapped properties of the connector',
      files: replaced('proxyPort = 443', 'proxyPort = 443\nssl_protocol = "TLS"'),
    },
    { title: 'a name that a template makes', files: inClustering('"{{ .key }}" = 1') },
    {
      title: 'another product',
      files: { [TOML]: '[apim.gateway]\na = 1\n[clustering]\nenabled = true\nmembership_scheme = "wka"\n' },
    },
    {
      title: 'a switch without a scheme, which another rule tells',
      files: tables({ '[clustering]': 'enabled = true' }),
    },
    { title: 'quoted properties of Hazelcast', files: tables({ '[hazelcast]': '"hazelcast.logging.type" = "none"' }) },
    {
      title: 'tables like no other, and names that are only short for one',
      files: tables({ '[acme]': 'a = 1', '[auth]': 'a = 1', '[serv]': 'a = 1', '[[plugins]]': 'a = 1' }),
    },
    {
      title: 'tables of other components, though near to known ones',
      files: tables({ '[consent]': 'a = 1', '[scim]': 'a = 1', '[scim2]': 'a = 1', '[event]': 'a = 1' }),
    },
    {
      title: 'keys and tables that are not listed, in tables of which some names are',
      files: tables({ '[session]': 'any_key = 1', '[session.timeout]': 'other = 1', '[keystore.custom]': 'a = "b"' }),
    },
    {
      title: 'a misspelt table by whose name a reference goes',
      files: change(
        inServer('x = "$ref{sesion.a}"'),
        TOML,
        '[keystore.primary]',
        '[sesion]\na = "b"\n\n[keystore.primary]',
      ),
    },
    {
      title: 'lists of lists and tables of tables',
      files: tables({
        '[[event_listener]]': 'id = "a"\nproperties.x = 1',
        '[event_handler.one]': 'name = "a"',
        '[[resource.access_control]]': 'context = "/a"',
        '[[oauth.custom_grant_type]]': 'name = "a"',
        '[[registry.versioning_configuration.x]]': 'a = 1',
      }),
    },
    { title: 'databases of the user', files: tables({ '[database.metrics]': 'url = "jdbc:h2:a"' }) },
  ],
  invalid: [
    {
      title: 'another key store than the one that is served',
      files: inStore('name = "iam.p12"'),
      productVersion: '7.1.0',
      at: [`${TOML}:40:1 error`],
      says: /keystore\.primary\.name \("iam\.p12"\)\. The server uses "wso2carbon\.p12" instead\. Write keystore\.primary\.file_name/,
      address: 'deployment.toml/keystore.primary.name',
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'the key store that is the default',
      files: inStore('name = "wso2carbon.jks"'),
      at: [`${TOML}:40:1 info`],
      says: /no harm where this is the default/,
    },
    {
      title: 'a second name beside the right one',
      files: inStore('file_name = "iam.p12"\nfileName = "other.p12"'),
      at: [`${TOML}:41:1 warning`],
      says: /The server uses "iam\.p12"\./,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'clustering switched off by a key that nobody reads',
      files: inClustering('enabled = false'),
      at: [`${TOML}:17:1 error`],
      says: /clustering\.enabled \("false"\): membership_scheme alone switches clustering on\. It is "wka"/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    { title: 'switched on by it', files: inClustering('enable = true'), at: [`${TOML}:17:1 info`] },
    {
      title: 'a name in the letters of axis2.xml, with the value that holds anyway',
      files: inClustering('localMemberPort = "4000"'),
      at: [`${TOML}:17:1 info`],
      says: /It does no harm: clustering\.local_member_port has this value anyway/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'with another value',
      files: inClustering('localMemberPort = "4100"'),
      at: [`${TOML}:17:1 warning`],
      says: /clustering\.local_member_port is "4000"\. Write clustering\.local_member_port\./,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'members under another name',
      files: inClustering('wka_members = ["10.0.1.11:4000"]'),
      at: [`${TOML}:17:1 warning`],
      says: /Write clustering\.members\./,
    },
    {
      title: 'the group password, which is not shown',
      files: inClustering('group_password = "s3nt1nel"'),
      at: [`${TOML}:17:1 warning`],
      says: /does not read clustering\.group_password\. Write clustering\.properties\.groupPassword \(read up to 5\.11\)/,
      fixed: { [TOML]: /^properties\.groupPassword = "s3nt1nel"$/m },
    },
    {
      title: 'a misspelt key',
      files: inClustering('membrs = ["10.0.1.11:4000"]'),
      at: [`${TOML}:17:1 warning`],
      says: /Did you mean clustering\.members\?/,
    },
    {
      title: 'a key like no other, in a table that is known to the last one',
      files: inClustering('quorum = 2'),
      at: [`${TOML}:17:1 info`],
      says: /Remove it\.$/,
      fixed: {},
    },
    {
      title: 'the validation query beside the pool options',
      files: replaced(IDENTITY, `${IDENTITY}validation_query = "SELECT 2"\n`),
      at: [`${TOML}:22:1 warning`],
      says: /validationQuery is "SELECT 1"\. Write database\.identity_db\.pool_options\.validationQuery/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'keys of other tools in a database',
      files: replaced(IDENTITY, `${IDENTITY}user = "iam"\n`),
      at: [`${TOML}:22:1 info`],
      says: /database\.identity_db\.username has this value anyway/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'a database under another name',
      files: tables({ '[database.shared_db]': '', '[database.shared]': 'type = "h2"\nusername = "a"' }),
      at: [`${TOML}:29:1 warning`],
      says: /the table database\.shared\. Call it database\.shared_db/,
      address: 'deployment.toml/database.shared',
      fixed: { [TOML]: /^\[database\.shared_db\]\ntype = "h2"$/m },
    },
    {
      title: 'a table in other letters',
      files: replaced('[keystore.primary]', '[Keystore.primary]'),
      at: [`${TOML}:39:1 warning`],
      says: /the table Keystore\. Call it keystore/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'mounts, which are built in',
      files: tables({ '[[registry.mount]]': 'path = "/_system/config"\ntarget = "/a"' }),
      at: [`${TOML}:38:1 warning`],
      says: /are built in/,
      fixed: {},
    },
    {
      title: 'a misspelt table',
      files: replaced('[clustering]', '[clusterng]'),
      at: [`${TOML}:14:1 warning`],
      says: /^The server does not read the table clusterng\. Did you mean clustering\?$/,
      address: 'deployment.toml/clusterng',
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'other misspelt tables, a short name, and one of a list',
      files: tables({
        '[encrypt]': 'key = "a"',
        '[oath]': 'prompt_consent = true',
        '[trustore]': 'file_name = "t.p12"',
        '[account_recvery.endpoint.auth]': 'hash = "a"',
        '[[event_lisener]]': 'id = "a"',
      }),
      at: [38, 41, 44, 47, 50].map((line) => `${TOML}:${line}:1 warning`),
      says: /^The server does not read the table \w+\. Did you mean (?:encryption|oauth|truststore|account_recovery|event_listener)\?$/,
    },
    {
      title: 'a misspelt key store',
      files: replaced('[keystore.primary]', '[keystore.primry]'),
      at: [`${TOML}:39:1 warning`],
      says: /the table keystore\.primry\. Did you mean keystore\.primary\?/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'misspelt keys in tables of which only the names are known',
      files: tables({
        '[session.timeout]': 'idle_sesion_timeout = "15m"',
        '[session_data.cleanup]': 'enable_expired_data_cleanp = false',
        '[user_store]': 'type = "read_only_ldap"\nbase_dn = "dc=a"\nconection_url = "ldap://a"',
      }),
      at: [`${TOML}:13:1 warning`, `${TOML}:41:1 warning`, `${TOML}:44:1 warning`],
      says: /Did you mean (?:user_store\.connection_url|session\.timeout\.idle_session_timeout|session_data\.cleanup\.enable_expired_data_cleanup)\?$/,
    },
    {
      title: 'a table in double brackets: said once, and nothing of what seems to be missing in it',
      files: change(
        replaced('[clustering]', '[[clustering]]'),
        TOML,
        '[database.shared_db]\n',
        '[[database.shared_db]]\n',
      ),
      at: [`${TOML}:14:1 error`, `${TOML}:30:1 error`],
      says: /^The server does not read the table (\S+): \[\[\1\]\] makes it a list, and the server looks for the keys of one table\. Write \[\1\]\.$/,
    },
    {
      title: 'the brackets, corrected',
      files: replaced('[clustering]', '[[clustering]]'),
      at: [`${TOML}:14:1 error`],
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'a list of tables in single brackets',
      files: tables({ '[event_listener]': 'id = "a"\nname = "b"' }),
      at: [`${TOML}:38:1 warning`],
      says: /\[event_listener\] makes it one table, and the server goes over a list of them\. Write \[\[event_listener\]\]\.$/,
      fixed: { [TOML]: /^\[\[event_listener\]\]\nid = "a"$/m },
    },
    {
      title: 'a switch that says what is so',
      files: inClustering('enabled = true # on'),
      at: [`${TOML}:17:1 info`],
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'a table in other letters, while the right one is there',
      files: replaced('[keystore.primary]', '[Keystore.primary]\nfile_name = "a.p12"\n\n[keystore.primary]'),
      at: [`${TOML}:39:1 warning`],
      fixed: {},
    },
    {
      title: 'a table in other letters, by whose name a reference goes',
      files: change(inServer('x = "$ref{Keystore.primary.alias}"'), TOML, '[keystore.primary]', '[Keystore.primary]'),
      at: [`${TOML}:40:1 warning`],
      fixed: {},
    },
    {
      title: 'ports above the table they belong to, which is there: moved into it',
      files: replaced(
        '[transport.https.properties]\n',
        '[transport.https]\n# here\n  port = 8243 # TLS\nenabled = true\n\n[transport.https.properties]\n',
      ),
      at: [`${TOML}:51:3 warning`],
      fixed: {
        [TOML]:
          /^\[transport\.https\]\n# here\nenabled = true\n\n\[transport\.https\.properties\]\nproxyPort = 443\nport = 8243 # TLS$/m,
      },
    },
    {
      title: 'two keys that mean the same: one gets the name, and the other goes',
      files: inStore('name = "iam.p12"\nfilename = "other.p12"'),
      at: [`${TOML}:40:1 error`, `${TOML}:41:1 error`],
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'a management host name',
      files: inServer('mgt_hostname = "mgt.example.com"'),
      at: [`${TOML}:3:1 warning`],
      says: /Write server\.mgt_console_hostname \(6\.0 and later\)/,
      fixed: { [TOML]: /^mgt_console_hostname = "mgt\.example\.com"$/m },
    },
    {
      title: 'ports above their table',
      files: tables({ '[transport.https]': 'port = 8243\nproxyPort = 443\nenabled = true' }),
      at: [`${TOML}:39:1 warning`, `${TOML}:40:1 warning`],
      says: /keeps its default "9443"\. Write transport\.https\.properties\.port/,
      fixed: { [TOML]: /\[transport\.https\]\nproperties\.port = 8243\nproperties\.proxyPort = 443\nenabled = true/ },
    },
    {
      title: 'an attribute in snake case',
      files: replaced('proxyPort = 443', 'proxy_port = 443'),
      at: [`${TOML}:50:1 warning`],
      says: /an attribute of the connector that Tomcat does not know\. Write transport\.https\.properties\.proxyPort/,
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'properties of Hazelcast without quotes',
      files: tables({ '[hazelcast]': 'hazelcast.logging.type = "none"' }),
      at: [`${TOML}:39:19 warning`],
      says: /Write hazelcast\."hazelcast\.logging\.type"\./,
      fixed: { [TOML]: /^"hazelcast\.logging\.type" = "none"$/m },
    },
    {
      title: 'a type in a datasource',
      files: tables({ '[datasource.S]': 'id = "S"\ntype = "mysql"' }),
      at: [`${TOML}:40:1 info`],
      says: /makes neither driver nor url from a type/,
      fixed: { [TOML]: /^driver = "com\.mysql\.jdbc\.Driver"$/m },
    },
    {
      title: 'options of the pool in snake case',
      files: tables({
        '[database.user]': 'username = "a"\npool_options.max_active = 5',
        '[[datasource]]': 'id = "S"\npool_options.test_on_borrow = true',
      }),
      at: [`${TOML}:40:14 warning`, `${TOML}:44:14 warning`],
      says: /an XML element that the connection pool does not know\. Write database\.user\.pool_options\.maxActive\./,
      fixed: { [TOML]: [/^pool_options\.maxActive = 5$/m, /^pool_options\.testOnBorrow = true$/m] },
    },
    {
      title: 'a property of the user store beside them, and an alias among them',
      files: tables({
        '[user_store]':
          'type = "read_only_ldap"\nbase_dn = "dc=a"\nConnectionURL = "ldap://a"\nproperties.connection_name = "b"',
      }),
      at: [`${TOML}:13:1 warning`, `${TOML}:14:12 warning`],
      says: /Write user_store\.connection_url\./,
      fixed: { [TOML]: /^connection_url = "ldap:\/\/a"\nproperties\.ConnectionName = "b"$/m },
    },
  ],
});
