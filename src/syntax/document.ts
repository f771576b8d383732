import { decode, type Encoding } from './bytes.js';
import { createLineTable, type LineTable } from './lines.js';
import { parseXml } from './xml/parse.js';
import type { XmlTree } from './xml/tree.js';

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
  readonly lines: LineTable;
  /** The XML tree, parsed at the first call and kept. Never throws: what cannot be read as a tree has no root. */
  readonly xml: () => XmlTree;
}

/** A range of one document. A path joins only when a finding is made. */
export interface Span {
  readonly document: Document;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Decodes at once, parses when first asked. `sha256` gives the digest in hexadecimal. */
export function createDocument(bytes: Uint8Array, sha256: (bytes: Uint8Array) => string): Document {
  const { text, encoding, bom, lossy } = decode(bytes);
  let tree: XmlTree | null = null;
  const document: Document = {
    digest: sha256(bytes),
    bytes,
    text,
    encoding,
    bom,
    lossy,
    lines: createLineTable(text),
    xml: () => {
      tree ??= parseXml(document);
      return tree;
    },
  };
  return document;
}
