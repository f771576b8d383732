import { isAtom } from '../../cluster/registry.js';
import { quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-remote-instance-incomplete',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a remote instance has no id, or no dbConfig',
  why: 'Without an id the server stops: "Could not read remote instance configuration. Caused by: null". Without a dbConfig (and without user and password for a remote registry) the mounts through it fail.',
  remedy: 'Give the remoteInstance an id and the name of a dbConfig.',
  sources: [
    'RegistryConfigurationProcessor.readRemoteInstances, MountHandler.getRegistry, carbon-kernel 4.4.40 (IS 5.8.0)',
  ],
  examples: {
    bad: {
      title: 'no id',
      files: { 'registry.xml': registryXml(mountXml().replace('    <id>instanceid</id>\n', '')) },
    },
    good: { title: 'id and dbConfig', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    for (const instance of node.registry?.remoteInstances ?? []) {
      if (instance.id === null) {
        report({
          node,
          at: instance,
          address: `${instance.address}/id`,
          message:
            'A remoteInstance has no id: the server stops with "Could not read remote instance configuration. Caused by: null". Give it the id that the mounts name as instanceId.',
        });
      } else if (instance.dbConfig === null && !isAtom(instance)) {
        report({
          node,
          at: instance,
          address: `${instance.address}/dbConfig`,
          message: `The remoteInstance ${quote(instance.id)} has no dbConfig: the server does not know which database its mounts lead to ("Couldn't initialize EmbeddedRegistryService"), and they are not shared. Name a dbConfig in it.`,
        });
      }
    }
  },
});
