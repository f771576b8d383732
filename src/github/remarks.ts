import { severityRank } from '../config/severity.js';
import type { Finding } from '../lint/finding.js';
import { remarkText } from '../report/remark.js';
import type { ReportFinding, ReportPlace } from '../report/report.js';
import { type Suggestion, suggestionOf } from '../report/suggestion.js';
import { isPlain } from '../text/escape.js';
import type { ReviewRemark } from './review.js';

/** Lines of the new side that a pull request's diff shows, hunk by hunk, by path. Both ends inclusive, from 1. */
export type DiffLines = ReadonlyMap<string, readonly { readonly start: number; readonly end: number }[]>;

/**
 * The findings that have a place on the diff, worst first: their own, else one on another node. What the base has
 * already is not remarked on.
 *
 * @param suggestions by key of the finding
 */
export function remarksOf(
  findings: readonly ReportFinding[],
  suggestions: ReadonlyMap<string, Suggestion>,
  diff: DiffLines,
  link: (place: ReportPlace) => string | null,
): ReviewRemark[] {
  return findings
    .filter(({ state }) => state !== 'known')
    .toSorted((a, b) => severityRank(b.severity) - severityRank(a.severity))
    .flatMap((finding) => remarkOf(finding, suggestions.get(finding.key), diff, link));
}

function remarkOf(
  finding: ReportFinding,
  suggestion: Suggestion | undefined,
  diff: DiffLines,
  link: (place: ReportPlace) => string | null,
): ReviewRemark[] {
  const isShown = (file: string, start: number, end: number): boolean =>
    diff.get(file)?.some((hunk) => hunk.start <= start && end <= hunk.end) === true;
  if (suggestion !== undefined && isShown(suggestion.file, suggestion.startLine, suggestion.endLine)) {
    const { file: path, startLine, endLine: line, text } = suggestion;
    return [{ finding: finding.key, path, startLine, line, text: remarkText(finding, text, link) }];
  }
  const place = [finding, ...finding.related].find(({ file, line }) => line !== null && isShown(file, line, line));
  if (place === undefined || place.line === null) return [];
  const { file: path, line } = place;
  return [{ finding: finding.key, path, startLine: line, line, text: remarkText(finding, null, link) }];
}

/**
 * What GitHub may offer to commit, by key of the finding. What it commits must be what we offer: it does not keep
 * carriage returns, and nobody sees an odd character.
 */
export function suggestionsFor(findings: readonly Finding[]): ReadonlyMap<string, Suggestion> {
  const offered = findings.flatMap((finding) => {
    const suggestion = suggestionOf(finding);
    const isWindows = finding.fix?.edits[0]?.span.document.text.includes('\r') === true;
    return suggestion === null || isWindows || !isPlain(suggestion.text) ? [] : [[finding.key, suggestion] as const];
  });
  return new Map(offered);
}
