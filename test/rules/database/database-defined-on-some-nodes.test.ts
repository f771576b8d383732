import rule from '../../../src/rules/database/database-defined-on-some-nodes.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const KNOWN = 'url = "jdbc:mysql://db.example.com:3306/x"\ndriver = "com.mysql.cj.jdbc.Driver"\nusername = "iam"';
const UNKNOWN = KNOWN.replace('jdbc:mysql://db.example.com:3306/x', '$env{DB_URL}');
const REALM = 'data_source = "WSO2USER_DB"';

const THREE = (table: string) => ({
  ...tomlCluster({ '[database.config]': table }),
  'is-3/deployment.toml': deploymentToml({ host: '13' }),
});

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
      fixed: {},
    },
    {
      title: 'two of three',
      files: THREE(
        `${UNKNOWN} # ours\npassword = "$env{DB_PASSWORD}"\n\n[database.config.pool_options]\nmaxActive = 5`,
      ),
      at: ['is-1/deployment.toml:38:1 error'],
      fixed: {
        'is-3/deployment.toml': `${deploymentToml({ host: '13' })}\n[database.config]\n${UNKNOWN}\npassword = "$env{DB_PASSWORD}"\n\n[database.config.pool_options]\nmaxActive = 5\n`,
      },
    },
    {
      title: 'two of three, with a password',
      files: THREE(`${UNKNOWN}\npassword = "s3nt1nel"`),
      at: ['is-1/deployment.toml:38:1 error'],
      fixed: {},
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
