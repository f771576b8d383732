import type { Document } from '../document.js';
import type { DialectProblem } from './dialect.js';
import type { TomlEntry, TomlName, TomlTable, TomlTree } from './tree.js';

/** A table as the server's parser builds it; an array is the table of its last element. */
interface Node {
  children: Map<string, Node>;
  /** What brought a table about that has no header of its own so far; null once it has one. */
  impliedBy: { readonly text: string; readonly start: number } | null;
}

/**
 * A header for a table that an earlier header or dotted key brought about. `createTable` then puts the table into itself
 * instead of into its parent, and the first walk over the keys never ends.
 */
export function orderProblems(tree: TomlTree, document: Document): DialectProblem[] {
  const root = createNode(null);
  const nodes = new Map<TomlTable, Node>();
  const problems: DialectProblem[] = [];
  for (const statement of inOrder(tree)) {
    if ('key' in statement) {
      const table = statement.table === null ? root : nodes.get(statement.table);
      if (table !== undefined) ensure(table, statement.key.slice(0, -1), because(statement.key, statement.span.start));
      continue;
    }
    const node = placeOf(root, statement);
    nodes.set(statement, node);
    if (node.impliedBy === null) continue;
    problems.push(problemOf(statement, node.impliedBy, document));
    node.impliedBy = null;
  }
  return problems;
}

/** What always stands in the text, headers and keys mixed as written; in a template only headers with a key that does. */
function inOrder({ entries, tables, templated }: TomlTree): (TomlEntry | TomlTable)[] {
  const sure = entries.filter(({ conditional }) => !conditional);
  const used = new Set(sure.map(({ table }) => table));
  const headers = templated ? tables.filter((table) => used.has(table)) : tables;
  return [...sure, ...headers].sort((a, b) => a.span.start - b.span.start);
}

function createNode(impliedBy: Node['impliedBy']): Node {
  return { children: new Map(), impliedBy };
}

function because(path: readonly TomlName[], start: number, brackets = ''): NonNullable<Node['impliedBy']> {
  const name = path.map(({ text }) => text).join('.');
  return { text: brackets === '' ? name : `${brackets}${name}${brackets === '[' ? ']' : ']]'}`, start };
}

function ensure(from: Node, path: readonly TomlName[], cause: NonNullable<Node['impliedBy']>): Node {
  let node = from;
  for (const { text } of path) {
    const next = node.children.get(text) ?? createNode(cause);
    node.children.set(text, next);
    node = next;
  }
  return node;
}

/** The node of a header; one that is new is implied by nothing. */
function placeOf(root: Node, { kind, path, span }: TomlTable): Node {
  const parent = ensure(root, path.slice(0, -1), because(path, span.start, kind === 'array' ? '[[' : '['));
  const name = path.at(-1)?.text ?? '';
  const known = kind === 'array' ? undefined : parent.children.get(name);
  const node = known ?? createNode(null);
  parent.children.set(name, node);
  return node;
}

function problemOf(table: TomlTable, cause: NonNullable<Node['impliedBy']>, document: Document): DialectProblem {
  const { line } = document.lines.position(cause.start);
  const name = table.path.map(({ text }) => text).join('.');
  return {
    kind: 'order',
    message: `[${name}] stands below ${cause.text} (line ${line}): the server's TOML parser then puts the table into itself and dies with StackOverflowError`,
    effect: 'stack-overflow',
    span: table.span,
  };
}
