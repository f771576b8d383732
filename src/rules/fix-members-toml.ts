import type { NodeModel } from '../server/model.js';
import { keyPart } from '../server/toml/value.js';
import type { TomlInline, TomlScalar, TomlTable, TomlValue } from '../syntax/toml/tree.js';
import { addKeys, literal } from './fix-toml.js';
import { wholeLines } from './fix-xml.js';
import type { Edit } from './rule.js';

const KEY = 'clustering.members';
const ENDPOINT = /^[\w.-]+:\d{1,5}$/;

/**
 * Writes `members` of a deployment.toml as the list of `host:port` texts that the server reads, where it is written as
 * one text with commas, or as tables with a host and a port. Nothing where any member is not plain.
 */
export function membersAsTexts(node: NodeModel): Edit[] {
  const { toml } = node;
  if (toml === null) return [];
  const written = toml.tree.entries.filter(
    ({ table, key }) => [...(table?.path ?? []), ...key].map(({ text }) => keyPart(text)).join('.') === KEY,
  );
  const [entry, ...more] = written;
  if (entry === undefined) return fromTables(node);
  if (entry.conditional || more.length > 0) return [];
  const { value } = entry;
  if (value.kind !== 'array') {
    const texts = textsOf(value);
    return texts === null ? [] : [{ node, span: value.span, text: literal(texts) }];
  }
  const items = value.items.map((item) => ({ item, texts: textsOf(item) }));
  if (items.some(({ texts }) => texts === null)) return [];
  return items.flatMap(({ item, texts }) =>
    item.kind === 'string' && texts?.length === 1
      ? []
      : [{ node, span: item.span, text: (texts ?? []).map(literal).join(', ') }],
  );
}

/** The members that one value names; null where it names none in a plain way. */
function textsOf(value: TomlValue): readonly string[] | null {
  if (value.kind === 'inline')
    return tableText(value.entries.map((entry) => [entry.key.at(-1)?.text ?? '', entry.value]));
  if (value.kind !== 'string') return null;
  const texts = value.text.split(',').map((text) => text.trim());
  return texts.every((text) => ENDPOINT.test(text)) ? texts : null;
}

function tableText(entries: readonly (readonly [name: string, value: TomlValue])[]): readonly string[] | null {
  const scalar = (name: RegExp): TomlScalar | null => {
    const found = entries.filter(([key]) => name.test(key));
    const [value] = found.map(([, one]) => one);
    return found.length === 1 && value !== undefined && isScalar(value) ? value : null;
  };
  const [host, port] = [scalar(/^host_?(?:name)?$/i), scalar(/^port$/i)];
  const text = `${host?.text.trim()}:${port?.text.trim()}`;
  return host !== null && port !== null && entries.length === 2 && ENDPOINT.test(text) ? [text] : null;
}

function isScalar(value: TomlValue): value is TomlScalar {
  return value.kind !== 'array' && value.kind !== ('inline' satisfies TomlInline['kind']);
}

/** `[[clustering.members]]` becomes a key of the `[clustering]` above it. */
function fromTables(node: NodeModel): Edit[] {
  const { toml } = node;
  const tables = toml?.tree.tables.filter(({ path }) => path.map(({ text }) => text).join('.') === KEY) ?? [];
  const isThere = toml?.tree.tables.some(
    ({ kind, path }) => kind === 'table' && path.length === 1 && path[0]?.text === 'clustering',
  );
  if (toml === null || isThere !== true || tables.length === 0) return [];
  const rows = tables.map((table) => toml.tree.entries.filter((entry) => entry.table === table));
  const texts = rows.map((row) =>
    tableText(row.map(({ key, value }) => [key.map(({ text }) => text).join('.'), value])),
  );
  if (texts.some((text) => text === null) || rows.flat().some(({ conditional }) => conditional)) return [];
  const members = texts.flatMap((text) => text ?? []);
  return [
    ...addKeys(node, toml, 'clustering', { members }),
    ...tables.flatMap((table, index) => removeLines(node, table, rows[index]?.at(-1)?.span.end ?? table.span.end)),
  ];
}

function removeLines(node: NodeModel, { span }: TomlTable, end: number): Edit[] {
  const { text } = span.document;
  const rest = /^[ \t]*(?:#[^\r\n]*)?/.exec(text.slice(end))?.[0].length ?? 0;
  const whole = wholeLines({ ...span, end: end + rest });
  // An empty line before it set it apart.
  const [empty = ''] = /(?<=\n)[ \t]*\r?\n$/.exec(text.slice(0, whole.start)) ?? [];
  return [{ node, span: { ...whole, start: whole.start - empty.length }, text: '' }];
}
