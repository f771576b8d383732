/** What stands where a secret stood, whatever its length. */
export const MASK = '***';

/** `[start, end)` in UTF-16 units of the text it was found in. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

const NAME = String.raw`[A-Za-z_][\w.]{0,99}`;
const PATH = String.raw`[.$]?[A-Za-z_][\w.]{0,199}`;
const FILTER = `quote|squote|trim|toString|string|b64enc|upper|lower|safe|e|default[ ]+[.]${NAME}`;
/**
 * A value that only says where the value is: one `$env{NAME}`, `$sys{NAME}`, `$ref{a.b}`, `$secret{alias}`, `${NAME}`,
 * `$(NAME)`, or a marker of Helm or Jinja that names a variable. No name of a variable holds a `-`: what follows one is
 * a shell's default.
 */
const REFERENCE = new RegExp(
  [
    String.raw`^(?:\$(?:env|sys)?\{${NAME}\}|\$\(${NAME}\)|\$(?:ref|secret)\{[A-Za-z_][\w.-]{0,199}\}`,
    String.raw`|\{\{-?[ ]*${PATH}(?:[ ]*\|[ ]*(?:${FILTER}))*[ ]*-?\}\})$`,
  ].join(''),
);
/** A reference with a default: what stands before the default, and the default. */
const DEFAULTED = new RegExp(String.raw`^(\$(?:env|sys)?\{${NAME}:-)([^\s{}"'$<>]{1,500})\}$`);
/** No reference is longer. */
const LONGEST_REFERENCE = 1000;

/**
 * What of the ranges of secrets must not be shown: nothing where a value is one reference and no more, the default alone
 * of a reference with a simple one, all of any other.
 */
export function hiddenOf(text: string, ranges: readonly Range[]): Range[] {
  return ranges.flatMap((range) => {
    if (range.end - range.start > LONGEST_REFERENCE) return [range];
    const raw = text.slice(Math.max(0, range.start), range.end);
    const value = withoutQuotes(raw.trim());
    if (REFERENCE.test(value)) return [];
    const [, before, standard] = DEFAULTED.exec(value) ?? [];
    if (before === undefined || standard === undefined) return [range];
    const start = Math.max(0, range.start) + raw.indexOf(value) + before.length;
    return [{ start, end: start + standard.length }];
  });
}

function withoutQuotes(text: string): string {
  return /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
}

/** The last word of a name whose value opens something. */
const SECRET_WORD =
  /(?:passwords?|passwd|passwrd|passphrases?|passcode|pwd|secrets?|token|credential|credentials|jwt)$/;
const SECRET_PASS = /^(?:(?:key|store|keystore|truststore|trust|db|user|admin|ssl|my)?pass)$/;
const SECRET_KEY = /^(?:access|secret|licen[cs]e|private|api|encrypt|encryption|signing|symmetric|shared|master)key$/;
/** Words that make a bare `key` after them one that opens something. */
const KEY_KINDS: ReadonlySet<string> = new Set([
  ...['access', 'secret', 'license', 'licence', 'private', 'api', 'encrypt', 'encryption', 'signing', 'symmetric'],
  ...['shared', 'master', 'storage', 'account', 'auth', 'moesif', 'connect'],
]);
/** Names that begin so are switches about secrets, not secrets (`EnablePasswordToken`, `is_…`, `AskPassword`). */
const SWITCHES: ReadonlySet<string> = new Set([
  ...['enable', 'disable', 'is', 'allow', 'ask', 'change', 'prevent', 'validate', 'check', 'require', 'show', 'hide'],
  'view',
]);
/** Everything below a part of such a name is one. */
const HOLDER = /^(?:secrets|passwords)$/i;
/** Trailing words that say nothing about what the value is (`Temporary.Password.Default.Value`). */
const TRAILING = /^(?:value|default|text|plain|\d+)$/;
/** Switches by the product's own name: user-mgt.xml `StoreSaltedPassword`. */
const NOT_SECRET: ReadonlySet<string> = new Set(['storesaltedpassword']);

