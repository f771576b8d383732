import { KUBERNETES_CLASS } from '../../cluster/agent.js';
import { isSchemeKnown, isToldByAxis2, schemesOf } from '../../cluster/clustering.js';
import { activeScheme, agentOf } from '../../cluster/membership.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { fixWith, setSetting } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { defineRule, type Fix } from '../rule.js';

export default defineRule({
  id: 'clustering-scheme-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the membership scheme is none that the clustering agent knows',
  why: 'Hazelcast stops with "Invalid membership scheme \'X\'. Supported schemes are multicast, wka & aws" and the server never opens its HTTP ports; up to IS 5.6 it hangs without a word. The scheme is case-sensitive.',
  remedy:
    'Use `multicast`, `wka` or `aws` (Tribes: `multicast` or `wka`), or add `membershipSchemeClassName` for any other. In a deployment.toml `aws-ecs` and, from IS 6.0 on, `kubernetes` need no class either.',
  sources: [
    'HazelcastClusteringAgent.configureMembershipScheme, carbon-kernel 4.4.40 (IS 5.8.0)',
    'HazelcastClusteringAgent, carbon-kernel 4.6.1 and 4.7.1 (IS 5.11.0, 6.0.0): aws-ecs, kubernetes',
    'carbon-kernel pull request 1804: the silent hang before 4.4.33',
  ],
  examples: {
    bad: { title: 'capital letters', files: { 'axis2.xml': axis2('WKA') } },
    good: { title: 'as the server compares it', files: { 'axis2.xml': axis2('wka') } },
  },
  check(node, report) {
    const setting = node.clustering?.membershipScheme ?? null;
    const agent = agentOf(node);
    if (setting === null || agent === null || agent === 'other') return;
    if (!isToldByAxis2(node) || isSchemeKnown(node) !== 'no') return;
    const schemes = schemesOf(node);
    const scheme = activeScheme(node) ?? '';
    const cluster = agent === 'hazelcast' ? 'Hazelcast' : 'Tribes';
    const means = didYouMean(scheme, schemes);
    const custom =
      agent === 'hazelcast' && means === ''
        ? ` Any other scheme needs ${node.era === 'toml' ? 'properties.' : ''}membershipSchemeClassName${scheme.toLowerCase() === 'kubernetes' ? ` (${KUBERNETES_CLASS})` : ''}.`
        : '';
    report({
      node,
      at: setting,
      message: `The membership scheme ${quote(setting)} is none that ${cluster} knows (${list(schemes)}, letter by letter): clustering fails${agent === 'hazelcast' ? ` with "Invalid membership scheme" and the server does not come up` : ' and the node joins nobody'}.${means}${custom}`,
      ...fixOf(node, setting, scheme),
    });
  },
});

function fixOf(node: NodeModel, setting: Setting, scheme: string): { readonly fix?: Fix } {
  const meant = nearest(scheme, schemesOf(node));
  if (meant !== null) return fixWith(`Write the membership scheme ${meant}`, 'safe', setSetting(node, setting, meant));
  if (scheme !== 'kubernetes' || agentOf(node) !== 'hazelcast') return {};
  // Whether the jar of the add-on is there, no file tells.
  const name = 'membershipSchemeClassName';
  return fixWith(`Add ${name} of Kubernetes`, 'unsafe', setParameter(node, name, KUBERNETES_CLASS));
}

function axis2(scheme: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">${scheme}</parameter>
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
