import rule from '../../../src/rules/datasource/datasource-url-malformed.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const URL = 'jdbc:mysql://db.example.com:3306/reg_db';
const url = (text: string) => change(GOOD, FILE, URL, text);
const at = (severity: string) => [`is-1/datasources/master-datasources.xml:17:26 ${severity}`];

const port = (text: string) => ({
  'deployment.toml': deploymentToml({
    tables: {
      '[database.identity_db]': `type = "postgre"\nhostname = "db"\nport = ${text}\nname = "i"\nusername = "x"\npassword = "s3nt1nel"`,
    },
  }),
});

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
      title: 'deployment.toml: a port that is a number takes the place of the URL',
      files: port('5432 # usual'),
      at: ['deployment.toml:21:9 error'],
      says: /"WSO2_IDENTITY_DB" is 5432: database\.identity_db\.port is a number/,
      fixed: { 'deployment.toml': String(port('"5432" # usual')['deployment.toml']) },
    },
    {
      title: 'deployment.toml: a letter in the port of which the URL is made',
      files: port('"543Z"'),
      at: ['deployment.toml:23:9 error'],
      says: /^database\.identity_db\.port is "543Z", and the server makes the URL of the datasource "WSO2_IDENTITY_DB" from it, which has a port that is no number .* Correct port\.$/,
      address: 'deployment.toml/database.identity_db.port',
    },
    {
      title: 'deployment.toml: a second port in the name of the host',
      files: change(port('"5432"'), 'deployment.toml', 'hostname = "db"', 'hostname = "db:x"'),
      at: ['deployment.toml:22:13 error'],
      says: /^database\.identity_db\.hostname is "db:x"/,
    },
    {
      title: 'deployment.toml: a blank in the name of the database',
      files: change(port('"5432"'), 'deployment.toml', 'name = "i"', 'name = "i j"'),
      at: ['deployment.toml:24:9 error'],
      says: /^database\.identity_db\.name is "i j", .* white space inside it.* Correct name\.$/,
    },
    {
      title: 'a letter too many',
      files: url('ijdbc:oracle:thin:@db:1521/x'),
      at: at('error'),
      says: /does not begin with "jdbc:"/,
      fixed: { [FILE]: /<url>jdbc:oracle:thin:@db:1521\/x<\/url>/ },
    },
    {
      title: 'a blank instead of the question mark',
      files: url(`${URL} autoReconnect=true`),
      at: at('error'),
      says: /white space inside/,
      fixed: { [FILE]: /reg_db\?autoReconnect=true<\/url>/ },
    },
    {
      title: 'no question mark',
      files: url(`${URL}&amp;useSSL=false`),
      at: at('error'),
      says: /no "\?" before/,
      fixed: { [FILE]: /reg_db\?useSSL=false<\/url>/ },
    },
    {
      title: 'a blank before it',
      files: url(` ${URL}`),
      at: ['is-1/datasources/master-datasources.xml:17:27 error'],
      says: /white space around/,
      fixed: { [FILE]: String(GOOD[pathOf(FILE)]) },
    },
    {
      title: 'a blank after it',
      files: url(`${URL} `),
      at: at('warning'),
      fixed: { [FILE]: String(GOOD[pathOf(FILE)]) },
    },
  ],
});
