import { disagreement, held, type Question } from '../../cluster/agreement.js';
import type { Cluster } from '../../cluster/cluster.js';
import { sourceOf } from '../../cluster/clustering-words.js';
import { agentOf, membershipSource } from '../../cluster/membership.js';
import type { HazelcastXml, NodeModel } from '../../server/model.js';
import type { Placed } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'hazelcast-xml-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'hazelcast.xml is on some nodes only, or names different groups or ways to join',
  why: 'A node with `conf/etc/hazelcast.xml` takes its group and its peers from there and leaves axis2.xml aside; one without takes them from axis2.xml. With different groups, passwords or joins the nodes never meet.',
  remedy:
    'Put the same hazelcast.xml on every node, or on none. Group name, group password and the enabled join must be equal; addresses may differ.',
  noFix: 'which of the files is meant only you know',
  sources: [
    'HazelcastClusteringAgent.getConfigMode, carbon-kernel 4.4.40 (IS 5.8.0)',
    'Hazelcast 3.5 reference: group and join; the group is dev when none is named',
  ],
  examples: {
    bad: { title: 'two groups', files: { ...node('is-1', 'iam'), ...node('is-2', 'dev') } },
    good: { title: 'one group', files: { ...node('is-1', 'iam'), ...node('is-2', 'iam') } },
  },
  check(cluster, report) {
    const enabled = cluster.nodes.filter(
      (each) => each.clustering?.enabled === true && agentOf(each) === 'hazelcast' && each.version !== null,
    );
    const presence = disagreement(enabled, {
      noun: 'hazelcast.xml',
      of: (each) => {
        const source = membershipSource(each);
        const xml = source === 'hazelcast-xml' ? each.hazelcast.xml : null;
        if (xml !== null) return { value: true, at: xml, shown: 'there' };
        // A file that -Dhazelcast.config names is not seen here.
        const at: Placed | null = each.clustering;
        return source !== 'axis2' || at === null ? null : { value: false, at, shown: 'none' };
      },
    });
    const names = (source: 'axis2' | 'hazelcast-xml') =>
      list(
        enabled
          .filter((each) => membershipSource(each) === source && (source === 'axis2' || each.hazelcast.xml !== null))
          .map((each) => each.name),
      );
    if (presence !== null) {
      report({
        ...presence.place,
        address: 'hazelcast',
        message: `hazelcast.xml is on ${names('hazelcast-xml')} and not on ${names('axis2')}: with it a node takes group and peers from there, without it from ${sourceOf(presence.place.node)}, and the two kinds do not meet. Put the same hazelcast.xml on every node, or on none.`,
      });
    }
    for (const { name, question } of questions()) {
      const found = disagreement(withFile(cluster, enabled), question);
      if (found === null) continue;
      report({
        ...found.place,
        address: `hazelcast/${name}`,
        message: `${found.text} in hazelcast.xml: these nodes never form one cluster, and share no caches, sessions or invalidations. Make it the same on every node.`,
      });
    }
  },
});

function withFile(cluster: Cluster, enabled: readonly NodeModel[]): readonly NodeModel[] {
  return cluster.nodes.filter((each) => enabled.includes(each) && membershipSource(each) === 'hazelcast-xml');
}

function questions(): readonly { readonly name: string; readonly question: Question<string> }[] {
  const setting = (name: 'groupName' | 'groupPassword', noun: string, fallback: string) => ({
    name,
    question: {
      noun,
      of: ({ hazelcast: { xml } }: NodeModel) =>
        xml === null ? null : held(xml[name], { absent: { value: fallback, at: xml } }),
    },
  });
  return [
    setting('groupName', 'group name', 'dev'),
    setting('groupPassword', 'group password', 'dev-pass'),
    { name: 'join', question: { noun: 'join', of: ({ hazelcast: { xml } }) => (xml === null ? null : joinOf(xml)) } },
  ];
}

/** The enabled ways to join; null where none is, which may be a default. */
function joinOf(xml: HazelcastXml) {
  const on = xml.joins.filter((join) => join.enabled);
  const [first] = on;
  if (first === undefined) return null;
  const value = [...new Set(on.map(({ kind }) => kind))].sort().join(' and ');
  return { value, at: first.at, shown: value };
}

function node(name: string, group: string): Readonly<Record<string, string>> {
  return {
    [`${name}/carbon.xml`]: `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <Name>WSO2 Identity Server</Name><ServerKey>IS</ServerKey><Version>5.7.0</Version>
</Server>
`,
    [`${name}/axis2.xml`]: `<axisconfig name="AxisJava2.0">
  <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true"/>
</axisconfig>
`,
    [`${name}/hazelcast.xml`]: `<hazelcast><group><name>${group}</name></group></hazelcast>\n`,
  };
}
