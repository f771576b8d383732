import { KUBERNETES_CLASS } from '../../cluster/agent.js';
import { hasKubernetes } from '../../cluster/clustering.js';
import {
  type Expectation,
  type ExpectedNode,
  expectationOf,
  expectedEndpoint,
  isExpectedHost,
} from '../../cluster/expectation.js';
import { isUnknown, type Placed, type Setting } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { type ClusteringValue, writeClustering } from '../fix-intent-clustering.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'intent-clustering',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'the clustering of a node is not what `expect` in the configuration says',
  why: 'The configuration says how the nodes are to find each other. A node that is configured otherwise does not join the others.',
  remedy: 'Let `--fix` write it, or change `expect`.',
  sources: ['WSO2 Clustering Guide, "Clustering Identity Server"; docs-is deploy/configure-hazelcast'],
  noFix: 'axis2.xml has no <clustering>, and the files do not tell which agent the server has',
  examples: {
    bad: { title: 'another scheme', files: example('multicast') },
    good: { title: 'as expected', files: example('wka') },
  },
  check(cluster, report) {
    const expectation = expectationOf(cluster);
    if (expectation === null) return;
    for (const expected of expectation.nodes) {
      const { node } = expected;
      if (node.clustering === null) continue;
      const wanted = wantedOf(expected, expectation);
      const [first] = wanted;
      const texts = wanted.map(({ name, key, text }) => (node.era === 'toml' ? text.replace(name, key) : text));
      if (first === undefined) continue;
      report({
        node,
        at: first.at ?? node.clustering,
        address: 'clustering',
        message: `The configuration expects another clustering of ${node.name}: ${texts.join(', ')}. As it is, it does not join the cluster. Write what is expected (--fix does), or change expect.`,
        ...fixWith(`Cluster ${node.name} as expected`, 'safe', writeClustering(node, wanted)),
      });
    }
  },
});

interface Wanted extends ClusteringValue {
  readonly at: Placed | null;
  /** `the domain "iam.prod" (it is "wso2.carbon.domain")`. */
  readonly text: string;
}

/** What is not as it is expected. */
function wantedOf(expected: ExpectedNode, expectation: Expectation): Wanted[] {
  const { membership: scheme, domain } = expectation.intent;
  const { node, host, memberPort } = expected;
  const facts = node.clustering;
  const isOff = scheme !== null && facts?.enabled === false;
  const port = host === null || memberPort === null ? null : String(memberPort);
  const custom = scheme === 'kubernetes' && hasKubernetes(node) === 'no' ? KUBERNETES_CLASS : null;
  return [
    ...(isOff ? [{ name: 'enable', key: 'membership_scheme', value: scheme, at: facts.enable, text: 'it on' }] : []),
    ...setting('membershipScheme', 'membership_scheme', scheme, facts?.membershipScheme ?? null),
    ...setting(
      'membershipSchemeClassName',
      'properties.membershipSchemeClassName',
      custom,
      facts?.membershipSchemeClassName ?? null,
    ),
    ...setting('domain', 'domain', domain, facts?.domain ?? null),
    ...setting('localMemberHost', 'local_member_host', host, facts?.localMemberHost ?? null, isAddress),
    ...setting('localMemberPort', 'local_member_port', port, facts?.localMemberPort ?? null),
    ...(scheme === 'wka' ? membersOf(expected, expectation) : []),
  ];
}

function setting(
  name: string,
  key: string,
  value: string | null,
  has: Setting | null,
  isSame = (written: string, wanted: string): boolean => written.trim() === wanted,
): Wanted[] {
  // What the server only knows when it starts may be right.
  if (value === null || isUnknown(has) || (has !== null && isSame(has.text, value))) return [];
  const now = has === null ? 'it is none' : `${has.origin === 'default' ? 'the default is' : 'it is'} ${quote(has)}`;
  return [{ name, key, value, at: has, text: `${name} ${quote(value)} (${now})` }];
}

function isAddress(written: string, wanted: string): boolean {
  return isExpectedHost(written, wanted) !== 'no';
}

/** Every node by its address, as the guides list them; only when the address of each is known. */
function membersOf(expected: ExpectedNode, { nodes }: Expectation): Wanted[] {
  const endpoints = nodes.flatMap((one) => expectedEndpoint(one) ?? []);
  const facts = expected.node.clustering;
  const listed = facts?.listedMembers ?? [];
  if (endpoints.length < nodes.length) return [];
  // A list need not hold the node itself.
  const reaches = nodes.every((node, index) => {
    const { host = '', port = '' } = endpoints[index] ?? {};
    const isListed = listed.some(
      (one) =>
        isUnknown(one.hostName) ||
        isUnknown(one.port) ||
        (one.hostName !== null && one.port?.text === port && isAddress(one.hostName.text, host)),
    );
    return node === expected || isListed;
  });
  if (reaches) return [];
  const value = endpoints.map(({ host, port }) => `${host}:${port}`);
  const at = facts?.membersBlock ?? null;
  return [{ name: 'members', key: 'members', value, at, text: `the members ${list(value)}` }];
}

function example(scheme: string): Record<string, string> {
  const member = (host: string) => `<member><hostName>${host}</hostName><port>4000</port></member>`;
  const axis2 = (host: string) => `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">${scheme}</parameter>
    <parameter name="domain">iam.prod</parameter>
    <parameter name="localMemberHost">${host}</parameter>
    <parameter name="localMemberPort">4000</parameter>
    <members>${member('10.0.0.11')}${member('10.0.0.12')}</members>
  </clustering>
</axisconfig>
`;
  const config = `clusters:
  production:
    nodes: { is-1: { path: is-1, host: 10.0.0.11 }, is-2: { path: is-2, host: 10.0.0.12 } }
    expect: { membership: wka, domain: iam.prod }
`;
  return { '.wso2is-lint.yml': config, 'is-1/axis2.xml': axis2('10.0.0.11'), 'is-2/axis2.xml': axis2('10.0.0.12') };
}
