import { DEFAULT } from '../cluster/drift/words.js';
import { terminal } from '../text/escape.js';
import { count, list, shorten } from '../text/message.js';
import { shortenTogether } from '../text/together.js';
import { type DriftFile, type DriftReport, type DriftSetting, isInSync } from './drift.js';
import {
  acceptedTitle,
  aloneTitle,
  CHANGE,
  fileChange,
  generatedTitle,
  heldIn,
  onlyThereFiles,
  onlyThereTitle,
  ownerOf,
  passedTitle,
  placeOf,
  type Reason,
  reasonsOf,
  STATE,
  silencersOf,
  sinceText,
  unknownTitle,
  unseenText,
  unusedText,
} from './drift-aside.js';
import { columns, width, wrap } from './layout.js';
import type { Style } from './style.js';
import { location } from './words.js';

export interface DriftTextOptions {
  readonly style: Style;
  /** Of the terminal, in cells. */
  readonly width: number;
  /** Only the verdict. */
  readonly quiet: boolean;
}

const ABSENT = '–';
const LONGEST_CELL = 40;
/** Before the value of a node in the minority. */
const ODD = '≠ ';

/** What a person reads: for each cluster a table of settings and nodes, the odd ones marked, and the verdict. */
export function driftText(drift: DriftReport, options: DriftTextOptions): string {
  const { style, quiet } = options;
  const blocks = quiet ? [] : groupsIn(drift).map((group) => groupText(group, options));
  if (!quiet) blocks.push(...aloneText(drift), ...unmetText(drift), ...goneText(drift), ...asideText(drift, options));
  const generated = generatedTitle(drift);
  if (!quiet && generated !== null) blocks.push(style('dim', generated));
  blocks.push(style('bold', style(isInSync(drift) ? 'green' : 'yellow', driftVerdict(drift))));
  return `${blocks.join('\n\n')}\n`;
}

/** Settings of one table: those of a cluster, or of one node and what it is elsewhere. */
interface Group {
  readonly title: string;
  readonly nodes: readonly string[];
  readonly settings: readonly DriftSetting[];
  readonly files: readonly DriftFile[];
}

/** In the order of the report; all values of a group are of the same nodes. */
export function groupsIn({ settings, files, clusters, against }: DriftReport): Group[] {
  const groups = new Map<string, { title: string; nodes: string[]; settings: DriftSetting[]; files: DriftFile[] }>();
  const groupOf = (cluster: string, self: string | null) => {
    const key = JSON.stringify([cluster, self]);
    const all = clusters.find(({ name }) => name === cluster)?.nodes.map(({ name }) => name) ?? [];
    const made = groups.get(key) ?? {
      title: self === null ? `Cluster ${cluster}` : `Node ${self} of ${cluster}`,
      nodes: self === null ? all : [self, `${self} (${against?.with ?? ''})`],
      settings: [],
      files: [],
    };
    groups.set(key, made);
    return made;
  };
  for (const setting of settings) groupOf(setting.cluster, setting.self?.node ?? null).settings.push(setting);
  for (const file of files) groupOf(file.cluster, file.self ?? null).files.push(file);
  return [...groups.values()];
}

export interface Cell {
  readonly node: string;
  readonly value: string | null;
  readonly odd: boolean;
  readonly default: boolean;
}

/** What each node of a group holds, no longer than asked; null also for one that was not asked. */
export function valuesOf({ values, odd }: DriftSetting, nodes: readonly string[], longest: number) {
  const held = nodes.map((node) => values.find((each) => each.node === node));
  const shown = shortenTogether(
    held.map((one) => one?.value ?? null),
    longest,
  );
  return held.map((one, index): Cell => {
    const node = nodes[index] ?? '';
    return { node, value: shown[index] ?? null, odd: odd.includes(node), default: one?.default === true };
  });
}

function groupText({ title, nodes, settings, files }: Group, { style, width: room }: DriftTextOptions): string {
  const lines = [style('bold', terminal(title))];
  if (settings.length > 0) {
    const head = ['', '', ...nodes.map(terminal)];
    const wide = columns([head, ...settings.map((setting) => rowOf(setting, nodes, style))], '  ');
    if (wide.every((line) => width(line) <= room)) lines.push(style('dim', wide[0] ?? ''), ...wide.slice(1));
    else lines.push(...settings.flatMap((setting) => turned(setting, style)));
  }
  if (files.length > 0) {
    lines.push(...(settings.length > 0 ? [''] : []), '  Files that are missing:');
    lines.push(
      ...columns(
        files.map((file) => [terminal(file.file), `not on ${list(file.missingOn)}${fileNote(file)}`]),
        '    ',
      ),
    );
  }
  return lines.join('\n');
}

