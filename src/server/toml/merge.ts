import type { Setting } from '../setting.js';

/**
 * What holds whatever the version: the projections for each release of a range laid over each other. A setting that is
 * not the same in all of them becomes one of unknown kind, a list that has not the same members in all of them makes
 * the facts null: a rule may speak only of what is true for the whole range.
 */
export function mergeVersions<Facts>(versions: readonly Facts[]): Facts | null {
  const [first] = versions;
  if (first === undefined) return null;
  const merged = merge(versions);
  // The projections have one shape, and merging keeps it or gives null.
  return merged === DIFFERENT ? null : (merged as Facts);
}

const DIFFERENT = Symbol('different');

/** Equal neighbours as one: neighbouring releases are mostly alike, and the first and the last stay what they are. */
export function runsOf<One>(all: readonly One[], same: (a: One, b: One) => boolean = Object.is): One[] {
  return all.filter((one, index) => index === 0 || !same(one, all[index - 1] as One));
}

function merge(all: readonly unknown[]): unknown {
  const values = runsOf(all);
  if (values.length === 1) return values[0];
  const setting = values.find(isSetting);
  if (setting !== undefined && values.every((value) => value === null || value === undefined || isSetting(value))) {
    return mergeSettings(values, setting);
  }
  if (values.every((value) => value instanceof Map)) return mergeMaps(values);
  if (values.every((value) => Array.isArray(value))) return mergeLists(values);
  if (values.every(isRecord)) return mergeRecords(values);
  return DIFFERENT;
}

function mergeSettings(values: readonly unknown[], setting: Setting): Setting {
  const same = values.every((value) => isSetting(value) && value.text === setting.text && value.kind === setting.kind);
  return same ? setting : { ...setting, kind: setting.kind === 'template' ? 'template' : 'placeholder', varies: true };
}

function mergeMaps(maps: readonly ReadonlyMap<unknown, unknown>[]): unknown {
  const merged = new Map<unknown, unknown>();
  for (const key of new Set(maps.flatMap((map) => [...map.keys()]))) {
    const value = merge(maps.map((map) => map.get(key)));
    if (value === DIFFERENT) return DIFFERENT;
    merged.set(key, value);
  }
  return merged;
}

function mergeLists(lists: readonly (readonly unknown[])[]): unknown {
  if (lists.every((list) => list.every(isSetting))) return mergeParameters(lists);
  const names = (list: readonly unknown[]): string => list.map(nameOf).join('\n');
  const [first = []] = lists;
  if (!lists.every((list) => list.length === first.length && names(list) === names(first))) return DIFFERENT;
  const merged = first.map((_, index) => merge(lists.map((list) => list[index])));
  return merged.includes(DIFFERENT) ? DIFFERENT : merged;
}

/** Parameters and pool options: one that only some versions have is one of another value in each. */
function mergeParameters(lists: readonly (readonly Setting[])[]): Setting[] {
  const all = new Map(lists.flat().map((setting) => [setting.address, setting]));
  return [...all.values()].map((setting) =>
    mergeSettings(
      lists.map((list) => list.findLast(({ address }) => address === setting.address)),
      setting,
    ),
  );
}

function nameOf(item: unknown): string {
  return isRecord(item) && 'address' in item ? String(item.address) : '';
}

function mergeRecords(records: readonly Readonly<Record<string, unknown>>[]): unknown {
  const merged: Record<string, unknown> = {};
  for (const key of keysOf(records)) {
    // Which document a place is in, and where, cannot differ: only the model does.
    const value = key === 'span' || key === 'near' ? records[0]?.[key] : merge(records.map((record) => record[key]));
    // What is no setting (`enabled`, `mode`) is null where the versions differ.
    merged[key] = value === DIFFERENT ? null : value;
    if (value === DIFFERENT && records.some((record) => Array.isArray(record[key]))) return DIFFERENT;
  }
  return merged;
}

function keysOf(records: readonly object[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const record of records) for (const key of Object.keys(record)) keys.add(key);
  return keys;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map);
}

function isSetting(value: unknown): value is Setting {
  return isRecord(value) && 'text' in value && 'kind' in value;
}
