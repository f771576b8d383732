import { diffArrays } from 'diff';
import { type Item, LINE } from './item.js';

/** One thing that several lists hold, each at its own place. */
export interface Slot {
  /** One for each list; null where the list has none. */
  readonly items: readonly (Item | null)[];
  /** Its index in each list; -1 where the list has none. */
  readonly at: readonly number[];
}

interface Growing {
  readonly items: (Item | null)[];
  readonly at: number[];
}

/** More edits than this between two lists are not looked for; equal items still find each other. */
const MOST_EDITS = 500;
/** So many things are looked at to find what another was before it changed. */
const MOST_CANDIDATES = 50;
/** How much of two things must be equal for them to be one that changed. */
const ALIKE = 0.5;

/** Which items of several lists are the same thing: by key, by name, by content, by place. */
export function align(lists: readonly (readonly Item[])[]): Slot[] {
  let slots: Growing[] = [];
  for (const [column, list] of lists.entries()) {
    slots = column === 0 ? list.map((item, at) => created(lists.length, 0, item, at)) : added(slots, list, column);
  }
  return slots;
}

function created(columns: number, column: number, item: Item, at: number): Growing {
  const items = new Array<Item | null>(columns).fill(null);
  const places = new Array<number>(columns).fill(-1);
  items[column] = item;
  places[column] = at;
  return { items, at: places };
}

/** The slots with one more list in them. */
function added(slots: readonly Growing[], list: readonly Item[], column: number): Growing[] {
  const columns = slots[0]?.items.length ?? column + 1;
  const representatives = slots.map(first);
  const slotOf = new Array<number>(list.length).fill(-1);
  const taken = new Array<boolean>(slots.length).fill(false);
  const take = (item: number, slot: number): void => {
    slotOf[item] = slot;
    taken[slot] = true;
  };
  byIdentity(representatives, list, take);
  byContent(slots, representatives, list, slotOf, taken, take);
  byPlace(representatives, list, slotOf, taken, take);
  const inserted = new Map<number, Growing[]>();
  let anchor = -1;
  for (const [at, item] of list.entries()) {
    const slot = slotOf[at] ?? -1;
    const known = slots[slot];
    if (known === undefined) {
      const own = created(columns, column, item, at);
      const there = inserted.get(anchor);
      if (there === undefined) inserted.set(anchor, [own]);
      else there.push(own);
    } else {
      known.items[column] = item;
      known.at[column] = at;
      anchor = slot;
    }
  }
  return [...(inserted.get(-1) ?? []), ...slots.flatMap((slot, index) => [slot, ...(inserted.get(index) ?? [])])];
}

function first(slot: Growing): Item {
  const item = slot.items.find((one) => one !== null);
  if (item === undefined || item === null) throw new Error('a slot without an item');
  return item;
}

type Take = (item: number, slot: number) => void;

/** By key, or by a name that stands once on both sides. */
function byIdentity(representatives: readonly Item[], list: readonly Item[], take: Take): void {
  const known = identities(representatives);
  for (const [identity, item] of identities(list)) {
    const slot = known.get(identity);
    if (slot !== undefined) take(item, slot);
  }
}

/** Name and key → index; of equal keys the second is `#2`. Names without a key only where they stand once. */
function identities(items: readonly Item[]): Map<string, number> {
  const found = new Map<string, number>();
  const unkeyed = new Map<string, number>();
  const seen = new Map<string, number>();
  for (const [index, { name, key }] of items.entries()) {
    if (key === null) {
      unkeyed.set(name, unkeyed.has(name) || name === '' || name === LINE ? -1 : index);
      continue;
    }
    const identity = `${name}\0${key}`;
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    found.set(`${identity}\0${count}`, index);
  }
  for (const [name, index] of unkeyed) if (index >= 0) found.set(name, index);
  return found;
}

