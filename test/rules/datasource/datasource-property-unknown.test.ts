import rule from '../../../src/rules/datasource/datasource-property-unknown.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const add = (text: string) => change(GOOD, FILE, '<maxActive>', `${text}<maxActive>`);

const pool = (line: string) => ({
  'deployment.toml': deploymentToml({ tables: { '[database.identity_db.pool_options]': line } }).replace(
    'name = "identity"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"\npool_options.validationQuery = "SELECT 1"',
    'name = "identity"\nusername = "iam"\npassword = "$env{DB_PASSWORD}"\n',
  ),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: a property', files: pool('maxActive = "80"') },
    { title: 'deployment.toml: snake case, which another rule tells', files: pool('max_active = "80"') },
    { title: 'deployment.toml: a name that a template makes', files: pool('{{ $key }} = "80"') },

    {
      title: 'lists and rare ones',
      files: add(
        '<databaseProps><property name="a">b</property></databaseProps><jmxEnabled>true</jmxEnabled><commitOnReturn>true</commitOnReturn>',
      ),
    },
    { title: 'what stock bps-datasources.xml holds', files: add('<useDataSourceFactory>false</useDataSourceFactory>') },
    {
      title: 'another type, with properties of its own',
      files: change(add('<contactPoints>h</contactPoints>'), FILE, 'type="RDBMS"', 'type="CASSANDRA"'),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: a letter missing',
      files: pool('testOnBorow = true'),
      at: ['deployment.toml:39:15 warning'],
      says: /"WSO2_IDENTITY_DB" sets "testOnBorow".* Did you mean "testOnBorrow"\?$/,
      fixed: { 'deployment.toml': String(pool('testOnBorrow = true')['deployment.toml']) },
    },

    {
      title: 'a typing error',
      files: add('<testOnBorow>true</testOnBorow>'),
      at: ['is-1/datasources/master-datasources.xml:21:34 warning'],
      says: /"WSO2_CARBON_DB" sets "testOnBorow".*Did you mean "testOnBorrow"\?/,
      address: 'datasources[jdbc/WSO2CarbonDB]/testOnBorow',
      fixed: {},
    },
    {
      title: 'another case',
      files: add('<maxactive>5</maxactive>'),
      at: ['is-1/datasources/master-datasources.xml:21:32 warning'],
      says: /Did you mean "maxActive"/,
      fixed: {},
    },
    {
      title: 'a typing error, with a comment in it',
      files: add('<minIdel ><!-- few -->5</minIdel >'),
      at: ['is-1/datasources/master-datasources.xml:21:21 warning'],
      fixed: { 'is-1/datasources/master-datasources.xml': /<minIdle ><!-- few -->5<\/minIdle ><maxActive>/ },
    },
    {
      title: 'an empty one',
      files: add('<fairqueue/>'),
      at: ['is-1/datasources/master-datasources.xml:21:21 warning'],
      fixed: { 'is-1/datasources/master-datasources.xml': /<fairQueue\/><maxActive>/ },
    },
    {
      title: 'one that only tomcat-jdbc knows',
      files: add('<testOnConnect>true</testOnConnect>'),
      at: ['is-1/datasources/master-datasources.xml:21:36 warning'],
      fixed: {},
    },
  ],
});
