import { agentOf, isMisspelt, meantBy, PARAMETERS } from '../../cluster/agent.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

/** Without these a node has the defaults, and meets nobody who does not. */
const VITAL = ['domain', 'membershipScheme'];

export default defineRule({
  id: 'clustering-parameter-ignored',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a clustering parameter that the agent does not read',
  why: 'The agent asks for its parameters by name, letter by letter, and says nothing of those left over: the value written has no effect, and a misspelt one leaves the default in force. A misspelt domain or membership scheme is an error.',
  remedy:
    'Correct the spelling, or remove the parameter. Tribes reads `multicastBindAddress`, whatever the comment in its file says.',
  sources: [
    'HazelcastClusteringAgent and HazelcastConstants, carbon-kernel 4.4.40 (IS 5.8.0)',
    'TribesClusteringAgent, wso2-axis2 1.6.1-wso2v35',
  ],
  examples: {
    bad: { title: 'a capital letter too many', files: { 'axis2.xml': axis2('LocalMemberHost') } },
    good: { title: 'the name the agent reads', files: { 'axis2.xml': axis2('localMemberHost') } },
  },
  check(node, report) {
    const agent = agentOf(node);
    if (!isToldByAxis2(node) || node.clustering === null || agent === null || agent === 'other') return;
    const agentName = agent === 'hazelcast' ? 'Hazelcast' : 'Tribes';
    const left = node.clustering.parameters.filter(({ name }) => PARAMETERS[agent].leaves.includes(name));
    const [first] = left;
    if (first !== undefined) {
      const names = list([...new Set(left.map(({ name }) => name))], 8);
      const hint =
        agent === 'tribes'
          ? 'Tribes reads "multicastBindAddress".'
          : 'Such parameters belong to Tribes, the agent up to IS 4.1: remove them.';
      report({
        node,
        at: first,
        message: `${agentName} does not read ${names}: what is written there has no effect. ${hint}`,
      });
    }
    for (const parameter of node.clustering.parameters) {
      const meant = meantBy(node, parameter.name);
      if (meant === null) continue;
      const lost = VITAL.includes(meant) && isMisspelt(node, meant);
      const effect = lost ? 'takes the default, and does not meet nodes that have another' : 'leaves it unread';
      report({
        node,
        at: parameter,
        severity: lost ? 'error' : 'warning',
        message: `${agentName} knows no parameter ${quote(parameter.name)} and ${effect}. Did you mean ${quote(meant)}?`,
      });
    }
  },
});

function axis2(name: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="${name}">10.0.0.11</parameter>
  </clustering>
</axisconfig>
`;
}
