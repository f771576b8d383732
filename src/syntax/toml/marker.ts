/** `[start, end)` in UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * A piece of a template. `open`, `else` and `close` bound branches (`branch` is false for blocks whose content always
 * stands), `quiet` gives no text, `output` does.
 */
export interface Marker extends Range {
  readonly kind: 'open' | 'else' | 'close' | 'quiet' | 'output';
  readonly branch: boolean;
}

/** Finds markers from left to right; linear over a whole text as long as it is asked so. */
export interface MarkerFinder {
  /** The marker that begins at an offset and ends before `limit`; null where there is none. */
  readonly at: (offset: number, limit: number) => Marker | null;
  /** A lone `{word}` or `${word}`, as `sed` and `envsubst` fill in. */
  readonly placeholder: (offset: number) => Range | null;
}

const BRACKETS: readonly (readonly [open: string, close: string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['<%', '%>'],
  ['{#', '#}'],
];

/** Whether a text may hold markers at all. */
export function mayHoldMarkers(text: string): boolean {
  return /\{[{%#]|<%|[=[,][ \t]*\$?\{[\w.-]+\}/.test(text);
}

export function createMarkerFinder(text: string): MarkerFinder {
  const closes = new Map<string, number>();
  const closeAfter = (close: string, offset: number): number => {
    const known = closes.get(close) ?? -2;
    if (known === -1 || known >= offset) return known;
    const found = text.indexOf(close, offset);
    closes.set(close, found);
    return found;
  };
  const placeholder = /\$?\{[A-Za-z_][\w.-]*\}/y;
  return {
    at(offset, limit) {
      const pair = BRACKETS.find(([open]) => text.startsWith(open, offset));
      if (pair === undefined) return null;
      const close = closeAfter(pair[1], offset + 2);
      if (close < 0) return null;
      const extra = text.startsWith('{{{', offset) && text[close + 2] === '}' ? 1 : 0;
      const end = close + 2 + extra;
      if (end > limit) return null;
      return { start: offset, end, ...classify(pair[0], text.slice(offset + 2, close)) };
    },
    placeholder(offset) {
      placeholder.lastIndex = offset;
      const found = placeholder.exec(text);
      return found && { start: offset, end: offset + found[0].length };
    },
  };
}

type Meaning = Pick<Marker, 'kind' | 'branch'>;

function classify(open: string, inner: string): Meaning {
  const code = inner
    .replace(/^[-~+]/, '')
    .replace(/[-~+]$/, '')
    .trim();
  if (open === '{{') return meaning(code, GO);
  if (open === '{%') return meaning(code, JINJA);
  if (open === '{#') return { kind: 'quiet', branch: false };
  return code.startsWith('=') ? { kind: 'output', branch: false } : meaning(code, ERB);
}

interface Language {
  readonly branch: RegExp;
  readonly block: RegExp | null;
  readonly otherwise: RegExp;
  readonly close: RegExp;
  /** Gives no text; null when everything left gives none. */
  readonly quiet: RegExp | null;
}

/** Go templates (Helm), and Handlebars' plain forms. */
const GO: Language = {
  branch: /^#?(?:if|range|with|define|block|unless|each)\b/,
  block: null,
  otherwise: /^else\b/,
  close: /^(?:end\b|\/(?:if|each|unless|with)\b)/,
  quiet: /^(?:\/\*|!|\$\w*\s*:?=(?!=)|(?:fail|break|continue)\b)/,
};

const JINJA: Language = {
  branch: /^(?:if|for|macro)\b/,
  block: /^(?:block|filter|call|with|raw|autoescape|trans)\b|^set\b[^=]*$/,
  otherwise: /^(?:else|elif)\b/,
  close: /^end/,
  quiet: null,
};

const ERB: Language = {
  branch: /^(?:if|unless|while|until|for|case|begin)\b|\bdo\s*(?:\|[^|]*\|)?$|\{\s*\|[^|]*\|$/,
  block: null,
  otherwise: /^(?:else|elsif|when|rescue|ensure)\b/,
  close: /^(?:end\b|\})/,
  quiet: null,
};

function meaning(code: string, language: Language): Meaning {
  if (language.branch.test(code)) return { kind: 'open', branch: true };
  if (language.block?.test(code)) return { kind: 'open', branch: false };
  if (language.otherwise.test(code)) return { kind: 'else', branch: false };
  if (language.close.test(code)) return { kind: 'close', branch: false };
  return { kind: language.quiet?.test(code) === false ? 'output' : 'quiet', branch: false };
}
