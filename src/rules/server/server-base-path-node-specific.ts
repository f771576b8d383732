import { basePathOf, hostNameOf, hostOfUrl, MANAGEMENT_PORT, managementPort } from '../../cluster/advertised.js';
import { isMany } from '../../cluster/cluster.js';
import { isLoopback, normaliseHost } from '../../cluster/hosts.js';
import { settledKey } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { fixWith, setSetting } from '../fix.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'server-base-path-node-specific',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the base path of a node of a cluster leads to that node',
  why: 'The server makes the URLs it hands out from `base_path`: with the address of one node in it, or localhost, clients are sent past the load balancer.',
  remedy: 'Write `base_path = "https://$ref{server.hostname}:${carbon.management.port}"`, as the packs do.',
  sources: ['deployment.toml of IS 5.9.0 – 7.3.0', 'WSO2 IS docs, change the hostname'],
  examples: {
    bad: { title: 'the address of the node', files: tomlCluster(server('10.0.1.HOST')) },
    good: { title: 'the host name', files: tomlCluster(server('$ref{server.hostname}')) },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    for (const node of cluster.nodes) {
      const at = basePathOf(node);
      const host = at === null ? null : hostOfUrl(at.text);
      const name = hostNameOf(node);
      if (at === null || at.origin !== 'explicit' || host === null || name === null || host === name) continue;
      const own = ownAddresses(node).includes(normaliseHost(host));
      if (!own && (!isLoopback(host) || isLoopback(name))) continue;
      report({
        node,
        at: { ...at, address: 'server/basePath' },
        discriminator: node.name,
        message: `[server] base_path of ${list([node.name])} is ${quote(at)}, which ${own ? 'is the address of that node' : 'every machine takes for itself'}, and its hostname is ${quote(name)}: the URLs it hands out lead past the load balancer. Write base_path = "https://$ref{server.hostname}:\${carbon.management.port}".`,
        ...fixWith(`Write the host name into the base path of ${node.name}`, 'unsafe', byHostName(node, at)),
      });
    }
  },
});

/** The base path with the host name, and without the node's own port; a port of the load balancer and a path stay. */
function byHostName(node: NodeModel, at: Setting): Edit[] {
  const [, scheme, port = '', rest = ''] =
    /^\s*(https?:\/\/)(?:\[[^\]]*\]|[^/:?#\s]+)(:[^/?#\s]*)?(\S*)\s*$/i.exec(at.text) ?? [];
  const raw = at.span?.document.text.slice(at.span.start, at.span.end) ?? '';
  if (scheme === undefined || /\$(?:env|sys)\{/.test(raw)) return [];
  const own = port === `:${managementPort(node)}` ? `:${MANAGEMENT_PORT}` : port;
  return setSetting(node, at, `${scheme}$ref{server.hostname}${own}${rest}`);
}

/** Addresses that mean this node and no other. */
function ownAddresses(node: NodeModel): readonly string[] {
  const written = ['server.node_ip', 'clustering.local_member_host'].map((key) => known(settledKey(node, key)));
  return [...written, node.host].flatMap((host) => (host === null || isLoopback(host) ? [] : [normaliseHost(host)]));
}

function server(host: string): Readonly<Record<string, string>> {
  return {
    '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\nbase_path = "https://${host}:\${carbon.management.port}"`,
  };
}
