import type { ClusterIntent, Config } from '../config/intent.js';
import { dirname, join } from '../discovery/paths.js';
import { sameStem, siblings } from '../discovery/siblings.js';
import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import type { Cluster, Evidence } from './cluster.js';
import { nameClusters } from './cluster-name.js';
import { type Apart, databaseLinks, type Link, memberLinks, nameLinks } from './evidence.js';
import { withReplicas } from './replicas.js';

export { withReplicas } from './replicas.js';

/** Nodes on their way to a cluster. */
interface Group {
  readonly nodes: readonly NodeModel[];
  readonly links: readonly Link[];
  readonly evidence: readonly Evidence[];
}

/**
 * Sorts the nodes of a run into clusters; every node comes out once, `replicas` filled in.
 *
 * The user's config comes first. Of the rest, nodes of one product belong together when one lists the other as a
 * member, when siblings keep a shared role in one server database, or when they share a name stem under one parent.
 * Domain, version and era don't split what that joins: a mistyped domain would hide itself. Only where two domains have
 * two or more nodes each, and neither lists nodes of the other, they are two clusters.
 */
export function group(nodes: readonly NodeModel[], config: Config): Cluster[] {
  const configured = config.clusters.flatMap((intent) => {
    const members = nodes.filter((node) => isNamed(node, intent, config));
    return members.length === 0 ? [] : [{ intent, members }];
  });
  const taken = new Set(configured.flatMap(({ members }) => members));
  const groups = components(nodes.filter((node) => !taken.has(node))).flatMap(splitByDomain);
  const names = nameClusters(
    groups.map((found) => found.nodes),
    configured.map(({ intent }) => intent.name),
  );
  return [
    ...configured.map(({ intent, members }) => fromConfig(intent, members, config)),
    ...groups.map((found, index) => ({
      name: names[index] ?? '',
      nodes: found.nodes,
      evidence: merged(found.evidence),
      guessed: isGuessed(found),
      intent: null,
      reference: null,
    })),
  ].map(withReplicas);
}

/** By place and by name, which carries the cluster's where two clusters use the same. */
function isNamed(node: NodeModel, intent: ClusterIntent, config: Config): boolean {
  const directory = config.path === null ? '.' : dirname(config.path);
  return intent.nodes.some(
    ({ name, path }) =>
      (node.name === name || node.name === `${intent.name}/${name}`) && isAt(node, join(directory, path)),
  );
}

function isAt(node: NodeModel, path: string): boolean {
  return path === '.' || node.path === path || node.path.startsWith(`${path}/`) || node.home === path;
}

function fromConfig(intent: ClusterIntent, nodes: readonly NodeModel[], config: Config): Cluster {
  const text = `${config.path ?? 'the configuration'} puts them into ${intent.name}`;
  const evidence: Evidence[] = [{ nodes: nodes.map((node) => node.name), kind: 'join', text }];
  return { name: intent.name, nodes, evidence, guessed: false, intent, reference: intent.reference };
}

/** Joins nodes along every link, except where that would put two products into one group. */
function components(nodes: readonly NodeModel[]): Group[] {
  const groupOf = new Map<NodeModel, NodeModel[]>(nodes.map((node) => [node, [node]]));
  const products = new Map<NodeModel[], Set<string>>();
  const productsOf = (members: NodeModel[]) => {
    const found = products.get(members) ?? new Set(members.flatMap((node) => node.product ?? []));
    products.set(members, found);
    return found;
  };
  const links: Link[] = [];
  const apart: Apart[] = [];
  const joined = (a: NodeModel, b: NodeModel) => groupOf.get(a) === groupOf.get(b);

  const join = (link: Link) => {
    const [x, y] = [groupOf.get(link.a), groupOf.get(link.b)];
    if (x === undefined || y === undefined || x === y) return;
    const [into, from] = x.length < y.length ? [y, x] : [x, y];
    const both = new Set([...productsOf(into), ...productsOf(from)]);
    if (both.size > 1) {
      apart.push({ ...link, text: `kept apart: different products, ${[...both].sort().join(' and ')} (${link.text})` });
      return;
    }
    products.set(into, both);
    into.push(...from);
    for (const node of from) groupOf.set(node, into);
    links.push(link);
  };

  // What is known of both products first: a node that does not tell its product must not carry one to another.
  const members = memberLinks(nodes);
  for (const link of members.filter(({ a, b }) => a.product !== null && b.product !== null)) join(link);
  for (const link of members) join(link);
  for (const link of databaseLinks(nodes, joined)) {
    if ('kind' in link) join(link);
    else apart.push(link);
  }
  // Names last: what they alone join is guessed.
  for (const link of nameLinks(nodes, joined)) join(link);

  const order = new Map(nodes.map((node, index) => [node, index]));
  const groups = new Map([...new Set(groupOf.values())].map((group) => [group, emptyGroup()]));
  const at = (node: NodeModel) => groups.get(groupOf.get(node) ?? []) ?? emptyGroup();
  for (const link of links) at(link.a).evidence.push(evidenceOf('join', link));
  // All that members say, and of the rest what was needed: one link for each node joined.
  for (const link of [...members, ...links.filter(({ kind }) => kind !== 'member')]) {
    if (joined(link.a, link.b)) at(link.a).links.push(link);
  }
  for (const split of apart.filter(({ a, b }) => !joined(a, b))) {
    for (const node of [split.a, split.b]) at(node).evidence.push(evidenceOf('split', split));
  }
  return [...groups].map(([group, { links, evidence }]) => {
    return { nodes: group.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)), links, evidence };
  });
}

