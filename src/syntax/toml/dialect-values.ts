import type { DialectProblem } from './dialect.js';
import type { TomlArray, TomlInline, TomlName, TomlScalar, TomlValue } from './tree.js';

type Problems = readonly DialectProblem[];

function problem(kind: DialectProblem['kind'], message: string, { span }: Pick<TomlScalar, 'span'>): DialectProblem {
  return { kind, message: `the server's TOML parser ${message}`, effect: 'error', span };
}

function sourceOf({ span: { document, start, end } }: Pick<TomlScalar, 'span'>): string {
  return document.text.slice(start, end);
}

/** Names in a header or a key. */
export function nameProblems(path: readonly TomlName[]): Problems {
  return path.flatMap((name) => (sourceOf(name).startsWith('"') ? tabProblems(name) : []));
}

/** A value above all others: what it leaves the lexer in shows on the next line. */
export function valueProblems(value: TomlValue, templated: boolean): Problems {
  const after =
    value.kind === 'array' && !templated && unclosed(value) > lineEndsAfter(value) ? [emptyProblem(value)] : [];
  return [...inside(value), ...after];
}

function inside(value: TomlValue): Problems {
  if (value.kind === 'array') return arrayProblems(value);
  if (value.kind === 'inline') return inlineProblems(value);
  return scalarProblems(value);
}

function scalarProblems(scalar: TomlScalar): Problems {
  const source = sourceOf(scalar);
  if (scalar.kind === 'string') return stringProblems(scalar, source);
  if (scalar.kind === 'integer') return integerProblems(scalar, source);
  if (scalar.kind === 'float') return floatProblems(scalar, source);
  return scalar.kind === 'datetime' ? dateProblems(scalar, source) : [];
}

