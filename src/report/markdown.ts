import type { Report } from './report.js';
import { templateNodes } from './report.js';
import { fixableLine, framed, gateLine, type Link, reportMark } from './sections.js';
import { verdictLine } from './words.js';

export interface MarkdownOptions {
  /** UTF-8 bytes the text may take. */
  readonly budget?: number;
  /** Address of a place on the web; null when there is none. */
  readonly link?: Link;
}

/** GitHub refuses a step summary of more than 1 MiB (runner `AttachmentSizeLimit`); some room for what is there already. */
const BUDGET = 1024 * 1024 - 8 * 1024;

const HOW =
  '`--patch FILE` or `--fix` on the command line; `patch-file` or `fix` of the action. Only safe ones without `unsafe`.';

/** The step summary: verdict, findings per cluster, picture, who shares what, registries, what was not read. */
export function markdownReport(report: Report, { budget = BUDGET, link = () => null }: MarkdownOptions = {}): string {
  const verdict = verdictLine(report.summary, templateNodes(report));
  const gate = gateLine(report);
  const title = '## wso2is-lint';
  const fixable = fixableLine(report, HOW);
  return framed(report, {
    head: [title, `${reportMark(report)} **${verdict}**${gate === '' ? '' : ` (${gate})`}`],
    foot: fixable === '' ? [] : [fixable],
    link,
    fits: (text) => new TextEncoder().encode(text).length <= budget,
    last: [title, verdict],
  });
}
