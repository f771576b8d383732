import rule from '../../../src/rules/datasource/datasource-property-unknown.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const add = (text: string) => change(GOOD, FILE, '<maxActive>', `${text}<maxActive>`);

ruleTest(rule, {
  valid: [
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
      title: 'a typing error',
      files: add('<testOnBorow>true</testOnBorow>'),
      at: ['is-1/datasources/master-datasources.xml:21:34 warning'],
      says: /"WSO2_CARBON_DB" sets "testOnBorow".*Did you mean "testOnBorrow"\?/,
      address: 'datasources[jdbc/WSO2CarbonDB]/testOnBorow',
    },
    {
      title: 'another case',
      files: add('<maxactive>5</maxactive>'),
      at: ['is-1/datasources/master-datasources.xml:21:32 warning'],
      says: /Did you mean "maxActive"/,
    },
    {
      title: 'one that only tomcat-jdbc knows',
      files: add('<testOnConnect>true</testOnConnect>'),
      at: ['is-1/datasources/master-datasources.xml:21:36 warning'],
    },
  ],
});
