import type { Span } from '../../syntax/document.js';
import { kindOf, type Variables } from '../placeholders.js';
import type { SettingKind } from '../setting.js';
import { compareVersions, type Version } from '../version.js';
import type { Pack } from './pack.js';
import { type Flat, type List, lastPart, type Scalar, type Value } from './value.js';

/** What the server says and stops at when it starts. */
export interface Fault {
  readonly kind: 'missing-key' | 'cycle' | 'variable' | 'secret' | 'plain-secret' | 'validation';
  /** The flat key whose value cannot be resolved. */
  readonly key: string;
  /** What it refers to: a key, a variable, an alias. */
  readonly name: string;
  readonly error: string;
  /** The value that refers; null where it is a default. */
  readonly span: Span | null;
}

/** config-mapper 1.0.13, in IS 6.0.0, is the first to look into arrays of tables. */
const LOOKS_INTO_TABLES: Version = [6, 0, 0];
/** And 1.0.21, in IS 7.0.0, the first to know an alias with dots in it. */
const KNOWS_DOTTED_ALIASES: Version = [7, 0, 0];
/** Variables that every process has, whatever a file of variables says. */
const AMBIENT_ENV = /^(?:PATH|HOME|USER|PWD|LANG|TZ|SHELL|HOSTNAME|TERM|LC_\w+|JAVA_\w+|CARBON_\w+|KUBERNETES_\w+)$/;
const AMBIENT_SYS = /^(?:java|user|os|file|path|line|sun|jdk|carbon|axis2|log4j)[.\w]*$/;

/**
 * `$env{}` and `$sys{}`, then `$ref{}`, as config-mapper's `ReferenceResolver` replaces them. Without the user's variables
 * the first two stay and their values are unknown. Values go through Java's regular expressions: `$1` in one stops the
 * server, a backslash is lost (golden rf-env-backslash, rf-sys-dollar, rf-env-yields-ref).
 */
export function resolveReferences(
  flat: Flat,
  pack: Pack,
  variables: Variables,
): { readonly flat: Flat; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const intoTables = compareVersions(pack.version, LOOKS_INTO_TABLES) >= 0;
  const filled = new Map<string, Value>();
  for (const [key, value] of flat) {
    filled.set(
      key,
      mapScalars(value, intoTables, (scalar) => fillVariables(scalar, key, variables, faults)),
    );
  }
  const resolver = createResolver(filled, pack, faults);
  const resolved = new Map<string, Value>();
  for (const key of filled.keys()) {
    const value = resolver(key);
    if (value !== null) resolved.set(key, value);
  }
  faults.push(...secretFaults(resolved, pack.version));
  return { flat: resolved, faults };
}

function mapScalars(value: Value, intoTables: boolean, change: (scalar: Scalar) => Scalar): Value {
  if (value.kind === 'scalar') return change(value);
  if (value.kind === 'list') {
    return withItems(value, (item) => mapScalars(item, intoTables, change));
  }
  if (!intoTables) return value;
  const entries = [...value.entries].map(([key, inner]): [string, Value] => [
    key,
    mapScalars(inner, intoTables, change),
  ]);
  return { ...value, entries: new Map(entries) };
}

/** The list itself where no item becomes another. */
function withItems(list: List, change: (item: Value) => Value): List {
  const items = list.items.map(change);
  return items.every((item, index) => item === list.items[index]) ? list : { ...list, items };
}

