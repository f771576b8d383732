import type { Document, Span } from '../document.js';
import { orderProblems } from './dialect-order.js';
import { nameProblems, valueProblems } from './dialect-values.js';
import type { TomlEntry, TomlTree } from './tree.js';

export interface DialectProblem {
  readonly kind:
    | 'order'
    | 'bom'
    | 'tab-in-string'
    | 'closing-quotes'
    | 'mixed-array'
    | 'array-comma'
    | 'empty-array'
    | 'number'
    | 'date';
  /** What the server's parser does, one sentence. */
  readonly message: string;
  readonly effect: 'error' | 'stack-overflow';
  readonly span: Span;
}

/**
 * What the server's parser (cava-toml 0.5.0, in every Identity Server from 5.9) refuses or dies on although TOML 1.0
 * allows it, after its grammar and its `MutableTomlTable`. Nothing where TOML 1.0 refuses the text already, and nothing
 * about what a template may leave out.
 */
export function dialectProblems(tree: TomlTree, document: Document): DialectProblem[] {
  if (tree.error !== null) return [];
  const problems = [
    ...markProblems(document),
    ...orderProblems(tree, document),
    ...tree.tables.flatMap(({ path }) => nameProblems(path)),
    ...tree.entries.filter(({ conditional }) => !conditional).flatMap((entry) => entryProblems(entry, tree.templated)),
  ];
  return problems.sort((a, b) => a.span.start - b.span.start);
}

function entryProblems({ key, value }: TomlEntry, templated: boolean): DialectProblem[] {
  return [...nameProblems(key), ...valueProblems(value, templated)];
}

function markProblems(document: Document): DialectProblem[] {
  if (document.bom === 0) return [];
  const message = "the server's TOML parser does not know the byte order mark the file begins with and refuses it";
  return [
    { kind: 'bom', message, effect: 'error', span: { document, start: 0, end: Math.min(1, document.text.length) } },
  ];
}
