import { type Drift, type DriftOptions, driftBetween, type Home } from '../../../src/cluster/drift/drift.js';
import { nodeHost } from '../../../src/host.js';
import { createDocument } from '../../../src/syntax/document.js';

const { sha256 } = nodeHost('.');
const encoder = new TextEncoder();

/** Texts, or bytes; bytes with a NUL are binary. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

export function homeOf(node: string, files: Files): Home {
  return {
    node,
    files: Object.entries(files).map(([name, content]) => {
      const bytes = typeof content === 'string' ? encoder.encode(content) : content;
      const isBinary = typeof content !== 'string' && /\.(?:jks|p12)$/.test(name);
      const document = createDocument(bytes, sha256);
      return { name, path: `${node}/${name}`, document: isBinary ? null : document, digest: document.digest };
    }),
  };
}

export const NO_OPTIONS: DriftOptions = { mayDiffer: [], mustDiffer: [], reference: null, self: null };

export function driftOf(copies: readonly Files[], options: Partial<DriftOptions> = {}): Drift {
  const homes = copies.map((files, index) => homeOf(`is-${index + 1}`, files));
  return driftBetween(homes, { ...NO_OPTIONS, ...options });
}

/** One file on each node: `address: value @line | value @line`. */
export function told(name: string, texts: readonly string[], options: Partial<DriftOptions> = {}): string[] {
  return tell(
    driftOf(
      texts.map((text) => ({ [name]: text })),
      options,
    ),
  );
}

export function tell({ settings }: Drift): string[] {
  return settings.map(({ address, values }) => {
    const shown = values.map(({ value, line }) => `${value ?? '–'}${line === null ? '' : ` @${line}`}`);
    return `${address}: ${shown.join(' | ')}`;
  });
}
