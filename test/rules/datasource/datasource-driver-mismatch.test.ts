import rule from '../../../src/rules/datasource/datasource-driver-mismatch.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const driver = (text: string) => change(GOOD, FILE, 'com.mysql.jdbc.Driver', text);

const shared = (line: string) => ({
  'deployment.toml': deploymentToml({
    tables: { '[database.shared_db]': `url = "jdbc:mysql://db/x"\nusername = "x"\npassword = "s3nt1nel"\n${line}` },
  }),
});

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: the old class for MySQL, which a type makes',
      files: { 'deployment.toml': deploymentToml() },
      productVersion: '7.3.0',
    },
    {
      title: 'deployment.toml: a driver that a type makes, which another rule tells',
      files: shared('type = "postgre"'),
    },

    { title: 'the newer driver', files: driver('com.mysql.cj.jdbc.Driver') },
    { title: 'the driver of MariaDB', files: driver('org.mariadb.jdbc.Driver') },
    { title: 'a class nobody knows', files: driver('com.example.Driver') },
    { title: 'a template', files: driver('{{ driver }}') },
    {
      title: 'a class of its own',
      files: change(
        driver('org.h2.Driver'),
        FILE,
        '<maxActive>',
        '<dataSourceClassName>a.B</dataSourceClassName><maxActive>',
      ),
    },
    {
      title: 'a URL that a template fills in',
      files: change(driver('org.h2.Driver'), FILE, 'jdbc:mysql://db.example.com:3306/reg_db', '{{ url }}'),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml: a driver that is written',
      files: shared('driver = "org.h2.Driver"'),
      at: ['deployment.toml:33:11 error'],
      says: /^The datasource "WSO2_SHARED_DB" has a URL for mysql and the driver "org\.h2\.Driver"/,
      fixed: { 'deployment.toml': String(shared('driver = "com.mysql.jdbc.Driver"')['deployment.toml']) },
    },

    {
      title: 'a misspelt class',
      files: change(GOOD, 'is-2/datasources/master-datasources.xml', 'com.mysql.jdbc.Driver', 'com.mysql.jdbc.Drver'),
      at: ['is-2/datasources/master-datasources.xml:41:38 error'],
      says: /Did you mean "com\.mysql\.jdbc\.Driver"\?/,
      fixed: {
        'is-2/datasources/master-datasources.xml': String(GOOD[pathOf('is-2/datasources/master-datasources.xml')]),
      },
    },
    {
      title: 'the driver of another vendor',
      files: driver('org.postgresql.Driver'),
      at: ['is-1/datasources/master-datasources.xml:20:38 error'],
      says: /URL for mysql and the driver "org\.postgresql\.Driver".*Use "com\.mysql\.jdbc\.Driver"/,
      related: ['is-1/datasources/master-datasources.xml:17:26'],
      fixed: {
        'is-1/datasources/master-datasources.xml': String(GOOD[pathOf('is-1/datasources/master-datasources.xml')]),
      },
    },
    {
      title: 'a template in another part of the URL',
      files: change(driver('org.h2.Driver'), FILE, 'db.example.com:3306', '{{ host }}'),
      at: ['is-1/datasources/master-datasources.xml:20:38 error'],
    },
  ],
});
