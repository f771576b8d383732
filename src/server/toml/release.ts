import { compareVersions, type Version } from '../version.js';
import { type Flat, sameValue, type Value } from './value.js';

/** A key below a table: what is behind the table's name, the whole flat key, the value. */
export type Row = readonly [name: string, key: string, value: Value];

/** What the projection of one release may ask: the values its templates are filled with, and which release it is. */
export interface Release {
  readonly get: (key: string) => Value | undefined;
  /** All keys below a table, in the order the server would print them. */
  readonly below: (table: string) => readonly Row[];
  readonly hasTable: (table: string) => boolean;
  readonly since: (first: Version) => boolean;
  readonly after: (last: Version) => boolean;
}

export function releaseOf(version: Version, flat: Flat): Release {
  const tables = byFirstPart(flat);
  const asked = new Map<string, readonly Row[]>();
  const below = (table: string): readonly Row[] => {
    const known = asked.get(table);
    if (known !== undefined) return known;
    const rows = rowsBelow(tables.get(firstPart(table)) ?? [], `${table}.`);
    asked.set(table, rows);
    return rows;
  };
  return {
    get: (key) => flat.get(key),
    below,
    hasTable: (table) => flat.has(table) || below(table).length > 0,
    since: (first) => compareVersions(version, first) >= 0,
    after: (last) => compareVersions(version, last) > 0,
  };
}

function rowsBelow(entries: readonly (readonly [string, Value])[], prefix: string): Row[] {
  const rows: Row[] = [];
  for (const [key, value] of entries) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    rows.push([/^'(.*)'$/.exec(name)?.[1] ?? name, key, value]);
  }
  return rows;
}

/** A dozen tables are asked for, and each would go over all keys. */
function byFirstPart(flat: Flat): ReadonlyMap<string, (readonly [string, Value])[]> {
  const tables = new Map<string, (readonly [string, Value])[]>();
  for (const entry of flat) {
    const first = firstPart(entry[0]);
    const entries = tables.get(first);
    if (entries === undefined) tables.set(first, [entry]);
    else entries.push(entry);
  }
  return tables;
}

function firstPart(key: string): string {
  const dot = key.indexOf('.');
  return dot < 0 ? key : key.slice(0, dot);
}

/** A release that notes what it is asked: any other that gives the same answers would be projected alike. */
interface NotedRelease extends Release {
  readonly answersLike: (other: Release) => boolean;
}

function noted(release: Release): NotedRelease {
  const notes: ((other: Release) => boolean)[] = [];
  return {
    get: (key) => {
      const value = release.get(key);
      notes.push((other) => sameAnswer(other.get(key), value));
      return value;
    },
    below: (table) => {
      const rows = release.below(table);
      notes.push((other) => sameRows(other.below(table), rows));
      return rows;
    },
    hasTable: (table) => {
      const has = release.hasTable(table);
      notes.push((other) => other.hasTable(table) === has);
      return has;
    },
    since: (first) => {
      const is = release.since(first);
      notes.push((other) => other.since(first) === is);
      return is;
    },
    after: (last) => {
      const is = release.after(last);
      notes.push((other) => other.after(last) === is);
      return is;
    },
    answersLike: (other) => notes.every((note) => note(other)),
  };
}

function sameRows(one: readonly Row[], other: readonly Row[]): boolean {
  return (
    one.length === other.length &&
    one.every(([, key, value], index) => key === other[index]?.[1] && sameAnswer(value, other[index]?.[2]))
  );
}

function sameAnswer(one: Value | undefined, other: Value | undefined): boolean {
  return one === undefined || other === undefined ? one === other : sameValue(one, other);
}

/** The same made of every release: one that gives the same answers as another is not asked again. */
export function oncePerAnswers<Made>(make: (release: Release) => Made): (release: Release) => Made {
  const known: { readonly asked: NotedRelease; readonly made: Made }[] = [];
  return (release) => {
    const alike = known.find(({ asked }) => asked.answersLike(release));
    if (alike !== undefined) return alike.made;
    const asked = noted(release);
    const made = make(asked);
    known.push({ asked, made });
    return made;
  };
}
