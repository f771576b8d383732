import rule from '../../../src/rules/datasource/datasource-validation-query.js';
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

ruleTest(rule, {
  valid: [
    { title: 'the query of Oracle', files: change(oracle, FILE, 'SELECT 1', 'SELECT 1 FROM DUAL') },
    { title: 'a query nobody runs', files: change(oracle, FILE, BORROW, '<testOnBorrow>false</testOnBorrow>') },
    { title: 'a template decides', files: change(oracle, FILE, BORROW, '<testOnBorrow>{{ t }}</testOnBorrow>') },
    { title: 'a template as query', files: change(oracle, FILE, 'SELECT 1', '{{ q }}') },
  ],
  invalid: [
    { title: 'before each use', files: oracle, at: at('error'), says: /ORA-00923.*SELECT 1 FROM DUAL/ },
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
