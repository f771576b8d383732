import type { Span } from '../document.js';

export interface TomlName {
  readonly text: string;
  readonly quoted: boolean;
  readonly span: Span;
}

/** `[a.b]` or `[[a.b]]`. */
export interface TomlTable {
  readonly kind: 'table' | 'array';
  readonly path: readonly TomlName[];
  /** The header with its brackets. */
  readonly span: Span;
  /** Which element of `[[…]]`, from 0; 0 for a plain table. */
  readonly index: number;
}

export interface TomlEntry {
  /** null above the first header. */
  readonly table: TomlTable | null;
  /** As written: `a.b` has two. */
  readonly key: readonly TomlName[];
  readonly value: TomlValue;
  /** From the key to the end of the value. */
  readonly span: Span;
  /** Stands in a branch of a template (`{{ if }}`), so it may not be there once rendered. */
  readonly conditional: boolean;
}

export type TomlValue = TomlScalar | TomlArray | TomlInline;

export interface TomlScalar {
  readonly kind: 'string' | 'integer' | 'float' | 'boolean' | 'datetime';
  /** Strings decoded; others as written. Where a template marker stands, its source. */
  readonly text: string;
  /** null for what is not a string, and for a template marker without quotes (its kind is `string`). */
  readonly style: 'basic' | 'literal' | 'multi-basic' | 'multi-literal' | null;
  /** Quotes included. */
  readonly span: Span;
}

export interface TomlArray {
  readonly kind: 'array';
  readonly items: readonly TomlValue[];
  readonly span: Span;
}

export interface TomlInline {
  readonly kind: 'inline';
  readonly entries: readonly TomlEntry[];
  readonly span: Span;
}

export interface TomlComplaint {
  readonly message: string;
  readonly span: Span;
}

export interface TomlTree {
  readonly entries: readonly TomlEntry[];
  readonly tables: readonly TomlTable[];
  /** What TOML 1.0 refuses; entries and tables are empty then. */
  readonly error: TomlComplaint | null;
  /** The text held template markers that were masked. */
  readonly templated: boolean;
}
