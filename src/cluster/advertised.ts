import type { NodeModel } from '../server/model.js';
import { known, type Setting } from '../server/setting.js';
import { effectiveOffset, integer, protocolOf } from './ports.js';
import { settledKey } from './settled.js';

/** What the server puts in for it: the HTTPS connector's proxyPort where there is one, else its port and the offset. */
export const MANAGEMENT_PORT = `\${carbon.management.port}`;

/** `[server] base_path` of a node with a deployment.toml, from which it makes the URLs it hands out; null when not told. */
export function basePathOf(node: NodeModel): Setting | null {
  const setting = settledKey(node, 'server.base_path');
  const isOpen =
    setting === null || setting.varies === true || setting.kind === 'template' || setting.kind === 'secret';
  return isOpen || /\$(?:env|sys|ref|secret)\{/.test(setting.text) ? null : setting;
}

/** The host in a base path; null where a placeholder stands for it. */
export function hostOfUrl(text: string): string | null {
  const host = /^\s*https?:\/\/(\[[^\]]*\]|[^/:?#\s]+)/i.exec(text)?.[1];
  return host === undefined || /[${}]/.test(host) ? null : host.toLowerCase();
}

/** The proxyPort of the HTTPS connector; `unread` where there may be one that nothing tells. */
export function httpsProxyPort(node: NodeModel): Setting | 'none' | 'unread' {
  const all = node.tomcat?.connectors.filter((each) => protocolOf(each) === 'HTTPS') ?? [];
  const [connector] = all;
  if (connector === undefined || all.length > 1) return 'unread';
  return connector.attributes.get('proxyPort') ?? 'none';
}

/** What `MANAGEMENT_PORT` becomes; null when not told. */
export function managementPort(node: NodeModel): number | null {
  const proxy = httpsProxyPort(node);
  if (proxy === 'unread') return null;
  if (proxy !== 'none') return integer(proxy);
  const connector = node.tomcat?.connectors.find((each) => protocolOf(each) === 'HTTPS');
  const port = integer(connector?.attributes.get('port') ?? null);
  const offset = effectiveOffset(node)?.value ?? null;
  return port === null || offset === null ? null : port + offset;
}

/** The host name clients know a node by, in lower case; null when not told. */
export function hostNameOf(node: NodeModel): string | null {
  return known(settledKey(node, 'server.hostname'))?.trim().toLowerCase() ?? null;
}
