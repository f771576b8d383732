import type { Span } from '../../syntax/document.js';
import type { TomlScalar, TomlValue } from '../../syntax/toml/tree.js';
import { kindOf } from '../placeholders.js';
import type { Origin, SettingKind } from '../setting.js';

/** A value on its way from `deployment.toml` to the model. */
export type Value = Scalar | List | Table;

export interface Scalar {
  readonly kind: 'scalar';
  readonly type: TomlScalar['kind'];
  /** As Java prints it: `0x0A` is `10`. */
  readonly text: string;
  readonly certainty: SettingKind;
  readonly origin: Origin;
  /** Without the quotes; null for what no file says. */
  readonly span: Span | null;
  readonly sensitive: boolean;
  /** Inferred from a value that nobody knows: it may not be there, and nothing follows from it. */
  readonly doubtful?: true;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly origin: Origin;
  readonly span: Span | null;
}

/** An element of an array of tables; below its keys nothing is flattened, mapped, inferred or defaulted. */
export interface Table {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, Value>;
  readonly span: Span | null;
}

/** Flat key (`database.shared_db.url`, `hazelcast.'hazelcast.logging.type'`) → value. */
export type Flat = ReadonlyMap<string, Value>;

/** What JSON rule files hold: `"4000"`, `true`, `["127.0.0.1:4000"]`, `{ "isCascadeDeleteEnabled": true }`. */
export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** Whether two values are the same in everything, their places too. */
export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (one.kind === 'scalar') {
    return (
      other.kind === 'scalar' &&
      one.text === other.text &&
      one.type === other.type &&
      one.certainty === other.certainty &&
      one.origin === other.origin &&
      one.span === other.span &&
      one.sensitive === other.sensitive &&
      one.doubtful === other.doubtful
    );
  }
  if (one.span !== other.span) return false;
  if (one.kind === 'list') {
    return other.kind === 'list' && one.origin === other.origin && sameValues(one.items, other.items);
  }
  return (
    other.kind === 'table' &&
    sameValues([...one.entries.values()], [...other.entries.values()]) &&
    [...one.entries.keys()].join('\n') === [...other.entries.keys()].join('\n')
  );
}

function sameValues(some: readonly Value[], others: readonly Value[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index];
      return other !== undefined && sameValue(one, other);
    })
  );
}

/** A part of a flat key: quoted where dots in it would be taken for separators. */
export function keyPart(text: string): string {
  return /^[\w-]+$/.test(text) ? text : `'${text}'`;
}

export function lastPart(key: string): string {
  return /'([^']*)'$/.exec(key)?.[1] ?? key.slice(key.lastIndexOf('.') + 1);
}

/** A value as written; `conditional` marks what a template may leave out. */
export function fromToml(value: TomlValue, conditional: boolean, sensitive: boolean): Value {
  if (value.kind === 'array') {
    const items = value.items.map((item) => fromToml(item, conditional, sensitive));
    return { kind: 'list', items, origin: 'explicit', span: value.span };
  }
  if (value.kind === 'inline') {
    const entries = value.entries.map(({ key, value: inner }): [string, Value] => [
      key.map(({ text }) => keyPart(text)).join('.'),
      fromToml(inner, conditional, sensitive),
    ]);
    return { kind: 'table', entries: new Map(entries), span: value.span };
  }
  const text = printed(value);
  return {
    kind: 'scalar',
    type: value.kind,
    text,
    certainty: conditional || isSedPlaceholder(text) ? 'template' : kindOf(text),
    origin: 'explicit',
    span: withoutQuotes(value),
    sensitive,
  };
}

/** `{db_url}` as shell scripts fill it in; `${…}` and `$env{…}` are the server's own. */
function isSedPlaceholder(text: string): boolean {
  return /(?<![$\w])\{[a-z][a-z0-9_]*\}/i.test(text);
}

export function fromPlain(plain: Plain, origin: Origin, span: Span | null): Value {
  if (Array.isArray(plain)) {
    return { kind: 'list', items: plain.map((item: Plain) => fromPlain(item, origin, span)), origin, span };
  }
  if (typeof plain === 'object') {
    const entries = Object.entries(plain).map(([key, value]): [string, Value] => [key, fromPlain(value, origin, span)]);
    return { kind: 'table', entries: new Map(entries), span };
  }
  const type = typeof plain === 'string' ? 'string' : typeof plain === 'boolean' ? 'boolean' : 'integer';
  const text = String(plain);
  return { kind: 'scalar', type, text, certainty: kindOf(text), origin, span, sensitive: false };
}

/** Integers in decimal, floats as `Double.toString` writes them; a line break behind a backslash stays in a string, as the server's parser leaves it. */
function printed({ kind, text, style, span }: TomlScalar): string {
  if (kind === 'integer') return String(BigInt(text.replaceAll('_', '').replace(/^\+/, '')));
  if (kind === 'float') return printDouble(Number(text.replaceAll('_', '').replace('inf', 'Infinity')));
  if (style !== 'multi-basic') return text;
  const raw = span.document.text.slice(span.start + 3, span.end - 3);
  return /\\[ \t]*\r?\n/.test(raw) ? raw.replace(/^\r?\n/, '').replace(/\\([ \t]*\r?\n)/g, '$1') : text;
}

/** `java.lang.Double.toString`: 1.0, 0.001, 1.0E7. */
export function printDouble(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value)) return String(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) return Number.isInteger(value) ? value.toFixed(1) : String(value);
  const [digits = '', exponent = ''] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}

function withoutQuotes({ style, span }: TomlScalar): Span {
  const quotes = style === null ? 0 : style.startsWith('multi') ? 3 : 1;
  return { ...span, start: span.start + quotes, end: Math.max(span.start + quotes, span.end - quotes) };
}
