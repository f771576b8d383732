import { jndiNames, resolveJndi } from '../../cluster/jndi.js';
import { dbConfigNamed, dbConfigNames, instanceIds, isPadded } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { registryXml } from '../example.js';
import { fixWith, setSetting } from '../fix.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'xml-whitespace-in-reference',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'blanks around a name that the server does not trim',
  why: 'The server compares these names as they are written: with a blank or a line break around it a dbConfig, an instance or a JNDI name is not found, and a domain is another domain.',
  remedy: 'Write the value directly between the tags.',
  sources: [
    'RegistryConfigurationProcessor, HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0)',
    'JDBCPersistenceManager.initDataSource, carbon-identity 5.0.8',
  ],
  examples: {
    bad: { title: 'a blank', files: { 'registry.xml': registryXml('', ' wso2registry') } },
    good: { title: 'none', files: { 'registry.xml': registryXml() } },
  },
  check(node, report) {
    for (const { setting, wanted, isOpen } of references(node)) {
      const text = known(setting);
      if (setting === null || text === null || text === text.trim()) continue;
      // What is written with the same blanks at its other end is found; what has no other end is another rule's.
      if (wanted.includes(text) || !(isOpen || isPadded(text, wanted))) continue;
      report({
        node,
        at: setting,
        message: `${quote(setting)} has white space around it, which the server does not trim: for it this is another name than ${quote(text.trim())}. Write the value directly between the tags.`,
        ...fixWith('Take the white space away', 'safe', trimmed(node, setting)),
      });
    }
  },
});

interface Reference {
  readonly setting: Setting | null;
  /** What stands at its other end. */
  readonly wanted: readonly string[];
  /** The files do not tell all of `wanted`. */
  readonly isOpen: boolean;
}

/** Everything that is compared untrimmed: references, and the names they look for. */
function references(node: NodeModel): readonly Reference[] {
  const { registry, identity, consent, clustering, userMgt } = node;
  const { dbConfigs = [], remoteInstances = [], mounts = [], currentDBConfig = null } = registry ?? {};
  const texts = (settings: readonly (Setting | null)[]) => settings.flatMap((setting) => known(setting) ?? []);
  const bound = jndiNames(node);
  const sources = [...dbConfigs.map(({ dataSource }) => dataSource), identity?.dataSource ?? null];
  const jndi = [...sources, consent?.dataSource ?? null];
  const users = texts([userMgt?.properties.get('dataSource') ?? null]).map((text) => text.trim());
  const toConfig = [currentDBConfig, ...remoteInstances.map(({ dbConfig }) => dbConfig)];
  const toInstance = mounts.map(({ instanceId }) => instanceId);
  const cluster = clustering?.enabled === true ? [clustering.domain, clustering.mcastAddress] : [];
  const pair = (
    ends: readonly (Setting | null)[],
    wanted: readonly string[],
    isOpen: (text: string) => boolean = () => false,
  ) => ends.map((setting): Reference => ({ setting, wanted, isOpen: isOpen(setting?.text ?? '') }));
  return [
    ...pair(toConfig, dbConfigNames(node), (text) => dbConfigNamed(node, text).kind === 'unknown'),
    ...pair(
      dbConfigs.map(({ name }) => name),
      texts(toConfig),
    ),
    ...pair(jndi, bound, (text) => resolveJndi(node, text).kind === 'unknown'),
    ...pair(
      (node.datasources ?? []).map(({ jndiName }) => jndiName),
      [...texts(jndi), ...users],
    ),
    ...pair(toInstance, instanceIds(node)),
    ...pair(
      remoteInstances.map(({ id }) => id),
      texts(toInstance),
    ),
    ...pair(cluster, [], () => true),
  ];
}

/** None where a comment stands beside the value, or where it is a reference to another. */
function trimmed(node: NodeModel, setting: Setting): Edit[] {
  const { span, text } = setting;
  const source = span === null ? '' : span.document.text.slice(span.start, span.end);
  const isElsewhere = node.toml !== null && source.trim() !== text.trim();
  if (isElsewhere || (source.startsWith('<') && !source.startsWith('<![CDATA['))) return [];
  return setSetting(node, setting, text.trim());
}