/** Equal ones in the longest common order, then equal ones that moved. */
function byContent(
  slots: readonly Growing[],
  representatives: readonly Item[],
  list: readonly Item[],
  slotOf: readonly number[],
  taken: readonly boolean[],
  take: Take,
): void {
  const left = indexes(representatives.length, (slot) => taken[slot] !== true);
  const right = indexes(list.length, (item) => slotOf[item] === -1);
  if (left.length === 0 || right.length === 0) return;
  const idOf = (items: readonly Item[], index: number | undefined): number => items[index ?? -1]?.id ?? -1;
  const changes = diffArrays(
    left.map((slot) => idOf(representatives, slot)),
    right.map((item) => idOf(list, item)),
    { maxEditLength: MOST_EDITS },
  );
  let a = 0;
  let b = 0;
  for (const { added: isAdded, removed, count = 0 } of changes ?? []) {
    for (let step = 0; !isAdded && !removed && step < count; step++) take(right[b + step] ?? -1, left[a + step] ?? -1);
    if (!isAdded) a += count;
    if (!removed) b += count;
  }
  const free = new Map<number, number[]>();
  for (const slot of left) {
    if (taken[slot] === true) continue;
    for (const id of new Set(slots[slot]?.items.map((item) => item?.id ?? -1))) {
      const there = free.get(id);
      if (there === undefined) free.set(id, [slot]);
      else there.push(slot);
    }
  }
  for (const item of right) {
    if (slotOf[item] !== -1) continue;
    const slot = free.get(idOf(list, item))?.find((one) => taken[one] !== true);
    if (slot !== undefined) take(item, slot);
  }
}

/** What is left between two that found each other is one thing that changed, where enough of it is equal. */
function byPlace(
  representatives: readonly Item[],
  list: readonly Item[],
  slotOf: readonly number[],
  taken: readonly boolean[],
  take: Take,
): void {
  const open = indexes(representatives.length, (slot) => taken[slot] !== true);
  const loose = indexes(list.length, (item) => slotOf[item] === -1);
  if (open.length === 0 || loose.length === 0) return;
  const gapOfSlot = gaps(taken.map((one, slot) => (one ? slot : -1)));
  const gapOfItem = gaps(slotOf);
  const byName = grouped(open, (slot) => representatives[slot]?.name ?? '');
  const byGap = grouped(open, (slot) => `${gapOfSlot[slot]} ${representatives[slot]?.name}`);
  for (const index of loose) {
    const item = list[index];
    if (item === undefined) continue;
    const near = byGap.get(`${gapOfItem[index]} ${item.name}`) ?? [];
    if (item.key === null && item.children.length === 0) {
      // One value instead of another, in its place: nothing is more alike than the next.
      const at = near.findIndex((slot) => taken[slot] !== true && isSmall(representatives[slot]));
      const [slot] = at < 0 ? [] : near.splice(0, at + 1).slice(-1);
      if (slot !== undefined) take(index, slot);
      continue;
    }
    const isFree = item.order === null && item.children.length >= 3;
    const candidates = isFree ? (byName.get(item.name) ?? []) : near;
    let best = -1;
    let most = -1;
    for (const slot of candidates.filter((one) => taken[one] !== true).slice(0, MOST_CANDIDATES)) {
      const other = representatives[slot];
      if (other === undefined) continue;
      const alike = likeness(item, other);
      const isNear = gapOfSlot[slot] === gapOfItem[index];
      if (alike > most && (alike >= ALIKE || (isNear && isSmall(item) && isSmall(other)))) {
        best = slot;
        most = alike;
      }
    }
    if (best >= 0) take(index, best);
  }
}

function grouped(indexes: readonly number[], by: (index: number) => string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const index of indexes) {
    const name = by(index);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [index]);
    else group.push(index);
  }
  return groups;
}

/** Nothing else tells such an item from another: what stands in its place is it. */
function isSmall(item: Item | undefined): boolean {
  return item !== undefined && item.key === null && item.children.length <= 1;
}

/** The share of equal parts. */
function likeness(one: Item, other: Item): number {
  const parts = partsOf(one);
  const others = new Set(partsOf(other));
  const most = Math.max(parts.length, others.size);
  return most === 0 ? 1 : parts.filter((part) => others.has(part)).length / most;
}

function partsOf({ meaning, children }: Item): (string | number)[] {
  return [...(meaning === null ? [] : [meaning]), ...children.map(({ id }) => id)];
}

/** For each index the last slot before it that is matched. */
function gaps(matched: readonly number[]): number[] {
  let last = -1;
  return matched.map((slot) => {
    const before = last;
    if (slot >= 0) last = slot;
    return before;
  });
}

function indexes(length: number, wanted: (index: number) => boolean): number[] {
  return Array.from({ length }, (_, index) => index).filter(wanted);
}
