/**
 * The first line of what we write on GitHub: how a later run knows it again. Hidden by Markdown; foreign text cannot
 * forge it, for it never stands on a first line and `text/escape.ts` breaks every `<!--`.
 */
export type MarkerKind = 'comment' | 'review' | 'issue';

export type MarkerFields = Readonly<Record<string, string>>;

/** @param fields names and values without white space, `"` or `>` */
export function marker(kind: MarkerKind, fields: MarkerFields): string {
  const list = Object.entries(fields).map(([name, value]) => ` ${name}=${value.replace(/[\s">]|--/g, '_')}`);
  return `<!-- wso2is-lint ${kind}${list.join('')} -->`;
}

/** The fields of the marker that a text begins with; null where it begins with none of that kind. */
export function readMarker(kind: MarkerKind, body: string): MarkerFields | null {
  const [, list] = new RegExp(`^<!-- wso2is-lint ${kind}((?: [a-z]+=[^\\s">]*)*) -->`).exec(body) ?? [];
  if (list === undefined) return null;
  return Object.fromEntries([...list.matchAll(/ ([a-z]+)=(\S*)/g)].map(([, name = '', value = '']) => [name, value]));
}
