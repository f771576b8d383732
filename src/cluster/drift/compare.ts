import type { Span } from '../../syntax/document.js';
import { shorten } from '../../text/message.js';
import { maskUrl } from '../../text/redact.js';
import { align, type Slot } from './align.js';
import { mayLack } from './databases.js';
import { type Item, LINE } from './item.js';
import { certaintyOf, isTemplate, type Judge, type Relation, relationOf } from './judge.js';
import { labelsOf } from './labels.js';
import { addressesOf, type Step } from './names.js';
import { orderTexts, reorderings } from './order.js';
import { shownValues } from './shown.js';
import type { Kind, Row } from './table.js';

/** One setting that is not as it should be, on those nodes that have its file. */
export interface Difference {
  readonly address: string;
  readonly rule: Kind;
  readonly items: readonly (Item | null)[];
  /** Where it is not at the item: the first that is out of order. */
  readonly spans: readonly (Span | null)[] | null;
  /** What to show where it is not a value: an order. */
  readonly texts: readonly (string | null)[] | null;
}

export interface FileComparison {
  readonly differences: readonly Difference[];
  readonly compared: number;
  /** What is not the same and may be so, by which row. */
  readonly passed: readonly { readonly address: string; readonly reason: string }[];
  /** What nobody can tell to be the same or not. */
  readonly unknown: readonly Open[];
}

/** A setting that the files of some nodes leave open. */
export type Open = Pick<Difference, 'address' | 'items'>;

/** All copies of one file; `items` has one tree for each node that has it. */
export function compareFile(file: string, items: readonly Item[], judge: Judge): FileComparison {
  const walk: Walk = {
    ...{ file, judge, width: items.length, compared: 0 },
    ...{ differences: [], passed: [], unknown: [], wanted: [] },
  };
  compare(
    walk,
    [],
    items.map((_, column) => column),
    items,
    false,
  );
  const { compared, passed, unknown } = walk;
  return { differences: [...walk.differences, ...tooEqual(walk)], compared, passed, unknown };
}

interface Walk {
  readonly file: string;
  readonly judge: Judge;
  readonly width: number;
  readonly differences: Difference[];
  readonly passed: { readonly address: string; readonly reason: string }[];
  readonly unknown: Open[];
  /** Settings that must differ, and what they depend on. */
  readonly wanted: { readonly addresses: readonly string[]; readonly items: readonly (Item | null)[] }[];
  compared: number;
}

/** `columns` says which nodes the items are of. `wanted`: something in here is asked for even where all agree. */
function compare(
  walk: Walk,
  steps: readonly Step[],
  columns: readonly number[],
  items: readonly Item[],
  wanted: boolean,
): void {
  const [first] = items;
  if (first === undefined) return;
  let looked = wanted;
  if (items.every(({ id }) => id === first.id)) {
    if (!looked && !(walk.judge.mayHoldWanted(walk.file) && holdsWanted(walk, steps, first))) {
      walk.compared += settingsIn(first);
      return;
    }
    looked = true;
  }
  if (items.some(({ text, children }) => text !== null || children.length === 0)) {
    compareOwn(walk, steps, columns, items);
  }
  // Which thing the root is decides what is below it.
  if (steps.length === 0 && items.some(({ name }) => name !== first.name)) {
    const texts = spread(
      walk,
      columns,
      items.map(({ name }) => `<${name}>`),
    );
    report(walk, steps, { items: spread(walk, columns, items), texts, spans: null });
    return;
  }
  const slots = align(items.map(({ children }) => children));
  const labels = labelsOf(slots.map((slot) => slot.items));
  if (slots.some((slot) => slot.items.some((item) => item?.name === LINE))) {
    compareLines(walk, steps, columns, slots, labels);
    compareOrder(walk, steps, columns, slots, labels);
    return;
  }
  for (const [index, slot] of slots.entries()) {
    const there = slot.items.flatMap((item, at) => (item === null ? [] : [{ item, column: columns[at] ?? -1 }]));
    const [one] = there;
    if (one === undefined) continue;
    const inner = [...steps, { label: labels[index] ?? '', item: one.item }];
    const isPartial = there.length < items.length;
    if (isPartial) comparePresence(walk, inner, columns, slot.items, items);
    if (isPartial && (there.length < 2 || one.item.children.length === 0)) continue;
    compare(
      walk,
      inner,
      there.map(({ column }) => column),
      there.map(({ item }) => item),
      looked,
    );
  }
  compareOrder(walk, steps, columns, slots, labels);
}

