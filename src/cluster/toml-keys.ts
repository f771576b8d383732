import type { NodeModel, TomlFacts } from '../server/model.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { KEY_MAPPINGS } from '../server/toml/tables/key-mappings.js';
import {
  CLOSED_TABLES,
  CONNECTOR_ATTRIBUTES,
  DEAD_KEYS,
  KNOWN_KEYS,
  MEANT_DATABASE_KEYS,
  MEANT_DATABASES,
  MEANT_KEYS,
  MEANT_KEYSTORE_KEYS,
  POOL_OPTIONS,
} from '../server/toml/tables/known-keys.js';
import { nearest } from '../text/nearest.js';
import { identityToml, textsOf } from './deployment.js';
import { isListOfSingle, isSingleOfList, misspeltName, slipOf } from './toml-names.js';

/** A key that the server does not read. */
export interface UnreadKey {
  readonly written: WrittenKey;
  /** All of this table is unread; null for a key alone. */
  readonly table: string | null;
  /** The key that is meant, as it is written in the file; null where nothing tells. */
  readonly meant: string | null;
  /** The name is certain to be meant so: another spelling of it, or a well-known mistake. */
  readonly certain: boolean;
  /** What happens to it, where it is not just ignored. */
  readonly fate: string | null;
  /** How the table's header has to be written, where only its brackets are wrong. */
  readonly header?: string;
}

/** Tables that look as if they belonged to what is known: a key below another one is never called unknown. */
const TABLES = [
  ...new Set([...KNOWN_KEYS.map((key) => key.slice(0, key.indexOf('.'))), 'hazelcast', 'user_store', 'secrets']),
];

/**
 * The keys nobody reads, in the tables this program knows. Silent on what a `$ref{}` names (the user's own variable),
 * on what a committed key mapping renames, and on names that a template makes.
 */
export function unreadKeys(node: NodeModel): UnreadKey[] {
  const toml = identityToml(node);
  if (toml === null) return [];
  const found: UnreadKey[] = [];
  const told = new Set<string>();
  const referred = new Set(toml.written.flatMap(({ value }) => textsOf(value).flatMap(({ text }) => namesIn(text))));
  for (const written of toml.written) {
    const judged = isJudged(written, referred) ? unreadKey(toml, written) : null;
    // Changed templates may read what the released ones do not.
    const unread = judged?.certain === false && toml.pack.changedTemplates.length > 0 ? null : judged;
    // Of a table that nobody reads the first key is enough.
    const subject = unread === null ? '' : subjectOf(unread);
    if (unread === null || told.has(subject)) continue;
    told.add(subject);
    found.push(unread);
  }
  return found;
}

function subjectOf({ table, written }: UnreadKey): string {
  return table ?? `${written.key} ${written.entry.span.start}`;
}

/** What the `$ref{}`s of a text name. */
function namesIn(text: string): string[] {
  return [...text.matchAll(/\$ref\{([^}]*)\}/g)].map(([, name = '']) => name);
}

