import rule from '../../../src/rules/datasource/datasource-url-malformed.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const URL = 'jdbc:mysql://db.example.com:3306/reg_db';
const url = (text: string) => change(GOOD, FILE, URL, text);
const at = (severity: string) => [`is-1/datasources/master-datasources.xml:17:26 ${severity}`];

ruleTest(rule, {
  valid: [
    { title: 'parameters', files: url(`${URL}?autoReconnect=true&amp;useSSL=false`) },
    { title: 'a template', files: url('{{ url }}') },
    { title: 'empty: datasource-field-missing', files: url('') },
    { title: 'another vendor', files: url('jdbc:somedb://host/x y') },
    {
      title: 'a class of its own',
      files: change(url('x'), FILE, '<maxActive>', '<dataSourceClassName>a.B</dataSourceClassName><maxActive>'),
    },
  ],
  invalid: [
    {
      title: 'a letter too many',
      files: url('ijdbc:oracle:thin:@db:1521/x'),
      at: at('error'),
      says: /does not begin with "jdbc:"/,
    },
    {
      title: 'a blank instead of the question mark',
      files: url(`${URL} autoReconnect=true`),
      at: at('error'),
      says: /white space inside/,
    },
    { title: 'no question mark', files: url(`${URL}&amp;useSSL=false`), at: at('error'), says: /no "\?" before/ },
    {
      title: 'a blank before it',
      files: url(` ${URL}`),
      at: ['is-1/datasources/master-datasources.xml:17:27 error'],
      says: /white space around/,
    },
    { title: 'a blank after it', files: url(`${URL} `), at: at('warning') },
  ],
});
