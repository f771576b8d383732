import { agentOf, isMisspelt, meantBy, PARAMETERS } from '../../cluster/agent.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import type { WrittenKey } from '../../server/toml/flatten.js';
import { compareVersions, formatVersion } from '../../server/version.js';
import { list, quote } from '../../text/message.js';
import { fixWith } from '../fix.js';
import { parameterElement } from '../fix-clustering.js';
import { removeKey, renameKey } from '../fix-toml.js';
import { setAttribute } from '../fix-xml.js';
import { defineRule, type Edit } from '../rule.js';

/** Without these a node has the defaults, and meets nobody who does not. */
const VITAL = ['domain', 'membershipScheme'];

export default defineRule({
  id: 'clustering-parameter-ignored',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a clustering parameter that the agent does not read',
  why: 'The agent asks for its parameters by name, letter by letter, and says nothing of those left over: the value written has no effect, and a misspelt one leaves the default in force. A misspelt domain or membership scheme is an error; a group password, which no server uses from IS 6.0 on, an info.',
  remedy:
    'Correct the spelling, or remove the parameter. Tribes reads `multicastBindAddress`, whatever the comment in its file says.',
  sources: [
    'HazelcastClusteringAgent and HazelcastConstants, carbon-kernel 4.4.40 (IS 5.8.0)',
    'TribesClusteringAgent, wso2-axis2 1.6.1-wso2v35',
    'HazelcastClusteringAgent, carbon-kernel 4.7.1 (IS 6.0.0): groupPassword is read and not used',
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
    const password = ignoredPassword(node);
    if (password !== null) {
      report({
        node,
        at: password,
        severity: 'info',
        message: `The group password under [clustering] is not used by ${versionOf(node)}: from IS 6.0 on (Hazelcast 4) the domain alone decides who may join. Do not rely on it, and remove it.`,
        ...fixWith(
          'Remove the group password',
          'unsafe',
          writtenAs(node, 'groupPassword').flatMap((key) => removeKey(node, key)),
        ),
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
        ...fixWith(`Write the parameter ${meant}`, 'safe', rename(node, parameter.name, meant)),
      });
    }
  },
});

/** Hazelcast has no group password from version 4 on, which came with IS 6.0. */
function ignoredPassword({ era, product, version, clustering }: NodeModel): Setting | null {
  if (era === 'xml' || product !== 'IS' || version === null || compareVersions(version.min, [6, 0, 0]) < 0) return null;
  return clustering?.groupPassword ?? null;
}

/** Nothing where another has or means the name, too: which of the two is meant is not known. */
function rename(node: NodeModel, name: string, meant: string): Edit[] {
  const same = node.clustering?.parameters.filter(
    (other) => meantBy(node, other.name) === meant || (other.name === meant && other.origin === 'explicit'),
  );
  if (same?.length !== 1) return [];
  if (node.toml !== null) {
    const [key, ...more] = writtenAs(node, name);
    return key === undefined || more.length > 0 ? [] : renameKey(node, key, meant);
  }
  const element = parameterElement(node, name);
  return element === null ? [] : setAttribute(node, element, 'name', meant);
}

function writtenAs({ toml }: NodeModel, name: string): readonly WrittenKey[] {
  return toml?.written.filter(({ key }) => key === `clustering.properties.${name}`) ?? [];
}

function versionOf({ version }: NodeModel): string {
  if (version === null) return 'this server';
  const [min, max] = [formatVersion(version.min), formatVersion(version.max)];
  return min === max ? `IS ${min}` : `IS ${min} to ${max}`;
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