function stringProblems(scalar: TomlScalar, source: string): Problems {
  // What a marker gives is not known.
  if (scalar.style === null || /\{[{%]|<%/.test(source)) return [];
  const basic = scalar.style === 'basic' || scalar.style === 'multi-basic';
  const tabs = basic ? tabProblems(scalar) : [];
  if (!scalar.style.startsWith('multi')) return tabs;
  const body = source.slice(3, -3);
  const escaped = basic && backslashesBefore(body, body.length - 1) % 2 === 1;
  if (!body.endsWith(source[0] ?? '"') || escaped) return tabs;
  return [
    ...tabs,
    problem('closing-quotes', 'ends the string at the first three quotes and refuses the ones that follow', scalar),
  ];
}

function backslashesBefore(text: string, end: number): number {
  let start = end;
  while (text[start - 1] === '\\') start -= 1;
  return end - start;
}

function tabProblems({ span }: Pick<TomlScalar, 'span'>): Problems {
  const at = span.document.text.slice(span.start, span.end).indexOf('\t');
  if (at < 0) return [];
  const start = span.start + at;
  return [
    problem('tab-in-string', 'refuses a tab inside double quotes; write \\t or use single quotes', {
      span: { ...span, start, end: start + 1 },
    }),
  ];
}

function integerProblems(scalar: TomlScalar, source: string): Problems {
  const digits = source.replaceAll('_', '').replace(/^\+/, '');
  const number = digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits);
  return BigInt.asIntN(64, number) === number ? [] : [problem('number', 'takes integers of 64 bits only', scalar)];
}

function floatProblems(scalar: TomlScalar, source: string): Problems {
  if (/[in]/i.test(source.replace(/e/i, ''))) return [];
  if (/e[+-]?0\d/i.test(source)) return [problem('number', 'refuses an exponent with a leading zero', scalar)];
  const number = Number(source.replaceAll('_', ''));
  if (!Number.isFinite(number)) return [problem('number', 'says "Float is too large"', scalar)];
  const zero = /^[+-]?[0_]+(?:\.[0_]*)?(?:e.*)?$/i.test(source);
  return number === 0 && !zero ? [problem('number', 'says "Float is too small"', scalar)] : [];
}

function dateProblems(scalar: TomlScalar, source: string): Problems {
  const [, hours = '0', minutes = '0'] = /[+-](\d\d):(\d\d)$/.exec(source) ?? [];
  const offset = Number(hours) * 60 + Number(minutes);
  if (source.endsWith('z')) return [problem('date', 'knows UTC as Z in upper case only', scalar)];
  if (offset > 18 * 60) return [problem('date', 'takes zone offsets up to 18:00 only', scalar)];
  if (/\.\d{10}/.test(source)) return [problem('date', 'takes up to nine digits of a second only', scalar)];
  return /:60(?!:|\d|$)|:\d\d:60$/.test(source) ? [problem('date', 'takes seconds up to 59 only', scalar)] : [];
}

function arrayProblems(array: TomlArray): Problems {
  return [
    ...array.items.flatMap(inside),
    ...mixedProblems(array),
    ...commaProblems(array),
    ...arrayDateProblems(array),
  ];
}

/** The type as the server's parser tells types apart; null where a template decides. */
function typeOf(value: TomlValue): string | null {
  if (value.kind === 'inline') return 'table';
  if (value.kind === 'array') return 'array';
  if (value.kind === 'string') return value.style === null ? null : 'string';
  if (value.kind !== 'datetime') return value.kind;
  if (!/^\d{4}-/.test(value.text)) return 'local time';
  if (!value.text.includes(':')) return 'local date';
  return /(?:z|[+-]\d\d:\d\d)$/i.test(value.text) ? 'offset date-time' : 'local date-time';
}

function mixedProblems({ items }: TomlArray): Problems {
  const first = items.map(typeOf).find((type) => type !== null);
  const other = items.find((item) => ![null, first].includes(typeOf(item)));
  if (other === undefined) return [];
  return [
    problem(
      'mixed-array',
      `refuses an array of different types ("Cannot add a ${typeOf(other)} to an array containing ${first}s")`,
      other,
    ),
  ];
}

/** What follows an item: whether a line ends before the comma or bracket, and which it is. */
function following({ span: { document, end } }: TomlValue): { at: number; next: string; lineEnd: boolean } {
  const gap = /(?:[ \t\r\n]|#[^\n]*)*/y;
  gap.lastIndex = end;
  const blank = gap.exec(document.text)?.[0] ?? '';
  const at = end + blank.length;
  return { at, next: document.text[at] ?? '', lineEnd: blank.includes('\n') };
}

function commaProblems({ items }: TomlArray): Problems {
  return items.flatMap((item) => {
    const { at, next, lineEnd } = following(item);
    if (next !== ',' || !lineEnd) return [];
    const span = { ...item.span, start: at, end: at + 1 };
    return [problem('array-comma', 'wants the comma on the line of the value before it', { span })];
  });
}

/** The lexer's mode for dates knows neither `]` nor `}`, and a comma ends more than the date. */
function arrayDateProblems({ items }: TomlArray): Problems {
  const wrong = items.find((item, index) => {
    const next = item.span.document.text[item.span.end];
    return item.kind === 'datetime' && (next === ']' || (next === ',' && index < items.length - 1));
  });
  return wrong === undefined ? [] : [problem('date', 'wants a blank after a date in an array', wrong)];
}

/** An empty array, or one with a trailing comma, leaves the lexer in its mode for values once too often. */
function unclosed(value: TomlValue): number {
  if (value.kind !== 'array') return 0;
  const inner = value.items.reduce((sum, item) => sum + unclosed(item), 0);
  const last = value.items.at(-1);
  return inner + (last === undefined || following(last).next === ',' ? 1 : 0);
}

/** How many lines end before something else stands; each one puts the lexer right once. Infinite at the end of the text. */
function lineEndsAfter({ span: { document, end } }: TomlValue): number {
  const gap = /(?:[ \t\r\n]|#[^\n]*)*/y;
  gap.lastIndex = end;
  const blank = gap.exec(document.text)?.[0] ?? '';
  return end + blank.length >= document.text.length ? Number.POSITIVE_INFINITY : blank.split('\n').length - 1;
}

function emptyProblem(array: TomlArray): DialectProblem {
  const message = 'loses its way after several empty arrays, or ones that end with a comma, in one value';
  return problem('empty-array', message, array);
}

function inlineProblems({ entries }: TomlInline): Problems {
  return entries.flatMap(({ key, value }) => [...nameProblems(key), ...inside(value), ...closeProblems(value)]);
}

function closeProblems(value: TomlValue): Problems {
  if (unclosed(value) > 0) {
    return [
      problem('empty-array', 'refuses an empty array, or one that ends with a comma, inside an inline table', value),
    ];
  }
  const glued = value.kind === 'datetime' && value.span.document.text[value.span.end] === '}';
  return glued ? [problem('date', 'wants a blank between a date and }', value)] : [];
}
