import { jsonText } from '../text/escape.js';
import type { Report } from './report.js';

/** `check --format json`. */
export function jsonReport(report: Report): string {
  return jsonText(report);
}
