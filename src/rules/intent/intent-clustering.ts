import { type Expectation, type ExpectedNode, expectationOf, expectedEndpoint } from '../../cluster/expectation.js';
import type { ClusteringFacts, NodeModel } from '../../server/model.js';
import { known, type Placed, type Setting } from '../../server/setting.js';
import { attribute, childrenOf, descendants } from '../../syntax/xml/query.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { listMembers } from '../fix-members.js';
import { setKeys } from '../fix-toml.js';
import { insertElements, type NewElement, setAttribute, setContent } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'intent-clustering',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'the clustering of a node is not what `expect` in the configuration says',
  why: 'The configuration says how the nodes are to find each other. A node that is configured otherwise does not join the others.',
  remedy: 'Let `--fix` write it, or change `expect`.',
  sources: ['WSO2 Clustering Guide, "Clustering Identity Server"; docs-is deploy/configure-hazelcast'],
  examples: {
    bad: { title: 'clustering is off', files: example('false', 'multicast') },
    good: { title: 'as expected', files: example('true', 'wka') },
  },
  check(cluster, report) {
    const expectation = expectationOf(cluster);
    if (expectation === null) return;
    for (const expected of expectation.nodes) {
      const { node } = expected;
      if (node.clustering === null || !node.clustering.present) continue;
      const wanted = wantedOf(expected, expectation).filter((one) => !one.holds);
      const [first] = wanted;
      if (first === undefined) continue;
      const edits = node.era === 'toml' ? tomlEdits(node, wanted) : xmlEdits(node, node.clustering, wanted);
      report({
        node,
        at: first.at ?? node.clustering,
        address: 'clustering',
        message: `The configuration expects another clustering of ${node.name}: ${wanted.map(({ text }) => text).join(', ')}. As it is, it does not join the cluster. Write what is expected (--fix does), or change expect.`,
        ...fixWith(`Cluster ${node.name} as expected`, 'safe', edits),
      });
    }
  },
});

interface Wanted {
  /** A parameter of axis2.xml; `enable` and `members` are not. */
  readonly name: string;
  /** The key below `[clustering]`. */
  readonly key: string;
  readonly value: string | readonly string[];
  readonly holds: boolean;
  readonly at: Placed | null;
  /** `the domain "iam.prod" (it is "wso2.carbon.domain")`. */
  readonly text: string;
}

function wantedOf(expected: ExpectedNode, expectation: Expectation): Wanted[] {
  const { intent } = expectation;
  const facts = expected.node.clustering;
  const scheme = intent.membership;
  const endpoint = expectedEndpoint(expected);
  const setting = (name: string, key: string, value: string | null, has: Setting | null): Wanted[] => {
    if (value === null) return [];
    const is = has === null ? 'none' : quote(has);
    return [
      { name, key, value, holds: has?.text.trim() === value, at: has, text: `${name} ${quote(value)} (it is ${is})` },
    ];
  };
  return [
    ...(scheme !== null && facts?.enabled === false
      ? [
          {
            name: 'enable',
            key: 'membership_scheme',
            value: scheme,
            holds: false,
            at: facts.enable,
            text: 'clustering on',
          },
        ]
      : []),
    ...setting('membershipScheme', 'membership_scheme', scheme, facts?.membershipScheme ?? null),
    ...setting('domain', 'domain', intent.domain, facts?.domain ?? null),
    ...setting('localMemberHost', 'local_member_host', expected.host, facts?.localMemberHost ?? null),
    ...(expected.host === null
      ? []
      : setting('localMemberPort', 'local_member_port', endpoint?.port ?? null, facts?.localMemberPort ?? null)),
    ...(scheme === 'wka' ? membersOf(expectation, facts) : []),
  ];
}

/** Every node by its address, as the guides list them; only when the address of each is known. */
function membersOf({ nodes }: Expectation, facts: ClusteringFacts | null): Wanted[] {
  const endpoints = nodes.map(expectedEndpoint);
  if (endpoints.some((one) => one === null)) return [];
  const value = endpoints.flatMap((one) => (one === null ? [] : [`${one.host}:${one.port}`]));
  const has = (facts?.listedMembers ?? []).map(
    ({ hostName, port }) => `${known(hostName) ?? '?'}:${known(port) ?? '?'}`,
  );
  const holds = has.length === value.length && value.every((one) => has.includes(one));
  return [
    {
      name: 'members',
      key: 'members',
      value,
      holds,
      at: facts?.membersBlock ?? null,
      text: `the members ${list(value)}`,
    },
  ];
}

function tomlEdits(node: NodeModel, wanted: readonly Wanted[]): Edit[] {
  if (node.toml === null) return [];
  return setKeys(node, node.toml, 'clustering', Object.fromEntries(wanted.map(({ key, value }) => [key, value])));
}

function xmlEdits(node: NodeModel, facts: ClusteringFacts, wanted: readonly Wanted[]): Edit[] {
  const root = node.files.find(({ role }) => role === 'axis2')?.document.xml().root ?? null;
  const block =
    root === null
      ? null
      : ([...descendants(root)].find(({ nameSpan }) => nameSpan.start === facts.span?.start) ?? null);
  if (block === null) return [];
  const parameters = childrenOf(block, 'parameter', '');
  const named = (name: string): XmlElement | null =>
    parameters.findLast((element) => attribute(element, 'name')?.value === name) ?? null;
  const missing = wanted.filter(
    ({ name, value }) => typeof value === 'string' && name !== 'enable' && named(name) === null,
  );
  const added = missing.map(
    ({ name, value }): NewElement => ({ name: 'parameter', attributes: { name }, content: String(value) }),
  );
  return [
    ...wanted.flatMap(({ name, value }): Edit[] => {
      if (name === 'enable') return setAttribute(node, block, 'enable', 'true');
      const element = named(name);
      if (typeof value === 'string') return element === null ? [] : setContent(node, element, value);
      return listMembers(node, block, value);
    }),
    ...insertElements(node, block, added, parameters.at(-1) ?? null),
  ];
}

function example(enable: string, scheme: string): Record<string, string> {
  const axis2 = (host: string) => `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="${enable}">
    <parameter name="membershipScheme">${scheme}</parameter>
    <parameter name="domain">iam.prod</parameter>
    <parameter name="localMemberHost">${host}</parameter>
    <parameter name="localMemberPort">4000</parameter>
    <members>
      <member><hostName>10.0.0.11</hostName><port>4000</port></member>
      <member><hostName>10.0.0.12</hostName><port>4000</port></member>
    </members>
  </clustering>
</axisconfig>
`;
  return {
    '.wso2is-lint.yml': `clusters:
  production:
    nodes:
      is-1: { path: is-1, host: 10.0.0.11 }
      is-2: { path: is-2, host: 10.0.0.12 }
    expect: { membership: wka, domain: iam.prod }
`,
    'is-1/axis2.xml': axis2('10.0.0.11'),
    'is-2/axis2.xml': axis2('10.0.0.12'),
  };
}
