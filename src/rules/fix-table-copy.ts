import type { NodeModel } from '../server/model.js';
import { keyPart } from '../server/toml/value.js';
import type { TomlTable } from '../syntax/toml/tree.js';
import { isSecretName, maskUrl } from '../text/redact.js';
import { soundly } from './fix-toml-names.js';
import type { Edit } from './rule.js';

/**
 * Writes a table of another node's deployment.toml, with the tables in it, at the end of a node's; values as they are
 * written there, comments left out. Nothing where that would bring a secret, or an alias of one, from the other file.
 */
export function copyTable(node: NodeModel, from: NodeModel, table: string): Edit[] {
  const { toml } = node;
  const document = node.files.find(({ name }) => name === toml?.file)?.document;
  const headers = (from.toml?.tree.tables ?? []).filter(({ kind, path }) => kind === 'table' && isIn(path, table));
  if (toml === null || document === undefined || headers.length === 0) return [];
  const all = from.toml?.written.filter(({ key }) => key.startsWith(`${table}.`)) ?? [];
  const blocks = headers.map((header) => blockOf(from, header));
  const copied = blocks.reduce((sum, block) => sum + (block?.length ?? 0), 0);
  if (blocks.some((block) => block === null) || copied < all.length) return [];
  const text = headers.map(({ path }, index) => {
    const name = path.map(({ text: part, quoted }) => (quoted ? JSON.stringify(part) : part)).join('.');
    return `[${name}]\n${(blocks[index] ?? []).join('\n')}\n`;
  });
  const end = document.text.trimEnd().length;
  const before = end === 0 ? '' : '\n\n';
  return soundly(toml, [
    { node, span: { document, start: end, end: document.text.length }, text: `${before}${text.join('\n')}` },
  ]);
}

function isIn(path: TomlTable['path'], table: string): boolean {
  const name = path.map(({ text }) => keyPart(text)).join('.');
  return name === table || name.startsWith(`${table}.`);
}

/** The lines of a table; null where one may not go into another file. */
function blockOf({ toml }: NodeModel, header: TomlTable): readonly string[] | null {
  const entries = toml?.tree.entries.filter(({ table }) => table === header) ?? [];
  const lines = entries.map(({ key, value, span, conditional }) => {
    const raw = span.document.text.slice(value.span.start, value.span.end);
    const isSecret =
      isSecretName(key.map(({ text }) => text).join('.')) && !/^["']\$(?:env|sys)\{[^}]*\}["']$/.test(raw);
    const isFree = value.kind !== 'inline' && !raw.includes('$secret{') && maskUrl(raw) === raw;
    return isSecret || !isFree || conditional ? null : span.document.text.slice(span.start, span.end);
  });
  return lines.some((line) => line === null) ? null : lines.flatMap((line) => line ?? []);
}
