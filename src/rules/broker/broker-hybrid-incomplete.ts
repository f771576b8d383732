import { brokerSetting, isOn, JMS_PRODUCER, usesBroker } from '../../cluster/broker.js';
import { identityToml } from '../../cluster/deployment.js';
import { tellsAbsence } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { brokerToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { removeKey, setKey } from '../fix-toml.js';
import { defineRule, type Fix, type Report } from '../rule.js';

const PROPAGATION = 'server.cache.propagation_enabled';
const HYBRID = 'hybrid_mode_enabled = true';

export default defineRule({
  id: 'broker-hybrid-incomplete',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a message broker beside Hazelcast lacks one of the settings it needs',
  why: 'In hybrid mode Hazelcast carries invalidations within a cluster, and the coordinator of the cluster passes them to the broker. Without `propagation_enabled` nothing is passed on; without clustering no coordinator is elected and the connector never starts; either way the other clusters keep stale caches. `propagation_enabled` without hybrid mode (a warning) passes nothing on, either.',
  remedy:
    'Set `hybrid_mode_enabled = true` under `[cache_invalidator.mb]`, `propagation_enabled = true` under `[server.cache]` and `membership_scheme` under `[clustering]`, or none of them.',
  sources: [
    'WSO2 IS docs (next), configure message broker cache invalidation: the hybrid topology requires both settings',
    'wso2-extensions/carbon-cache-sync-manager, IS_README: it starts on the coordinator once one is elected',
  ],
  examples: {
    bad: { title: 'hybrid mode alone', files: { 'deployment.toml': brokerToml({ broker: HYBRID, clustering: true }) } },
    good: {
      title: 'all three',
      files: {
        'deployment.toml': brokerToml({
          broker: HYBRID,
          clustering: true,
          cache: `propagation_enabled = true\ninvalidation_impl = "${JMS_PRODUCER}"`,
        }),
      },
    },
  },
  check(node, report) {
    if (usesBroker(node) !== 'yes' || !tellsAbsence(node)) return;
    const hybrid = brokerSetting(node, 'hybrid_mode_enabled');
    const propagation = identityToml(node)?.effective(PROPAGATION) ?? null;
    const found = problemOf(node, hybrid, propagation);
    if (found !== null) report(found);
  },
});

function problemOf(node: NodeModel, hybrid: Setting | null, propagation: Setting | null): Report | null {
  if (isOn(hybrid) === 'no') {
    if (propagation === null || isOn(propagation) !== 'yes') return null;
    return {
      node,
      at: propagation,
      severity: 'warning',
      message:
        '[server.cache] propagation_enabled is true, but [cache_invalidator.mb] hybrid_mode_enabled is not: nothing is passed on between clusters. Set hybrid_mode_enabled = true where Hazelcast and the broker work together, else remove propagation_enabled.',
      ...completeOrUndo(node),
    };
  }
  if (hybrid === null || isOn(hybrid) !== 'yes') return null;
  if (node.clustering?.enabled === false) {
    return {
      node,
      at: hybrid,
      message:
        '[cache_invalidator.mb] hybrid_mode_enabled is true, but clustering is off: the connector starts on the coordinator of the cluster, and without clustering none is elected, so nothing reaches the broker. Set membership_scheme under [clustering], or hybrid_mode_enabled = false with invalidation_impl under [server.cache].',
    };
  }
  if (isOn(propagation) !== 'no') return null;
  return {
    node,
    at: hybrid,
    message:
      '[cache_invalidator.mb] hybrid_mode_enabled is true, but [server.cache] propagation_enabled is not: Hazelcast keeps invalidations within this cluster, and the clusters behind the broker go on with stale caches. Set propagation_enabled = true under [server.cache].',
    ...(node.toml !== null &&
      fixWith('Write propagation_enabled = true', 'safe', setKey(node, node.toml, PROPAGATION, true))),
  };
}

/** With clustering on, both were meant to carry invalidations; without it there is nothing to pass on from. */
function completeOrUndo(node: NodeModel): { readonly fix?: Fix } {
  const { toml, clustering } = node;
  if (toml === null || clustering?.enabled === null) return {};
  if (clustering?.enabled === true) {
    const edits = setKey(node, toml, 'cache_invalidator.mb.hybrid_mode_enabled', true);
    return fixWith('Write hybrid_mode_enabled = true', 'unsafe', edits);
  }
  const written = toml.written.filter(({ key }) => key === PROPAGATION);
  return fixWith(
    'Remove propagation_enabled',
    'unsafe',
    written.flatMap((key) => removeKey(node, key)),
  );
}
