import { codeSpan, linkTarget, markdown } from '../text/escape.js';
import { shorten } from '../text/message.js';
import type { DriftReport } from './drift.js';
import { driftBlocks } from './drift-markdown.js';
import { driftVerdict } from './drift-text.js';
import type { Report } from './report.js';
import { fixableLine, framed, headline, isAllClear, type Link } from './sections.js';

export interface CommentOptions {
  /** The first line, by which the text is found again. Written as it is: it must come from the program alone. */
  readonly marker: string;
  /** The commit that was checked. */
  readonly head: { readonly sha: string; readonly url: string | null } | null;
  readonly runUrl: string | null;
  /** Address of a place on the web; null when there is none. */
  readonly link: Link;
  /** Plain sentences: what was compared with, what was left out. */
  readonly notes: readonly string[];
  /** Which of several: a comment key, a folder; null where there is only one. */
  readonly scope?: string | null;
  /** The corrections as a patch, when the run wrote one. */
  readonly patch?: { readonly name: string; readonly url: string | null } | null;
  /** Characters (UTF-16 units) the text may take. */
  readonly budget?: number;
}

export interface IssueOptions extends CommentOptions {
  /** When it was checked, in words or as ISO date. */
  readonly when: string;
  /** Of `drift`: what it found is shown as a table. */
  readonly drift?: DriftReport | null;
}

/** GitHub takes 65,536 characters; at three bytes each that is within its 262,144 bytes too. */
const BUDGET = 60_000;
const MOST_NOTES = 12;
const LONGEST_NOTE = 400;
const DOCS = 'https://github.com/wso2is-lint/wso2is-lint/blob/main/docs';

/** The one comment on a pull request; short where there is nothing to do. */
export function commentBody(report: Report, options: CommentOptions): string {
  return body(report, options, at(options));
}

/** The issue about what a scheduled run found. */
export function issueBody(report: Report, options: IssueOptions): string {
  const where = `${at(options)}, ${markdown(shorten(options.when))}`;
  return options.drift ? driftBody(options.drift, options, where) : body(report, options, where);
}

/** The settings that differ and on which node what stands, and no picture: that is what an audit asks. */
function driftBody(drift: DriftReport, options: IssueOptions, where: string): string {
  const { marker, scope = null, budget = BUDGET } = options;
  const head = [
    `${marker}\n## wso2is-lint drift${scope === null ? '' : `: ${markdown(shorten(scope))}`}`,
    `${markdown(driftVerdict(drift))}${where}`,
  ];
  const foot = [notesOf(options), footerOf(options, 'drift.md', 'what is compared')].filter((block) => block !== '');
  const room = budget - [...head, ...foot, ''].join('\n\n').length;
  return [...head, ...driftBlocks(drift, room), ...foot].join('\n\n');
}

function notesOf({ notes }: CommentOptions): string {
  return notes
    .slice(0, MOST_NOTES)
    .map((note) => `- ${markdown(shorten(note, LONGEST_NOTE))}`)
    .join('\n');
}

function footerOf({ runUrl }: CommentOptions, page: string, title: string): string {
  const run = runUrl === null ? null : linkTarget(runUrl);
  const links = [...(run === null ? [] : [`[this run](${run})`]), `[${title}](${DOCS}/${page})`];
  return `<sub>${links.join(' · ')}</sub>`;
}

function at({ head }: CommentOptions): string {
  return head === null ? '' : ` at ${linkedCode(head.sha.slice(0, 7), head.url)}`;
}

/** @param where of the check, after the verdict; Markdown */
function body(report: Report, options: CommentOptions, where: string): string {
  const { marker, scope = null, budget = BUDGET } = options;
  const title = `${marker}\n## wso2is-lint${scope === null ? '' : `: ${markdown(shorten(scope))}`}`;
  const folded = isAllClear(report);
  const head = [title, `${headline(report, folded)}${where}`];
  const fixable = fixableLine(report, howToFix(options.patch ?? null));
  return framed(report, {
    head,
    foot: [fixable, notesOf(options), footerOf(options, 'catalogue.md', 'all rules')].filter((block) => block !== ''),
    link: options.link,
    folded,
    budget,
    size: (text) => text.length,
    last: head,
  });
}

function linkedCode(text: string, url: string | null): string {
  const target = url === null ? null : linkTarget(url);
  return target === null ? codeSpan(text) : `[${codeSpan(text)}](${target})`;
}

function howToFix(patch: CommentOptions['patch'] | null): string {
  if (patch === null || patch === undefined) {
    return 'give the action `patch-file: wso2is.patch` and upload it, or `fix: safe` and commit the files.';
  }
  return `${linkedCode(patch.name, patch.url)}, for ${codeSpan(`git apply ${patch.name}`)}.`;
}
