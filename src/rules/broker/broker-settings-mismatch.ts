import { type Answered, type Disagreement, disagreement, type Value } from '../../cluster/agreement.js';
import { type BrokerKey, brokerSetting, usesBroker } from '../../cluster/broker.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { MASK } from '../../text/redact.js';
import { brokerToml } from '../example-toml.js';
import { copyFix } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'broker-settings-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster send their cache invalidations to different places of a message broker',
  why: "A node hears only what is published to the topic of the broker it is connected to: nodes on different brokers, topics or modes never hear of each other's changes, and answer from stale caches. Different provider URLs are a warning, as brokers may pass messages on to each other.",
  remedy:
    'Give every node the same `broker_type`, `provider_url`, `topic_name` and `hybrid_mode_enabled` under `[cache_invalidator.mb]`; `producer_name` alone must differ.',
  sources: [
    'JMSUtils, wso2-extensions/carbon-cache-sync-manager',
    'WSO2 IS docs (next), configure message broker cache invalidation',
  ],
  examples: {
    bad: {
      title: 'two topics',
      files: {
        'is-1/deployment.toml': brokerToml({ node: '1' }),
        'is-2/deployment.toml': brokerToml({ node: '2', topic: 'CacheTopic2' }),
      },
    },
    good: {
      title: 'one topic',
      files: {
        'is-1/deployment.toml': brokerToml({ node: '1' }),
        'is-2/deployment.toml': brokerToml({ node: '2' }),
      },
    },
  },
  check(cluster, report) {
    const judged = cluster.nodes.filter((node) => usesBroker(node) === 'yes');
    for (const key of ['broker_type', 'provider_url', 'topic_name', 'hybrid_mode_enabled'] as const) {
      const found = disagreement(judged, { noun: key, of: (node) => answerOf(node, key) });
      if (found === null) continue;
      report({
        ...found.place,
        address: `cache_invalidator/${key}`,
        severity: key === 'provider_url' ? 'warning' : 'error',
        message: `${found.text} under [cache_invalidator.mb]: ${WHY[key]}. Give every node the same ${key}.`,
        // Hybrid mode needs clustering.
        ...((key !== 'hybrid_mode_enabled' || judged.every(({ clustering }) => clustering?.enabled === true)) &&
          copyFix(cluster, withoutLogins(found), {
            noun: key,
            add: (node, { text }) =>
              node.toml === null
                ? []
                : setKey(node, node.toml, `cache_invalidator.mb.${key}`, text.trim() === 'true' ? true : text),
          })),
      });
    }
  },
});

/** A URL with a password in it is a secret, too. */
function withoutLogins(found: Disagreement<string>): Disagreement<string> {
  const mark = (one: Answered<string>): Answered<string> => ({
    ...one,
    sensitive: one.sensitive === true || one.shown.includes(MASK),
  });
  const { answers, majority } = found;
  return { ...found, answers: answers.map(mark), majority: majority === null ? null : mark(majority) };
}

const WHY = {
  broker_type: 'they are connected to different kinds of brokers, and neither hears of changes on the other',
  provider_url: 'unless these brokers pass messages on to each other, neither node hears of changes on the other',
  topic_name: 'neither hears what the other publishes, and both answer from stale caches',
  hybrid_mode_enabled: 'one counts on Hazelcast for what the other expects from the broker',
} as const;

type Key = keyof typeof WHY & BrokerKey;

function answerOf(node: NodeModel, key: Key): Value<string> | null {
  const setting = brokerSetting(node, key);
  if (setting === null) {
    const enabled = brokerSetting(node, 'enabled');
    // Absent means false; what a missing name means to the broker is not known.
    return key === 'hybrid_mode_enabled' && enabled !== null
      ? { value: 'no', at: enabled, shown: 'none (so false)' }
      : null;
  }
  // IBM MQ takes the topic from the file that the URL names.
  if (key === 'topic_name' && /^\s*file:/.test(brokerSetting(node, 'provider_url')?.text ?? '')) return null;
  return { value: meaning(key, known(setting)), at: setting, shown: quote(setting), sensitive: setting.sensitive };
}

/** What the connector makes of a text. */
function meaning(key: Key, text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  if (key === 'broker_type') return trimmed.toLowerCase();
  if (key === 'hybrid_mode_enabled') return trimmed.toLowerCase() === 'true' ? 'yes' : 'no';
  // A failover list means the same in any order, and its options matter to the client alone.
  if (key === 'provider_url')
    return [...trimmed.matchAll(/[a-z]+:\/\/[^,()?]+/gi)].map(String).sort().join(',') || trimmed;
  return trimmed;
}
