import { databaseIdentity, sameDatabaseOnNode } from '../../cluster/database.js';
import { isAtom, sourceOfInstance } from '../../cluster/registry.js';
import { known } from '../../server/setting.js';
import { quote, show } from '../../text/message.js';
import { maskUrl } from '../../text/redact.js';
import { datasourcesXml, H2, MYSQL, mountXml, registryXml } from '../example.js';
import { fixWith } from '../fix.js';
import { isFilledIn, writeText } from '../fix-value.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'registry-cache-id-ignored',
  scope: 'node',
  severity: 'info',
  since: '0.1.0',
  summary: 'a cacheId beside a dbConfig names another database or user than the datasource',
  why: 'The server takes the key of the registry cache from the connection whenever the remoteInstance has a dbConfig, and ignores the cacheId: a wrong one is harmless, misleads readers, and comes to life when the dbConfig is removed.',
  remedy: 'Set cacheId to user@url of the datasource, or remove it.',
  noFix: 'the URL of the datasource holds what belongs into no other file',
  sources: ['CacheBackedRegistry.getRegistryCacheKey, carbon-kernel 4.3.0 to 4.5.1'],
  examples: {
    bad: {
      title: 'the host was changed in the datasource only',
      files: files('regadmin@jdbc:mysql://old-db:3306/reg_db'),
    },
    good: { title: 'user@url', files: files(`regadmin@${MYSQL}`) },
  },
  check(node, report) {
    for (const instance of node.registry?.remoteInstances ?? []) {
      const { cacheId } = instance;
      const text = known(cacheId);
      if (cacheId === null || text === null || instance.dbConfig === null || isAtom(instance)) continue;
      // A deployment.toml makes one where none is written.
      if (cacheId.origin === 'default') continue;
      const { datasource } = sourceOfInstance(node, instance);
      const [user, url] = [known(datasource?.username ?? null), known(datasource?.url ?? null)];
      if (user === null || url === null || datasource === null || datasource.url === null) continue;
      if (!leadsElsewhere(text, user, url)) continue;
      // Nothing that came in by a variable, and no password of the URL, gets into this file.
      const isPlain = [datasource.url, datasource.username].every((one) => one === null || !isFilledIn(one));
      const isOpen = maskUrl(url) === url && !datasource.url.sensitive;
      report({
        node,
        at: cacheId,
        message:
          node.era === 'toml'
            ? `${known(instance.id) === 'conf' ? '[config_data]' : '[governance_data]'} cache_id is ${quote(cacheId)}, the datasource behind it leads to ${quote(`${user}@${url}`)}: the server takes the key of its cache from the datasource, so the cache_id misleads only its readers. Set it to the latter, or remove it.`
            : `The cacheId of ${show(instance.id, 'a remoteInstance without id')} is ${quote(cacheId)}, its datasource leads to ${quote(`${user}@${url}`)}: the server ignores cacheId beside a dbConfig, so it misleads only its readers. Set it to the latter, or remove it.`,
        related: [{ node, at: datasource.url, message: 'the URL that the server uses' }],
        ...fixWith(
          'Write user@url of the datasource as cacheId',
          'safe',
          isPlain && isOpen ? writeText(node, cacheId, `${user}@${url}`) : [],
        ),
      });
    }
  },
});

/** Another user, or another database. Parameters that only one of them has mislead nobody. */
function leadsElsewhere(cacheId: string, user: string, url: string): boolean {
  const at = cacheId.indexOf('@jdbc:');
  const [named, address] =
    at < 0 ? [null, cacheId.trim()] : [cacheId.slice(0, at).trim(), cacheId.slice(at + 1).trim()];
  if (named !== null && named !== user) return true;
  return sameDatabaseOnNode(databaseIdentity(address, user), databaseIdentity(url, user)) === 'no';
}

function files(cacheId: string): Readonly<Record<string, string>> {
  const mounted = mountXml().replace('    <dbConfig>shared', `    <cacheId>${cacheId}</cacheId>\n    <dbConfig>shared`);
  return {
    'registry.xml': registryXml(mounted),
    'datasources/master-datasources.xml': datasourcesXml({ 'jdbc/WSO2CarbonDB': H2, 'jdbc/SharedDB': MYSQL }),
  };
}
