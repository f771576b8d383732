import { below, dirname, join } from '../discovery/paths.js';
import type { NodeModel } from '../server/model.js';
import { list } from '../text/message.js';
import type { Cluster } from './cluster.js';

/** Where the nodes of both sides were looked for. */
export interface Sides {
  /** What was named here. */
  readonly roots: readonly string[];
  /** The directory there; null for a commit, where every path is what it is here. */
  readonly root: string | null;
  /** The working directory. */
  readonly here: string;
  /** Only some of the clusters below `roots` were asked for. */
  readonly narrowed: boolean;
}

export interface Counterparts {
  /** What each node here is there. */
  readonly met: ReadonlyMap<NodeModel, NodeModel>;
  /** Nodes there that were asked for, and are not here. */
  readonly alone: readonly NodeModel[];
  /** Where the levels of the directories are not the same: how the nodes met. */
  readonly note: string | null;
  /** Where no node met: why, and the way out. */
  readonly failure: string | null;
}

/**
 * The same nodes there: at the same path below what was named; where few are, because the directory is one above or
 * below what it stands for, by the longest common end of their paths; else of the same name. Where each side has one,
 * that is it.
 */
export function counterpartsOf(here: readonly NodeModel[], there: readonly Cluster[], sides: Sides): Counterparts {
  const nodes = there.flatMap((cluster) => cluster.nodes);
  const met = new Map<NodeModel, NodeModel>();
  const regions: Region[] = [];
  const left = (): NodeModel[] => nodes.filter((node) => ![...met.values()].includes(node));

  const places = new Map(nodes.map((node) => [placeThere(node.path, sides), node]));
  for (const node of here) {
    const found = placesHere(node.path, sides).find(({ place }) => places.has(place));
    const same = found === undefined ? undefined : places.get(found.place);
    if (found === undefined || same === undefined) continue;
    met.set(node, same);
    regions.push(found.region);
  }

  const isShifted = sides.root !== null && met.size * 2 < here.length;
  const byTail = isShifted
    ? sameEnds(
        here.filter((node) => !met.has(node)),
        left(),
        sides,
      )
    : NONE;
  for (const [node, same] of byTail.pairs) {
    met.set(node, same);
    regions.push(regionOf(node, same, sides));
  }

  const names = new Map(left().map((node) => [node.name, node]));
  for (const node of here.filter((one) => !met.has(one) && !byTail.ambiguous.has(one))) {
    const same = names.get(node.name);
    if (same !== undefined) met.set(node, same);
  }
  const [only, ...more] = here;
  if (met.size === 0 && only !== undefined && more.length === 0 && nodes.length === 1)
    met.set(only, nodes[0] as NodeModel);

  return {
    met,
    alone: left().filter((node) => isAsked(node, there, met, regions, sides)),
    note: byTail.pairs.size === 0 ? null : howText(byTail.pairs),
    failure: met.size > 0 || here.length === 0 ? null : failureText(here, nodes, byTail.ambiguous, sides),
  };
}

/** A directory here and the one that corresponds to it there. */
interface Region {
  readonly here: string;
  readonly there: string;
}

function placeThere(path: string, { root }: Sides): string {
  return root === null ? path : (below(root, path) ?? path);
}

/** What a node may be called there, the whole path first. */
function placesHere(path: string, { roots, root }: Sides): { readonly place: string; readonly region: Region }[] {
  const there = root ?? '.';
  const whole = { place: path, region: { here: '.', there } };
  return [
    whole,
    ...roots.flatMap((each) => {
      const place = below(each, path);
      return place === null ? [] : [{ place, region: { here: each, there } }];
    }),
  ];
}

interface Ends {
  readonly pairs: ReadonlyMap<NodeModel, NodeModel>;
  /** Nodes here, and those there that fit equally well. */
  readonly ambiguous: ReadonlyMap<NodeModel, readonly NodeModel[]>;
}

const NONE: Ends = { pairs: new Map(), ambiguous: new Map() };

