import type { Format } from '../config/options.js';
import { checkstyleReport } from './checkstyle.js';
import { codeclimateReport } from './codeclimate.js';
import { type DriftReport, driftJson } from './drift.js';
import { driftMarkdown } from './drift-markdown.js';
import { githubReport } from './github.js';
import { htmlReport } from './html.js';
import { jsonReport } from './json.js';
import { junitReport } from './junit.js';
import { markdownReport } from './markdown.js';
import { rdjsonReport } from './rdjson.js';
import type { Report } from './report.js';
import { type SarifOptions, sarifReport } from './sarif.js';

/** The formats that are made of the plain report alone; `text` shows lines of the files too. */
export type ReportFormat = Exclude<Format, 'text'>;

const FORMATTERS: Readonly<Record<ReportFormat, (report: Report, options: SarifOptions) => string>> = {
  json: jsonReport,
  sarif: sarifReport,
  junit: junitReport,
  checkstyle: checkstyleReport,
  codeclimate: codeclimateReport,
  rdjson: rdjsonReport,
  markdown: (report) => markdownReport(report),
  html: (report) => htmlReport(report, null),
  github: (report) => githubReport(report).text,
};

/** `drift` in one of the formats: its own where it has one, else its findings like those of `check`. */
export function renderDrift(format: ReportFormat, drift: DriftReport, report: Report, options: SarifOptions): string {
  if (format === 'json') return driftJson(drift);
  if (format === 'markdown') return driftMarkdown(drift);
  if (format === 'html') return htmlReport(report, drift);
  return renderReport(format, report, options);
}

/** A report in one of the formats, as both entries write it. */
export function renderReport(format: ReportFormat, report: Report, options: SarifOptions): string {
  return FORMATTERS[format](report, options);
}
