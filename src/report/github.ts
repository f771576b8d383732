import type { Severity } from '../config/severity.js';
import { severityRank } from '../config/severity.js';
import { plainLine, terminal, workflowData, workflowProperty } from '../text/escape.js';
import { count } from '../text/message.js';
import { type Report, type ReportFinding, templateNodes } from './report.js';
import { location, verdictLine } from './words.js';

/**
 * What the runner shows of one step: 10 annotations of each kind (actions/runner `ExecutionContext`,
 * `_maxCountPerIssueType`). A `run:` step that fails adds an error of its own, so 9 are left for ours; an action that
 * sets the exit code without `setFailed` has all 10.
 */
export interface GithubOptions {
  readonly errors: number;
  /** Slots left for notices; default all 10. */
  readonly notices?: number;
  /** Files the event changed: of equally bad findings those come first. */
  readonly changed?: ReadonlySet<string> | null;
  /** Whether the last line is the verdict; default true. */
  readonly verdict?: boolean;
}

export interface GithubReport {
  /** Workflow commands and plain lines, each safe in a log. */
  readonly text: string;
  readonly annotated: number;
  /** Findings that got no annotation. */
  readonly truncated: number;
}

const LIMIT = 10;
/** The runner cuts at 4,096 characters; a person stops reading long before. */
const LONGEST = 1000;

const COMMAND: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Annotations, worst first within GitHub's limits; what is left out is counted in a plain line. */
export function githubReport(report: Report, options: GithubOptions = { errors: LIMIT - 1 }): GithubReport {
  const left: Record<Severity, number> = { error: options.errors, warning: LIMIT, info: options.notices ?? LIMIT };
  const lines: string[] = [];
  const omitted: ReportFinding[] = [];
  for (const finding of report.findings.toSorted(worstFirst(options.changed ?? null))) {
    if (left[finding.severity] > 0) {
      left[finding.severity] -= 1;
      lines.push(annotation(finding));
    } else {
      omitted.push(finding);
    }
  }
  if (omitted.length > 0) lines.push(plainLine(`${omittedText(omitted)}: GitHub shows ${LIMIT} of each kind per step`));
  if (options.verdict !== false)
    lines.push(plainLine(`wso2is-lint: ${verdictLine(report.summary, templateNodes(report))}`));
  return {
    text: lines.map((line) => `${line}\n`).join(''),
    annotated: report.findings.length - omitted.length,
    truncated: omitted.length,
  };
}

function worstFirst(changed: ReadonlySet<string> | null): (a: ReportFinding, b: ReportFinding) => number {
  const later = (finding: ReportFinding) =>
    (finding.state === 'known' ? 2 : 0) + (changed === null || changed.has(finding.file) ? 0 : 1);
  return (a, b) => severityRank(b.severity) - severityRank(a.severity) || later(a) - later(b);
}

function omittedText(findings: readonly ReportFinding[]): string {
  const kinds = (['error', 'warning', 'info'] as const)
    .map((severity) => [severity, findings.filter((finding) => finding.severity === severity).length] as const)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => count(number, severity));
  return `${count(findings.length, 'more finding')} without an annotation (${kinds.join(', ')})`;
}

/**
 * One command. Place and rule are said in the message too, so that the log reads well by itself; columns only for a
 * range on one line, for the runner drops them otherwise.
 */
function annotation(finding: ReportFinding): string {
  const properties: [string, string | number | null][] = [
    ['file', finding.file],
    ['line', finding.line],
    ['endLine', finding.line === null ? null : Math.max(finding.line, finding.endLine ?? finding.line)],
  ];
  if (finding.line !== null && finding.line === finding.endLine && finding.column !== null) {
    properties.push(['col', finding.column]);
    properties.push(['endColumn', finding.endColumn]);
  }
  properties.push(['title', finding.rule]);
  const given = properties.filter(([, value]) => value !== null);
  const list = given.map(([name, value]) => `${name}=${workflowProperty(String(value))}`).join(',');
  return `::${COMMAND[finding.severity]} ${list}::${workflowData(message(finding))}`;
}

function message(finding: ReportFinding): string {
  const related = finding.related.map((place) => `\n${terminal(`${location(place)}: ${place.message}`)}`).join('');
  const text = terminal(`${location(finding)}: ${finding.message}`) + related;
  return text.length <= LONGEST ? text : `${[...text].slice(0, LONGEST - 1).join('')}…`;
}