/** What happened to a file, who says so, and whether that is new; '' for nothing to say. */
export function fileNote(file: DriftFile): string {
  const notes = [fileChange(file) ?? [], file.said ?? [], stateOf(file)].flat();
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

/** What is to be known of a row besides its values: what happened, what it must, who says so, whether it is new. */
export function notesOf({ rule, self, said, state }: DriftSetting): string[] {
  const must = rule === 'must-differ' ? 'must differ' : [];
  return [self === undefined ? [] : CHANGE[self.change], must, said ?? [], stateOf({ state })].flat();
}

function stateOf({ state }: { readonly state?: DriftSetting['state'] }): string[] {
  return state === undefined ? [] : [STATE[state]];
}

function nameOf(setting: DriftSetting): string {
  const notes = notesOf(setting);
  return terminal(setting.address) + (notes.length === 0 ? '' : ` (${notes.join(', ')})`);
}

function cellOf(cell: Omit<Cell, 'node'>, style: Style): string {
  const text = textOf(cell);
  return cell.odd ? style('yellow', ODD + text) : text;
}

function textOf({ value, default: isDefault }: Pick<Cell, 'value' | 'default'>): string {
  const text = value === null ? ABSENT : value === '' ? '(empty)' : terminal(value);
  return isDefault ? text + DEFAULT : text;
}

function rowOf(setting: DriftSetting, nodes: readonly string[], style: Style): string[] {
  const cells = valuesOf(setting, nodes, LONGEST_CELL).map((cell) => cellOf(cell, style));
  return [nameOf(setting), style('dim', terminal(placeOf(setting))), ...cells];
}

/** Too wide for the terminal: a setting a block, a node a line. */
function turned(setting: DriftSetting, style: Style): string[] {
  const nodes = setting.values.map(({ node }) => node);
  const rows = valuesOf(setting, nodes, LONGEST_CELL).map((cell, index) => {
    const { file = '', line = null } = setting.values[index] ?? {};
    return [terminal(cell.node), cellOf(cell, style), line === null ? '' : style('dim', terminal(`${file}:${line}`))];
  });
  return [`  ${nameOf(setting)}`, ...columns(rows, '    ')];
}

function aloneText(drift: DriftReport): string[] {
  const title = aloneTitle(drift);
  if (title === null) return [];
  const rows = (drift.alone ?? []).map(({ cluster, node }) => {
    const known = drift.clusters.find(({ name }) => name === cluster);
    const path = known?.nodes.find(({ name }) => name === node)?.path ?? '';
    return [terminal(node), `cluster ${terminal(cluster)}`, terminal(path)];
  });
  return [[title, ...columns(rows, '  ')].join('\n')];
}

function unmetText({ against }: DriftReport): string[] {
  if (against === undefined || against.alone.length === 0) return [];
  const rows = against.alone.map(({ node, path, where }) => [
    terminal(node),
    terminal(path),
    where === 'here' ? `not in ${terminal(against.with)}` : `only in ${terminal(against.with)}`,
  ]);
  return [['Nodes without a counterpart, not compared:', ...columns(rows, '  ')].join('\n')];
}

function goneText({ since }: DriftReport): string[] {
  if (since === undefined || since.gone.length === 0) return [];
  const rows = since.gone.map(({ cluster, address, file }) => [
    terminal(cluster ?? ''),
    terminal(address),
    terminal(file),
  ]);
  return [[`Gone since ${terminal(since.file)}:`, ...columns(rows, '  ')].join('\n')];
}

/** What is no drift, and people should know of. */
function asideText(drift: DriftReport, { style, width: room }: DriftTextOptions): string[] {
  const dim = (lines: readonly string[]): string => lines.map((line) => style('dim', line)).join('\n');
  const unseen = unseenText(drift);
  const onlyThere = onlyThereTitle(drift);
  const passed = reasonLines(reasonsOf(drift), room);
  const accepted = reasonLines(silencersOf(drift), room);
  const unused = drift.unused.map((one) => `  ${unusedText(one, (glob) => `"${terminal(glob)}"`, terminal)}`);
  return [
    ...(unseen === '' ? [] : [unseen]),
    ...(drift.unused.length === 0 ? [] : [['Fits no setting:', ...unused].join('\n')]),
    ...suppressionsText(drift, room),
    ...(accepted.length === 0 ? [] : [dim([acceptedTitle(drift), ...accepted])]),
    ...(passed.length === 0 ? [] : [dim([passedTitle(drift), ...passed])]),
    ...(drift.unknown.length === 0 ? [] : [dim([unknownTitle(drift), ...unknownLines(drift, room)])]),
    ...(onlyThere === null
      ? []
      : [dim([onlyThere, ...wrap(examples(onlyThereFiles(drift), MOST_UNKNOWN), room, '  ')])]),
    ...skippedText(drift, style),
  ];
}

/** How many, by what, and some of them. */
function reasonLines(reasons: readonly Reason[], room: number): string[] {
  const digits = Math.max(0, ...reasons.map(({ number }) => String(number).length));
  return reasons.flatMap(({ reason, number, addresses }) => {
    const [first = '', ...more] = wrap(`${terminal(reason)}: ${examples(addresses)}`, room - digits - 2, '  ');
    return [`  ${String(number).padStart(digits)}${first}`, ...more.map((line) => ' '.repeat(digits + 2) + line)];
  });
}

/** Each with what the nodes have of it. */
function unknownLines({ unknown }: DriftReport, room: number): string[] {
  const lines = unknown.slice(0, MOST_UNKNOWN).flatMap((one) => {
    const held = heldIn(one, LONGEST_CELL).map((one) => `${list(one.nodes, MOST_NODES)}: ${textOf(one)}`);
    return [
      ...wrap(terminal(`${shorten(one.address, LONGEST_EXAMPLE)} (${placeOf(one)}, ${ownerOf(one)})`), room, '  '),
      ...(held.length === 0 ? [] : wrap(held.join(' · '), room, '    ')),
    ];
  });
  const more = unknown.length - MOST_UNKNOWN;
  return more > 0 ? [...lines, `  and ${more} more: the JSON has all`] : lines;
}

/** What is wrong with what silences drift. */
function suppressionsText({ suppressions }: DriftReport, room: number): string[] {
  if (suppressions.length === 0) return [];
  const lines = suppressions.flatMap(({ rule, file, line, message }) => [
    `  ${terminal(location({ file, line, column: null }))}  ${rule}`,
    ...wrap(terminal(message), room, '    '),
  ]);
  return [['Suppressions:', ...lines].join('\n')];
}

const MOST_EXAMPLES = 3;
const MOST_UNKNOWN = 10;
const MOST_NODES = 4;
const LONGEST_EXAMPLE = 60;

function examples(addresses: readonly string[], most = MOST_EXAMPLES): string {
  return list(
    addresses.map((address) => shorten(address, LONGEST_EXAMPLE)),
    most,
  );
}

function skippedText({ skipped }: DriftReport, style: Style): string[] {
  if (skipped.length === 0) return [];
  const rows = skipped.map(({ file, reason }) => [terminal(file), terminal(reason)]);
  return [
    [`Not read: ${count(skipped.length, 'file')}`, ...columns(rows, '  ')].map((line) => style('dim', line)).join('\n'),
  ];
}

/** `3 settings and 1 file differ in 2 nodes of 1 cluster`; never sounds green about what was not compared. */
export function driftVerdict(drift: DriftReport): string {
  const { summary, against, since } = drift;
  if (summary.nodes === 0) return 'nothing to compare: no WSO2 Identity Server configuration was found';
  const unmet = against?.alone.length ?? 0;
  const parts = [
    summary.settings > 0 ? count(summary.settings, 'setting') : '',
    summary.files > 0 ? count(summary.files, 'missing file') : '',
    unmet > 0 ? count(unmet, 'node without a counterpart', 'nodes without a counterpart') : '',
  ].filter((part) => part !== '');
  const [nodes, clusters, alone] = comparedIn(drift);
  const where = `${count(nodes, 'node')} of ${count(clusters, 'cluster')}`;
  const how = against === undefined ? '' : ` against ${terminal(against.with)}`;
  const aside = [
    alone === 0 ? [] : [`${count(alone, 'node')} ${alone === 1 ? 'was' : 'were'} compared with nobody`],
    numbered(drift.unknown.length, 'not known'),
    numbered(drift.accepted.length, 'accepted'),
  ].flat();
  const open = aside.length === 0 ? '' : `; ${aside.join(', ')}`;
  const changes = since === undefined ? '' : `: ${sinceText(since)} since ${terminal(since.file)}`;
  const compared = `${count(summary.compared, 'setting')} of ${where}${how} compared${open}`;
  if (parts.length > 0) return `drift: ${list(parts)}; ${compared}${changes}`;
  return summary.compared === 0
    ? `nothing to compare${how} in ${where}${open}${changes}`
    : `in sync: ${compared}${changes}`;
}

/** How many nodes were compared with another, of how many clusters, and how many others there are; all where none was. */
function comparedIn({ summary, clusters, alone = [], against }: DriftReport): [number, number, number] {
  const out = new Set(
    [...alone, ...(against?.alone.filter(({ where }) => where === 'here') ?? [])].map(({ node }) => node),
  );
  const left = clusters
    .map(({ nodes }) => nodes.filter(({ name }) => !out.has(name)).length)
    .filter((each) => each > 0);
  const nodes = left.reduce((sum, each) => sum + each, 0);
  return nodes === 0 ? [summary.nodes, summary.clusters, 0] : [nodes, left.length, alone.length];
}

function numbered(number: number, what: string): string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? 'is' : 'are'} ${what}`];
}
