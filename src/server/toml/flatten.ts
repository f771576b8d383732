import type { TomlEntry, TomlTable, TomlTree } from '../../syntax/toml/tree.js';
import { isSecretName } from '../../text/redact.js';
import { type Flat, fromToml, keyPart, type Value } from './value.js';

/** A key the user wrote. */
export interface WrittenKey {
  /** Flat: table and key joined. */
  readonly key: string;
  readonly value: Value;
  readonly entry: TomlEntry;
  /** The array of tables it stands in (`datasource`); null for a flat key. */
  readonly inArray: string | null;
}

interface Branch extends Map<string, Branch | Branch[] | Value> {}

/**
 * Tables and dotted keys become flat keys; an array of tables stays a list under its own key, with whole tables in it
 * (config-mapper 1.0.2 – 1.0.25, `TomlParser`).
 */
export function flatten(tree: TomlTree): { readonly flat: Flat; readonly written: readonly WrittenKey[] } {
  const root: Branch = new Map();
  const arrays = new Map<TomlTable, string>();
  const branches = new Map<TomlTable, Branch>();
  for (const table of tree.tables) {
    const path = table.path.map(({ text }) => keyPart(text));
    const branch = open(root, path, table.kind === 'array');
    if (branch !== null) branches.set(table, branch);
    const array = tree.tables.find(
      (other) => other.kind === 'array' && other.path.every(({ text }, index) => table.path[index]?.text === text),
    );
    if (array !== undefined) arrays.set(table, array.path.map(({ text }) => keyPart(text)).join('.'));
  }
  const written = tree.entries.flatMap((entry): WrittenKey[] => {
    const { table, conditional } = entry;
    const path = entry.key.map(({ text }) => keyPart(text));
    const key = [...(table?.path.map(({ text }) => keyPart(text)) ?? []), ...path].join('.');
    const inArray = table === null ? null : (arrays.get(table) ?? null);
    const branch = table === null ? root : branches.get(table);
    const parent = branch === undefined ? null : open(branch, path.slice(0, -1), false);
    const sensitive = isSecretName(key.replaceAll("'", ''));
    if (entry.value.kind === 'inline' && parent !== null) {
      return inline(parent, path.at(-1) ?? '', key, entry, inArray);
    }
    const value = fromToml(entry.value, conditional, sensitive);
    parent?.set(path.at(-1) ?? '', value);
    return [{ key, value, entry, inArray }];
  });
  const flat = new Map<string, Value>();
  fill(flat, '', root);
  return { flat, written };
}

/** An inline table is a table: its keys are flat keys too. */
function inline(parent: Branch, name: string, key: string, entry: TomlEntry, inArray: string | null): WrittenKey[] {
  if (entry.value.kind !== 'inline') return [];
  return entry.value.entries.flatMap((inner): WrittenKey[] => {
    const path = inner.key.map(({ text }) => keyPart(text));
    const target = open(parent, [name, ...path.slice(0, -1)], false);
    const full = `${key}.${path.join('.')}`;
    const named = { ...inner, table: entry.table };
    if (inner.value.kind === 'inline' && target !== null)
      return inline(target, path.at(-1) ?? '', full, named, inArray);
    const value = fromToml(inner.value, entry.conditional, isSecretName(full.replaceAll("'", '')));
    target?.set(path.at(-1) ?? '', value);
    return [{ key: full, value, entry: named, inArray }];
  });
}

/** The table at a path, made where it is not there; the last element of arrays on the way. Null below a value. */
function open(from: Branch, path: readonly string[], append: boolean): Branch | null {
  let at: Branch = from;
  for (const [index, name] of path.entries()) {
    const isLast = index === path.length - 1;
    const there = at.get(name);
    if (append && isLast) {
      const element: Branch = new Map();
      if (Array.isArray(there)) there.push(element);
      else at.set(name, [element]);
      return element;
    }
    const next = Array.isArray(there) ? there.at(-1) : there;
    if (next === undefined) {
      const made: Branch = new Map();
      at.set(name, made);
      at = made;
    } else if (next instanceof Map) at = next;
    else return null;
  }
  return at;
}

function fill(flat: Map<string, Value>, prefix: string, branch: Branch): void {
  for (const [name, value] of branch) {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    if (Array.isArray(value)) {
      const items = value.map((element): Value => ({ kind: 'table', entries: nested(element), span: null }));
      flat.set(key, { kind: 'list', items, origin: 'explicit', span: null });
    } else if (value instanceof Map) fill(flat, key, value);
    else flat.set(key, value);
  }
}

/** Inside an array of tables keys are flat below the element only. */
function nested(element: Branch): ReadonlyMap<string, Value> {
  const flat = new Map<string, Value>();
  fill(flat, '', element);
  return flat;
}
