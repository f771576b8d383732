import { parseInteger } from '../../server/java.js';
import type { Member } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { quote, show } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'wka-member-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a well-known member has no host name or no usable port',
  why: 'The server reads the list while it starts: a missing element is a NullPointerException, a port that is no number a NumberFormatException, and the server does not come up.',
  remedy: 'Give every `<member>` a `<hostName>` and a `<port>` from 1 to 65535. Element names are case-sensitive.',
  sources: ['ClusterBuilder.loadWellKnownMembers, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0)'],
  examples: {
    bad: { title: 'no port', files: { 'axis2.xml': axis2('<hostName>10.0.0.12</hostName>') } },
    good: { title: 'host and port', files: { 'axis2.xml': axis2('<hostName>10.0.0.12</hostName><port>4000</port>') } },
  },
  check(node, report) {
    if (node.clustering?.enabled !== true) return;
    for (const member of node.clustering.members) {
      const problem = problemOf(member);
      if (problem === null) continue;
      report({
        node,
        at: problem.at,
        message: `${problem.text} Every <member> needs a <hostName> and a <port> from 1 to 65535.`,
      });
    }
  },
});

function problemOf(
  member: Member,
): { readonly at: Member | NonNullable<Member['port']>; readonly text: string } | null {
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
