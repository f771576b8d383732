import type { OUTPUTS } from '../config/options.js';
import type { LintResult } from '../lint/finding.js';

export type Outputs = Readonly<Record<keyof typeof OUTPUTS, string>>;

/** Small values only: counts, a word, a path. */
export function outputsOf(
  result: LintResult,
  {
    empty,
    truncated,
    reportFile,
    fixedFiles,
    patchFile,
  }: {
    readonly empty: boolean;
    readonly truncated: number;
    readonly reportFile: string;
    readonly fixedFiles: readonly string[];
    readonly patchFile: string;
  },
): Outputs {
  const { summary } = result;
  return {
    verdict: empty ? 'empty' : summary.errors + summary.warnings > 0 ? 'findings' : 'clean',
    errors: String(summary.errors),
    warnings: String(summary.warnings),
    infos: String(summary.infos),
    fixable: String(summary.fixable),
    'fixed-files': fixedFiles.join('\n'),
    'patch-file': patchFile,
    nodes: String(summary.nodes),
    clusters: String(summary.clusters),
    'report-file': reportFile,
    truncated: String(truncated),
  };
}
