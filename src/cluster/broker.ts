import type { NodeModel } from '../server/model.js';
import { known, type Setting } from '../server/setting.js';
import type { Answer } from './cluster.js';
import { identityToml } from './deployment.js';

/**
 * The message broker that can tell other nodes to drop what they cache, beside or instead of Hazelcast:
 * `[cache_invalidator.mb]` of a deployment.toml (connector `org.wso2.carbon.cache.sync.jms.manager`).
 */
export type BrokerKey =
  | 'enabled'
  | 'broker_type'
  | 'initial_naming_factory'
  | 'provider_url'
  | 'topic_name'
  | 'producer_name'
  | 'hybrid_mode_enabled';

/** Who sends invalidations to a JMS broker; the server's own class sends them to the clustering agent only. */
export const JMS_PRODUCER = 'org.wso2.carbon.cache.sync.jms.manager.JMSProducer';

export function brokerSetting(node: NodeModel, key: BrokerKey): Setting | null {
  return identityToml(node)?.effective(`cache_invalidator.mb.${key}`) ?? null;
}

/** Does the broker carry invalidations for the node? */
export function usesBroker(node: NodeModel): Answer {
  return isOn(brokerSetting(node, 'enabled'));
}

/** What the server makes of a switch: true in any case and nothing else; absent means off. */
export function isOn(setting: Setting | null): Answer {
  if (setting === null) return 'no';
  const text = known(setting);
  if (text === null) return 'unknown';
  return text.trim().toLowerCase() === 'true' ? 'yes' : 'no';
}
