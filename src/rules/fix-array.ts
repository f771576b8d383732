import { textsOf } from '../cluster/deployment.js';
import type { NodeModel, TomlFacts } from '../server/model.js';
import { known } from '../server/setting.js';
import type { WrittenKey } from '../server/toml/flatten.js';
import type { Span } from '../syntax/document.js';
import { maskUrl } from '../text/redact.js';
import { fixWith } from './fix.js';
import { soundly } from './fix-toml-names.js';
import type { Edit, Fix } from './rule.js';

const REFERENCE = /\$ref\{([^}]*)\}/g;

/**
 * Makes tables of an array of datasources, where references work; elsewhere writes what they stand for, unless that is
 * a secret.
 *
 * @param span of the text with the reference
 */
export function referenceInArrayFix(
  node: NodeModel,
  toml: TomlFacts,
  written: WrittenKey,
  span: Span | null,
): { readonly fix?: Fix } {
  if (toml.tree.templated || span === null) return {};
  const tables = written.inArray === 'datasource' ? soundly(toml, asTables(node, toml)) : [];
  const names = tables.map(({ text }) => text).join(', ');
  if (tables.length > 0)
    return fixWith(names.length > 60 ? 'Make each datasource a table' : `Write ${names}`, 'safe', tables);
  const { document, start, end } = span;
  const source = document.text.slice(start, end);
  return fixWith(
    'Write the value for its reference',
    'safe',
    soundly(toml, inlined(node, toml, { ...span, start, end }, source)),
  );
}

/** `[datasource.ID]` for each `[[datasource]]`: none where an id is missing or taken, or a reference leads nowhere. */
function asTables(node: NodeModel, toml: TomlFacts): Edit[] {
  const { tree, written } = toml;
  const elements = tree.tables.filter(
    ({ kind, path }) => kind === 'array' && path.length === 1 && path[0]?.text === 'datasource',
  );
  const inside = written.filter(({ inArray }) => inArray === 'datasource');
  const ids = elements.map((element) => {
    const id = inside.find(({ key, entry }) => key === 'datasource.id' && entry.table === element)?.value;
    return id?.kind === 'scalar' && /^[\w-]+$/.test(id.text) ? id.text : null;
  });
  const hasParts = inside.some(({ entry: { table } }) => table !== null && !elements.includes(table));
  const isOpen = inside.some(({ value }) =>
    textsOf(value).some(({ text }) => namesIn(text).some((name) => toml.effective(name) === null)),
  );
  if (hasParts || isOpen || ids.includes(null) || new Set(ids).size < ids.length) return [];
  return elements.map(({ span }, index) => ({ node, span, text: `[datasource.${ids[index]}]` }));
}

function namesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].map(([, name = '']) => name);
}

/** Every reference of a text, or none. */
function inlined(node: NodeModel, toml: TomlFacts, span: Span, source: string): Edit[] {
  const edits = [...source.matchAll(REFERENCE)].map(({ 0: marker, 1: name = '', index }) => {
    const start = span.start + index;
    return { node, span: { ...span, start, end: start + marker.length }, text: plainText(toml, name) };
  });
  return edits.every((edit): edit is Edit => edit.text !== null) ? edits : [];
}

/** What stands for a key, where any quotes can hold it and it is no secret. */
function plainText(toml: TomlFacts, name: string): string | null {
  const setting = toml.effective(name);
  const text = known(setting);
  const isPlain = text !== null && /^[^"'\\\p{Cc}]*$/u.test(text) && maskUrl(text) === text;
  return isPlain && setting?.sensitive === false && setting.varies !== true ? text : null;
}
