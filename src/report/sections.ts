import { type Severity, severityRank } from '../config/severity.js';
import { cellCode, fencedBlock, linkTarget, markdown, terminal } from '../text/escape.js';
import { count, list, shorten } from '../text/message.js';
import { mermaidPicture } from './picture.js';
import type { Report, ReportCluster, ReportFinding, ReportPlace } from './report.js';
import { cellText } from './roles.js';
import { location, productText, replicasText, tally } from './words.js';

/** The parts that step summary, comment and issue have in common, and how they are made to fit. */

/** How much is told: given up one by one, until the text fits. */
export interface Detail {
  readonly related: boolean;
  readonly trees: boolean;
  readonly skipped: boolean;
  readonly picture: boolean;
  readonly roles: boolean;
  /** Characters of one message. */
  readonly message: number;
  /** Rows of any one table. */
  readonly rows: number;
}

export type Link = (place: ReportPlace) => string | null;

/** What stands around the parts, and what the whole may take. */
export interface Frame {
  readonly head: readonly string[];
  readonly foot: readonly string[];
  readonly link: Link;
  readonly fits: (text: string) => boolean;
  /** Blocks to say instead where not even the shortest report fits. */
  readonly last: readonly string[];
}

const FULL: Detail = {
  related: true,
  trees: true,
  skipped: true,
  picture: true,
  roles: true,
  message: 1200,
  rows: Number.POSITIVE_INFINITY,
};

function* levels(): Generator<Detail> {
  yield FULL;
  let detail: Detail = { ...FULL, related: false };
  yield detail;
  detail = { ...detail, trees: false };
  yield detail;
  detail = { ...detail, skipped: false };
  yield detail;
  detail = { ...detail, message: 240 };
  yield detail;
  detail = { ...detail, picture: false };
  yield detail;
  detail = { ...detail, roles: false, message: 120 };
  yield detail;
  for (let rows = 4096; rows >= 1; rows = Math.floor(rows / 2)) yield { ...detail, rows };
}

/**
 * The report in its frame. What does not fit is left out whole, so that no table, fence or details element is ever cut;
 * '' where not even the last words fit.
 */
export function framed(report: Report, frame: Frame): string {
  for (const detail of levels()) {
    const text = joined([...frame.head, ...parts(report, detail, frame.link), ...frame.foot]);
    if (frame.fits(text)) return text;
  }
  const text = joined(frame.last);
  return frame.fits(text) ? text : '';
}

function joined(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

export const MARK: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/** The sign of a whole report; never green about nothing. */
export function reportMark({ summary }: Report): string {
  if (summary.errors > 0) return MARK.error;
  if (summary.nodes === 0 || summary.warnings > 0) return MARK.warning;
  return summary.infos > 0 ? MARK.info : '✅';
}

function parts(report: Report, detail: Detail, link: Link): string[] {
  const blocks: string[] = [];
  if (report.clusters.length > 1) blocks.push(verdictTable(report, detail));
  for (const cluster of report.clusters) blocks.push(...clusterBlocks(cluster, report, detail, link));
  if (report.skipped.length > 0) blocks.push(skippedBlock(report, detail));
  if (report.summary.suppressed > 0) blocks.push(`${count(report.summary.suppressed, 'finding')} suppressed.`);
  return blocks;
}

/** A table; rows beyond the limit are counted under it. */
function table(head: readonly string[], rows: readonly (readonly string[])[], detail: Detail, what: string): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = rows.slice(0, detail.rows);
  const lines = [line(head), `|${head.map(() => '---').join('|')}|`, ...shown.map(line)];
  const more = rows.length - shown.length;
  if (more > 0) lines.push('', `… and ${count(more, `more ${what}`)}.`);
  return lines.join('\n');
}

function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

function findingsOf(cluster: ReportCluster, report: Report): ReportFinding[] {
  return report.findings
    .filter((finding) => finding.cluster === cluster.name)
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
}

function verdictTable(report: Report, detail: Detail): string {
  const rows = report.clusters.map((cluster) => {
    const { error, warning, info } = tally(findingsOf(cluster, report));
    const name = `${markdown(cluster.name)}${cluster.guessed ? ' (guessed)' : ''}`;
    return [name, String(cluster.nodes.length), String(error), String(warning), String(info)];
  });
  return table(['Cluster', 'Nodes', 'Errors', 'Warnings', 'Infos'], rows, detail, 'cluster');
}

function clusterBlocks(cluster: ReportCluster, report: Report, detail: Detail, link: Link): string[] {
  const findings = findingsOf(cluster, report);
  if (findings.length === 0 && detail.rows < report.clusters.length) return [];
  const blocks = [
    `### Cluster ${markdown(cluster.name)}${cluster.guessed ? ' (guessed)' : ''}`,
    nodesLine(cluster, detail),
  ];
  const fresh = findings.filter(({ state }) => state !== 'known');
  const known = findings.filter(({ state }) => state === 'known');
  if (fresh.length > 0) blocks.push(findingsTable(fresh, cluster, detail, link));
  if (known.length > 0) {
    blocks.push(details(count(known.length, 'known finding'), findingsTable(known, cluster, detail, link)));
  }
  const picture = detail.picture ? mermaidPicture(cluster, findings) : null;
  if (picture !== null) blocks.push(fencedBlock(picture, 'mermaid'));
  const roles = detail.roles ? rolesTable(cluster, detail) : null;
  if (roles !== null) blocks.push(roles);
  if (detail.trees) blocks.push(...registryTrees(cluster));
  return blocks;
}

