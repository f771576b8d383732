import { list, quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-mount-incomplete',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a mount has no path, instanceId or targetPath',
  why: 'The server leaves the mount out with a warning ("The target path was not specified for the mount", "The instance identifier was not specified for the mount") and starts: the collection is not shared.',
  remedy: 'Give the mount a path attribute, an instanceId and a targetPath.',
  sources: ['RegistryConfigurationProcessor.readMounts, carbon-kernel 4.4.40 (IS 5.8.0)'],
  examples: {
    bad: {
      title: 'no targetPath',
      files: { 'registry.xml': registryXml(mountXml().replace(/ {4}<targetPath>.*\n/, '')) },
    },
    good: { title: 'all three', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    for (const mount of node.registry?.mounts ?? []) {
      const parts = { 'path attribute': mount.path, instanceId: mount.instanceId, targetPath: mount.targetPath };
      const missing = Object.entries(parts).flatMap(([name, part]) => (part === null ? [name] : []));
      if (missing.length === 0) continue;
      report({
        node,
        at: mount,
        message: `${mount.path === null ? 'A mount' : `The mount of ${quote(mount.path)}`} has no ${list(missing)}: the server leaves it out with a warning and starts, and the collection is not shared. Add what is missing.`,
      });
    }
  },
});
