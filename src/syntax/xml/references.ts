const predefined: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

export interface Resolved {
  readonly value: string;
  /** Characters that came from entities of the internal subset; null when none was used. */
  readonly expanded: number | null;
}

/** Character data as a parser hands it on: line ends become LF, references their text; an unknown one stays as written. */
export function resolveText(raw: string, entities: ReadonlyMap<string, string>): Resolved {
  return resolve(raw.replace(/\r\n?/g, '\n'), entities);
}

/** An attribute value normalised as XML 1.0 §3.3.3 says: literal white space becomes blanks, referenced one stays. */
export function resolveAttribute(raw: string, entities: ReadonlyMap<string, string>): Resolved {
  return resolve(raw.replace(/\r\n|[\t\r\n]/g, ' '), entities, (text) => text.replace(/[\t\n]/g, ' '));
}

function resolve(raw: string, entities: ReadonlyMap<string, string>, map = (text: string) => text): Resolved {
  if (!raw.includes('&')) return { value: raw, expanded: null };
  let expanded: number | null = null;
  const value = raw.replace(/&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([^\s&;#<]+));/g, (written, hex, decimal, name) => {
    if (name === undefined) return character(hex ? Number.parseInt(hex, 16) : Number(decimal)) ?? written;
    const plain = predefined.get(name);
    if (plain !== undefined) return plain;
    const replacement = entities.get(name);
    if (replacement === undefined) return written;
    expanded = (expanded ?? 0) + replacement.length;
    return map(replacement);
  });
  return { value, expanded };
}

function character(code: number): string | null {
  const allowed = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return allowed ? String.fromCodePoint(code) : null;
}
