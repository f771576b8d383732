import { instanceIds, isPadded, remoteInstanceOf } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { list, quote, quoteUpTo } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { fixWith } from '../fix.js';
import { writeText } from '../fix-value.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'registry-mount-instance-unresolved',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a mount names a remote instance that registry.xml does not define',
  why: 'The server leaves the mount out and says so at debug level only ("Target mount path is not found, The following mount point is not registered."): it starts, and the collection is not shared.',
  remedy:
    'Make `instanceId` of the mount equal to the `id` of a `remoteInstance`, letter by letter: the server neither trims nor folds case.',
  noFix: 'which remote instance is meant the file does not say',
  sources: ['RegistryUtils.registerHandlerForRemoteLinks, carbon-kernel 4.4.40 (IS 5.8.0)'],
  examples: {
    bad: { title: 'the mount names "instanceId", the instance is called "instanceid"', files: registry('instanceId') },
    good: { title: 'both say "instanceid"', files: registry('instanceid') },
  },
  check(node, report) {
    // An instance without an id may be the one that is meant: registry-remote-instance-incomplete.
    if (node.registry?.remoteInstances.some(({ id }) => id === null) === true) return;
    for (const mount of node.registry?.mounts ?? []) {
      const { path, instanceId, targetPath } = mount;
      if (instanceId === null || path === null || targetPath === null) continue; // registry-mount-incomplete
      if (remoteInstanceOf(node, mount).kind !== 'missing') continue;
      const ids = instanceIds(node);
      if (isPadded(instanceId.text, ids)) continue;
      const defined =
        ids.length === 0 ? 'registry.xml defines no remote instance' : `registry.xml defines ${list(ids.map(quote))}`;
      report({
        node,
        at: instanceId,
        message: `The mount of ${quote(path)} names the remote instance ${quote(instanceId)}, but ${defined}: the server leaves the mount out without a word above debug level, and ${quote(path)} is not shared.${didYouMean(instanceId.text.trim(), ids)}`,
        ...instanceFix(node, instanceId, ids),
      });
    }
  },
});

/** With one instance in the file every mount must go through it; another letter or case says the same of several. */
function instanceFix(node: NodeModel, instanceId: Setting, ids: readonly string[]): { readonly fix?: Fix } {
  const near = nearest(instanceId.text.trim(), ids);
  const meant = near ?? (ids.length === 1 ? ids[0] : undefined);
  if (meant === undefined) return {};
  const isCertain = near !== null && (ids.length === 1 || meant.toLowerCase() === instanceId.text.toLowerCase());
  const title = `Mount through the remote instance ${quoteUpTo(meant, 40)}`;
  return fixWith(title, isCertain ? 'safe' : 'unsafe', writeText(node, instanceId, meant));
}

function registry(instanceId: string): Readonly<Record<string, string>> {
  return {
    'registry.xml': `<wso2registry>
  <currentDBConfig>wso2registry</currentDBConfig>
  <dbConfig name="wso2registry"><dataSource>jdbc/WSO2CarbonDB</dataSource></dbConfig>
  <dbConfig name="shared"><dataSource>jdbc/SharedDB</dataSource></dbConfig>
  <remoteInstance url="https://localhost:9443/registry">
    <id>instanceid</id>
    <dbConfig>shared</dbConfig>
  </remoteInstance>
  <mount path="/_system/governance" overwrite="true">
    <instanceId>${instanceId}</instanceId>
    <targetPath>/_system/governance</targetPath>
  </mount>
</wso2registry>
`,
  };
}
