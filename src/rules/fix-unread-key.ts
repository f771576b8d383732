import type { UnreadKey } from '../cluster/toml-keys.js';
import type { NodeModel, TomlFacts } from '../server/model.js';
import { INFERENCES } from '../server/toml/tables/inference.js';
import { holds } from '../server/toml/tables/versions.js';
import { fixWith } from './fix.js';
import { literal, removeKey } from './fix-toml.js';
import { nameKey, nameTable, soundly } from './fix-toml-names.js';
import type { Fix } from './rule.js';

/** Keys that are not read in every version: where the version is not known, the right name may be read no more than the wrong one. */
const NOT_IN_ALL = /^(?:server\.mgt_console_hostname|clustering\.properties\.groupPassword)$/;

/** What the server does whatever these keys say. */
const ALWAYS: readonly (readonly [key: RegExp, text: RegExp])[] = [
  [/^server\.pattern$/, /^/],
  [/\.overwrite$/, /^true$/],
  [/\.read_?only$/, /^false$/],
];

export interface Unread {
  readonly unread: UnreadKey;
  /** Those of the whole file. */
  readonly all: readonly UnreadKey[];
  /** The server does what the key says anyway. */
  readonly isHarmless: boolean;
}

/** A key that nobody reads gets the name that is meant; where that is written already, or nothing was meant, it goes. */
export function unreadKeyFix(
  node: NodeModel,
  toml: TomlFacts,
  { unread, all, isHarmless: harmless }: Unread,
): { readonly fix?: Fix } {
  // Of two keys that mean the same the first gets the name; the other is one too many then.
  if (all.find((other) => isSameTarget(other, unread)) !== unread) return {};
  const { written, meant, certain, table } = unread;
  if (written.entry.conditional) return {};
  if (unread.header !== undefined) return bracketFix(node, toml, unread, unread.header);
  if (table !== null) return meant === null ? {} : tableFix(node, toml, table, meant, certain);
  if (meant !== null) {
    const edits = nameKey(node, toml, written, meant);
    if (edits.length > 0) {
      const title = `Write ${meant} for ${written.key}`;
      const short = `Write ${shortest(meant)} for ${shortest(written.key)}`;
      return fixWith(titled(title.length < 80 ? title : short), safetyOf(toml, unread), edits);
    }
    const isTwin = toml.written.some(({ key, inArray }) => key === meant && inArray === null);
    return isTwin ? removal(node, toml, unread, harmless) : {};
  }
  if (/^datasource\.(?:.*\.)?type$/.test(written.key)) return driverFix(node, toml, unread);
  // What is like no key that is known may be read by something that is not known either.
  return certain ? removal(node, toml, unread, harmless || isAlwaysSo(unread)) : {};
}

/** Other brackets, where one header has them: of several the server cannot make one table. */
function bracketFix(
  node: NodeModel,
  toml: TomlFacts,
  { table, written }: UnreadKey,
  text: string,
): { readonly fix?: Fix } {
  const headers = toml.tree.tables.filter(({ path }) => path.map((name) => name.text).join('.') === table);
  const [first] = headers;
  if (first === undefined || headers.length > 1 || written.entry.table?.span.start !== first.span.start) return {};
  return fixWith(titled(`Write ${text}`), 'unsafe', soundly(toml, [{ node, span: first.span, text }]));
}

function isSameTarget({ meant, written }: UnreadKey, other: UnreadKey): boolean {
  const isSameElement = written.inArray === null || written.entry.table === other.written.entry.table;
  return (meant ?? written.key) === (other.meant ?? other.written.key) && isSameElement;
}

function isAlwaysSo({ written: { key, value } }: UnreadKey): boolean {
  const text = value.kind === 'scalar' && value.certainty === 'literal' ? value.text : null;
  return text !== null && ALWAYS.some(([name, said]) => name.test(key) && said.test(text));
}

/** Databases hold data: another one may be used from then on. */
function tableFix(
  node: NodeModel,
  toml: TomlFacts,
  table: string,
  meant: string,
  certain: boolean,
): { readonly fix?: Fix } {
  const safety = certain && !table.startsWith('database.') ? 'safe' : 'unsafe';
  return fixWith(titled(`Call the table ${table} ${meant}`), safety, nameTable(node, toml, table, meant));
}

function safetyOf(toml: TomlFacts, { written, meant, certain }: UnreadKey): Fix['safety'] {
  if (!certain || meant === null || NOT_IN_ALL.test(meant)) return 'unsafe';
  if (!meant.endsWith('.file_name')) return 'safe';
  // Without a type beside it the file may be of another kind than the version's default.
  const type = meant.replace(/file_name$/, 'type');
  return toml.written.some(({ key }) => key === type && key !== written.key) ? 'safe' : 'unsafe';
}

function removal(node: NodeModel, toml: TomlFacts, { written }: UnreadKey, harmless: boolean): { readonly fix?: Fix } {
  if (written.value.kind === 'scalar' && written.value.certainty === 'template') return {};
  const title = titled(`Remove ${written.key}, which the server does not read`);
  return fixWith(title, harmless ? 'safe' : 'unsafe', soundly(toml, removeKey(node, written)));
}

/** In a datasource the driver says what a type does for a database. */
function driverFix(node: NodeModel, toml: TomlFacts, unread: UnreadKey): { readonly fix?: Fix } {
  const { entry, key, value } = unread.written;
  const driverKey = key.replace(/type$/, 'driver');
  const isThere = toml.written.some((other) => other.key === driverKey && other.entry.table === entry.table);
  if (isThere) return removal(node, toml, unread, true);
  const type = value.kind === 'scalar' && value.certainty === 'literal' ? value.text : '';
  const row = INFERENCES.find(
    (one) =>
      one.key === 'database.$1.type' && one.value === type && (node.version === null || holds(one, node.version.max)),
  );
  const driver = row?.adds['database.$1.driver'];
  const name = entry.key.at(-1);
  if (typeof driver !== 'string' || name === undefined) return {};
  const edits = [
    { node, span: name.span, text: 'driver' },
    { node, span: entry.value.span, text: literal(driver) },
  ];
  return fixWith(titled(`Write driver = "${driver}" for the type`), 'unsafe', soundly(toml, edits));
}

/** The last two parts of a key: its table is where the finding is. */
function shortest(key: string): string {
  return /(?:^|\.)([^."']+\.)?("[^"]*"|'[^']*'|[^.]+)$/.exec(key)?.slice(1).join('') ?? key;
}

function titled(title: string): string {
  return title.length < 80 ? title : `${title.slice(0, 78)}…`;
}
