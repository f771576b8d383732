import { usesBroker } from '../../cluster/broker.js';
import { type Cluster, isMany } from '../../cluster/cluster.js';
import { isEnableInvalid, keysWithoutScheme } from '../../cluster/clustering.js';
import { switchOn } from '../../cluster/clustering-words.js';
import { type DatabaseIdentity, sameDatabase, showDatabase } from '../../cluster/database.js';
import { isReadAsEmpty } from '../../cluster/namespaces.js';
import { roleOf } from '../../cluster/roles.js';
import { tellsAbsence } from '../../cluster/settled.js';
import type { ClusteringFacts, NodeModel } from '../../server/model.js';
import type { Placed } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { onlyExpected } from '../fix.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-disabled',
  scope: 'cluster',
  severity: 'info',
  since: '0.1.0',
  summary: 'clustering is off on every node of a cluster',
  why: 'Without a clustering agent a node never tells its peers that a cached user, session, role or registry entry has changed: nodes on one database answer from stale caches until these expire. Where the nodes share a server database this is an error.',
  remedy:
    'Set `enable="true"` on `<clustering>` in axis2.xml of every node and configure a membership scheme; in a deployment.toml `membership_scheme` under `[clustering]` does both. A message broker that carries the invalidations (`[cache_invalidator.mb]`) will do instead.',
  sources: [
    'ClusterBuilder, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0): no <clustering> or enable="false" means off',
    'axis2.xml.j2 of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0): on exactly when membership_scheme is defined',
    'WSO2 IS docs, deployment pattern 1; wso2/product-is#13170',
  ],
  examples: {
    bad: {
      title: 'two nodes, both off',
      files: { 'is-1/axis2.xml': axis2('false'), 'is-2/axis2.xml': axis2('false') },
    },
    good: { title: 'both on', files: { 'is-1/axis2.xml': axis2('true'), 'is-2/axis2.xml': axis2('true') } },
  },
  check(cluster, report) {
    const nodes = [...cluster.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
    const off = nodes.flatMap((node) =>
      node.clustering !== null && isOff(node) ? [{ node, at: placeOf(node.clustering) }] : [],
    );
    const [first, ...others] = off;
    if (first === undefined || off.length < nodes.length || !isMany(cluster)) return;
    // Somebody meant it to be on: clustering-scheme-missing says why it is not.
    if (nodes.some((node) => keysWithoutScheme(node).length > 0)) return;
    const shared = sharedDatabase(cluster);
    const who = nodes.length === 1 ? `${list([first.node.name])}, which serves several servers` : namesOf(off);
    const why =
      shared === null
        ? 'no node hears of changes on another, so caches and sessions are not kept in step. If these servers are meant to work as one, enable clustering on each of them'
        : `they share ${shared}, but no node hears of changes on another and each answers from stale caches. ${switchOn(first.node)} of every node`;
    report({
      ...first,
      address: 'clustering/@enable',
      severity: shared === null ? 'info' : 'error',
      message: `Clustering is off on ${who}: ${why}.`,
      noFix: onlyExpected(cluster, 'how the nodes are to find each other is yours to say', 'a membership'),
      related: others.map(({ node, at }) => ({ node, at, message: `${list([node.name])} has clustering off, too` })),
    });
  },
});

/** Off, and nothing else tells the peers what changed. */
function isOff(node: NodeModel): boolean {
  if (node.clustering?.enabled !== false || isEnableInvalid(node) || isReadAsEmpty(node, 'axis2')) return false;
  return tellsAbsence(node) && usesBroker(node) === 'no';
}

/** A deployment.toml without the key has only its table. */
function placeOf(clustering: ClusteringFacts): Placed {
  const { enable } = clustering;
  return enable === null || enable.span === null ? clustering : enable;
}

function namesOf(off: readonly { readonly node: { readonly name: string } }[]): string {
  return list(off.map(({ node }) => node.name));
}

/** A server database in which two nodes (or the copies of one) keep what they share, in words. */
function sharedDatabase(cluster: Cluster): string | null {
  for (const role of ['governance', 'config', 'users', 'identity'] as const) {
    const found: DatabaseIdentity[] = [];
    for (const node of cluster.nodes) {
      const { status, database } = roleOf(node, role);
      if (status !== 'resolved' || database?.kind !== 'server') continue;
      const twice = node.replicas !== 1 || found.some((other) => sameDatabase(other, database, 'unknown') === 'yes');
      if (twice) return `the database ${showDatabase(database)}`;
      found.push(database);
    }
  }
  return null;
}

function axis2(enable: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="${enable}">
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
