import type { Cluster } from '../../cluster/cluster.js';
import { isMany } from '../../cluster/cluster.js';
import { databaseOf, sameDatabase } from '../../cluster/database.js';
import { resolveJndi } from '../../cluster/jndi.js';
import { roleOf } from '../../cluster/roles.js';
import type { FileRole, NodeFile, NodeModel } from '../../server/model.js';
import { list } from '../../text/message.js';
import { defineRule } from '../rule.js';

/** The files that make a node a member of its cluster, and what the packed one does instead. */
const CORE: readonly { readonly role: FileRole; readonly name: string; readonly packed: string }[] = [
  { role: 'axis2', name: 'axis2.xml', packed: 'clustering off' },
  { role: 'carbon', name: 'carbon.xml', packed: 'host name "localhost" and no port offset' },
  { role: 'datasources', name: 'master-datasources.xml', packed: 'an embedded H2 database of its own' },
  { role: 'registry', name: 'registry.xml', packed: 'an unshared registry' },
  { role: 'user-mgt', name: 'user-mgt.xml', packed: 'the users of its own embedded LDAP' },
  { role: 'identity', name: 'identity.xml', packed: 'identity data in jdbc/WSO2CarbonDB' },
];
/** How many core files both must commit for a gap to mean something: fewer is an overlay of what was changed. */
const ALIKE = 3;

export default defineRule({
  id: 'server-file-missing',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a configuration file is committed for the peers of a node and not for the node',
  why: 'Unless the file comes from elsewhere, the node runs with the one of the pack: clustering off, an embedded H2 database, its own LDAP.',
  remedy: 'Commit the file for the node, or tell in the configuration that the node is no member of the cluster.',
  sources: ['Stock files of Identity Server 5.0 – 5.8'],
  examples: {
    bad: {
      title: 'user-mgt.xml of the second node was forgotten',
      files: { ...node('is-1', true), ...node('is-2', false) },
    },
    good: { title: 'both nodes have it', files: { ...node('is-1', true), ...node('is-2', true) } },
  },
  check(cluster, report) {
    const nodes = [...cluster.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
    if (!isMany(cluster) || nodes.some(({ era }) => era === 'toml')) return;
    for (const { role, name, packed } of CORE) {
      const lacking = nodes.filter((each) => fileOf(each, role) === null);
      const peers = nodes.filter((each) => fileOf(each, role) !== null);
      const [first] = peers;
      // Most nodes without the file is a choice, not a slip; so are nodes that do other work.
      if (first === undefined || lacking.length > peers.length) continue;
      for (const each of lacking) {
        if (!peers.every((peer) => areAlike(each, peer))) continue;
        if (role === 'registry' && !isUnshared(cluster, each)) continue;
        const anchor = each.files.find((file) => CORE.some((core) => core.role === file.role));
        if (anchor === undefined) continue;
        report({
          node: each,
          at: startOf(anchor),
          address: name,
          discriminator: each.name,
          message: `${list(peers.map((peer) => peer.name))} ${peers.length === 1 ? 'commits' : 'commit'} ${name}, ${list([each.name])} does not: unless the file comes from elsewhere, ${list([each.name])} runs with the one of the pack, which means ${packed}. Commit ${name} for ${list([each.name])}, too.`,
          related: peers.flatMap((peer) => {
            const file = fileOf(peer, role);
            return file === null ? [] : [{ node: peer, at: startOf(file), message: `${name} of ${list([peer.name])}` }];
          }),
        });
      }
    }
  },
});

function fileOf(node: NodeModel, role: FileRole): NodeFile | null {
  const files = node.files.filter((file) => file.role === role);
  if (role !== 'datasources') return files[0] ?? null;
  return files.find((file) => /(^|\/)master-datasources\.xml$/.test(file.name)) ?? null;
}

/** Do both commit most of the same files, so that a gap is no other way of working? */
function areAlike(a: NodeModel, b: NodeModel): boolean {
  if (a.wholeHome) return true;
  const both = CORE.filter(({ role }) => fileOf(a, role) !== null && fileOf(b, role) !== null).length;
  return both >= ALIKE && layoutOf(a) === layoutOf(b);
}

/** `/repository/conf` of `prod/is-1/repository/conf`: nodes of other layouts get their files in other ways. */
function layoutOf({ home, path }: NodeModel): string {
  return path.slice(home.length);
}

/**
 * The packed registry.xml keeps the registry in jdbc/WSO2CarbonDB and mounts nothing: that is right for the node whose
 * database the others mount (node 1 of the clustering guide).
 */
function isUnshared(cluster: Cluster, node: NodeModel): boolean {
  const found = resolveJndi(node, 'jdbc/WSO2CarbonDB');
  const own = found.kind === 'found' ? databaseOf(found.datasource) : null;
  if (own === null || own.kind === 'unknown') return false;
  return cluster.nodes.some((peer) => {
    const { database, status } = roleOf(peer, 'governance');
    return status === 'resolved' && database !== null && sameDatabase(own, database, 'unknown') === 'no';
  });
}

function startOf(file: NodeFile) {
  return { file: file.name, span: { document: file.document, start: 0, end: 0 }, address: file.name };
}

function node(name: string, complete: boolean): Readonly<Record<string, string>> {
  const users: Readonly<Record<string, string>> = complete
    ? { [`${name}/user-mgt.xml`]: '<UserManager><Realm/></UserManager>\n' }
    : {};
  return {
    [`${name}/axis2.xml`]: '<axisconfig name="AxisJava2.0"/>\n',
    [`${name}/carbon.xml`]: '<Server><ServerKey>IS</ServerKey><Ports><Offset>0</Offset></Ports></Server>\n',
    [`${name}/datasources/master-datasources.xml`]: '<datasources-configuration/>\n',
    ...users,
  };
}
