import { instanceIds } from '../../cluster/registry.js';
import { isUnknown, known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-remote-instance-unused',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a remote instance that no mount uses',
  why: 'A remoteInstance shares nothing by itself: without a mount the node keeps the collections in its local registry.',
  remedy: 'Add the mounts that are meant to go through the instance, or remove it.',
  noFix: 'whether it is to be mounted or removed only you know',
  sources: ['RegistryCoreServiceComponent.setupMounts, carbon-kernel 4.4.40 (IS 5.8.0)'],
  examples: {
    bad: {
      title: 'the mount was forgotten',
      files: { 'registry.xml': registryXml(mountXml().replace(/ {2}<mount[\s\S]*<\/mount>\n/, '')) },
    },
    good: { title: 'a mount uses it', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    if (node.registry === null) return;
    const { mounts, remoteInstances } = node.registry;
    const ids = instanceIds(node);
    // A mount that names no instance of the file, or an unknown one, may have meant this one.
    const isOpen = mounts.some(
      ({ instanceId }) => instanceId === null || isUnknown(instanceId) || !ids.includes(instanceId.text),
    );
    if (isOpen) return;
    for (const { id } of remoteInstances) {
      const text = known(id);
      if (id === null || text === null || mounts.some(({ instanceId }) => instanceId?.text === text)) continue;
      report({
        node,
        at: id,
        message: `The remoteInstance ${quote(id)} is named by no mount: it shares nothing, and the node keeps its collections in the local registry. Add the mounts that are meant to go through it, or remove it.`,
      });
    }
  },
});
