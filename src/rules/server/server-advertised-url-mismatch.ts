import {
  basePathOf,
  hostNameOf,
  hostOfUrl,
  httpsProxyPort,
  MANAGEMENT_PORT,
  managementPort,
} from '../../cluster/advertised.js';
import type { Disagreement, Value } from '../../cluster/agreement.js';
import { disagreement } from '../../cluster/agreement.js';
import type { Cluster } from '../../cluster/cluster.js';
import { isLoopback } from '../../cluster/hosts.js';
import { effectiveOffset } from '../../cluster/ports.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { tomlCluster } from '../example-toml.js';
import { copyFix, wantedOf } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { defineRule, type Edit, type Fix } from '../rule.js';

export default defineRule({
  id: 'server-advertised-url-mismatch',
  scope: 'cluster',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the nodes of a cluster hand out URLs with different ports or paths',
  why: 'Redirects, token issuers and endpoints are made from `base_path`, whose port is the proxyPort or else the port and offset of the node: clients then reach one node only, or reject what the other issued.',
  remedy:
    'Set `base_path` equally on every node, and `proxyPort` under `[transport.https.properties]` to the port of the load balancer.',
  sources: ['carbon-identity-framework IdentityUtil.fillURLPlaceholders', 'WSO2 IS docs, deployment guide'],
  examples: {
    bad: { title: 'an offset on one node, and no proxyPort', files: tomlCluster({}, server('offset = 1')) },
    good: {
      title: 'the port of the load balancer on both',
      files: tomlCluster({ '[transport.https.properties]': 'proxyPort = 443' }, server('offset = 1')),
    },
  },
  check(cluster, report) {
    // A port of the load balancer on some nodes only, or another one, is told by server-proxy-port-mismatch.
    const proxies = new Set(
      cluster.nodes
        .map((node) => httpsProxyPort(node))
        .map((each) => (typeof each === 'string' ? each : each.text.trim())),
    );
    if (proxies.size > 1) return;
    const found = disagreement(cluster.nodes, { noun: 'the base path', of: advertised });
    if (found === null) return;
    report({
      ...found.place,
      address: 'server/basePath',
      ...basePathFix(cluster, found),
      message: `${found.text}: redirects, token issuers and endpoints depend on the node that answers, so clients are sent past the load balancer or reject what another node issued. Set base_path equally on every node, and proxyPort under [transport.https.properties] to the port of the load balancer.`,
    });
  },
});

/** The base path with its port; a name that is the host name stands for itself, as differing ones have their own rule. */
function advertised(node: NodeModel): Value<string> | null {
  const setting = basePathOf(node);
  const name = hostNameOf(node);
  if (setting === null || name === null || isLoopback(name)) return null;
  const port = managementPort(node);
  const usesPort = setting.text.includes(MANAGEMENT_PORT);
  if (usesPort && port === null) return null;
  const text = setting.text.trim().replaceAll(MANAGEMENT_PORT, String(port));
  const offset = effectiveOffset(node)?.at ?? null;
  const value = hostOfUrl(text) === name ? text.toLowerCase().replace(name, '') : text;
  const at = usesPort && offset !== null && offset.span !== null ? offset : setting;
  // The default is made of the host name, whatever is put in for it.
  const shown = text.replace(`\${carbon.host}`, name).replace(`\${carbon.protocol}`, 'https');
  return {
    value: value
      .replace(`https://\${carbon.host}`, 'https://')
      .replace(`\${carbon.protocol}://\${carbon.host}`, 'https://'),
    at,
    shown: quote(shown),
  };
}

/** Only where the base path itself differs: no file tells the port of the load balancer. */
function basePathFix(cluster: Cluster, found: Disagreement<string>): { readonly fix?: Fix } {
  const answers = found.answers.map((one) => ({ ...one, at: basePathOf(one.node) ?? one.at }));
  const byText = {
    ...found,
    answers,
    majority: answers.find(({ node }) => node === found.majority?.node) ?? null,
  };
  const wanted = wantedOf(cluster, byText);
  const text = wanted === null ? null : (basePathOf(wanted.node)?.text ?? null);
  const names = new Set(answers.map(({ node }) => hostNameOf(node)));
  const ports = new Set(answers.map(({ node }) => managementPort(node)));
  if (text === null || names.size > 1 || (text.includes(MANAGEMENT_PORT) && ports.size > 1)) return {};
  return copyFix(cluster, byText, { noun: 'base path', add: addBasePath });
}

/** As it is written there: what it refers to, each node has of its own. */
function addBasePath(node: NodeModel, { span }: Setting): Edit[] {
  const text = span?.document.text.slice(span.start, span.end) ?? '\\';
  return node.toml === null || text.includes('\\') ? [] : setKey(node, node.toml, 'server.base_path', text);
}

function server(more: string): Readonly<Record<string, string>> {
  return { '[server]': `hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\n${more}` };
}
