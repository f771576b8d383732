import { databaseOf, showDatabase } from '../cluster/database.js';
import { CONFIG, GOVERNANCE, localRegistry, remoteInstanceOf, sourceOfInstance } from '../cluster/registry.js';
import type { Mount, NodeModel } from '../server/model.js';
import type { Placed } from '../server/setting.js';
import { quote, show } from '../text/message.js';

/** A line of the registry tree: what the registry browser of the management console would draw. Raw text. */
export interface TreeLine {
  readonly text: string;
  readonly at: Placed | null;
}

interface Branch {
  readonly children: Map<string, Branch>;
  mount: Mount | null;
}

const LOCAL = '/_system/local';

/** The collections every server has, with every mount at its path; null when registry.xml does not tell. */
export function registryTree(node: NodeModel): TreeLine[] | null {
  const { registry } = node;
  if (registry === null) return null;
  const root: Branch = { children: new Map(), mount: null };
  for (const path of [CONFIG, GOVERNANCE, LOCAL]) branchAt(root, path);
  const loose: Mount[] = [];
  for (const mount of registry.mounts) {
    const path = mount.path?.text ?? '';
    if (path.startsWith('/')) branchAt(root, path).mount = mount;
    else loose.push(mount);
  }
  const local = localRegistry(node);
  const where = local.database === null ? 'an unknown database' : showDatabase(local.database);
  return [
    { text: `/  in ${where}`, at: local.at },
    ...drawn(node, root, ''),
    ...loose.map((mount) => ({ text: `mount without a path: ${mountText(node, mount)}`, at: mount })),
  ];
}

function branchAt(root: Branch, path: string): Branch {
  let branch = root;
  for (const name of path.split('/').filter((part) => part !== '')) {
    const next = branch.children.get(name) ?? { children: new Map(), mount: null };
    branch.children.set(name, next);
    branch = next;
  }
  return branch;
}

function drawn(node: NodeModel, branch: Branch, indent: string): TreeLine[] {
  const entries = [...branch.children];
  return entries.flatMap(([name, child], index) => {
    const last = index === entries.length - 1;
    const mount = child.mount === null ? '' : ` ↗ ${mountText(node, child.mount)}`;
    return [
      { text: `${indent}${last ? '└─' : '├─'} ${name}${mount}`, at: child.mount },
      ...drawn(node, child, `${indent}${last ? '   ' : '│  '}`),
    ];
  });
}

/** What the mount leads to, or why it leads nowhere. */
function mountText(node: NodeModel, mount: Mount): string {
  const target = mount.targetPath === null ? 'no target path: skipped' : mount.targetPath.text;
  const mode = mount.mode === null ? 'overwrite unknown' : mount.mode === 'none' ? 'no overwrite' : mount.mode;
  const instance = remoteInstanceOf(node, mount);
  if (instance.kind === 'missing') return `${target} nowhere: no remote instance ${show(mount.instanceId)} (${mode})`;
  if (instance.kind === 'unknown') return `${target} in an unknown database (${mode})`;
  const source = sourceOfInstance(node, instance.value);
  const database = source.database ?? (source.datasource === null ? null : databaseOf(source.datasource));
  const through = source.jndiName === null ? '' : `, through ${quote(source.jndiName)}`;
  if (source.status === 'broken')
    return `${target} nowhere: ${show(source.jndiName, 'its database')} is not there (${mode})`;
  return `${target} in ${database === null ? 'an unknown database' : showDatabase(database)}${through} (${mode})`;
}
