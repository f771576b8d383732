import { isToldByAxis2 } from '../../cluster/clustering.js';
import { membersTerm, termOf } from '../../cluster/clustering-words.js';
import { endpointOf, membershipGraph, type Target } from '../../cluster/membership.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list, show } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setMemberPort, setParameter } from '../fix-clustering.js';
import { defineRule, type Fix } from '../rule.js';

interface Miss {
  readonly lister: NodeModel;
  readonly target: Target & { readonly kind: 'node' };
}

export default defineRule({
  id: 'wka-member-port-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'a well-known member names a node by a port on which it does not listen',
  why: 'The server tries exactly the host and port of the list, and no port beside it: the member is never found at that address. The port is `localMemberPort` (4000 by default); the port offset of carbon.xml (`server.offset`) does not shift it.',
  remedy: "Make the member's `<port>` equal to the `localMemberPort` of that node.",
  sources: [
    'WKABasedMembershipScheme and MemberUtils.addMember, carbon-kernel 4.4.40 (IS 5.8.0): host:port',
    'WSO2 docs, clustering: the port must be the localMemberPort of that node, unaffected by the port offset',
  ],
  examples: {
    bad: {
      title: 'the port of is-2 is 4001',
      files: {
        'is-1/axis2.xml': axis2('11', '4000', '12', '4000'),
        'is-2/axis2.xml': axis2('12', '4001', '11', '4000'),
      },
    },
    good: {
      title: 'as is-2 says it',
      files: {
        'is-1/axis2.xml': axis2('11', '4000', '12', '4001'),
        'is-2/axis2.xml': axis2('12', '4001', '11', '4000'),
      },
    },
  },
  check(cluster, report) {
    const missed = new Map<string, Miss[]>();
    for (const [lister, targets] of membershipGraph(cluster).targets) {
      for (const target of targets) {
        if (target.kind !== 'node' || target.port !== 'no' || !target.nodes.every(isToldByAxis2)) continue;
        // On its own loopback address a node that is not there is another product's.
        if (target.nodes.every((node) => node === lister)) continue;
        // Another entry of the list may have the right one.
        if (target.nodes.some((node) => targets.some((other) => finds(other, node)))) continue;
        const key = target.nodes.map((node) => node.name).join('\n');
        missed.set(key, [...(missed.get(key) ?? []), { lister, target }]);
      }
    }
    for (const misses of missed.values()) {
      const [first] = misses;
      if (first === undefined) continue;
      const { nodes, member } = first.target;
      const [node] = nodes;
      if (node === undefined) continue;
      const ports = [...new Set(misses.map(({ target }) => show(target.member.port)))];
      const listers = [...new Set(misses.map(({ lister }) => lister.name))];
      const listened = nodes.map((each) => ({
        node: each,
        at: each.clustering?.localMemberPort ?? each.clustering ?? member,
        message: `${list([each.name])} listens on ${endpointOf(each)?.port ?? 4000}`,
      }));
      const listed = misses.map(({ lister, target }) => ({
        node: lister,
        at: target.member.port ?? target.member,
        message: `${list([lister.name])} looks on port ${show(target.member.port)}`,
      }));
      // Several that agree on another port: the node itself is the odd one out.
      const blamesNode = listers.length > 1 && ports.length === 1 && nodes.length === 1;
      const [primary, ...others] = blamesNode ? [...listened, ...listed] : [...listed, ...listened];
      if (primary === undefined) continue;
      const port = termOf(node, 'localMemberPort');
      const on = [...new Set(nodes.map((each) => endpointOf(each)?.port ?? 4000))].join(' and ');
      report({
        node: primary.node,
        at: primary.at,
        discriminator: primary.node.name,
        message: `${list(listers)} ${listers.length === 1 ? 'looks' : 'look'} for ${list(nodes.map((each) => each.name))} on port ${list(ports)}, but it listens on ${on} (${port}): no other port is tried, so it is never found there.${shifted(nodes, misses)} Make the port in ${membersTerm(first.lister)} and ${port} equal; the port offset does not shift them.`,
        related: others,
        ...fixOf(node, misses, blamesNode),
      });
    }
  },
});

/** The list gets the port of the only node with that host; the node gets the port of the lists where these agree. */
function fixOf(node: NodeModel, misses: readonly Miss[], blamesNode: boolean): { readonly fix?: Fix } {
  const { port } = endpointOf(node) ?? { port: null };
  const wanted = known(misses[0]?.target.member.port ?? null)?.trim() ?? '';
  if (port === null || misses.some(({ target }) => target.nodes.length > 1)) return {};
  if (blamesNode) {
    return fixWith(
      `Let ${list([node.name])} listen on ${wanted}`,
      'unsafe',
      setParameter(node, 'localMemberPort', wanted),
    );
  }
  const edits = misses.map(({ lister, target }) => setMemberPort(lister, target.member, port));
  const title = `Look for ${list([node.name])} on port ${port}`;
  return edits.some((each) => each.length === 0) ? {} : fixWith(title, 'safe', edits.flat());
}

/** The member's port is the node's plus its port offset: somebody took the offset to shift it. */
function shifted(nodes: readonly NodeModel[], misses: readonly Miss[]): string {
  const node = nodes.find((each) => {
    const offset = Number(known(each.server?.offset ?? null)?.trim());
    const port = endpointOf(each)?.port ?? null;
    const expected = (miss: Miss) => Number(known(miss.target.member.port)?.trim()) === (port ?? 0) + offset;
    return port !== null && offset > 0 && misses.some(expected);
  });
  const name = node?.era === 'toml' ? 'server.offset' : 'the Offset of carbon.xml';
  return node === undefined
    ? ''
    : ` The difference is ${name} (${node.server?.offset?.text.trim()}), which is not added to it.`;
}

function finds(target: Target, node: NodeModel): boolean {
  return target.kind === 'node' && target.port === 'yes' && target.nodes.includes(node);
}

function axis2(number: string, port: string, other: string, otherPort: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">10.0.0.${number}</parameter>
    <parameter name="localMemberPort">${port}</parameter>
    <members><member><hostName>10.0.0.${other}</hostName><port>${otherPort}</port></member></members>
  </clustering>
</axisconfig>
`;
}
