import type { LintResult } from '../lint/finding.js';
import { type GithubReport, githubReport } from '../report/github.js';

/**
 * Annotates the lines of the findings. All 10 slots of errors are ours: the action sets its exit code itself, where
 * `setFailed` would print one more `::error::`. The verdict is in the log already.
 */
export function annotate(
  result: LintResult,
  write: (text: string) => void,
  changed: ReadonlySet<string> | null = null,
): GithubReport {
  const report = githubReport(result, { errors: 10, changed, verdict: false });
  write(report.text);
  return report;
}
