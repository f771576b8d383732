/**
 * The one place that makes foreign text safe: paths, values and parser errors come from anybody's pull request. Every
 * function takes raw text and is for one kind of output; nothing else in the program escapes.
 */

/** C0 save tab and line feed, DEL, C1, line and paragraph separators, bidirectional and invisible characters, lone surrogates. */
const UNSAFE =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/gu;

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `\\u{${code.toString(16)}}`;
}

/** Text of any number of lines with every character that could move the cursor or lie about the order made visible. */
function visibleBlock(text: string): string {
  return text.replace(UNSAFE, visible);
}

/** True for text that is what it looks like, on any number of lines: it may be shown verbatim where that must be. */
export function isPlain(text: string): boolean {
  return visibleBlock(text) === text;
}

/** One line for a terminal: escape sequences, carriage returns and the like are seen, not obeyed. Idempotent. */
export function terminal(text: string): string {
  return visibleBlock(text).replaceAll('\n', '\u240a').replaceAll('\t', ' ');
}

/** The message of a workflow command (`actions/toolkit` `escapeData`). */
export function workflowData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command (`actions/toolkit` `escapeProperty`). */
export function workflowProperty(text: string): string {
  return workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** White space as .NET's `TrimStart` knows it, which the runner uses before it looks for `::`. */
const LEADING_COMMAND = /^([\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*):(?=:)/;

/**
 * A line that is safe in a workflow log: the runner reads commands from both output streams, `::name::` at the start of
 * a line and, still, `##[name]` anywhere in it (runner `ActionCommand.cs`).
 */
export function plainLine(text: string): string {
  return guardLine(terminal(text));
}

/** Text that was made line by line with `terminal` (colours allowed), safe in a workflow log. */
export function guardLog(text: string): string {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(guardLine)
    .join('\n');
}

function guardLine(line: string): string {
  return line.replace(LEADING_COMMAND, '$1: ').replaceAll('##[', '# #[');
}

/** What Markdown may read as markup inside a line (GitHub's included: `$` math, `~` strike-through). */
const MARKUP = /[\\`*_[\]|~$]/g;

/**
 * Inline Markdown: text that renders as itself, in a table cell too. No markup, no HTML, no `@mention`, no `#123` or
 * `GH-123` reference, no link from a bare address, no comment that could forge a marker.
 */
export function markdown(text: string): string {
  return terminal(text)
    .replace(MARKUP, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@&#8203;')
    .replace(/(?<!&)#(?=\d)/g, '#&#8203;')
    .replace(/(?<![a-z0-9])(gh)-(?=\d)/gi, '$1&#8203;-')
    .replaceAll('://', ':&#8203;//')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#8203;.`)
    .replace(/^(\s*)([-+=#])/, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/, '$1\\$2')
    .replace(/^ {4,}/, '   ');
}

/** What `inert` has to look at closer: most texts have nothing of it. */
const LIVELY = /[<@#\]]|gh-|:\/\/|www\./i;

/**
 * Text for readers of which nobody knows whether they show it as Markdown (bots, dashboards, code scanning): it reads
 * the same as plain text, and as Markdown it mentions nobody, links nothing and holds no HTML. One line.
 */
export function inert(text: string): string {
  const line = terminal(text);
  if (!LIVELY.test(line)) return line;
  return line
    .replace(/<(?=[a-z/!?])/gi, '<\u200b')
    .replace(/(?<![a-z0-9])@(?=\w)/gi, '@\u200b')
    .replace(/#(?=\d)/g, '#\u200b')
    .replace(/(?<![a-z0-9])(gh)-(?=\d)/gi, '$1\u200b-')
    .replace(/\](?=[([])/g, ']\u200b')
    .replace(/(https?):\/\//gi, '$1:\u200b//')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}\u200b.`);
}

/** Nothing may look like one of our own hidden markers, in code neither: they are searched for in raw text. */
function withoutMarker(text: string): string {
  return text.replaceAll('<!--', '<!\u2010-');
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A Markdown code span. In a table cell use `cellCode`. */
export function codeSpan(text: string): string {
  const body = withoutMarker(terminal(text));
  if (body.trim() === '') return body === '' ? '``\u00a0``' : `\`${body.replaceAll(' ', '\u00a0')}\``;
  const fence = '`'.repeat(longestRun(body) + 1);
  const pad = /^`|`$|^ .* $/.test(body) ? ' ' : '';
  return `${fence}${pad}${body}${pad}${fence}`;
}

/**
 * Code inside a table row. GitHub splits rows at `|` before it reads code spans, and how many backslashes then keep a
 * pipe differs between renderers: such text is code by element.
 */
export function cellCode(text: string): string {
  return text.includes('|') ? `<code>${markdown(text)}</code>` : codeSpan(text);
}

/** A fenced block that its content cannot close. Ends without a line feed. */
export function fencedBlock(text: string, language = ''): string {
  const body = withoutMarker(visibleBlock(text.replaceAll('\r\n', '\n')));
  const fence = '`'.repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}${language}\n${body.replace(/\n+$/, '')}\n${fence}`;
}

/** Between two letters or digits these start nothing. */
const PLAIN_IN_LABEL = /[A-Za-z0-9 ]|(?<=[A-Za-z0-9])(?:[./-](?=[A-Za-z0-9])|:(?=[0-9]))/y;

/**
 * What Mermaid looks for in a label even when all codes are decoded: icons (`fa:fa-user`), formulas (`$$`), line breaks
 * (`\n` as two characters), and the beginning and end of its own stand-in for a code (`ﬂ°°35¶ß`, decoded twice in labels of links).
 */
const MAGIC_IN_LABEL = /\ufb02|\u00b6(?=\u00df)|:(?=fa-)|\$(?=\$)|\\(?=n)/g;

/**
 * Text for a label of a Mermaid picture, to stand between double quotes. All but plainly harmless characters become
 * entity codes (`#35;`), which Mermaid turns into text after it has read the picture, its Markdown included: no quote
 * ends the label, nothing is a list, a link, a directive or HTML.
 */
export function mermaidText(text: string): string {
  const line = terminal(text)
    .replace(/\s+/g, ' ')
    .replace(MAGIC_IN_LABEL, (magic) => (magic === '\ufb02' ? 'fl' : `${magic} `))
    .trim();
  let out = '';
  for (let at = 0; at < line.length; ) {
    const character = String.fromCodePoint(line.codePointAt(at) ?? 0);
    PLAIN_IN_LABEL.lastIndex = at;
    const plain = PLAIN_IN_LABEL.test(line) && !/(?:^|\W)www$/i.test(line.slice(Math.max(0, at - 4), at));
    out += plain ? character : `#${character.codePointAt(0)};`;
    at += character.length;
  }
  return out;
}

/** The destination of a Markdown link, percent-encoded; null when it is not a plain http(s) address. */
export function linkTarget(url: string): string | null {
  if (!/^https?:\/\//i.test(url)) return null;
  const safe = url.replace(/[\s<>()[\]`|\\"'@*_~$]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return safe === terminal(safe) ? safe : null;
}

/** Half of a surrogate pair, which no encoding can write. */
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const PLAIN_PATH = /^[\w.~-]+(?:\/[\w.~-]+)*$/;

/** A path as a relative URI reference: every segment percent-encoded, never absolute, never with a scheme. */
export function uriPath(path: string): string {
  if (PLAIN_PATH.test(path)) return path;
  const segments = path.split('/').filter((segment) => segment !== '');
  const encoded = segments.map((segment) =>
    encodeURIComponent(segment.replace(LONE, '\ufffd')).replace(
      /[!'()*]/g,
      (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
    ),
  );
  return encoded.join('/') || '.';
}

/** HTML text or a quoted attribute value; `##[`, which the runner obeys where a page is printed, is written otherwise. */
export function html(text: string): string {
  return visibleBlock(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('##[', '#&#35;[');
}

/**
 * JSON for people and programs, with what could be obeyed on its way through a terminal or a workflow log written as
 * `\u…`: the value is the same, and no line of it begins with `::`.
 */
export function jsonText(value: unknown, indent = 2): string {
  const units = (character: string): string =>
    character.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const text = JSON.stringify(value, null, indent);
  // Runs of what is not plain ASCII first: a report of a fleet is 60 MB.
  return `${text.replace(/[^\n\u0020-\u007e]+/g, (run) => run.replace(UNSAFE, units)).replaceAll('##[', '#\\u0023[')}\n`;
}

/** JSON for a `<script type="application/json">`: the same value, and nothing in it ends the element or begins a comment. */
export function scriptJson(value: unknown): string {
  return jsonText(value, 0).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

/** What XML 1.0 cannot hold at all, not even as a character reference. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** XML element content. What XML cannot hold becomes U+FFFD; `##[`, which the runner obeys, is written otherwise. */
export function xmlText(text: string): string {
  return text
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
    .replaceAll('##[', '#&#35;[');
}

/** An XML attribute value between either kind of quotes, white space kept. */
export function xmlAttribute(text: string): string {
  return xmlText(text)
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;');
}
