import type { Severity } from '../config/severity.js';
import { jsonText, terminal } from '../text/escape.js';
import type { Report, ReportFinding } from './report.js';
import { findingLines } from './words.js';

const SEVERITY = { error: 'critical', warning: 'major', info: 'info' } as const satisfies Record<Severity, string>;

/** Code Climate issues, as GitLab's code quality report takes them: a JSON array, each fingerprint once. */
export function codeclimateReport(report: Report): string {
  const seen = new Map<string, number>();
  return jsonText(
    report.findings.map((finding) => {
      // A merged report may hold one key twice, and GitLab drops the second.
      const times = (seen.get(finding.key) ?? 0) + 1;
      seen.set(finding.key, times);
      return issue(finding, times === 1 ? finding.key : `${finding.key}+${times}`);
    }),
  );
}

/** GitLab wants a line: 1 stands for the whole file. */
function issue(finding: ReportFinding, fingerprint: string) {
  const begin = finding.line ?? 1;
  return {
    type: 'issue',
    check_name: terminal(finding.rule),
    description: findingLines(finding).join(' · '),
    categories: ['Bug Risk'],
    severity: SEVERITY[finding.severity],
    fingerprint,
    location: {
      path: finding.file,
      lines: { begin, end: Math.max(begin, finding.endLine ?? begin) },
    },
  };
}
