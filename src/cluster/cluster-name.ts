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
  const nodesBelow = count(groups.flat().flatMap((node) => prefixes(folders(node.path))));
  const paths = groups.map((nodes) => pathOf(nodes, nodesBelow));
  const couldBe = count(paths.flatMap(suffixes));
  const lone = groups.flatMap(([first, ...others]) => (first !== undefined && others.length === 0 ? [first.name] : []));
  const used = new Set([...taken, ...lone]);
  const unique = (names: readonly string[]) => {
    // A short name is no name where another cluster could be called so too.
    const short = names.find((candidate) => !used.has(candidate) && (couldBe.get(candidate) ?? 0) < 2);
    const long = names.at(-1) ?? 'cluster';
    let name = short ?? long;
    for (let number = 2; used.has(name); number++) name = `${long} (${number})`;
    used.add(name);
    return name;
  };
  return groups.map((nodes, index) => {
    const [first] = nodes;
    if (nodes.length === 1 && first !== undefined) {
      return taken.includes(first.name) ? unique([first.name]) : first.name;
    }
    return unique(suffixes(paths[index] ?? []));
  });
}

/** The folders that lead to a cluster of several nodes, its own name last; none for a lone node. */
function pathOf(nodes: readonly NodeModel[], nodesBelow: ReadonlyMap<string, number>): readonly string[] {
  const [first] = nodes;
  if (nodes.length < 2 || first === undefined) return [];
  const place = commonFolders(nodes);
  const stem = stemOf(nodes, place.length);
  const alone = nodesBelow.get(place.join('/')) === nodes.length;
  if (alone && place.length > 0) return place;
  if (alone) return [NAMELESS.has(stem) ? 'cluster' : stem];
  return [...place, stem === '' ? (folders(first.path)[place.length] ?? first.name) : stem];
}

/** `a/b` gives `` (the working directory), `a`, `a/b`. */
function prefixes(path: readonly string[]): string[] {
  return ['', ...path.map((_, at) => path.slice(0, at + 1).join('/'))];
}

/** `a/b` gives `b`, `a/b`. */
function suffixes(path: readonly string[]): string[] {
  return path.map((_, at) => path.slice(path.length - 1 - at).join('/'));
}

function count(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
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

/** The stem of the folders that tell the nodes apart. */
function stemOf(nodes: readonly NodeModel[], depth: number): string {
  const names = nodes.map((node) => folders(node.path)[depth] ?? '');
  const [first = '', ...rest] = names;
  const stems = rest.map((name) => sameStem(first, name));
  const [stem = null] = stems;
  return stem !== null && stems.every((other) => other === stem) ? stem : '';
}
