import { join } from '../discovery/paths.js';
import type { NodeModel } from '../server/model.js';
import type { Placed } from '../server/setting.js';
import type { Span } from '../syntax/document.js';
import type { Place } from './finding.js';

/** Joins a node and something on it to a path with line and column; the only place where the two meet. */
export function place(node: NodeModel, at: Placed): Place {
  const file = node.files.find((candidate) => candidate.name === at.file);
  const path = file?.path ?? join(node.path, at.file);
  const span = at.span ?? at.near ?? null;
  if (span === null) {
    return { node: node.name, file: path, line: null, column: null, endLine: null, endColumn: null, span: null };
  }
  return { ...placeOf(span), node: node.name, file: path };
}

export function placeOf(span: Span): Omit<Place, 'node' | 'file'> {
  const { lines } = span.document;
  const start = lines.position(span.start);
  const end = lines.position(span.end);
  return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column, span };
}
