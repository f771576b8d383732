import type { VersionRange } from '../../server/model.js';
import { kindOf as textKind } from '../../server/placeholders.js';
import { flatten } from '../../server/toml/flatten.js';
import { committedPack, type PackFiles, releasedPack } from '../../server/toml/pack.js';
import { resolveConfig } from '../../server/toml/resolve.js';
import { type Flat, keyPart, type Scalar, type Value } from '../../server/toml/value.js';
import { NEWEST, releasesIn } from '../../server/version.js';
import type { Document } from '../../syntax/document.js';
import { parseToml } from '../../syntax/toml/parse.js';
import type { Forge, Item } from './item.js';

/** One node's deployment.toml, which servers may read it, and what they generate their files by. */
export interface TomlSource {
  readonly document: Document;
  readonly version: VersionRange | null;
  readonly packFiles: PackFiles;
}

/** Any other TOML file; null for what is none (a template, a broken file). */
export function tomlItem(document: Document, forge: Forge): Item | null {
  const tree = parseToml(document);
  if (tree.error !== null) return null;
  const { flat } = flatten(tree);
  return forge({ name: '', children: [...flat].map(([key, value]) => valueItem(key, null, null, value, null, forge)) });
}

/**
 * What several deployment.tomls say, in the server's own keys. A key that only some write has on the others the value
 * their server would use, so that a default written out is none. Null where one of them is no TOML.
 */
export function deploymentItems(sources: readonly TomlSource[], forge: Forge): (Item[] | null)[] | null {
  const read = new Map<string, Deployment | null>();
  const deployments = sources.map((source) => {
    const { document, version, packFiles } = source;
    const name = [document.digest, version?.min, version?.max, ...Object.values(packFiles)].join('\0');
    const known = read.get(name);
    if (known !== undefined) return known;
    const deployment = deploymentOf(source);
    read.set(name, deployment);
    return deployment;
  });
  const all = deployments.filter((deployment) => deployment !== null);
  if (all.length < deployments.length) return null;
  const keys = keysToCompare(all);
  const items = new Map<Deployment, Item[]>();
  return all.map((deployment) => {
    const known = items.get(deployment) ?? itemsOf(deployment, keys, forge);
    items.set(deployment, known);
    return known;
  });
}

interface Deployment {
  /** In the server's keys, in the order of the file. */
  readonly written: Flat;
  /** What every server of the range makes of a key; null where they differ, or nobody knows. */
  readonly effective: (key: string) => Value | null;
  /** Keys of which the server makes a number of some unit: `15m` is 15. */
  readonly units: ReadonlySet<string>;
}

function deploymentOf({ document, version, packFiles }: TomlSource): Deployment | null {
  const tree = parseToml(document);
  if (tree.error !== null) return null;
  const flat = withDatasources(flatten(tree).flat);
  const packs = version === null ? [] : releasesIn(version).map((one) => committedPack(one, packFiles).pack);
  const written = new Map<string, Value>();
  const { mappings } = packs.at(-1) ?? releasedPack(NEWEST);
  for (const [key, value] of flat) written.set(mappings.get(key)?.[0] ?? key, value);
  let known: Flat[] | null = null;
  const outcomes = (): Flat[] => {
    known ??= packs.map((pack) => resolveConfig(flat, pack, { env: null, sys: null }).flat);
    return known;
  };
  return {
    written,
    effective: (key) => {
      const [first, ...others] = outcomes().map((outcome) => outcome.get(key) ?? null);
      if (first === undefined || first === null) return null;
      return others.every((other) => other !== null && printed(other) === printed(first)) ? first : null;
    },
    units: new Set(packs.flatMap(({ units }) => Object.keys(units))),
  };
}

/** `[[datasource]]` with an id is `[datasource.ID]`. */
function withDatasources(flat: Flat): Flat {
  const list = flat.get('datasource');
  if (list?.kind !== 'list') return flat;
  const named = list.items.flatMap((item): [string, Value][] => {
    const id = item.kind === 'table' ? item.entries.get('id') : undefined;
    if (item.kind !== 'table' || id?.kind !== 'scalar') return [];
    const prefix = `datasource.${keyPart(id.text)}`;
    return [...item.entries].filter(([key]) => key !== 'id').map(([key, value]) => [`${prefix}.${key}`, value]);
  });
  return new Map([...[...flat].filter(([key]) => key !== 'datasource'), ...named]);
}

