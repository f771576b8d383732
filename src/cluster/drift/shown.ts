import { hiddenOf, isSecretName, isSecretValue, MASK, maskRanges, secretRanges } from '../../text/redact.js';
import { shortenTogether } from '../../text/together.js';
import { type Item, LINE } from './item.js';

/** Longer ones are cut: a report shows what differs, it does not hold the file. */
const LONGEST = 300;

/** Values as they may be shown: secrets as `***`, with a letter where there are several. */
export function shownValues(address: string, items: readonly (Item | null)[]): (string | null)[] {
  const raw = items.map((item) => (item === null ? null : rawOf(item)));
  const masked = items.map((item) => (item === null ? null : maskedText(address, item)));
  const letters = new Map<string, Map<string, string>>();
  for (const [index, text] of masked.entries()) {
    const own = raw[index];
    if (text === null || own === null || own === undefined || !text.includes(MASK)) continue;
    const alike = letters.get(text) ?? new Map<string, string>();
    letters.set(text, alike);
    if (!alike.has(own)) alike.set(own, letterOf(total(letters)));
  }
  const several = total(letters) > 1;
  const lettered = masked.map((text, index) => {
    const letter = text === null ? undefined : letters.get(text)?.get(raw[index] ?? '');
    return text === null || letter === undefined || !several ? text : text.replace(MASK, `${MASK} ${letter}`);
  });
  return shortenTogether(lettered, LONGEST);
}

function total(letters: ReadonlyMap<string, ReadonlyMap<string, string>>): number {
  return [...letters.values()].reduce((sum, { size }) => sum + size, 0);
}

/** A, B, … Z, AA, … */
function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letterOf(Math.floor(index / 26) - 1) + last;
}

function rawOf(item: Item): string {
  return item.children.length === 0 ? (item.meaning ?? '') : String(item.id);
}

function maskedText(address: string, item: Item): string {
  if (item.compared === 'presence') return MASK;
  if (item.children.length === 0) return maskedItem(address, item);
  const parts = [...leaves(item, address)].slice(0, 20);
  return [...(item.text === null ? [] : [maskedValue(address, item.text)]), ...parts].join(', ');
}

function* leaves(item: Item, address: string): Generator<string> {
  for (const nested of item.children) {
    const name = nested.key === null ? nested.name : nested.name === '' ? nested.key : `${nested.name}[${nested.key}]`;
    const own = `${address}/${name}`;
    // What an address tells already: `Property[password]` for `name="password"`.
    const isKey = item.key !== null && nested.name.startsWith('@') && nested.text === item.key;
    if (nested.text !== null && !isKey) {
      const text = nested.compared === 'presence' ? MASK : maskedItem(own, nested);
      yield nested.name === '' || nested.name === LINE ? text : `${name}=${text}`;
    }
    yield* leaves(nested, own);
  }
}

function maskedItem(address: string, { text, shown }: Item): string {
  if (shown !== null) return shown.replace(/\s+/g, ' ');
  const masked = maskedValue(address, text ?? '');
  // White space at the ends is seen only between quotes.
  return masked === masked.trim() ? masked : `"${masked}"`;
}

function maskedValue(address: string, text: string): string {
  const isSecret = isSecretName(address) || isSecretValue(address, text);
  const ranges = isSecret ? hiddenOf(text, [{ start: 0, end: text.length }]) : secretRanges(text);
  return maskRanges(text, ranges).text.replace(/\s+/g, ' ');
}
