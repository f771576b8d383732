import { createHash } from 'node:crypto';
import type { DiscoveredNode } from '../../src/discovery/types.js';
import type { FileRole, NodeFile, NodeModel } from '../../src/server/model.js';
import type { Variables } from '../../src/server/placeholders.js';
import { readNode } from '../../src/server/read.js';
import type { Placed } from '../../src/server/setting.js';
import type { Version } from '../../src/server/version.js';
import { createDocument, type Document } from '../../src/syntax/document.js';
import type { GateVerdict } from '../../src/syntax/xml/gate.js';
import type { XmlElement } from '../../src/syntax/xml/tree.js';

export const NOTHING: Variables = { env: null, sys: null };

export function documentOf(text: string): Document {
  return createDocument(new TextEncoder().encode(text), (bytes) => createHash('sha256').update(bytes).digest('hex'));
}

export function fileOf(name: string, role: FileRole, text: string): NodeFile {
  return { name, path: name, role, document: documentOf(text) };
}

/** The root element of a file that has one. */
export function rootOf(file: NodeFile): XmlElement {
  const { root } = file.document.xml();
  if (root === null) throw new Error(`${file.name} has no root`);
  return root;
}

/** `line:column` of where something stands; `nowhere` for what no file says. */
export function at(placed: Placed | null | undefined): string {
  const span = placed?.span;
  if (span === null || span === undefined) return 'nowhere';
  const { line, column } = span.document.lines.position(span.start);
  return `${line}:${column}`;
}

/** What stands there. */
export function spelled(placed: Placed | null | undefined): string | null {
  const span = placed?.span;
  return span === null || span === undefined ? null : span.document.text.slice(span.start, span.end);
}

export interface NodeOptions {
  readonly discovered?: Partial<DiscoveredNode>;
  readonly env?: Readonly<Record<string, string>>;
  readonly sys?: Readonly<Record<string, string>>;
  readonly productVersion?: Version;
  readonly verdicts?: Readonly<Record<string, GateVerdict>>;
  readonly keystores?: Readonly<Record<string, string>>;
}

/** A node of the given files; paths are relative to its conf root, which is the working directory unless told. */
export function nodeOf(files: Readonly<Record<string, string>>, options: NodeOptions = {}): NodeModel {
  const documents = new Map(Object.entries(files).map(([path, text]) => [path, documentOf(text)]));
  return readNode({
    discovered: {
      name: 'is-1',
      path: '.',
      home: '.',
      era: 'xml',
      replicas: null,
      host: null,
      cluster: null,
      wholeHome: false,
      files: [...documents.keys(), ...Object.keys(options.keystores ?? {})],
      envFiles: [],
      sysFiles: [],
      ...options.discovered,
    },
    documents,
    keystoreDigests: new Map(Object.entries(options.keystores ?? {})),
    env: options.env === undefined ? null : new Map(Object.entries(options.env)),
    sys: options.sys === undefined ? null : new Map(Object.entries(options.sys)),
    productVersion: options.productVersion ?? null,
    verdicts: new Map(
      Object.entries(options.verdicts ?? {}).map(([path, verdict]) => [documents.get(path)?.digest ?? path, verdict]),
    ),
  });
}
