import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/toml/toml-reference-in-array.js';
import { change, type Files, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/deployment.toml';
const datasource = (url: string, header = '[[datasource]]'): Files => ({
  [TOML]: deploymentToml({ tables: { [header]: `id = "SESSION_DB"\nurl = "${url}"\nusername = "iam"` } }),
});

ruleTest(rule, {
  valid: [
    { title: 'the correct cluster', files: GOOD_TOML },
    { title: 'a reference in a table', files: datasource('$ref{database.shared_db.url}', '[datasource.S]') },
    {
      title: 'a variable in a table of 5.11',
      files: datasource('$env{URL}', '[datasource.S]'),
      productVersion: '5.11.0',
    },
    { title: 'a variable from 6.0 on', files: datasource('$env{URL}'), productVersion: '6.0.0' },
    { title: 'a variable, in a version that is not known', files: datasource('$env{URL}') },
    { title: 'a secret', files: datasource('$secret{url}') },
    { title: 'a placeholder of Carbon', files: datasource('${carbon.home}') },
    {
      title: 'a list of texts',
      files: { [TOML]: deploymentToml({ tables: { '[x]': 'y = ["$ref{server.hostname}"]' } }) },
    },
  ],
  invalid: [
    {
      title: 'a reference in [[datasource]]',
      files: datasource('jdbc:mysql://$ref{database.shared_db.hostname}/s'),
      at: [`${TOML}:40:8 error`],
      says: /datasource\.url stands in \[\[datasource\]\].*"\$ref\{database\.shared_db\.hostname\}".*\[datasource\.NAME\]/,
      address: 'deployment.toml/datasource.url',
      fixed: { [TOML]: /^\[datasource\.SESSION_DB\]\nid = "SESSION_DB"\nurl = "jdbc:mysql:\/\/\$ref\{database/m },
    },
    {
      title: 'in one of two datasources',
      files: change(
        datasource('$ref{database.shared_db.url}'),
        TOML,
        '[[datasource]]',
        '[[datasource]] # first\nid = "A_B"\nurl = "jdbc:h2:a"\n\n[[datasource]]',
      ),
      at: [`${TOML}:44:8 error`],
      fixed: { [TOML]: /^\[datasource\.A_B\] # first\nid = "A_B"\nurl = "jdbc:h2:a"\n\n\[datasource\.SESSION_DB\]$/m },
    },
    {
      title: 'in a datasource with a table of its own: the value is written',
      files: change(
        datasource('jdbc:mysql://$ref{database.shared_db.hostname}/s'),
        TOML,
        '/s"\nusername = "iam"\n',
        '/s"\nusername = "iam"\n[datasource.pool_options]\nmaxActive = 5\n',
      ),
      at: [`${TOML}:40:8 error`],
      fixed: { [TOML]: /^url = "jdbc:mysql:\/\/db\.example\.com\/s"$/m },
    },
    {
      title: 'without an id, to a secret',
      files: {
        [TOML]: deploymentToml({ tables: { '[[datasource]]': 'password = "$ref{database.shared_db.password}"' } }),
      },
      at: [`${TOML}:39:13 error`],
      fixed: {},
    },
    {
      title: 'to what does not exist',
      files: datasource('$ref{database.shared_db.nope}'),
      at: [`${TOML}:40:8 error`],
      fixed: {},
    },
    {
      title: 'in another array',
      files: datasource('$ref{server.hostname}', '[[event_handler]]'),
      at: [`${TOML}:40:8 error`],
      says: /Write the value out\.$/,
      fixed: { [TOML]: /^url = "iam\.example\.com"$/m },
    },
    {
      title: 'in a list of inline tables',
      files: { [TOML]: deploymentToml({ tables: { '[x]': 'y = [{ z = "$ref{server.hostname}" }]' } }) },
      at: [`${TOML}:39:13 error`],
      says: /a list of tables \(x\.y\)/,
      fixed: { [TOML]: /^y = \[\{ z = "iam\.example\.com" \}\]$/m },
    },
    {
      title: 'a variable before 6.0',
      files: datasource('$env{URL}'),
      productVersion: '5.11.0',
      at: [`${TOML}:40:8 warning`],
      says: /servers before 6\.0 do not replace variables \(unless an update brought it\)/,
      fixed: { [TOML]: /^\[datasource\.SESSION_DB\]$/m },
    },
  ],
});
