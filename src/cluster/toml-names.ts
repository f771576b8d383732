import { distance } from 'fastest-levenshtein';
import type { TomlFacts } from '../server/model.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { KNOWN_KEYS } from '../server/toml/tables/known-keys.js';
import { KNOWN_NAMES, KNOWN_TABLES, LISTS, MEANT_TABLES, OTHER_TABLES } from '../server/toml/tables/known-names.js';

/** A table, or a key, whose name is nearly another one's. */
export interface Misspelt {
  readonly path: string;
  readonly meant: string;
  /** All below it is meant to be below the other one. */
  readonly isTable: boolean;
}

/**
 * The first name of a flat key that the server knows at no such place in any version, and that one slip of the keys
 * (in long names two) makes a name it knows there. Null for names that are like no other: something else may read them.
 */
export function misspeltName(toml: TomlFacts, key: string): Misspelt | null {
  const names = key.split('.');
  let table = '';
  for (const [index, name] of names.entries()) {
    const known = index === 0 ? KNOWN_TABLES : KNOWN_NAMES[table];
    // A key above all tables belongs to none.
    if (known === undefined || names.length === 1) return null;
    const isLast = index === names.length - 1;
    const path = table === '' ? name : `${table}.${name}`;
    if (!known.includes(name)) {
      if (table === '' && OTHER_TABLES.includes(name)) return null;
      const near = (table === '' ? MEANT_TABLES[name] : undefined) ?? slipOf(name, known);
      if (near === null || isReadAnyway(toml, path)) return null;
      return { path, meant: table === '' ? near : `${table}.${near}`, isTable: !isLast };
    }
    table = path;
  }
  return null;
}

/** A `$ref{}` names it, or the server's own rule files give something below it. */
function isReadAnyway(toml: TomlFacts, path: string): boolean {
  const { text } = toml.tree.entries[0]?.span.document ?? { text: '' };
  if (text.includes(`$ref{${path}.`) || text.includes(`$ref{${path}}`)) return true;
  const written = toml.written.filter(({ key }) => key === path || key.startsWith(`${path}.`));
  const isMapped = written.every(({ key, inArray }) => inArray === null && toml.effective(key) === null);
  return isMapped || toml.keysBelow(path).some((name) => !written.some(({ key }) => key === `${path}.${name}`));
}

/** The one of the names that was meant: they begin alike, and differ by one letter, or in long ones by two. */
export function slipOf(name: string, known: readonly string[]): string | null {
  if (known.includes(name)) return null;
  const near = known.filter((one) => isSlip(name, one));
  const least = Math.min(...near.map((one) => distance(name, one)));
  const best = near.filter((one) => distance(name, one) === least);
  return best.length === 1 ? (best[0] ?? null) : null;
}

function isSlip(name: string, other: string): boolean {
  if (name.length < 4 || other.length < 5 || name.charAt(0) !== other.charAt(0)) return false;
  // `oauth1` and `oauth2` are two things.
  if (name.replace(/\d/g, '') === other.replace(/\d/g, '')) return false;
  const edits = distance(name, other);
  const letters = (text: string): string => [...text].sort().join('');
  return edits === 1 || (edits === 2 && (name.length >= 7 || letters(name) === letters(other)));
}

/** Tables of which the server reads keys by their names. */
const SINGLE = new Set(
  [...KNOWN_KEYS, ...Object.entries(KNOWN_NAMES).flatMap(([table, names]) => names.map((name) => `${table}.${name}`))]
    .filter((key) => !/\.(?:db_props|file_upload|versioning_configuration|openssl)\./.test(key))
    .flatMap((key) => {
      const names = key.split('.').slice(0, -1);
      return names.map((_, index) => names.slice(0, index + 1).join('.'));
    })
    .filter((path) => LISTS[path] === undefined),
);

/** `[[clustering]]`: the server asks for `clustering.domain` and finds a list. */
export function isListOfSingle(inArray: string | null): inArray is string {
  return inArray !== null && (SINGLE.has(inArray) || inArray === 'user_store' || inArray === 'secrets');
}

/** `[event_listener]` with the keys of one: the server goes over what is in it, and finds texts. */
export function isSingleOfList({ tree }: TomlFacts, { entry, inArray }: WrittenKey): boolean {
  const path = entry.table?.path.map(({ text }) => text).join('.') ?? '';
  const keys = LISTS[path];
  if (inArray !== null || keys === undefined || entry.table?.kind !== 'table') return false;
  return tree.entries.some(
    (one) => one.table === entry.table && one.key.length === 1 && keys.includes(one.key[0]?.text ?? ''),
  );
}
