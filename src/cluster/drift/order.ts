import type { Span } from '../../syntax/document.js';
import type { Slot } from './align.js';
import { placeOf } from './item.js';

/** Siblings whose order counts and is not the same in all lists. */
export interface Reordering {
  /** The mark that they share. */
  readonly mark: string;
  /** Their slots in the order of each list. */
  readonly orders: readonly (readonly number[])[];
  /** In each list, the first that stands at another place. */
  readonly spans: readonly (Span | null)[];
}

/** What stands in another order in some lists; things that not all of them hold are left to themselves. */
export function reorderings(slots: readonly Slot[]): Reordering[] {
  const groups = new Map<string, number[]>();
  for (const [index, { items }] of slots.entries()) {
    const order = items.find((item) => item !== null && item.order !== null)?.order ?? null;
    if (order === null || items.includes(null)) continue;
    const group = groups.get(order);
    if (group === undefined) groups.set(order, [index]);
    else group.push(index);
  }
  return [...groups].flatMap(([mark, group]): Reordering[] => {
    const lists = slots[0]?.items.map((_, list) => list) ?? [];
    const orders = lists.map((list) => group.toSorted((a, b) => placeIn(slots, a, list) - placeIn(slots, b, list)));
    const texts = orders.map((order) => order.join());
    if (texts.every((text) => text === texts[0])) return [];
    const usual = mostFrequent(texts);
    const other = orders[texts.findIndex((text) => text !== usual)] ?? [];
    const reference = orders[texts.indexOf(usual)] ?? [];
    const spans = orders.map((order, list) => {
      const against = texts[list] === usual ? other : reference;
      const moved = order.find((slot, place) => slot !== against[place]) ?? -1;
      const item = slots[moved]?.items[list] ?? null;
      return item === null ? null : placeOf(item);
    });
    return [{ mark, orders, spans }];
  });
}

/** More than these are not named of what moved. */
const MOST_NAMES = 12;

/** Each order in names, without what stands at the same place in all of them. */
export function orderTexts(orders: readonly (readonly number[])[], nameOf: (slot: number) => string): string[] {
  const [one = []] = orders;
  const isFixed = (place: number): boolean => orders.every((order) => order[place] === one[place]);
  const start = one.findIndex((_, place) => !isFixed(place));
  const end = one.findLastIndex((_, place) => !isFixed(place)) + 1;
  return orders.map((order) => {
    const names = order.slice(start, Math.min(end, start + MOST_NAMES)).map(nameOf);
    const after = end > start + MOST_NAMES || end < order.length;
    return [...(start > 0 ? ['…'] : []), ...names, ...(after ? ['…'] : [])].join(', ');
  });
}

function placeIn(slots: readonly Slot[], slot: number, list: number): number {
  return slots[slot]?.at[list] ?? -1;
}

function mostFrequent(texts: readonly string[]): string {
  const count = (text: string): number => texts.filter((one) => one === text).length;
  return texts.reduce((best, text) => (count(text) > count(best) ? text : best), texts[0] ?? '');
}