/**
 * Whether the value of a setting, element, attribute, property or variable of this name must never be shown. The name
 * may be qualified (`secrets/x`, `encryption.key`, `datasources[jdbc/A]/password`): its last words decide, save that
 * everything below a `secrets` or `passwords` section is secret. The words are those of the product's files (DESIGN §3.11): passwords
 * of every file, access, secret and licence keys, tokens, `encryption.key`, `app_password`, connector `secret`s.
 */
export function isSecretName(name: string): boolean {
  const known = answers.get(name);
  if (known !== undefined) return known;
  // Names are few; where somebody makes up new ones without end, nothing is kept of them.
  if (answers.size >= MOST_ANSWERS) answers.clear();
  const answer = namesSecret(name);
  answers.set(name, answer);
  return answer;
}

/** The same names are asked for on every node, in every version. */
const answers = new Map<string, boolean>();
const MOST_ANSWERS = 10_000;

function namesSecret(name: string): boolean {
  const segments = name.split(/[^\p{L}\p{N}]+/u).filter((segment) => segment !== '');
  if (segments.slice(0, -1).some((segment) => HOLDER.test(segment))) return true;
  const all = segments.flatMap(words);
  while (all.length > 1 && TRAILING.test(all.at(-1) ?? '')) all.pop();
  const last = all.at(-1);
  if (last === undefined || all.includes('policy')) return false;
  const leaf = words(name.split(/[./]/).at(-1) ?? '');
  if (leaf.length > 1 && SWITCHES.has(leaf[0] ?? '')) return false;
  if (NOT_SECRET.has(leaf.join(''))) return false;
  if (last === 'pin' || last === 'salt') return true;
  if (last === 'key') return KEY_KINDS.has(all.at(-2) ?? '');
  return SECRET_WORD.test(last) || SECRET_PASS.test(last) || SECRET_KEY.test(last);
}

/** Whether a value opens something though its name may also stand before a switch: `"auth": "cmVnOnB3"`, `auth_header`. */
export function isSecretValue(name: string, value: string): boolean {
  return isAuthName(name) && !/^(?:true|false|yes|no|on|off|none|\d*)$/i.test(value.trim());
}

function isAuthName(name: string): boolean {
  if (!/auth/i.test(name)) return false;
  const [last = '', before = ''] = name
    .split(/[^\p{L}\p{N}]+/u)
    .flatMap(words)
    .reverse();
  return last === 'auth' || last === 'authorization' || (before === 'auth' && /^(?:header|hash|value)$/.test(last));
}

/** `XMPPPassword` → xmpp, password; `DB_PASSWORD` → db, password. */
function words(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

/**
 * One character of a password in a URL, or a template's marker, which may hold blanks and quotes:
 * `u:{{ pw | default("s3cret") }}@host`. Each text is read in one way only, so that nothing is tried twice.
 */
const MARKER = String.raw`\{\{[^{}\n]{0,300}\}\}`;
const unitBut = (others: string): string => String.raw`(?:${MARKER}|\{(?!\{[^{}\n]{0,300}\}\})|[^\s'"<>{${others}])`;

/** `://user:pw@host`; a password may hold `@`, or `/` when it is no port. */
const USER_INFO = new RegExp(
  String.raw`(:\/\/[^\s/:@?#'"<>]{0,200}:)(?!\d+(?:[/?#,;]|$))(?:(${unitBut('/')}{0,500})(?=@)|(${unitBut('')}{0,500}?)(?=@))`,
  'g',
);
/** `jdbc:oracle:thin:user/pw@host` (also `oci`). */
const ORACLE_USER = new RegExp(String.raw`(jdbc:oracle:\w+:[^\s/@'"<>]{1,200}\/)(${unitBut('')}{0,500})(?=@)`, 'gi');
/** `?password=…`, `;password={…};`, `&amp;pwd=…`, and `(password=…)` as MySQL and Oracle write addresses. */
const PARAMETERS = [
  new RegExp(
    String.raw`[?&;,]([\w.-]+)=(\{(?!\{)[^}]*\}|(?:${MARKER}|\{(?!\{[^{}\n]{0,300}\}\})|[^&;"'<>\s{]|&(?:lt|gt|quot|apos|#\w+);)*)`,
    'g',
  ),
  /\(([\w.-]+)=([^()]*)/g,
];

/** What is a secret by its own look, whatever its name; the last group is to be hidden. */
const BY_LOOK = [
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)([\s\S]{1,20000}?)(?=-----END|$(?![\s\S]))/g,
  /\b((?:Basic|Bearer|Digest)\s{1,3})((?=[\w+/.~-]{0,200}[\d=])[\w+/.~-]{6,4000}=*)/gi,
  /()(\beyJ[\w-]{5,4000}\.[\w-]{5,4000}\.[\w-]{0,4000})/g,
  /((?:^|\s)--?(?:password|passwd|pass|pwd|secret|token)[ =])("[^"\n]{1,500}"|'[^'\n]{1,500}'|[^\s"'][^\s]{0,500})/gim,
  /((?:^|\s)(?:-u|--user)[ =]["']?[^\s:"']{1,100}:)([^\s"']{1,500})/gm,
];

function lookRanges(text: string): Range[] {
  return BY_LOOK.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: whole, 2: hidden = '', index }) => {
      const end = index + whole.length;
      return { start: end - hidden.length, end };
    }),
  );
}

