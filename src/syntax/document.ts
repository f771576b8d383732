import { decode, type Encoding, encode } from './bytes.js';
import { createEmbeddedLineTable, createLineTable, type LineOrigin, type LineTable, outerOffset } from './lines.js';
import { parseXml } from './xml/parse.js';
import type { XmlTree } from './xml/tree.js';
import { type BlockScalar, blockText, contentLines } from './yaml-blocks.js';

/**
 * The content of a file, whatever its path: read once, parsed once, shared by every node that holds the same bytes.
 * Offsets everywhere are indexes into `text` (UTF-16 units, byte order mark not included).
 */
export interface Document {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly encoding: Encoding;
  /** Length of the byte order mark in bytes; 0 where there is none. */
  readonly bom: number;
  /** True when decoding lost something; such a document is checked leniently and never edited. */
  readonly lossy: boolean;
  /** Of an embedded document: offsets into its own text, lines and columns of the file it stands in. */
  readonly lines: LineTable;
  /** Where the content stands inside another file; null for a file of its own. */
  readonly embedded: Embedding | null;
  /** The XML tree, parsed at the first call and kept. Never throws: what cannot be read as a tree has no root. */
  readonly xml: () => XmlTree;
}

/** A document inside another: edits are made in the outer one. */
export interface Embedding {
  readonly outer: Document;
  /** Path of the outer document: findings and edits go there. */
  readonly file: string;
  /** Spaces before each line of the content that are not part of it. */
  readonly indent: number;
  /** An offset of the embedded text as an offset of the outer text. */
  readonly offsetOf: (offset: number) => number;
}

/** A range of one document. A path joins only when a finding is made. */
export interface Span {
  readonly document: Document;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

type Sha256 = (bytes: Uint8Array) => string;

/** Decodes at once, parses when first asked. `sha256` gives the digest in hexadecimal. */
export function createDocument(bytes: Uint8Array, sha256: Sha256): Document {
  const { text, encoding, bom, lossy } = decode(bytes);
  const lines = createLineTable(text);
  return withTree({ digest: sha256(bytes), bytes, text, encoding, bom, lossy, lines, embedded: null });
}

/**
 * The content of a block scalar as the server finds it in its file: without the indentation, in UTF-8. Places are those
 * of the YAML file, `file`.
 */
export function embeddedDocument(outer: Document, file: string, block: BlockScalar, sha256: Sha256): Document {
  const text = blockText(outer.text, block);
  const bytes = encode(text, { encoding: 'utf-8', bom: 0 });
  const origins: LineOrigin[] = [];
  let inner = 0;
  for (const line of contentLines(outer.text, block)) {
    origins.push({ inner, outer: line.offset });
    inner += line.text.length + 1;
  }
  // Behind the last line end, and where there is no line at all.
  if (inner <= text.length) origins.push({ inner, outer: block.end });
  return withTree({
    digest: sha256(bytes),
    bytes,
    text,
    encoding: 'utf-8',
    bom: 0,
    lossy: outer.lossy,
    lines: createEmbeddedLineTable(outer.lines, origins),
    embedded: { outer, file, indent: block.indent, offsetOf: (offset) => outerOffset(origins, offset) },
  });
}

function withTree(content: Omit<Document, 'xml'>): Document {
  let tree: XmlTree | null = null;
  const document: Document = {
    ...content,
    xml: () => {
      tree ??= parseXml(document);
      return tree;
    },
  };
  return document;
}
