import type { Format } from '../config/options.js';
import { checkstyleReport } from './checkstyle.js';
import { codeclimateReport } from './codeclimate.js';
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

/** A report in one of the formats, as both entries write it. */
export function renderReport(format: ReportFormat, report: Report, options: SarifOptions): string {
  return FORMATTERS[format](report, options);
}