function nodesLine(cluster: ReportCluster, detail: Detail): string {
  const nodes = cluster.nodes.slice(0, Math.min(detail.rows, 50)).map((node) => {
    const facts = [productText(node), replicasText(node)].filter((fact) => fact !== '').join(', ');
    return `**${markdown(node.name)}** ${cellCode(node.path)} (${markdown(facts)})`;
  });
  if (nodes.length < cluster.nodes.length) nodes.push(`${cluster.nodes.length - nodes.length} more`);
  return nodes.join(' · ');
}

function findingsTable(findings: readonly ReportFinding[], cluster: ReportCluster, detail: Detail, link: Link): string {
  const rows = findings.map((finding) => row(finding, detail, (place) => linked(place, cluster, link)));
  return table(['', 'Node', 'Where', 'What'], rows, detail, 'finding');
}

/** `Node` is the odd one out, the others are named in the message and under it. */
function row(finding: ReportFinding, detail: Detail, where: (place: ReportPlace) => string): string[] {
  const docs = linkTarget(finding.docs);
  const rule = docs === null ? cellCode(finding.rule) : `[${cellCode(finding.rule)}](${docs})`;
  const what = [`${markdown(shorten(finding.message, detail.message))} ${rule}`];
  if (detail.related) {
    for (const place of finding.related) {
      const node = place.message.includes(place.node) ? '' : `${markdown(place.node)} `;
      what.push(`↳ ${node}${where(place)} ${markdown(place.message)}`);
    }
  }
  if (finding.fix !== null) what.push(`Fix (${finding.fix.safety}): ${markdown(shorten(finding.fix.title))}`);
  const state = finding.state === null ? '' : ` (${finding.state})`;
  return [
    `${MARK[finding.severity]} ${finding.severity}${state}`,
    markdown(finding.node),
    where(finding),
    what.join('<br>'),
  ];
}

/** The node is named beside it, so its own path is left out of the label. */
function linked(place: ReportPlace, cluster: ReportCluster, link: Link): string {
  const root = `${cluster.nodes.find(({ name }) => name === place.node)?.path ?? ''}/`;
  const file = place.file.startsWith(root) ? place.file.slice(root.length) : place.file;
  const text = cellCode(location({ ...place, file, column: null }));
  const target = link(place);
  const safe = target === null ? null : linkTarget(target);
  return safe === null ? text : `[${text}](${safe})`;
}

/** Wider tables are turned round. */
const MOST_COLUMNS = 6;

function rolesTable(cluster: ReportCluster, detail: Detail): string | null {
  const view = cluster.roles;
  if (view === null) return null;
  const legend = view.databases.map(
    ({ mark, text, nodes }) => `${mark} = ${markdown(text)}${nodes === null ? '' : ` on ${markdown(list(nodes))}`}`,
  );
  const maybe = view.maybe.map((marks) => `${marks.join(', ')} may be the same database: the files do not tell`);
  const body =
    view.nodes.length <= MOST_COLUMNS
      ? table(
          ['Who shares what', ...view.nodes.map(markdown)],
          view.rows.map(({ role, cells }) => [role, ...cells.map((cell) => markdown(cellText(cell)))]),
          detail,
          'role',
        )
      : table(
          ['Who shares what', ...view.rows.map(({ role }) => role)],
          view.nodes.map((node, index) => [
            markdown(node),
            ...view.rows.map(({ cells }) => markdown(cells[index] === undefined ? '' : cellText(cells[index]))),
          ]),
          detail,
          'node',
        );
  const notes = [...legend.slice(0, detail.rows), ...maybe];
  return notes.length === 0 ? body : `${body}\n\n${notes.join('<br>')}`;
}

/** One tree for all nodes that have the same. */
function registryTrees(cluster: ReportCluster): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, registry } of cluster.nodes) {
    if (registry === null) continue;
    const tree = registry.map(terminal).join('\n');
    groups.set(tree, [...(groups.get(tree) ?? []), name]);
  }
  return [...groups].map(([tree, nodes]) => details(`Registry of ${markdown(list(nodes))}`, fencedBlock(tree, 'text')));
}

function skippedBlock(report: Report, detail: Detail): string {
  const title = `${count(report.skipped.length, 'file')} not read`;
  if (!detail.skipped) return `${title}.`;
  const rows = report.skipped.map(({ file, reason }) => [cellCode(file), markdown(reason)]);
  return details(title, table(['File', 'Why'], rows, detail, 'file'));
}

/**
 * `2 findings can be fixed (1 safely)`; '' when none can.
 *
 * @param how what to do to get the corrections; Markdown
 */
export function fixableLine({ findings }: Report, how: string): string {
  const fixes = findings.flatMap(({ fix }) => fix ?? []);
  if (fixes.length === 0) return '';
  const safe = fixes.filter(({ safety }) => safety === 'safe').length;
  const certain =
    safe === fixes.length ? 'safely' : safe === 0 ? 'look at the corrections before you use them' : `${safe} safely`;
  return `**${count(fixes.length, 'finding')} can be fixed** (${certain}): ${how}`;
}

/** `1 new, 3 known`; '' where nothing was compared. */
export function gateLine({ findings }: Report): string {
  const fresh = findings.filter(({ state }) => state === 'new').length;
  const known = findings.filter(({ state }) => state === 'known').length;
  return fresh + known === 0 ? '' : `${fresh} new, ${known} known`;
}
