import { markdownReport } from '../report/markdown.js';
import type { Report, ReportPlace } from '../report/report.js';

/** `@actions/core` `summary`, as far as it is used. */
export interface SummaryFile {
  readonly addRaw: (text: string) => { readonly write: () => Promise<unknown> };
}

/** The runner refuses the whole summary of a step beyond this (`AttachmentSizeLimit`), and shows an error instead. */
const LIMIT = 1024 * 1024;
const RESERVE = 4 * 1024;

/**
 * Appends the report to the step summary.
 *
 * @param used bytes that are in the file already
 */
export async function writeSummary(
  report: Report,
  file: SummaryFile,
  { used, link }: { readonly used: number; readonly link: (place: ReportPlace) => string | null },
): Promise<void> {
  const text = markdownReport(report, { budget: Math.max(0, LIMIT - RESERVE - used), link });
  if (text !== '') await file.addRaw(text).write();
}
