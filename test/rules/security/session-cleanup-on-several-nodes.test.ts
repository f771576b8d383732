import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/session-cleanup-on-several-nodes.js';
import { copyNode, withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const cleanup = (on: string) => ({ '[session_data.cleanup]': `enable_expired_data_cleanup = ${on}` });
const repository = (files: Readonly<Record<string, string>>) => files;
const three = copyNode(repository(tomlCluster(cleanup('true'))), 'is-1', 'is-3', { '10.0.1.11': '10.0.1.13' });

ruleTest(rule, {
  valid: [
    { title: 'off by default from 7.1 on', files: tomlCluster(), productVersion: '7.1.0' },
    { title: 'a default that depends on the version', files: tomlCluster() },
    { title: 'of the environment', files: tomlCluster(cleanup('"$env{CLEANUP}"')) },
    {
      title: 'in embedded databases, which datasource-embedded-in-cluster tells',
      files: Object.fromEntries(
        Object.entries(tomlCluster(cleanup('true'))).map(([path, text]) => [
          path,
          `${text}\n[session]\ndata_source = "jdbc/Sessions"\n\n[[datasource]]\nid = "Sessions"\nurl = "jdbc:h2:./repository/database/SESSIONS"\nusername = "a"\npassword = "b"\ndriver = "org.h2.Driver"\n`,
        ]),
      ),
    },
    {
      title: 'one server',
      files: { 'is-1/deployment.toml': tomlCluster(cleanup('true'))['is-1/deployment.toml'] ?? '' },
    },
  ],
  invalid: [
    {
      title: 'on two',
      files: tomlCluster(cleanup('true')),
      at: ['is-1/deployment.toml:39:31 info'],
      related: ['is-2/deployment.toml:39:31'],
      fixed: {},
    },
    {
      title: 'on the reference, too',
      files: withReference(tomlCluster(cleanup('true'))),
      at: ['is-1/deployment.toml:39:31 info'],
      fixed: { 'is-2/deployment.toml': /^enable_expired_data_cleanup = false$/m },
    },
    {
      title: 'on the reference by default',
      files: withReference(tomlCluster()),
      productVersion: '6.1.0',
      at: ['is-1/deployment.toml info'],
      fixed: { 'is-2/deployment.toml': /\n\n\[session_data\.cleanup\]\nenable_expired_data_cleanup = false\n$/ },
    },
    { title: 'on three', files: three, at: ['is-1/deployment.toml:39:31 warning'] },
    {
      title: 'by default up to 7.0',
      files: tomlCluster(),
      productVersion: '6.1.0',
      at: ['is-1/deployment.toml info'],
      says: /true, the default/,
    },
  ],
});
