import { settledKey } from '../../cluster/settled.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'tasks-server-count',
  scope: 'cluster',
  severity: 'info',
  since: '0.1.0',
  summary: 'clustered tasks wait for another number of servers than the cluster has',
  why: 'In the mode CLUSTERED tasks are scheduled when `server_count` servers are up: with a larger number they never are, with a smaller one the first servers take them all.',
  remedy: 'Set `[tasks] server_count` to the number of nodes, or leave `mode` at AUTO.',
  sources: ['tasks-config.xml.j2 and default.json of carbon-kernel 4.5.1 – 4.12.34'],
  examples: {
    bad: { title: 'three are waited for', files: tomlCluster({ '[tasks]': 'mode = "CLUSTERED"\nserver_count = "3"' }) },
    good: { title: 'two of two', files: tomlCluster({ '[tasks]': 'mode = "CLUSTERED"\nserver_count = "2"' }) },
  },
  check(cluster, report) {
    const { nodes } = cluster;
    if (nodes.length < 2 || nodes.some(({ replicas }) => replicas !== 1)) return;
    const found = nodes
      .flatMap((node) => {
        const mode = known(settledKey(node, 'tasks.mode'))?.trim();
        const at = settledKey(node, 'tasks.server_count');
        const count = known(at)?.trim();
        const differs = count !== undefined && /^\d+$/.test(count) && Number(count) !== nodes.length;
        return at !== null && mode === 'CLUSTERED' && differs ? [{ node, at }] : [];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = found;
    if (first === undefined) return;
    report({
      ...first,
      message: `Tasks of ${list(found.map(({ node }) => node.name))} are CLUSTERED and wait for ${quote(first.at)} servers${first.at.origin === 'default' ? ' (the default)' : ''}, and this cluster has ${nodes.length}: they start too early or never. Set server_count = "${nodes.length}" under [tasks] of every node.`,
      related: others.map((other) => ({
        ...other,
        message: `${list([other.node.name])} waits for ${quote(other.at)}`,
      })),
    });
  },
});
