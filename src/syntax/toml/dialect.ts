import type { Document, Span } from '../document.js';
import type { TomlTree } from './tree.js';

export interface DialectProblem {
  readonly kind: string;
  readonly message: string;
  readonly effect: 'error' | 'stack-overflow';
  readonly span: Span;
}

export function dialectProblems(_tree: TomlTree, _document: Document): DialectProblem[] {
  return [];
}
