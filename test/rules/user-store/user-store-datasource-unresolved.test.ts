import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/user-store/user-store-datasource-unresolved.js';
import { change, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const NAME = '<Property name="dataSource">jdbc/WSO2CarbonDB_IS';
const realm = (text: string) => change(GOOD, 'is-2/user-mgt.xml', NAME, `<Property name="dataSource">${text}`);
const DIGEST = '<Property name="PasswordDigest">';
const own = (text: string) =>
  change(GOOD, 'is-2/user-mgt.xml', DIGEST, `<Property name="dataSource">${text}</Property>\n${DIGEST}`);
const second = (domain: string) =>
  change(
    GOOD,
    'is-2/user-mgt.xml',
    '<AuthorizationManager',
    `<UserStoreManager class="org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager">${domain}<Property name="dataSource">jdbc/None</Property></UserStoreManager>\n        <AuthorizationManager`,
  );

const realmOf = (name: string) => ({
  'deployment.toml': deploymentToml({ tables: { '[realm_manager]': `data_source = "${name}"` } }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: the default', files: { 'deployment.toml': deploymentToml() } },
    { title: 'deployment.toml: with jdbc/, which another rule tells', files: realmOf('jdbc/SHARED_DB') },
    {
      title: 'deployment.toml: a piece of a file',
      files: { 'deployment.toml': '[realm_manager]\ndata_source = "X"\n' },
      productVersion: '7.1.0',
    },

    { title: 'blanks, which the server trims', files: realm(' jdbc/WSO2CarbonDB_IS ') },
    { title: 'a name that a template fills in', files: realm('{{ users }}') },
    {
      title: 'no datasources committed',
      files: without(realm('jdbc/None'), 'is-2/datasources/master-datasources.xml'),
    },
    {
      title: 'a datasource of another file',
      files: {
        ...realm('jdbc/Users'),
        'is-2/repository/conf/datasources/users-datasources.xml':
          '<datasources-configuration><datasources><datasource><name>USERS</name><jndiConfig><name>jdbc/Users</name></jndiConfig><definition type="RDBMS"><configuration/></definition></datasource></datasources></datasources-configuration>',
      },
    },
    { title: 'a second store without domain, which the server skips', files: second('') },
  ],
  invalid: [
    {
      title: 'deployment.toml: a letter missing',
      files: realmOf('SHARD_DB'),
      at: ['deployment.toml:39:16 error'],
      says: [
        /^The datasource "jdbc\/SHARD_DB", which the server makes of \[realm_manager\] data_source,/,
        /"SHARED_DB"\?$/,
      ],
      fixed: { 'deployment.toml': String(realmOf('SHARED_DB')['deployment.toml']) },
    },
    {
      title: 'deployment.toml: the name for the JNDI name',
      files: realmOf('WSO2_SHARED_DB'),
      at: ['deployment.toml:39:16 error'],
      says: /holds the datasource's name, not its JNDI name.* Write "SHARED_DB"\.$/,
      fixed: { 'deployment.toml': String(realmOf('SHARED_DB')['deployment.toml']) },
    },

    {
      title: 'no such name',
      files: realm('jdbc/None'),
      at: ['is-2/user-mgt.xml:13:41 error'],
      says: /"jdbc\/None".*Name \[jdbc\/None\] is not bound/,
      address: 'userMgt/dataSource',
      fixed: {},
    },
    {
      title: 'the name of the datasource',
      files: realm('WSO2_CARBON_DB_IS'),
      at: ['is-2/user-mgt.xml:13:41 error'],
      says: /holds the datasource's name, not its JNDI name.*Write "jdbc\/WSO2CarbonDB_IS"/,
      fixed: { 'is-2/user-mgt.xml': String(GOOD[pathOf('is-2/user-mgt.xml')]) },
    },
    {
      title: 'a near miss',
      files: realm('jdbc/WSO2CarbonDB_SI'),
      at: ['is-2/user-mgt.xml:13:41 error'],
      says: /Did you mean "jdbc\/WSO2CarbonDB_IS"\?/,
      fixed: { 'is-2/user-mgt.xml': String(GOOD[pathOf('is-2/user-mgt.xml')]) },
    },
    {
      title: 'the store’s own',
      files: own('jdbc/None'),
      at: ['is-2/user-mgt.xml:21:41 error'],
      address: 'userMgt/userStore[PRIMARY]/dataSource',
      fixed: {},
    },
    {
      title: 'a second store',
      files: second('<Property name="DomainName">B</Property>'),
      at: ['is-2/user-mgt.xml:25:155 error'],
    },
  ],
});