/** Parts of an address that a URL holds too. */
const URL_PARTS = ['type', 'hostname', 'port', 'name'];

/** All that one of them writes; where some give a database by its URL, all are compared by it. */
function keysToCompare(deployments: readonly Deployment[]): string[] {
  const keys = new Set(deployments.flatMap(({ written }) => [...written.keys()]));
  for (const key of [...keys]) {
    const table = /^(database\.\w+)\.url$/.exec(key)?.[1];
    if (table === undefined || deployments.every(({ written }) => written.has(key))) continue;
    if (deployments.some(({ effective }) => effective(key) === null)) continue;
    for (const part of URL_PARTS) keys.delete(`${table}.${part}`);
    keys.add(`${table}.driver`);
  }
  return [...keys];
}

function itemsOf({ written, effective, units }: Deployment, keys: readonly string[], forge: Forge): Item[] {
  return keys.flatMap((key) => {
    const own = written.get(key);
    const value = own ?? effective(key);
    if (value === null) return [];
    const refers = own?.kind === 'scalar' && own.text.includes('$ref{');
    const resolved = refers || (own !== undefined && units.has(key)) ? effective(key) : null;
    return [valueItem(key, null, null, value, resolved?.kind === 'scalar' ? resolved : null, forge)];
  });
}

/** Keys for which the text "true" is not true (`sameas true` in the templates of registry.xml). */
const BOOLEANS = /^registry\.(?:enable_mount|use_shared_db_as_datasource)$/;
/** Lists whose order says nothing, as the server asks whether something is in them. */
const SETS = /^clustering\.members$|^cors\.(?:allowed_origins|(?:supported|exposed)_(?:headers|methods))$/;
/** Arrays of tables that are gone through in order, whatever names they have. */
const SEQUENCES = /filter|valve|listener|handler|sequence|access_control/;
const NAMING = ['id', 'name', 'key'];

function valueItem(
  name: string,
  key: string | null,
  order: string | null,
  value: Value,
  resolved: Scalar | null,
  forge: Forge,
): Item {
  const named = { name, key, order };
  if (value.kind === 'scalar') {
    const span = value.origin === 'explicit' ? value.span : null;
    const isBranch = value.certainty === 'template' && textKind(value.text) !== 'template';
    const compared = name.startsWith('secrets.') ? 'presence' : isBranch ? 'unknown' : 'value';
    const isDefault = value.origin !== 'explicit';
    const text = BOOLEANS.test(name) && value.type === 'string' ? `"${value.text}"` : value.text;
    return forge({ ...named, text, exact: true, resolved: resolved?.text ?? null, span, compared, isDefault });
  }
  if (value.kind === 'table') {
    const children = [...value.entries].map(([inner, one]) => valueItem(inner, null, null, one, null, forge));
    return forge({ ...named, span: value.span, children });
  }
  const children = value.items.map((item) => {
    const itemKey = keyOf(name, item);
    return valueItem('', itemKey, itemKey === null || SEQUENCES.test(name) ? '*' : null, item, null, forge);
  });
  const span = value.origin === 'explicit' ? value.span : null;
  return forge({ ...named, span, children, ...(children.length === 0 && { text: '' }) });
}

function keyOf(list: string, item: Value): string | null {
  if (item.kind === 'scalar') return SETS.test(list) ? item.text : null;
  if (item.kind !== 'table') return null;
  for (const name of NAMING) {
    const value = item.entries.get(name);
    if (value?.kind === 'scalar') return value.text;
  }
  return null;
}

function printed(value: Value): string {
  if (value.kind === 'scalar') return value.text;
  if (value.kind === 'list') return `[${value.items.map(printed).join(', ')}]`;
  return `{${[...value.entries].map(([key, one]) => `${key}=${printed(one)}`).join(', ')}}`;
}
