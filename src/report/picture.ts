import { type Severity, severityRank } from '../config/severity.js';
import { mermaidText } from '../text/escape.js';
import { shorten } from '../text/message.js';
import type { ReportCluster, ReportFinding, ReportNode } from './report.js';
import { findingsLine, replicasText } from './words.js';

/** Beyond this a picture no longer reads: the table of who shares what tells it. */
const MOST_NODES = 12;
const MOST_LINKS = 36;
const LONGEST = 60;

/** What a node does with a database, or with a name that leads nowhere. */
export interface Use {
  /** What it is used by: same text, same target, same kind means the same use. */
  readonly kind: 'use' | 'mount';
  /** The letter of a database, or the text of what is not there. */
  readonly target: { readonly mark: string } | { readonly missing: string };
  readonly label: string;
  readonly severity: Severity | null;
}

interface Box {
  readonly node: ReportNode;
  readonly id: string;
  readonly uses: readonly Use[];
}

export type PictureFinding = Pick<ReportFinding, 'node' | 'severity' | 'address'>;

const SIGN: Readonly<Record<Severity, string>> = { error: '✗ ', warning: '⚠ ', info: '' };

const CLASSES = [
  ['error', 'fill:#ffebe9,stroke:#cf222e,stroke-width:3px,color:#1f2328'],
  ['warning', 'fill:#fff8c5,stroke:#bf8700,stroke-width:3px,color:#1f2328'],
  ['info', 'stroke:#0969da,stroke-width:2px'],
  ['missing', 'fill:#ffebe9,stroke:#cf222e,stroke-dasharray:4 3,color:#1f2328'],
  ['template', 'stroke-dasharray:4 3'],
] as const;
const LINK_STYLE: Readonly<Record<Severity, string>> = {
  error: 'stroke:#cf222e,stroke-width:3px',
  warning: 'stroke:#bf8700,stroke-width:3px',
  info: 'stroke:#0969da,stroke-width:2px',
};

/**
 * The cluster as a Mermaid flowchart: nodes by clustering domain, databases, who uses which, and mounts of the registry
 * as thick links; null for one node and where a picture would not read.
 */
export function mermaidPicture(cluster: ReportCluster, findings: readonly PictureFinding[]): string | null {
  const { nodes } = cluster;
  if (nodes.length < 2 || nodes.length > MOST_NODES) return null;
  const boxes = nodes.map(
    (node, index): Box => ({ node, id: `n${index + 1}`, uses: usesOf(cluster, index, findings) }),
  );
  const picture = new Picture(cluster);
  for (const [title, members] of by(boxes, ({ node }) => domainText(node))) picture.domain(title, members, findings);
  return picture.text();
}

class Picture {
  private links = 0;
  /** The invisible ones too: links are styled by their number. */
  private drawn = 0;
  private readonly lines: string[] = [];
  /** Databases and what is not there: after the frames, else they would be drawn inside. */
  private readonly shapes: string[] = [];
  private readonly tail: string[] = [];
  private readonly styles: string[] = [];
  private readonly targets = new Map<string, string>();
  private frames = 0;
  private readonly cluster: ReportCluster;

  constructor(cluster: ReportCluster) {
    this.cluster = cluster;
  }

  domain(title: string, members: readonly Box[], findings: readonly PictureFinding[]): void {
    const frame = this.open(title);
    const groups = [...by(members, ({ uses }) => JSON.stringify(uses)).values()];
    // What all do is one link from the frame; where some are alike and others not, from those that are alike.
    const mixed = groups.length > 1 && groups.length < members.length;
    const common =
      mixed || members.length === 1 ? [] : (members[0]?.uses ?? []).filter((use) => isCommon(use, members));
    for (const alike of groups) {
      const uses = (alike[0]?.uses ?? []).filter((use) => !common.some(sameUse(use)));
      const inner = mixed && alike.length > 1 && uses.length > 0 ? this.open(`${alike.length} nodes alike`) : null;
      for (const box of alike) this.node(box, findings);
      // Rows and columns only hold where no link leads to a node inside.
      if (inner !== null || uses.length === 0) this.grid(alike);
      if (inner !== null) this.lines.push('end');
      for (const from of inner === null ? alike.map(({ id }) => id) : [inner]) this.uses(from, uses);
    }
    this.lines.push('end');
    this.uses(frame, common);
  }

  /** Starts a frame; whoever opens it writes its `end`. */
  private open(title: string): string {
    this.frames += 1;
    const id = `g${this.frames}`;
    this.lines.push(`subgraph ${id}["${label(title)}"]`, 'direction LR');
    return id;
  }

