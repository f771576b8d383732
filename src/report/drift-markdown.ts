import { DEFAULT } from '../cluster/drift/words.js';
import { cellCode, codeSpan, markdown } from '../text/escape.js';
import { count, shorten } from '../text/message.js';
import type { DriftReport, DriftSetting } from './drift.js';
import {
  acceptedTitle,
  aloneTitle,
  generatedTitle,
  heldIn,
  onlyThereFiles,
  onlyThereTitle,
  ownerOf,
  passedTitle,
  placeOf,
  type Reason,
  reasonsOf,
  silencersOf,
  unknownTitle,
  unseenText,
  unusedText,
} from './drift-aside.js';
import { type Cell, driftVerdict, fileNote, groupsIn, notesOf, valuesOf } from './drift-text.js';
import { location } from './words.js';

/** Tables of one report; an issue shows as much, the JSON has all. */
const MOST_ROWS = 50;
/** Columns that a page of GitHub shows without scrolling. */
const MOST_COLUMNS = 6;
const LONGEST_CELL = 60;

/** The short form, for an issue or a summary: a table for each cluster, what is missing, the verdict. */
export function driftMarkdown(drift: DriftReport): string {
  return `${['## wso2is-lint drift', markdown(driftVerdict(drift)), ...driftBlocks(drift)].join('\n\n')}\n`;
}

/** What follows the verdict, in no more characters than there is room for: fewer rows of each table, at last none. */
export function driftBlocks(drift: DriftReport, budget = Number.POSITIVE_INFINITY): string[] {
  for (let rows = MOST_ROWS; rows > 0; rows = Math.floor(rows / 2)) {
    const blocks = blocksWith(drift, rows);
    if (blocks.join('\n\n').length <= budget) return blocks;
  }
  return ['There is no room for the settings here: the JSON has all of them.'];
}

function blocksWith(drift: DriftReport, rows: number): string[] {
  const blocks: string[] = [];
  for (const { title, nodes, settings, files } of groupsIn(drift)) {
    blocks.push(`### ${markdown(title)}`);
    if (settings.length > 0)
      blocks.push(nodes.length > MOST_COLUMNS ? listed(settings, rows) : tabled(nodes, settings, rows));
    if (files.length > 0) {
      const lines = files
        .slice(0, rows)
        .map(
          (one) => `- ${codeSpan(one.file)} is missing on ${one.missingOn.map(codeSpan).join(', ')}${fileNote(one)}`,
        );
      blocks.push([...lines, ...more(files.length, 'file', rows)].join('\n'));
    }
  }
  const alone = drift.against?.alone ?? [];
  if (alone.length > 0) {
    const lines = alone
      .slice(0, rows)
      .map(({ node, where }) => `- ${codeSpan(node)} is only ${where === 'here' ? 'here' : 'there'}`);
    blocks.push(
      ['Without a counterpart, so not compared:', '', ...lines, ...more(alone.length, 'node', rows)].join('\n'),
    );
  }
  const lonely = aloneTitle(drift);
  if (lonely !== null) {
    const lines = (drift.alone ?? [])
      .slice(0, rows)
      .map(({ cluster, node }) => `- ${codeSpan(node)} of ${markdown(cluster)}`);
    blocks.push([lonely, '', ...lines, ...more(drift.alone?.length ?? 0, 'node', rows)].join('\n'));
  }
  const gone = drift.since?.gone ?? [];
  if (gone.length > 0) {
    const lines = gone.slice(0, rows).map(({ address, file }) => `- ${codeSpan(address)} in ${codeSpan(file)}`);
    blocks.push(['Gone since the earlier run:', '', ...lines, ...more(gone.length, 'setting', rows)].join('\n'));
  }
  blocks.push(...asideLines(drift));
  const onlyThere = onlyThereTitle(drift);
  if (onlyThere !== null) blocks.push(`${onlyThere} (${some(onlyThereFiles(drift))}).`);
  if (drift.skipped.length > 0) {
    const files = some([...new Set(drift.skipped.map(({ file }) => file))]);
    blocks.push(`Not read: ${count(drift.skipped.length, 'file')} (${files}).`);
  }
  const generated = generatedTitle(drift);
  if (generated !== null) blocks.push(`${markdown(generated)}.`);
  return blocks;
}

