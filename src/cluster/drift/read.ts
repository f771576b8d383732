import type { VersionRange } from '../../server/model.js';
import type { PackFiles } from '../../server/toml/pack.js';
import type { Document, Span } from '../../syntax/document.js';
import { parseToml } from '../../syntax/toml/parse.js';
import { createForge, type Forge, type Item } from './item.js';
import { binaryItem, propertiesItem, textItem } from './plain.js';
import { deploymentItems, tomlItem } from './toml.js';
import { xmlItem } from './xml.js';
import { yamlItem } from './yaml.js';

/** One node's copy of a file. */
export interface Copy {
  readonly document: Document | null;
  readonly digest: string;
  readonly version: VersionRange | null;
  readonly packFiles: PackFiles;
}

/** Keys and password files: nothing in them is for a report. */
const OPAQUE =
  /(?:^|\/)(?:\.?htpasswd|\.netrc|\.pgpass|id_(?:rsa|dsa|ecdsa|ed25519)|password-(?:persist|tmp)[\w-]*)$|\.(?:pem|key|p8|pk8|crt|cer|asc|gpg)$/i;
const DEPLOYMENT = /(?:^|\/)deployment\.toml$/;
type Read = (document: Document) => Item | null;

/**
 * The copies of one file as trees, one for each; equal bytes are one tree. All are read in the same way, the first that
 * all of them allow: a copy that is broken, or a template, makes a text of every one.
 */
export function readCopies(file: string, copies: readonly Copy[], forge: Forge): Item[] {
  const documents = copies.flatMap(({ document }) => document ?? []);
  if (documents.length < copies.length || OPAQUE.test(file))
    return once(copies, ({ digest }) => binaryItem(digest, forge)) ?? [];
  if (DEPLOYMENT.test(file)) {
    const sources = copies.map((copy, index) => ({ ...copy, document: documents[index] as Document }));
    const lists = deploymentItems(sources, forge);
    if (lists !== null) return lists.map((children) => forge({ name: '', children: children ?? [] }));
  }
  const read = readerOf(file, forge);
  return (
    once(copies, ({ document }) => (document === null || read === null ? null : read(document))) ??
    once(copies, ({ document, digest }) =>
      document === null ? binaryItem(digest, forge) : textItem(file, document, forge),
    ) ??
    []
  );
}

function readerOf(file: string, forge: Forge): Read | null {
  const format = formatOf(file);
  if (format === 'xml') {
    return (document) => {
      const { root, problem } = document.xml();
      return root === null || problem !== null ? null : xmlItem(file, root, forge);
    };
  }
  if (format === 'toml' && !DEPLOYMENT.test(file)) return (document) => tomlItem(document, forge);
  if (format === 'properties') return (document) => propertiesItem(file, document, forge);
  if (format === 'yaml') return (document) => yamlItem(document, forge);
  return null;
}

type Format = 'xml' | 'toml' | 'properties' | 'yaml';

const FORMATS: readonly (readonly [Format, RegExp])[] = [
  ['xml', /\.(?:xml|xsd|xslt?|wsdl)$/i],
  ['toml', /\.toml$/i],
  ['properties', /\.properties$/i],
  ['yaml', /\.(?:json|ya?ml)$/i],
];

/** Null for any other text. */
function formatOf(file: string): Format | null {
  return FORMATS.find(([, files]) => files.test(file))?.[0] ?? null;
}

/** Why a file is not what its name says, with the line; null for one that is, or a template, which is none by intent. */
export function problemOf(file: string, document: Document): string | null {
  if (/\{\{|\{%|<%/.test(document.text)) return null;
  const at = ({ message, span }: { readonly message: string; readonly span: Span }): string =>
    `line ${document.lines.position(span.start).line}: ${message.replace(/\.$/, '')}`;
  switch (formatOf(file)) {
    case 'xml': {
      const { root, problem } = document.xml();
      return problem !== null ? at(problem) : root === null ? 'no XML' : null;
    }
    case 'toml': {
      const { error } = parseToml(document);
      return error === null ? null : at(error);
    }
    case 'yaml':
      return yamlItem(document, createForge()) === null ? 'no YAML or JSON' : null;
    default:
      return null;
  }
}

/** One tree for each copy, made once for equal bytes; null when one of them cannot be read so. */
function once(copies: readonly Copy[], read: (copy: Copy) => Item | null): Item[] | null {
  const known = new Map<string, Item>();
  const items: Item[] = [];
  for (const copy of copies) {
    const item = known.get(copy.digest) ?? read(copy);
    if (item === null) return null;
    known.set(copy.digest, item);
    items.push(item);
  }
  return items;
}
