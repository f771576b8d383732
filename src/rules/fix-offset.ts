import type { Cluster } from '../cluster/cluster.js';
import { sameHost } from '../cluster/hosts.js';
import { collidingPorts, effectiveOffset, portsOutOfRange } from '../cluster/ports.js';
import type { NodeModel } from '../server/model.js';
import { list } from '../text/message.js';
import { fixWith } from './fix.js';
import { setKey } from './fix-toml.js';
import { soundly } from './fix-toml-names.js';
import { isWrittenOut, writeText } from './fix-value.js';
import type { Edit, Fix } from './rule.js';

const MOST_NODES = 100;

/**
 * The fix that gives nodes on the machine of another the first offsets that are free there. Only where the user says who
 * runs where, as an equal address may be a copy; `expect` writes offsets of its own.
 */
export function offsetFix(cluster: Cluster, movers: readonly NodeModel[]): { readonly fix?: Fix } {
  if (cluster.intent?.expect != null) return {};
  const moved = new Map<NodeModel, NodeModel>();
  const edits: Edit[] = [];
  const chosen: number[] = [];
  for (const node of movers) {
    const offset = freeOffset(cluster, node, moved, movers);
    const written = offset === null ? [] : writeOffset(node, offset);
    if (offset === null || written.length === 0) return {};
    moved.set(node, shifted(node, offset));
    edits.push(...written);
    chosen.push(offset);
  }
  const title = `Give ${list(movers.map(({ name }) => name))} the port offset ${chosen.join(' and ')}`;
  return fixWith(title, 'unsafe', edits);
}

/** Free beside every node on the machine; null where one of them cannot be known. */
function freeOffset(
  cluster: Cluster,
  node: NodeModel,
  moved: ReadonlyMap<NodeModel, NodeModel>,
  movers: readonly NodeModel[],
): number | null {
  const beside = cluster.nodes.filter((other) => other !== node && sameHost(cluster, other, node) === 'yes');
  const isTold = [node, ...beside].every((one) => one.host !== null && effectiveOffset(one) !== null);
  if (!isTold) return null;
  const placed = beside.flatMap((other) => moved.get(other) ?? (movers.includes(other) ? [] : [other]));
  for (let offset = 1; offset <= MOST_NODES; offset += 1) {
    const there = shifted(node, offset);
    const isFree = placed.every((other) => collidingPorts(other, there).length === 0);
    if (isFree && portsOutOfRange(there).length === 0) return offset;
  }
  return null;
}

/** The node as it would be with another offset. */
function shifted(node: NodeModel, offset: number): NodeModel {
  const there = node.server?.offset ?? null;
  if (node.server === null || there === null) return node;
  return { ...node, server: { ...node.server, offset: { ...there, text: String(offset) } } };
}

function writeOffset(node: NodeModel, offset: number): Edit[] {
  const setting = node.server?.offset ?? null;
  // A start script decides, whatever the file says.
  if (setting === null || node.scripts.portOffset !== null) return [];
  if (setting.origin === 'explicit' && !isWrittenOut(setting)) return [];
  if (node.toml === null) return writeText(node, setting, String(offset));
  return soundly(node.toml, setKey(node, node.toml, 'server.offset', offset));
}
