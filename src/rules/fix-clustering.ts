import { isLoopback, sameHostText } from '../cluster/hosts.js';
import { endpointOf } from '../cluster/membership.js';
import { isFilledInToken } from '../cluster/replicas.js';
import type { Member, NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { TomlValue } from '../syntax/toml/tree.js';
import { attribute, child, childrenOf, descendants } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { addKeys, appendItems, type NewValue, setKey } from './fix-toml.js';
import { insertElements, type NewElement, setContent, setValue } from './fix-xml.js';
import type { Edit } from './rule.js';

/** Pieces of fixes of `<clustering>` in axis2.xml and `[clustering]` in a deployment.toml. */

/** Keys of `[clustering]` that are parameters of axis2.xml under another name; all others stand in its `properties`. */
const KEYS: Readonly<Record<string, string>> = {
  membershipScheme: 'membership_scheme',
  domain: 'domain',
  localMemberHost: 'local_member_host',
  localMemberPort: 'local_member_port',
};

/** The `<clustering>` that the server reads; null where there is none. */
export function clusteringElement({ files, clustering }: NodeModel): XmlElement | null {
  const root = files.find(({ name }) => name === clustering?.file)?.document.xml().root ?? null;
  if (root === null || clustering?.present !== true) return null;
  return [...descendants(root)].find(({ nameSpan }) => nameSpan.start === clustering.span?.start) ?? null;
}

/** The last `<parameter>` of a name, which is the one that counts. */
export function parameterElement(node: NodeModel, name: string): XmlElement | null {
  const block = clusteringElement(node);
  const parameters = block === null ? [] : childrenOf(block, 'parameter', '');
  return parameters.findLast((element) => attribute(element, 'name')?.value === name) ?? null;
}

/** Gives a parameter of the agent its value, by its name in axis2.xml. */
export function setParameter(node: NodeModel, name: string, text: string): Edit[] {
  if (node.toml !== null) {
    const key = KEYS[name];
    return setKey(node, node.toml, key === undefined ? `clustering.properties.${name}` : `clustering.${key}`, text);
  }
  const there = parameterElement(node, name);
  if (there !== null) return setContent(node, there, text);
  const block = clusteringElement(node);
  if (block === null) return [];
  const after = childrenOf(block, 'parameter', '').at(-1) ?? block.children.at(-1) ?? null;
  return insertElements(node, block, [{ name: 'parameter', attributes: { name }, content: text }], after);
}

/** Where a node tells its peers to connect to. */
export interface MemberAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * The addresses of nodes that wait to be listed by others; null unless every one is known, can be reached from another
 * machine, and is the node's own.
 */
export function memberAddresses(nodes: readonly NodeModel[]): ReadonlyMap<NodeModel, MemberAddress> | null {
  const found = new Map<NodeModel, MemberAddress>();
  for (const node of nodes) {
    const address = memberAddress(node);
    if (address === null) return null;
    const isTaken = [...found.values()].some(
      ({ host, port }) => port === address.port && sameHostText(host, address.host) !== 'no',
    );
    if (isTaken) return null;
    found.set(node, address);
  }
  return found;
}

function memberAddress(node: NodeModel): MemberAddress | null {
  const { host, port } = endpointOf(node) ?? { host: null, port: null };
  if (host === null || port === null || node.replicas !== 1) return null;
  // A deployment.toml cuts members at their first colon.
  return isLoopback(host) || isFilledInToken(host) || !/^[\w.-]+$/.test(host) ? null : { host, port };
}

/** Lists more members behind those that are there. A deployment.toml gets `whole` where it has no list yet. */
export function addMembers(
  node: NodeModel,
  addresses: readonly MemberAddress[],
  whole: readonly MemberAddress[] = addresses,
): Edit[] {
  if (addresses.length === 0) return [];
  return node.toml === null ? addElements(node, addresses) : addTexts(node, addresses, whole);
}

function addElements(node: NodeModel, addresses: readonly MemberAddress[]): Edit[] {
  const block = clusteringElement(node);
  if (block === null) return [];
  const members = addresses.map(
    ({ host, port }): NewElement => ({
      name: 'member',
      content: [
        { name: 'hostName', content: host },
        { name: 'port', content: String(port) },
      ],
    }),
  );
  const list = child(block, 'members', '');
  return list === null
    ? insertElements(node, block, [{ name: 'members', content: members }])
    : insertElements(node, list, members);
}

function addTexts(node: NodeModel, addresses: readonly MemberAddress[], whole: readonly MemberAddress[]): Edit[] {
  const { toml } = node;
  if (toml === null) return [];
  const texts = (all: readonly MemberAddress[]): string[] => all.map(({ host, port }) => `${host}:${port}`);
  const written = toml.written.findLast(({ key, inArray }) => key === 'clustering.members' && inArray === null);
  if (written === undefined) return addKeys(node, toml, 'clustering', { members: texts(whole) });
  return appendItems(
    node,
    written,
    written.value.kind === 'list' && written.value.items.length > 0 ? texts(addresses) : texts(whole),
  );
}

/** Gives a listed member another port; nothing where the list takes it from elsewhere. */
export function setMemberPort(node: NodeModel, { hostName, port, span }: Member, wanted: number): Edit[] {
  if (known(hostName) === null || known(port) === null || port === null) return [];
  if (node.toml === null) return setValue(node, port, String(wanted));
  const text = span?.document.text.slice(span.start, span.end) ?? '';
  if (span === null || !text.trimEnd().endsWith(`:${port.text}`)) return [];
  const end = span.start + text.trimEnd().length;
  return [{ node, span: { ...span, start: end - port.text.length, end }, text: String(wanted) }];
}

/** What a TOML value says in the words of `NewValue`; null for what these have no words for. */
export function newValueOf(value: TomlValue): NewValue | null {
  if (value.kind === 'string') return value.text;
  if (value.kind === 'boolean') return value.text === 'true';
  if (value.kind === 'integer') return /^\d{1,9}$/.test(value.text) ? Number(value.text) : null;
  if (value.kind !== 'array') return null;
  const items = value.items.flatMap((item) => (item.kind === 'string' ? [item.text] : []));
  return items.length === value.items.length ? items : null;
}

/**
 * Makes a node whose deployment.toml says nothing of clustering join as another does: every key but its own address.
 * Nothing where its address is not known, where it would need a secret of the other file, or a value it has no words for.
 */
export function joinAs(node: NodeModel, other: NodeModel): Edit[] {
  const { toml } = node;
  const own = known(toml?.effective('server.node_ip') ?? null)?.trim() ?? '';
  const theirs = endpointOf(other)?.host ?? null;
  if (toml === null || other.toml === null || own === '' || isLoopback(own) || theirs === null) return [];
  if (sameHostText(own, theirs) !== 'no') return [];
  const keys: Record<string, NewValue> = {};
  for (const { key, entry, value } of other.toml.written) {
    const name = key.startsWith('clustering.') ? key.slice('clustering.'.length) : '';
    if (name === '' || name === 'local_member_host' || name === 'local_member_port') continue;
    const copy = newValueOf(entry.value);
    if (copy === null || entry.conditional || (value.kind === 'scalar' && value.sensitive)) return [];
    keys[name] = copy;
  }
  return addKeys(node, toml, 'clustering', keys);
}
