import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-value-refused.js';
import { type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const tables = (changed: Readonly<Record<string, string>>): Files => ({ [TOML]: deploymentToml({ tables: changed }) });
const store = (value: string): Files => tables({ '[user_store]': `type = ${value}` });

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'a store with unique ids', files: store('"database_unique_id"'), productVersion: '5.10.0' },
    { title: 'a placeholder', files: store('"$env{STORE}"') },
    { title: 'a template', files: store('{{ .Values.store | quote }}') },
    { title: 'reCAPTCHA that is off', files: tables({ '[recaptcha]': 'enabled = false' }) },
  ],
  invalid: [
    {
      title: 'a store that does not exist',
      files: store('"jdbc"'),
      at: [`${TOML}:11:9 error`],
      says: /user_store\.type is "jdbc", .* "Validation failed for user_store\.type".* Did you mean "database"\?/,
      fixed: { [TOML]: /^type = "database"$/m },
    },
    {
      title: 'a misspelt store',
      files: store("'Database_unique_ID' # ours"),
      productVersion: '7.0.0',
      at: [`${TOML}:11:9 error`],
      fixed: { [TOML]: /^type = "database_unique_id" # ours$/m },
    },
    {
      title: 'a reference to a value that is refused',
      files: tables({ '[user_store]': 'type = "$ref{x.type}"', '[x]': 'type = "databas"' }),
      at: [`${TOML}:11:9 error`],
      fixed: {},
    },
    {
      title: 'unique ids before 5.10',
      files: store('"database_unique_id"'),
      productVersion: '5.9.0',
      at: [`${TOML}:11:9 error`],
      says: /It takes database, read_only_ldap, read_write_ldap and active_directory/,
    },
    {
      title: 'a number',
      files: store('5'),
      at: [`${TOML}:11:8 error`],
      says: /java\.lang\.ClassCastException.*, in quotes/,
      fixed: {},
    },
    {
      title: 'another encryption',
      files: tables({ '[encryption]': 'type = "rot13"' }),
      at: [`${TOML}:39:9 error`],
      says: /It takes asymmetric and symmetric/,
      fixed: {},
    },
    {
      title: 'a misspelt encryption',
      files: tables({ '[encryption]': 'type = "simmetric"' }),
      at: [`${TOML}:39:9 error`],
      fixed: { [TOML]: /^type = "symmetric"$/m },
    },
    {
      title: 'reCAPTCHA without its keys',
      files: tables({ '[recaptcha]': 'enabled = true\nsite_key = "a"' }),
      at: [`${TOML}:39:11 error`],
      says: /recaptcha\.secret_key is not set.*"Recaptcha secret key is required\."/,
    },
  ],
});
