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
    sarifFile = '',
    fixedFiles,
    patchFile,
    matrix,
  }: {
    readonly empty: boolean;
    readonly truncated: number;
    readonly reportFile: string;
    readonly sarifFile?: string;
    readonly fixedFiles: readonly string[];
    readonly patchFile: string;
    readonly matrix: string;
  },
): Outputs {
  const { summary } = result;
  return {
    verdict: empty ? 'empty' : summary.errors + summary.warnings > 0 ? 'findings' : 'clean',
    errors: String(summary.errors),
    warnings: String(summary.warnings),
    infos: String(summary.infos),
    new: isGated(result) ? String(result.findings.filter(({ state }) => state === 'new').length) : '',
    fixable: String(summary.fixable),
    'fixed-files': fixedFiles.join('\n'),
    'patch-file': patchFile,
    nodes: String(summary.nodes),
    clusters: String(summary.clusters),
    'report-file': reportFile,
    'sarif-file': sarifFile,
    matrix,
    truncated: String(truncated),
  };
}

/** Whether the findings were told apart by what the base has. */
function isGated({ findings }: LintResult): boolean {
  return findings.some(({ state }) => state !== null);
}
