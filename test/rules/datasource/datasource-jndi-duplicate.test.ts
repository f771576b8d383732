import rule from '../../../src/rules/datasource/datasource-jndi-duplicate.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const second = (name: string, jndi: string) =>
  change(
    GOOD,
    FILE,
    '</datasources>',
    `<datasource><name>${name}</name><jndiConfig><name>${jndi}</name></jndiConfig></datasource></datasources>`,
  );

const own = (id: string) => ({
  'deployment.toml': deploymentToml({ tables: { '[datasource.A]': `id = "${id}"\nurl = "jdbc:mysql://db/x"` } }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: an id of its own', files: own('X') },

    { title: 'another JNDI name', files: second('B', 'jdbc/B') },
    { title: 'a whole copy is not loaded at all', files: second('WSO2_CARBON_DB', 'jdbc/WSO2CarbonDB') },
    { title: 'a template', files: second('B', '{{ jndi }}') },
    { title: 'two without one', files: change(second('B', ''), FILE, 'jdbc/WSO2CarbonDB', '') },
  ],
  invalid: [
    {
      title: 'deployment.toml: an id that a database has',
      files: own('SHARED_DB'),
      at: ['deployment.toml:39:7 error'],
      says: /"WSO2_SHARED_DB" and "SHARED_DB" are both bound to "jdbc\/SHARED_DB".* Choose another id\.$/,
    },

    {
      title: 'the later one wins',
      files: second('B', 'jdbc/WSO2CarbonDB'),
      at: ['is-1/datasources/master-datasources.xml:29:49 error'],
      says: /"WSO2_CARBON_DB" and "B" are both bound to "jdbc\/WSO2CarbonDB".* uses "B"/,
      related: ['is-1/datasources/master-datasources.xml:13:23'],
    },
  ],
});
