import rule from '../../../src/rules/xml/xml-whitespace-in-reference.js';
import { change, type Files, GOOD, GOOD_TOML, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const pad = (file: string, from: string): Files =>
  change(GOOD, `is-2/${file}`, from, from.replace(/>([^<]+)<\/(\w+)>$/, '>$1 </$2>'));
const INSTANCE = '<instanceId>instanceid</instanceId>\n        <targetPath>/_system/governance';

ruleTest(rule, {
  valid: [
    {
      title: 'the same blanks at both ends',
      files: change(
        pad('registry.xml', '<currentDBConfig>wso2registry</currentDBConfig>'),
        'is-2/registry.xml',
        'name="wso2registry"',
        'name="wso2registry "',
      ),
    },
    {
      title: 'user-mgt.xml, which the server trims',
      files: pad('user-mgt.xml', '<Property name="dataSource">jdbc/WSO2CarbonDB_IS</Property>'),
    },
    {
      title: 'a domain while clustering is off',
      files: change(
        pad('axis2/axis2.xml', '<parameter name="domain">iam.example.com</parameter>'),
        'is-2/axis2/axis2.xml',
        'enable="true"',
        'enable="false"',
      ),
    },
    {
      title: 'the member host, which the server trims',
      files: pad('axis2/axis2.xml', '<parameter name="localMemberHost">10.0.0.12</parameter>'),
    },
    {
      title: 'blanks around a name that is not there either',
      files: change(GOOD, 'is-2/registry.xml', '<currentDBConfig>wso2registry<', '<currentDBConfig> wso2reg<'),
    },
    {
      title: 'a JNDI name that nothing wants',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', '<name>jdbc/WSO2CarbonDB<', '<name>jdbc/Other <'),
    },
  ],
  invalid: [
    {
      title: 'currentDBConfig',
      files: pad('registry.xml', '<currentDBConfig>wso2registry</currentDBConfig>'),
      at: ['is-2/registry.xml:4:22 error'],
      fixed: { 'is-2/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']) },
      says: /"wso2registry " has white space around it.*another name than "wso2registry"/,
      address: 'registry/currentDBConfig',
    },
    {
      title: 'dataSource',
      files: pad('registry.xml', '<dataSource>jdbc/WSO2CarbonDB_IS</dataSource>'),
      at: ['is-2/registry.xml:15:21 error'],
    },
    { title: 'id', files: pad('registry.xml', '<id>instanceid</id>'), at: ['is-2/registry.xml:19:13 error'] },
    {
      title: 'dbConfig',
      files: pad('registry.xml', '<dbConfig>wso2registry_registry</dbConfig>'),
      at: ['is-2/registry.xml:20:19 error'],
    },
    {
      title: 'instanceId',
      files: change(GOOD, 'is-2/registry.xml', INSTANCE, INSTANCE.replace('>instanceid<', '>\n instanceid<')),
      at: ['is-2/registry.xml:33:2 error'],
      fixed: { 'is-2/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']) },
    },
    {
      title: 'the name of a dbConfig',
      files: change(GOOD, 'is-2/registry.xml', 'name="wso2registry"', 'name=" wso2registry"'),
      at: ['is-2/registry.xml:9:21 error'],
      fixed: { 'is-2/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']) },
    },
    {
      title: 'a JNDI name',
      files: pad('datasources/master-datasources.xml', '<name>jdbc/WSO2CarbonDB_IS</name>'),
      at: ['is-2/datasources/master-datasources.xml:34:23 error'],
      fixed: {
        'is-2/datasources/master-datasources.xml': String(
          GOOD['is-2/repository/conf/datasources/master-datasources.xml'],
        ),
      },
    },
    {
      title: 'a reference while no datasources are committed',
      files: without(
        pad('registry.xml', '<dataSource>jdbc/WSO2CarbonDB_IS</dataSource>'),
        'is-2/datasources/master-datasources.xml',
      ),
      at: ['is-2/registry.xml:15:21 error'],
    },
    {
      title: 'identity.xml',
      files: pad('identity/identity.xml', '<Name>jdbc/WSO2CarbonDB_IS</Name>'),
      at: ['is-2/identity/identity.xml:5:19 error'],
      fixed: { 'is-2/identity/identity.xml': String(GOOD['is-2/repository/conf/identity/identity.xml']) },
    },
    {
      title: 'consent',
      files: pad('consent-mgt-config.xml', '<Name>jdbc/WSO2CarbonDB_IS</Name>'),
      at: ['is-2/consent-mgt-config.xml:4:15 error'],
      fixed: { 'is-2/consent-mgt-config.xml': String(GOOD['is-2/repository/conf/consent-mgt-config.xml']) },
    },
    {
      title: 'domain',
      files: pad('axis2/axis2.xml', '<parameter name="domain">iam.example.com</parameter>'),
      at: ['is-2/axis2/axis2.xml:8:34 error'],
      fixed: { 'is-2/axis2/axis2.xml': String(GOOD['is-2/repository/conf/axis2/axis2.xml']) },
    },
    {
      title: 'a name in CDATA',
      files: change(
        GOOD,
        'is-2/registry.xml',
        '<currentDBConfig>wso2registry<',
        '<currentDBConfig>\r\n<![CDATA[ wso2registry]]> <',
      ),
      at: ['is-2/registry.xml:5:1 error'],
      fixed: { 'is-2/registry.xml': String(GOOD['is-2/repository/conf/registry.xml']) },
    },
    {
      title: 'a domain of deployment.toml',
      files: change(GOOD_TOML, 'is-2/deployment.toml', '"iam.prod"', '"iam.prod "'),
      at: ['is-2/deployment.toml:16:11 error'],
      fixed: { 'is-2/deployment.toml': String(GOOD_TOML['is-2/repository/conf/deployment.toml']) },
    },
    {
      title: 'a domain that deployment.toml takes from elsewhere',
      files: change(
        change(GOOD_TOML, 'is-2/deployment.toml', '"iam.prod"', '"$ref{server.domain}"'),
        'is-2/deployment.toml',
        'hostname = "iam.example.com"\n',
        'hostname = "iam.example.com"\ndomain = "iam.prod "\n',
      ),
      at: ['is-2/deployment.toml:17:11 error'],
      fixed: {},
    },
  ],
});
