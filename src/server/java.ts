/** The corners of Java that decide what the server makes of a text. */

/** `String.trim`: everything up to U+0020 goes, no-break spaces stay. */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end);
}

/** `Integer.parseInt`; null where it throws NumberFormatException. Blanks around the digits are such a case. */
export function parseInteger(text: string): number | null {
  if (!/^[+-]?\d+$/.test(text)) return null;
  const value = Number(text);
  return value >= -(2 ** 31) && value < 2 ** 31 ? value : null;
}

/** `Boolean.parseBoolean`: `true` in any case, nothing else, not trimmed. */
export function parseBoolean(text: string): boolean {
  return text.toLowerCase() === 'true';
}
