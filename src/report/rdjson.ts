import type { Severity } from '../config/severity.js';
import { jsonText, linkTarget, terminal } from '../text/escape.js';
import type { Report, ReportFinding } from './report.js';
import { findingLines, PROJECT } from './words.js';

const SEVERITY = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const satisfies Record<Severity, string>;

/**
 * Reviewdog's DiagnosticResult. Lines only: its columns count bytes of UTF-8, and a report does not hold the lines to
 * count them in. The other places are in the message: reviewdog refuses a whole report for one field that its version
 * does not know, and `related_locations` is new.
 */
export function rdjsonReport(report: Report): string {
  return jsonText({
    source: { name: 'wso2is-lint', url: PROJECT },
    diagnostics: report.findings.map(diagnostic),
  });
}

function diagnostic(finding: ReportFinding) {
  const url = linkTarget(finding.docs);
  return {
    message: findingLines(finding).join('\n\n'),
    location: {
      path: finding.file,
      ...(finding.line === null ? {} : { range: { start: { line: finding.line } } }),
    },
    severity: SEVERITY[finding.severity],
    code: { value: terminal(finding.rule), ...(url === null ? {} : { url }) },
  };
}
