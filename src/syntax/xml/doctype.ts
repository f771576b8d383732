export interface Doctype {
  /** Offset after the closing `>`. */
  readonly end: number;
  readonly entities: ReadonlyMap<string, string>;
  /** Why the file is not read, without a full stop; null when all it declares is harmless. */
  readonly refusal: string | null;
}

const longestEntity = 1_000;

/**
 * Reads `<!DOCTYPE …>` at an offset. Nothing is ever fetched: an external subset is passed over, an internal entity is
 * remembered when its replacement is short plain text, any other entity refuses the file. Null when it is not closed
 * or holds what no declaration may hold.
 */
export function readDoctype(text: string, start: number): Doctype | null {
  const entities = new Map<string, string>();
  const head = pastAny(text, start + '<!DOCTYPE'.length, '[>');
  if (head === null) return null;
  if (text[head - 1] === '>') return { end: head, entities, refusal: null };
  let refusal: string | null = null;
  let at = head;
  for (;;) {
    const end = pastDeclaration(text, at);
    if (end === null) return null;
    const declaration = text.slice(at, end);
    at = end;
    if (declaration === ']') break;
    if (declaration.startsWith('%')) refusal ??= 'uses a parameter entity';
    if (!declaration.startsWith('<!ENTITY')) continue;
    const entity = readEntity(declaration);
    if (typeof entity === 'string') refusal ??= entity;
    // XML 1.0 §4.2: the first declaration binds.
    else if (!entities.has(entity.name)) entities.set(entity.name, entity.replacement);
  }
  const end = text.indexOf('>', at);
  return end < 0 ? null : { end: end + 1, entities, refusal };
}

/** One entity declaration, or why it is refused. */
function readEntity(declaration: string): { name: string; replacement: string } | string {
  const match = /^<!ENTITY\s+(%\s+)?([^\s"'<>&]+)\s*(?:"([^"]*)"|'([^']*)')?/.exec(declaration);
  const name = match?.[2];
  if (match === null || name === undefined) return 'declares an entity that cannot be read';
  if (match[1] !== undefined) return `declares a parameter entity (${name})`;
  const replacement = match[3] ?? match[4];
  if (replacement === undefined) return `declares an external entity (${name})`;
  if (/[&%<]/.test(replacement)) return `declares a nested entity (${name})`;
  if (replacement.length > longestEntity)
    return `declares an entity of more than ${longestEntity} characters (${name})`;
  return { name, replacement: replacement.replace(/\r\n?/g, '\n') };
}

/** Offset after the next thing of an internal subset: blanks, a comment, a PI, a declaration, `]`, a reference. */
function pastDeclaration(text: string, at: number): number | null {
  if (text.startsWith('<!--', at)) return past(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return past(text, '?>', at + 2);
  if (text.startsWith('<!', at)) return pastAny(text, at + 2, '>');
  if (text[at] === ']') return at + 1;
  const between = /\s+|%[^\s;<>]*;?/y;
  between.lastIndex = at;
  return between.test(text) ? between.lastIndex : null;
}

function past(text: string, what: string, from: number): number | null {
  const at = text.indexOf(what, from);
  return at < 0 ? null : at + what.length;
}

/** Offset after the first of some characters, quoted literals passed over; null when there is none. */
function pastAny(text: string, from: number, characters: string): number | null {
  for (let at = from; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '"' || character === "'") {
      at = text.indexOf(character, at + 1);
      if (at < 0) return null;
    } else if (characters.includes(character)) {
      return at + 1;
    }
  }
  return null;
}
