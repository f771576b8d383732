import type { Answered, Disagreement } from '../cluster/agreement.js';
import type { Cluster } from '../cluster/cluster.js';
import { sameDatabase } from '../cluster/database.js';
import { sameHost } from '../cluster/hosts.js';
import { GOVERNANCE, type Location } from '../cluster/registry.js';
import type { NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { list } from '../text/message.js';
import { fixWith, NO_REFERENCE, wantedOf } from './fix.js';
import { setKey } from './fix-toml.js';
import { isFilledIn, writeText } from './fix-value.js';
import type { Edit, Report } from './rule.js';

/**
 * The fix of a registry path that is mounted from several places of one database: the target path of the reference or
 * the majority. None where another database, another root or a node without the mount is what differs.
 */
export function targetFix(
  cluster: Cluster,
  found: Disagreement<Location>,
  path: string,
): Pick<Report, 'fix' | 'noFix'> {
  const [first] = found.answers;
  const targets = new Map<NodeModel, Setting>();
  for (const answer of found.answers) {
    const target = first === undefined ? null : targetOf(cluster, first, answer, path);
    if (target === null) return {};
    targets.set(answer.node, target);
  }
  const wanted = wantedOf(cluster, found);
  const text = wanted === null ? undefined : targets.get(wanted.node)?.text;
  if (wanted === null || text === undefined) return { noFix: NO_REFERENCE };
  const others = [...targets].filter(([, target]) => target.text !== text);
  const edits = others.map(([node, target]) => targetEdits(node, target, text, path));
  if (edits.some((one) => one.length === 0)) return {};
  const names = list(others.map(([node]) => node.name));
  return fixWith(`Give ${names} the target path of ${wanted.node.name}`, 'unsafe', edits.flat());
}

/** The target path, when nothing else keeps the place from being that of the first. */
function targetOf(
  cluster: Cluster,
  first: Answered<Location>,
  { node, value }: Answered<Location>,
  path: string,
): Setting | null {
  if (first.value?.kind !== 'known' || value?.kind !== 'known' || value.mount === null) return null;
  const { targetPath, path: at } = value.mount;
  if (targetPath === null || targetPath.kind !== 'literal' || isFilledIn(targetPath)) return null;
  const host = node === first.node ? 'yes' : sameHost(cluster, first.node, node);
  const isOne = node === first.node || sameDatabase(first.value.database, value.database, host) === 'yes';
  const isPlain = trimmed(at?.text ?? '') === path && value.path === trimmed(targetPath.text);
  return isOne && isPlain ? targetPath : null;
}

/** In a deployment.toml the path need not be written. */
function targetEdits(node: NodeModel, target: Setting, text: string, path: string): Edit[] {
  if (node.toml === null || target.origin === 'explicit') return writeText(node, target, text);
  return setKey(node, node.toml, `${path === GOVERNANCE ? 'governance_data' : 'config_data'}.path`, text);
}

function trimmed(path: string): string {
  return path.replace(/\/+$/, '');
}
