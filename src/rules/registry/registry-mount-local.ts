import { LOCAL, touchesLocal } from '../../cluster/registry-faults.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-mount-local',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a mount takes the local repository of the node with it',
  why: '`/_system/local` holds what belongs to one server: its mounts, its indexing state, its start-up records. Shared, the servers overwrite each other there and fail at start.',
  remedy: 'Mount /_system/config and /_system/governance, never /_system/local or what is above it.',
  noFix: 'what was to be mounted instead only you know',
  sources: ['WSO2 docs, sharing databases in a cluster', 'dev@wso2 mail archive, msg73811'],
  examples: {
    bad: {
      title: 'the local repository mounted',
      files: { 'registry.xml': registryXml(mountXml({ path: '/_system/local', target: '/_system/local' })) },
    },
    good: { title: 'governance mounted', files: { 'registry.xml': registryXml(mountXml()) } },
  },
  check(node, report) {
    for (const { path, instanceId, targetPath } of node.registry?.mounts ?? []) {
      const text = known(path);
      if (path === null || text === null || instanceId === null || targetPath === null) continue;
      if (!touchesLocal(text)) continue;
      const above = !text.startsWith(LOCAL);
      report({
        node,
        at: path,
        message: `The mount of ${quote(path)} ${above ? `takes ${LOCAL} with it` : 'shares the local repository'}: it holds what belongs to this server alone (its mounts and indexes), and servers that share it overwrite each other. Mount /_system/config and /_system/governance instead.`,
      });
    }
  },
});
