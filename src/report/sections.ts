import { type Severity, severityRank } from '../config/severity.js';
import { cellCode, fencedBlock, linkTarget, markdown, terminal } from '../text/escape.js';
import { count, list, shorten } from '../text/message.js';
import { mermaidPicture } from './picture.js';
import {
  type Report,
  type ReportCluster,
  type ReportFinding,
  type ReportPlace,
  type SuppressedFinding,
  templateNodes,
} from './report.js';
import { cellText, signsOf } from './roles.js';
import { findingsLine, location, productText, replicasText, suppressedLine, tally, verdictLine } from './words.js';

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
  /** Everything about a cluster is folded: there is nothing to do. */
  readonly folded: boolean;
  readonly budget: number;
  readonly size: (text: string) => number;
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
const MOST_ROWS = 4096;
/** No row of findings is shorter: more of them need not be tried. */
const SHORTEST_ROW = 80;

function* levels(): Generator<Detail> {
  let detail = FULL;
  yield detail;
  const steps: Partial<Detail>[] = [
    { related: false },
    { trees: false },
    { skipped: false },
    { message: 240 },
    { picture: false },
    { roles: false, message: 120 },
  ];
  for (const step of steps) {
    detail = { ...detail, ...step };
    yield detail;
  }
  for (let rows = MOST_ROWS; rows >= 1; rows = Math.floor(rows / 2)) yield { ...detail, rows };
}

/**
 * The report in its frame. What does not fit is left out whole, so that no table, fence or details element is ever cut;
 * '' where not even the last words fit.
 */
export function framed(report: Report, frame: Frame): string {
  const fits = (text: string) => frame.size(text) <= frame.budget;
  const findings = byCluster(report);
  for (const detail of levels()) {
    if (rowsShown(findings, detail) * SHORTEST_ROW > frame.budget) continue;
    const text = joined([...frame.head, ...parts(report, findings, detail, frame), ...frame.foot]);
    if (fits(text)) return text;
  }
  const text = joined(frame.last);
  return fits(text) ? text : '';
}

function joined(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}

/** What stands for a severity in Markdown. */
export const MARK: Readonly<Record<Severity, string>> = { error: '❌', warning: '⚠️', info: 'ℹ️' };

/** The findings that decide: those that are not known already. */
function fresh({ findings }: Report): ReportFinding[] {
  return findings.filter(({ state }) => state !== 'known');
}

function isJudged(report: Report): boolean {
  return report.summary.nodes > templateNodes(report);
}

/** Is there nothing to do? Never of a report that judged nothing. */
export function isAllClear(report: Report): boolean {
  return isJudged(report) && fresh(report).every(({ severity }) => severity === 'info');
}

/**
 * `❌ **2 errors in 2 nodes of 1 cluster**`; where a base was compared, what is new apart from what is known.
 *
 * @param clear says so where there is nothing to do
 */
export function headline(report: Report, clear = false): string {
  const { error, warning, info } = tally(fresh(report));
  const compared = report.findings.some(({ state }) => state !== null);
  const known = report.findings.length - error - warning - info;
  const summary = { ...report.summary, errors: error, warnings: warning, infos: info };
  const before = clear ? 'All clear: ' : compared ? 'New: ' : '';
  const line = verdictLine(summary, templateNodes(report));
  const verdict = `**${before}${compared ? line.replace(/^no /, 'no new ') : line}**`;
  return `${clear ? '✅' : signOf(report)} ${verdict}${known === 0 ? '' : `; ${count(known, 'known finding')}`}`;
}

/** Never green about nothing. */
function signOf(report: Report): string {
  const worst = fresh(report).toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))[0];
  if (!isJudged(report)) return MARK.warning;
  return worst === undefined ? '✅' : MARK[worst.severity];
}

/** More of them make a page slow; those of the worst clusters are drawn. */
const MOST_PICTURES = 4;

/** At least so many rows of findings are in a text of this detail. */
function rowsShown(findings: ByCluster, { rows }: Detail): number {
  const sizes = [...findings.values()].map(({ length }) => Math.min(length, rows)).sort((a, b) => a - b);
  return sizes.slice(0, rows).reduce((sum, size) => sum + size, 0);
}

type ByCluster = ReadonlyMap<string | null, readonly ReportFinding[]>;

