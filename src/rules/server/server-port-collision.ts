import type { Cluster } from '../../cluster/cluster.js';
import { hostOf, sameHost } from '../../cluster/hosts.js';
import { endpointOf } from '../../cluster/membership.js';
import type { PortCollision } from '../../cluster/ports.js';
import { collidingPorts, effectiveOffset } from '../../cluster/ports.js';
import { inWords } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { list, quote } from '../../text/message.js';
import { offsetFix } from '../fix-offset.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-port-collision',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'two nodes on one machine open the same ports',
  why: 'The server that starts second finds the ports taken ("Address already in use") and does not come up.',
  remedy:
    'Give the nodes of one machine different offsets (`Ports/Offset` in carbon.xml, `[server] offset` in deployment.toml). An offset does not shift the port for cluster messages, nor `proxyPort`.',
  sources: [
    'WSO2 clustering guide 4.1.0: "If both nodes are running on the same server, set the port offset"',
    'CarbonUtils.getPortFromServerConfig and ServletTransportManager, carbon-kernel 4.4.40 (IS 5.8.0)',
  ],
  examples: {
    bad: { title: 'one machine, one offset', files: { ...node('is-1', 4000, 0), ...node('is-2', 4001, 0) } },
    good: { title: 'the second node moves its ports', files: { ...node('is-1', 4000, 0), ...node('is-2', 4001, 1) } },
  },
  check(cluster, report) {
    const nodes = [...cluster.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
    const reported = new Set<NodeModel>();
    for (const first of nodes) {
      if (reported.has(first)) continue;
      const others = nodes.flatMap((other) => {
        if (nodes.indexOf(other) <= nodes.indexOf(first) || reported.has(other)) return [];
        const ports = meetOnHost(cluster, first, other);
        return ports.length === 0 ? [] : [{ node: other, ports, offset: effectiveOffset(other) }];
      });
      const [second] = others;
      const offset = effectiveOffset(first);
      if (second === undefined || offset === null) continue;
      for (const other of others) reported.add(other.node);
      const host = hostOf(first);
      const where = host === null ? 'one machine' : `one machine (${quote(host)})`;
      const ports = second.ports.map(({ a }) => `${a.name} ${a.port}`);
      const equal = others.every((other) => other.offset?.value === offset.value);
      const why = equal ? `all have port offset ${offset.value}` : 'their port offsets do not keep them apart';
      const shown = equal && others.length === 1 ? `both have port offset ${offset.value}` : why;
      report({
        node: second.node,
        at: second.offset?.at ?? offset.at,
        discriminator: first.name,
        ...offsetFix(
          cluster,
          others.map((other) => other.node),
        ),
        message: `${list([first.name, ...others.map((other) => other.node.name)])} run on ${where} and ${shown}, so they want the same ports (${list(ports, 4)}): the one that starts later fails with "Address already in use". Give each its own ${inWords(nodes, 'Ports/Offset in carbon.xml', '[server] offset')}.`,
        related: [
          { node: first, at: offset.at, message: `${list([first.name])} has port offset ${offset.value}` },
          ...others.slice(1).flatMap((other) =>
            other.offset === null
              ? []
              : [
                  {
                    node: other.node,
                    at: other.offset.at,
                    message: `${list([other.node.name])} has port offset ${other.offset.value}`,
                  },
                ],
          ),
        ],
      });
    }
  },
});

/** What collides on the machine that both are known to share. */
function meetOnHost(cluster: Cluster, a: NodeModel, b: NodeModel): readonly PortCollision[] {
  if (sameHost(cluster, a, b) !== 'yes') return [];
  // A copied localMemberHost is evidence of a copy, not of one machine: clustering-local-endpoint-duplicate.
  const byUser = a.host !== null && b.host !== null;
  const [x, y] = [endpointOf(a), endpointOf(b)];
  if (!byUser && x !== null && y !== null && (x.port === y.port || x.port === null || y.port === null)) return [];
  return collidingPorts(a, b);
}

function node(name: string, port: number, offset: number): Readonly<Record<string, string>> {
  return {
    [`${name}/axis2.xml`]: `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">10.0.0.11</parameter>
    <parameter name="localMemberPort">${port}</parameter>
    <members>
      <member><hostName>10.0.0.11</hostName><port>4000</port></member>
      <member><hostName>10.0.0.11</hostName><port>4001</port></member>
    </members>
  </clustering>
</axisconfig>
`,
    [`${name}/carbon.xml`]: `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <Ports><Offset>${offset}</Offset></Ports>
</Server>
`,
  };
}
