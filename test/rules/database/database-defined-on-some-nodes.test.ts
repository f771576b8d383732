import rule from '../../../src/rules/database/database-defined-on-some-nodes.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const KNOWN = 'url = "jdbc:mysql://db.example.com:3306/x"\ndriver = "com.mysql.cj.jdbc.Driver"\nusername = "iam"';
const UNKNOWN = KNOWN.replace('jdbc:mysql://db.example.com:3306/x', '$env{DB_URL}');
const REALM = 'data_source = "WSO2USER_DB"';

ruleTest(rule, {
  valid: [
    { title: 'no such tables', files: GOOD_TOML },
    { title: 'on both', files: tomlCluster({ '[database.config]': UNKNOWN }) },
    {
      title: 'databases that can be told apart, which other rules do',
      files: tomlCluster({ '[database.config]': KNOWN }, { '[database.config]': '' }),
    },
    {
      title: 'a reference to what is not there, which another rule tells',
      files: tomlCluster({ '[database.user]': UNKNOWN, '[realm_manager]': REALM }, { '[database.user]': '' }),
    },
    {
      title: 'a table nothing uses',
      files: tomlCluster({ '[database.user]': UNKNOWN }, { '[database.user]': '' }),
    },
  ],
  invalid: [
    {
      title: 'the config registry',
      files: tomlCluster({ '[database.config]': UNKNOWN }, { '[database.config]': '' }),
      at: ['is-1/deployment.toml:38:1 error'],
      says: /^is-1 has \[database\.config\], is-2 has not: the config registry is kept in two different places/,
    },
    {
      title: 'users',
      files: tomlCluster(
        { '[database.user]': UNKNOWN, '[realm_manager]': REALM },
        { '[database.user]': '', '[realm_manager]': '' },
      ),
      at: ['is-1/deployment.toml:38:1 error'],
      says: /users are kept in two different places/,
    },
  ],
});
