import { instanceIds, isAtom } from '../../cluster/registry.js';
import type { NodeModel, RemoteInstance } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote, quoteUpTo } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { elementAt } from '../fix-value.js';
import { insertElement } from '../fix-xml.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'registry-remote-instance-incomplete',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a remote instance has no id, or no dbConfig',
  why: 'Without an id the server stops: "Could not read remote instance configuration. Caused by: null". Without a dbConfig (and without user and password for a remote registry) the mounts through it fail.',
  remedy: 'Give the remoteInstance an id and the name of a dbConfig.',
  noFix: 'which dbConfig or mount it is for the file does not say',
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
          ...idFix(node, instance),
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

/** The one id that mounts look for and no instance has, when only this instance has none. */
function idFix(node: NodeModel, instance: RemoteInstance): { readonly fix?: Fix } {
  const { mounts = [], remoteInstances = [] } = node.registry ?? {};
  const taken = instanceIds(node);
  const sought = new Set(
    mounts.flatMap(({ instanceId }) => known(instanceId) ?? []).filter((id) => !taken.includes(id)),
  );
  const [id] = sought;
  const element = elementAt(instance);
  const isOnly = remoteInstances.filter((other) => other.id === null).length === 1;
  if (id === undefined || sought.size > 1 || !isOnly || element === null) return {};
  return fixWith(
    `Call the instance ${quoteUpTo(id, 40)}, as its mounts do`,
    'unsafe',
    insertElement(node, element, { name: 'id', content: id }),
  );
}
