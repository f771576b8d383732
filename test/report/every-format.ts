import { FORMATS, type Format } from '../../src/config/options.js';
import { suggestionsFor } from '../../src/github/remarks.js';
import type { LintResult } from '../../src/lint/finding.js';
import { renderReport } from '../../src/report/formats.js';
import { remarkText } from '../../src/report/remark.js';
import { reportOf } from '../../src/report/report.js';
import type { SarifOptions } from '../../src/report/sarif.js';
import { plainStyle, textReport } from '../../src/report/text.js';
import { RULES } from '../../src/rules/index.js';

export const OPTIONS: SarifOptions = { rules: RULES, category: '', suppressed: true };

/** What a review would say about each finding, with what it would offer to commit. */
export function remarks(result: LintResult): readonly string[] {
  const suggestions = suggestionsFor(result.findings);
  return reportOf(result).findings.map((finding) =>
    remarkText(finding, suggestions.get(finding.key)?.text ?? null, () => null),
  );
}

/** A result in every format there is: a new one is looked at without being asked for. */
export function everyFormat(result: LintResult): readonly { readonly format: Format; readonly text: string }[] {
  const report = reportOf(result);
  return FORMATS.map((format) => ({
    format,
    text:
      format === 'text'
        ? textReport(result, { style: plainStyle, quiet: false, width: 100 })
        : renderReport(format, report, OPTIONS),
  }));
}
