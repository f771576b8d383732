import type { Variables } from '../placeholders.js';
import type { SettingKind } from '../setting.js';
import type { InferenceRow, Pack } from './pack.js';
import { type Fault, resolveReferences } from './references.js';
import { inUnit } from './tables/units.js';
import { REQUIRED_WHEN } from './tables/validation.js';
import { type Flat, fromPlain, type Scalar, type Value } from './value.js';

export interface Resolved {
  readonly flat: Flat;
  /** In the order in which the server would meet their kinds; the first stops it. */
  readonly faults: readonly Fault[];
}

/**
 * What the server's templates are filled with: key mapping → inference → defaults → references → units → validation
 * (config-mapper 1.0.2 – 1.0.25, `ConfigParser.parse`).
 */
export function resolveConfig(written: Flat, pack: Pack, variables: Variables): Resolved {
  const mapped = mapKeys(written, pack);
  const inferred = infer(mapped, pack);
  const complete = addDefaults(inferred, pack);
  const { flat, faults } = resolveReferences(complete, pack, variables);
  return { flat: inUnits(flat, pack), faults: [...faults, ...validate(flat, pack)] };
}

function mapKeys(written: Flat, { mappings }: Pack): Flat {
  const mapped = new Map<string, Value>();
  for (const [key, value] of written) {
    const others = mappings.get(key);
    if (others === undefined) mapped.set(key, value);
    else for (const other of others) mapped.set(other, value);
  }
  return mapped;
}

function infer(mapped: Flat, { inferences }: Pack): Flat {
  const added = new Map<string, Value>();
  const add = ({ adds }: InferenceRow, word: string, { certainty, span }: Scalar): void => {
    const fill = (text: string): string => text.replaceAll('$1', word);
    for (const [name, plain] of Object.entries(adds)) {
      const filled = fromPlain(typeof plain === 'string' ? fill(plain) : plain, 'inferred', span);
      added.set(fill(name), certainty === 'literal' ? filled : doubtful(filled, certainty));
    }
  };
  const patterns = [...inferences].map(([pattern, rows]) => ({ parts: pattern.split('$1'), rows }));
  for (const [key, value] of mapped) {
    if (value.kind !== 'scalar') continue;
    for (const { parts, rows } of patterns) {
      const word = wordOf(parts, key);
      if (word === null) continue;
      for (const row of rows) if (value.certainty !== 'literal' || value.text === row.value) add(row, word, value);
    }
  }
  for (const [key, value] of mapped) added.set(key, value);
  return added;
}

/** The word `$1` stands for when the key fits the parts around it (`` where there is no `$1`); null when it does not. */
function wordOf([before = '', after]: readonly string[], key: string): string | null {
  if (after === undefined) return key === before ? '' : null;
  if (!key.startsWith(before) || !key.endsWith(after) || key.length <= before.length + after.length) return null;
  const word = key.slice(before.length, key.length - after.length);
  return /^\w+$/.test(word) ? word : null;
}

/** What would be inferred from a value nobody knows: it may be anything. */
function doubtful(value: Value, certainty: SettingKind): Value {
  return value.kind === 'scalar' ? { ...value, certainty, doubtful: true } : value;
}

function addDefaults(inferred: Flat, { defaults }: Pack): Flat {
  const complete = new Map(inferred);
  for (const [key, value] of defaultsAsValues(defaults)) if (!complete.has(key)) complete.set(key, value);
  return complete;
}

/** Some hundreds of keys for each version, the same for every node. */
const values = new WeakMap<Pack['defaults'], Flat>();

function defaultsAsValues(defaults: Pack['defaults']): Flat {
  const known = values.get(defaults);
  if (known !== undefined) return known;
  const made = new Map([...defaults].map(([key, plain]) => [key, fromPlain(plain, 'default', null)]));
  values.set(defaults, made);
  return made;
}

function inUnits(flat: Flat, { units }: Pack): Flat {
  const resolved = new Map(flat);
  for (const [key, unit] of Object.entries(units)) {
    const value = flat.get(key);
    const text = value?.kind === 'scalar' && value.certainty === 'literal' ? inUnit(value.text, unit) : null;
    if (value?.kind === 'scalar' && text !== null) resolved.set(key, { ...value, text });
  }
  return resolved;
}

function validate(flat: Flat, { validations }: Pack): Fault[] {
  const faults: Fault[] = [];
  const scalar = (key: string): Scalar | null => {
    const value = flat.get(key);
    return value?.kind === 'scalar' && value.certainty === 'literal' ? value : null;
  };
  for (const { key, values } of validations) {
    const value = scalar(key);
    if (value === null) continue;
    const fault = { kind: 'validation' as const, key, name: value.text, span: value.span };
    if (value.type !== 'string') {
      faults.push({ ...fault, error: `java.lang.ClassCastException: ${key} is no string` });
    } else if (!values.includes(value.text)) {
      const expected = values.map((one) => `\\A${one}\\Z`).join('|');
      const error = `Validation failed for ${key}. Expected value to match "${expected}", but was ${value.text}`;
      faults.push({ ...fault, error });
    }
  }
  for (const { key, when, error } of REQUIRED_WHEN) {
    const condition = scalar(when);
    if (condition?.text === 'true' && (flat.get(key) === undefined || scalar(key)?.text === '')) {
      faults.push({ kind: 'validation', key: when, name: key, error, span: condition.span });
    }
  }
  return faults;
}
