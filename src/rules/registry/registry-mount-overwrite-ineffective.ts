import { CONFIG, GOVERNANCE } from '../../cluster/registry.js';
import type { Mount, NodeModel } from '../../server/model.js';
import { quote } from '../../text/message.js';
import { nearest } from '../../text/nearest.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { elementAt } from '../fix-value.js';
import { setAttribute } from '../fix-xml.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'registry-mount-overwrite-ineffective',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a mount does not say overwrite="true" or "virtual"',
  why: '`/_system/config` and `/_system/governance` exist on every server, and a mount that may not replace them is refused: "Unable to create remote mount. A resource already exists at the given location". The server goes on, unshared. The `true|false|virtual` of the sample is read as false.',
  remedy:
    'Set overwrite="true": the local collection at the path is deleted and replaced by the link. "virtual" keeps the local collection beneath.',
  sources: [
    'RegistryConfigurationProcessor.readMounts, RegistryCoreServiceComponent.setupMounts, carbon-kernel 4.4.40 (IS 5.8.0)',
    'the sample in the comment of every stock registry.xml',
  ],
  examples: {
    bad: {
      title: 'the sample, copied as it is',
      files: { 'registry.xml': registryXml(mountXml({ overwrite: ' overwrite="true|false|virtual"' })) },
    },
    good: { title: 'overwrite="true"', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    for (const mount of node.registry?.mounts ?? []) {
      const { path, overwrite } = mount;
      if (mount.mode !== 'none' || path === null || mount.instanceId === null || mount.targetPath === null) continue;
      const exists = [CONFIG, GOVERNANCE].includes(path.text.replace(/\/+$/, ''));
      const has = overwrite === null ? 'has no overwrite attribute' : `has overwrite=${quote(overwrite)}`;
      const because = exists
        ? 'that collection always exists, so the server refuses the mount ("A resource already exists at the given location") and goes on with it unshared'
        : 'where a collection exists already, the server refuses the mount and goes on with it unshared';
      report({
        node,
        at: overwrite ?? mount,
        address: `${mount.address}/@overwrite`,
        severity: exists ? 'error' : 'warning',
        message: `The mount of ${quote(path)} ${has}, which the server reads as false: ${because}. Set overwrite="true" (it deletes the local collection in favour of the shared one).`,
        ...overwriteFix(node, mount, exists),
      });
    }
  },
});

/** A mount of a collection that always exists can mean nothing else, unless somebody has written so. */
function overwriteFix(node: NodeModel, mount: Mount, exists: boolean): { readonly fix?: Fix } {
  const element = elementAt(mount);
  if (node.era === 'toml' || element === null) return {};
  const written = mount.overwrite?.text ?? '';
  const isSample = written === '' || written.includes('|');
  const meant = isSample ? null : nearest(written, ['true', 'virtual', 'false']);
  const value = meant === 'virtual' ? 'virtual' : 'true';
  const safety = exists && (isSample || meant === value) ? 'safe' : 'unsafe';
  return fixWith(`Write overwrite="${value}"`, safety, setAttribute(node, element, 'overwrite', value));
}
