import { dbConfigNames, instanceIds } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'xml-whitespace-in-reference',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'blanks around a name that the server does not trim',
  why: 'The server compares these names as they are written: with a blank or a line break around it a dbConfig, an instance or a JNDI name is not found, and a domain is another domain.',
  remedy: 'Write the value directly between the tags.',
  sources: [
    'RegistryConfigurationProcessor, HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0)',
    'JDBCPersistenceManager.initDataSource, carbon-identity 5.0.8',
  ],
  examples: {
    bad: { title: 'a blank', files: { 'registry.xml': registryXml('', ' wso2registry') } },
    good: { title: 'none', files: { 'registry.xml': registryXml() } },
  },
  check(node, report) {
    for (const { setting, names } of references(node)) {
      const text = known(setting);
      // What is written with the same blanks at its other end is found.
      if (setting === null || text === null || text === text.trim() || names.includes(text)) continue;
      report({
        node,
        at: setting,
        message: `${quote(setting)} has white space around it, which the server does not trim: it looks for exactly that text and does not find ${quote(text.trim())}. Write the value directly between the tags.`,
      });
    }
  },
});

/** Every reference that is compared untrimmed, and the names it may be found under. */
function references(node: NodeModel): { setting: Setting | null; names: readonly string[] }[] {
  const { registry, identity, consent, clustering } = node;
  const jndi = (node.datasources ?? []).flatMap(({ jndiName }) => known(jndiName) ?? []);
  const configs = dbConfigNames(node);
  const ids = instanceIds(node);
  const mounted = (registry?.mounts ?? []).flatMap(({ instanceId }) => known(instanceId) ?? []);
  const cluster = clustering?.enabled === true ? [clustering.domain, clustering.mcastAddress] : [];
  return [
    { setting: registry?.currentDBConfig ?? null, names: configs },
    ...(registry?.dbConfigs ?? []).map(({ dataSource }) => ({ setting: dataSource, names: jndi })),
    ...(registry?.remoteInstances ?? []).flatMap(({ id, dbConfig }) => [
      { setting: id, names: mounted },
      { setting: dbConfig, names: configs },
    ]),
    ...(registry?.mounts ?? []).map(({ instanceId }) => ({ setting: instanceId, names: ids })),
    { setting: identity?.dataSource ?? null, names: jndi },
    { setting: consent?.dataSource ?? null, names: jndi },
    ...cluster.map((setting) => ({ setting, names: [] })),
  ];
}
