import { severityRank } from '../config/severity.js';
import { terminal } from '../text/escape.js';
import { type Report, templateNodes } from './report.js';
import { plainStyle, type Style } from './style.js';
import { location, verdictLine } from './words.js';

/** One line for each finding, worst first, and the verdict: where the files themselves are not at hand. */
export function linesReport(report: Report, style: Style = plainStyle): string {
  const worst = report.findings.toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity));
  const lines = worst.map(({ rule, severity, message, state, ...place }) => {
    const known = state === 'known' ? ' (known)' : '';
    return terminal(`${location(place)}: ${severity}${known} ${rule}: ${message}`);
  });
  return `${[...lines, style('bold', verdictLine(report.summary, templateNodes(report)))].join('\n')}\n`;
}
