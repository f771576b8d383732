import { type Severity, severityRank } from '../config/severity.js';
import { type Finding, type LintResult, type Place, templatesIn } from '../lint/finding.js';
import { terminal } from '../text/escape.js';
import { count } from '../text/message.js';
import { type Excerpter, excerpter } from './excerpt.js';
import { wrap } from './layout.js';
import { rolesText } from './roles.js';
import type { Look, Style } from './style.js';
import { location, statesLine, suppressedLine, verdictLine } from './words.js';

export { plainStyle, type Style } from './style.js';

export interface TextOptions {
  readonly style: Style;
  /** Only findings of this severity or worse, and no tables; false shows everything. */
  readonly quiet: false | Severity;
  /** Of the terminal, in cells. */
  readonly width: number;
}

const LOOK: Readonly<Record<Severity, Look>> = { error: 'red', warning: 'yellow', info: 'blue' };
const INDENT = '    ';

/** What a person reads: every finding under its file with the line it is about, who shares what, the verdict. */
export function textReport(result: LintResult, options: TextOptions): string {
  const { style, quiet } = options;
  const findings =
    quiet === false
      ? result.findings
      : result.findings.filter(
          ({ severity, state }) => state !== 'known' && severityRank(severity) >= severityRank(quiet),
        );
  const excerpts = excerpter(result);
  const blocks: string[] = [];
  let file: string | null = null;
  for (const finding of findings) {
    const lines: string[] = [];
    if (finding.file !== file) {
      file = finding.file;
      lines.push(style('underline', terminal(file)));
    }
    lines.push(...findingLines(finding, excerpts, options));
    blocks.push(lines.join('\n'));
  }
  if (quiet === false) {
    const many = result.clusters.filter(({ nodes }) => nodes.length > 1);
    blocks.push(...many.flatMap((cluster) => rolesText(cluster, options)));
  }
  blocks.push(closing(result, findings.length, options));
  return `${blocks.join('\n\n')}\n`;
}

function findingLines(finding: Finding, excerpts: Excerpter, { style, width }: TextOptions): string[] {
  const at = finding.line === null ? '' : style('dim', `${finding.line}:${finding.column ?? 1}`);
  const known = finding.state === 'known' ? style('dim', 'known') : '';
  const head = [style('bold', style(LOOK[finding.severity], finding.severity)), finding.rule, at, known];
  const fix =
    finding.fix !== null
      ? [`fix (${finding.fix.safety}): ${finding.fix.title}`]
      : finding.noFix !== null
        ? [`no fix: ${finding.noFix}`]
        : [];
  return [
    `  ${head.filter((part) => part !== '').join('  ')}`,
    ...wrap(terminal(finding.message), width, INDENT),
    ...source(finding, excerpts, LOOK[finding.severity], style, width),
    ...finding.related.flatMap((place) => [
      ...wrap(`${style('dim', terminal(location(place)))}  ${terminal(place.message)}`, width, INDENT),
      ...source(place, excerpts, 'cyan', style, width),
    ]),
    ...fix.flatMap((text) => wrap(style('green', terminal(text)), width, INDENT)),
  ];
}

/** The line and, under it, a caret at exactly what the finding is about. */
function source(place: Place, excerpts: Excerpter, look: Look, style: Style, width: number): string[] {
  const gutter = String(place.line ?? '').padStart(5);
  const excerpt = excerpts(place, width - INDENT.length - gutter.length - 3);
  if (excerpt === null || excerpt.text === '') return [];
  const marker = ' '.repeat(excerpt.caret) + style(look, '^'.repeat(excerpt.length));
  return [
    `${INDENT}${style('dim', `${gutter} │`)} ${excerpt.text}`,
    `${INDENT}${style('dim', `${' '.repeat(gutter.length)} │`)} ${marker}`,
  ];
}

function closing(result: LintResult, shown: number, { style, quiet }: TextOptions): string {
  const { summary } = result;
  const bad = summary.errors > 0 ? 'red' : summary.warnings > 0 ? 'yellow' : 'green';
  const states = statesLine(result.findings);
  const verdict = `${verdictLine(summary, templatesIn(result))}${states === '' ? '' : `: ${states}`}`;
  const lines = [style('bold', style(summary.nodes === 0 ? 'yellow' : bad, verdict))];
  if (quiet !== false) return lines.join('\n');
  if (summary.fixable > 0) lines.push(`${count(summary.fixable, 'finding')} can be fixed`);
  if (result.suppressed.length > 0) lines.push(suppressedLine(result.suppressed));
  if (result.skipped.length > 0) lines.push(...skippedLines(result).map((line) => style('dim', line)));
  if (shown > 0) lines.push(style('dim', '"wso2is-lint explain RULE" says why a rule speaks and what to do'));
  return lines.join('\n');
}

const MOST_SKIPPED = 3;

/** By reason, for a folder of templates gives one reason many times. */
function skippedLines({ skipped }: LintResult): string[] {
  const reasons = [...new Set(skipped.map(({ reason }) => reason))];
  return [
    `not read: ${count(skipped.length, 'file')}`,
    ...reasons.flatMap((reason) => {
      const files = skipped.filter((one) => one.reason === reason);
      const more = files.length - MOST_SKIPPED;
      return [
        `  ${terminal(reason)}`,
        ...files.slice(0, MOST_SKIPPED).map(({ file }) => `    ${terminal(file)}`),
        ...(more > 0 ? [`    and ${more} more ("wso2is-lint nodes" lists them all)`] : []),
      ];
    }),
  ];
}
