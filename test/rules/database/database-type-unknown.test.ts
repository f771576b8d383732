import rule from '../../../src/rules/database/database-type-unknown.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const HOST = 'hostname = "db.example.com"\nport = "5432"\nname = "x"\nusername = "iam"\npassword = "s3nt1nel"';
const URL = 'url = "jdbc:postgresql://db.example.com:5432/x"\nusername = "iam"\npassword = "s3nt1nel"';
const table = (header: string, lines: string): Files => ({
  'deployment.toml': deploymentToml({ tables: { [header]: lines } }),
});

ruleTest(rule, {
  valid: [
    { title: 'two nodes with their types', files: GOOD_TOML },
    { title: 'no type', files: table('[database.shared_db]', `${URL}\ndriver = "org.postgresql.Driver"`) },
    {
      title: 'another type with url and driver',
      files: table('[database.shared_db]', `type = "postgresql"\n${URL}\ndriver = "org.postgresql.Driver"`),
    },
    {
      title: 'a type that the environment tells',
      files: table('[database.shared_db]', `type = "$env{DB_TYPE}"\n${HOST}`),
    },
    { title: 'a table nothing reads', files: table('[database.apim_db]', `type = "postgresql"\n${HOST}`) },
    {
      title: 'MariaDB where only some versions know it',
      files: table('[database.shared_db]', `type = "mariadb"\n${HOST}`),
    },
    {
      title: 'MariaDB from 5.11 on',
      files: table('[database.shared_db]', `type = "mariadb"\n${HOST}`),
      productVersion: '5.11.0',
    },
    {
      title: 'a piece of a file',
      files: { 'deployment.toml': `[database.user]\ntype = "postgresql"\n${HOST}\n`, 'bin/version.txt': '' },
      productVersion: '7.1.0',
    },
    {
      title: 'another product',
      files: { 'deployment.toml': `[apim.gateway]\nx = 1\n\n[database.shared_db]\ntype = "postgresql"\n${HOST}\n` },
    },
  ],
  invalid: [
    {
      title: 'the server stops',
      files: table('[database.shared_db]', `type = "postgresql"\n${HOST}`),
      at: ['deployment.toml:30:9 error'],
      says: [/"Configuration with key database\.shared_db\.url doesn't exist"/, /Did you mean "postgre"\?$/],
      fixed: {
        'deployment.toml': String(table('[database.shared_db]', `type = "postgre"\n${HOST}`)['deployment.toml']),
      },
    },
    {
      title: 'other letters',
      files: table('[database.identity_db]', `type = "MySQL"\n${HOST}`),
      at: ['deployment.toml:21:9 error'],
      says: [/WSO2_IDENTITY_DB has no url and driver/, /Did you mean "mysql"\?$/],
      fixed: { 'deployment.toml': /type = "mysql"\nhostname/ },
    },
    {
      title: 'a url and no driver',
      files: table('[database.user]', `type = "sqlserver"\n${URL}`),
      at: ['deployment.toml:39:9 error'],
      says: [/WSO2USER_DB has no driver,/, /write driver yourself\. Did you mean "mssql"\?$/],
      fixed: { 'deployment.toml': /type = "mssql"\nurl/ },
    },
    {
      title: 'MariaDB before 5.11',
      files: table('[database.shared_db]', `type = "mariadb"\n${HOST}`),
      productVersion: '5.10.0',
      at: ['deployment.toml:30:9 error'],
      says: /The types are mysql, mariadb \(5\.11 on\), postgre, mssql, oracle, db2 and h2; with another one write url and driver yourself\.$/,
      fixed: {},
    },
  ],
});
