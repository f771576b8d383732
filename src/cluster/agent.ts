import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import { nearest } from '../text/nearest.js';

export type Agent = 'hazelcast' | 'tribes' | 'other';

/** The kind of clustering agent, by its class; null without a class, or when a template decides. */
export function agentOf(node: NodeModel): Agent | null {
  // Every release that reads deployment.toml has a Hazelcast agent, of one name up to 6.1 and of another from 7.0 on.
  if (node.era === 'toml' && node.clustering !== null && !hasAgentKey(node)) return 'hazelcast';
  const name = known(node.clustering?.class ?? null);
  if (name === null) return null;
  if (name.endsWith('.HazelcastClusteringAgent')) return 'hazelcast';
  return name.endsWith('.TribesClusteringAgent') ? 'tribes' : 'other';
}

function hasAgentKey({ toml }: NodeModel): boolean {
  return toml?.written.some(({ key }) => key === 'clustering.agent') === true;
}

const COMMON =
  'domain membershipScheme membershipSchemeClassName localMemberHost localMemberPort properties isActive AvoidInitiation mcastAddress mcastPort';

/**
 * The parameters of `<clustering>` that each agent asks for, and those it leaves although the other agent (or the comment
 * in its own stock file) has them: HazelcastConstants of carbon-kernel 4.4.40, TribesClusteringAgent of wso2-axis2 1.6.1.
 */
export const PARAMETERS = {
  hazelcast: {
    reads: words(
      `${COMMON} licenseKey mgtCenterURL groupPassword localMemberIdentifier hazelcastSerializers mcastTimeout mcastTTL connTimeout accessKey secretKey iamRole securityGroup hostHeader region tagKey tagValue`,
    ),
    leaves: words(
      'localMemberBindAddress localMemberBindPort mcastBindAddress mcastFrequency memberDropTime maxRetries synchronizeAll',
    ),
  },
  tribes: {
    reads: words(
      `${COMMON} localMemberBindAddress localMemberBindPort multicastBindAddress mcastFrequency memberDropTime maxRetries synchronizeAll preserveMessageOrder atmostOnceMessageSemantics`,
    ),
    leaves: words('mcastBindAddress'),
  },
} as const;

/** The class that kubernetes needs up to 5.11, where axis2.xml or the TOML names it. */
export const KUBERNETES_CLASS = 'org.wso2.carbon.membership.scheme.kubernetes.KubernetesMembershipScheme';

/** What the schemes of platforms ask for in the TOML era: AWSECSBasedMembershipScheme, KubernetesMembershipScheme (kernel 4.6, 4.7). */
const PLATFORM = words(
  'clusterName networkInterface vpcCidrBlock KUBERNETES_NAMESPACE KUBERNETES_SERVICES KUBERNETES_MASTER KUBERNETES_MASTER_USERNAME KUBERNETES_MASTER_PASSWORD KUBERNETES_MASTER_SKIP_SSL_VERIFICATION KUBERNETES_API_SERVER KUBERNETES_API_SERVER_TOKEN USE_DNS',
);

/** The parameter that a name the agent does not read is most likely meant to be; null for one it reads, or for none. */
export function meantBy(node: NodeModel, name: string): string | null {
  const agent = agentOf(node);
  if (agent === null || agent === 'other') return null;
  const { leaves } = PARAMETERS[agent];
  const reads = node.era === 'toml' ? [...PARAMETERS[agent].reads, ...PLATFORM] : PARAMETERS[agent].reads;
  if (reads.includes(name) || leaves.includes(name)) return null;
  const meant = nearest(name, reads);
  // A scheme class of one's own may read parameters of its own.
  const isFree = node.clustering?.membershipSchemeClassName !== null;
  return meant === null || (isFree && meant.toLowerCase() !== name.trim().toLowerCase()) ? null : meant;
}

/** The node lacks the parameter, and holds another spelling of it: what it means is known, what it does is not meant. */
export function isMisspelt(node: NodeModel, parameter: string): boolean {
  const parameters = node.clustering?.parameters ?? [];
  return (
    !parameters.some(({ name }) => name === parameter) &&
    parameters.some(({ name }) => meantBy(node, name) === parameter)
  );
}

function words(text: string): readonly string[] {
  return text.split(' ');
}
