import rule from '../../../src/rules/xml/xml-whitespace-in-reference.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
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
    },
    {
      title: 'the name of a dbConfig',
      files: change(GOOD, 'is-2/registry.xml', 'name="wso2registry"', 'name=" wso2registry"'),
      at: ['is-2/registry.xml:9:21 error'],
    },
    {
      title: 'a JNDI name',
      files: pad('datasources/master-datasources.xml', '<name>jdbc/WSO2CarbonDB_IS</name>'),
      at: ['is-2/datasources/master-datasources.xml:34:23 error'],
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
    },
    {
      title: 'consent',
      files: pad('consent-mgt-config.xml', '<Name>jdbc/WSO2CarbonDB_IS</Name>'),
      at: ['is-2/consent-mgt-config.xml:4:15 error'],
    },
    {
      title: 'domain',
      files: pad('axis2/axis2.xml', '<parameter name="domain">iam.example.com</parameter>'),
      at: ['is-2/axis2/axis2.xml:8:34 error'],
    },
  ],
});
