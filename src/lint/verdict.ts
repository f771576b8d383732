import { EXIT, type FailOn } from '../config/options.js';
import { severityRank } from '../config/severity.js';
import type { Finding } from './finding.js';

/**
 * Exit code of `check` by `--fail-on`; what a reporter does never changes it. Findings that the base has already decide
 * nothing. `empty`: the run judged nothing.
 */
export function exitCodeOf(
  result: { readonly findings: readonly Pick<Finding, 'severity' | 'state'>[] },
  { failOn, allowEmpty, empty }: { readonly failOn: FailOn; readonly allowEmpty: boolean; readonly empty: boolean },
): number {
  if (empty) return allowEmpty ? EXIT.clean : EXIT.empty;
  if (failOn === 'never') return EXIT.clean;
  const worst = result.findings.some(
    ({ severity, state }) => state !== 'known' && severityRank(severity) >= severityRank(failOn),
  );
  return worst ? EXIT.findings : EXIT.clean;
}
