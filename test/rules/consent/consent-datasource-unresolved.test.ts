import rule from '../../../src/rules/consent/consent-datasource-unresolved.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-2/consent-mgt-config.xml';
const name = (text: string) => change(GOOD, FILE, 'jdbc/WSO2CarbonDB_IS', text);

const toml = (name: string) => ({
  'deployment.toml': deploymentToml({ tables: { '[authentication.consent]': `data_source = "${name}"` } }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: the default', files: { 'deployment.toml': deploymentToml() } },
    { title: 'deployment.toml: without jdbc/, which another rule tells', files: toml('WSO2IdentityDB') },

    { title: 'a template', files: name('{{ jndi }}') },
    { title: 'blanks: xml-whitespace-in-reference', files: name(' jdbc/WSO2CarbonDB_IS ') },
    { title: 'no such file', files: without(GOOD, FILE) },
    {
      title: 'datasources that are not committed',
      files: without(name('jdbc/X'), 'is-2/datasources/master-datasources.xml'),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: a name that is not bound',
      files: toml('jdbc/WSO2ConsentDS'),
      at: ['deployment.toml:39:16 error'],
      says: /^\[authentication\.consent\] data_source takes its database from "jdbc\/WSO2ConsentDS"/,
      fixed: {},
    },

    {
      title: 'the name instead of the JNDI name',
      files: name('WSO2_CARBON_DB_IS'),
      at: ['is-2/consent-mgt-config.xml:4:15 error'],
      says: /Name \[WSO2_CARBON_DB_IS\] is not bound/,
      address: 'consent/dataSource',
      fixed: { [FILE]: String(GOOD[pathOf(FILE)]) },
    },
  ],
});