function urlRanges(text: string): Range[] {
  const ranges: Range[] = [];
  for (const pattern of [USER_INFO, ORACLE_USER]) {
    for (const match of text.matchAll(pattern)) {
      const start = match.index + (match[1] ?? '').length;
      ranges.push({ start, end: match.index + match[0].length });
    }
  }
  for (const pattern of PARAMETERS) {
    for (const { 0: whole, 1: name = '', 2: value = '', index } of text.matchAll(pattern)) {
      const end = index + whole.length;
      if (value !== '' && isSecretName(name)) ranges.push({ start: end - value.length, end });
    }
  }
  return ranges;
}

/** The text with the passwords of any URL in it masked: `jdbc:mysql://u:***@db/reg?password=***`. Idempotent. */
export function maskUrl(text: string): string {
  return maskRanges(text, urlRanges(text)).text;
}

/** `<name`, and what of a start tag follows it. Bounded everywhere: the text may be anybody's. */
const TAG_NAME = /<([\p{L}_][\p{L}\p{N}_.:-]{0,200})/gu;
const TAG_REST = /^((?:[^<>"']|"[^"]*"|'[^']*')*)>/u;
const ATTRIBUTE = /([\p{L}_][\p{L}\p{N}_.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;
/** `name = value`, `name: value`, `-Dname=value`, `export NAME=value`, `{ name = "value", … }`, `name="value`. */
const ASSIGNMENT =
  /(?<![\p{L}\p{N}_.-])(?:-D)?["']?([\p{L}_][\p{L}\p{N}_.-]*)["']?[ \t]*[=:][ \t]*("""[\s\S]{0,8000}?"""|'''[\s\S]{0,8000}?'''|"(?:[^"\\\n]|\\.){0,8000}"|'[^'\n]{0,8000}'|[^\n]{0,8000})/gu;
/** Docker's `ENV NAME value` and the two lines `name: NAME` / `value: x` of Kubernetes and compose files. */
const ENV_LINE = /^[ \t]*ENV[ \t]+([\w.-]+)[ \t]+(.*)$/gim;
const NAME_VALUE = /name:[ \t]*["']?([\w.-]+)["']?[ \t]*\r?\n[ \t]*value:[ \t]*(.*)$/gim;
const SECTION = /^[ \t]*\[{1,2}([^\]\n]{1,300})\]/gm;

/**
 * Where secrets stand in the text of a configuration file that nobody modelled: malformed XML, comments, scripts, TOML.
 * Knows names (`isSecretName`) and the ways files give names to values; rather takes too much than too little. A value
 * that is a reference to where the secret is, and no more, is none (`hiddenOf`).
 */
export function secretRanges(text: string): Range[] {
  const ranges = [
    ...[...urlRanges(text), ...markupRanges(text), ...pairRanges(text)],
    ...[...assignmentRanges(text), ...lookRanges(text)],
  ];
  return hiddenOf(
    text,
    ranges.filter(({ start, end }) => start < end),
  );
}

function markupRanges(text: string): Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(TAG_NAME)) {
    const name = match[1] ?? '';
    const offset = match.index + match[0].length;
    const rest = TAG_REST.exec(text.slice(offset, offset + 8000));
    if (rest === null) continue;
    const attributes = rest[1] ?? '';
    const list = [...attributes.matchAll(ATTRIBUTE)];
    const named = list.some(([, key = '', a, b]) => /^(?:name|key|id)$/i.test(key) && isSecretName(a ?? b ?? ''));
    for (const attribute of list) {
      const key = attribute[1] ?? '';
      if (!isSecretName(localName(key)) && !(named && /^value$/i.test(key))) continue;
      const value = attribute[2] ?? attribute[3] ?? '';
      const end = offset + attribute.index + attribute[0].length - 1;
      ranges.push(wholeMarker(text, { start: end - value.length, end }));
    }
    if ((named || isSecretName(localName(name))) && !attributes.endsWith('/')) {
      const start = offset + rest[0].length;
      ranges.push({ start, end: contentEnd(text, start, name) });
    }
  }
  return ranges;
}

/** `<Name>ClientSecret</Name> … <Value>x</Value>`, `<param-name>` and the like: an element for the name of another. */
const PAIR_NAME = /<((?:[\w-]+:)?(?:[\w-]*[-_])?(?:name|key))\b[^<>]{0,200}>\s*([^<>]{1,200}?)\s*<\/\1>/giu;
/** What may stand between the two: other elements that hold no more than a text, and comments. */
const PAIR_VALUE =
  /^(?:\s|<!--[^>]{0,500}-->|<([\w:-]+)[^<>]{0,200}>[^<>]{0,500}<\/\1>|<[\w:-]+[^<>]{0,200}\/>){0,20}?<((?:[\w-]+:)?(?:[\w-]*[-_])?value)\b[^<>]{0,200}(?<!\/)>/iu;
/** `<Value>x</Value><IsConfidential>true</IsConfidential>` of identity providers. */
const CONFIDENTIAL =
  /<((?:[\w-]+:)?value)\b[^<>]{0,200}>([^<>]{1,8000})<\/\1>(?=(?:\s|<([\w:-]+)[^<>]{0,200}>[^<>]{0,500}<\/\3>|<[\w:-]+[^<>]{0,200}\/>){0,20}?<isconfidential>\s*true)/giu;

function pairRanges(text: string): Range[] {
  const ranges: Range[] = [];
  for (const match of text.matchAll(PAIR_NAME)) {
    if (!isSecretName(match[2] ?? '')) continue;
    const offset = match.index + match[0].length;
    const value = PAIR_VALUE.exec(text.slice(offset, offset + 4000));
    if (value === null) continue;
    const start = offset + value[0].length;
    ranges.push({ start, end: contentEnd(text, start, value[2] ?? '') });
  }
  for (const match of text.matchAll(CONFIDENTIAL)) {
    const end = match.index + match[0].lastIndexOf('</');
    ranges.push({ start: end - (match[2] ?? '').length, end });
  }
  return ranges;
}

/** Where the content of a start tag ends: at its own end tag when that is near, so that a raw `<` hides nothing. */
function contentEnd(text: string, start: number, name: string): number {
  const near = text.slice(start, start + 2000);
  const own = near.indexOf(`</${name}`);
  if (own >= 0 && !/<[\p{L}_]/u.test(near.slice(0, own))) return start + own;
  if (own >= 0 && !near.slice(0, own).includes('\n')) return start + own;
  const next = near.search(/<\/|\n\s*</);
  return next < 0 ? start + near.length : start + next;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function assignmentRanges(text: string): Range[] {
  const ranges: Range[] = [];
  const sections = [...text.matchAll(SECTION)].map((match) => ({ at: match.index, name: match[1] ?? '' }));
  let section = 0;
  for (const pattern of [ASSIGNMENT, ENV_LINE, NAME_VALUE]) {
    section = 0;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [whole, name = '', value = ''] = match;
      while ((sections[section]?.at ?? Number.POSITIVE_INFINITY) < match.index) section += 1;
      const qualified = `${sections[section - 1]?.name ?? ''}.${name}`;
      const end = match.index + whole.length;
      if (isSecretName(qualified) || (isAuthName(name) && isSecretValue(name, textIn(value))))
        ranges.push(
          wholeMarker(text, unquoted(value, end - value.length)),
          ...linesBelow(text, match.index, end, value),
        );
      // The value may itself hold assignments: `JAVA_OPTS="-Dpassword=x"`, `{ password = "x" }`.
      else pattern.lastIndex = Math.max(match.index + 1, end - value.length);
    }
  }
  return ranges;
}

/** `password: |`, and a list of them: what stands deeper in the lines below, save what has a name of its own. */
function linesBelow(text: string, start: number, end: number, value: string): Range[] {
  if (!/^\s*(?:[|>][+-]?\d?|\[)?\s*$/.test(value)) return [];
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
  const ranges: Range[] = [];
  let at = end;
  while (text[at] === '\n' && ranges.length < MOST_LINES) {
    const found = /^\n([ \t]*)(- *)?([^\n]*)/.exec(text.slice(at, at + LONGEST_LINE));
    const [whole = '\n', before = '', dash = '', rest = ''] = found ?? [];
    if (rest.trim() !== '' && before.length <= indent && (dash === '' || before.length < indent)) break;
    if (!/^["']?[\w.-]+["']?\s*[:=](?:\s|$)/.test(rest)) {
      const from = at + whole.length - rest.length;
      ranges.push({ start: from, end: from + rest.trimEnd().length });
    }
    at += whole.length;
  }
  return ranges;
}

const MOST_LINES = 200;
const LONGEST_LINE = 8000;

/** A quote inside `{{ … }}` ends no value: `"{{ x | default("s3cret") }}"`. */
function wholeMarker(text: string, range: Range): Range {
  if (text.slice(range.start, range.end).lastIndexOf('{{') <= text.slice(range.start, range.end).lastIndexOf('}}')) {
    return range;
  }
  const rest = /^[^\n]{0,2000}\}\}[^\n"']{0,200}/.exec(text.slice(range.end, range.end + 2200))?.[0] ?? '';
  return { start: range.start, end: range.end + rest.length };
}

function textIn(value: string): string {
  const { start, end } = unquoted(value, 0);
  return value.slice(start, end).replace(/[\s,;]+$/, '');
}

function unquoted(value: string, start: number): Range {
  const quote = /^(?:"""|'''|"|')/.exec(value)?.[0] ?? '';
  const closed = quote !== '' && value.length >= 2 * quote.length && value.endsWith(quote);
  return {
    start: start + quote.length,
    end: start + value.replace(/\s+$/, '').length - (closed ? quote.length : 0),
  };
}

/** A line with `***` in it, and where the columns went. */
export interface Masked {
  readonly text: string;
  /** Offset in the masked text of an offset in the original; inside a mask its start, or its end for an end. */
  readonly at: (offset: number, side?: 'start' | 'end') => number;
}

/** Replaces every range (they may overlap, touch or reach beyond the text) with one `***`. */
export function maskRanges(text: string, ranges: readonly Range[]): Masked {
  const merged: { start: number; end: number }[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const start = Math.max(0, range.start);
    const end = Math.min(text.length, range.end);
    const last = merged.at(-1);
    if (start >= end) continue;
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  let out = '';
  let from = 0;
  for (const { start, end } of merged) {
    out += text.slice(from, start) + MASK;
    from = end;
  }
  out += text.slice(from);
  const at = (offset: number, side: 'start' | 'end' = 'start'): number => {
    let shift = 0;
    for (const { start, end } of merged) {
      if (offset <= start) break;
      if (offset < end) return start + shift + (side === 'end' ? MASK.length : 0);
      shift += MASK.length - (end - start);
    }
    return offset + shift;
  };
  return { text: out, at };
}

/**
 * One line as it may be shown. `lineStart` is the line's offset in the document, `spans` are document offsets: those of
 * the sensitive settings of every node that holds the document, and `secretRanges` of the whole text, which finds what
 * no model knows (a malformed file, a comment, a value on the line after its tag).
 */
export function maskSpans(line: string, lineStart: number, spans: readonly Range[]): Masked {
  return maskRanges(
    line,
    spans.map(({ start, end }) => ({ start: start - lineStart, end: end - lineStart })),
  );
}