/** More than these are not shown of a text. */
const MOST_LINES = 20;
/** Of a thing that is named by its own words. */
const LONGEST_NAME = 40;
/** A value is shown in one line. */
const LINE_END = ' ⏎ ';

/** Lines of a text that follow each other and differ are one setting. */
function compareLines(
  walk: Walk,
  steps: readonly Step[],
  columns: readonly number[],
  slots: readonly Slot[],
  labels: readonly string[],
): void {
  walk.compared += slots.length;
  const { self } = walk.judge;
  const relations = slots.map(({ items }): Relation => {
    const there = items.filter((item) => item !== null);
    if (there.length === items.length) return relationOf(there, self);
    return self !== 'commit' && there.every(isTemplate) ? 'unknown' : 'differ';
  });
  let at = 0;
  while (at < slots.length) {
    const start = at;
    const relation = relations[at];
    while (at < slots.length && relations[at] === relation) at += 1;
    if (relation === 'same') continue;
    const run = slots.slice(start, at);
    const joined = columns.map((_, column): Item | null => {
      const lines = run.flatMap(({ items }) => items[column] ?? []);
      const joinedBy = (of: (line: Item) => string | null): string =>
        lines
          .slice(0, MOST_LINES)
          .map((line) => of(line) ?? '')
          .join(LINE_END);
      const meaning = lines.map((line) => line.meaning ?? '').join('\n');
      const [text, shown] = [joinedBy((line) => line.text), joinedBy((line) => line.shown ?? line.text)];
      return lines[0] === undefined ? null : { ...lines[0], text, shown, meaning };
    });
    const one = joined.find((item) => item !== null);
    if (one === undefined || one === null) continue;
    const inner = [...steps, { label: labels[start] ?? LINE, item: one }];
    const all = spread(walk, columns, joined);
    if (relation === 'unknown') noteUnknown(walk, addressesOf(walk.file, inner), all);
    else report(walk, inner, { items: all, texts: null, spans: null });
  }
}

function spread<T>(walk: Walk, columns: readonly number[], values: readonly T[]): (T | null)[] {
  const all = new Array<T | null>(walk.width).fill(null);
  for (const [index, column] of columns.entries()) all[column] = values[index] ?? null;
  return all;
}

function compareOwn(walk: Walk, steps: readonly Step[], columns: readonly number[], items: readonly Item[]): void {
  walk.compared += 1;
  const own = items.map(
    (item): Item => (item.children.length === 0 ? item : { ...item, children: [], meaning: item.meaning ?? '' }),
  );
  const all = spread(walk, columns, own);
  const addresses = addressesOf(walk.file, steps);
  if (walk.judge.isWanted(addresses)) walk.wanted.push({ addresses, items: all });
  const relation = relationOf(own, walk.judge.self);
  if (relation === 'differ') report(walk, steps, { items: all, texts: null, spans: null });
  if (relation === 'unknown') noteUnknown(walk, addresses, all);
}

function comparePresence(
  walk: Walk,
  steps: readonly Step[],
  columns: readonly number[],
  items: readonly (Item | null)[],
  parents: readonly Item[],
): void {
  walk.compared += 1;
  const known = items.filter((item) => item !== null);
  const all = spread(walk, columns, items);
  const addresses = addressesOf(walk.file, steps);
  if (walk.judge.isWanted(addresses)) walk.wanted.push({ addresses, items: all });
  const { self } = walk.judge;
  const [one] = known;
  const lacking = parents.filter((_, index) => items[index] === null);
  const reason = one === undefined || self !== null ? null : mayLack(walk.file, one, lacking);
  if (reason !== null) {
    walk.passed.push({ address: maskUrl(addresses[0] ?? walk.file), reason });
    return;
  }
  const isUnknown = self !== 'commit' && known.every((item) => item.children.length === 0 && isTemplate(item));
  if (isUnknown) noteUnknown(walk, addresses, all);
  else report(walk, steps, { items: all, texts: null, spans: null }, relationOf(known, self) !== 'differ');
}