  /** Invisible links put many nodes of one frame into rows. */
  private grid(boxes: readonly Box[]): void {
    const columns = boxes.length < 4 ? 1 : boxes.length < 9 ? 2 : 3;
    for (const [index, { id }] of boxes.entries()) {
      const next = boxes[index + 1];
      if (next !== undefined && (index + 1) % columns !== 0) this.invisible(`${id} ~~~ ${next.id}`);
    }
  }

  private invisible(link: string): void {
    this.tail.push(link);
    this.drawn += 1;
  }

  private node({ node, id }: Box, findings: readonly PictureFinding[]): void {
    const of = findings.filter((finding) => finding.node === node.name);
    const severity = worst(of);
    const kind = severity ?? (node.template ? 'template' : null);
    const lines = [node.name, ...nodeLines(this.cluster, node)].map((line) => label(line));
    if (severity !== null) lines.push(label(`${SIGN[severity]}${findingsLine(summary(of))}`));
    this.lines.push(`${id}["${lines.join('<br>')}"]${kind === null ? '' : `:::${kind}`}`);
  }

  /** One link per target and kind. */
  private uses(from: string, uses: readonly Use[]): void {
    for (const [, same] of by(uses, ({ kind, target }) => JSON.stringify([kind, target]))) {
      const [first] = same;
      if (first === undefined) continue;
      const severity = worst(same.map((use) => ({ severity: use.severity })));
      const missing = 'missing' in first.target;
      const arrow = missing ? ['-.', '.->'] : first.kind === 'mount' ? ['==', '==>'] : ['--', '-->'];
      const sign = severity === null ? '' : SIGN[severity];
      const text =
        first.kind === 'mount'
          ? same.map((use) => label(sign + use.label)).join('<br>')
          : label(sign + same.map((use) => use.label).join(', '));
      this.tail.push(`${from} ${arrow[0]} "${text}" ${arrow[1]} ${this.target(first.target)}`);
      const style = severity ?? (missing ? 'error' : null);
      if (style !== null) this.styles.push(`linkStyle ${this.drawn} ${LINK_STYLE[style]}`);
      this.links += 1;
      this.drawn += 1;
    }
  }

  private target(target: Use['target']): string {
    const key = JSON.stringify(target);
    const known = this.targets.get(key);
    if (known !== undefined) return known;
    const id = `d${this.targets.size + 1}`;
    this.targets.set(key, id);
    if ('missing' in target) {
      this.shapes.push(`${id}{{"${label(`✗ ${target.missing}`)}"}}:::missing`);
    } else {
      const text = this.cluster.roles?.databases.find(({ mark }) => mark === target.mark)?.text ?? '';
      this.shapes.push(`${id}[("${label(target.mark)}<br>${label(text)}")]`);
    }
    return id;
  }

  /** Databases of which the files do not tell whether they are one. */
  private doubts(): void {
    for (const marks of this.cluster.roles?.maybe ?? []) {
      const ids = marks.flatMap((mark) => this.targets.get(JSON.stringify({ mark })) ?? []);
      for (const [index, id] of ids.slice(1).entries()) {
        this.tail.push(`${ids[index]} -. "the same?" .- ${id}`);
        this.links += 1;
      }
    }
  }

  /** Null where there is nothing to see, or too much. */
  text(): string | null {
    this.doubts();
    const told = this.links > 0 || this.cluster.nodes.some(({ clustering }) => clustering !== null);
    if (!told || this.links > MOST_LINKS) return null;
    const drawn = [...this.lines, ...this.shapes];
    const classes = CLASSES.filter(([name]) => drawn.some((line) => line.endsWith(`:::${name}`)));
    const looks = classes.map(([name, look]) => `classDef ${name} ${look}`);
    return ['flowchart LR', ...drawn, ...this.tail, ...this.styles, ...looks].join('\n');
  }
}

function label(text: string): string {
  return mermaidText(shorten(text, LONGEST));
}

/** Things by a key, both in the order they came. */
export function by<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}

function isCommon(use: Use, boxes: readonly Box[]): boolean {
  return boxes.every(({ uses }) => uses.some(sameUse(use)));
}

function sameUse(a: Use): (b: Use) => boolean {
  return (b) => JSON.stringify(a) === JSON.stringify(b);
}

/** The worst severity there is; null where there is none. */
export function worst(all: readonly { readonly severity: Severity | null }[]): Severity | null {
  return all
    .flatMap(({ severity }) => severity ?? [])
    .reduce<Severity | null>((a, b) => (a === null || severityRank(b) > severityRank(a) ? b : a), null);
}

