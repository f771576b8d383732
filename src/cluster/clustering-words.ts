import type { NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';

/** What the owner of a deployment.toml writes for a parameter of axis2.xml. */
const KEYS = {
  class: 'agent',
  membershipScheme: 'membership_scheme',
  domain: 'domain',
  localMemberHost: 'local_member_host',
  localMemberPort: 'local_member_port',
  mcastAddress: 'properties.mcastAddress',
  mcastPort: 'properties.mcastPort',
  groupPassword: 'properties.groupPassword',
} as const;

export type Term = keyof typeof KEYS;

/** `localMemberHost`, or `[clustering] local_member_host`: the name in the file that the node's owner edits. */
export function termOf({ era }: NodeModel, name: Term): string {
  return era === 'xml' ? name : `[clustering] ${KEYS[name]}`;
}

/** `<members>`, or `[clustering] members`. */
export function membersTerm({ era }: NodeModel): string {
  return era === 'xml' ? '<members>' : '[clustering] members';
}

/** The file that tells the agent: `axis2.xml`, or `deployment.toml`. */
export function sourceOf({ era }: NodeModel): string {
  return era === 'xml' ? 'axis2.xml' : 'deployment.toml';
}

/** How clustering is switched on, as the start of a sentence. */
export function switchOn({ era }: NodeModel): string {
  return era === 'xml'
    ? 'Set enable="true" on <clustering> in axis2.xml'
    : 'Set membership_scheme under [clustering] in deployment.toml';
}

/** A written key of a deployment.toml by its flat name, placed at its value; the last where it stands twice. */
export function writtenPlace({ toml }: NodeModel, key: string, address: string): Placed | null {
  const found = toml?.written.findLast((written) => written.key === key);
  return found === undefined || toml === null ? null : { file: toml.file, span: found.value.span, address };
}

/** Where the members of a node are written; its clustering where none is. */
export function membersPlace(node: NodeModel): Placed {
  const { clustering } = node;
  return (
    writtenPlace(node, 'clustering.members', 'clustering/members') ??
    clustering?.membersBlock ??
    clustering ?? { file: sourceOf(node), span: null, address: 'clustering' }
  );
}

/**
 * The setting that tells peers the node's host, and its name. A deployment.toml without `local_member_host` takes
 * `node_ip` of `[server]`.
 */
export function localHostSource(node: NodeModel): { readonly at: Setting; readonly term: string } | null {
  const setting = node.clustering?.localMemberHost ?? null;
  if (setting === null) return null;
  const given = { at: setting, term: termOf(node, 'localMemberHost') };
  if (node.toml === null || setting.origin !== 'default') return given;
  const nodeIp = node.toml.effective('server.node_ip');
  if (nodeIp === null || nodeIp.span === null || nodeIp.text !== setting.text) return given;
  return { at: { ...nodeIp, address: setting.address }, term: '[server] node_ip' };
}