/** Nodes whose paths have the longest end in common, each with one: where one has several, nobody knows of any. */
function sameEnds(here: readonly NodeModel[], there: readonly NodeModel[], sides: Sides): Ends {
  const best = (node: NodeModel, others: readonly NodeModel[]): NodeModel[] => {
    const lengths = others.map((other) => commonEnd(homeOf(node, sides), homeOf(other, sides)));
    const longest = Math.max(1, ...lengths);
    return others.filter((_, index) => lengths[index] === longest);
  };
  const pairs = new Map<NodeModel, NodeModel>();
  const ambiguous = new Map<NodeModel, readonly NodeModel[]>();
  for (const node of here) {
    const found = best(node, there).filter((other) => best(other, here).includes(node));
    const [one, ...others] = found;
    if (one === undefined) continue;
    if (others.length > 0 || best(one, here).length > 1) ambiguous.set(node, found);
    else pairs.set(node, one);
  }
  return ambiguous.size === 0 ? { pairs, ambiguous } : { pairs: new Map(), ambiguous };
}

function homeOf(node: NodeModel, { here }: Sides): string {
  return join(here, node.home);
}

/** How many names two paths end with alike. */
function commonEnd(a: string, b: string): number {
  const [one, other] = [a.split('/').reverse(), b.split('/').reverse()];
  const different = one.findIndex((name, index) => name === '' || name !== other[index]);
  return different < 0 ? one.length : different;
}

function regionOf(here: NodeModel, there: NodeModel, sides: Sides): Region {
  const up = (path: string, levels: number): string =>
    Array.from({ length: levels }).reduce<string>((at) => dirname(at), path);
  const [one, other] = [homeOf(here, sides), homeOf(there, sides)];
  const levels = commonEnd(one, other);
  return { here: up(one, levels), there: up(other, levels) };
}

/** Whether a node that is there alone lies where nodes here were asked for. */
function isAsked(
  node: NodeModel,
  there: readonly Cluster[],
  met: ReadonlyMap<NodeModel, NodeModel>,
  regions: readonly Region[],
  sides: Sides,
): boolean {
  if (sides.narrowed) {
    const others = new Set(met.values());
    const own = there.find(({ nodes }) => nodes.includes(node));
    if (own?.nodes.some((each) => others.has(each)) !== true) return false;
  }
  if (sides.root === null || regions.length === 0) return true;
  const roots = sides.roots.map((root) => join(sides.here, root));
  return regions.some((region) => {
    const path = below(join(sides.here, region.there), homeOf(node, sides));
    if (path === null) return false;
    const same = join(join(sides.here, region.here), path);
    return roots.some((root) => below(root, same) !== null);
  });
}

const MOST = 3;

function howText(pairs: ReadonlyMap<NodeModel, NodeModel>): string {
  const told = [...pairs].map(([here, there]) => `${here.home} with ${there.home}`);
  return `the nodes are on another level there, and are compared by the end of their paths: ${list(told, MOST)}`;
}

function failureText(
  here: readonly NodeModel[],
  there: readonly NodeModel[],
  ambiguous: ReadonlyMap<NodeModel, readonly NodeModel[]>,
  { roots, root }: Sides,
): string {
  const wanted = here.map((node) => {
    const path = roots.map((each) => below(each, node.home)).find((each) => each !== null && each !== '') ?? node.home;
    return root === null ? node.home : join(root, path);
  });
  const homes = there.map((node) => node.home);
  const told = `no node of this run is there: looked for ${list(wanted, MOST)}; there ${homes.length === 1 ? 'is' : 'are'} ${list(homes, MOST + 1)}`;
  if (root === null) return told;
  const folders = [...new Set([...ambiguous.values()].flat().map((node) => dirname(node.home)))];
  const like = folders.length === 0 ? '' : `: one of ${list(folders, MOST)}`;
  const named = roots.filter((each) => each !== '.');
  return `${told}. Name the directory that holds what ${named.length === 0 ? 'this one' : list(named, MOST)} holds${like}`;
}
