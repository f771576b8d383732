import { html, terminal } from '../../text/escape.js';

/** HTML that was made by `markup`: safe to stand inside other HTML. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Part = string | number | Markup | readonly Markup[] | null;

export const NONE = new Markup('');

/** HTML from a template: texts and numbers that are put in are escaped to one line, only `Markup` goes in as it is. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let text = strings[0] ?? '';
  for (const [index, part] of parts.entries()) text += written(part) + (strings[index + 1] ?? '');
  return new Markup(text);
}

function written(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return html(terminal(part));
  if (typeof part === 'number') return String(part);
  if (part instanceof Markup) return part.text;
  return part.map(({ text }) => text).join('\n');
}

/** A path or an address, which may be broken after its parts. */
export function breakable(text: string): Markup {
  const parts = text.split(/(?<=[/[])(?=[^/[])/);
  return new Markup(parts.map((part) => written(part)).join('<wbr>'));
}

/** Names for elements that links lead to: readable, the same in every run, and each only once. */
export class Anchors {
  private readonly taken = new Set<string>();

  of(kind: string, name: string): string {
    const slug = name.replace(/[^\w]+/g, '-').replace(/^-+|-+$/g, '');
    const base = `${kind}-${slug.slice(0, 80)}`;
    let id = base;
    for (let number = 2; this.taken.has(id); number += 1) id = `${base}-${number}`;
    this.taken.add(id);
    return id;
  }
}
