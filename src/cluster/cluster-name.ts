import { folders } from '../discovery/names.js';
import { sameStem } from '../discovery/siblings.js';
import type { NodeModel } from '../server/model.js';

/** Stems that name no cluster. */
const NAMELESS = new Set(['', 'node', 'nodes', 'instance', 'server', 'host', 'member', 'vm', 'machine']);

/**
 * What to call the clusters the user did not name: a lone node's name; the folder the nodes lie in when they have it
 * for themselves; else their common stem below it, with parents where two would be equal. Unique together with the
 * names in use.
 */
export function nameClusters(groups: readonly (readonly NodeModel[])[], taken: readonly string[]): string[] {
  const paths = groups.map((nodes, index) => pathOf(nodes, groups.toSpliced(index, 1)));
  const lone = groups.flatMap(([first, ...others]) => (first !== undefined && others.length === 0 ? [first.name] : []));
  const used = new Set([...taken, ...lone]);
  // A short name is no name where another cluster could be called so too.
  const couldBe = (name: string) => paths.filter((path) => `/${path.join('/')}`.endsWith(`/${name}`)).length;
  const unique = (names: readonly string[]) => {
    let name = names.find((candidate) => !used.has(candidate) && couldBe(candidate) < 2) ?? names.at(-1) ?? 'cluster';
    for (let count = 2; used.has(name); count++) name = `${names.at(-1)} (${count})`;
    used.add(name);
    return name;
  };
  return groups.map((nodes, index) => {
    const [first] = nodes;
    if (nodes.length === 1 && first !== undefined)
      return taken.includes(first.name) ? unique([first.name]) : first.name;
    const path = paths[index] ?? [];
    return unique(path.map((_, at) => path.slice(path.length - 1 - at).join('/')));
  });
}

/** The folders that lead to a cluster of several nodes, its own name last; none for a lone node. */
function pathOf(nodes: readonly NodeModel[], others: readonly (readonly NodeModel[])[]): readonly string[] {
  const [first] = nodes;
  if (nodes.length < 2 || first === undefined) return [];
  const place = commonFolders(nodes);
  const stem = stemOf(nodes, place.length);
  const alone = !others.some((group) => group.some((node) => isBelow(place, node)));
  if (alone && place.length > 0) return place;
  if (alone) return [NAMELESS.has(stem) ? 'cluster' : stem];
  return [...place, stem === '' ? (folders(first.path)[place.length] ?? first.name) : stem];
}

function commonFolders(nodes: readonly NodeModel[]): string[] {
  const paths = nodes.map((node) => folders(node.path));
  const [first = [], ...rest] = paths;
  const common: string[] = [];
  for (const [index, folder] of first.entries()) {
    if (!rest.every((path) => path[index] === folder)) break;
    common.push(folder);
  }
  return common;
}

function isBelow(place: readonly string[], node: NodeModel): boolean {
  const path = folders(node.path);
  return place.every((folder, index) => path[index] === folder);
}

/** The stem of the folders that tell the nodes apart. */
function stemOf(nodes: readonly NodeModel[], depth: number): string {
  const names = nodes.map((node) => folders(node.path)[depth] ?? '');
  const [first = '', ...rest] = names;
  const stems = rest.map((name) => sameStem(first, name));
  const [stem = null] = stems;
  return stem !== null && stems.every((other) => other === stem) ? stem : '';
}
