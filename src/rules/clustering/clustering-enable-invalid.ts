import { isEnableInvalid } from '../../cluster/clustering.js';
import { quote } from '../../text/message.js';
import { didYouMean, nearest } from '../../text/nearest.js';
import { fixWith } from '../fix.js';
import { clusteringElement } from '../fix-clustering.js';
import { setAttribute } from '../fix-xml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-enable-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the enable attribute of clustering is neither true nor false',
  why: 'Everything but "true" (in any case) is false to the server: it logs "Clustering has been disabled", starts, and never joins its peers.',
  remedy: 'Write `enable="true"` to switch clustering on, `enable="false"` to switch it off.',
  sources: ['ClusterBuilder, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0): Boolean.parseBoolean of the trimmed attribute'],
  examples: {
    bad: { title: 'yes means no', files: { 'axis2.xml': axis2('yes') } },
    good: { title: 'true, in any case', files: { 'axis2.xml': axis2('True') } },
  },
  check(node, report) {
    const enable = node.clustering?.enable ?? null;
    if (enable === null || !isEnableInvalid(node)) return;
    const isYes = ['yes', 'on', '1', 'y', 't', 'enabled', 'enable'].includes(enable.text.trim().toLowerCase());
    const element = clusteringElement(node);
    const isMeant = element !== null && (isYes || nearest(enable.text, ['true', 'false']) === 'true');
    const hint = isYes ? ' Write enable="true".' : didYouMean(enable.text, ['true', 'false']);
    report({
      node,
      at: enable,
      message: `Clustering has enable=${quote(enable)}, which the server silently reads as false ("Clustering has been disabled"): the node starts and never joins its cluster. Only "true" switches clustering on.${hint}`,
      ...fixWith('Write enable="true"', 'safe', isMeant ? setAttribute(node, element, 'enable', 'true') : []),
    });
  },
});

function axis2(enable: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="${enable}">
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
