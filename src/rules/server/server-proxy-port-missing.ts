import { basePathOf, hostNameOf, httpsProxyPort, MANAGEMENT_PORT, managementPort } from '../../cluster/advertised.js';
import { isMany } from '../../cluster/cluster.js';
import { identityToml, isComplete, placeOfKey } from '../../cluster/deployment.js';
import { isLoopback } from '../../cluster/hosts.js';
import type { NodeModel } from '../../server/model.js';
import type { Placed } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'server-proxy-port-missing',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  profile: 'production',
  summary: 'the nodes of a cluster hand out URLs with their own port, as none has a proxyPort',
  why: 'A load balancer is reached at 443, and without `proxyPort` the server puts its own port (9443 and the offset) into redirects and token issuers: clients are sent past the load balancer.',
  remedy:
    'Set `proxyPort` under `[transport.https.properties]` to the port of the load balancer. Where it listens at 9443 itself, switch this rule off.',
  sources: ['WSO2 IS docs, deployment guide: proxyPort', 'carbon-identity-framework IdentityUtil.fillURLPlaceholders'],
  examples: {
    bad: { title: 'no proxyPort', files: tomlCluster() },
    good: {
      title: 'the port of the load balancer',
      files: tomlCluster({ '[transport.https.properties]': 'proxyPort = 443' }),
    },
  },
  check(cluster, report) {
    if (!isMany(cluster)) return;
    const places = cluster.nodes.map((node) => ({ node, at: lackingAt(node) }));
    // Where some have one, server-proxy-port-mismatch says so.
    const found = places.flatMap(({ node, at }) => (at === null ? [] : [{ node, at }]));
    const [first, ...others] = found.sort((a, b) => (a.node.name < b.node.name ? -1 : 1));
    if (first === undefined || found.length < places.length) return;
    const port = managementPort(first.node);
    const shown = port === null ? 'its own port' : `port ${port}`;
    report({
      ...first,
      address: 'tomcat/https/proxyPort',
      message: `${list(found.map(({ node }) => node.name))} ${found.length === 1 ? 'has' : 'have'} no proxyPort, so URLs handed out for ${quote(hostNameOf(first.node) ?? '')} carry ${shown} (on ${list([first.node.name])}): behind a load balancer at 443 clients are sent past it. Set proxyPort = 443 under [transport.https.properties] on every node.`,
      related: others.map(({ node, at }) => ({ node, at, message: `${list([node.name])} has none, either` })),
    });
  },
});

/** Where proxyPort would stand; null where it is there, may be, or does not matter. */
function lackingAt(node: NodeModel): Placed | null {
  const toml = identityToml(node);
  const host = hostNameOf(node);
  if (toml === null || !isComplete(toml) || host === null || isLoopback(host)) return null;
  const usesPort = basePathOf(node)?.text.includes(MANAGEMENT_PORT) === true;
  if (!usesPort || httpsProxyPort(node) !== 'none') return null;
  const place = placeOfKey(toml, 'transport.https.properties.proxyPort');
  return place.near === null ? (basePathOf(node) ?? place) : place;
}
