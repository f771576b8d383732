import type { Span } from '../../syntax/document.js';
import type { TomlTree } from '../../syntax/toml/tree.js';
import { resolveText } from '../../syntax/xml/references.js';
import { isSecretName } from '../../text/redact.js';
import { type Dialect, resolve, type Variables } from '../placeholders.js';
import type { Placed, Setting } from '../setting.js';
import type { Release } from './release.js';
import { keyPart, type Scalar, type Value } from './value.js';

/** All that the projection of one `deployment.toml` for one version looks at. */
export interface Projection {
  /** `NodeFile.name` of the deployment.toml. */
  readonly file: string;
  readonly tree: TomlTree;
  readonly release: Release;
  readonly variables: Variables;
}

/** A value that stands in the rendered file as it is and makes it malformed: nothing escapes `&` and `<`. */
export interface Unescaped extends Placed {
  /** The rendered file, below `repository/conf`. */
  readonly rendered: string;
  /** The flat key. */
  readonly key: string;
  readonly character: '&' | '<';
}

/** One XML file the server renders; values go into it as text and are read back by that file's own reader. */
export interface Page {
  /** `NodeFile.name` of the deployment.toml. */
  readonly file: string;
  readonly tree: TomlTree;
  /** What the projection asks beside single settings goes through here, too: nothing else tells releases apart. */
  readonly release: Release;
  readonly unescaped: readonly Unescaped[];
  /** A value by its flat key; a setting with an empty text where there is none, as the template prints nothing. */
  readonly text: (key: string, address: string) => Setting;
  /** A value by its flat key, or null: for elements that a template leaves out (`{% if … is defined %}`). */
  readonly optional: (key: string, address: string) => Setting | null;
  /** A value that is at hand: an item of a list, a field of an array's table. */
  readonly value: (value: Value | undefined, key: string, address: string) => Setting;
  /** What the template itself holds. */
  readonly constant: (text: string, address: string) => Setting;
  readonly at: (table: string, address: string) => Placed;
}

/** How a rendered file is read back: who replaces `${x}` in it, and whether its bytes are taken for ISO-8859-1. */
export interface PageKind {
  readonly rendered: string;
  readonly dialect: Dialect;
  /** carbon.xml declares ISO-8859-1 and is written as UTF-8 (golden sv-unicode). */
  readonly mangled?: boolean;
}

/** A page that is being filled: it remembers what makes it malformed. */
export function openPage(projection: Projection, kind: PageKind): Page {
  const { file, tree, release, variables } = projection;
  const unescaped: Unescaped[] = [];

  const constant = (text: string, address: string): Setting => {
    const resolved = resolve(text, kind.dialect, variables);
    return { file, span: null, address, text: resolved.text, kind: resolved.kind, origin: 'default', sensitive: false };
  };
  const value = (given: Value | undefined, key: string, address: string): Setting => {
    const near = headerOf(projection, key);
    if (given === undefined || given.kind !== 'scalar') {
      const span = given?.span ?? null;
      const certainty = given === undefined ? 'literal' : 'placeholder';
      return { file, span, near, address, text: '', kind: certainty, origin: 'default', sensitive: false };
    }
    const character = malformedBy(given.text);
    if (character !== null) {
      unescaped.push({ file, span: given.span, near, address, rendered: kind.rendered, key, character });
    }
    return settingOf(given, address, near);
  };
  const settingOf = (scalar: Scalar, address: string, near: Span | null): Setting => {
    const unescapedText = resolveText(scalar.text, new Map()).value;
    const rendered = kind.mangled === true ? asLatin1(unescapedText) : unescapedText;
    const { text, kind: found, sensitive } = resolve(rendered, kind.dialect, variables);
    return {
      file,
      span: scalar.span,
      near,
      address,
      text,
      ...(text !== rendered && { rendered }),
      kind: scalar.certainty === 'placeholder' || scalar.certainty === 'literal' ? found : scalar.certainty,
      origin: scalar.origin,
      sensitive: sensitive || scalar.sensitive || isSecretName(address),
    };
  };
  return {
    file,
    tree,
    release,
    unescaped,
    constant,
    value,
    text: (key, address) => value(release.get(key), key, address),
    optional: (key, address) => {
      const given = release.get(key);
      return given === undefined ? null : value(given, key, address);
    },
    at: (table, address) => ({ file, span: headerOf(projection, `${table}.`), address }),
  };
}

/** The header of the innermost written table around a key; else its first key there; null for neither. */
export function headerOf({ tree }: Pick<Projection, 'tree'>, key: string): Span | null {
  const headers = headersIn(tree);
  for (let table = parentOf(key); table !== ''; table = parentOf(table)) {
    const found = headers.get(table);
    if (found !== undefined) return found;
  }
  return null;
}

/** Asked for every key in every version. */
const headersOf = new WeakMap<TomlTree, ReadonlyMap<string, Span>>();

/** The first header of each table. */
function headersIn(tree: TomlTree): ReadonlyMap<string, Span> {
  const known = headersOf.get(tree);
  if (known !== undefined) return known;
  const headers = new Map(
    tree.tables.toReversed().map(({ path, span }) => [path.map(({ text }) => keyPart(text)).join('.'), span]),
  );
  headersOf.set(tree, headers);
  return headers;
}

function parentOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('.')));
}

const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,8}|#x[\da-f]{1,8});)/i;

function malformedBy(text: string): '&' | '<' | null {
  if (REFERENCE.test(text)) return '&';
  return text.includes('<') ? '<' : null;
}

/** UTF-8 bytes taken for ISO-8859-1. */
function asLatin1(text: string): string {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return String.fromCharCode(...new TextEncoder().encode(text));
}
