import { terminal } from './escape.js';
import { MASK, maskUrl } from './redact.js';

/** The part of a setting that a message needs; `server/setting.ts` has the whole. */
export interface Shown {
  readonly text: string;
  readonly sensitive: boolean;
  readonly varies?: true;
}

const LONGEST = 120;

/** A value in double quotes as a message shows it: `***` for secrets, URLs without passwords, shortened in the middle. */
export function quote(value: Shown | string): string {
  return quoteUpTo(value, LONGEST);
}

/** `quote` with a length of one's own; apart from it so that `map(quote)` stays right. */
export function quoteUpTo(value: Shown | string, longest: number): string {
  if (typeof value !== 'string' && value.varies === true) return 'another value in each version';
  if (typeof value !== 'string' && value.sensitive) return MASK;
  const text = maskUrl(typeof value === 'string' ? value : value.text);
  return `"${terminal(shorten(text, longest))}"`;
}

/** Like `quote`, for a setting that may be absent. */
export function show(setting: Shown | null, absent = 'nothing'): string {
  return setting === null ? absent : quote(setting);
}

/** Keeps both ends: the start names the thing, the end often holds the difference. Counts characters, not UTF-16 units. */
export function shorten(text: string, longest = LONGEST): string {
  if (text.length <= longest) return text;
  const characters = [...text];
  if (characters.length <= longest) return text;
  const tail = Math.floor((longest - 1) / 3);
  return `${characters.slice(0, longest - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}

/** `is-1`, `is-1 and is-2`, `is-1, is-2 and is-3`, `is-1, is-2, is-3 and 4 more`. */
export function list(names: readonly string[], most = 6): string {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const parts = shown.map(terminal);
  if (shown.length < names.length) parts.push(`${names.length - shown.length} more`);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

/** `1 error`, `2 errors`, `no errors`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number === 0 ? 'no' : number} ${number === 1 ? one : many}`;
}
