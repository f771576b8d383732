import rule from '../../../src/rules/database/database-type-url-mismatch.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const shared = (type: string, url: string, driver = ''): Files => ({
  'deployment.toml': deploymentToml({
    tables: {
      '[database.shared_db]': `type = "${type}"\nurl = "${url}"\nusername = "iam"\npassword = "s3nt1nel"${driver === '' ? '' : `\ndriver = "${driver}"`}`,
    },
  }),
});
const MYSQL = 'jdbc:mysql://db.example.com:3306/x';

ruleTest(rule, {
  valid: [
    { title: 'two nodes alike', files: GOOD_TOML },
    { title: 'a driver that takes the other vendor', files: shared('mariadb', MYSQL) },
    { title: 'one family, with a driver', files: shared('mysql', 'jdbc:mariadb://db/x', 'org.mariadb.jdbc.Driver') },
    { title: 'a URL from the environment', files: shared('postgre', '$env{DB_URL}') },
    { title: 'a type from the environment', files: shared('$env{DB_TYPE}', MYSQL) },
    { title: 'an unknown vendor', files: shared('postgre', 'jdbc:acme://db/x') },
    { title: 'a type that infers nothing', files: shared('postgresql', MYSQL) },
  ],
  invalid: [
    {
      title: 'the driver is made from the type',
      files: shared('postgre', MYSQL),
      at: ['deployment.toml:30:9 error'],
      says: [
        /^\[database\.shared_db\] has type "postgre" and a url for mysql/,
        /driver = "com\.mysql\.jdbc\.Driver"\.$/,
      ],
      related: ['deployment.toml:31:8'],
      fixed: { 'deployment.toml': String(shared('mysql', MYSQL)['deployment.toml']) },
    },
    {
      title: 'the driver of MySQL for MariaDB',
      files: shared('mysql', 'jdbc:mariadb://db.example.com/x'),
      at: ['deployment.toml:30:9 error'],
      fixed: { 'deployment.toml': /type = "mariadb"/ },
    },
    {
      title: 'part of the URL is a placeholder',
      files: shared('oracle', 'jdbc:mysql://$env{DB_HOST}/x'),
      at: ['deployment.toml:30:9 error'],
      fixed: { 'deployment.toml': /type = "mysql"\nurl = "jdbc:mysql:\/\/\$env/ },
    },
    {
      title: 'url and driver win',
      files: shared('h2', MYSQL, 'com.mysql.cj.jdbc.Driver'),
      at: ['deployment.toml:30:9 info'],
      says: /the type only misleads/,
      fixed: { 'deployment.toml': /type = "mysql"/ },
    },
  ],
});