/** What stands in another order on some nodes is one setting, whatever moved. */
function compareOrder(
  walk: Walk,
  steps: readonly Step[],
  columns: readonly number[],
  slots: readonly Slot[],
  labels: readonly string[],
): void {
  for (const { mark, orders, spans } of reorderings(slots)) {
    const one = slots[orders[0]?.[0] ?? -1];
    const item = one?.items[0];
    if (one === undefined || item === undefined || item === null) continue;
    const label = mark === '*' ? 'order' : `${mark}/order`;
    const inner = [...steps, { label, item: { ...item, name: label, children: [] } }];
    const nameOf = (slot: number): string => {
      const own = slots[slot]?.items[0] ?? item;
      const ownLabel = labels[slot] ?? '';
      const [address = walk.file] = addressesOf(walk.file, [...steps, { label: ownLabel, item: own }]);
      return nameIn(ownLabel, own, address);
    };
    report(walk, inner, {
      items: spread(walk, columns, one.items),
      texts: spread(walk, columns, orderTexts(orders, nameOf)),
      spans: spread(walk, columns, spans),
    });
  }
}

/** A thing in a list that has no name is told by its own words. */
function nameIn(label: string, item: Item, address: string): string {
  if (item.key !== null || item.children.length > 0 || (item.text ?? '') === '') return maskUrl(label);
  return shorten(shownValues(address, [item])[0] ?? '', LONGEST_NAME);
}

/** `isOnlyLacking`: those that have it have the same. */
function report(
  walk: Walk,
  steps: readonly Step[],
  found: Omit<Difference, 'address' | 'rule'>,
  isOnlyLacking = false,
): void {
  const addresses = addressesOf(walk.file, steps);
  const address = maskUrl(addresses[0] ?? walk.file);
  const row = walk.judge.rowOf(addresses, isOnlyLacking);
  if (row === null) walk.differences.push({ address, rule: 'must-equal', ...found });
  if (row?.kind === 'may-differ') walk.passed.push({ address, reason: row.reason });
}

function noteUnknown(walk: Walk, addresses: readonly string[], items: readonly (Item | null)[]): void {
  if (walk.judge.rowOf(addresses) !== null) return;
  walk.unknown.push({ address: maskUrl(addresses[0] ?? walk.file), items });
}

/** Settings that must differ and hold one literal value on two nodes. */
function tooEqual(walk: Walk): Difference[] {
  return walk.wanted.flatMap(({ addresses, items }): Difference[] => {
    const row = walk.judge.rowOf(addresses);
    if (row?.kind !== 'must-differ') return [];
    const besides = items.map((_, column) => besideIn(walk, row, column));
    const seen = new Set<string>();
    let isShared = false;
    for (const [column, item] of items.entries()) {
      const text = item?.resolved ?? item?.meaning ?? '';
      if (item === null || text === '' || certaintyOf(item, text) !== 'literal') continue;
      if (row.of !== undefined && !row.of.test(text)) continue;
      const whole = `${text}\0${besides[column] ?? ''}`;
      isShared ||= seen.has(whole);
      seen.add(whole);
    }
    const [address = walk.file] = addresses;
    return isShared ? [{ address: maskUrl(address), rule: 'must-differ', items, texts: null, spans: null }] : [];
  });
}

function besideIn({ wanted }: Walk, { unless }: Row, column: number): string {
  if (unless === undefined) return '';
  return wanted.find(({ addresses }) => addresses.includes(unless))?.items[column]?.meaning ?? '';
}

function settingsIn({ text, children }: Item): number {
  let count = text !== null || children.length === 0 ? 1 : 0;
  for (const nested of children) count += settingsIn(nested);
  return count;
}

/** Whether an equal part holds a setting that must differ, or what such a one depends on. */
function holdsWanted(walk: Walk, steps: readonly Step[], item: Item): boolean {
  const isSetting = item.text !== null || item.children.length === 0;
  if (isSetting && walk.judge.isWanted(addressesOf(walk.file, steps))) return true;
  const labels = labelsOf(item.children.map((nested) => [nested]));
  return item.children.some((nested, index) =>
    holdsWanted(walk, [...steps, { label: labels[index] ?? '', item: nested }], nested),
  );
}
