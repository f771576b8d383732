import type { Cluster } from '../../cluster/cluster.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { localHostSource, termOf } from '../../cluster/clustering-words.js';
import { isIpLiteral, isLoopback, normaliseHost, sameHostText } from '../../cluster/hosts.js';
import { activeScheme, endpointOf } from '../../cluster/membership.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-local-endpoint-duplicate',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'two nodes tell their peers the same cluster address and port',
  why: 'One configuration is a copy of the other. On one machine the second server finds the port taken and moves to the next one, where no member list looks; on two, peers are sent to the wrong node. Either way a node stays out of the cluster.',
  remedy:
    'Give every node its own `localMemberHost`; on one machine, its own `localMemberPort`. The port offset (carbon.xml, `[server] offset`) does not shift it.',
  noFix: 'nothing says where each node is: give them their host in .wso2is-lint.yml',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): public address and port, auto-increment stays on',
    'WSO2 docs, clustering: localMemberPort is not affected by the port offset',
  ],
  examples: {
    bad: {
      title: 'the second node is a copy of the first',
      files: { 'is-1/axis2.xml': axis2('10.0.0.11'), 'is-2/axis2.xml': axis2('10.0.0.11') },
    },
    good: {
      title: 'each its own address',
      files: { 'is-1/axis2.xml': axis2('10.0.0.11'), 'is-2/axis2.xml': axis2('10.0.0.12') },
    },
  },
  check(cluster, report) {
    const groups = new Map<string, NodeModel[]>();
    for (const node of [...cluster.nodes].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const endpoint = ownEndpoint(cluster, node);
      if (endpoint !== null) groups.set(endpoint, [...(groups.get(endpoint) ?? []), node]);
    }
    for (const [endpoint, nodes] of groups) {
      if (nodes.length < 2) continue;
      const host = endpoint.slice(0, endpoint.lastIndexOf(':'));
      // Whom the user's own words contradict is the copy.
      const copy = nodes.find((node) => node.host !== null && normaliseHost(node.host) !== host);
      const places = nodes.flatMap((node) => {
        const source = localHostSource(node);
        return source === null ? [] : [{ node, at: source.at }];
      });
      const first = places.find(({ node }) => node === copy) ?? places[0];
      if (first === undefined) continue;
      report({
        ...first,
        discriminator: nodes.map((node) => node.name).join('\n'),
        severity: isIpLiteral(host) || host.includes('.') ? 'error' : 'warning',
        message: `${list(nodes.map((node) => node.name))} ${nodes.length === 2 ? 'both' : 'all'} tell their peers to connect to ${quote(endpoint)}: two servers cannot listen there, and the one that does not is never found. Give each node its own ${termOf(first.node, 'localMemberHost')} or, on one machine, its own ${termOf(first.node, 'localMemberPort')}.`,
        related: places
          .filter((place) => place !== first)
          .map((place) => ({ ...place, message: `${list([place.node.name])} has the same host and port` })),
        // Without the user's word nobody knows whose address it is.
        ...(typeof copy?.host === 'string' &&
          nodes.length === 2 &&
          !isLoopback(copy.host) &&
          fixWith(
            `Write the address ${copy.host} of ${copy.name}`,
            'unsafe',
            setParameter(copy, 'localMemberHost', copy.host),
          )),
      });
    }
  },
});

/**
 * `host:port` as the node's axis2.xml says it; null where that is no statement about one server: unknown, loopback, a
 * platform's scheme, or a bare name that neither names a node nor is listed as a member (start scripts replace it).
 */
function ownEndpoint(cluster: Cluster, node: NodeModel): string | null {
  const scheme = activeScheme(node);
  if (!isToldByAxis2(node) || (scheme !== 'wka' && scheme !== 'multicast')) return null;
  const host = known(node.clustering?.localMemberHost ?? null);
  const port = endpointOf(node)?.port ?? null;
  if (host === null || host.trim() === '' || port === null || isLoopback(host)) return null;
  const bare = !isIpLiteral(host) && !host.includes('.');
  return bare && !isReal(cluster, host) ? null : `${normaliseHost(host)}:${port}`;
}

function isReal({ nodes }: Cluster, host: string): boolean {
  return nodes.some(
    ({ name, clustering }) =>
      sameHostText(name, host) === 'yes' ||
      clustering?.members.some(({ hostName }) => sameHostText(known(hostName) ?? '', host) === 'yes'),
  );
}

function axis2(host: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">multicast</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">${host}</parameter>
    <parameter name="localMemberPort">4000</parameter>
  </clustering>
</axisconfig>
`;
}