function isJudged({ key, entry, inArray }: WrittenKey, referred: ReadonlySet<string>): boolean {
  const names = [...(entry.table?.path ?? []), ...entry.key];
  if (names.some(({ text }) => /\{\{|\{%|<%|\$\{|@\w+@|^\{\w+\}$/.test(text))) return false;
  return inArray !== null || !referred.has(key);
}

function unreadKey(toml: TomlFacts, written: WrittenKey): UnreadKey | null {
  const { key, inArray } = written;
  const plain = (meant: string | null, fate: string | null = null, certain = true): UnreadKey => ({
    written,
    table: null,
    meant,
    certain,
    fate,
  });
  const [first = ''] = key.split('.');
  if (key.startsWith('registry.mount.')) {
    return {
      ...plain(null, 'the two mounts of a node, of /_system/governance and /_system/config, are built in'),
      table: 'registry.mount',
    };
  }
  const bracketed = ofBrackets(toml, written, plain);
  if (bracketed !== null) return bracketed;
  if (first === 'datasource') return ofDatasource(written, plain);
  if (inArray !== null) return ofMisspelt(toml, `${inArray}.`, plain);
  if (!TABLES.includes(first)) return ofOtherTable(written, first, plain) ?? ofMisspelt(toml, key, plain);
  if (first === 'keystore') return ofMisspelt(toml, key, plain) ?? ofKnownTable(toml, key, plain);
  if (first === 'hazelcast') return ofHazelcast(written, plain);
  if (first === 'user_store') return ofUserStore(key, plain);
  if (first === 'secrets') return null;
  if (first === 'database') return ofDatabase(toml, written, plain);
  if (first === 'transport') return ofTransport(key, plain);
  return ofKnownTable(toml, key, plain);
}

/** A table where a list is read, or a list where a table is. */
function ofBrackets(toml: TomlFacts, written: WrittenKey, plain: Make): UnreadKey | null {
  const { inArray, entry } = written;
  if (isListOfSingle(inArray)) {
    const fate = `[[${inArray}]] makes it a list, and the server looks for the keys of one table`;
    return { ...plain(null, fate), table: inArray, header: `[${inArray}]` };
  }
  if (!isSingleOfList(toml, written)) return null;
  const table = entry.table?.path.map(({ text }) => text).join('.') ?? '';
  const fate = `[${table}] makes it one table, and the server goes over a list of them`;
  return { ...plain(null, fate), table, header: `[[${table}]]` };
}

function ofMisspelt(toml: TomlFacts, key: string, plain: Make): UnreadKey | null {
  const misspelt = misspeltName(toml, key);
  if (misspelt === null) return null;
  return { ...plain(misspelt.meant, null, false), table: misspelt.isTable ? misspelt.path : null };
}

type Make = (meant: string | null, fate?: string | null, certain?: boolean) => UnreadKey;

/** Nothing is inferred in `[datasource.X]`, and the pool's query stands among its options. */
function ofDatasource({ key, inArray }: WrittenKey, plain: Make): UnreadKey | null {
  const table = inArray === null ? /^datasource\.(?:'[^']*'|[^.]*)\./.exec(key)?.[0] : 'datasource.';
  if (table === undefined) return null;
  const name = key.slice(table.length);
  if (name === 'type') return plain(null, 'in a datasource the server makes neither driver nor url from a type');
  if (/^validation_?query$/i.test(name)) return plain(`${table}pool_options.validationQuery`);
  const option = /^pool_options\.(\w+)$/.exec(name)?.[1];
  if (option !== undefined) return ofPool(table.slice(0, -1), option, plain);
  const meant = MEANT_DATABASE_KEYS[name];
  return meant === 'driver' || meant === 'username' ? plain(`${table}${meant}`) : null;
}

/** A table the server knows, in other letters. */
function ofOtherTable({ key }: WrittenKey, first: string, plain: Make): UnreadKey | null {
  if (first === 'session_data_persistence') {
    return { ...plain('session_data.persistence'), table: first };
  }
  const meant = TABLES.find((table) => table === first.toLowerCase());
  return meant === undefined || !key.includes('.') ? null : { ...plain(meant), table: first };
}

function ofHazelcast({ key }: WrittenKey, plain: Make): UnreadKey | null {
  const name = key.slice('hazelcast.'.length);
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(name)) return null;
  return plain(`hazelcast."${name}"`, 'without quotes each dot opens a table, and hazelcast.properties gets garbage');
}

const STORE_KEYS = new Map(
  KEY_MAPPINGS.flatMap(([from, to]) => (from.startsWith('user_store.') ? [[from.slice(11), to.slice(22)]] : [])) as [
    string,
    string,
  ][],
);

/** `[user_store] ConnectionURL` and `[user_store.properties] connection_url`: each at the other's place. */
function ofUserStore(key: string, plain: Make): UnreadKey | null {
  const name = key.slice('user_store.'.length);
  const property = /^properties\.(\w+)$/.exec(name)?.[1];
  if (property !== undefined) {
    const target = STORE_KEYS.get(property);
    return target === undefined || target === property ? null : plain(`user_store.properties.${target}`);
  }
  if (name.includes('.')) return null;
  const target = [...STORE_KEYS].find(([from, to]) => to === name && from !== name);
  if (target !== undefined) return plain(`user_store.${target[0]}`);
  const near = slipOf(name, [...STORE_KEYS.keys(), 'type', 'class', 'base_dn', 'properties']);
  return near === null ? null : plain(`user_store.${near}`, null, false);
}

function ofDatabase(toml: TomlFacts, written: WrittenKey, plain: Make): UnreadKey | null {
  const { key } = written;
  const [, table = '', name = ''] = /^(database\.[^.]+)\.(.+)$/.exec(key) ?? [];
  if (name === '') return null;
  const database = table.slice('database.'.length);
  if (!KNOWN_KEYS.includes(`${table}.url`)) {
    const known = ['shared_db', 'identity_db', 'registry_db'];
    const meant =
      MEANT_DATABASES[database] ??
      [...known, 'user', 'config'].find((one) => fold(one) === fold(database)) ??
      nearest(database, known);
    const isThere = meant !== null && toml.written.some((other) => other.key.startsWith(`database.${meant}.`));
    // A database of the user's own that `$ref{}`s name is no mistake.
    const isUsed = toml.written.some(({ value }) => value.kind === 'scalar' && value.text.includes(`$ref{${table}.`));
    return meant === null || isThere || isUsed
      ? null
      : { ...plain(`database.${meant}`, null, MEANT_DATABASES[database] !== undefined), table };
  }
  if (/^validation_?query$/i.test(name)) return plain(`${table}.pool_options.validationQuery`);
  const option = /^pool_options\.(\w+)$/.exec(name)?.[1];
  if (option !== undefined) return toml.effective(key) === null ? null : ofPool(table, option, plain);
  const meant = MEANT_DATABASE_KEYS[name];
  if (meant !== undefined) return plain(`${table}.${meant}`);
  return ofKnownTable(toml, key, plain);
}

/** Snake case is mapped for five options of shared_db only; elsewhere it becomes an element that no pool knows. */
function ofPool(table: string, option: string, plain: Make): UnreadKey | null {
  const known = POOL_OPTIONS.find((one) => one !== option && fold(one) === fold(option));
  if (!option.includes('_') || known === undefined) return null;
  return plain(`${table}.pool_options.${known}`, 'it becomes an XML element that the connection pool does not know');
}

function ofTransport(key: string, plain: Make): UnreadKey | null {
  const [, table = '', name = ''] = /^(transport\.https?)\.(.+)$/.exec(key) ?? [];
  if (name === '') return null;
  const attribute = (text: string): string | undefined => CONNECTOR_ATTRIBUTES.find((one) => fold(one) === fold(text));
  const property = /^properties\.(\w+)$/.exec(name)?.[1];
  if (property === undefined) {
    const meant = name.includes('.') ? undefined : attribute(name);
    return meant === undefined ? null : plain(`${table}.properties.${meant}`);
  }
  const meant = attribute(property);
  const isMapped = KEY_MAPPINGS.some(([from]) => from === key);
  if (meant === undefined || meant === property || isMapped) return null;
  return plain(`${table}.properties.${meant}`, 'it becomes an attribute of the connector that Tomcat does not know');
}

function ofKnownTable(toml: TomlFacts, key: string, plain: Make): UnreadKey | null {
  if (isKnown(key) || toml.effective(key) === null) return null;
  const dead = DEAD_KEYS[key];
  if (dead !== undefined) return plain(null, dead);
  const table = key.slice(0, key.lastIndexOf('.'));
  const name = key.slice(table.length + 1);
  const siblings = KNOWN_KEYS.filter((one) => one.startsWith(`${table}.`) && !one.endsWith('**'));
  const store =
    /^keystore\.\w+$|^truststore$/.test(table) && siblings.length > 0 ? MEANT_KEYSTORE_KEYS[name] : undefined;
  const meant =
    MEANT_KEYS[key] ?? (store === undefined ? siblings.find((one) => fold(one) === fold(key)) : `${table}.${store}`);
  if (meant !== undefined) return plain(meant);
  const names = siblings.map((one) => one.slice(table.length + 1));
  const closed = CLOSED_TABLES.some((pattern) => pattern.test(table));
  const guess = name.length < 4 ? null : nearest(name, names);
  if (guess !== null && (closed || isTypo(name, guess))) return plain(`${table}.${guess}`, null, false);
  return closed ? plain(null, null, false) : null;
}

/** Nearer than `nearest` asks for: in an open table the name may be another key's. */
function isTypo(name: string, guess: string): boolean {
  return name.length >= 6 && Math.abs(name.length - guess.length) <= 2;
}

function isKnown(key: string): boolean {
  return KNOWN_KEYS.some((one) => one === key || (one.endsWith('**') && key.startsWith(one.slice(0, -2))));
}

/** `localMemberPort`, `local-member-port` and `local_member_port` are one word. */
function fold(text: string): string {
  return text.replace(/[_-]/g, '').toLowerCase();
}
