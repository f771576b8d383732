import * as v from 'valibot';
import { type Document, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { didYouMean } from '../text/nearest.js';
import type { ClusterIntent, Config, DatabaseIntent, ExpectIntent, IgnoreEntry, NodeIntent } from './intent.js';
import { configSchema, type RawConfig } from './schema.js';

/** The user's mistake, with file, line and the way out. Never a stack trace. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export const EMPTY_CONFIG: Config = { path: null, clusters: [], rules: {}, ignore: [], exclude: [] };

/**
 * Reads `.wso2is-lint.yml`. All mistakes are told at once, one `path:line:column: …` line each.
 *
 * @param ruleIds known rule ids, for `rules:` and `ignore:`
 * @throws ConfigError
 */
export function parseConfig(path: string, text: string, ruleIds: readonly string[]): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const mistakes: string[] = [];
  const tell = (offset: number, message: string): void => {
    const { line, col } = lines.linePos(offset);
    mistakes.push(`${path}:${line}:${col}: ${message}`);
  };
  for (const error of document.errors) tell(error.pos[0], error.message);
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));

  const result = v.safeParse(configSchema, plain(document, path));
  if (!result.success) {
    for (const issue of result.issues) {
      const keys = (issue.path ?? []).map((item) => item.key as string | number);
      tell(offsetOf(document.contents, keys), explain(issue, keys));
    }
    throw new ConfigError(mistakes.join('\n'));
  }
  for (const id of Object.keys(result.output.rules ?? {})) {
    if (!ruleIds.includes(id)) {
      tell(offsetOf(document.contents, ['rules', id]), `there is no rule "${id}".${didYouMean(id, ruleIds)}`);
    }
  }
  (result.output.ignore ?? []).forEach(({ rule }, index) => {
    if (!ruleIds.includes(rule)) {
      const at = offsetOf(document.contents, ['ignore', index, 'rule']);
      tell(at, `there is no rule "${rule}".${didYouMean(rule, ruleIds)}`);
    }
  });
  for (const [name, cluster] of Object.entries(result.output.clusters ?? {})) {
    const nodes = Object.keys(cluster.nodes);
    if (cluster.reference !== undefined && !nodes.includes(cluster.reference)) {
      const at = offsetOf(document.contents, ['clusters', name, 'reference']);
      tell(at, `"${cluster.reference}" is no node of ${name}.${didYouMean(cluster.reference, nodes)}`);
    }
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  const placeOf = (keys: readonly (string | number)[]): ConfigPlace => {
    const { line, col } = lines.linePos(offsetOf(document.contents, keys));
    return { file: path, line, column: col };
  };
  return toConfig(path, result.output, placeOf);
}

function plain(document: Document, path: string): unknown {
  try {
    return document.toJS() ?? {};
  } catch (error) {
    throw new ConfigError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function explain(issue: v.BaseIssue<unknown>, keys: readonly (string | number)[]): string {
  const last = String(keys.at(-1) ?? '');
  const where = keys.length > 1 ? ` in ${keys.slice(0, -1).join('.')}` : '';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    return `unknown key "${last}"${where}.${didYouMean(last, siblings(keys))}`;
  }
  if (issue.type === 'strict_object') return `"${last}" is missing${where}`;
  const name = `"${keys.join('.')}"`;
  if (issue.type === 'iso_date') return `${name}: ${issue.received} is no day: write it like 2027-01-31`;
  if (issue.type === 'min_length') return `${name} is empty`;
  if (issue.type === 'array') return `${name}: expected a list, whose items begin with "- ", found ${issue.received}`;
  return `${name}: expected ${issue.expected ?? 'something else'}, found ${issue.received}`;
}

/** The keys the schema has where the unknown one stands. */
function siblings(keys: readonly (string | number)[]): string[] {
  let schema: unknown = configSchema;
  for (const key of keys.slice(0, -1)) {
    schema = unwrap(schema);
    if (hasEntries(schema)) schema = schema.entries[String(key)];
    else if (hasValue(schema)) schema = schema.value;
    else if (hasItem(schema)) schema = schema.item;
  }
  schema = unwrap(schema);
  return hasEntries(schema) ? Object.keys(schema.entries) : [];
}

function unwrap(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'wrapped' in schema ? schema.wrapped : schema;
}
function hasEntries(schema: unknown): schema is { entries: Record<string, unknown> } {
  return typeof schema === 'object' && schema !== null && 'entries' in schema;
}
function hasValue(schema: unknown): schema is { value: unknown } {
  return typeof schema === 'object' && schema !== null && 'value' in schema;
}
function hasItem(schema: unknown): schema is { item: unknown } {
  return typeof schema === 'object' && schema !== null && 'item' in schema;
}

/** Offset of the key at the end of the path, or of the nearest thing above it that exists. */
function offsetOf(contents: Node | null, keys: readonly (string | number)[]): number {
  let node: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const key of keys) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
      if (pair === undefined) return offset;
      offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset;
      node = pair.value;
    } else {
      const item: unknown = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
      if (item === undefined) return offset;
      offset = (item as Node).range?.[0] ?? offset;
      node = item;
    }
  }
  return offset;
}