function parts(report: Report, findings: ByCluster, detail: Detail, frame: Frame): string[] {
  const blocks: string[] = [];
  const of = (cluster: ReportCluster) => findings.get(cluster.name) ?? [];
  const clusters = report.clusters.toSorted((a, b) => weight(of(b)) - weight(of(a)));
  if (clusters.length > 1) blocks.push(verdictTable(clusters, of, detail));
  const told = clusters.filter((cluster) => of(cluster).length > 0 || detail.rows >= clusters.length);
  for (const [index, cluster] of told.slice(0, detail.rows).entries()) {
    const own = { ...detail, picture: detail.picture && index < MOST_PICTURES };
    const name = `Cluster ${markdown(cluster.name)}${cluster.guessed ? ' (guessed)' : ''}`;
    const inside = clusterBlocks(cluster, of(cluster), own, frame.link);
    if (frame.folded) {
      const sum = `${count(cluster.nodes.length, 'node')}, ${findingsLine(summaryOf(of(cluster)))}`;
      blocks.push(details(`${name}: ${sum}`, inside.join('\n\n')));
    } else blocks.push(`### ${name}`, ...inside);
  }
  const more = told.length - Math.min(told.length, detail.rows);
  if (more > 0) blocks.push(`… and the findings of ${count(more, 'more cluster')}.`);
  blocks.push(...elsewhereBlocks(findings.get(null) ?? [], detail, frame.link));
  if (report.skipped.length > 0) blocks.push(skippedBlock(report, detail));
  if (report.suppressed.length > 0) blocks.push(suppressedBlock(report, detail, frame.link));
  return blocks;
}

/** How bad the worst new finding is. */
function weight(findings: readonly ReportFinding[]): number {
  return findings.reduce(
    (most, { severity, state }) => Math.max(most, state === 'known' ? 0.5 : severityRank(severity)),
    0,
  );
}

function summaryOf(findings: readonly ReportFinding[]) {
  const { error, warning, info } = tally(findings);
  return { errors: error, warnings: warning, infos: info };
}

/** A table; rows beyond the limit are counted under it. */
function table<T>(
  head: readonly string[],
  items: readonly T[],
  row: (item: T) => readonly string[],
  { rows }: Detail,
  what: string,
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const shown = items.slice(0, rows);
  const lines = [line(head), `|${head.map(() => '---').join('|')}|`, ...shown.map((item) => line(row(item)))];
  const more = items.length - shown.length;
  if (more > 0) lines.push('', `… and ${count(more, `more ${what}`)}.`);
  return lines.join('\n');
}

function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/** By the name of the cluster, the worst first. */
function byCluster({ findings }: Report): ByCluster {
  const groups = new Map<string | null, ReportFinding[]>();
  for (const finding of findings.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))) {
    const group = groups.get(finding.cluster);
    if (group === undefined) groups.set(finding.cluster, [finding]);
    else group.push(finding);
  }
  return groups;
}

function verdictTable(
  clusters: readonly ReportCluster[],
  of: (cluster: ReportCluster) => readonly ReportFinding[],
  detail: Detail,
): string {
  const row = (cluster: ReportCluster) => {
    const { error, warning, info } = tally(of(cluster));
    const name = `${markdown(cluster.name)}${cluster.guessed ? ' (guessed)' : ''}`;
    return [name, String(cluster.nodes.length), String(error), String(warning), String(info)];
  };
  return table(['Cluster', 'Nodes', 'Errors', 'Warnings', 'Infos'], clusters, row, detail, 'cluster');
}

function clusterBlocks(
  cluster: ReportCluster,
  findings: readonly ReportFinding[],
  detail: Detail,
  link: Link,
): string[] {
  const blocks = [nodesLine(cluster, detail)];
  const open = findings.filter(({ state }) => state !== 'known');
  const known = findings.filter(({ state }) => state === 'known');
  if (open.length > 0) blocks.push(findingsTable(open, cluster, detail, link));
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
  const where = (place: ReportPlace) => linked(place, cluster, link);
  return table(['', 'Node', 'Where', 'What'], findings, (finding) => row(finding, detail, where), detail, 'finding');
}

