import rule from '../../../src/rules/database/database-user-unused.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const USER = `type = "mysql"\nhostname = "db.example.com"\nport = "3306"\nname = "users"\nusername = "iam"\npassword = "s3nt1nel"`;
const tables = (given: Record<string, string>): Files => ({
  'deployment.toml': deploymentToml({ tables: { '[database.user]': USER, ...given } }),
});

ruleTest(rule, {
  valid: [
    { title: 'no such table', files: GOOD_TOML },
    { title: 'users are there', files: tables({ '[realm_manager]': 'data_source = "WSO2USER_DB"' }) },
    { title: 'a realm from the environment', files: tables({ '[realm_manager]': 'data_source = "$env{USER_DS}"' }) },
    { title: 'identity data are there', files: tables({ '[identity]': 'data_source = "jdbc/WSO2USER_DB"' }) },
    {
      title: 'the user store names a datasource',
      files: tables({ '[user_store]': 'type = "database_unique_id"\nproperties.dataSource = "jdbc/WSO2USER_DB"' }),
    },
    {
      title: 'a table that a template may leave out',
      files: {
        'deployment.toml': `${deploymentToml()}\n{{ if .Values.users }}\n[database.user]\n${USER}\n{{ end }}\n`,
      },
    },
    { title: 'a piece of a file', files: { 'deployment.toml': `[database.user]\n${USER}\n` }, productVersion: '7.1.0' },
  ],
  invalid: [
    {
      title: 'no realm_manager',
      files: tables({}),
      at: ['deployment.toml:38:1 warning'],
      says: [/users are in "SHARED_DB", the default of \[realm_manager\] data_source\. Write/],
      address: 'datasources[jdbc/WSO2USER_DB]',
      fixed: { 'deployment.toml': /\n\n\[realm_manager\]\ndata_source = "WSO2USER_DB"\n$/ },
    },
    {
      title: 'the realm is elsewhere',
      files: tables({ '[realm_manager]': 'data_source = "SHARED_DB"' }),
      at: ['deployment.toml:38:1 warning'],
      related: ['deployment.toml:47:16'],
      fixed: {},
    },
    {
      title: 'one database behind both',
      files: tables({ '[database.user]': USER.replace('"users"', '"shared"') }),
      at: ['deployment.toml:38:1 info'],
      says: /\(today the same database\)/,
    },
  ],
});
