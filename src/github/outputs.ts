import type { OUTPUTS } from '../config/options.js';
import type { Report } from '../report/report.js';

export type Outputs = Readonly<Record<keyof typeof OUTPUTS, string>>;

/** Small values only: counts, a word, a path. */
export function outputsOf(
  report: Report,
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
  const { summary, findings } = report;
  return {
    verdict: empty ? 'empty' : summary.errors + summary.warnings > 0 ? 'findings' : 'clean',
    errors: String(summary.errors),
    warnings: String(summary.warnings),
    infos: String(summary.infos),
    new: findings.some(({ state }) => state !== null)
      ? String(findings.filter(({ state }) => state === 'new').length)
      : '',
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
