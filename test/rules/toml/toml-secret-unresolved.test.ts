import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-secret-unresolved.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const PATH = 'is-2/repository/conf/deployment.toml';
const ADMIN = 'admin_password = "kP9sT1c=="\n';
const secret = (line: string): Files => change(GOOD_TOML, TOML, ADMIN, line);

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'a secret that nothing uses', files: secret(`${ADMIN}other = "[plain]"\n`) },
    { title: 'a quoted alias', files: secret('"admin_password" = "kP9sT1c=="\n') },
    {
      title: 'secrets that the server gets at run time',
      files: change(secret(''), TOML, '[secrets]\n', '[runtime_secrets]\nenable = "true"\n\n[secrets]\n'),
      productVersion: '7.1.0',
    },
    {
      title: 'a piece of a configuration',
      files: { [TOML]: '[database.identity_db]\nname = "identity"\npassword = "$secret{identity_db_password}"\n' },
    },
    {
      title: 'secrets that a template prints',
      files: {
        [TOML]: deploymentToml({
          tables: { '[super_admin]': 'username = "a"\npassword = "$secret{a}"\n{{ include "secrets" . }}' },
        }),
      },
    },
  ],
  invalid: [
    {
      title: 'no entry',
      files: secret(''),
      at: [`${TOML}:8:13 error`],
      says: /super_admin\.password is \$secret\{admin_password\}, and \[secrets\] holds no admin_password/,
      fixed: {},
    },
    {
      title: 'a misspelt entry',
      files: secret('admin_pasword = "kP9sT1c=="\n'),
      at: [`${TOML}:8:13 error`],
      says: /Did you mean "admin_password"|Did you mean "admin_pasword"/,
      fixed: { [TOML]: [/^password = "\$secret\{admin_pasword\}"$/m, /^admin_pasword = "kP9sT1c=="$/m] },
    },
    {
      title: 'a misspelt alias of a secret that is used elsewhere, too',
      files: change(
        GOOD_TOML,
        TOML,
        '\npassword = "$secret{keystore_password}"',
        '\npassword = "$secret{keystor_password}"',
      ),
      // The other key stores have the password of this one by default.
      at: [...Array.from({ length: 3 }, () => `${TOML} error`), `${TOML}:43:13 error`],
      fixed: {},
    },
    {
      title: 'a misspelt alias',
      files: change(GOOD_TOML, TOML, '$secret{encryption_key}', '$secret{encryption_keys}'),
      at: [`${TOML}:47:8 error`],
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'plain text in brackets',
      files: secret('admin_password = "[s3nt1nel]"\n'),
      at: [`${TOML}:53:1 error`],
      says: /The secret admin_password is committed as plain text.* needs it for super_admin\.password/,
      fixed: {},
      address: 'deployment.toml/secrets.admin_password',
    },
    {
      title: 'plain text that two keys use: told once',
      files: change(GOOD_TOML, TOML, 'keystore_password = "kP9sT1c=="', 'keystore_password = "[s3nt1nel]"'),
      at: [`${TOML}:56:1 error`],
      says: /keystore\.primary\.password/,
    },
  ],
});
