import type { Cluster } from '../cluster/cluster.js';
import { knowsLocalCaches } from '../cluster/invalidation.js';
import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import { list } from '../text/message.js';
import { fixWith } from './fix.js';
import { carbonRoot, fillElement } from './fix-server.js';
import { setKey } from './fix-toml.js';
import { isWrittenOut, writeText } from './fix-value.js';
import type { Edit, Fix } from './rule.js';

/** The fix that gives every node caches of its own, which is what WSO2 asks for; none where a variable decides it. */
export function localCachesFix(
  { nodes }: Cluster,
  isMeant: (node: NodeModel) => boolean = () => true,
): { readonly fix?: Fix } {
  const others = nodes.filter((node) => isMeant(node) && !hasLocalCaches(node));
  const edits = others.map(writeLocalCaches);
  if (edits.some((one) => one === null || one.length === 0)) return {};
  const title = `Set ForceLocalCache of ${list(others.map(({ name }) => name))} to true`;
  return fixWith(
    title,
    'safe',
    edits.flatMap((one) => one ?? []),
  );
}

/** True as well where the files do not tell, or the version has no such choice. */
function hasLocalCaches(node: NodeModel): boolean {
  const setting = node.server?.forceLocalCache ?? null;
  if (setting === null) return node.era === 'toml' || node.server === null || !knowsLocalCaches(node);
  return (known(setting) ?? 'true') === 'true';
}

/** Writes `true`; null where something else than the file decides what stands there. */
export function writeLocalCaches(node: NodeModel): Edit[] | null {
  const setting = node.server?.forceLocalCache ?? null;
  if (setting === null) {
    const root = carbonRoot(node);
    return root === null ? null : fillElement(node, root, ['Cache', 'ForceLocalCache'], 'true');
  }
  if (!isWrittenOut(setting)) return null;
  return node.toml === null
    ? writeText(node, setting, 'true')
    : setKey(node, node.toml, 'server.force_local_cache', true);
}
