import rule from '../../../src/rules/database/database-h2-inferred-url.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const LOGIN = 'username = "wso2carbon"\npassword = "s3nt1nel"';
const tables = (given: Record<string, string>): Files => ({ 'deployment.toml': deploymentToml({ tables: given }) });

ruleTest(rule, {
  valid: [
    { title: 'two nodes on a server', files: GOOD_TOML },
    {
      title: 'a url',
      files: tables({ '[database.shared_db]': `type = "h2"\nurl = "jdbc:h2:./repository/database/X"\n${LOGIN}` }),
    },
    { title: 'the local registry itself', files: tables({ '[database.registry_db]': `type = "h2"\n${LOGIN}` }) },
    { title: 'a type from the environment', files: tables({ '[database.user]': `type = "$env{T}"\n${LOGIN}` }) },
  ],
  invalid: [
    {
      title: 'one',
      files: tables({ '[database.shared_db]': `type = "h2"\n${LOGIN}` }),
      at: ['deployment.toml:30:9 warning'],
      says: /the same file as for the local registry, which/,
    },
    {
      title: 'two in one file',
      files: tables({
        '[database.identity_db]': `type = "h2"\n${LOGIN}`,
        '[database.shared_db]': `type = "h2"\n${LOGIN}`,
      }),
      productVersion: '7.1.0',
      at: ['deployment.toml:21:9 warning', 'deployment.toml:26:9 warning'],
      says: /the same file as for the local registry and \[database\.shared_db\], which/,
    },
  ],
});
