import { expect, test } from '@jest/globals';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-reference-unresolved.js';
import { change, type Files, GOOD_TOML, lint, short } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const HOST = 'hostname = "iam.example.com"';
const added = (lines: string): Files => change(GOOD_TOML, TOML, HOST, `${HOST}\n${lines}`);
const LDAP = `type = "read_only_ldap"
base_dn = "dc=example"
connection_url = "ldap://a"
connection_name = "$ref{user_store.connection_url}"`;

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'a default of the server', files: added('x = "$ref{clustering.domain} $ref{keystore.primary.alias}"') },
    { title: 'a key in a table that is not modelled', files: added('x = "$ref{oauth.endpoints.oauth2_token_url}"') },
    {
      title: 'what is no reference: placeholders of Carbon, and dollars and braces by chance',
      files: added(
        String.raw`a = "\${carbon.home}/\${env}"
b = "pa$\${w}"
c = "x$9{k}$abc{d}$e{f}$"
d = "^[\\S]{3,50}$"
e = "$envelope{a}"
f = "{$env}"`.replaceAll('\\$', '$'),
      ),
    },
    {
      title: 'what a template fills in',
      files: added('x = "$env{{{ .Values.name }}}"\ny = "$ref{{{ .Values.name }}"'),
    },
    {
      title: 'a text that was encrypted',
      files: { [TOML]: deploymentToml({ tables: { '[secrets]': 'a = "$ref{x"' } }) },
    },
    { title: 'a variable that nothing tells', files: added('x = "$env{DB_URL}"') },
    {
      title: 'a piece of a configuration',
      files: { [TOML]: '[server]\nx = "$ref{server.nope}"\n[database.identity_db]\nname = "identity"\n' },
    },
    {
      title: 'a key that toml-key-required tells',
      files: change(GOOD_TOML, TOML, `${HOST}\n`, ''),
    },
  ],
  invalid: [
    {
      title: 'a key that does not exist',
      files: added('x = "$ref{server.host_name}"'),
      at: [`${TOML}:3:6 error`],
      says: /^server\.x refers to server\.host_name, which is set neither here nor by default.*Did you mean "server\.hostname"\?/,
    },
    {
      title: 'in a list',
      files: added('x = ["a", "$ref{server.nope}"]'),
      at: [`${TOML}:3:12 error`],
    },
    {
      title: 'a key that is renamed before',
      files: { [TOML]: deploymentToml({ tables: { '[user_store]': LDAP } }) },
      at: [`${TOML}:14:20 error`],
      says: /renamed to user_store\.properties\.ConnectionURL before.* Write \$ref\{user_store\.properties\.ConnectionURL\}/,
      fixed: { [TOML]: /^connection_name = "\$ref\{user_store\.properties\.ConnectionURL\}"$/m },
    },
    {
      title: 'a table',
      files: added('x = "$ref{database.shared_db}"'),
      at: [`${TOML}:3:6 error`],
      says: /which is a table/,
    },
    {
      title: 'two that refer to each other',
      files: added('x = "$ref{server.y}"\ny = "$ref{server.x}"'),
      at: [`${TOML}:4:6 error`],
      says: /server\.y refers to server\.x, and that back to server\.y/,
    },
    {
      title: 'itself',
      files: added('x = "a$ref{server.x}"'),
      at: [`${TOML}:3:6 error`],
      says: /server\.x refers to itself/,
    },
    {
      title: 'no closing brace',
      files: added('x = "https://$ref{server.hostname"'),
      at: [`${TOML}:3:6 error`],
      says: /^server\.x holds "\$ref\{…", without the closing brace: the server replaces only .* literally\..* Write \$ref\{…\}\.$/,
      fixed: { [TOML]: /^x = "https:\/\/\$ref\{server\.hostname\}"$/m },
    },
    {
      title: 'no closing brace of the last one, in a password',
      files: added('password = "$env{A}$env{s3nt1nel&"'),
      at: [`${TOML}:3:13 error`],
      says: /^server\.password holds "\$env\{…", without the closing brace/,
      fixed: {},
    },
    {
      title: 'a misspelt kind, in a list and in an array of tables',
      files: {
        [TOML]: deploymentToml({
          tables: { '[acme]': 'x = ["$evn{DB_PW}"]', '[[datasource]]': 'id = "S"\npassword = "$SECRET{db}"' },
        }),
      },
      at: [`${TOML}:39:7 error`, `${TOML}:43:13 error`],
      says: /^acme\.x holds "\$evn\{…\}", which is no kind of reference: .* Write \$env\{…\}\.$/,
      fixed: { [TOML]: [/^x = \["\$env\{DB_PW\}"\]$/m, /^password = "\$secret\{db\}"$/m] },
    },
    {
      title: 'a brace too many',
      files: added('x = "${env{DB_PW}}"'),
      at: [`${TOML}:3:6 error`],
      says: /^server\.x holds "\$\{env\{…\}\}", with a brace too many/,
      fixed: { [TOML]: /^x = "\$env\{DB_PW\}"$/m },
    },
    {
      title: 'a default value of the shell, which may be a password',
      files: added('x = "$env{DB_PASSWORD:-s3nt1nel}"'),
      at: [`${TOML}:3:6 error`],
      says: /\$env\{DB_PASSWORD:-…\}: the server knows no default values/,
    },
  ],
});

test.each([
  [
    'a variable that is not given',
    'OTHER=a\n',
    /takes its value from DB_URL, which the variables given for this node do not hold/,
  ],
  ['a dollar in its value', 'DB_URL=s3nt1nel$1\n', /the value of DB_URL, which holds a \$ or a backslash/],
])('with variables of the user: %s', async (_title, env, says) => {
  const files = { ...added('x = "$env{DB_URL}"'), 'is-2.env': env };
  const { findings } = await lint(files, { request: { envFiles: ['is-2=is-2.env'] } });
  const found = findings.filter((finding) => finding.rule === rule.id);
  expect(found.map(short)).toEqual([`${TOML}:3:6 error ${rule.id}`]);
  expect(found[0]?.message).toMatch(says);
  expect(found[0]?.message).not.toContain('s3nt1nel');
});
