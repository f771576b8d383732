import { isMany } from '../../cluster/cluster.js';
import { showDatabase } from '../../cluster/database.js';
import { GOVERNANCE, locationOf } from '../../cluster/registry.js';
import { hasStrayMount } from '../../cluster/registry-faults.js';
import { list, quote } from '../../text/message.js';
import { datasourcesXml, H2, MYSQL, mountXml, registryXml } from '../example.js';
import { onlyExpected } from '../fix.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-unshared-in-cluster',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a node of a cluster keeps the governance registry in its own embedded database',
  why: 'What is saved in /_system/governance on one node (policies, email templates, service definitions) the other nodes never see.',
  remedy:
    'Mount /_system/governance to one database server on every node, or let one node own that database and the others mount it. In deployment.toml every node mounts it unless `[registry] enable_mount` switches that off.',
  sources: ['WSO2 IS docs, deployment pattern 1', 'product-is#1711'],
  examples: {
    bad: { title: 'a node without the mount', files: files(registryXml()) },
    good: { title: 'every node mounts it', files: files(registryXml(mountXml())) },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const locations = cluster.nodes.map((node) => ({ node, location: locationOf(node, GOVERNANCE) }));
    // An Identity Server cluster always shares governance; of other products some roles do not need it.
    const isShared = locations.some(({ location }) => location.kind === 'known' && location.database.kind === 'server');
    if (!isShared && !cluster.nodes.some(({ product }) => product === 'IS' || product === null)) return;
    const alone = locations.flatMap(({ node, location }) => {
      if (location.kind !== 'known' || location.via !== 'local' || hasStrayMount(node)) return [];
      const { kind, autoServer } = location.database;
      return kind === 'embedded' && !autoServer ? [{ node, location }] : [];
    });
    const [first, ...others] = alone;
    if (first === undefined) return;
    const names = list(alone.map(({ node }) => node.name));
    const off = first.node.toml?.effective('registry.enable_mount') ?? null;
    const replicas = alone.length === 1 && first.node.replicas !== 1;
    const who = replicas
      ? `every server that runs ${names} keeps`
      : `${names} ${others.length === 0 ? 'keeps' : 'each keep'}`;
    report({
      node: first.node,
      at: first.location.at,
      address: 'registry/mount[/_system/governance]',
      ...(off === null ? {} : { at: off, severity: 'warning' as const }),
      message: `${off === null ? '' : `[registry] enable_mount is ${quote(off)}. `}Without a mount of ${GOVERNANCE}, ${who} it in an embedded database, ${showDatabase(first.location.database)}: what is saved there on one node the others never see. ${off === null ? 'Mount it to one database server on every node (one node may own that database).' : 'Write enable_mount = true, or remove it, and let [database.shared_db] lead to a database server.'}`,
      noFix: onlyExpected(cluster, 'it needs a shape and a database', 'them'),
      related: others.map(({ node, location }) => ({
        node,
        at: location.at,
        message: `${node.name} keeps it in ${showDatabase(location.database)} of its own`,
      })),
    });
  },
});

function files(second: string): Readonly<Record<string, string>> {
  const datasources = datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': MYSQL });
  return {
    'is-1/registry.xml': registryXml(mountXml()),
    'is-1/master-datasources.xml': datasources,
    'is-2/registry.xml': second,
    'is-2/master-datasources.xml': datasources,
  };
}
