import type { Severity } from '../config/severity.js';
import { severityRank } from '../config/severity.js';
import type { Rule } from '../rules/rule.js';
import { inert, jsonText, linkTarget, terminal, uriPath } from '../text/escape.js';
import { count, shorten } from '../text/message.js';
import type { Report, ReportFinding, ReportPlace, SuppressedFinding } from './report.js';
import { prose } from './rules.js';
import { location, PROJECT } from './words.js';

export interface SarifOptions {
  readonly rules: readonly Rule[];
  /** Keeps the analyses of one repository apart: config root and comment key; '' for the only one. */
  readonly category: string;
  /** Whether suppressed findings are in it, marked as such: GitHub knows no `suppressions` and shows them as open. */
  readonly suppressed: boolean;
}

/** GitHub rejects a file of more results in a run, and one of more than 10 MB after gzip. */
const MOST_RESULTS = 25_000;
/** UTF-8 bytes of texts and paths: as good as random they hardly shrink, all else about them does by far. */
const BUDGET = 8_500_000;
const MOST_NOTIFICATIONS = 1000;
/** A file of more results is for programs only, and half as large without indentation. */
const MOST_INDENTED = 1000;
const ASCII = /^[\0-\x7f]*$/;
/** What GitHub reads of a rule's texts. */
const LONGEST = 1024;

/** How much is told of each result: given up step by step, until the file is small enough. */
interface Detail {
  readonly message: number;
  readonly related: number;
}

const DETAILS: readonly Detail[] = [
  { message: 1024, related: 100 },
  { message: 600, related: 5 },
  { message: 240, related: 1 },
  { message: 120, related: 0 },
];

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>;
const PROBLEM = { error: 'error', warning: 'warning', info: 'recommendation' } as const;

/** A finding, suppressed or not. */
type Shown = ReportFinding & Partial<Pick<SuppressedFinding, 'suppression'>>;

/**
 * SARIF 2.1.0 within GitHub's limits: one run, worst findings first, a primary place of one line (an alert shows in a
 * pull request only if all its lines are in the diff), the other nodes as related places.
 */
export function sarifReport(report: Report, options: SarifOptions): string {
  const all: Shown[] = [...report.findings, ...(options.suppressed ? report.suppressed : [])];
  const worst = all.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity)).slice(0, MOST_RESULTS);
  const { detail, number } = fitting(worst);
  const shown = worst.slice(0, number);
  const ids = [...new Set(shown.map(({ rule }) => rule))].sort();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: driver(report, shown, ids, options) },
        automationDetails: { id: ['wso2is-lint', ...segments(options.category), ''].join('/') },
        columnKind: 'utf16CodeUnits',
        invocations: [
          { executionSuccessful: true, toolExecutionNotifications: notifications(report, all.length - number) },
        ],
        results: shown.map((finding) => result(finding, indexes.get(finding.rule) ?? 0, detail)),
      },
    ],
  };
  return jsonText(log, number > MOST_INDENTED ? 0 : 2);
}

/** The most detail that fits, and how many results then do. */
function fitting(findings: readonly ReportFinding[]): { detail: Detail; number: number } {
  for (const detail of DETAILS) {
    const total = findings.reduce((sum, finding) => sum + weight(finding, detail), 0);
    if (total <= BUDGET) return { detail, number: findings.length };
  }
  const detail = DETAILS.at(-1) ?? { message: 0, related: 0 };
  let left = BUDGET;
  const number = findings.findIndex((finding) => {
    left -= weight(finding, detail);
    return left < 0;
  });
  return { detail, number: number < 0 ? findings.length : number };
}

/** At most so many bytes, without making the texts. */
function weight(finding: ReportFinding, { message, related }: Detail): number {
  const places = finding.related.slice(0, related);
  // A path is told in a link of the message too.
  return [finding, ...places].reduce(
    (sum, place) => sum + bytes(place.message, message) + 2 * bytes(place.file, place.file.length),
    0,
  );
}

/** Four bytes a character at most in UTF-8; percent-encoded in a path nine, of few distinct ones. */
function bytes(text: string, longest: number): number {
  return Math.min(text.length, longest) * (ASCII.test(text) ? 1 : 4);
}

function segments(category: string): string[] {
  const path = uriPath(category);
  return path === '.' ? [] : path.split('/').filter((segment) => segment !== '.');
}

function driver(report: Report, shown: readonly ReportFinding[], ids: readonly string[], { rules }: SarifOptions) {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const docs = new Map(shown.map((finding) => [finding.rule, finding]));
  return {
    name: 'wso2is-lint',
    version: report.tool.version,
    ...(/^\d+\.\d+\.\d+/.test(report.tool.version) ? { semanticVersion: report.tool.version } : {}),
    informationUri: PROJECT,
    rules: ids.map((id) => descriptor(id, byId.get(id), docs.get(id))),
  };
}

