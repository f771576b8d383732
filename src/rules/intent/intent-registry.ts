import { sameDatabaseOnNode, showDatabase } from '../../cluster/database.js';
import { type ExpectedNode, type ExpectedSource, expectationOf } from '../../cluster/expectation.js';
import { CONFIG, dbConfigNames, GOVERNANCE, instanceIds, locationOf } from '../../cluster/registry.js';
import { childrenOf } from '../../syntax/xml/query.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { list } from '../../text/message.js';
import { mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { insertElements, type NewElement } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

/** What the guide calls them. */
const DB_CONFIG = 'wso2registry_registry';
const INSTANCE = 'instanceid';
const CONFIG_YML = `clusters:
  production:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    expect:
      shape: all-mount
      databases: { registry: { url: 'jdbc:mysql://db.example.com:3306/reg' } }
`;

export default defineRule({
  id: 'intent-registry',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a node does not keep its governance and config registry where `expect` says',
  why: 'The shape says which nodes mount the shared registry. One that does not keeps registry data of its own: policies and settings made on it are on no other node.',
  remedy: 'Let `--fix` write the dbConfig, the remote instance and the mounts, or change `expect`.',
  sources: ['WSO2 Clustering Guide, "Clustering Identity Server", step 6'],
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
      const missing = [CONFIG, GOVERNANCE].filter((path) => isMissing(expected, source, path));
      if (missing.length === 0) continue;
      // As on the guide's page: the owner keeps its own config collection, the others share one beside it.
      const targets = {
        [CONFIG]: expectation.intent.shape === 'owner' ? '/_system/nodes' : CONFIG,
        [GOVERNANCE]: GOVERNANCE,
      };
      report({
        node,
        at: node.registry,
        address: 'registry/mount',
        message: `The configuration expects ${node.name} to mount ${list(missing)} from ${showDatabase(source.database.identity)}, and it keeps ${missing.length === 1 ? 'it' : 'them'} to itself. Add the dbConfig, the remote instance and the mounts (--fix does), or change expect.`,
        ...fixWith(`Mount ${list(missing)} on ${node.name}`, 'safe', mountEdits(expected, source, missing, targets)),
      });
    }
  },
});

/** Nothing is mounted there; what is mounted wrongly is other rules' business. */
function isMissing({ node }: ExpectedNode, { database }: ExpectedSource, path: string): boolean {
  const location = locationOf(node, path);
  if (location.mount !== null || location.kind === 'broken') return false;
  return location.kind !== 'known' || sameDatabaseOnNode(location.database, database.identity) !== 'yes';
}

function mountEdits(
  { node }: ExpectedNode,
  { jndiName }: ExpectedSource,
  paths: readonly string[],
  targets: Readonly<Record<string, string>>,
): Edit[] {
  const root = node.files.find(({ role }) => role === 'registry')?.document.xml().root ?? null;
  if (root === null) return [];
  const text = (name: string, content: string): NewElement => ({ name, content });
  const dbConfig = free(DB_CONFIG, dbConfigNames(node));
  const id = free(INSTANCE, instanceIds(node));
  const instance: NewElement = {
    name: 'remoteInstance',
    attributes: { url: 'https://localhost:9443/registry' },
    content: [
      text('id', id),
      text('dbConfig', dbConfig),
      text('readOnly', 'false'),
      text('enableCache', 'true'),
      text('registryRoot', '/'),
    ],
  };
  const mounts = paths.map(
    (path): NewElement => ({
      name: 'mount',
      attributes: { path, overwrite: 'true' },
      content: [text('instanceId', id), text('targetPath', targets[path] ?? path)],
    }),
  );
  const database: NewElement = {
    name: 'dbConfig',
    attributes: { name: dbConfig },
    content: [text('dataSource', jndiName)],
  };
  return insertElements(node, root, [database, instance, ...mounts], lastDbConfig(root));
}

/** Behind the dbConfigs, where the guide puts it. */
function lastDbConfig(root: XmlElement): XmlElement | null {
  return childrenOf(root, 'dbConfig', '').at(-1) ?? root.children.at(-1) ?? null;
}

/** The name, with a number where another has it. */
function free(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
