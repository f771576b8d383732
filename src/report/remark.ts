import type { Severity } from '../config/severity.js';
import { markdown } from '../text/escape.js';
import { shorten } from '../text/message.js';
import type { ReportFinding, ReportPlace } from './report.js';
import { linked, MARK, ruleLink } from './sections.js';

const HEADING: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', info: 'Info' };

/**
 * One finding as a comment on its lines: what, why, what to do, the places on the other nodes, and what would mend it.
 *
 * @param suggestion lines that GitHub offers to put in place of those commented on; null for none
 */
export function remarkText(
  finding: ReportFinding,
  suggestion: string | null,
  link: (place: ReportPlace) => string | null,
): string {
  const node = finding.node === null ? '' : ` on ${markdown(finding.node)}`;
  const blocks = [
    `${MARK[finding.severity]} **${HEADING[finding.severity]}**${node}: ${ruleLink(finding)}`,
    markdown(shorten(finding.message, 2000)),
  ];
  const places = finding.related.map(
    (place) => `- ${linked(place, null, link)}: ${markdown(shorten(place.message, 300))}`,
  );
  if (places.length > 0) blocks.push(places.slice(0, 12).join('\n'));
  if (suggestion !== null) blocks.push(suggestionBlock(suggestion));
  else if (finding.fix !== null) blocks.push(`Fix (${finding.fix.safety}): ${markdown(shorten(finding.fix.title))}`);
  return blocks.join('\n\n');
}

/** Verbatim: what stands in the block is what is committed. Only a fence could end it, so ours is longer. */
function suggestionBlock(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return text === '' ? `${fence}suggestion\n${fence}` : `${fence}suggestion\n${text}\n${fence}`;
}
