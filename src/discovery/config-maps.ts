import type { Document } from '../syntax/document.js';
import { type BlockScalar, blockScalars, blockText, type YamlObject } from '../syntax/yaml-blocks.js';
import { beginsLike, type ConfRoot, folderOf, isConfigName, isCoreName } from './conf-root.js';
import { basename, dirname } from './paths.js';
import type { EmbeddedFile, ListedFile, Skipped } from './types.js';

/** The path of a YAML file to its content; null when it cannot be read. */
export type OpenYaml = (path: string) => Document | null;

const YAML = /\.ya?ml$/i;
const LARGEST = 1024 * 1024;
/** Why such a file is not read. */
export const TEMPLATE = 'template ({{ }}): render it first';
const CONFIG_MAP = /\bkind:[ \t]*["']?ConfigMap\b/;

/** How kubectl writes a file with a tab or a blank at the end of a line. */
const QUOTED = /^[ \t]+["']?([\w.-]+\.(?:xml|toml))["']?:[ \t]*(?:"(?=[^"\n]*(?:\\n|\n))|'(?=[^'\n]*\n))/gm;

/** One file of a server in a ConfigMap. */
interface Entry extends EmbeddedFile {
  /** Where the server has it, below the conf root. */
  readonly place: string;
}

/** What one ConfigMap holds. */
interface ConfigMap {
  readonly file: string;
  /** `metadata.name` as written, else the file's name without its extension. */
  readonly name: string;
  readonly entries: readonly Entry[];
  /** Files that no rule reads. */
  readonly beside: readonly Entry[];
}

/** The ConfigMaps of one server. */
interface Server {
  readonly file: string;
  readonly name: string;
  /** Without deployment.toml. */
  readonly entries: readonly Entry[];
  /** Several stand under conditions in a template: one of them is used. */
  readonly tomls: readonly Entry[];
  readonly beside: readonly Entry[];
}

/**
 * Conf roots in Kubernetes ConfigMaps: YAML files whose `data` holds a server's files as block scalars. A conf root has
 * the path of the YAML file, as if that were a directory (`k8s/is.yaml`, with the files `k8s/is.yaml/carbon.xml`); of
 * several in one file each has a part of its own (`k8s/all.yaml/is-1`). Alternatives, deployment.toml more than once in
 * one ConfigMap, are conf roots each, `…/alternative-1`, as nobody can tell here which one is used.
 */
export function findConfigMaps(
  files: readonly ListedFile[],
  open: OpenYaml,
): { readonly roots: ConfRoot[]; readonly skipped: Skipped[] } {
  const skipped: Skipped[] = [];
  const maps = files
    .filter(({ path, size }) => YAML.test(path) && size <= LARGEST)
    .flatMap(({ path }) => configMapsIn(path, open(path), skipped));
  const servers = joined(maps).filter(({ entries, tomls }) =>
    [...entries, ...tomls].some(({ key, block }) => block !== null && isCoreName(key)),
  );
  const roots = servers.flatMap((server) => {
    const inFile = servers.filter(({ file }) => file === server.file);
    return rootsOf(server, inFile);
  });
  return { roots, skipped };
}

function configMapsIn(file: string, outer: Document | null, skipped: Skipped[]): ConfigMap[] {
  if (outer === null || !CONFIG_MAP.test(outer.text) || !/\.(?:xml|toml)\b/.test(outer.text)) return [];
  for (const [, key = ''] of outer.text.matchAll(QUOTED)) {
    if (isConfigName(key))
      skipped.push({ file, reason: `${key}: a quoted text, which is not read; write it as a block (|)` });
  }
  const byObject = new Map<YamlObject, BlockScalar[]>();
  for (const block of blockScalars(outer.text)) {
    if (block.section !== 'data' || block.object.kind !== 'ConfigMap') continue;
    byObject.set(block.object, [...(byObject.get(block.object) ?? []), block]);
  }
  return [...byObject].map(([object, blocks]) => {
    const renamed = blocks.filter(({ key }) => /.[-_.]deployment\.toml$/.test(key));
    for (const { key } of renamed) skipped.push({ file, reason: `${key}: which server mounts it is not told here` });
    const entries = blocks.flatMap((block) => entryOf(file, outer, block, skipped));
    const beside = blocks.flatMap((block) => besideOf(file, outer, block));
    return { file, name: object.name ?? stem(file), entries: withoutRepeated(entries, skipped), beside };
  });
}

function stem(file: string): string {
  return basename(file).replace(YAML, '');
}

/** Null instead of the content where only rendering tells it; nothing for a look-alike. */
function entryOf(file: string, outer: Document, block: BlockScalar, skipped: Skipped[]): Entry[] {
  const { key } = block;
  if (!isConfigName(key)) return [];
  const text = blockText(outer.text, block);
  const entry = { file, key, outer, place: placeOf(key) };
  if (isUnrendered(key, text, outer.text.slice(block.start, block.start + 200))) {
    skipped.push({ file, reason: `${key}: ${TEMPLATE}` });
    return [{ ...entry, block: null }];
  }
  const isServers = key === 'deployment.toml' ? /^[ \t]*(?:\[|[\w."'-]+[ \t]*=)/m.test(text) : beginsLike(key, text);
  return isServers ? [{ ...entry, block }] : [];
}

const CONFIGURATION = /\.(?:xml|toml|properties|ya?ml|json|conf|cfg|ini|sh|txt)$/i;

/** A file that only comparing nodes as a whole asks for; without its content where only rendering tells it. */
function besideOf(file: string, outer: Document, block: BlockScalar): Entry[] {
  const { key } = block;
  if (isConfigName(key) || !CONFIGURATION.test(key) || /.[-_.]deployment\.toml$/.test(key)) return [];
  const below = outer.text.slice(block.start, block.start + 200);
  const isTemplate = isUnrendered(`${key}.xml`, blockText(outer.text, block), below);
  return [{ file, key, outer, place: key, block: isTemplate ? null : block }];
}

function placeOf(key: string): string {
  const folder = folderOf(key);
  return folder === null ? key : `${folder}/${key}`;
}

/**
 * Is there nothing but what a template puts there; or, in XML, may there be more or less than is written: an action on a
 * line of its own adds elements, a condition takes some away. Placeholders inside of texts are no harm.
 */
function isUnrendered(key: string, text: string, below: string): boolean {
  const lines = text.replace(/<!--[\s\S]*?-->/g, '').split('\n');
  const said = lines.filter((line) => line.trim() !== '');
  if (said.length === 0) return /^\s*\{\{/.test(below);
  const actions = said.filter((line) => /^\s*\{\{.*\}\}\s*$/.test(line));
  if (key.endsWith('.toml')) return actions.length === said.length;
  return actions.length > 0 || said.some((line) => /\{\{-?\s*(?:if|else|range|with|define|block)\b/.test(line));
}

/** XML more than once in one ConfigMap: one of them is used, so what the server reads is not known. */
function withoutRepeated(entries: readonly Entry[], skipped: Skipped[]): Entry[] {
  const repeated = (entry: Entry) => entries.filter(({ key }) => key === entry.key).length > 1;
  return entries.flatMap((entry) => {
    if (entry.key === 'deployment.toml' || !repeated(entry)) return [entry];
    if (entries.find(({ key }) => key === entry.key) !== entry) return [];
    skipped.push({ file: entry.file, reason: `${entry.key}: more than once in one ConfigMap, render it first` });
    return [{ ...entry, block: null }];
  });
}

/**
 * One server's files may be spread: `is-conf`, `is-conf-axis2`, `is-conf-datasources` in one folder, a ConfigMap for
 * each folder of `conf`. Joined only where the names say just that and no file is there twice.
 */
function joined(maps: readonly ConfigMap[]): Server[] {
  const families = new Map<string, ConfigMap[]>();
  for (const map of maps.filter(({ entries }) => entries.length > 0)) {
    const family = `${dirname(map.file)}//${nameWithoutFolder(map)}`;
    families.set(family, [...(families.get(family) ?? []), map]);
  }
  return [...families.values()].flatMap((family) => {
    const places = family.flatMap(({ entries }) => [...new Set(entries.map(({ place }) => place))]);
    const names = new Set(family.map(({ name }) => name));
    const certain = names.size === family.length && new Set(places).size === places.length;
    return certain ? [serverOf(family)] : family.map((map) => serverOf([map]));
  });
}

function nameWithoutFolder({ name, entries }: ConfigMap): string {
  const [, base, folder] = /^(.+)[-_.]([a-z0-9]+)$/.exec(name) ?? [];
  return base !== undefined && entries.every(({ place }) => place.startsWith(`${folder}/`)) ? base : name;
}

function serverOf(maps: readonly ConfigMap[]): Server {
  const [main] = maps.toSorted((a, b) => a.name.length - b.name.length);
  const entries = maps.flatMap((map) => map.entries);
  const beside = maps.flatMap((map) => map.beside);
  return {
    file: main?.file ?? '',
    name: main?.name ?? '',
    entries: entries.filter(({ key }) => key !== 'deployment.toml'),
    tomls: entries.filter(({ key }) => key === 'deployment.toml'),
    // Of one name nobody can tell which is used.
    beside: beside.filter(({ place }) => beside.filter((other) => other.place === place).length === 1),
  };
}

function rootsOf(server: Server, inFile: readonly Server[]): ConfRoot[] {
  const { file, name, entries, tomls, beside } = server;
  const part = inFile.length > 1 ? partOf(server, inFile) : null;
  const label = name.includes('{{') ? (part ?? stem(file)) : name.replaceAll('/', '-');
  const path = part === null ? file : `${file}/${part}`;
  const place = `${dirname(file)}/${label}`;
  if (tomls.length < 2) return [rootAt(path, place, [...entries, ...tomls], beside)];
  return tomls.flatMap((toml, index) =>
    toml.block === null
      ? []
      : [rootAt(`${path}/alternative-${index + 1}`, `${place} (${index + 1})`, [...entries, toml], beside)],
  );
}

/** What tells a server from the others in the same file; the words of alternatives where its name does not. */
function partOf(server: Server, inFile: readonly Server[]): string {
  const literal = ({ name }: Server) => name.replace(/\{\{.*?\}\}/g, '').replace(/^[-_.\s]+|[-_.\s]+$|\//g, '');
  const own = literal(server);
  const alone = own !== '' && inFile.filter((other) => literal(other) === own).length === 1;
  return alone ? own : `alternative-${inFile.indexOf(server) + 1}`;
}

/** In the TOML era the XML is generated: of it only carbon.xml is read, which tells the version. */
function rootAt(path: string, place: string, entries: readonly Entry[], beside: readonly Entry[]): ConfRoot {
  const era = entries.some(({ key }) => key === 'deployment.toml') ? 'toml' : 'xml';
  const isRead = ({ key }: Entry): boolean => era === 'xml' || /^(?:deployment\.toml|carbon\.xml)$/.test(key);
  const filesOf = (some: readonly Entry[]) =>
    new Map(some.map(({ place: below, file, key, outer, block }) => [`${path}/${below}`, { file, key, outer, block }]));
  const others = [...beside, ...entries.filter((entry) => !isRead(entry))];
  return {
    ...{ path, home: path, era, core: new Map(), place },
    embedded: filesOf(entries.filter(isRead)),
    beside: filesOf(others),
  };
}
