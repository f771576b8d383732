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

/** Exit code of `drift`: the nodes are in sync, or not. `new`: only what an earlier run did not have, or had otherwise, decides. */
export function driftExitCodeOf(
  drift: {
    readonly settings: readonly Drifting[];
    readonly files: readonly Drifting[];
    readonly summary: { readonly compared: number };
    readonly against?: { readonly alone: readonly unknown[] };
  },
  { failOn, allowEmpty, gate }: { readonly failOn: FailOn; readonly allowEmpty: boolean; readonly gate: 'new' | 'all' },
): number {
  const found = [...drift.settings, ...drift.files].filter(({ state }) => gate === 'all' || state !== 'known');
  const differs = found.length + (drift.against?.alone.length ?? 0) > 0;
  // Where nothing was compared nobody knows.
  if (drift.summary.compared === 0 && !differs) return allowEmpty ? EXIT.clean : EXIT.empty;
  return differs && failOn !== 'never' ? EXIT.findings : EXIT.clean;
}

interface Drifting {
  readonly state?: 'new' | 'known' | 'changed';
}
