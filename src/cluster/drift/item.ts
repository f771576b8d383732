import type { Span } from '../../syntax/document.js';
import { isSecretName } from '../../text/redact.js';
import { meaningOf } from './meaning.js';

/** One piece of a file as it is compared: an element, an attribute, a key, a line. */
export interface Item {
  /** Element or key; `@name` for an attribute; '' for an item of a list. */
  readonly name: string;
  /** What tells it from others of its name; null where nothing does. */
  readonly key: string | null;
  /** Its own value as it may be read; null for what only holds others. */
  readonly text: string | null;
  /** Texts of one meaning are equal. */
  readonly meaning: string | null;
  /** What the server would make of a value that names others; null where that is the value itself. */
  readonly resolved: string | null;
  /** The text without its secrets, where only what stands around it tells them; null where its name does. */
  readonly shown: string | null;
  /** Of the value; null for what no file says. */
  readonly span: Span | null;
  /** Siblings of the same mark stand in an order that counts; null where it does not. */
  readonly order: string | null;
  readonly children: readonly Item[];
  /**
   * `value`: compared; `verbatim`: `${…}` in it is plain text, `source`: `{{…}}` too; `presence`: only whether it is
   * there counts (ciphertext); `unknown`: in a branch of a template, so that it may not even be there.
   */
  readonly compared: 'value' | 'verbatim' | 'source' | 'presence' | 'unknown';
  /** The server's own value for what no file says. */
  readonly isDefault: boolean;
  /** Equal numbers for items that mean the same, whatever their spelling and the order of what has none. */
  readonly id: number;
}

/** The name of a line of a text. */
export const LINE = 'line';

/** What an item is made of. */
export interface Draft {
  readonly name: string;
  readonly key?: string | null;
  readonly text?: string | null;
  readonly resolved?: string | null;
  readonly shown?: string | null;
  readonly span?: Span | null;
  readonly order?: string | null;
  readonly children?: readonly Item[];
  readonly compared?: Item['compared'];
  /** White space at the ends of the text counts: the server does not trim it. */
  readonly exact?: boolean;
  readonly isDefault?: boolean;
}

const NONE: readonly Item[] = [];

/** Makes the items of one comparison; numbers are given only there. */
export type Forge = (draft: Draft) => Item;

/** `strict`: what was encrypted once more is another value too. */
export function createForge(strict = false): Forge {
  const known = new Map<string, number>();
  return ({ name, key = null, text = null, resolved = null, shown = null, span = null, ...more }) => {
    const { order = null, children = NONE, compared, exact = false, isDefault = false } = more;
    const how = compared ?? 'value';
    const isOpaque = how === 'presence' && !strict && !PLAIN.test(text ?? '');
    const meaning = text === null ? null : isOpaque ? '' : meaningIn(name, key, text, exact);
    const signature = `${name}\0${key ?? '\0'}\0${meaning ?? '\0'}\0${childrenSignature(children)}`;
    const id = known.get(signature) ?? known.size;
    known.set(signature, id);
    return { name, key, text, meaning, resolved, shown, span, order, children, compared: how, isDefault, id };
  };
}

/** What the cipher tool is yet to encrypt; its own outcome is another text every time. */
const PLAIN = /^\s*\[.*\]\s*$/s;

/** A password is what is written: `007` is not `7`. */
function meaningIn(name: string, key: string | null, text: string, exact: boolean): string {
  const isSecret = isSecretName(name) || (key !== null && isSecretName(key));
  if (isSecret) return exact ? text : text.trim();
  if (!exact || text === text.trim()) return meaningOf(text);
  const [, before = '', after = ''] = /^(\s*).*?(\s*)$/s.exec(text) ?? [];
  return `${before}${meaningOf(text)}${after}`;
}

function childrenSignature(children: readonly Item[]): string {
  if (children.length === 0) return '';
  const free: number[] = [];
  const ordered = new Map<string, number[]>();
  for (const { id, order } of children) {
    if (order === null) free.push(id);
    else {
      const group = ordered.get(order);
      if (group === undefined) ordered.set(order, [id]);
      else group.push(id);
    }
  }
  free.sort((a, b) => a - b);
  const groups = [...ordered].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, ids]) => `${name}:${ids.join(',')}`);
  return `${free.join(',')}|${groups.join('|')}`;
}

/** Where an item stands: its value, else the first thing in it that has a place. */
export function placeOf(item: Item): Span | null {
  if (item.span !== null) return item.span;
  for (const nested of item.children) {
    const place = placeOf(nested);
    if (place !== null) return place;
  }
  return null;
}