function fillVariables(scalar: Scalar, key: string, variables: Variables, faults: Fault[]): Scalar {
  if (scalar.type !== 'string' || !/\$(?:env|sys)\{/.test(scalar.text)) return scalar;
  let { sensitive } = scalar;
  const fault = (name: string, error: string): string => {
    faults.push({ kind: 'variable', key, name, error, span: scalar.span });
    return '';
  };
  const text = scalar.text.replace(/\$(env|sys)\{(.*?)\}/g, (whole, from: 'env' | 'sys', name: string) => {
    // A tool writes the name before the server reads it.
    if (/\{\{|\{%|<%/.test(name)) return whole;
    const given = variables[from];
    const value = given?.get(name);
    if (value === undefined || (from === 'sys' && value === '')) {
      const ambient = from === 'env' ? AMBIENT_ENV : AMBIENT_SYS;
      // `:-` in a name is a shell's default value: no variable is called so, whatever the environment.
      const unknowable = given === null || ambient.test(name);
      if (unknowable && !(from === 'env' && /[^\w.-]/.test(name))) return whole;
      fault(
        name,
        from === 'env'
          ? `Environment variable ${shownName(name)} not defined in system`
          : `Error while retrieving ${name} system property`,
      );
      return whole;
    }
    if (from === 'env') sensitive = true;
    const replaced = javaReplacement(value);
    if ('error' in replaced) {
      fault(name, replaced.error);
      return whole;
    }
    return replaced.text;
  });
  return text === scalar.text ? scalar : { ...scalar, text, certainty: kindOf(text), sensitive };
}

/** What follows `:-` was meant as a value, perhaps a secret one. */
function shownName(name: string): string {
  return name.replace(/:[-=?+].+$/s, ':-…');
}

/** `Matcher.appendReplacement` with a pattern without groups: `\x` is x, `$` refers to a group there is not. */
function javaReplacement(value: string): { readonly text: string } | { readonly error: string } {
  let text = '';
  for (let at = 0; at < value.length; at += 1) {
    const char = value.charAt(at);
    if (char === '\\') {
      at += 1;
      if (at === value.length)
        return { error: 'java.lang.IllegalArgumentException: character to be escaped is missing' };
      text += value.charAt(at);
    } else if (char === '$') {
      const next = value.charAt(at + 1);
      return /\d/.test(next)
        ? { error: `java.lang.IndexOutOfBoundsException: No group ${next}` }
        : { error: 'java.lang.IllegalArgumentException: Illegal group reference' };
    } else text += char;
  }
  return { text };
}

const REFERENCE = /\$ref\{(.*?)\}/g;
/** Nobody writes longer chains by hand, or values that grow beyond this: what does is left unresolved. */
const DEEPEST = 200;
const LONGEST = 100_000;

/** The value of a key with every `$ref{}` in it resolved; null where the server finds none. */
function createResolver(flat: Flat, pack: Pack, faults: Fault[]): (key: string) => Value | null {
  const done = new Map<string, Value | null>();
  const open = new Set<string>();
  // A table has no value of its own, whatever is in it.
  const isTable = (name: string): boolean => [...flat.keys()].some((key) => tablesOf(key).includes(name));

  const resolveText = (scalar: Scalar, key: string): Value => {
    if (scalar.type !== 'string' || !scalar.text.includes('$ref{')) return scalar;
    let whole: Value | null = null;
    let { sensitive } = scalar;
    let certainty: SettingKind = scalar.certainty === 'template' ? 'template' : 'literal';
    const text = scalar.text.replace(REFERENCE, (written, name: string) => {
      const target = lookUp(name, key, scalar);
      if (target === null) return written;
      if (target.kind !== 'scalar' || target.type !== 'string') {
        whole ??= target;
        return written;
      }
      sensitive ||= target.sensitive;
      certainty = worse(certainty, target.certainty);
      return target.text;
    });
    // A reference to what is no string takes the place of the whole value (golden rf-ref-bool, rf-ref-list).
    const replaced: Value | null = whole;
    if (text.length > LONGEST) return { ...scalar, certainty: 'placeholder' };
    if (replaced !== null) return relocated(replaced, scalar);
    return { ...scalar, text, sensitive, certainty: worse(kindOf(text), certainty) };
  };

  const lookUp = (name: string, key: string, { span, certainty, doubtful }: Scalar): Value | null => {
    if (open.size > DEEPEST) return null;
    if (open.has(name)) {
      faults.push({ kind: 'cycle', key, name, error: `References can't be resolved for ${name}`, span });
      return null;
    }
    const value = resolveKey(name);
    const mayBeAbsent = doubtful === true || certainty === 'template';
    const isMissing = (): boolean => pack.isModelled(name) || isTable(name);
    if (value === null && !flat.has(name) && !mayBeAbsent && isMissing()) {
      faults.push({ kind: 'missing-key', key, name, error: `Configuration with key ${name} doesn't exist`, span });
    }
    return value;
  };

  const resolveKey = (key: string): Value | null => {
    const known = done.get(key);
    if (known !== undefined) return known;
    const value = flat.get(key);
    if (value === undefined) return null;
    open.add(key);
    const resolved =
      value.kind === 'list' ? resolveList(value, key) : value.kind === 'scalar' ? resolveText(value, key) : value;
    open.delete(key);
    done.set(key, resolved);
    return resolved;
  };

  // In tables of an array `$ref{}` stays as it is, in every version (golden rf-ref-in-ds).
  const resolveList = (list: List, key: string): List =>
    withItems(list, (item) => (item.kind === 'scalar' ? resolveText(item, key) : item));

  return resolveKey;
}

/** `a.b` and `a` of `a.b.c`. */
function tablesOf(key: string): string[] {
  const parts = key
    .replace(/'[^']*'/g, 'x')
    .split('.')
    .slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** The value of another key where this one is written. */
function relocated(value: Value, at: Scalar): Value {
  if (value.kind === 'table') return value;
  return { ...value, origin: at.origin, span: at.span };
}

const ORDER: readonly SettingKind[] = ['literal', 'secret', 'placeholder', 'template'];

function worse(a: SettingKind, b: SettingKind): SettingKind {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b;
}

/** Every `$secret{alias}` needs its entry in `[secrets]`, and not one in brackets; runtime secrets relax both (6.0 on). */
function secretFaults(flat: Flat, version: Version): Fault[] {
  const runtime = flat.get('runtime_secrets.enable');
  if (runtime?.kind === 'scalar' && runtime.text !== 'false') return [];
  const faults: Fault[] = [];
  const dotted = compareVersions(version, KNOWS_DOTTED_ALIASES) >= 0;
  const visit = (key: string, value: Value): void => {
    if (value.kind === 'list') for (const item of value.items) visit(key, item);
    else if (value.kind === 'table') for (const [inner, item] of value.entries) visit(`${key}.${inner}`, item);
    else if (value.text.includes('$secret{'))
      for (const [, alias = ''] of value.text.matchAll(/\$secret\{(.*?)\}/g)) {
        const secret = flat.get(`secrets.${alias}`) ?? (dotted ? flat.get(`secrets.'${alias}'`) : undefined);
        const fault = { key, name: alias, span: value.span };
        if (secret === undefined) {
          faults.push({ ...fault, kind: 'secret', error: `Secret references can't be resolved for ${alias}` });
        } else if (secret.kind === 'scalar' && /^\[.*\]$/s.test(secret.text)) {
          faults.push({ ...fault, kind: 'plain-secret', error: `Secret references can't be plain text for ${alias}` });
        }
      }
  };
  for (const [key, value] of flat) if (!key.startsWith('secrets.') && lastPart(key) !== '') visit(key, value);
  return faults;
}
