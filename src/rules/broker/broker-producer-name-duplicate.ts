import { brokerSetting, isOn, usesBroker } from '../../cluster/broker.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { brokerToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'broker-producer-name-duplicate',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'two nodes have the same name at the message broker',
  why: 'A node skips the messages that carry its own `producer_name`: with the same name on two nodes each takes the invalidations of the other for its own and drops them, so both answer from stale caches.',
  remedy:
    'Give every node a `producer_name` of its own; where one file serves several servers, fill it in from a variable (`$env{HOSTNAME}`).',
  noFix: 'the name of each node is yours to choose',
  sources: [
    'JMSConsumer.startService, wso2-extensions/carbon-cache-sync-manager: skips its own sender',
    'WSO2 IS docs (next), configure message broker cache invalidation: unique for each node',
  ],
  examples: {
    bad: {
      title: 'a copied file',
      files: {
        'is-1/deployment.toml': brokerToml({ node: '1' }),
        'is-2/deployment.toml': brokerToml({ node: '2', producer: 'node-1' }),
      },
    },
    good: {
      title: 'a name each',
      files: {
        'is-1/deployment.toml': brokerToml({ node: '1' }),
        'is-2/deployment.toml': brokerToml({ node: '2' }),
      },
    },
  },
  check(cluster, report) {
    const named = cluster.nodes
      .flatMap((node) => {
        const at = producerOf(node);
        return at === null ? [] : [{ node, at, name: at.text.trim() }];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    for (const name of new Set(named.map((each) => each.name))) {
      const same = named.filter((each) => each.name === name);
      const [first, ...others] = same;
      if (first === undefined || (others.length === 0 && first.node.replicas === 1)) continue;
      const who =
        others.length === 0
          ? `${list([first.node.name])} is the configuration of several servers, which all have`
          : `${list(same.map(({ node }) => node.name))} have`;
      report({
        node: first.node,
        at: first.at,
        discriminator: same.map(({ node }) => node.name).join('\n'),
        message: `${who} the producer_name ${quote(first.at)} under [cache_invalidator.mb]: each takes the invalidations of the other for its own and drops them, and answers from stale caches. Give every node a name of its own.`,
        related: others.map(({ node, at }) => ({
          node,
          at,
          message: `${list([node.name])} has the same producer_name`,
        })),
      });
    }
  },
});

/** A name that is known and matters: with Hazelcast between the nodes only their coordinator is at the broker. */
function producerOf(node: NodeModel) {
  const setting = brokerSetting(node, 'producer_name');
  if (usesBroker(node) !== 'yes' || isOn(brokerSetting(node, 'hybrid_mode_enabled')) !== 'no') return null;
  return setting !== null && (known(setting)?.trim() ?? '') !== '' ? setting : null;
}