function emptyGroup(): { links: Link[]; evidence: Evidence[] } {
  return { links: [], evidence: [] };
}

function evidenceOf(kind: Evidence['kind'], { a, b, text }: Link | Apart): Evidence {
  return { nodes: [a.name, b.name], kind, text };
}

/** Two domains with two or more nodes each are two clusters; the nodes without either go where they are linked. */
function splitByDomain(group: Group): Group[] {
  const sides = sidesOf(group);
  if (sides.size < 2) return [group];
  const placed = new Set([...sides.values()].flat());
  for (const node of group.nodes.filter((other) => !placed.has(other))) {
    const [domain] = [...sides].toSorted((a, b) => closeness(node, b, group) - closeness(node, a, group))[0] ?? [''];
    sides.get(domain)?.push(node);
  }
  const text = `kept apart: ${[...sides].map(([domain, nodes]) => `domain ${domain} with ${list(nodes)}`).join(', ')}`;
  return [...sides.values()].map((side) => {
    const nodes = new Set(side);
    const names = new Set(side.map((node) => node.name));
    const inside = (item: Evidence) => item.kind === 'split' || item.nodes.every((name) => names.has(name));
    return {
      nodes: group.nodes.filter((node) => nodes.has(node)),
      links: group.links.filter((link) => nodes.has(link.a) && nodes.has(link.b)),
      evidence: [
        ...group.evidence.filter(inside),
        { nodes: group.nodes.map((node) => node.name), kind: 'split', text },
      ],
    };
  });
}

/**
 * The domains that two or more nodes use. None where nodes of one list nodes of another as members: such lists are
 * meant, and the server would never let those nodes meet.
 */
function sidesOf({ nodes, links }: Group): Map<string, NodeModel[]> {
  const byDomain = new Map<string, NodeModel[]>();
  for (const node of nodes) {
    const domain = domainOf(node);
    if (domain === null || node.clustering?.enabled === false) continue;
    const side = byDomain.get(domain) ?? [];
    side.push(node);
    byDomain.set(domain, side);
  }
  const sides = new Map([...byDomain].filter(([, side]) => side.length > 1));
  const sideOf = new Map([...sides].flatMap(([domain, side]) => side.map((node) => [node, domain])));
  const crossed = links.some(({ kind, a, b }) => {
    const [x, y] = [sideOf.get(a), sideOf.get(b)];
    return kind === 'member' && x !== undefined && y !== undefined && x !== y;
  });
  return crossed ? new Map() : sides;
}

function domainOf(node: NodeModel): string | null {
  return known(node.clustering?.domain ?? null);
}

/** How much a node without a side of its own has to do with one: its domain, member lists, its name. */
function closeness(node: NodeModel, [domain, nodes]: [string, readonly NodeModel[]], { links }: Group): number {
  const other = (link: Link) => (link.a === node ? link.b : link.b === node ? link.a : null);
  const linked = links.filter((link) => nodes.some((member) => member === other(link)));
  if (linked.some((link) => link.kind === 'member')) return 4;
  if (domainOf(node) === domain) return 3;
  const named = nodes.some((member) => {
    const beside = siblings(node.path, member.path);
    return beside !== null && sameStem(...beside.names) !== null;
  });
  if (named) return 2;
  return linked.length > 0 ? 1 : 0;
}

/** Only names hold the group together: without them it would fall apart. */
function isGuessed({ nodes, links }: Group): boolean {
  const firm = links.filter((link) => link.kind !== 'name');
  const reached = new Set(nodes.slice(0, 1));
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const { a, b } of firm) {
      if (reached.has(a) || reached.has(b)) reached.add(a).add(b);
    }
  }
  return reached.size < nodes.length;
}

/** Evidence with the same words becomes one, about all its nodes. */
function merged(evidence: readonly Evidence[]): Evidence[] {
  const byText = new Map<string, Evidence>();
  for (const item of evidence) {
    const nodes = [...new Set([...(byText.get(item.text)?.nodes ?? []), ...item.nodes])];
    byText.set(item.text, { ...item, nodes });
  }
  return [...byText.values()];
}

function list(nodes: readonly NodeModel[]): string {
  return nodes.map((node) => node.name).join(', ');
}
