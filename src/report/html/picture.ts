import type { Severity } from '../../config/severity.js';
import { by, domainText, nodeLines, type PictureFinding, summary, type Use, usesOf, worst } from '../picture.js';
import type { ReportCluster, ReportNode } from '../report.js';
import { findingsLine } from '../words.js';
import { SIGN } from './findings.js';
import { type Markup, markup } from './markup.js';

/** Beyond this, nodes of which the same is to be said are drawn as one. */
const MOST_NODES = 16;
const MOST_ROWS = 60;
const [LEFT, BOX, FRAME] = [1, 240, 12];
const LANES = LEFT + FRAME + BOX + FRAME + 48;
const LANE = 210;
const LINE = 17;
const [BOX_CHARACTERS, LANE_CHARACTERS, DATABASE_CHARACTERS] = [33, 28, 25];

interface Row {
  readonly nodes: readonly ReportNode[];
  readonly domain: string;
  readonly lines: readonly string[];
  readonly severity: Severity | null;
  readonly uses: readonly Use[];
}

interface Lane {
  readonly key: string;
  readonly lines: readonly string[];
  readonly missing: boolean;
}

/**
 * The cluster as SVG: a row a node, framed by clustering domain, a lane a database; a dot where a node uses it, an arrow
 * where it mounts a part of its registry. Null where there is nothing to see.
 *
 * @param notes what else is to be said of a node, by its name
 */
export function svgPicture(
  cluster: ReportCluster,
  findings: readonly PictureFinding[],
  id: string,
  notes: ReadonlyMap<string, string> = new Map(),
): Markup | null {
  const rows = rowsOf(cluster, findings, notes);
  const lanes = lanesOf(cluster, rows);
  if (rows.length > MOST_ROWS) return null;
  if (lanes.length === 0 && cluster.nodes.every(({ clustering }) => clustering === null)) return null;
  const top = lanes.reduce((most, { lines }) => Math.max(most, lines.length), 0) * LINE + (lanes.length > 0 ? 46 : 0);
  const [drawn, reach, height] = body(rows, lanes, top);
  const width = lanes.length === 0 ? LEFT * 2 + FRAME * 2 + BOX : LANES + lanes.length * LANE;
  const shafts = lanes.map((lane, index) => laneShape(lane, index, reach.get(lane.key) ?? top));
  return markup`<div class="scroll picture" role="region" aria-label="Picture of cluster ${cluster.name}" tabindex="0">
<svg role="img" aria-labelledby="${id}-title ${id}-desc" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title id="${id}-title">Cluster ${cluster.name}</title>
<desc id="${id}-desc">${rows.map((row) => told(row, cluster)).join(' ')}</desc>
${shafts}
${drawn}
</svg>
</div>`;
}

function rowsOf(
  cluster: ReportCluster,
  findings: readonly PictureFinding[],
  notes: ReadonlyMap<string, string>,
): Row[] {
  const single = cluster.nodes.map((node, index): Row => {
    const of = findings.filter((finding) => finding.node === node.name);
    const severity = worst(of);
    const last = severity === null ? [] : [`${SIGN[severity]} ${findingsLine(summary(of))}`];
    const lines = [...nodeLines(cluster, node), ...last, ...[notes.get(node.name) ?? []].flat()];
    return { nodes: [node], domain: domainText(node), lines, severity, uses: usesOf(cluster, index, findings) };
  });
  const sorted = [...by(single, ({ domain }) => domain).values()].flat();
  if (single.length <= MOST_NODES) return sorted;
  const key = ({ domain, severity, uses }: Row) => JSON.stringify([domain, severity, uses]);
  return [...by(sorted, key).values()].flatMap((alike) => {
    const [first, ...others] = alike;
    if (first === undefined || others.length === 0) return alike;
    const nodes = alike.flatMap((row) => row.nodes);
    const names = nodes.slice(0, 4).map(({ name }) => name);
    const more = nodes.length > names.length ? [`and ${nodes.length - names.length} more`] : [];
    return [{ ...first, nodes, lines: [...names, ...more] }];
  });
}

function lanesOf(cluster: ReportCluster, rows: readonly Row[]): Lane[] {
  const lanes = new Map<string, Lane>();
  for (const { target } of rows.flatMap(({ uses }) => uses)) {
    const key = JSON.stringify(target);
    if (lanes.has(key)) continue;
    if ('missing' in target) {
      lanes.set(key, { key, lines: ['✗', ...wrap(target.missing, DATABASE_CHARACTERS)], missing: true });
    } else {
      const text = cluster.roles?.databases.find(({ mark }) => mark === target.mark)?.text ?? '';
      lanes.set(key, { key, lines: [target.mark, ...wrap(text, DATABASE_CHARACTERS)], missing: false });
    }
  }
  return [...lanes.values()].sort((a, b) => Number(a.missing) - Number(b.missing));
}

/** Lines of at most so many characters, broken where it reads best; three at most. */
function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > most && lines.length < 2) {
    const head = rest.slice(0, most);
    const space = rest.slice(0, most + 1).lastIndexOf(' ');
    const other = Math.max(head.lastIndexOf('/'), head.lastIndexOf('.'));
    const end = space > most / 3 ? space : other > most / 2 ? other : most;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  lines.push(rest.length > most ? `${rest.slice(0, most - 1)}…` : rest);
  return lines.filter((line) => line !== '');
}

