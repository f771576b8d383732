import type { Span } from '../../syntax/document.js';
import { maskUrl } from '../../text/redact.js';
import { align, type Slot } from './align.js';
import { mayLack } from './databases.js';
import { type Item, LINE, placeOf } from './item.js';
import { certaintyOf, differ, type Judge } from './judge.js';
import { addressesOf, type Step } from './names.js';
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
}

/** All copies of one file; `items` has one tree for each node that has it. */
export function compareFile(file: string, items: readonly Item[], judge: Judge): FileComparison {
  const walk: Walk = { file, judge, width: items.length, differences: [], wanted: [], compared: 0 };
  compare(
    walk,
    [],
    items.map((_, column) => column),
    items,
    false,
  );
  return { differences: [...walk.differences, ...tooEqual(walk)], compared: walk.compared };
}

interface Walk {
  readonly file: string;
  readonly judge: Judge;
  readonly width: number;
  readonly differences: Difference[];
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
  const labels = labelsOf(slots);
  if (slots.some(({ items: [one] }) => one?.name === LINE)) {
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

/** Lines of a text that follow each other and differ are one setting. */
function compareLines(
  walk: Walk,
  steps: readonly Step[],
  columns: readonly number[],
  slots: readonly Slot[],
  labels: readonly string[],
): void {
  walk.compared += slots.length;
  const isDrift = ({ items }: Slot): boolean => {
    const there = items.filter((item) => item !== null);
    return there.length < items.length ? !there.every(isTemplate) : differ(there);
  };
  let at = 0;
  while (at < slots.length) {
    const start = at;
    while (at < slots.length && isDrift(slots[at] as Slot)) at += 1;
    const run = slots.slice(start, at);
    at += 1;
    const [first] = run;
    if (first === undefined) continue;
    const joined = columns.map((_, column): Item | null => {
      const lines = run.flatMap(({ items }) => items[column] ?? []);
      const joinedBy = (of: (line: Item) => string | null): string =>
        lines
          .slice(0, MOST_LINES)
          .map((line) => of(line) ?? '')
          .join('\n');
      const meaning = lines.map((line) => line.meaning ?? '').join('\n');
      const [text, shown] = [joinedBy((line) => line.text), joinedBy((line) => line.shown ?? line.text)];
      return lines[0] === undefined ? null : { ...lines[0], text, shown, meaning };
    });
    const one = joined.find((item) => item !== null);
    if (one === undefined || one === null) continue;
    const inner = [...steps, { label: labels[start] ?? LINE, item: one }];
    report(walk, inner, { items: spread(walk, columns, joined), texts: null, spans: null });
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
  if (differ(own)) report(walk, steps, { items: all, texts: null, spans: null });
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
  const [one] = known;
  const lacking = parents.filter((_, index) => items[index] === null);
  const mayBe = !walk.judge.isStrict && one !== undefined && lacking.every((parent) => mayLack(walk.file, one, parent));
  if (mayBe) return;
  const isUnknown = known.every((item) => item.children.length === 0 && isTemplate(item));
  if (!isUnknown) report(walk, steps, { items: all, texts: null, spans: null });
}

function isTemplate(item: Item): boolean {
  return item.compared === 'unknown' || (item.compared !== 'presence' && /\{\{|\{%|<%/.test(item.text ?? ''));
}

/** What stands in another order on some nodes is one setting, whatever moved. */
function compareOrder(
  walk: Walk,
  steps: readonly Step[],
  columns: readonly number[],
  slots: readonly Slot[],
  labels: readonly string[],
): void {
  const groups = new Map<string, number[]>();
  for (const [index, { items }] of slots.entries()) {
    const order = items.find((item) => item !== null && item.order !== null)?.order ?? null;
    if (order === null || items.includes(null)) continue;
    const group = groups.get(order);
    if (group === undefined) groups.set(order, [index]);
    else group.push(index);
  }
  for (const [mark, group] of groups) {
    const orders = columns.map((_, column) =>
      group.toSorted((a, b) => placeIn(slots, a, column) - placeIn(slots, b, column)),
    );
    const texts = orders.map((order) => order.join());
    if (texts.every((text) => text === texts[0])) continue;
    const usual = mostFrequent(texts);
    const other = texts.findIndex((text) => text !== usual);
    const reference = orders[texts.indexOf(usual)] ?? [];
    const spans = orders.map((order, column) => {
      const against = texts[column] === usual ? (orders[other] ?? []) : reference;
      const at = order.findIndex((slot, place) => slot !== against[place]);
      const item = slots[order[at] ?? -1]?.items[column] ?? null;
      return item === null ? null : placeOf(item);
    });
    const label = mark === '*' ? 'order' : `${mark}/order`;
    const item = slots[group[0] ?? 0]?.items[0];
    if (item === undefined || item === null) continue;
    report(walk, [...steps, { label, item: { ...item, name: label, children: [] } }], {
      items: spread(walk, columns, slots[group[0] ?? 0]?.items ?? []),
      texts: spread(
        walk,
        columns,
        orders.map((order) => order.map((slot) => maskUrl(labels[slot] ?? '')).join(', ')),
      ),
      spans: spread(walk, columns, spans),
    });
  }
}

function placeIn(slots: readonly Slot[], slot: number, column: number): number {
  return slots[slot]?.at[column] ?? -1;
}

function mostFrequent(texts: readonly string[]): string {
  const count = (text: string): number => texts.filter((one) => one === text).length;
  return texts.reduce((best, text) => (count(text) > count(best) ? text : best), texts[0] ?? '');
}

function report(walk: Walk, steps: readonly Step[], found: Omit<Difference, 'address' | 'rule'>): void {
  const addresses = addressesOf(walk.file, steps);
  if (walk.judge.kindOf(addresses) !== 'must-equal') return;
  walk.differences.push({ address: maskUrl(addresses[0] ?? walk.file), rule: 'must-equal', ...found });
}

/** Settings that must differ and hold one literal value on two nodes. */
function tooEqual(walk: Walk): Difference[] {
  return walk.wanted.flatMap(({ addresses, items }): Difference[] => {
    const row = walk.judge.mustDiffer(addresses);
    if (row === null) return [];
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

/** Names of slots among their siblings: with the key where there is one, else with a number where several have the name. */
function labelsOf(slots: readonly Slot[]): string[] {
  const counts = new Map<string, number>();
  const items = slots.map(({ items }) => items.find((item) => item !== null) ?? null);
  for (const item of items) {
    if (item !== null && item.key === null) counts.set(item.name, (counts.get(item.name) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return items.map((item) => {
    if (item === null) return '';
    if (item.key !== null) return `${item.name}[${item.key}]`;
    const number = (seen.get(item.name) ?? 0) + 1;
    seen.set(item.name, number);
    return item.name !== '' && (counts.get(item.name) ?? 0) < 2 ? item.name : `${item.name}[${number}]`;
  });
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
  const labels = labelsOf(item.children.map((nested) => ({ items: [nested], at: [] })));
  return item.children.some((nested, index) =>
    holdsWanted(walk, [...steps, { label: labels[index] ?? '', item: nested }], nested),
  );
}