type ConfigPlace = IgnoreEntry['at'];
type PlaceOf = (keys: readonly (string | number)[]) => ConfigPlace;

function toConfig(path: string, raw: RawConfig, placeOf: PlaceOf): Config {
  return {
    path,
    clusters: Object.entries(raw.clusters ?? {}).map(([name, cluster]) => toCluster(name, cluster, placeOf)),
    rules: raw.rules ?? {},
    ignore: (raw.ignore ?? []).map((entry, index) => ({
      rule: entry.rule,
      path: entry.path ?? null,
      address: entry.address ?? null,
      reason: entry.reason,
      until: entry.until ?? null,
      at: placeOf(['ignore', index]),
    })),
    exclude: raw.paths?.exclude ?? [],
  };
}

type RawCluster = NonNullable<RawConfig['clusters']>[string];

function toCluster(name: string, raw: RawCluster, placeOf: PlaceOf): ClusterIntent {
  return {
    name,
    nodes: Object.entries(raw.nodes).flatMap(([nodeName, node]) =>
      toNodes(nodeName, node, (key) => {
        const { file, line, column } = placeOf(['clusters', name, 'nodes', nodeName, key]);
        return `${file}:${line}:${column}`;
      }),
    ),
    reference: raw.reference ?? null,
    expect: raw.expect === undefined ? null : toExpect(raw.expect),
    mayDiffer: raw.mayDiffer ?? [],
    mustDiffer: raw.mustDiffer ?? [],
  };
}

/** A list of files is one for each replica: the node is then read once for each, as so many nodes. */
function toNodes(name: string, raw: RawCluster['nodes'][string], placeOf: (key: string) => string): NodeIntent[] {
  const node = {
    path: raw.path,
    at: placeOf('path'),
    host: raw.host ?? null,
  };
  const lists = (['env', 'sys'] as const).filter((key) => Array.isArray(raw[key]));
  const [first] = lists;
  if (first === undefined) {
    return [{ ...node, name, replicas: raw.replicas ?? null, env: listOf(raw.env), sys: listOf(raw.sys) }];
  }
  const count = raw.replicas ?? listOf(raw[first]).length;
  for (const key of lists) {
    const files = listOf(raw[key]).length;
    if (files !== count) {
      const replicas = raw.replicas === undefined ? `${first} has ${count}` : `there are ${count} replicas`;
      throw new ConfigError(`${placeOf(key)}: ${key} lists ${files} files, and ${replicas}: list one for each replica`);
    }
  }
  const fileOf = (key: 'env' | 'sys', index: number): string[] => {
    const files = listOf(raw[key]);
    return files.slice(...(Array.isArray(raw[key]) ? [index, index + 1] : [0]));
  };
  return Array.from({ length: count }, (_, index) => ({
    ...node,
    name: `${name}[${index + 1}]`,
    replicas: 1,
    env: fileOf('env', index),
    sys: fileOf('sys', index),
  }));
}

function toExpect(raw: NonNullable<RawCluster['expect']>): ExpectIntent {
  const databases: Record<string, DatabaseIntent> = {};
  for (const [role, database] of Object.entries(raw.databases ?? {})) {
    if (database === undefined) continue;
    databases[role] = {
      url: database.url,
      driver: database.driver ?? null,
      username: database.username ?? null,
      passwordFrom: database.passwordFrom ?? null,
    };
  }
  return {
    membership: raw.membership ?? null,
    domain: raw.domain ?? null,
    shape: raw.shape ?? null,
    owner: raw.owner ?? null,
    hostName: raw.hostName ?? null,
    databases,
    userStore: raw.userStore ?? null,
  };
}

function listOf(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
