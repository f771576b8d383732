import { isToldByAxis2 } from '../../cluster/clustering.js';
import { activeScheme } from '../../cluster/membership.js';
import type { NodeModel } from '../../server/model.js';
import { quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-parameter-placeholder',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'a clustering parameter holds a placeholder that the server does not replace',
  why: 'Up to IS 5.8 nothing replaces `${…}` in the parameters of `<clustering>` (only in the hosts and ports of members): the server takes it letter by letter as the domain or the host, and a port fails with a NumberFormatException.',
  remedy: 'Write the value itself, or let a tool fill it in before the server starts.',
  noFix: 'what belongs there the files do not say',
  sources: [
    'DescriptionBuilder.processParameters, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0): parameters are taken as they are',
  ],
  examples: {
    bad: { title: 'a system property as the host', files: { 'axis2.xml': axis2('${local.ip}') } },
    good: { title: 'the address itself', files: { 'axis2.xml': axis2('10.0.0.11') } },
  },
  check(node, report) {
    // From IS 5.10 on the server does replace them.
    if (node.era === 'toml') return;
    if (!isToldByAxis2(node) || node.clustering === null || isFilledIn(node)) return;
    // Other products moved on to an axis2 that does replace them.
    if (node.product !== null && node.product !== 'IS') return;
    const { domain, localMemberHost, localMemberPort } = node.clustering;
    const scheme = activeScheme(node);
    // Schemes of a platform overwrite the host at start.
    const host = scheme === 'wka' || scheme === 'multicast' ? localMemberHost : null;
    for (const [name, setting] of [
      ['domain', domain],
      ['localMemberHost', host],
      ['localMemberPort', localMemberPort],
    ] as const) {
      if (setting?.kind !== 'placeholder' || !setting.text.includes('${')) continue;
      const becomes =
        name === 'localMemberPort'
          ? 'and fails with a NumberFormatException'
          : name === 'domain'
            ? 'as the name of the cluster'
            : 'as the address peers connect to';
      report({
        node,
        at: setting,
        message: `${name} is ${quote(setting)}, but up to IS 5.8 nothing replaces placeholders there: the server takes the text as it stands ${becomes}. Write the value itself, or fill it in before the server starts.`,
      });
    }
  },
});

/** A start script beside the node that replaces the placeholders before the server reads them. */
function isFilledIn({ files }: NodeModel): boolean {
  return files.some(
    ({ role, document }) =>
      role === 'script' && /\b(?:envsubst|confd|gomplate|dockerize)\b|\bsed\b.*\baxis2/.test(document.text),
  );
}

function axis2(host: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">iam.example.com</parameter>
    <parameter name="localMemberHost">${host}</parameter>
  </clustering>
</axisconfig>
`;
}
