import { connectionText } from '../../cluster/registry-faults.js';
import type { DbConfig } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-dbconfig-duplicate',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'two dbConfig elements have one name, or one has none',
  why: 'Of two dbConfig elements with one name the server silently takes the last: what refers to the first gets another database. One without a name stops it: "The database configuration name cannot be null."',
  remedy: 'Give every dbConfig a name of its own, or remove the one that is not meant.',
  noFix: 'which of the two is meant only you know',
  sources: [
    'RegistryConfigurationProcessor.populateRegistryConfig (a HashMap by name), carbon-kernel 4.4.40 (IS 5.8.0)',
  ],
  examples: {
    bad: {
      title: 'the shared database under the name of the local one',
      files: { 'registry.xml': registryXml(mountXml().replace('name="shared"', 'name="wso2registry"')) },
    },
    good: { title: 'two names', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    const first = new Map<string, DbConfig>();
    for (const config of node.registry?.dbConfigs ?? []) {
      if (config.name === null) {
        report({
          node,
          at: config,
          severity: 'error',
          address: `${config.address}/@name`,
          message:
            'A dbConfig has no name: the server stops with "The database configuration name cannot be null." Give it the name by which currentDBConfig or a remoteInstance refers to it.',
        });
        continue;
      }
      const name = known(config.name);
      const before = name === null ? undefined : first.get(name);
      if (name !== null && before === undefined) first.set(name, config);
      if (before === undefined) continue;
      const differ = connectionText(before) !== connectionText(config);
      report({
        node,
        at: config.name,
        severity: differ ? 'error' : 'warning',
        discriminator: String(node.registry?.dbConfigs.indexOf(config)),
        message: `Two dbConfig elements are called ${quote(config.name)}${differ ? ' and lead to different databases' : ''}: the server takes the last without a word. Rename one of them, or remove it.`,
        related: [{ node, at: before.name ?? before, message: `the first ${quote(config.name)}, which is not used` }],
      });
    }
  },
});
