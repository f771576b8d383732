import rule from '../../../src/rules/datasource/datasource-jndi-missing.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const ANALYTICS = 'is-1/repository/conf/datasources/analytics-datasources.xml';
const other = (jndi: string) => ({
  ...GOOD,
  [ANALYTICS]: `<datasources-configuration><datasources><datasource><name>E</name>${jndi}</datasource></datasources></datasources-configuration>`,
});

ruleTest(rule, {
  valid: [
    { title: 'a feature that looks its datasource up by name', files: other('') },
    { title: 'a template', files: change(GOOD, FILE, 'jdbc/WSO2CarbonDB', '{{ jndi }}') },
    {
      title: 'the commented sample',
      files: change(GOOD, FILE, '</datasources>', '<!-- <datasource><name>S</name></datasource> --></datasources>'),
    },
  ],
  invalid: [
    {
      title: 'an empty name',
      files: change(GOOD, FILE, 'jdbc/WSO2CarbonDB', ' '),
      at: ['is-1/datasources/master-datasources.xml:13:17 warning'],
      says: /"WSO2_CARBON_DB" has an empty JNDI name/,
    },
    {
      title: 'none',
      files: change(GOOD, FILE, '</datasources>', '<datasource><name>S</name></datasource></datasources>'),
      at: ['is-1/datasources/master-datasources.xml:29:23 warning'],
      says: /"S" has no JNDI name/,
    },
    {
      title: 'an empty name in another file',
      files: other('<jndiConfig><name/></jndiConfig>'),
      at: ['is-1/datasources/analytics-datasources.xml:1:79 warning'],
    },
  ],
});
