import { disagreement } from '../../cluster/agreement.js';
import type { Cluster } from '../../cluster/cluster.js';
import { isMany } from '../../cluster/cluster.js';
import { differentInvalidation, knowsLocalCaches } from '../../cluster/invalidation.js';
import { inWords, settled } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { isUnknown, known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { copyFix, fixWith } from '../fix.js';
import { localCachesFix, writeLocalCaches } from '../fix-caches.js';
import { copyKey } from '../fix-server.js';
import type { Report } from '../rule.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-cache-mode-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster cache in different modes (ForceLocalCache), or in one that is not meant for clusters',
  why: 'With ForceLocalCache a node keeps caches of its own and sends invalidations to its peers; without it caches are spread over the cluster. Nodes of different modes neither share entries nor hear of changes. Two parts of the server read the value differently unless it is exactly "true" or "false".',
  remedy:
    'Set `Cache/ForceLocalCache` to exactly `true` on every node (from Identity Server 5.6 on); in deployment.toml `[server] force_local_cache`, which is true by default. Set `invalidation_impl` and `propagation_enabled` of `[server.cache]` equally.',
  sources: [
    'CacheImpl (equals "true") and CarbonCacheManager (parseBoolean), carbon-kernel 4.4.31 on (IS 5.6 – 5.8)',
    'WSO2 IS docs, deployment pattern 1: ForceLocalCache',
    'carbon.xml.j2 of carbon-kernel 4.5.1 – 4.12.34; golden sv-cache-local, sv-cache-local-string',
  ],
  examples: {
    bad: {
      title: 'one node caches for itself, the other with its peers',
      files: { 'is-1/carbon.xml': carbon('true'), 'is-2/carbon.xml': carbon('false') },
    },
    good: {
      title: 'true on both nodes',
      files: { 'is-1/carbon.xml': carbon('true'), 'is-2/carbon.xml': carbon('true') },
    },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const noun = inWords(cluster.nodes, 'ForceLocalCache', '[server] force_local_cache');
    const odd = cluster.nodes.filter(isReadTwoWays);
    for (const node of odd) {
      const at = node.server?.forceLocalCache;
      if (at === null || at === undefined) continue;
      report({
        node,
        at,
        severity: 'warning',
        discriminator: node.name,
        message: `${noun} is ${quote(at)} on ${list([node.name])}: one part of the server takes that for true, another for false, so the node neither shares its caches nor invalidates those of its peers. Write exactly "true".`,
        ...fixWith(`Write "true" for ForceLocalCache of ${node.name}`, 'safe', writeLocalCaches(node) ?? []),
      });
    }
    const found = disagreement(
      cluster.nodes.filter((node) => !odd.includes(node)),
      { noun, of: modeOf },
    );
    if (found !== null) {
      report({
        ...found.place,
        ...localCachesFix(cluster, (node) => !odd.includes(node)),
        message: `${found.text}: a node with its own caches and one with shared caches do not hear of each other's changes, so stale users, roles and sessions are served. Set ${inWords(cluster.nodes, 'Cache/ForceLocalCache', 'it')} to "true" on every node.`,
      });
      return;
    }
    const invalidation = differentInvalidation(cluster);
    if (invalidation === null) {
      reportSharedCaches(cluster, noun, report);
      return;
    }
    const { key, found: ways } = invalidation;
    report({
      ...ways.place,
      ...copyFix(cluster, ways, { noun: key, add: copyKey(`server.cache.${key}`) }),
      message: `${ways.text}: the nodes tell each other of changes in different ways, so one of them goes on serving stale users, roles and tokens from its caches (up to 15 minutes). Set it equally on every node.`,
    });
  },
});

type Send = (finding: Report) => void;

function reportSharedCaches(cluster: Cluster, noun: string, report: Send): void {
  const off = cluster.nodes.filter((node) => known(node.server?.forceLocalCache ?? null) === 'false');
  const clustered = cluster.nodes.every((node) => node.clustering?.enabled === true);
  const [first, ...others] = [...off].sort((a, b) => (a.name < b.name ? -1 : 1));
  const at = first?.server?.forceLocalCache;
  if (first === undefined || at === null || at === undefined) return;
  if (!clustered || off.length < cluster.nodes.length || !off.every(knowsLocalCaches)) return;
  report({
    node: first,
    at,
    severity: 'warning',
    ...localCachesFix(cluster),
    message: `${noun} is "false" on ${list([first.name, ...others.map(({ name }) => name)])}: WSO2 asks for local caches in a cluster from Identity Server 5.6 on, since caches spread over the nodes slow down and fail with the network. Set ${inWords(cluster.nodes, 'Cache/ForceLocalCache', 'it')} to "true" on every node.`,
    related: others.flatMap((node) => {
      const place = node.server?.forceLocalCache;
      return place === null || place === undefined
        ? []
        : [{ node, at: place, message: `${list([node.name])} has ${noun} "false", too` }];
    }),
  });
}

/** Clustering off beside `true` is the business of clustering-disabled and clustering-enable-mismatch. */
function modeOf(node: NodeModel) {
  const setting = settled(node, node.server?.forceLocalCache ?? null);
  if (setting !== null) {
    return { value: isUnknown(setting) ? null : String(setting.text === 'true'), at: setting, shown: quote(setting) };
  }
  // Without the element 5.6 to 5.8 spread their caches; before 5.6 there was no such choice.
  if (node.era === 'toml' || node.server === null || !knowsLocalCaches(node)) return null;
  return { value: 'false', at: node.server, shown: 'none (so "false")' };
}

function isReadTwoWays(node: NodeModel): boolean {
  const text = known(node.server?.forceLocalCache ?? null);
  return text !== null && text !== 'true' && text.trim().toLowerCase() === 'true';
}

function carbon(value: string): string {
  return `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Version>5.8.0</Version>
  <Ports><Offset>0</Offset></Ports>
  <Cache><ForceLocalCache>${value}</ForceLocalCache></Cache>
</Server>
`;
}
