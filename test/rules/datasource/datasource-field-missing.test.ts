import rule from '../../../src/rules/datasource/datasource-field-missing.js';
import { change, GOOD } from '../../support/lint.js';
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
      title: 'no URL',
      files: drop(URL),
      at: [`${FIRST} error`],
      says: /has no <url>/,
      address: 'datasources[jdbc/WSO2CarbonDB]/url',
    },
    { title: 'no driver', files: drop(DRIVER), at: [`${FIRST} error`], says: /has no <driverClassName>/ },
    {
      title: 'an empty URL',
      files: drop(URL, '<url> </url>'),
      at: ['is-1/datasources/master-datasources.xml:17:21 error'],
      says: /an empty <url>/,
    },
    { title: 'no user name', files: drop(USER), at: [`${FIRST} warning`], says: /neither user name nor password/ },
    { title: 'no password', files: drop(PASSWORD), at: [`${FIRST} warning`], says: /without a password/ },
  ],
});