/** How many findings of each severity. */
export function summary(findings: readonly PictureFinding[]) {
  const of = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), infos: of('info') };
}

/** What the frame around the nodes of one clustering domain says. */
export function domainText({ clustering }: ReportNode): string {
  if (clustering === null) return 'clustering not told';
  if (clustering.enabled === false) return 'clustering is off';
  const domain = clustering.domain === null ? 'clustering, domain unknown' : `clustering domain ${clustering.domain}`;
  const scheme = clustering.scheme === null ? 'scheme unknown' : clustering.scheme;
  return `${domain} (${scheme}${clustering.enabled === null ? ', perhaps off' : ''})`;
}

/** What a node's box says under its name. */
export function nodeLines(cluster: ReportCluster, node: ReportNode): string[] {
  const wanted = node.ports.filter(({ name }) => name === 'HTTPS' || name === 'cluster');
  const ports = wanted.slice(0, 3).map(({ name, port }) => `${name} ${port}`);
  const index = cluster.nodes.indexOf(node);
  const cells = (cluster.roles?.rows ?? []).map(({ role, cells: all }) => ({ role, mark: all[index]?.mark ?? '?' }));
  const unknown = cells.filter(({ mark }) => mark === '?').map(({ role }) => role);
  const embedded = (cluster.roles?.databases ?? []).filter(({ nodes }) => nodes?.includes(node.name));
  return [
    node.host ?? '',
    ports.join(', '),
    replicasText(node),
    node.template ? 'template: not judged' : '',
    ...embedded.map(({ mark }) => {
      const roles = cells.filter((cell) => cell.mark === mark).map(({ role }) => role);
      return roles.length === 0 ? '' : `${mark}, embedded: ${roles.join(', ')}`;
    }),
    unknown.length === 0 || node.template ? '' : `not told: ${unknown.join(', ')}`,
  ].filter((line) => line !== '');
}

const COLLECTION: Readonly<Record<string, string>> = {
  governance: '/_system/governance',
  config: '/_system/config',
};

/** What a node uses outside of itself; an embedded database is told in the node. */
export function usesOf(cluster: ReportCluster, index: number, findings: readonly PictureFinding[]): Use[] {
  const node = cluster.nodes[index];
  if (node === undefined) return [];
  const own = findings.filter((finding) => finding.node === node.name);
  const outside = (mark: string) =>
    mark !== '?' && mark !== '–' && !cluster.roles?.databases.some((each) => each.mark === mark && each.nodes !== null);
  const uses: Use[] = [];
  for (const { role, cells } of cluster.roles?.rows ?? []) {
    const cell = cells[index];
    if (cell === undefined || !outside(cell.mark)) continue;
    const collection = COLLECTION[role];
    // A collection is in the local registry, or behind a mount, which is drawn as such.
    if (collection !== undefined) continue;
    const target = cell.mark === '✗' ? { missing: `${cell.name ?? role} is not there` } : { mark: cell.mark };
    uses.push({ kind: 'use', target, label: role, severity: worst(own.filter(about(ADDRESS[role], cell.name))) });
  }
  for (const mount of node.mounts) {
    if (!outside(mount.mark)) continue;
    const target = mount.mark === '✗' ? { missing: whyNowhere(mount) } : { mark: mount.mark };
    const to = mount.target === null || mount.target === mount.path ? '' : ` → ${mount.target}`;
    const severity = worst(own.filter(about(`registry/mount[${mount.path}]`, mount.datasource)));
    uses.push({ kind: 'mount', target, label: `${mount.path}${to}`, severity });
  }
  return uses;
}

function whyNowhere({ mode, target, datasource }: ReportNode['mounts'][number]): string {
  if (target === null) return 'nowhere: no target path';
  if (mode === 'none') return 'nowhere: no overwrite';
  return datasource === null ? 'nowhere' : `${datasource} is not there`;
}

const ADDRESS: Readonly<Record<string, string>> = {
  'local registry': 'registry/currentDBConfig',
  users: 'userMgt/dataSource',
  identity: 'identity/dataSource',
  consent: 'consent/dataSource',
};

/** Is a finding about a setting of that address, or about the datasource behind it? */
function about(address: string | undefined, jndiName: string | null): (finding: PictureFinding) => boolean {
  return (finding) =>
    finding.address !== null &&
    ((address !== undefined && finding.address.startsWith(address)) ||
      (jndiName !== null && finding.address.startsWith(`datasources[${jndiName}]`)));
}
