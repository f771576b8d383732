import { cellCode, codeSpan, markdown } from '../text/escape.js';
import { count, shorten } from '../text/message.js';
import type { DriftReport, DriftSetting } from './drift.js';
import { driftVerdict, generatedLine, groupsIn, placeOf, valuesOf } from './drift-text.js';

/** Tables of one report; an issue shows as much, the JSON has all. */
const MOST_ROWS = 50;
/** Columns that a page of GitHub shows without scrolling. */
const MOST_COLUMNS = 6;
const LONGEST_CELL = 60;

/** The short form, for an issue or a summary: a table for each cluster, what is missing, the verdict. */
export function driftMarkdown(drift: DriftReport): string {
  const blocks = ['## wso2is-lint drift', markdown(driftVerdict(drift))];
  for (const { title, nodes, settings, files } of groupsIn(drift)) {
    blocks.push(`### ${markdown(title)}`);
    if (settings.length > 0) blocks.push(nodes.length > MOST_COLUMNS ? listed(settings) : tabled(nodes, settings));
    if (files.length > 0) {
      const rows = files
        .slice(0, MOST_ROWS)
        .map(({ file, missingOn }) => `- ${codeSpan(file)} is missing on ${missingOn.map(codeSpan).join(', ')}`);
      blocks.push([...rows, ...more(files.length, 'file')].join('\n'));
    }
  }
  const alone = drift.against?.alone ?? [];
  if (alone.length > 0) {
    const rows = alone.map(({ node, where }) => `- ${codeSpan(node)} is only ${where === 'here' ? 'here' : 'there'}`);
    blocks.push(['Without a counterpart, so not compared:', '', ...rows].join('\n'));
  }
  const gone = drift.since?.gone ?? [];
  if (gone.length > 0) {
    const rows = gone.slice(0, MOST_ROWS).map(({ address, file }) => `- ${codeSpan(address)} in ${codeSpan(file)}`);
    blocks.push(['Gone since the earlier run:', '', ...rows, ...more(gone.length, 'setting')].join('\n'));
  }
  if (drift.skipped.length > 0) blocks.push(`Not read: ${count(drift.skipped.length, 'file')}.`);
  const generated = generatedLine(drift);
  if (generated !== null) blocks.push(`${markdown(generated)}.`);
  return `${blocks.join('\n\n')}\n`;
}

function tabled(nodes: readonly string[], settings: readonly DriftSetting[]): string {
  const rows = settings.slice(0, MOST_ROWS).map((setting) => {
    const cells = valuesOf(setting, nodes).map(({ value, odd }) => cellOf(value, odd));
    return `| ${cellCode(setting.address)}${noteOf(setting)} | ${cellCode(placeOf(setting))} | ${cells.join(' | ')} |`;
  });
  const head = [
    `| setting | where | ${nodes.map((node) => cellCode(node)).join(' | ')} |`,
    `|---|---|${'---|'.repeat(nodes.length)}`,
  ];
  return [...head, ...rows, ...more(settings.length, 'setting').map((line) => `\n${line}`)].join('\n');
}

/** A wide cluster: who has what, a line each. */
function listed(settings: readonly DriftSetting[]): string {
  const rows = settings.slice(0, MOST_ROWS).flatMap((setting) => {
    const groups = new Map<string | null, { readonly node: string }[]>();
    for (const { node, value } of setting.values) groups.set(value, [...(groups.get(value) ?? []), { node }]);
    const values = [...groups]
      .sort(([, a], [, b]) => a.length - b.length)
      .map(([value, held]) => {
        const odd = held.some(({ node }) => setting.odd.includes(node));
        return `  - ${cellOf(value, odd)}: ${held.map(({ node }) => codeSpan(node)).join(', ')}`;
      });
    return [`- ${codeSpan(setting.address)}, ${codeSpan(placeOf(setting))}${noteOf(setting)}`, ...values];
  });
  return [...rows, ...more(settings.length, 'setting')].join('\n');
}

function cellOf(value: string | null, odd: boolean): string {
  const text = value === null ? '–' : value === '' ? '(empty)' : cellCode(shorten(value, LONGEST_CELL));
  return odd ? `⚠️ ${text}` : text;
}

function noteOf({ said, state }: DriftSetting): string {
  const notes = [said === undefined ? '' : codeSpan(said), state ?? ''].filter((note) => note !== '');
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

function more(all: number, what: string): string[] {
  return all > MOST_ROWS ? [`and ${count(all - MOST_ROWS, `more ${what}`)}: the JSON has all of them`] : [];
}
