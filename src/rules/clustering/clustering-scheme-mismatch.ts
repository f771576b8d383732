import { type Answered, disagreement } from '../../cluster/agreement.js';
import { isSchemeKnown, isToldByAxis2, nodesWithoutScheme, ownMembers } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import { activeScheme } from '../../cluster/membership.js';
import { quote } from '../../text/message.js';
import { copyFix, wantedOf } from '../fix.js';
import { setParameter } from '../fix-clustering.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-scheme-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster use different membership schemes',
  why: 'Each scheme looks for peers in its own way: a multicast node does not answer on the list of a WKA node, so each forms a cluster of its own, and neither says so in its log.',
  remedy: 'Give every node the same `membershipScheme` in axis2.xml, or `membership_scheme` in deployment.toml.',
  sources: [
    'HazelcastClusteringAgent, carbon-kernel 4.4.40 (IS 5.8.0): one join mechanism is enabled, the others are disabled',
    'WSO2 IS docs, deployment pattern 1',
  ],
  examples: {
    bad: {
      title: 'multicast on one node, wka on the other',
      files: { 'is-1/axis2.xml': axis2('multicast'), 'is-2/axis2.xml': axis2('wka') },
    },
    good: {
      title: 'wka on both',
      files: { 'is-1/axis2.xml': axis2('wka'), 'is-2/axis2.xml': axis2('wka') },
    },
  },
  check(cluster, report) {
    // A missing and an unknown scheme have rules of their own.
    const missing = nodesWithoutScheme(cluster.nodes);
    const judged = cluster.nodes.filter(
      (node) => isToldByAxis2(node) && !missing.includes(node) && isSchemeKnown(node) !== 'no',
    );
    const found = disagreement(judged, {
      noun: 'membership scheme',
      of: (node) => {
        const value = activeScheme(node);
        const setting = node.clustering?.membershipScheme ?? null;
        const at = setting ?? node.clustering;
        const shown = setting === null ? 'none (so "multicast")' : quote(setting);
        return at === null ? null : { value, at, shown };
      },
    });
    if (found === null) return;
    report({
      ...found.place,
      address: 'clustering/membershipScheme',
      message: `${found.text}: they look for each other in different ways and never meet, so they share no caches, sessions or invalidations. Give every node the same ${termOf(found.place.node, 'membershipScheme')}.`,
      ...(isEnough(wantedOf(cluster, found), found.answers) &&
        copyFix(cluster, found, {
          noun: 'membership scheme',
          add: (node, { text }) => setParameter(node, 'membershipScheme', text),
        })),
    });
  },
});

/** Would the name of the scheme be all that the others lack? Those of platforms need parameters, wka needs members. */
function isEnough(wanted: Answered<string> | null, answers: readonly Answered<string>[]): boolean {
  if (wanted === null || wanted.value === 'multicast') return true;
  const others = answers.filter(({ value }) => value !== wanted.value);
  return wanted.value === 'wka' && others.every(({ node }) => ownMembers(node).length > 0);
}

function axis2(scheme: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="membershipScheme">${scheme}</parameter>
    <parameter name="domain">iam.example.com</parameter>
    <members>
      <member><hostName>10.0.0.11</hostName><port>4000</port></member>
      <member><hostName>10.0.0.12</hostName><port>4000</port></member>
    </members>
  </clustering>
</axisconfig>
`;
}
