import { type Severity, severityRank } from '../config/severity.js';
import { cellCode, linkTarget, markdown } from '../text/escape.js';
import { count, shorten } from '../text/message.js';
import { type Report, type ReportCluster, type ReportFinding, type ReportPlace, templateNodes } from './report.js';
import { cellText } from './roles.js';
import { location, productText, replicasText, tally, verdictLine } from './words.js';

export interface MarkdownOptions {
  /** UTF-8 bytes the text may take. */
  readonly budget?: number;
  /** Address of a place on the web; null when there is none. */
  readonly link?: (place: ReportPlace) => string | null;
}

/** GitHub refuses a step summary of more than 1 MiB (runner `AttachmentSizeLimit`); some room for what is there already. */
const BUDGET = 1024 * 1024 - 8 * 1024;

/** How much is told: given up one by one, until the text fits. */
interface Detail {
  readonly related: boolean;
  readonly roles: boolean;
  readonly skipped: boolean;
  readonly message: number;
  /** Rows of any one table. */
  readonly rows: number;
}

const FULL: Detail = { related: true, roles: true, skipped: true, message: 1200, rows: Number.POSITIVE_INFINITY };
const SHORT: Detail = { ...FULL, related: false, skipped: false, message: 240 };

const MARK: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/**
 * The step summary: verdict, a table of findings per cluster, who shares what, what was not read. What does not fit is
 * left out whole (related places, then tables, then rows), so that no table, code or details element is ever cut.
 */
export function markdownReport(report: Report, options: MarkdownOptions = {}): string {
  const budget = options.budget ?? BUDGET;
  const levels = [FULL, { ...FULL, skipped: false }, SHORT, { ...SHORT, roles: false, message: 120 }];
  for (let rows = 4096; rows >= 1; rows = Math.floor(rows / 2)) {
    levels.push({ ...SHORT, roles: false, message: 120, rows });
  }
  for (const detail of levels) {
    const text = render(report, detail, options);
    if (bytes(text) <= budget) return text;
  }
  const verdict = `## wso2is-lint\n\n${verdictLine(report.summary, templateNodes(report))}\n`;
  return bytes(verdict) <= budget ? verdict : '';
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

function render(report: Report, detail: Detail, options: MarkdownOptions): string {
  const { summary } = report;
  const mark = summary.nodes === 0 || summary.warnings > 0 ? MARK.warning : summary.infos > 0 ? MARK.info : '✅';
  const blocks = [
    `## wso2is-lint\n\n${summary.errors > 0 ? MARK.error : mark} **${verdictLine(report.summary, templateNodes(report))}**`,
  ];
  if (report.clusters.length > 0) blocks.push(verdictTable(report, detail));
  for (const cluster of report.clusters) blocks.push(...clusterBlocks(cluster, report, detail, options));
  if (report.skipped.length > 0) blocks.push(skippedBlock(report, detail));
  if (summary.suppressed > 0) blocks.push(`${count(summary.suppressed, 'finding')} suppressed.`);
  return `${blocks.join('\n\n')}\n`;
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

function verdictTable(report: Report, detail: Detail): string {
  const rows = report.clusters.map((cluster) => {
    const { error, warning, info } = tally(report.findings.filter((finding) => finding.cluster === cluster.name));
    return [nameOf(cluster), String(cluster.nodes.length), String(error), String(warning), String(info)];
  });
  return table(['Cluster', 'Nodes', 'Errors', 'Warnings', 'Infos'], rows, detail, 'cluster');
}

function nameOf(cluster: ReportCluster): string {
  return `${markdown(cluster.name)}${cluster.guessed ? ' (guessed)' : ''}`;
}

function clusterBlocks(
  cluster: ReportCluster,
  report: Report,
  detail: Detail,
  { link = () => null }: MarkdownOptions,
): string[] {
  const findings = report.findings.filter((finding) => finding.cluster === cluster.name);
  if (findings.length === 0 && detail.rows < report.clusters.length) return [];
  const blocks = [`### Cluster ${markdown(cluster.name)}`];
  const nodes = cluster.nodes.slice(0, Math.min(detail.rows, 50)).map((node) => {
    const facts = [productText(node), replicasText(node)].filter((fact) => fact !== '').join(', ');
    return `**${markdown(node.name)}** ${cellCode(node.path)} (${markdown(facts)})`;
  });
  if (nodes.length < cluster.nodes.length) nodes.push(`${cluster.nodes.length - nodes.length} more`);
  blocks.push(nodes.join(' · '));
  if (findings.length > 0) {
    const rows = findings
      .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))
      .map((finding) => row(finding, detail, (place) => linked(place, cluster, link)));
    blocks.push(table(['', 'Node', 'Where', 'What'], rows, detail, 'finding'));
  }
  const roles = detail.roles ? rolesTable(cluster, detail) : null;
  if (roles !== null) blocks.push(roles);
  return blocks;
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
  const mark = `${MARK[finding.severity]} ${finding.severity}${finding.state === 'known' ? ' (known)' : ''}`;
  return [mark, markdown(finding.node), where(finding), what.join('<br>')];
}

/** The node is named beside it, so its own path is left out of the label. */
function linked(place: ReportPlace, cluster: ReportCluster, link: (place: ReportPlace) => string | null): string {
  const root = `${cluster.nodes.find(({ name }) => name === place.node)?.path ?? ''}/`;
  const file = place.file.startsWith(root) ? place.file.slice(root.length) : place.file;
  const text = cellCode(location({ ...place, file, column: null }));
  const target = link(place);
  const safe = target === null ? null : linkTarget(target);
  return safe === null ? text : `[${text}](${safe})`;
}

function rolesTable(cluster: ReportCluster, detail: Detail): string | null {
  const view = cluster.roles;
  if (view === null) return null;
  const rows = view.rows.map(({ role, cells }) => [role, ...cells.map((cell) => markdown(cellText(cell)))]);
  const legend = view.databases.map(
    ({ mark, text, nodes }) =>
      `${mark} = ${markdown(text)}${nodes === null ? '' : ` on ${markdown(nodes.join(', '))}`}`,
  );
  const maybe = view.maybe.map((marks) => `${marks.join(', ')} may be the same database: the files do not tell`);
  const body = table(['Who shares what', ...view.nodes.map(markdown)], rows, detail, 'role');
  const notes = [...legend, ...maybe];
  return notes.length === 0 ? body : `${body}\n\n${notes.join('<br>')}`;
}

function skippedBlock(report: Report, detail: Detail): string {
  const title = `${count(report.skipped.length, 'file')} not read`;
  if (!detail.skipped) return `${title}.`;
  const rows = report.skipped.map(({ file, reason }) => [cellCode(file), markdown(reason)]);
  return `<details><summary>${title}</summary>\n\n${table(['File', 'Why'], rows, detail, 'file')}\n\n</details>`;
}
