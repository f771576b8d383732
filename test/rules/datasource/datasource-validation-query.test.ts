import rule from '../../../src/rules/datasource/datasource-validation-query.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const oracle = change(
  change(GOOD, FILE, 'jdbc:mysql://db.example.com:3306/reg_db', 'jdbc:oracle:thin:@db.example.com:1521/orcl'),
  FILE,
  'com.mysql.jdbc.Driver',
  'oracle.jdbc.OracleDriver',
);
const BORROW = '<testOnBorrow>true</testOnBorrow>';
const at = (severity: string) => [`is-1/datasources/master-datasources.xml:24:38 ${severity}`];

const shared = (line: string) => ({
  'deployment.toml': deploymentToml({
    tables: {
      '[database.shared_db]': `url = "jdbc:mysql://db/x"\nusername = "x"\npassword = "s3nt1nel"\n${line}${line.startsWith('type') ? '' : '\ndriver = "com.mysql.cj.jdbc.Driver"'}`,
    },
  }),
});

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: a query', files: { 'deployment.toml': deploymentToml() } },
    { title: 'deployment.toml: what 7.3 makes of a type', files: shared('type = "mysql"'), productVersion: '7.3.0' },
    { title: 'deployment.toml: no test', files: shared('pool_options.testOnBorrow = false'), productVersion: '7.1.0' },
    {
      title: 'deployment.toml: a query at a place nothing reads, which another rule tells',
      files: shared('validation_query = "SELECT 1"'),
      productVersion: '7.1.0',
    },

    { title: 'the query of Oracle', files: change(oracle, FILE, 'SELECT 1', 'SELECT 1 FROM DUAL') },
    { title: 'a query nobody runs', files: change(oracle, FILE, BORROW, '<testOnBorrow>false</testOnBorrow>') },
    { title: 'a template decides', files: change(oracle, FILE, BORROW, '<testOnBorrow>{{ t }}</testOnBorrow>') },
    { title: 'a template as query', files: change(oracle, FILE, 'SELECT 1', '{{ q }}') },
  ],
  invalid: [
    {
      title: 'deployment.toml: tables of each kind at once',
      files: {
        'deployment.toml': `${deploymentToml({
          tables: {
            '[database.shared_db]':
              'url = "jdbc:mysql://db/x"\nusername = "x"\npassword = "s3nt1nel"\ndriver = "a.B" # ours',
            '[database.shared_db.pool_options]': 'maxActive = "80"\n',
            '[database.identity_db]':
              'url = "jdbc:oracle:thin:@db:1521/x"\nusername = "x"\npassword = "s3nt1nel"\ndriver = "a.B"\npool_options.maxActive = 5',
          },
        })}\n[[datasource]]\nid = "D"\nurl = "jdbc:db2://db:50000/d"\nusername = "x"\npassword = "s3nt1nel"\ndriver = "a.B"\npool_options.testOnBorrow = true\n# end\n`,
      },
      productVersion: '7.1.0',
      at: ['deployment.toml:27:1 warning'],
      fixed: {
        'deployment.toml': [
          /maxActive = "80"\nvalidationQuery = "SELECT 1"\n/,
          /pool_options\.maxActive = 5\npool_options\.validationQuery = "SELECT 1 FROM DUAL"\n/,
          /testOnBorrow = true\npool_options\.validationQuery = "SELECT 1 FROM SYSIBM\.SYSDUMMY1"\n# end\n$/,
        ],
      },
    },
    {
      title: 'deployment.toml: no query up to 7.2',
      files: shared('type = "mysql"'),
      productVersion: '7.1.0',
      at: ['deployment.toml:29:1 warning'],
      says: /^\[database\.shared_db\] has no pool_options\.validationQuery.*\(testOnBorrow\): the pool has no query/,
      address: 'datasources[jdbc/SHARED_DB]/validationQuery',
      fixed: {
        'deployment.toml': String(
          shared('type = "mysql"\npool_options.validationQuery = "SELECT 1"')['deployment.toml'],
        ),
      },
    },
    {
      title: 'deployment.toml: a version that may have one',
      files: shared('type = "mysql"'),
      at: ['deployment.toml:29:1 info'],
      says: /: up to IS 7\.2 the pool has no query/,
    },
    {
      title: 'deployment.toml: the query of another vendor',
      files: shared('pool_options.validationQuery = "SELECT 1 FROM SYSIBM.SYSDUMMY1"'),
      at: ['deployment.toml:33:33 error'],
      fixed: { 'deployment.toml': /\npool_options\.validationQuery = "SELECT 1"\n/ },
    },

    {
      title: 'before each use',
      files: oracle,
      at: at('error'),
      says: /ORA-00923.*SELECT 1 FROM DUAL/,
      fixed: { [FILE]: /<validationQuery>SELECT 1 FROM DUAL<\/validationQuery>/ },
    },
    {
      title: 'JAXB takes 1 for true',
      files: change(oracle, FILE, BORROW, '<testOnBorrow> 1 </testOnBorrow>'),
      at: at('error'),
    },
    {
      title: 'while idle',
      files: change(oracle, FILE, BORROW, '<testWhileIdle>true</testWhileIdle>'),
      at: at('warning'),
    },
    { title: 'on return', files: change(oracle, FILE, BORROW, '<testOnReturn>true</testOnReturn>'), at: at('warning') },
  ],
});