/** `Node` is the odd one out, the others are named in the message and under it. */
function row(finding: ReportFinding, detail: Detail, where: (place: ReportPlace) => string): string[] {
  const what = [`${markdown(shorten(finding.message, detail.message))} ${ruleLink(finding)}`];
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
    markdown(finding.node ?? ''),
    where(finding),
    what.join('<br>'),
  ];
}

/** The rule, with its page behind it. */
export function ruleLink({ rule, docs }: Pick<ReportFinding, 'rule' | 'docs'>): string {
  const target = linkTarget(docs);
  return target === null ? cellCode(rule) : `[${cellCode(rule)}](${target})`;
}

/** A place as code, linked where it is on the web. Where the node is named beside it, its own path is left out. */
export function linked(place: ReportPlace, cluster: ReportCluster | null, link: Link): string {
  const root = `${cluster?.nodes.find(({ name }) => name === place.node)?.path ?? ''}/`;
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
  const body =
    view.nodes.length <= MOST_COLUMNS
      ? table(
          ['Who shares what', ...view.nodes.map(markdown)],
          view.rows,
          ({ role, cells }) => [role, ...cells.map((cell) => markdown(cellText(cell)))],
          detail,
          'role',
        )
      : table(
          ['Who shares what', ...view.rows.map(({ role }) => role)],
          view.nodes.map((node, index) => ({ node, cells: view.rows.flatMap(({ cells }) => cells[index] ?? []) })),
          ({ node, cells }) => [markdown(node), ...cells.map((cell) => markdown(cellText(cell)))],
          detail,
          'node',
        );
  const notes = [
    ...databaseNotes(view),
    ...view.maybe.map((marks) => `${list(marks)} may be the same database: the files do not tell`),
    ...signsOf(view),
  ];
  return notes.length === 0 ? body : `${body}\n\n${notes.map(markdown).join('<br>')}`;
}

/** A line per database; embedded ones of one name are told together. Raw text. */
export function databaseNotes({ databases }: ReportCluster['roles'] & object): string[] {
  const groups = new Map<string, { marks: string[]; nodes: string[] | null }>();
  for (const { mark, text, nodes } of databases) {
    const key = `${nodes === null ? mark : ''}=${text}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { marks: [mark], nodes: nodes === null ? null : [...nodes] });
    else {
      group.marks.push(mark);
      group.nodes?.push(...(nodes ?? []));
    }
  }
  return [...groups].map(([key, { marks, nodes }]) => {
    const where = nodes === null ? '' : ` on ${list(nodes)}${marks.length > 1 ? ', a database each' : ''}`;
    return `${list(marks)} = ${key.slice(key.indexOf('=') + 1)}${where}`;
  });
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

/** Findings about files that belong to no cluster: the configuration, the baseline. */
function elsewhereBlocks(findings: readonly ReportFinding[], detail: Detail, link: Link): string[] {
  if (findings.length === 0) return [];
  const cells = (finding: ReportFinding): string[] => {
    const [mark = '', , ...rest] = row(finding, detail, (place) => linked(place, null, link));
    return [mark, ...rest];
  };
  return ['### Configuration of wso2is-lint', table(['', 'Where', 'What'], findings, cells, detail, 'finding')];
}

const BY: Readonly<Record<SuppressedFinding['suppression']['kind'], string>> = {
  config: 'configuration',
  inline: 'comment',
  baseline: 'baseline',
};

function suppressedBlock({ suppressed }: Report, detail: Detail, link: Link): string {
  const title = suppressedLine(suppressed);
  if (!detail.skipped) return `${title}.`;
  const cells = (finding: SuppressedFinding): string[] => {
    const { kind, reason, until } = finding.suppression;
    const why = reason === null ? BY[kind] : `${BY[kind]}: ${shorten(reason, detail.message)}`;
    return [cellCode(finding.rule), linked(finding, null, link), markdown(why), markdown(until ?? '')];
  };
  return details(title, table(['Rule', 'Where', 'Why', 'Until'], suppressed, cells, detail, 'finding'));
}

function skippedBlock(report: Report, detail: Detail): string {
  const title = `${count(report.skipped.length, 'file')} not read`;
  if (!detail.skipped) return `${title}.`;
  const row = ({ file, reason }: Report['skipped'][number]) => [cellCode(file), markdown(reason)];
  return details(title, table(['File', 'Why'], report.skipped, row, detail, 'file'));
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
