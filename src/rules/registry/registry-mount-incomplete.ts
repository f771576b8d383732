import { GOVERNANCE, instanceIds } from '../../cluster/registry.js';
import type { Mount, NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { elementAt } from '../fix-value.js';
import { insertElements, setAttribute } from '../fix-xml.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'registry-mount-incomplete',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a mount has no path, instanceId or targetPath',
  why: 'The server leaves the mount out with a warning ("The target path was not specified for the mount", "The instance identifier was not specified for the mount") and starts: the collection is not shared.',
  remedy: 'Give the mount a path attribute, an instanceId and a targetPath.',
  noFix: 'what belongs there the file does not say',
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
        ...completing(node, mount, missing),
      });
    }
  },
});

/** The governance registry is mounted at its own path by every guide; an instance is certain where there is one only. */
function completing(node: NodeModel, mount: Mount, missing: readonly string[]): { readonly fix?: Fix } {
  const element = elementAt(mount);
  const ids = instanceIds(node);
  const [id] = ids;
  const isGovernance = [mount.path, mount.targetPath].some((part) => known(part) === GOVERNANCE);
  const isFree = node.registry?.mounts.every((other) => other === mount || known(other.path) !== GOVERNANCE);
  if (element === null || !isFree || (mount.instanceId === null && ids.length !== 1)) return {};
  if ((mount.path === null || mount.targetPath === null) && !isGovernance) return {};
  const part = (name: string, there: unknown, content = '') => (there === null ? [{ name, content }] : []);
  return fixWith(`Give the mount its ${list(missing)}`, 'unsafe', [
    ...(mount.path === null ? setAttribute(node, element, 'path', GOVERNANCE) : []),
    ...insertElements(node, element, [
      ...part('instanceId', mount.instanceId, id),
      ...part('targetPath', mount.targetPath, GOVERNANCE),
    ]),
  ]);
}
