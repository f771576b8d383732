import type { Cluster } from '../cluster/cluster.js';
import type { Severity } from '../config/severity.js';
import type { Finding, Place, Summary, SuppressedBy } from '../lint/finding.js';
import { inert } from '../text/escape.js';
import { count } from '../text/message.js';
import type { ReportFinding, ReportNode } from './report.js';

/** Words and numbers that every reporter says the same way. */

export const PROJECT = 'https://github.com/wso2is-lint/wso2is-lint';

export const ZERO: Readonly<Record<Severity, number>> = { error: 0, warning: 0, info: 0 };

export function tally(findings: readonly Pick<Finding, 'severity'>[]): Record<Severity, number> {
  const numbers = { ...ZERO };
  for (const finding of findings) numbers[finding.severity] += 1;
  return numbers;
}

/** `3 errors, 2 warnings`; severities without findings are left out; `no findings` for none. */
export function findingsLine(summary: Pick<Summary, 'errors' | 'warnings' | 'infos'>): string {
  const parts = [
    summary.errors > 0 ? count(summary.errors, 'error') : '',
    summary.warnings > 0 ? count(summary.warnings, 'warning') : '',
    summary.infos > 0 ? count(summary.infos, 'info') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/**
 * `3 errors, 2 warnings in 2 nodes of 1 cluster`; never sounds green about what was not judged.
 *
 * @param templates how many of the nodes could not be judged
 */
export function verdictLine(summary: Summary, templates: number): string {
  if (summary.nodes === 0) return 'nothing to lint: no WSO2 Identity Server configuration was found';
  const judged = summary.nodes - templates;
  const left = `${count(templates, 'node')} with a template for a deployment.toml`;
  if (judged === 0) return `nothing to lint: ${left}`;
  const where = `${count(judged, 'node')} of ${count(summary.clusters, 'cluster')}`;
  return `${findingsLine(summary)} in ${where}${templates === 0 ? '' : `; besides, ${left}`}`;
}

/** `3 findings suppressed (2 in the baseline, 1 by a comment)`. */
export function suppressedLine(suppressed: readonly { readonly suppression: Pick<SuppressedBy, 'kind'> }[]): string {
  const number = (kind: SuppressedBy['kind']): number =>
    suppressed.filter(({ suppression }) => suppression.kind === kind).length;
  const [known, commented, configured] = [number('baseline'), number('inline'), number('config')];
  const parts = [
    known > 0 ? `${known} in the baseline` : '',
    commented > 0 ? `${commented} by ${commented === 1 ? 'a comment' : 'comments'}` : '',
    configured > 0 ? `${configured} in the configuration` : '',
  ].filter((part) => part !== '');
  return `${count(suppressed.length, 'finding')} suppressed${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

/** `2 new, 5 known`; '' where findings were not compared with a base. */
export function statesLine(findings: readonly Pick<Finding, 'state'>[]): string {
  const of = (wanted: Finding['state']): number => findings.filter(({ state }) => state === wanted).length;
  return of('new') + of('known') === 0 ? '' : `${of('new')} new, ${of('known')} known`;
}

/** `path:12:34`, `path` where there is no line. Raw: the caller escapes. */
export function location(place: Pick<Place, 'file' | 'line' | 'column'>): string {
  if (place.line === null) return place.file;
  return `${place.file}:${place.line}${place.column === null ? '' : `:${place.column}`}`;
}

/** `WSO2 IS 5.8.0`, as far as the files tell. */
export function productText(node: Pick<ReportNode, 'product' | 'productVersion'>): string {
  return [node.product, node.productVersion].filter((part) => part !== null).join(' ') || 'unknown version';
}

/** How many servers a configuration is for: `2 servers`, `many servers`; '' for one. */
export function replicasText(node: Pick<ReportNode, 'replicas'>): string {
  if (node.replicas === 1) return '';
  return node.replicas === 'many' ? 'many servers' : `${node.replicas} servers`;
}

export function nodeCount(cluster: Cluster): string {
  return count(cluster.nodes.length, 'node');
}

const MOST_PLACES = 5;

/** The message and, a line each, the other places: for formats that hold one text of a finding. Safe as Markdown too. */
export function findingLines(finding: Pick<ReportFinding, 'message' | 'related'>): string[] {
  const { message, related } = finding;
  const more = related.length - MOST_PLACES;
  return [
    inert(message),
    ...related.slice(0, MOST_PLACES).map((place) => inert(`${location(place)}: ${place.message}`)),
    ...(more > 0 ? [`and ${count(more, 'more place')}`] : []),
  ];
}
