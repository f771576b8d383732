import { codeSpan, linkTarget, markdown } from '../text/escape.js';
import { shorten } from '../text/message.js';
import { type Report, templateNodes } from './report.js';
import { fixableLine, framed, gateLine, type Link, reportMark } from './sections.js';
import { verdictLine } from './words.js';

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
}

/** GitHub takes 65,536 characters; at three bytes each that is within its 262,144 bytes too. */
const BUDGET = 60_000;
const MOST_NOTES = 12;
const LONGEST_NOTE = 400;
const HOME = 'https://github.com/wso2is-lint/wso2is-lint';

/** The one comment on a pull request. */
export function commentBody(report: Report, options: CommentOptions): string {
  return body(report, options, []);
}

/** The issue about what a scheduled run found. */
export function issueBody(report: Report, options: IssueOptions): string {
  return body(report, options, [`Checked ${markdown(options.when)}.`]);
}

function body(report: Report, options: CommentOptions, more: readonly string[]): string {
  const { marker, head, runUrl, notes, scope = null, budget = BUDGET } = options;
  const title = `${marker}\n## wso2is-lint${scope === null ? '' : `: ${markdown(shorten(scope))}`}`;
  const gate = gateLine(report);
  const at = head === null ? '' : ` at ${linkedCode(head.sha.slice(0, 7), head.url)}`;
  const verdict = `${reportMark(report)} **${verdictLine(report.summary, templateNodes(report))}**${gate === '' ? '' : ` (${gate})`}${at}`;
  const told = notes.slice(0, MOST_NOTES).map((note) => `- ${markdown(shorten(note, LONGEST_NOTE))}`);
  const fixable = fixableLine(report, howToFix(options.patch ?? null));
  const run = runUrl === null ? null : linkTarget(runUrl);
  const footer = [run === null ? '' : `[run](${run})`, `[rules](${HOME}/blob/main/docs/catalogue.md)`].filter(
    (part) => part !== '',
  );
  return framed(report, {
    head: [title, verdict, ...more],
    foot: [
      ...(fixable === '' ? [] : [fixable]),
      ...(told.length === 0 ? [] : [told.join('\n')]),
      `<sub>${footer.join(' · ')}</sub>`,
    ],
    link: options.link,
    fits: (text) => text.length <= budget,
    last: [title, verdict],
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
