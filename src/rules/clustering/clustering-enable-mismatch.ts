import { type Disagreement, disagreement } from '../../cluster/agreement.js';
import { usesBroker } from '../../cluster/broker.js';
import type { Cluster } from '../../cluster/cluster.js';
import { isEnableInvalid, keysWithoutScheme } from '../../cluster/clustering.js';
import { switchOn } from '../../cluster/clustering-words.js';
import { isReadAsEmpty } from '../../cluster/namespaces.js';
import { tellsAbsence } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { copyFix, fixWith, wantedOf } from '../fix.js';
import { joinAs } from '../fix-clustering.js';
import { defineRule, type Report } from '../rule.js';

export default defineRule({
  id: 'clustering-enable-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'clustering is on for some nodes of a cluster and off for others',
  why: 'A node with clustering off logs "Clustering has been disabled", starts, and never joins the others: it gets no invalidation and sends none.',
  remedy:
    'Set `enable="true"` on `<clustering>` in axis2.xml of every node. No `enable` attribute means on, no `<clustering>` element means off. In a deployment.toml only `membership_scheme` switches it on.',
  noFix: 'the nodes that are off lack what they would join with, or the reference is off',
  sources: [
    'ClusterBuilder, wso2-axis2 1.6.1-wso2v35 (IS 5.8.0)',
    'axis2.xml.j2 of carbon-kernel 4.5.1 to 4.12.34 (IS 5.9.0 to 7.3.0): on exactly when membership_scheme is defined',
    'WSO2 IS docs, deployment pattern 1: enable clustering on both nodes',
  ],
  examples: {
    bad: { title: 'off on one node', files: { 'is-1/axis2.xml': axis2('true'), 'is-2/axis2.xml': axis2('false') } },
    good: { title: 'on for both', files: { 'is-1/axis2.xml': axis2('true'), 'is-2/axis2.xml': axis2('true') } },
  },
  check(cluster, report) {
    // With a broker one node of each data centre may be left out of Hazelcast.
    if (cluster.nodes.some((node) => usesBroker(node) !== 'no')) return;
    // A deployment.toml that says something of clustering and lacks the scheme is told by clustering-scheme-missing.
    const judged = cluster.nodes.filter(
      (node) => !isEnableInvalid(node) && !isReadAsEmpty(node, 'axis2') && keysWithoutScheme(node).length === 0,
    );
    const found = disagreement(judged, {
      noun: 'clustering',
      of: (node) => {
        const { clustering } = node;
        if (clustering === null || (clustering.enabled === false && !tellsAbsence(node))) return null;
        const { enabled, enable, present } = clustering;
        const absent = present ? 'on (no enable attribute)' : 'off (no <clustering> element)';
        const shown = enable === null ? absent : enabled === true ? 'on' : 'off';
        return { value: enabled, at: enable === null || enable.span === null ? clustering : enable, shown };
      },
    });
    if (found === null) return;
    const names = (enabled: boolean) =>
      list(judged.filter((node) => node.clustering?.enabled === enabled).map((node) => node.name));
    report({
      ...found.place,
      address: 'clustering/@enable',
      message: `Clustering is off on ${names(false)} and on for ${names(true)}: a node with clustering off starts without a complaint and never joins, so its caches and sessions go stale. ${switchOn(found.place.node)} of every node.`,
      ...fixOf(cluster, found),
    });
  },
});

/** Switches on what the reference or the majority has on, where nothing else keeps the others from joining. */
function fixOf(cluster: Cluster, found: Disagreement<boolean>): Pick<Report, 'fix' | 'noFix'> {
  const wanted = wantedOf(cluster, found);
  const off = found.answers.filter(({ value }) => value === false).map(({ node }) => node);
  if (wanted === null) return copyFix(cluster, found, { noun: 'clustering' });
  if (wanted.value !== true) return {};
  if (off.every(({ era }) => era === 'xml')) {
    return off.every((node) => joins(node, wanted.node)) ? copyFix(cluster, found, { noun: 'clustering' }) : {};
  }
  const edits = off.map((node) => joinAs(node, wanted.node));
  const title = `Let ${list(off.map(({ name }) => name))} join as ${wanted.node.name} does`;
  return edits.some((each) => each.length === 0) ? {} : fixWith(title, 'unsafe', edits.flat());
}

function joins({ clustering: a }: NodeModel, { clustering: b }: NodeModel): boolean {
  const pairs = [
    [a?.class, b?.class],
    [a?.domain, b?.domain],
    [a?.membershipScheme, b?.membershipScheme],
  ] as const;
  return pairs.every(([own, other]) => known(own ?? null) === known(other ?? null) && known(own ?? null) !== null);
}

function axis2(enable: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="${enable}">
    <parameter name="domain">iam.example.com</parameter>
  </clustering>
</axisconfig>
`;
}
