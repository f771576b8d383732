import rule from '../../../src/rules/datasource/datasource-jndi-missing.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const ANALYTICS = 'is-1/repository/conf/datasources/analytics-datasources.xml';
const other = (jndi: string) => ({
  ...GOOD,
  [ANALYTICS]: `<datasources-configuration><datasources><datasource><name>E</name>${jndi}</datasource></datasources></datasources-configuration>`,
});

const own = (id: string) => ({
  'deployment.toml': deploymentToml({
    tables: { '[datasource.X]': `${id}url = "jdbc:mysql://db/x"\nusername = "x"\npassword = "s3nt1nel"` },
  }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: an id', files: own('id = "X"\n') },

    { title: 'a feature that looks its datasource up by name', files: other('') },
    { title: 'a template', files: change(GOOD, FILE, 'jdbc/WSO2CarbonDB', '{{ jndi }}') },
    {
      title: 'the commented sample',
      files: change(GOOD, FILE, '</datasources>', '<!-- <datasource><name>S</name></datasource> --></datasources>'),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: no id',
      files: own(''),
      at: ['deployment.toml:38:1 warning'],
      says: /^A datasource in \[datasource\.X\] has no id/,
    },

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