/** A report of another version may name rules that this one does not have. */
function descriptor(id: string, rule: Rule | undefined, finding: ReportFinding | undefined) {
  const url = finding === undefined ? null : linkTarget(finding.docs);
  const severity = rule?.severity ?? finding?.severity ?? 'warning';
  const summary = plain(rule?.summary ?? id).replace(/^[a-z](?=\w* )/, (letter) => letter.toUpperCase());
  const parts: [string, string][] =
    rule === undefined
      ? [['What', id]]
      : [
          ['Why', rule.why],
          ['What to do', rule.remedy],
        ];
  return {
    id: terminal(id),
    name: terminal(id).replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: shorten(summary, LONGEST) },
    fullDescription: { text: shorten(rule === undefined ? summary : `${summary}. ${plain(rule.why)}`, LONGEST) },
    help: {
      text: parts.map(([title, text]) => `${title}: ${plain(text)}`).join('\n\n'),
      markdown: [
        ...parts.map(([title, text]) => `**${title}.** ${rule === undefined ? inert(text) : prose(text)}`),
        ...(url === null ? [] : [`[All about this rule](${url})`]),
      ].join('\n\n'),
    },
    ...(url === null ? {} : { helpUri: url }),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      // GitHub rejects the whole file for a tag that is there twice.
      tags: [...new Set(['wso2', 'configuration', rule?.scope ?? 'configuration', terminal(id).split('-')[0] ?? id])],
      precision: 'high',
      'problem.severity': PROBLEM[severity],
    },
  };
}

/** A text of a rule without its Markdown. */
function plain(text: string): string {
  return text.trim().replaceAll('`', '').replace(/\s+/g, ' ');
}

function result(finding: Shown, ruleIndex: number, detail: Detail) {
  const related = finding.related.slice(0, detail.related);
  const { suppression } = finding;
  return {
    ruleId: terminal(finding.rule),
    ruleIndex,
    level: LEVEL[finding.severity],
    message: { text: message(finding, related.length, detail) },
    // GitHub takes no result without a line.
    locations: [{ physicalLocation: { ...artifact(finding.file), region: region(finding) ?? { startLine: 1 } } }],
    relatedLocations: related.map((place, index) => ({
      id: index + 1,
      message: { text: inert(shorten(place.message, detail.message)) },
      physicalLocation: { ...artifact(place.file), ...optional('region', region(place)) },
    })),
    // Not primaryLocationLineHash: upload-sarif makes that itself and warns of every one that it finds made.
    partialFingerprints: { 'wso2isLintKey/v1': terminal(finding.key) },
    ...optional('baselineState', { new: 'new', known: 'unchanged', none: null }[finding.state ?? 'none']),
    ...(suppression === undefined
      ? {}
      : {
          suppressions: [
            {
              kind: suppression.kind === 'inline' ? 'inSource' : 'external',
              ...(suppression.reason === null ? {} : { justification: inert(suppression.reason) }),
            },
          ],
        }),
  };
}

/** GitHub shows those related places that the message links to, by their number. */
function message(finding: ReportFinding, related: number, detail: Detail): string {
  const text = inert(shorten(finding.message, detail.message));
  const links = finding.related
    .slice(0, Math.min(related, 5))
    .map((place, index) => `[${inert(location(place)).replace(/[[\]\\]/g, '\\$&')}](${index + 1})`);
  return links.length === 0 ? text : `${text}\nSee ${links.join(', ')}.`;
}

function artifact(file: string) {
  return { artifactLocation: { uri: uriPath(file), uriBaseId: '%SRCROOT%' } };
}

/** One line: of a longer piece the first. */
function region({ line, column, endLine, endColumn }: Pick<ReportPlace, 'line' | 'column' | 'endLine' | 'endColumn'>) {
  if (line === null) return null;
  const ends = column !== null && line === endLine && endColumn !== null && endColumn > column;
  return {
    startLine: line,
    ...(column === null ? {} : { startColumn: column }),
    ...(ends ? { endLine: line, endColumn } : {}),
  };
}

function notifications(report: Report, left: number) {
  const note = (text: string, file: string | null = null) => ({
    level: 'note',
    message: { text },
    ...(file === null ? {} : { locations: [{ physicalLocation: artifact(file) }] }),
  });
  const more = report.skipped.length - MOST_NOTIFICATIONS;
  return [
    ...(left > 0
      ? [
          note(
            `${count(left, 'finding')} left out: GitHub takes ${MOST_RESULTS.toLocaleString('en')} results and 10 MB`,
          ),
        ]
      : []),
    ...report.skipped.slice(0, MOST_NOTIFICATIONS).map(({ file, reason }) => note(`Not read: ${inert(reason)}`, file)),
    ...(more > 0 ? [note(`Not read: ${count(more, 'more file')}`)] : []),
  ];
}

function optional<K extends string, V>(name: K, value: V | null): { [key in K]?: V } {
  return value === null ? {} : ({ [name]: value } as { [key in K]?: V });
}
