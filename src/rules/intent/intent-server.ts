import { type ExpectedNode, expectationOf } from '../../cluster/expectation.js';
import { integer } from '../../cluster/ports.js';
import type { Setting } from '../../server/setting.js';
import { child } from '../../syntax/xml/query.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { setKeys } from '../fix-toml.js';
import { insertElement, setValue } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'intent-server',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'host name or port offset of a node are not what `expect` and `host` in the configuration say',
  why: 'Users reach the cluster by one name, and nodes on one machine need ports of their own: with another name redirects and tokens lead elsewhere, with equal ports the second node does not start.',
  remedy: 'Let `--fix` write them, or change the configuration.',
  sources: ['WSO2 Clustering Guide, "Clustering Identity Server", step 7; docs-is deploy/change-the-hostname'],
  examples: {
    bad: { title: 'the stock name', files: example('localhost') },
    good: { title: 'as expected', files: example('iam.example.com') },
  },
  check(cluster, report) {
    const expectation = expectationOf(cluster);
    for (const expected of expectation?.nodes ?? []) {
      const { node } = expected;
      if (node.server === null) continue;
      const wanted = wantedOf(expected, expectation?.intent.hostName ?? null);
      const [first] = wanted;
      if (first === undefined) continue;
      report({
        node,
        at: first.has ?? node.server,
        address: 'server',
        message: `The configuration expects of ${node.name}: ${list(wanted.map(({ text }) => text))}. Write it (--fix does), or change the configuration.`,
        ...fixWith(
          `Give ${node.name} the expected ${list(wanted.map(({ name }) => name))}`,
          'safe',
          editsOf(expected, wanted),
        ),
      });
    }
  },
});

interface Wanted {
  readonly name: string;
  readonly key: string;
  readonly value: string;
  readonly has: Setting | null;
  readonly text: string;
}

function wantedOf({ node, offset }: ExpectedNode, hostName: string | null): Wanted[] {
  const { server } = node;
  const one = (name: string, key: string, value: string | null, has: Setting | null): Wanted[] =>
    value === null || has?.text.trim() === value || (has !== null && has.kind !== 'literal')
      ? []
      : [{ name, key, value, has, text: `${name} ${quote(value)} (it is ${has === null ? 'not set' : quote(has)})` }];
  const current = integer(server?.offset ?? null) ?? 0;
  // The management console follows the host name where it has no key of its own.
  const mgt = node.era === 'xml' ? one('management host name', '', hostName, server?.mgtHostName ?? null) : [];
  return [
    ...one('host name', 'hostname', hostName, server?.hostName ?? null),
    ...(server?.mgtHostName === null ? [] : mgt),
    ...(offset === null || offset === current
      ? []
      : one('port offset', 'offset', String(offset), server?.offset ?? null)),
  ];
}

function editsOf({ node }: ExpectedNode, wanted: readonly Wanted[]): Edit[] {
  if (node.toml !== null) {
    const value = ({ key, value: text }: Wanted): string | number => (key === 'offset' ? Number(text) : text);
    return setKeys(node, node.toml, 'server', Object.fromEntries(wanted.map((one) => [one.key, value(one)])));
  }
  const root = node.files.find(({ role }) => role === 'carbon')?.document.xml().root ?? null;
  return wanted.flatMap(({ name, value, has }) => {
    if (has !== null) return setValue(node, has, value);
    if (root === null || name !== 'host name') return [];
    // Where the stock file has it, in a comment.
    const before = child(root, 'Version') ?? child(root, 'ServerKey') ?? root.children.at(-1) ?? null;
    return insertElement(node, root, { name: 'HostName', content: value }, before);
  });
}

function example(hostName: string): Record<string, string> {
  const carbon = `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>IS</ServerKey>
  <HostName>${hostName}</HostName>
  <Ports><Offset>0</Offset></Ports>
</Server>
`;
  return {
    '.wso2is-lint.yml': `clusters:
  production:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    expect: { hostName: iam.example.com }
`,
    'is-1/carbon.xml': carbon,
    'is-2/carbon.xml': carbon,
  };
}
