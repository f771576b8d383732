import type { NodeModel, TomlFacts } from '../server/model.js';
import type { Placed } from '../server/setting.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import { headerOf } from '../server/toml/page.js';
import type { Fault } from '../server/toml/references.js';
import type { Value } from '../server/toml/value.js';
import type { Span } from '../syntax/document.js';

/** The deployment.toml of an Identity Server; null for other products, whose keys are others, and for what is no TOML. */
export function identityToml(node: NodeModel): TomlFacts | null {
  return node.product === 'IS' && node.toml !== null && node.toml.tree.error === null ? node.toml : null;
}

/**
 * Whether the file is all that the server reads: it sets up users and the server or its database, and no template marker
 * stands where more keys may come from. What is missing in a piece that some tool merges with others says nothing.
 */
export function isComplete({ tree, written }: TomlFacts): boolean {
  const has = (table: string): boolean => written.some(({ key }) => key.startsWith(`${table}.`));
  return (
    (has('super_admin') || has('user_store')) &&
    (has('server') || has('database.shared_db')) &&
    !(tree.templated && INSERTION.test(textAround(written)))
  );
}

/** The file; in a ConfigMap the block that holds it: lines as far in as its first key, and markers wherever they stand. */
function textAround([first]: readonly WrittenKey[]): string {
  if (first === undefined) return '';
  const { document, start } = first.entry.span;
  const begin = document.text.lastIndexOf('\n', start - 1) + 1;
  const indent = start - begin;
  if (indent === 0) return document.text;
  const isInside = (line: string): boolean =>
    line.trim() === '' || line.search(/\S/) >= indent || /^\s*(?:\{\{|\{%|<%)/.test(line);
  const before = document.text.slice(0, begin).split('\n');
  const after = document.text.slice(begin).split('\n');
  const from = before.findLastIndex((line) => !isInside(line)) + 1;
  const to = after.findIndex((line) => !isInside(line));
  return [...before.slice(from), ...after.slice(0, to < 0 ? undefined : to)].join('\n');
}

/** A line that holds nothing but a marker which prints something: whole tables may come from there. */
const INSERTION =
  /^[ \t]*(?:\{\{-?(?![ \t]*(?:\/\*|-|(?:if|else|end|range|with|define|block)\b|\$\w+[ \t]*:?=))[^\n]*\}\}|<%[=-](?!#)[^\n]*%>|\{%-?[ \t]*include\b[^\n]*|#_\w+_#|@\w+@)[ \t]*\r?$/m;

/** Where a key stands, or the header under which it would. */
export function placeOfKey(toml: TomlFacts, key: string, span: Span | null = null): Placed {
  return { file: toml.file, span, near: headerOf(toml, key), address: `${toml.file}/${key}` };
}

/** The name of a written key. */
export function nameSpan({ entry }: WrittenKey): Span {
  return entry.key.at(-1)?.span ?? entry.span;
}

/** The entry whose value, or an item of it, stands at a span. */
export function writtenAt({ written }: TomlFacts, span: Span | null): WrittenKey | null {
  if (span === null) return null;
  return (
    written.find(({ value }) => spansOf(value).some(({ start, end }) => start <= span.start && span.end <= end)) ?? null
  );
}

function spansOf(value: Value): Span[] {
  return value.span === null ? [] : [value.span];
}

/**
 * Who needs what a fault misses: `explicit`, a value the user wrote; `inferred`, the kind of database, store or scheme
 * they chose; `default`, the server itself. Null where a template decides which kind it is.
 */
export function referrerOf(toml: TomlFacts, { span, name }: Fault): 'explicit' | 'inferred' | 'default' | null {
  if (span === null) return 'default';
  const source = span.document.text.slice(span.start, span.end);
  if (source.includes(`$ref{${name}}`)) return 'explicit';
  const written = writtenAt(toml, span);
  return written?.value.kind === 'scalar' && written.value.certainty === 'literal' ? 'inferred' : null;
}

/** Each text that stands in a value, with its place. */
export function textsOf(
  value: Value,
): { readonly text: string; readonly span: Span | null; readonly inTable: boolean }[] {
  if (value.kind === 'scalar') return [{ text: value.text, span: value.span, inTable: false }];
  if (value.kind === 'list') return value.items.flatMap(textsOf);
  return [...value.entries.values()].flatMap((inner) => textsOf(inner).map((one) => ({ ...one, inTable: true })));
}
