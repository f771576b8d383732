import type { Mount } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

const second = (path: string): string => `  <mount path="${path}" overwrite="true">
    <instanceId>instanceid</instanceId>
    <targetPath>/_system/nodes</targetPath>
  </mount>
`;

export default defineRule({
  id: 'registry-mount-path-duplicate',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'two mounts of one path',
  why: 'The server does not start: "Two remote instances can\'t have the same path." (it means mounts).',
  remedy: 'Keep one mount for each path.',
  noFix: 'which of the two is meant only you know',
  sources: ['RegistryConfigurationProcessor.readMounts, carbon-kernel 4.4.40 (IS 5.8.0)'],
  examples: {
    bad: {
      title: 'the path was not changed in the copy',
      files: { 'registry.xml': registryXml(mountXml() + second('/_system/governance')) },
    },
    good: { title: 'two paths', files: { 'registry.xml': registryXml(mountXml() + second('/_system/config')) } },
  },
  check(node, report) {
    const first = new Map<string, Mount>();
    for (const mount of node.registry?.mounts ?? []) {
      const path = known(mount.path);
      // An incomplete mount is left out, and its path stays free.
      if (mount.path === null || path === null || mount.instanceId === null || mount.targetPath === null) continue;
      const before = first.get(path);
      if (before === undefined) {
        first.set(path, mount);
        continue;
      }
      report({
        node,
        at: mount.path,
        discriminator: String(node.registry?.mounts.indexOf(mount)),
        message: `Two mounts have the path ${quote(mount.path)}: the server stops with "Two remote instances can't have the same path." Keep one of them.`,
        related: [{ node, at: before.path ?? before, message: `the first mount of ${quote(mount.path)}` }],
      });
    }
  },
});
