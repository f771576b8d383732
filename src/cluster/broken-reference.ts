import { distance } from 'fastest-levenshtein';
import type { Span } from '../syntax/document.js';

/** What was meant for a reference and is none. */
export interface Broken {
  /** Without what may be a password. */
  readonly shown: string;
  readonly problem: string;
  readonly wanted: string;
  /** The wrong text, and the right one; the same where nothing tells. */
  readonly from: string;
  readonly to: string;
}

const KINDS = ['env', 'sys', 'ref', 'secret'] as const;
/** Tools write these before the server reads the file, and what stands around them is theirs. */
const MARKERS = /\{\{|\{%|<%|@\w+@|#_\w+_#/;

/** Nothing where a template fills in what is written there. */
export function brokenReferenceAt(text: string, span: Span | null): Broken | null {
  const source = span === null ? '' : span.document.text.slice(span.start, span.end);
  return MARKERS.test(source) ? null : brokenReference(text);
}

/** `substringsBetween(value, "$env{", "}")` of the server finds nothing in these. */
function brokenReference(text: string): Broken | null {
  if (!text.includes('$') || MARKERS.test(text)) return null;
  const [double, within] = /\$\{(env|sys|ref|secret)\{[^{}]*\}\}?/.exec(text) ?? [];
  if (double !== undefined && within !== undefined) {
    const to = double.replace(/^\$\{\w+/, `$${within}`).replace(/\}\}$/, '}');
    const names = { shown: `\${${within}{…}}`, wanted: `$${within}{…}` };
    return { ...names, problem: 'with a brace too many', from: double, to };
  }
  for (const [marker, word = '', name = ''] of text.matchAll(/\$([A-Za-z]{2,8})\{([\w.-]+)\}/g)) {
    const kind = kindMeant(word);
    if (kind === null) continue;
    const names = { shown: `$${word}{…}`, wanted: `$${kind}{…}` };
    return { ...names, problem: 'which is no kind of reference', from: marker, to: `$${kind}{${name}}` };
  }
  // What is behind the last one only: a brace of another closes what is before it.
  const [open, kind, name = ''] = /\$(env|sys|ref|secret)\{([^}]*)$/.exec(text) ?? [];
  if (open === undefined || kind === undefined) return null;
  const names = { shown: `$${kind}{…`, wanted: `$${kind}{…}` };
  const to = /^[\w.-]+$/.test(name) ? `${open}}` : open;
  return { ...names, problem: 'without the closing brace', from: open, to };
}

/** Other letters, two of them exchanged, or one wrong. */
function kindMeant(word: string): (typeof KINDS)[number] | null {
  if (KINDS.some((kind) => kind === word)) return null;
  const folded = word.toLowerCase();
  const letters = (text: string): string => [...text].sort().join('');
  const near = KINDS.filter((kind) => distance(folded, kind) <= 1 || letters(folded) === letters(kind));
  return near.length === 1 ? (near[0] ?? null) : null;
}
