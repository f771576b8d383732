import { agentOf } from '../../cluster/agent.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { localHostSource, sourceOf, termOf } from '../../cluster/clustering-words.js';
import { isLoopback } from '../../cluster/hosts.js';
import { activeScheme } from '../../cluster/membership.js';
import { isFilledInToken } from '../../cluster/replicas.js';
import { isSettled } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

/** These leave the address as the file says it; aws-ecs takes the one of the network interface. */
const LISTS = ['wka', 'multicast'];
const SCHEMES = [...LISTS, 'aws', 'kubernetes'];

export default defineRule({
  id: 'clustering-local-host-shared',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'one configuration for several servers gives all of them the same cluster address',
  why: 'Each server tells its peers to connect to `local_member_host` (`localMemberHost`). Where one file serves several servers, all tell the same address: peers are sent to the wrong server or to themselves, and no cluster forms.',
  remedy:
    'Let each server fill in its own address, such as `local_member_host = "$env{NODE_IP}"`, with the address of the pod or machine in that variable.',
  noFix: 'how each server learns its address depends on the platform',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 to 4.7.1: localMemberHost becomes the public address',
    'wso2/product-is#24552: pods that advertise the wrong address',
  ],
  examples: {
    bad: { title: 'one address for all pods', files: { 'is/deployment.toml': shared('10.0.1.11') } },
    good: { title: 'each its own', files: { 'is/deployment.toml': shared('$env{NODE_IP}') } },
  },
  check(cluster, report) {
    const [node] = cluster.nodes;
    if (node === undefined || cluster.nodes.length > 1 || node.replicas === 1 || !isJudged(node)) return;
    const source = localHostSource(node);
    const host = known(source?.at ?? null)?.trim() ?? '';
    if (!isSettled(node, node.clustering?.localMemberHost ?? null)) return;
    if (source === null || source.at.origin !== 'explicit' || host === '' || isFilledInToken(host)) return;
    const copies = node.replicas === 'many' ? 'several' : String(node.replicas);
    const own = node.era === 'toml' ? 'local_member_host = "$env{NODE_IP}" under [clustering]' : 'localMemberHost';
    // A node_ip that a platform's scheme was left with may have been meant for something else.
    const isAside = source.term !== termOf(node, 'localMemberHost') && !LISTS.includes(activeScheme(node) ?? '');
    report({
      node,
      at: source.at,
      severity: isAside ? 'warning' : 'error',
      message: `${list([node.name])} is the configuration of ${copies} servers, and ${source.term} tells the peers of each of them to connect to ${quote(source.at)}: ${isLoopback(host) ? 'each peer then connects to itself' : 'only one server can be there, and the others are never found'}. Let each server fill in its own address in ${sourceOf(node)}: ${own}.`,
    });
  },
});

/** In the XML era start scripts replace the address under the schemes of platforms. */
function isJudged(node: NodeModel): boolean {
  const scheme = activeScheme(node) ?? '';
  const schemes = node.era === 'toml' ? SCHEMES : LISTS;
  return isToldByAxis2(node) && agentOf(node) === 'hazelcast' && schemes.includes(scheme);
}

function shared(host: string): string {
  const lines = `membership_scheme = "kubernetes"\ndomain = "iam.prod"\nlocal_member_host = "${host}"`;
  return deploymentToml({ tables: { '[clustering]': lines } });
}
