import { type GithubOptions, type GithubReport, githubReport } from '../report/github.js';
import type { Report } from '../report/report.js';

/**
 * Annotates the lines of the findings. The slots of errors are ours: the action sets its exit code itself, where
 * `setFailed` would print one more `::error::`. The verdict is in the log already.
 */
export function annotate(
  report: Report,
  write: (text: string) => void,
  options: Partial<GithubOptions> = {},
): GithubReport {
  const annotations = githubReport(report, { errors: 10, ...options, verdict: false });
  write(annotations.text);
  return annotations;
}
