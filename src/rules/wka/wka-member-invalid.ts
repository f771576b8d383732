import { parseInteger } from '../../server/java.js';
import type { Member, NodeModel } from '../../server/model.js';
import { known, type Placed } from '../../server/setting.js';
import type { TomlTable } from '../../syntax/toml/tree.js';
import { quote, show } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { membersAsTexts } from '../fix-members-toml.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'wka-member-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a well-known member has no host name or no usable port',
  why: 'The server reads the list while it starts: a missing element is a NullPointerException, a port that is no number a NumberFormatException, and the server does not come up. In a deployment.toml each member is one string, split at its colons; anything but a string stops the server before that, even with clustering off.',
  remedy:
    'Give every `<member>` a `<hostName>` and a `<port>` from 1 to 65535; element names are case-sensitive. In a deployment.toml write `members = ["host:port", …]`.',
  noFix: 'which address or port is meant the files do not say',
  sources: [
    'ClusterBuilder.loadWellKnownMembers, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0)',
    "axis2.xml.j2 of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0): member.split(':')",
  ],
  examples: {
    bad: { title: 'no port', files: { 'axis2.xml': axis2('<hostName>10.0.0.12</hostName>') } },
    good: { title: 'host and port', files: { 'axis2.xml': axis2('<hostName>10.0.0.12</hostName><port>4000</port>') } },
  },
  check(node, report) {
    const [failure] = node.failures.filter(({ address }) => address === 'clustering/members');
    if (failure !== undefined && node.product === 'IS') {
      report({
        node,
        at: failure.span === null ? { ...failure, span: arrayHeader(node) } : failure,
        message: `[clustering] members holds something that is no string: the server fails with "${failure.error}" before it starts, even with clustering off. ${TOML_FORM}`,
        ...listThem(node),
      });
      return;
    }
    if (node.clustering?.enabled !== true) return;
    for (const member of node.clustering.members) {
      const problem = node.era === 'toml' ? tomlProblem(node, member) : problemOf(member);
      if (problem === null) continue;
      const form = node.era === 'toml' ? TOML_FORM : 'Every <member> needs a <hostName> and a <port> from 1 to 65535.';
      report({ node, at: problem.at, message: `${problem.text} ${form}`, ...listThem(node) });
    }
  },
});

/** `[[clustering.members]]`, the first. */
function arrayHeader({ toml }: NodeModel): Placed['span'] {
  const path = 'clustering.members';
  const isIt = (table: TomlTable) => table.kind === 'array' && table.path.map(({ text }) => text).join('.') === path;
  return toml?.tree.tables.find(isIt)?.span ?? null;
}

/** Where each member says its host and port, only in another form. */
function listThem(node: NodeModel): { readonly fix?: Fix } {
  return fixWith('Write the members as ["host:port", …]', 'safe', membersAsTexts(node));
}

interface Problem {
  readonly at: Placed;
  readonly text: string;
}

const TOML_FORM = 'Write members = ["host:port", …], with a port from 1 to 65535.';

function tomlProblem({ toml }: NodeModel, { hostName, port, span, file, address }: Member): Problem | null {
  if (hostName?.origin !== 'explicit' || port === null || toml === null) return null;
  const fails = 'the server fails with a NumberFormatException while it starts';
  // The key it stands in may be a reference to another.
  const written = span === null ? '' : span.document.text.slice(span.start, span.end);
  const whole = written.includes(hostName.text) ? written : `${hostName.text}:${port.text}`;
  const at = { file, span, address };
  const member = `The well-known member ${quote(whole)}`;
  const text = known(port);
  if (text === null || hostName.kind === 'template') return null;
  if (/^\[|:.*:.*:|::/.test(whole.trim()) && !whole.includes(',')) {
    return {
      at,
      text: `${member} is an IPv6 address, which is cut at its first colons (host ${show(hostName)}, port ${show(port)}): ${fails}. Use a host name or an IPv4 address.`,
    };
  }
  if (known(hostName) === '') return { at, text: `${member} has no host: it names no server.` };
  if (text === '') return { at, text: `${member} has no port: ${fails}.` };
  const number = parseInteger(text);
  if (number === null) {
    const list = whole.includes(',') ? ' Each member is a string of its own.' : '';
    return { at, text: `${member} has the port ${quote(text)}, which is none: ${fails}.${list}` };
  }
  if (number >= 1 && number <= 65535) return null;
  return { at, text: `${member} has the port ${quote(text)}, which is none: no server can listen there.` };
}

function problemOf(member: Member): Problem | null {
  const { hostName, port } = member;
  const fails = 'the server fails with a';
  if (hostName === null) {
    const which = port === null ? 'A well-known member' : `The well-known member with port ${quote(port)}`;
    return { at: member, text: `${which} has no <hostName>: ${fails} NullPointerException while it starts.` };
  }
  if (port === null) {
    const text = `The well-known member ${quote(hostName)} has no <port>: ${fails} NullPointerException while it starts.`;
    return { at: member, text };
  }
  if (known(hostName) === '') {
    return {
      at: hostName,
      text: `A well-known member has an empty <hostName> (port ${show(port)}): it names no server.`,
    };
  }
  const text = known(port);
  if (text === null) return null;
  const number = parseInteger(text);
  if (number !== null && number >= 1 && number <= 65535) return null;
  const why = number === null ? `${fails} NumberFormatException while it starts` : 'no server can listen there';
  return {
    at: port,
    text: `The well-known member ${quote(hostName)} has the port ${quote(port)}, which is none: ${why}.`,
  };
}

function axis2(member: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">wka</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <members><member>${member}</member></members>
  </clustering>
</axisconfig>
`;
}