/** A line for each kind of what is no drift. */
function asideLines(drift: DriftReport): string[] {
  const unseen = unseenText(drift);
  const unused = drift.unused.slice(0, MOST_EXAMPLES).map((one) => unusedText(one, codeSpan, markdown));
  const others = drift.unused.length - unused.length;
  const passed = reasonsOf(drift).map((one) => `${one.number} as ${namedIn(one)}`);
  const accepted = silencersOf(drift).map((one) => `${one.number} ${namedIn(one)}`);
  return [
    ...(unseen === '' ? [] : [`${unseen}.`]),
    ...(unused.length === 0 ? [] : [`Fits no setting: ${[...unused, ...andMore(others)].join(', ')}.`]),
    ...(drift.suppressions.length === 0 ? [] : [suppressionLines(drift)]),
    ...(accepted.length === 0 ? [] : [reasonLines(`${acceptedTitle(drift)}.`, accepted)]),
    ...(passed.length === 0 ? [] : [reasonLines(`${passedTitle(drift)}.`, passed)]),
    ...(drift.unknown.length === 0 ? [] : [unknownLines(drift)]),
  ];
}

const MOST_EXAMPLES = 5;
/** Of the addresses of one reason. */
const MOST_NAMED = 3;
const LONGEST_EXAMPLE = 60;

function some(addresses: readonly string[], most = MOST_EXAMPLES): string {
  const shown = addresses.slice(0, most).map((address) => codeSpan(shorten(address, LONGEST_EXAMPLE)));
  return [...shown, ...andMore(addresses.length - shown.length)].join(', ');
}

function andMore(number: number): string[] {
  return number > 0 ? [`and ${number} more`] : [];
}

function namedIn({ reason, addresses }: Reason): string {
  return `${markdown(reason)}: ${some(addresses, MOST_NAMED)}`;
}

/** A line for each reason: those are few. */
function reasonLines(title: string, lines: readonly string[]): string {
  return [title, '', ...lines.map((line) => `- ${line}`)].join('\n');
}

function unknownLines(drift: DriftReport): string {
  const lines = drift.unknown.slice(0, MOST_EXAMPLES).map((one) => {
    const held = heldIn(one, LONGEST_CELL).map(
      (one) => `${some(one.nodes, MOST_NAMED)} ${one.nodes.length === 1 ? 'has' : 'have'} ${cellOf(one)}`,
    );
    const what = `${codeSpan(shorten(one.address, LONGEST_EXAMPLE))} (${codeSpan(placeOf(one))}, ${markdown(ownerOf(one))})`;
    return held.length === 0 ? what : `${what}: ${held.join(' · ')}`;
  });
  return reasonLines(`${unknownTitle(drift)}.`, [...lines, ...andMore(drift.unknown.length - lines.length)]);
}

function suppressionLines({ suppressions }: DriftReport): string {
  const lines = suppressions
    .slice(0, MOST_EXAMPLES)
    .map(
      ({ rule, file, line, message }) =>
        `${codeSpan(location({ file, line, column: null }))} ${codeSpan(rule)}: ${markdown(message)}`,
    );
  return reasonLines('Suppressions:', [...lines, ...andMore(suppressions.length - lines.length)]);
}

function tabled(nodes: readonly string[], settings: readonly DriftSetting[], most: number): string {
  const rows = settings.slice(0, most).map((setting) => {
    const cells = valuesOf(setting, nodes, LONGEST_CELL).map(cellOf);
    return `| ${cellCode(setting.address)}${noteOf(setting)} | ${cellCode(placeOf(setting))} | ${cells.join(' | ')} |`;
  });
  const head = [
    `| setting | where | ${nodes.map((node) => cellCode(node)).join(' | ')} |`,
    `|---|---|${'---|'.repeat(nodes.length)}`,
  ];
  return [...head, ...rows, ...more(settings.length, 'setting', most)].join('\n');
}

/** A wide cluster: who has what, a line each. */
function listed(settings: readonly DriftSetting[], most: number): string {
  const rows = settings.slice(0, most).flatMap((setting) => {
    const values = heldIn(setting, LONGEST_CELL)
      .sort((a, b) => a.nodes.length - b.nodes.length)
      .map((one) => {
        const odd = one.nodes.some((node) => setting.odd.includes(node));
        return `  - ${cellOf({ ...one, odd })}: ${one.nodes.map(codeSpan).join(', ')}`;
      });
    return [`- ${codeSpan(setting.address)}, ${codeSpan(placeOf(setting))}${noteOf(setting)}`, ...values];
  });
  return [...rows, ...more(settings.length, 'setting', most)].join('\n');
}

function cellOf({ value, odd = false, default: isDefault }: Partial<Cell> & Pick<Cell, 'value'>): string {
  const text = value === null ? '–' : value === '' ? '(empty)' : cellCode(value);
  return `${odd ? '⚠️ ' : ''}${text}${isDefault === true ? DEFAULT : ''}`;
}

function noteOf(setting: DriftSetting): string {
  const notes = notesOf(setting).map((note) => (note === setting.said ? codeSpan(note) : note));
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

function more(all: number, what: string, most: number): string[] {
  return all > most ? ['', `and ${count(all - most, `more ${what}`)}: the JSON has all of them`] : [];
}
