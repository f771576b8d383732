import type { Report } from './report.js';
import { fixableLine, framed, headline, type Link } from './sections.js';

export interface MarkdownOptions {
  /** UTF-8 bytes the text may take. */
  readonly budget?: number;
  /** Address of a place on the web; null when there is none. */
  readonly link?: Link;
}

/** GitHub refuses a step summary of more than 1 MiB (runner `AttachmentSizeLimit`); some room for what is there already. */
const BUDGET = 1024 * 1024 - 8 * 1024;

const HOW =
  '`--patch FILE` or `--fix` on the command line, `patch-file` or `fix` with the action; `unsafe` for all of them.';

/** The step summary: verdict, findings per cluster, picture, who shares what, registries, what was not read. */
export function markdownReport(report: Report, { budget = BUDGET, link = () => null }: MarkdownOptions = {}): string {
  const head = ['## wso2is-lint', headline(report)];
  const fixable = fixableLine(report, HOW);
  return framed(report, {
    head,
    foot: fixable === '' ? [] : [fixable],
    link,
    folded: false,
    budget,
    size: (text) => new TextEncoder().encode(text).length,
    last: head,
  });
}
