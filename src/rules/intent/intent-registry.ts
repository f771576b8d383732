import { sameDatabaseOnNode, showDatabase } from '../../cluster/database.js';
import { type ExpectedNode, type ExpectedSource, expectationOf } from '../../cluster/expectation.js';
import { CONFIG, GOVERNANCE, type Location, locationOf, mountAt } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { mountPaths, repointMounts } from '../fix-mounts.js';
import { defineRule, type Report } from '../rule.js';

const CONFIG_YML = `clusters:
  production:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    expect:
      shape: all-mount
      databases: { registry: { url: 'jdbc:mysql://db.example.com:3306/reg' } }
`;

const PLACE = { file: 'registry.xml', span: null, address: 'registry' };

export default defineRule({
  id: 'intent-registry',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a node does not keep its governance and config registry where `expect` says',
  why: 'The shape says which nodes mount the shared registry. One that does not keeps registry data of its own: policies and settings made on it are on no other node.',
  remedy: 'Let `--fix` write the dbConfig, the remote instance and the mounts, or change `expect`.',
  sources: ['WSO2 Clustering Guide, "Clustering Identity Server", step 6'],
  noFix: 'the local registry is behind the same dbConfig',
  examples: {
    bad: {
      title: 'no mount',
      files: { '.wso2is-lint.yml': CONFIG_YML, 'is-1/registry.xml': registryXml(), 'is-2/registry.xml': registryXml() },
    },
    good: {
      title: 'no shape is expected',
      files: {
        '.wso2is-lint.yml': CONFIG_YML.replace('      shape: all-mount\n', ''),
        'is-1/registry.xml': registryXml(mountXml()),
        'is-2/registry.xml': registryXml(mountXml()),
      },
    },
  },
  check(cluster, report) {
    const expectation = expectationOf(cluster);
    if (expectation?.intent.shape == null) return;
    for (const expected of expectation.nodes) {
      const { node, registry: source, isOwner } = expected;
      if (node.era === 'toml' || node.registry === null || source === null || isOwner) continue;
      const placed = [CONFIG, GOVERNANCE].map((path) => ({ path, location: locationOf(node, path) }));
      const missing = [CONFIG, GOVERNANCE].filter((path) => isMissing(node, path, source));
      if (missing.length > 0) report(unmounted(expected, source, missing, expectation.intent.shape));
      const wrong = placed.filter(({ location }) => isElsewhere(location, source));
      const [first] = wrong;
      if (first !== undefined)
        report(
          elsewhere(
            expected,
            source,
            first.location,
            wrong.map(({ path }) => path),
          ),
        );
    }
  },
});

/** Nothing is mounted there, and the node's own registry is not known to be that database. */
function isMissing(node: NodeModel, path: string, { database }: ExpectedSource): boolean {
  const location = locationOf(node, path);
  if (mountAt(node, path).kind !== 'none' || location.kind === 'broken') return false;
  return location.kind !== 'known' || sameDatabaseOnNode(location.database, database.identity) !== 'yes';
}

/**
 * What is mounted there is another database. A mount that the server does not make is other rules' business, and where
 * the name is right, what is behind it is intent-datasource's.
 */
function isElsewhere(location: Location, { jndiName, database }: ExpectedSource): boolean {
  if (location.kind !== 'known' || location.mount === null || known(location.source.jndiName) === jndiName)
    return false;
  return sameDatabaseOnNode(location.database, database.identity) === 'no';
}

function unmounted({ node }: ExpectedNode, source: ExpectedSource, paths: readonly string[], shape: string): Report {
  // As on the guide's page: the owner keeps its own config collection, the others share one beside it.
  const target = (path: string): string => (path === CONFIG && shape === 'owner' ? '/_system/nodes' : path);
  const edits = mountPaths(
    node,
    source.jndiName,
    paths.map((path) => [path, target(path)] as const),
  );
  return {
    node,
    at: node.registry ?? PLACE,
    address: 'registry/mount',
    message: `The configuration expects ${node.name} to mount ${list(paths)} from ${showDatabase(source.database.identity)}, and it keeps ${paths.length === 1 ? 'it' : 'them'} to itself. Add the dbConfig, the remote instance and the mounts (--fix does), or change expect.`,
    ...fixWith(`Mount ${list(paths)} on ${node.name}`, 'safe', edits),
  };
}

function elsewhere(
  { node }: ExpectedNode,
  source: ExpectedSource,
  location: Location,
  paths: readonly string[],
): Report {
  const database = location.kind === 'known' ? showDatabase(location.database) : 'another database';
  return {
    node,
    at: location.source.jndiName ?? location.mount ?? PLACE,
    message: `The configuration expects ${node.name} to mount ${list(paths)} from ${showDatabase(source.database.identity)}, and what is mounted is ${database}. Write the JNDI name ${quote(source.jndiName)} (--fix does), or change expect.`,
    ...fixWith(
      `Let the mounts of ${node.name} lead to ${source.jndiName}`,
      'safe',
      repointMounts(node, location.source, source.jndiName),
    ),
  };
}