/** Frames, boxes and links from top to bottom; how far down each lane reaches, and the height of it all. */
function body(rows: readonly Row[], lanes: readonly Lane[], top: number): [Markup[], Map<string, number>, number] {
  const drawn: Markup[] = [];
  const reach = new Map<string, number>();
  let y = top + 1;
  for (const [domain, members] of by(rows, (row) => row.domain)) {
    const title = wrap(domain, BOX_CHARACTERS + 3);
    const start = y;
    y += 12 + title.length * LINE + 8;
    const inside: Markup[] = [];
    for (const row of members) {
      const { shape, height } = box(row, y, lanes, reach);
      inside.push(shape);
      y += height + 12;
    }
    drawn.push(
      markup`<rect class="frame" x="${LEFT}" y="${start}" width="${BOX + 2 * FRAME}" height="${y - start}" rx="8"/>`,
      lines(title, LEFT + FRAME, start + 22, 'domain'),
      ...inside,
    );
    y += 16;
  }
  return [drawn, reach, y - 14];
}

function box(row: Row, y: number, lanes: readonly Lane[], reach: Map<string, number>) {
  const [first] = row.nodes;
  const name = row.nodes.length === 1 ? (first?.name ?? '') : `${row.nodes.length} nodes alike`;
  const heads = wrap(name, BOX_CHARACTERS - 3);
  const texts = row.lines.flatMap((line) => wrap(line, BOX_CHARACTERS));
  const links = linksOf(row, lanes);
  const linked = links.reduce((sum, { label }) => sum + label.length * LINE + 4, 0);
  const height = Math.max((heads.length + texts.length) * LINE + 16, linked + 12);
  const look = row.severity ?? (first?.template === true ? 'template' : 'plain');
  const x = LEFT + FRAME;
  const shapes = [
    markup`<rect class="node ${look}" x="${x}" y="${y}" width="${BOX}" height="${height}" rx="6"/>`,
    ...(row.severity === null
      ? []
      : [markup`<rect class="edge ${row.severity}" x="${x}" y="${y}" width="5" height="${height}" rx="2"/>`]),
    lines(heads, x + 14, y + 21, 'title'),
    lines(texts, x + 14, y + 21 + heads.length * LINE, `text ${look}`),
  ];
  let at = y + 18;
  for (const { lane, label, mount, look: how } of links) {
    const to = LANES + lane * LANE;
    const from = x + BOX;
    const key = lanes[lane]?.key ?? '';
    shapes.push(
      markup`<path class="link ${mount ? 'mount' : 'use'} ${how}" d="M${from} ${at}H${to - 7}"/>`,
      mount
        ? markup`<path class="tip ${how}" d="M${to - 8} ${at - 5}L${to} ${at}L${to - 8} ${at + 5}Z"/>`
        : markup`<circle class="tip ${how}" cx="${to}" cy="${at}" r="4"/>`,
      lines(label, to + 12, at + 4, `label ${how}`),
    );
    reach.set(key, Math.max(reach.get(key) ?? 0, at));
    at += label.length * LINE + 4;
  }
  return { shape: markup`<g>${shapes}</g>`, height };
}

interface Link {
  readonly lane: number;
  readonly label: readonly string[];
  readonly mount: boolean;
  readonly look: string;
}

/** One line per database and kind: the uses of a database together, a mount for itself. */
function linksOf({ uses }: Row, lanes: readonly Lane[]): Link[] {
  const groups = by(uses, ({ kind, target, label }) => JSON.stringify([kind, target, kind === 'mount' ? label : '']));
  return [...groups.values()]
    .flatMap((same): Link[] => {
      const [first] = same;
      if (first === undefined) return [];
      const lane = lanes.findIndex(({ key }) => key === JSON.stringify(first.target));
      const severity = worst(same.map((use) => ({ severity: use.severity })));
      const look = severity ?? ('missing' in first.target ? 'error' : 'plain');
      const sign = severity === null ? '' : `${SIGN[severity]} `;
      const text = `${sign}${same.map(({ label }) => label).join(', ')}`;
      return [{ lane, label: wrap(text, LANE_CHARACTERS), mount: first.kind === 'mount', look }];
    })
    .sort((a, b) => a.lane - b.lane);
}

function laneShape({ lines: texts, missing }: Lane, index: number, end: number): Markup {
  const x = LANES + index * LANE;
  const [left, width, height] = [x - 14, LANE - 18, texts.length * LINE + 22];
  const right = left + width;
  const shape = missing
    ? markup`<rect class="missing" x="${left}" y="1" width="${width}" height="${height}" rx="6"/>`
    : markup`<path class="database" d="M${left} 8V${height - 6}C${left} ${height + 3} ${right} ${height + 3} ${right} ${height - 6}V8C${right} -1 ${left} -1 ${left} 8Z"/><path class="database rim" d="M${left} 8C${left} 17 ${right} 17 ${right} 8"/>`;
  return markup`<g><path class="lane${missing ? ' error' : ''}" d="M${x} ${height + 2}V${end}"/>${shape}${lines(texts.slice(0, 1), left + 12, 29, 'title')}${lines(texts.slice(1), left + 12, 29 + LINE, 'text')}</g>`;
}

function lines(texts: readonly string[], x: number, y: number, look: string): Markup {
  return markup`${texts.map((text, index) => markup`<text class="${look}" x="${x}" y="${y + index * LINE}">${text}</text>`)}`;
}

/** The row in words, for those who hear the picture. */
function told({ nodes, domain, lines: facts, uses }: Row, { roles }: ReportCluster): string {
  const names = nodes.map(({ name }) => name).join(', ');
  const to = ({ kind, target, label }: Use) => {
    const where =
      'missing' in target
        ? target.missing
        : `${target.mark} (${roles?.databases.find(({ mark }) => mark === target.mark)?.text ?? 'a database'})`;
    return `${kind === 'mount' ? 'mount ' : ''}${label}: ${where}`;
  };
  return `${names}: ${[domain, ...facts, ...uses.map(to)].join('; ')}.`;
}
