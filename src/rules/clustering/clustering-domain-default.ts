import { domainOf, isToldByAxis2, NO_DOMAIN } from '../../cluster/clustering.js';
import { termOf } from '../../cluster/clustering-words.js';
import { list, quote } from '../../text/message.js';
import { defineRule } from '../rule.js';

/** Of the stock axis2.xml, and of an axis2.xml without a domain. */
const DEFAULTS = ['wso2.carbon.domain', NO_DOMAIN];

export default defineRule({
  id: 'clustering-domain-default',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the cluster keeps the default clustering domain',
  why: 'Every WSO2 server that nobody gave a domain of its own has the same one: two such clusters that can reach each other (by multicast of themselves) become one, and fail with class-not-found and version errors.',
  remedy: 'Choose a domain for this cluster, such as `iam.prod`, and set it on every node.',
  noFix: 'the name is yours to choose: put it under expect in .wso2is-lint.yml',
  sources: [
    'stock axis2.xml of IS 4.5.0 to 5.8.0: wso2.carbon.domain; without the parameter apache.axis2.domain',
    'wso2/product-is#1710; dev@wso2 msg50038: a node joins foreign nodes',
  ],
  examples: {
    bad: {
      title: 'the domain of the stock file',
      files: { 'is-1/axis2.xml': axis2('wso2.carbon.domain'), 'is-2/axis2.xml': axis2('wso2.carbon.domain') },
    },
    good: {
      title: 'a domain of its own',
      files: { 'is-1/axis2.xml': axis2('iam.prod'), 'is-2/axis2.xml': axis2('iam.prod') },
    },
  },
  check(cluster, report) {
    const judged = cluster.nodes.filter(isToldByAxis2);
    const domains = new Set(judged.map(domainOf));
    // Where nodes differ, clustering-domain-mismatch says so; where one is not known, it may differ.
    const domain = DEFAULTS.find((each) => domains.size === 1 && domains.has(each));
    if (domain === undefined) return;
    const places = judged
      .flatMap((node) => (node.clustering === null ? [] : [{ node, at: node.clustering.domain ?? node.clustering }]))
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = places;
    if (first === undefined) return;
    const names = list(places.map(({ node }) => node.name));
    const none = judged.every(
      ({ clustering }) => (clustering?.domain ?? null) === null || clustering?.domain?.origin === 'default',
    );
    const set = termOf(first.node, 'domain');
    const has = `${names} ${places.length === 1 ? 'has' : 'have'} ${none ? 'no clustering domain, which means' : 'the clustering domain'}`;
    report({
      ...first,
      address: 'clustering/domain',
      message: `${has} ${quote(domain)}, the default of every WSO2 server: another cluster with it in reach joins this one. Give the cluster a domain of its own (${set}), the same on every node.`,
      related: others.map(({ node, at }) => ({
        node,
        at,
        message: `${list([node.name])} has the default domain, too`,
      })),
    });
  },
});

function axis2(domain: string): string {
  return `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
    <parameter name="domain">${domain}</parameter>
  </clustering>
</axisconfig>
`;
}
