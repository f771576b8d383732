import type { Cluster } from '../../cluster/cluster.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { localHostSource, sourceOf, termOf } from '../../cluster/clustering-words.js';
import { isLoopback, normaliseHost, sameHostText } from '../../cluster/hosts.js';
import { activeScheme, agentOf } from '../../cluster/membership.js';
import { isSettled } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { removeKey } from '../fix-toml.js';
import { defineRule, type Edit, type Fix } from '../rule.js';

export default defineRule({
  id: 'clustering-local-host-loopback',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a node tells its peers that it is reached at a loopback address',
  why: 'The server logs "localMemberHost is configured to use the loopback address" and goes on: peers are handed 127.0.0.1, connect to themselves ("This node is not requested endpoint"), and the node stays alone. A warning while nothing shows that the nodes run on several machines.',
  remedy:
    "Set `localMemberHost` in axis2.xml (`local_member_host` under `[clustering]` in deployment.toml, where `node_ip` of `[server]` is its default) to the node's own address that the others can reach.",
  noFix: 'nothing says where the node is: give it its host in .wso2is-lint.yml',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): localMemberHost becomes the public address',
    'hazelcast/hazelcast#9219: "This node is not requested endpoint"',
  ],
  examples: {
    bad: {
      title: 'the stock value on one node of two machines',
      files: { 'is-1/axis2.xml': axis2('10.0.0.11', '10.0.0.12'), 'is-2/axis2.xml': axis2('127.0.0.1', '10.0.0.11') },
    },
    good: {
      title: 'addresses that the other node can reach',
      files: { 'is-1/axis2.xml': axis2('10.0.0.11', '10.0.0.12'), 'is-2/axis2.xml': axis2('10.0.0.12', '10.0.0.11') },
    },
  },
  check(cluster, report) {
    const found = cluster.nodes
      .flatMap((node) => {
        const source = loopbackHost(node);
        return source === null ? [] : [{ node, ...source }];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = found;
    if (first === undefined) return;
    const hosts = hostsNamed(cluster);
    const alone = cluster.nodes.length === 1;
    if (alone && first.node.replicas === 1 && hosts.size === 0) return;
    // One file for several servers is told by clustering-local-host-shared.
    if (alone && first.node.replicas !== 1 && agentOf(first.node) === 'hazelcast') return;
    const certain = !alone && [...hosts].some((a) => [...hosts].some((b) => sameHostText(a, b) === 'no'));
    const names = list(found.map(({ node }) => node.name));
    const one = found.length === 1;
    const key =
      first.term === termOf(first.node, 'localMemberHost') ? '' : ` (${first.term}, as no local_member_host is set)`;
    const why = certain
      ? `but the cluster is on several machines (${list([...hosts])}): the others are sent to their own loopback address and cannot connect`
      : 'which works only while every node of the cluster is on one machine';
    report({
      node: first.node,
      at: first.at,
      severity: certain ? 'error' : 'warning',
      message: `${names} ${one ? 'tells its' : 'tell their'} peers to connect to ${quote(first.at)}${key}, ${why}. Set ${termOf(first.node, 'localMemberHost')} in ${sourceOf(first.node)} to the address of the node itself that the others can reach.`,
      related: others.map(({ node, at }) => ({ node, at, message: `${list([node.name])} has ${quote(at)}` })),
      ...fixOf(found.map(({ node }) => node)),
    });
  },
});

/** Schemes of a platform overwrite the setting at start; hazelcast.xml makes it meaningless. */
function loopbackHost(node: NodeModel): ReturnType<typeof localHostSource> {
  const agent = agentOf(node);
  const scheme = activeScheme(node);
  if (!isToldByAxis2(node) || (agent !== 'hazelcast' && agent !== 'tribes')) return null;
  if (scheme !== 'wka' && scheme !== 'multicast') return null;
  const source = localHostSource(node);
  if (!isSettled(node, node.clustering?.localMemberHost ?? null)) return null;
  const text = known(source?.at ?? null);
  return text !== null && isLoopback(text) ? source : null;
}

/** Every host that the user, the nodes or the member lists name; of a node alone only the list says where others are. */
function hostsNamed({ nodes }: Cluster): ReadonlySet<string> {
  const told = nodes.filter(isToldByAxis2);
  const own = nodes.flatMap((node) => [
    node.host,
    isToldByAxis2(node) ? known(node.clustering?.localMemberHost ?? null) : null,
  ]);
  const listed = told.flatMap(({ clustering }) => (clustering?.members ?? []).map(({ hostName }) => known(hostName)));
  const texts = nodes.length === 1 ? listed : [...own, ...listed];
  return new Set(
    texts.flatMap((text) => (text === null || text.trim() === '' || isLoopback(text) ? [] : [normaliseHost(text)])),
  );
}

/** Where the user, or `node_ip` beside it, says the address. */
function fixOf(nodes: readonly NodeModel[]): { readonly fix?: Fix } {
  const edits = nodes.map(ownAddress);
  const title = `Let ${list(nodes.map(({ name }) => name))} tell ${nodes.length === 1 ? 'its' : 'their'} own address`;
  return edits.some((each) => each.length === 0) ? {} : fixWith(title, 'unsafe', edits.flat());
}

function ownAddress(node: NodeModel): Edit[] {
  if (node.host !== null) return isLoopback(node.host) ? [] : setParameter(node, 'localMemberHost', node.host);
  const nodeIp = known(node.toml?.effective('server.node_ip') ?? null)?.trim() ?? '';
  if (nodeIp === '' || isLoopback(nodeIp)) return [];
  const written = node.toml?.written.filter(({ key }) => key === 'clustering.local_member_host') ?? [];
  return written.flatMap((key) => removeKey(node, key));
}

function axis2(host: string, member: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">${host}</parameter>
    <parameter name="localMemberPort">4000</parameter>
    <members><member><hostName>${member}</hostName><port>4000</port></member></members>
  </clustering>
</axisconfig>
`;
}
