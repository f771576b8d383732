import type { Connector, NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import { known } from '../server/setting.js';
import { headerOf } from '../server/toml/page.js';

export interface Offset {
  readonly value: number;
  readonly at: Placed;
}

/**
 * What a node adds to its ports: `-DportOffset` of a start script, else carbon.xml `Ports/Offset` or `[server] offset`
 * (wso2server.sh sets the
 * system property, CarbonBaseActivator only where it is not set). Null when not told or not an integer.
 */
export function effectiveOffset(node: NodeModel): Offset | null {
  const setting = node.scripts.portOffset ?? node.server?.offset ?? null;
  const value = integer(setting);
  if (setting === null || value === null) return null;
  // A default of deployment.toml: where one would write it.
  const near = setting.span === null && node.toml !== null ? headerOf(node.toml, 'server.offset') : null;
  return { value, at: { ...setting, near } };
}

/** The text as a Java int in decimal; null for anything else. */
export function integer(setting: Setting | null): number | null {
  const text = known(setting);
  return text !== null && /^[+-]?\d{1,9}$/.test(text) ? Number(text) : null;
}

export interface EffectivePort {
  /** `HTTPS`, `HTTP`, `AJP`, `JMX registry`, `JMX server`, `embedded LDAP`. */
  readonly name: string;
  /** As the server opens it, and before the offset. */
  readonly port: number;
  readonly base: number;
  /** The connector's `address`, when it binds to one only. */
  readonly address: string | null;
  readonly at: Placed;
  /** The stock connectors of a node that commits no catalina-server.xml: a likely value, not a written one. */
  readonly assumed: boolean;
}

/**
 * The ports a node surely opens, offset added (ServletTransportManager and CarbonUtils.getPortFromServerConfig, kernel
 * 4.4.40). Empty when the offset is unknown. Not here: what no offset shifts (`localMemberPort`), and what stock files
 * leave off (KDC, thrift).
 */
export function effectivePorts(node: NodeModel): readonly EffectivePort[] {
  return shiftedPorts(node).filter(({ port }) => isPort(port));
}

/** Ports that would be one without the offset, and are none with it: the server cannot open them. */
export function portsOutOfRange(node: NodeModel): readonly EffectivePort[] {
  return shiftedPorts(node).filter(({ port, base }) => isPort(base) && !isPort(port));
}

function isPort(port: number): boolean {
  return port > 0 && port <= 65535;
}

function shiftedPorts(node: NodeModel): readonly EffectivePort[] {
  const offset = effectiveOffset(node);
  if (offset === null) return [];
  const ports: EffectivePort[] = [];
  const open = (name: string, base: number | null, at: Placed, address: string | null = null, assumed = false) => {
    if (base !== null) ports.push({ name, port: base + offset.value, base, address, at, assumed });
  };
  if (node.tomcat === null) {
    open('HTTPS', 9443, offset.at, null, true);
    open('HTTP', 9763, offset.at, null, true);
  }
  for (const connector of node.tomcat?.connectors ?? []) {
    const port = connector.attributes.get('port') ?? null;
    open(protocolOf(connector), integer(port), port ?? connector, known(connector.attributes.get('address') ?? null));
  }
  const { rmiRegistryPort = null, rmiServerPort = null } = opensJmx(node) ? (node.server?.jmx ?? {}) : {};
  if (rmiRegistryPort !== null) open('JMX registry', integer(rmiRegistryPort), rmiRegistryPort);
  if (rmiServerPort !== null) open('JMX server', integer(rmiServerPort), rmiServerPort);
  const ldap = node.server?.embeddedLdapPort ?? null;
  if (ldap !== null && known(node.embeddedLdap?.enable ?? null) === 'true') open('embedded LDAP', integer(ldap), ldap);
  return ports;
}

/** With a deployment.toml only where it is switched on: `monitoring.jmx.rmi_server_start` is false by default. */
function opensJmx({ toml }: NodeModel): boolean {
  return toml === null || known(toml.effective('monitoring.jmx.rmi_server_start')) === 'true';
}

/** `HTTPS`, `HTTP` or `AJP`, by what the connector says of itself. */
export function protocolOf(connector: Connector): string {
  const attribute = (name: string) => known(connector.attributes.get(name) ?? null)?.toLowerCase() ?? '';
  if (attribute('protocol').includes('ajp')) return 'AJP';
  return attribute('scheme') === 'https' || attribute('sslenabled') === 'true' || attribute('SSLEnabled') === 'true'
    ? 'HTTPS'
    : 'HTTP';
}

export interface PortCollision {
  readonly a: EffectivePort;
  readonly b: EffectivePort;
}

/**
 * Ports both nodes open, were they on one machine. Stock connectors that neither commits collide where the offsets are
 * equal, whatever the pack; beside a written port an assumed one is no evidence.
 */
export function collidingPorts(a: NodeModel, b: NodeModel): readonly PortCollision[] {
  const others = effectivePorts(b);
  return effectivePorts(a).flatMap((port) => {
    const other = others.find((each) => each.port === port.port && each.assumed === port.assumed && meet(port, each));
    return other === undefined ? [] : [{ a: port, b: other }];
  });
}

function meet(a: EffectivePort, b: EffectivePort): boolean {
  return a.address === null || b.address === null || a.address === b.address;
}
