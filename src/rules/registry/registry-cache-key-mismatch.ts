import { type Disagreement, disagreement, type Value } from '../../cluster/agreement.js';
import type { Cluster } from '../../cluster/cluster.js';
import { sameHost } from '../../cluster/hosts.js';
import { CONFIG, GOVERNANCE, locationOf, sameLocation } from '../../cluster/registry.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { maskUrl } from '../../text/redact.js';
import { datasourcesXml, H2, MYSQL, mountXml, registryXml } from '../example.js';
import { copyFix } from '../fix.js';
import { isWrittenOut } from '../fix-value.js';
import { defineRule, type Report } from '../rule.js';

export default defineRule({
  id: 'registry-cache-key-mismatch',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'nodes reach one registry database by different URLs or users',
  why: 'The key of the shared registry cache is `user@url` of the connection, as text: with different texts a change on one node does not reach the cache of the other, which goes on showing the old resource.',
  remedy: 'Write the same URL, letter by letter, and the same user on every node that uses the database.',
  noFix: 'another user needs another password, which is never copied',
  sources: [
    'RegistryConfigurationProcessor.populateRegistryConfig, CacheBackedRegistry.getRegistryCacheKey, carbon-kernel 4.4.40 (IS 5.8.0)',
    'docs-apim#2349, product-apim#3182',
  ],
  examples: {
    bad: { title: 'the default port on one node only', files: files('jdbc:mysql://db.example.com/reg_db') },
    good: { title: 'one text', files: files(MYSQL) },
  },
  check(cluster, report) {
    const told = new Set<string>();
    for (const path of [GOVERNANCE, CONFIG]) {
      const sharing = cluster.nodes.filter((node) => {
        const location = locationOf(node, path);
        return location.kind === 'known' && location.database.kind === 'server';
      });
      const found = disagreement<string>(sharing, {
        noun: 'the connection',
        of: (node) => connection(node, path),
        same: (a, b) => {
          if (a.value === null || b.value === null || a.value === b.value)
            return a.value === b.value ? 'yes' : 'unknown';
          // Two databases are another mistake.
          const one = sameLocation(
            locationOf(a.node, path),
            locationOf(b.node, path),
            sameHost(cluster, a.node, b.node),
          );
          return one === 'yes' ? 'no' : 'unknown';
        },
      });
      if (found === null) continue;
      const place = `${found.place.node.name} ${found.place.at.address}`;
      if (told.has(place)) continue;
      told.add(place);
      report({
        ...found.place,
        message: `${found.text}: it is one database, but its registry cache is keyed by the text of user and URL, so a change on one node leaves the old resource in the cache of the other. Write the same URL and user, letter by letter, on every node that uses it.`,
        ...urlFix(cluster, found, path),
      });
    }
  },
});

/** The URL of the reference or the majority; another user would need another password. */
function urlFix(cluster: Cluster, found: Disagreement<string>, path: string): Pick<Report, 'fix' | 'noFix'> {
  const sources = found.answers.map(({ node }) => {
    const location = locationOf(node, path);
    return location.kind === 'known' ? location.source.datasource : null;
  });
  const isPlain = sources.every((source) => {
    const url = source?.url ?? null;
    // A password in it stays in its file.
    return url !== null && isWrittenOut(url) && !url.sensitive && maskUrl(url.text) === url.text;
  });
  const users = new Set(sources.map((source) => known(source?.username ?? null)));
  return isPlain && users.size === 1 ? copyFix(cluster, found, { noun: 'URL' }) : {};
}

function connection(node: NodeModel, path: string): Value<string> | null {
  const location = locationOf(node, path);
  const datasource = location.kind === 'known' ? location.source.datasource : null;
  if (datasource === null || datasource.url === null || datasource.username === null) return null;
  const { url, username } = datasource;
  const [user, text] = [known(username), known(url)];
  const value = user === null || text === null ? null : `${user}@${text}`;
  return { value, at: url, shown: `${quote(url)} as ${quote(username)}` };
}

function files(second: string): Readonly<Record<string, string>> {
  return {
    'is-1/registry.xml': registryXml(mountXml()),
    'is-1/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': MYSQL }),
    'is-2/registry.xml': registryXml(mountXml()),
    'is-2/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': second }),
  };
}
