import rule from '../../../src/rules/datasource/datasource-field-missing.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, GOOD, pathOf } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const FILE = 'is-1/datasources/master-datasources.xml';
const USER = '<username>regadmin</username>';
const PASSWORD = '<password>regadmin</password>';
const DRIVER = '<driverClassName>com.mysql.jdbc.Driver</driverClassName>';
const URL = '<url>jdbc:mysql://db.example.com:3306/reg_db</url>';
const drop = (text: string, instead = '') => change(GOOD, FILE, text, instead);
const FIRST = 'is-1/datasources/master-datasources.xml:9:10';

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml: what a type makes', files: { 'deployment.toml': deploymentToml() } },
    {
      title: 'deployment.toml: a piece of a file',
      files: { 'deployment.toml': '[database.shared_db]\nusername = "x"\n' },
      productVersion: '7.1.0',
    },
    {
      title: 'deployment.toml: a type that makes nothing, which another rule tells',
      files: {
        'deployment.toml': deploymentToml({ tables: { '[database.identity_db]': 'type = "dbase"\nusername = "x"' } }),
      },
    },

    {
      title: 'a class of its own',
      files: change(drop(URL), FILE, DRIVER, '<dataSourceClassName>a.B</dataSourceClassName>'),
    },
    { title: 'a template', files: drop('regadmin</username>', '{{ user }}</username>') },
    {
      title: 'an embedded database without login',
      files: change(drop(USER), FILE, URL, '<url>jdbc:h2:./repository/database/X</url>'),
    },
    {
      title: 'the login of the operating system',
      files: change(
        drop(USER),
        FILE,
        URL,
        '<url>jdbc:sqlserver://db:1433;databaseName=x;integratedSecurity=true</url>',
      ),
    },
    { title: 'the login in the URL', files: change(drop(USER), FILE, '/reg_db', '/reg_db?user=a&amp;password=b') },
    {
      title: 'the login in properties of the driver',
      files: drop(USER, '<databaseProps><property name="user">a</property></databaseProps>'),
    },
    { title: 'another type', files: change(drop(URL), FILE, 'type="RDBMS"', 'type="custom"') },
  ],
  invalid: [
    {
      title: 'deployment.toml: a url without a driver',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[database.identity_db]': 'url = "jdbc:mysql://db/x"\nusername = "x"\npassword = "s3nt1nel"' },
        }),
      },
      at: ['deployment.toml:20:1 error'],
      says: /has no driver: .* Add driver to \[database\.identity_db\], or a type with its coordinates\.$/,
      fixed: { 'deployment.toml': /\ndriver = "[\w.]+"\n/ },
    },
    {
      title: 'deployment.toml: a type where it makes nothing',
      files: {
        'deployment.toml': deploymentToml({
          tables: { '[[datasource]]': 'id = "X"\ntype = "mysql"\nurl = "jdbc:mysql://db/x"\nusername = "x"' },
        }),
      },
      at: ['deployment.toml:38:1 error'],
      says: /Add driver to \[\[datasource\]\]: a type infers nothing there\.$/,
      fixed: {},
    },
    {
      title: 'deployment.toml: an element of an array that lacks its driver only',
      files: {
        'deployment.toml': deploymentToml({
          tables: {
            '[[datasource]]': 'id = "X"\nurl = "jdbc:postgresql://db/x"\nusername = "x"\npassword = "s3nt1nel" # x',
          },
        }),
      },
      at: ['deployment.toml:38:1 error'],
      fixed: { 'deployment.toml': /password = "s3nt1nel" # x\ndriver = "org\.postgresql\.Driver"\n/ },
    },
    {
      title: 'deployment.toml: no identity database',
      files: { 'deployment.toml': deploymentToml({ tables: { '[database.identity_db]': '' } }) },
      productVersion: '7.1.0',
      at: ['deployment.toml error'],
      says: /"WSO2_IDENTITY_DB" has no url/,
    },

    {
      title: 'no URL',
      files: drop(URL),
      at: [`${FIRST} error`],
      says: /has no <url>/,
      address: 'datasources[jdbc/WSO2CarbonDB]/url',
      fixed: {},
    },
    {
      title: 'no driver',
      files: drop(DRIVER),
      at: [`${FIRST} error`],
      says: /has no <driverClassName>/,
      fixed: {
        [FILE]:
          /<validationInterval>30000<\/validationInterval>\n {20}<driverClassName>com\.mysql\.jdbc\.Driver<\/driverClassName>\n {16}<\/configuration>/,
      },
    },
    {
      title: 'an empty driver',
      files: drop(DRIVER, '<driverClassName/>'),
      at: ['is-1/datasources/master-datasources.xml:20:21 error'],
      fixed: { [FILE]: String(GOOD[pathOf(FILE)]) },
    },
    {
      title: 'an empty URL',
      files: drop(URL, '<url> </url>'),
      at: ['is-1/datasources/master-datasources.xml:17:21 error'],
      says: /an empty <url>/,
    },
    {
      title: 'no user name',
      files: drop(USER),
      at: [`${FIRST} warning`],
      says: /neither user name nor password/,
      fixed: {},
    },
    { title: 'no password', files: drop(PASSWORD), at: [`${FIRST} warning`], says: /without a password/, fixed: {} },
  ],
});
