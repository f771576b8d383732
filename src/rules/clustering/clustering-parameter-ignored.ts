import { isToldByAxis2 } from '../../cluster/clustering.js';
import { agentOf } from '../../cluster/membership.js';
import { list, quote } from '../../text/message.js';
import { nearest } from '../../text/nearest.js';
import { defineRule } from '../rule.js';

const COMMON =
  'domain membershipScheme membershipSchemeClassName localMemberHost localMemberPort properties isActive AvoidInitiation mcastAddress mcastPort';
/** What each agent reads, and what it leaves although the other one (or the comment in the stock file) has it. */
const AGENTS = {
  hazelcast: {
    name: 'Hazelcast',
    reads: words(
      `${COMMON} licenseKey mgtCenterURL groupPassword localMemberIdentifier hazelcastSerializers mcastTimeout mcastTTL connTimeout accessKey secretKey iamRole securityGroup hostHeader region tagKey tagValue`,
    ),
    leaves: words(
      'localMemberBindAddress localMemberBindPort mcastBindAddress mcastFrequency memberDropTime maxRetries synchronizeAll',
    ),
  },
  tribes: {
    name: 'Tribes',
    reads: words(
      `${COMMON} localMemberBindAddress localMemberBindPort multicastBindAddress mcastFrequency memberDropTime maxRetries synchronizeAll preserveMessageOrder atmostOnceMessageSemantics`,
    ),
    leaves: words('mcastBindAddress'),
  },
} as const;

export default defineRule({
  id: 'clustering-parameter-ignored',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a clustering parameter that the agent does not read',
  why: 'The agent asks for its parameters by name, letter by letter, and says nothing of those left over: the value written has no effect, and a misspelt one leaves the default in force.',
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
    const { name: agentName, reads, leaves } = AGENTS[agent];
    const { parameters, membershipSchemeClassName } = node.clustering;
    const left = parameters.filter(({ name }) => leaves.includes(name));
    const [first] = left;
    if (first !== undefined) {
      const names = list([...new Set(left.map(({ name }) => name))], 8);
      const hint =
        agent === 'tribes'
          ? ' Tribes reads "multicastBindAddress".'
          : ' They belong to Tribes, the agent up to IS 4.1: remove them.';
      report({
        node,
        at: first,
        message: `${agentName} does not read ${names}: what is written there has no effect.${hint}`,
      });
    }
    for (const parameter of parameters) {
      const { name } = parameter;
      if (reads.includes(name) || leaves.includes(name)) continue;
      const meant = nearest(name, reads);
      // A scheme class of one's own may read parameters of its own.
      const sure =
        meant !== null && (membershipSchemeClassName === null || meant.toLowerCase() === name.trim().toLowerCase());
      if (!sure) continue;
      report({
        node,
        at: parameter,
        message: `${agentName} does not read the parameter ${quote(name)}, and what is written there has no effect. Did you mean ${quote(meant)}?`,
      });
    }
  },
});

function words(text: string): readonly string[] {
  return text.split(' ');
}

function axis2(name: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="${name}">10.0.0.11</parameter>
  </clustering>
</axisconfig>
`;
}
