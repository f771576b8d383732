import { type NodeInput, readNode } from './server/read.js';
import { createDocument, type Document, embeddedDocument } from './syntax/document.js';
import type { GateVerdict } from './syntax/xml/gate.js';
import type { BlockScalar } from './syntax/yaml-blocks.js';

type Sha256 = (bytes: Uint8Array) => string;

/**
 * What a process knows already: equal bytes are decoded, parsed and judged once over several runs (the passes of
 * `--fix`, the tree a pull request starts from), and a node with the same input is understood once. Everything it hands
 * out is immutable, so runs may share it.
 */
export interface Memory {
  /** The document of these bytes. */
  readonly document: (bytes: Uint8Array, sha256: Sha256) => Document;
  /** The document in a block scalar of another. */
  readonly embedded: (outer: Document, file: string, block: BlockScalar, sha256: Sha256) => Document;
  /** What libxml2 said, by digest. */
  readonly verdicts: Map<string, GateVerdict>;
  /** What one server understands. */
  readonly node: (input: NodeInput) => ReturnType<typeof readNode>;
}

export function newMemory(): Memory {
  const documents = new Map<string, Document>();
  const embedded = new WeakMap<Document, Map<string, Document>>();
  const nodes = new Map<string, ReturnType<typeof readNode>>();
  const numbers = new WeakMap<Document, number>();
  let last = 0;
  const numberOf = (document: Document): number => {
    const known = numbers.get(document);
    if (known !== undefined) return known;
    last += 1;
    numbers.set(document, last);
    return last;
  };
  return {
    document: (bytes, sha256) => {
      const digest = sha256(bytes);
      return remembered(documents, digest, () => createDocument(bytes, () => digest));
    },
    embedded: (outer, file, block, sha256) => {
      const inside = remembered(embedded, outer, () => new Map<string, Document>());
      const key = JSON.stringify([file, block.start, block.end, block.indent, block.chomping]);
      return remembered(inside, key, () => embeddedDocument(outer, file, block, sha256));
    },
    verdicts: new Map(),
    node: (input) => {
      const seen = ownInput(input);
      const key = JSON.stringify({
        ...seen,
        documents: [...seen.documents].map(([path, document]) => [path, numberOf(document)]),
        keystoreDigests: [...seen.keystoreDigests],
        env: seen.env === null ? null : [...seen.env],
        sys: seen.sys === null ? null : [...seen.sys],
        // A verdict follows from the document.
        verdicts: null,
      });
      return remembered(nodes, key, () => readNode(seen));
    },
  };
}

/** A node sees its own files only: what others hold cannot change what it means. */
function ownInput(input: NodeInput): NodeInput {
  const own = <Value>(all: ReadonlyMap<string, Value>): Map<string, Value> => {
    const found = new Map<string, Value>();
    for (const path of input.discovered.files) {
      const value = all.get(path);
      if (value !== undefined) found.set(path, value);
    }
    return found;
  };
  return { ...input, documents: own(input.documents), keystoreDigests: own(input.keystoreDigests) };
}

interface Store<Key, Value> {
  readonly get: (key: Key) => Value | undefined;
  readonly set: (key: Key, value: Value) => unknown;
}

function remembered<Key, Value extends object>(store: Store<Key, Value>, key: Key, make: () => Value): Value {
  const known = store.get(key);
  if (known !== undefined) return known;
  const made = make();
  store.set(key, made);
  return made;
}
