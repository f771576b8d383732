import { XMLParser } from 'fast-xml-parser';
import type { Document, Span } from '../document.js';
import { resolveAttribute, resolveText } from './references.js';
import { type Scan, scan } from './scan.js';
import { readStartTag } from './tag.js';
import type { XmlAttribute, XmlComment, XmlElement, XmlProblem, XmlTree } from './tree.js';

/** What entities of the internal subset may add to one file, in characters. */
const mostExpanded = 1_000_000;
const longest = 16 * 1024 * 1024;

/**
 * The tree of a document, every part with its place. fast-xml-parser tells where elements start and end; it accepts
 * nearly anything, so a tree does not mean that the file is well-formed. Never throws: see `XmlTree.problem`.
 */
export function parseXml(document: Document): XmlTree {
  const { text } = document;
  const span = (start: number, end: number): Span => ({ document, start, end });
  if (text.length > longest) {
    const problem: XmlProblem = { kind: 'refused', message: 'Larger than 16 MB: not read.', span: span(0, 0) };
    return { root: null, comments: [], problem, entities: new Map() };
  }
  const found = scan(text);
  const comments: readonly XmlComment[] = found.pieces
    .filter((piece) => piece.kind === 'comment')
    .map(({ start, end }) => ({ text: text.slice(start + 4, end - 3), span: span(start, end) }));
  const entities = found.doctype?.entities ?? new Map<string, string>();
  if (found.problem !== null) {
    const { kind, message, start, end } = found.problem;
    return { root: null, comments, problem: { kind, message, span: span(start, end) }, entities };
  }
  let nodes: readonly Node[];
  try {
    nodes = parser.parse(found.masked);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { root: null, comments, problem: { kind: 'malformed', message, span: span(0, 0) }, entities };
  }
  const built = build(document, nodes, found, entities);
  return { ...built, root: built.problem?.kind === 'refused' ? null : built.root, comments, entities };
}

// Typed as the wrapper object, is a symbol.
const metadata = XMLParser.getMetaDataSymbol() as unknown as symbol;

/** fast-xml-parser's ordered shape: one string key whose value is the children of an element, or a text. */
interface Node {
  readonly [name: string]: readonly Node[] | string;
  readonly [metadata: symbol]: { readonly startIndex: number; readonly endIndex?: number } | undefined;
}

const parser = new XMLParser({
  preserveOrder: true,
  captureMetaData: true,
  trimValues: false,
  parseTagValue: false,
  processEntities: false,
  // Names and attributes are read from the text itself: it refuses or renames some (`constructor`, `toString`).
  ignoreAttributes: true,
  transformTagName: (name: string) => (name.endsWith('/') ? 'e/' : 'e'),
  maxNestedTags: 256,
});

type Growing<T> = { -readonly [K in keyof T]: T[K] };

