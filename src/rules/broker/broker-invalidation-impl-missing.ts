import { brokerSetting, JMS_PRODUCER, usesBroker } from '../../cluster/broker.js';
import { tellsAbsence } from '../../cluster/settled.js';
import { known } from '../../server/setting.js';
import { compareVersions, type Version } from '../../server/version.js';
import { quote } from '../../text/message.js';
import { brokerToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { defineRule } from '../rule.js';

/** The server's own sender, which knows the clustering agent only. */
const DEFAULT_SENDER = 'org.wso2.carbon.caching.impl.clustering.ClusterCacheInvalidationRequestSender';

/** Before, the connector hears of single entries by itself. */
const FIRST_WITH_ONE_SENDER: Version = [7, 0, 0];

export default defineRule({
  id: 'broker-invalidation-impl-missing',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a message broker is set up for cache invalidation, and nothing sends to it',
  why: 'The default sender of invalidations uses the clustering agent; with clustering off it drops every one without a word in the log. The connection to the broker looks healthy, and the other nodes answer from stale caches (revoked tokens, old roles) until these expire. Before IS 7.0 that holds for clearing the caches of a whole tenant, and is a warning.',
  remedy: `Set \`invalidation_impl = "${JMS_PRODUCER}"\` under \`[server.cache]\`.`,
  sources: [
    'WSO2 IS docs (next), configure message broker cache invalidation: mandatory with clustering off, for jms and rabbitmq',
    'wso2-extensions/carbon-cache-sync-manager, IS_README: tenant-wide clears, and on IS 7.x all invalidations, go through that sender only',
    'default.json of IS 5.10.0 to 7.3.0: server.cache.invalidation_impl; wso2/product-is#28436',
  ],
  examples: {
    bad: { title: 'the broker alone', files: { 'deployment.toml': brokerToml() } },
    good: {
      title: 'with its sender',
      files: { 'deployment.toml': brokerToml({ cache: `invalidation_impl = "${JMS_PRODUCER}"` }) },
    },
  },
  check(node, report) {
    const enabled = brokerSetting(node, 'enabled');
    if (enabled === null || usesBroker(node) !== 'yes' || node.clustering?.enabled !== false) return;
    const sender = node.server?.cacheInvalidationImpl ?? null;
    // Not all versions write the default into carbon.xml.
    const isDefault = sender?.origin === 'default' || known(sender)?.trim() === DEFAULT_SENDER;
    if (!tellsAbsence(node) || sender === null || !isDefault) return;
    const has = sender.span === null ? 'is not set' : `is ${quote(sender)}`;
    const isSole = node.version !== null && compareVersions(node.version.min, FIRST_WITH_ONE_SENDER) >= 0;
    const what = isSole ? 'every invalidation' : 'what clears a whole tenant (from IS 7.0 on: every invalidation)';
    report({
      node,
      at: sender.span === null ? enabled : sender,
      address: 'server/cacheInvalidationImpl',
      severity: isSole ? 'error' : 'warning',
      message: `[cache_invalidator.mb] is enabled and clustering is off, but [server.cache] invalidation_impl ${has}: the server's own sender finds no clustering agent and drops ${what} without a word, so the other nodes answer from stale caches. Set invalidation_impl = ${quote(JMS_PRODUCER)} under [server.cache].`,
      // Whether another kind of broker has a sender of its own is not known.
      ...(node.toml !== null &&
        known(brokerSetting(node, 'broker_type'))?.trim().toLowerCase() === 'jms' &&
        fixWith(
          'Send invalidations through the broker (JMSProducer)',
          'safe',
          setKey(node, node.toml, 'server.cache.invalidation_impl', JMS_PRODUCER),
        )),
    });
  },
});
