import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/identity/identity-datasource-unresolved.js';
import { change, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-2/identity/identity.xml';
const name = (text: string) => change(GOOD, FILE, 'jdbc/WSO2CarbonDB_IS', text);

const toml = (header: string, name: string) => ({
  'deployment.toml': deploymentToml({ tables: { [header]: `data_source = "${name}"` } }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: the default', files: { 'deployment.toml': deploymentToml() } },
    { title: 'deployment.toml: another database', files: toml('[identity]', 'jdbc/SHARED_DB') },
    { title: 'deployment.toml: without jdbc/, which another rule tells', files: toml('[identity]', 'X') },

    { title: 'a template', files: name('{{ jndi }}') },
    { title: 'blanks: xml-whitespace-in-reference', files: name(' jdbc/WSO2CarbonDB_IS ') },
    {
      title: 'datasources that are not committed',
      files: without(name('jdbc/X'), 'is-2/datasources/master-datasources.xml'),
    },
    {
      title: 'outside its namespace: xml-namespace',
      files: change(name('jdbc/X'), FILE, 'http://wso2.org/projects/carbon/carbon.xml', 'urn:other'),
    },
    {
      title: 'a name from another datasource file',
      files: {
        ...name('jdbc/X'),
        'is-2/repository/conf/datasources/x-datasources.xml':
          '<datasources-configuration><datasources><datasource><name>X</name><jndiConfig><name>jdbc/X</name></jndiConfig></datasource></datasources></datasources-configuration>',
      },
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: a letter missing',
      files: toml('[identity]', 'jdbc/WSO2IdentityD'),
      at: ['deployment.toml:39:16 error'],
      says: [/^\[identity\] data_source is "jdbc\/WSO2IdentityD"/, /Did you mean "jdbc\/WSO2IdentityDB"\?$/],
      fixed: { 'deployment.toml': String(toml('[identity]', 'jdbc/WSO2IdentityDB')['deployment.toml']) },
    },
    {
      title: 'deployment.toml: key stores',
      files: {
        'deployment.toml': deploymentToml({ tables: { '[keystore]': 'datasource = "jdbc/Keys"' } }),
      },
      productVersion: '7.1.0',
      at: ['deployment.toml:39:15 error'],
      says: /^\[keystore\] datasource is "jdbc\/Keys"/,
      fixed: {},
    },
    {
      title: 'deployment.toml: sessions',
      files: toml('[session]', 'jdbc/Sessions'),
      at: ['deployment.toml:39:16 error'],
      says: /^\[session\] data_source is "jdbc\/Sessions".*no session is kept/,
    },

    {
      title: 'another case',
      files: name('jdbc/WSO2CARBONDB_IS'),
      at: ['is-2/identity/identity.xml:5:19 error'],
      says: /"jdbc\/WSO2CARBONDB_IS", but the datasources of the node bind .*Did you mean "jdbc\/WSO2CarbonDB_IS"\?/,
      address: 'identity/dataSource',
      fixed: { [FILE]: String(GOOD[pathOf(FILE)]) },
    },
    {
      title: 'no name',
      files: change(GOOD, FILE, '<Name>jdbc/WSO2CarbonDB_IS</Name>', ''),
      at: ['is-2/identity/identity.xml:3:6 error'],
      says: /has no <Name>/,
      address: 'identity/dataSource',
      fixed: {},
    },
  ],
});
