import { isAlias, isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments, type Scalar } from 'yaml';
import type { Document, Span } from '../../syntax/document.js';
import type { Forge, Item } from './item.js';

/** Larger ones are compared line by line: the parser is made for configuration, not for data. */
const LONGEST = 1_000_000;
const DEEPEST = 100;
/** What tells the members of a list apart, the first that is there. */
const NAMING = ['name', 'id', 'key'];

/** A YAML or JSON file as it is compared; null for what is neither (a template, a broken file). */
export function yamlItem(document: Document, forge: Forge): Item | null {
  if (document.text.length > LONGEST) return null;
  const read = documentsOf(document.text);
  if (read === null) return null;
  const reader: Reader = { document, forge };
  const items = read.map((node) => nodeItem(reader, { name: '', key: null, order: '*' }, node, 0));
  const [first] = items;
  if (items.includes(null) || first === undefined) return null;
  if (items.length === 1 && first !== null) return first;
  return forge({ name: '', children: items.filter((item) => item !== null) });
}

interface Reader {
  readonly document: Document;
  readonly forge: Forge;
}

interface Named {
  readonly name: string;
  readonly key: string | null;
  readonly order: string | null;
}

function documentsOf(text: string): (ParsedNode | null)[] | null {
  try {
    const documents = parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false });
    if (!Array.isArray(documents) || documents.some(({ errors }) => errors.length > 0)) return null;
    return documents.map(({ contents }) => contents);
  } catch {
    return null;
  }
}

function nodeItem(reader: Reader, named: Named, node: ParsedNode | null, depth: number): Item | null {
  const { forge, document } = reader;
  if (depth > DEEPEST) return null;
  if (node === null) return forge({ ...named, text: '' });
  const span: Span = { document, start: node.range[0], end: Math.max(node.range[0], node.range[1]) };
  if (isAlias(node)) return forge({ ...named, text: `*${node.source}`, span });
  if (isScalar(node)) {
    const text = node.value === null ? '' : String(node.value);
    return forge({ ...named, text, exact: true, resolved: booleanOf(node, text), span });
  }
  const children: (Item | null)[] = [];
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : String(key);
      const item = nodeItem(reader, { name, key: null, order: null }, value, depth + 1);
      // A key without a value stands where its name does.
      if (item !== null && item.span === null && key !== null) {
        const [start, end] = key.range;
        children.push(forge({ name, text: '', span: { document, start, end } }));
      } else children.push(item);
    }
  } else if (isSeq(node)) {
    for (const item of node.items) {
      children.push(nodeItem(reader, { name: '', key: nameIn(item), order: '*' }, item as ParsedNode, depth + 1));
    }
  }
  if (children.includes(null)) return null;
  return forge({ ...named, ...(children.length === 0 && { text: '' }), span, children: children as Item[] });
}

/** The server's YAML parser (SnakeYAML) reads version 1.1, where these are booleans unless they are quoted. */
function booleanOf({ type }: Scalar, text: string): string | null {
  if (type !== 'PLAIN') return null;
  if (/^(?:yes|on)$/i.test(text)) return 'true';
  return /^(?:no|off)$/i.test(text) ? 'false' : null;
}

function nameIn(node: unknown): string | null {
  if (!isMap(node)) return null;
  for (const name of NAMING) {
    const value = node.get(name);
    if (typeof value === 'string' || typeof value === 'number') return String(value);
  }
  return null;
}
