import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/registry/registry-datasource-unresolved.js';
import { change, type Files, GOOD, pathOf, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FIXED = String(GOOD[pathOf('is-2/registry.xml')]);

const registry = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/registry.xml', from, to);
const SHARED = '<dataSource>jdbc/WSO2CarbonDB_IS</dataSource>';
const MASTER = 'is-2/datasources/master-datasources.xml';

const toml = (name: string) => ({
  'deployment.toml': deploymentToml({ tables: { '[registry]': `gov_datasource = "${name}"` } }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: those of the template', files: { 'deployment.toml': deploymentToml() } },
    {
      title: 'deployment.toml: without jdbc/, which another rule tells',
      files: toml('SHARED_DB'),
      productVersion: '7.1.0',
    },

    { title: 'a template', files: registry(SHARED, '<dataSource>{{ jndi }}</dataSource>') },
    {
      title: 'a blank, which has a rule of its own',
      files: registry(SHARED, '<dataSource>jdbc/WSO2CarbonDB_IS </dataSource>'),
    },
    { title: 'no datasources committed', files: without(GOOD, MASTER) },
    {
      title: 'a JNDI name that a template makes',
      files: change(GOOD, MASTER, '<name>jdbc/WSO2CarbonDB_IS<', '<name>{{ jndi }}<'),
    },
    {
      title: 'a JNDI name of another file',
      files: {
        ...registry(SHARED, '<dataSource>jdbc/Other</dataSource>'),
        'is-2/repository/conf/datasources/other-datasources.xml':
          '<datasources-configuration><datasources><datasource><name>O</name><jndiConfig><name>jdbc/Other</name></jndiConfig></datasource></datasources></datasources-configuration>',
      },
    },
    {
      title: 'a connection written into the dbConfig',
      files: registry(SHARED, '<url>jdbc:mysql://db.example.com/reg_db</url>'),
    },
    {
      title: 'two datasources of one JNDI name',
      files: change(GOOD, MASTER, '<name>jdbc/WSO2CarbonDB_IS<', '<name>jdbc/WSO2CarbonDB<'),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: a name that is not bound',
      files: toml('jdbc/SHARD_DB'),
      productVersion: '7.1.0',
      at: ['deployment.toml:39:19 error'],
      says: [
        /^\[registry\] gov_datasource takes its database from "jdbc\/SHARD_DB"/,
        /Did you mean "jdbc\/SHARED_DB"\?$/,
      ],
      fixed: { 'deployment.toml': String(toml('jdbc/SHARED_DB')['deployment.toml']) },
    },

    {
      title: 'in a dbConfig without a name',
      files: registry('<currentDBConfig>', '<dbConfig><dataSource>jdbc/Old</dataSource></dbConfig><currentDBConfig>'),
      at: ['is-2/registry.xml:4:27 warning'],
      says: /^The dbConfig without a name takes its database from "jdbc\/Old"/,
      fixed: {},
    },

    {
      title: 'a misspelt name',
      files: registry(SHARED, '<dataSource>jdbc/WSO2CarbonDB_SI</dataSource>'),
      at: ['is-2/registry.xml:15:21 error'],
      says: [/bind "jdbc\/WSO2CarbonDB" and "jdbc\/WSO2CarbonDB_IS"/, /Did you mean "jdbc\/WSO2CarbonDB_IS"\?/],
      address: 'registry/dbConfig[wso2registry_registry]/dataSource',
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'the datasource’s name',
      files: registry(SHARED, '<dataSource>WSO2_CARBON_DB_IS</dataSource>'),
      at: ['is-2/registry.xml:15:21 error'],
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'the name of another case, without jdbc/',
      files: registry(SHARED, '<dataSource>wso2carbondb_is</dataSource>'),
      at: ['is-2/registry.xml:15:21 error'],
      says: /Did you mean "jdbc\/WSO2CarbonDB_IS"\?/,
      fixed: { 'is-2/registry.xml': FIXED },
    },
    {
      title: 'a name near to the one of the local registry',
      files: change(registry(SHARED, '<dataSource>jdbc/WSO2CarbonDBX</dataSource>'), MASTER, 'CarbonDB_IS<', 'Other<'),
      at: ['is-2/registry.xml:15:21 error'],
      fixed: {},
    },
    {
      title: 'in a dbConfig that nothing uses',
      files: registry(
        '<currentDBConfig>',
        '<dbConfig name="old"><dataSource>jdbc/Old</dataSource></dbConfig><currentDBConfig>',
      ),
      at: ['is-2/registry.xml:4:38 warning'],
      says: /nothing uses the dbConfig yet/,
    },
    {
      title: 'no database at all',
      files: registry(SHARED, ''),
      at: ['is-2/registry.xml:14:6 error'],
      says: /NullPointerException/,
      fixed: {},
    },
  ],
});
