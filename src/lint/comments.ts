import type { Document } from '../syntax/document.js';
import { parseProperties } from '../syntax/properties.js';
import { parseToml } from '../syntax/toml/parse.js';
import type { TomlValue } from '../syntax/toml/tree.js';
import { descendants } from '../syntax/xml/query.js';

export interface Range {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Comment extends Range {
  /** What is said in it, without the signs around it. */
  readonly text: string;
  /** Where `text` begins. */
  readonly textStart: number;
}

/** What of a file a suppression needs to know: its comments, and what one of them may stand before. Both in order. */
export interface Commented {
  readonly comments: readonly Comment[];
  /** Start tags, or whole elements without children; keys with their values, headers, items of lists; lines. */
  readonly targets: readonly Range[];
  /** False for a text that could not be read as what it is. */
  readonly sound: boolean;
}

/** A file by its name: which signs make a comment in it. */
export function commentsOf(document: Document, name: string): Commented {
  if (/\.toml\b[^/]*$/i.test(name)) return tomlComments(document);
  if (/\.properties$/i.test(name)) return propertiesComments(document);
  if (/\.xml$/i.test(name) || /^\s*</.test(document.text)) return xmlComments(document);
  return scriptComments(document.text);
}

function xmlComments(document: Document): Commented {
  const { root, comments, problem } = document.xml();
  return {
    comments: comments.map(({ text, span: { start, end } }) => ({ text, start, end, textStart: start + 4 })),
    targets: (root === null ? [] : [root, ...descendants(root)]).map(({ children, span, startTag }) =>
      children.length === 0 ? span : startTag,
    ),
    sound: root !== null && problem === null,
  };
}

/** Texts first, so that a sign inside one begins no comment. */
const TOML_TOKEN = /"""(?:\\[\s\S]|[^\\])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:\\.|[^"\\\r\n])*"|'[^'\r\n]*'|#([^\r\n]*)/g;

function tomlComments(document: Document): Commented {
  const tree = parseToml(document);
  const items = (value: TomlValue): Range[] =>
    value.kind === 'array' ? value.items.flatMap((item) => [item.span, ...items(item)]) : [];
  const targets = [
    ...tree.tables.map(({ span }) => span),
    ...tree.entries.flatMap(({ span, value }) => [span, ...items(value)]),
  ];
  return {
    comments: [...document.text.matchAll(TOML_TOKEN)].flatMap(({ 0: whole, 1: text, index }) =>
      text === undefined ? [] : [{ text, start: index, end: index + whole.length, textStart: index + 1 }],
    ),
    targets: targets.toSorted((a, b) => a.start - b.start),
    sound: tree.error === null,
  };
}

/** A comment has a line of its own here: behind a value `#` belongs to the value. */
function propertiesComments(document: Document): Commented {
  const { entries, malformed } = parseProperties(document);
  const targets = entries.map(({ span }) => span);
  const comments = [...document.text.matchAll(/^[ \t\f]*([#!])([^\r\n]*)/gm)].map(
    ({ 0: whole, 2: text = '', index }) => {
      const end = index + whole.length;
      return { text, start: end - text.length - 1, end, textStart: end - text.length };
    },
  );
  // The next line of a value that goes on over lines may begin with the sign as well.
  const isOwn = ({ start }: Comment): boolean => !targets.some((target) => target.start <= start && start < target.end);
  return { comments: comments.filter(isOwn), targets, sound: malformed.length === 0 };
}

/** Shell, Dockerfile, compose: a sign at the start of a word that no quote is open before. */
function scriptComments(text: string): Commented {
  const comments: Comment[] = [];
  const targets: Range[] = [];
  let goesOn = false;
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const at = signIn(line);
    const code = (at === undefined ? line : line.slice(0, at)).trimEnd();
    if (at !== undefined) {
      const start = index + at;
      comments.push({ text: line.slice(at + 1), start, end: index + line.length, textStart: start + 1 });
    }
    if (code.trim() === '') continue;
    const start = index + code.length - code.trimStart().length;
    const last = targets.at(-1);
    if (goesOn && last !== undefined) targets[targets.length - 1] = { start: last.start, end: index + code.length };
    else targets.push({ start, end: index + code.length });
    goesOn = at === undefined && code.endsWith('\\');
  }
  return { comments, targets, sound: true };
}

/** Where a comment begins: no quote is open before it. */
function signIn(line: string): number | undefined {
  for (const { 0: token, index } of line.matchAll(/\\.|"(?:\\.|[^"\\])*"|'[^']*'|["'].*|(?<![^ \t])#/g)) {
    if (token === '#') return index;
  }
  return undefined;
}
