import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-xml-unescaped.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const PATH = 'is-2/repository/conf/deployment.toml';
const url = (from: string, to: string): Files => change(GOOD_TOML, TOML, from, to);
const tables = (changed: Readonly<Record<string, string>>): Files => ({ [TOML]: deploymentToml({ tables: changed }) });
const ADMIN = (password: string) => ({
  '[super_admin]': `username = "opsadmin"\npassword = "${password}"\ncreate_admin_account = true`,
});

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'references to characters', files: tables(ADMIN('a&lt;b&#38;c&#x26;d')) },
    { title: 'a value that is not rendered', files: tables({ '[x]': 'y = "a & b"' }) },
    { title: 'a greater-than sign', files: tables(ADMIN('a>b')) },
    { title: 'a comment', files: url('[secrets]', '# a & b\n[secrets]') },
  ],
  invalid: [
    {
      title: 'an ampersand in a URL',
      files: url('identity?useSSL=true&amp;', 'identity?useSSL=true&'),
      at: [`${TOML}:23:61 error`],
      says: /database\.identity_db\.url holds a bare "&", .*master-datasources\.xml as it is.* Write &amp; for it/,
      address: 'deployment.toml/database.identity_db.url',
      fixed: { [TOML]: String(GOOD_TOML[PATH]) },
    },
    {
      title: 'in the shared URL, which goes into the cache id as well: told once',
      files: url('shared?useSSL=true&amp;', 'shared?useSSL=true&'),
      at: [`${TOML}:32:59 error`],
    },
    {
      title: 'a password, which is not shown',
      files: tables(ADMIN('s3nt1nel<')),
      at: [`${TOML}:7:21 error`],
      says: [/super_admin\.password \(its value is a secret and not shown\) holds a bare "<"/, /Write &lt; for it/],
      fixed: { [TOML]: /^password = "s3nt1nel&lt;"$/m },
    },
    {
      title: 'two values',
      files: change(url('identity?useSSL=true&amp;', 'identity?useSSL=true&'), TOML, 'alias = "iam"', 'alias = "i&m"'),
      at: [`${TOML}:23:61 error`, `${TOML}:42:11 error`],
      fixed: { [TOML]: [/identity\?useSSL=true&amp;server/, /^alias = "i&amp;m"$/m] },
    },
    {
      title: 'all that stand in a value, in single quotes as well',
      files: tables({ '[super_admin]': `username = 'a&b&amp;c<d&'\npassword = "a"` }),
      at: [`${TOML}:6:14 error`],
      fixed: { [TOML]: /^username = 'a&amp;b&amp;c&lt;d&amp;'$/m },
    },
    {
      title: 'in a value that a template fills, without a fix',
      files: url('identity?useSSL=true&amp;', 'identity?x={{ .Values.x }}&'),
      at: [`${TOML}:23:67 error`],
      fixed: {},
    },
  ],
});
