import { tagEnd } from './scan.js';

export interface RawAttribute {
  readonly name: string;
  readonly start: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

export interface StartTag {
  readonly name: string;
  readonly end: number;
  readonly attributes: readonly RawAttribute[];
  /** Every attribute has a quoted value and nothing else stands in the tag. */
  readonly sound: boolean;
}

/** Reads the start tag at an offset: the places of its name, attributes and values. Offsets are those of the text. */
export function readStartTag(text: string, start: number): StartTag {
  const end = tagEnd(text, start) || text.length;
  // No quote in a name: from there to the end every quote is passed over as `tagEnd` does, so both agree on the tag.
  const name = word(text, /[^\s=/>"']*/y, start + 1);
  const attributes: RawAttribute[] = [];
  let sound = /^[\p{L}_:]/u.test(name);
  let at = start + 1 + name.length;
  while (at < end - 1) {
    at += word(text, /\s*/y, at).length;
    const attributeStart = at;
    if (at >= end - 1 || (text[at] === '/' && at === end - 2)) break;
    const attributeName = word(text, /[^\s=/>"']*/y, at);
    at += attributeName.length;
    const equals = word(text, /\s*=\s*/y, at);
    const quote = text[at + equals.length];
    if (attributeName === '' || equals === '' || (quote !== '"' && quote !== "'")) {
      sound = false;
      // Over the stray thing, a quoted one as a whole, so that its inside is not taken for attributes.
      const stray = text[at] ?? '';
      at = stray === '"' || stray === "'" ? text.indexOf(stray, at + 1) + 1 : at + Math.max(1, equals.length);
      continue;
    }
    const valueStart = at + equals.length + 1;
    const valueEnd = text.indexOf(quote, valueStart);
    attributes.push({ name: attributeName, start: attributeStart, valueStart, valueEnd });
    at = valueEnd + 1;
  }
  return { name, end, attributes, sound };
}

function word(text: string, pattern: RegExp, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