/** Prefix to namespace; a chain, as copies of many declarations at many elements would take for ever. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | null;
}

const outermost: Scope = {
  declared: new Map([
    ['', ''],
    ['xml', 'http://www.w3.org/XML/1998/namespace'],
  ]),
  outer: null,
};

/** Joins fast-xml-parser's ranges with what stands in the text. Depth is bounded by the scan. */
function build(document: Document, nodes: readonly Node[], found: Scan, entities: ReadonlyMap<string, string>) {
  const { text } = document;
  const { pieces } = found;
  let problem = null as XmlProblem | null;
  let budget = mostExpanded;
  let nextPiece = 0;

  const span = (start: number, end: number): Span => ({ document, start, end });
  const trip = (message: string, at: Span, kind: XmlProblem['kind'] = 'malformed') => {
    if (problem === null || kind === 'refused') problem = { kind, message, span: at };
  };
  const spend = (expanded: number | null, at: Span) => {
    budget -= expanded ?? 0;
    if (budget < 0) trip('Entities expand to more than a million characters: not read.', at, 'refused');
  };

  /** Adds the character data of a gap between tags to an element; true when only text and CDATA stand in it. */
  const addText = (element: Growing<XmlElement>, start: number, end: number): boolean => {
    let at = start;
    let pure = true;
    const add = (to: number) => {
      if (budget < 0) return;
      const { value, expanded } = resolveText(text.slice(at, to), entities);
      element.text += value;
      if (expanded !== null) element.entityRefs = true;
      spend(expanded, element.startTag);
    };
    for (let piece = pieces[nextPiece]; piece !== undefined && piece.start < end; piece = pieces[++nextPiece]) {
      if (piece.start < at) continue;
      add(piece.start);
      if (piece.kind === 'cdata') element.text += text.slice(piece.start + 9, piece.end - 3).replace(/\r\n?/g, '\n');
      else pure = false;
      at = piece.end;
    }
    add(end);
    return pure;
  };

  const readAttributes = (tag: ReturnType<typeof readStartTag>): readonly XmlAttribute[] =>
    tag.attributes.map(({ name, start, valueStart, valueEnd }) => {
      const valueSpan = span(valueStart, valueEnd);
      const { value, expanded } = resolveAttribute(budget < 0 ? '' : text.slice(valueStart, valueEnd), entities);
      spend(expanded, valueSpan);
      return { name, ...split(name), value, span: span(start, valueEnd + 1), valueSpan };
    });

  const read = (node: Node, parent: XmlElement | null, outer: Scope, limit: number): XmlElement => {
    const start = node[metadata]?.startIndex ?? 0;
    const closed = node[metadata]?.endIndex;
    const end = closed ?? limit;
    const tag = readStartTag(text, start);
    const tagSpan = span(start, tag.end);
    const empty = tag.end === end;
    const contentEnd = empty || closed === undefined ? end : text.lastIndexOf('</', end - 1);
    if (!tag.sound) trip(`The start tag of <${tag.name}> is not well-formed.`, tagSpan);
    if (closed === undefined) trip(`<${tag.name}> is not closed.`, tagSpan);
    else if (!empty && text.slice(contentEnd + 2, end - 1).trimEnd() !== tag.name) {
      trip(`<${tag.name}> is closed by ${text.slice(contentEnd, end)}.`, span(contentEnd, end));
    }
    const attributes = readAttributes(tag);
    const scope = inner(outer, attributes);
    const names = split(tag.name);
    const children: XmlElement[] = [];
    const element: Growing<XmlElement> = {
      name: tag.name,
      ...names,
      namespace: namespaceOf(names.prefix, scope),
      attributes,
      children,
      parent,
      text: '',
      entityRefs: false,
      span: span(start, end),
      startTag: tagSpan,
      nameSpan: span(start + 1, start + 1 + tag.name.length),
      contentSpan: span(tag.end, contentEnd),
      textSpan: tagSpan,
    };
    let at = tag.end;
    let pure = true;
    for (const childNode of elementsOf(Object.values(node)[0])) {
      pure = false;
      addText(element, at, childNode[metadata]?.startIndex ?? at);
      const nested = read(childNode, element, scope, contentEnd);
      children.push(nested);
      at = nested.span.end;
    }
    if (addText(element, at, contentEnd) && pure) {
      const content = text.slice(tag.end, contentEnd);
      const lead = content.length - content.trimStart().length;
      if (lead < content.length) element.textSpan = span(tag.end + lead, tag.end + content.trimEnd().length);
    }
    return element;
  };

  const roots = elementsOf(nodes);
  const [first, second] = roots;
  if (first === undefined) {
    trip('There is no element.', span(0, text.length));
    return { root: null, problem };
  }
  const root = read(first, null, outermost, text.length);
  const outside = /\S/.exec(found.masked.slice(0, root.span.start))?.index;
  const after = /\S/.exec(found.masked.slice(root.span.end))?.index;
  if (outside !== undefined) trip('Text stands before the root element.', span(outside, outside + 1));
  else if (second !== undefined) {
    const at = second[metadata]?.startIndex ?? 0;
    trip('There is a second root element.', span(at, at + 1));
  } else if (after !== undefined) {
    trip('Text stands after the root element.', span(root.span.end + after, root.span.end + after + 1));
  }
  return { root, problem };
}

function elementsOf(nodes: readonly Node[] | string | undefined): readonly Node[] {
  return typeof nodes === 'string' || nodes === undefined ? [] : nodes.filter((node) => node[metadata] !== undefined);
}

/** What is in scope for an element: "Namespaces in XML 1.0" (3rd edition) §6. */
function inner(outer: Scope, attributes: readonly XmlAttribute[]): Scope {
  const declared = attributes.filter(({ name, prefix }) => name === 'xmlns' || prefix === 'xmlns');
  if (declared.length === 0) return outer;
  return { declared: new Map(declared.map(({ name, local, value }) => [name === 'xmlns' ? '' : local, value])), outer };
}

function namespaceOf(prefix: string, scope: Scope): string | null {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const namespace = at.declared.get(prefix);
    if (namespace !== undefined) return namespace;
  }
  return null;
}

function split(name: string): { readonly local: string; readonly prefix: string } {
  const colon = name.indexOf(':');
  return colon > 0 ? { local: name.slice(colon + 1), prefix: name.slice(0, colon) } : { local: name, prefix: '' };
}
