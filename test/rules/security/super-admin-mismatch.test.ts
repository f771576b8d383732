import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/super-admin-mismatch.js';
import { withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const admin = (lines: string) => ({ '[super_admin]': lines });
const OPS = 'username = "ops"\npassword = "$env{P}"\ncreate_admin_account = true';

ruleTest(rule, {
  valid: [
    { title: 'other passwords', files: tomlCluster(admin(OPS), admin(OPS.replace('$env{P}', 's3nt1nel'))) },
    { title: 'a name of the environment', files: tomlCluster(admin(OPS), admin(OPS.replace('"ops"', '"$env{A}"'))) },
    {
      title: 'the default role, said and not said',
      files: tomlCluster(admin(OPS), admin(`${OPS}\nadmin_role = "admin"`)),
    },
  ],
  invalid: [
    {
      title: 'another name',
      files: tomlCluster(admin(OPS), admin(OPS.replace('"ops"', '"root"'))),
      at: ['is-1/deployment.toml:6:13 warning'],
      says: /^is-1 has \[super_admin\] username "ops", is-2 has "root"/,
      fixed: {},
    },
    {
      title: 'another role and account than the reference has',
      files: withReference(
        tomlCluster(admin(`${OPS}\nadmin_role = "ops"`), admin(`# second\n${OPS.replace('true', 'false')}`)),
      ),
      at: ['is-1/deployment.toml:9:15 warning'],
      fixed: {
        'is-2/deployment.toml':
          /\n# second\nusername = "ops"\npassword = "\$env\{P\}"\ncreate_admin_account = true\nadmin_role = "ops"\n/,
      },
    },
    {
      title: 'another role',
      files: tomlCluster(admin(OPS), admin(`${OPS}\nadmin_role = "ops"`)),
      at: ['is-2/deployment.toml:9:15 warning'],
    },
    {
      title: 'created by one node only',
      files: tomlCluster(admin(OPS), admin(OPS.replace('true', 'false'))),
      at: ['is-1/deployment.toml:8:24 warning'],
      says: /only one of them creates/,
    },
  ],
});
