import { hostNameOf } from '../../cluster/advertised.js';
import { isMany } from '../../cluster/cluster.js';
import { hostOf, isLoopback } from '../../cluster/hosts.js';
import { settledKey } from '../../cluster/settled.js';
import { list, quote } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-hostname-localhost-in-cluster',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the host name of the nodes of a cluster is localhost',
  why: 'The host name goes into redirects, token issuers and SAML entity ids: clients are sent to their own machine. It is kept in the database at the first start (callback URLs of the portals), so changing it later takes more than the file.',
  remedy: 'Set `[server] hostname` to the name clients use, that of the load balancer, on every node.',
  sources: [
    'deployment.toml of every pack: hostname = "localhost"',
    'WSO2 IS docs, change the hostname',
    'product-is issue 4751',
  ],
  examples: {
    bad: { title: 'as in the pack', files: tomlCluster(server('localhost')) },
    good: { title: 'the name of the load balancer', files: tomlCluster(server('iam.example.com')) },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const names = cluster.nodes.map(hostNameOf);
    // Where nodes have other names, server-hostname-mismatch says so.
    if (!names.every((name) => name !== null && isLoopback(name))) return;
    // A try on one machine: nothing tells of another.
    if (cluster.nodes.every((node) => hostOf(node) === null)) return;
    const found = cluster.nodes
      .flatMap((node) => {
        const at = settledKey(node, 'server.hostname');
        return at === null ? [] : [{ node, at: { ...at, address: 'server/hostName' } }];
      })
      .sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    const [first, ...others] = found;
    if (first === undefined) return;
    report({
      ...first,
      message: `[server] hostname is ${quote(first.at)} on ${list(found.map(({ node }) => node.name))}: redirects, token issuers and callback URLs send clients to their own machine. Set it to the name of the load balancer on every node, before the first start (the portals' callback URLs are kept in the database).`,
      related: others.map(({ node, at }) => ({ node, at, message: `${list([node.name])} has ${quote(at)}, too` })),
    });
  },
});

function server(name: string): Readonly<Record<string, string>> {
  return { '[server]': `hostname = "${name}"\nnode_ip = "10.0.1.HOST"` };
}
