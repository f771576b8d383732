import type { RemoteInstance } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

const SECOND = `  <remoteInstance url="https://localhost:9443/registry">
    <id>config</id>
    <dbConfig>shared</dbConfig>
  </remoteInstance>
`;

export default defineRule({
  id: 'registry-remote-instance-duplicate',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'two remote instances have one id',
  why: 'The server does not start: "Two remote instances can\'t have the same id."',
  remedy: 'Give every remoteInstance an id of its own, or remove the one that is not meant.',
  noFix: 'which of the two is meant only you know',
  sources: ['RegistryConfigurationProcessor.readRemoteInstances, carbon-kernel 4.4.40 (IS 5.8.0)'],
  examples: {
    bad: {
      title: 'a copy of the element',
      files: { 'registry.xml': registryXml(mountXml() + SECOND.replace('>config<', '>instanceid<')) },
    },
    good: { title: 'two ids', files: { 'registry.xml': registryXml(mountXml() + SECOND) } },
  },
  check(node, report) {
    const first = new Map<string, RemoteInstance>();
    for (const instance of node.registry?.remoteInstances ?? []) {
      const id = known(instance.id);
      if (instance.id === null || id === null) continue;
      const before = first.get(id);
      if (before === undefined) {
        first.set(id, instance);
        continue;
      }
      report({
        node,
        at: instance.id,
        discriminator: String(node.registry?.remoteInstances.indexOf(instance)),
        message: `Two remoteInstance elements have the id ${quote(instance.id)}: the server stops with "Two remote instances can't have the same id." Rename or remove one of them.`,
        related: [{ node, at: before.id ?? before, message: `the first ${quote(instance.id)}` }],
      });
    }
  },
});
