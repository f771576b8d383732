import type { Cluster } from './cluster/cluster.js';
import { group } from './cluster/group.js';
import { shardsOf } from './cluster/shards.js';
import type { Config } from './config/intent.js';
import type { Profile } from './config/options.js';
import { ConfigError, EMPTY_CONFIG, parseConfig } from './config/parse.js';
import type { Shard } from './config/shard.js';
import { filesFor, parseVariables } from './config/variables.js';
import { isConfigName } from './discovery/conf-root.js';
import { discover, templateMarker } from './discovery/discover.js';
import { isConfigurationFolder } from './discovery/files.js';
import type { DiscoveredNode, Discovery, ListedFile, MissingNode, Skipped } from './discovery/types.js';
import { type Elsewhere, withHomes } from './homes.js';
import type { Host } from './host.js';
import { byPlace, isOn, runRules, runSuppressionRules, summarize } from './lint/engine.js';
import type { LintResult } from './lint/finding.js';
import { isTemplate } from './lint/finding.js';
import { type FixResult, fixAll, type Safety } from './lint/fix.js';
import { suppress } from './lint/suppress.js';
import { type Memory, newMemory } from './memory.js';
import { RULE_IDS, RULES } from './rules/index.js';
import type { Rule } from './rules/rule.js';
import type { NodeModel } from './server/model.js';
import { ELEMENT_TABLES } from './server/structure.js';
import { parseVersion, type Version } from './server/version.js';
import { findAbove, type ReadConfig, readSilence } from './silence.js';
import type { Document } from './syntax/document.js';
import { checkWellFormed, type GateVerdict } from './syntax/xml/gate.js';
import { generateSchema } from './syntax/xml/schema.js';
import { didYouMean } from './text/nearest.js';

/** What the user asked for, from the command line or from the action's inputs. */
export interface Request {
  /** Directories to look in, relative to the working directory. */
  readonly paths: readonly string[];
  /** `--config`; null for `.wso2is-lint.yml` here or above. */
  readonly config: string | null;
  readonly productVersion: string | null;
  /** `[NODE=]FILE`, as given. */
  readonly envFiles: readonly string[];
  readonly sysFiles: readonly string[];
  readonly cluster: string | null;
  /** `--shard`: a part of the clusters only; all of them when absent. */
  readonly shard?: Shard | null;
  readonly profile: Profile;
  /** `--reference`; null for what the configuration says. */
  readonly reference: string | null;
  /** `--baseline`; null for `.wso2is-lint-baseline` beside the configuration. */
  readonly baseline: string | null;
  /** Paths that the change under check changes: of two nodes that differ, and nobody knows who is right, theirs is named first. */
  readonly changed?: ReadonlySet<string>;
  readonly toolVersion: string;
  /** Told what is going on, for a progress line. */
  readonly progress: (what: string) => void;
}

const CONFIG_FILES = ['.wso2is-lint.yml', '.wso2is-lint.yaml'];
const LARGEST_FILE = 16 * 1024 * 1024;
const SCHEMA = generateSchema(ELEMENT_TABLES.values());
const KEYSTORE = /\.(jks|p12|pfx|keystore)$/i;

/** What a run may take from elsewhere than its host. */
export interface Around {
  /** What earlier runs learnt; a run without it starts from nothing. */
  readonly memory?: Memory;
  /**
   * The base branch, for a pull request from a fork: what silences findings (rules, ignore, paths.exclude, baseline,
   * comments) counts only as far as it stands there.
   */
  readonly trusted?: Host;
  /**
   * Where the configuration file and the variables are read, when the files of an older commit are judged by today's
   * settings: what those name may not have been there then.
   */
  readonly config?: Host;
  /** The rules to ask, all when absent: who only wants to know the nodes asks none. */
  readonly rules?: readonly Rule[];
  /** Compare all files of the nodes: `drift`. */
  readonly drift?: {
    /** With what they are elsewhere, each by itself; null for with each other. */
    readonly elsewhere: Elsewhere | null;
  };
}

/** What `drift` is for, whatever the configuration says of it; only its severity counts. */
const DRIFT_RULE = 'drift-setting';

/**
 * The whole run: discover → read → model → group → check.
 *
 * @throws ConfigError for what the user must mend: paths, options, configuration file
 */
export async function run(request: Request, host: Host, around: Around = {}): Promise<LintResult> {
  const memory = around.memory ?? newMemory();
  const productVersion = request.productVersion === null ? null : versionOf(request.productVersion);
  const settings = around.config ?? host;
  const isPast = around.config !== undefined;
  const own = readConfig(request, settings);
  const trusted = trustedOf(request, own, around.trusted ?? null);
  const { config, baseline, trust } = readSilence(own, request.baseline, settings, trusted);

  request.progress('looking for configuration');
  const { files, skipped, links } = listFiles(
    isPast ? request.paths.filter((path) => host.kindOf(path) === 'directory') : request.paths,
    host,
  );
  const discovery = discover({
    files,
    roots: request.paths,
    config,
    sniff: host.sniff,
    open: (path) => opened(path, host, memory),
    here: host.here,
  });
  if (!isPast) refuseMissing(discovery.missing, files);
  const unfollowed = linksIn(discovery.nodes, links);
  const unlisted = [...skipped, ...unfollowed].map(({ file }) => file);
  skipped.push(...unfollowed, ...discovery.skipped);

  if (!isPast) {
    refuseUnknown('--env-file (or --environment)', request.envFiles, discovery.nodes, host);
    refuseUnknown('--sys-file', request.sysFiles, discovery.nodes, host);
  }
  request.progress(`reading ${discovery.nodes.length} nodes`);
  const { documents, keystoreDigests } = readFiles(discovery, files, host, memory, skipped);
  const verdicts = await judge(documents, host, memory, skipped);

  request.progress(`checking ${discovery.nodes.length} nodes`);
  const nodes = discovery.nodes.map((discovered) =>
    memory.node({
      discovered,
      documents,
      keystoreDigests,
      env: variablesOf(discovered.name, discovered.envFiles, request.envFiles, settings),
      sys: variablesOf(discovered.name, discovered.sysFiles, request.sysFiles, settings),
      productVersion,
      verdicts,
    }),
  );
  for (const node of nodes.filter(isTemplate)) {
    const file = node.files.find(({ role }) => role === 'deployment-toml')?.path ?? node.path;
    skipped.push({ file, reason: 'template: render it first' });
  }
  const all = group(
    nodes.map((node) => withChanges(node, request.changed)),
    config,
  );
  const wanted = isPast
    ? wereThere(all, request)
    : withReference(partOf(chosen(all, request.cluster), request.shard), request.reference);
  const clusters = withHomes(
    wanted,
    { discovery, files, documents, host, memory, skipped, unlisted, largest: LARGEST_FILE },
    around.drift?.elsewhere ?? null,
  );
  const judged = around.drift === undefined ? config : withDrift(config);
  const context = { rules: around.rules ?? RULES, config: judged, profile: request.profile, sha256: host.sha256 };
  const silenced = suppress(runRules(clusters, context), {
    ...{ clusters, skipped, config, baseline, trust, rules: RULES, paths: request.paths, here: host.here },
    narrowed: clusters.length < all.length,
    isOn: (rule) => isOn(rule, context),
    today: host.today(),
  });
  const { suppressed } = silenced;
  const findings = [...silenced.findings, ...runSuppressionRules(silenced.suppressions, context)].sort(byPlace);
  return {
    clusters,
    findings,
    suppressed,
    baseline: silenced.baseline,
    skipped: skipped.sort((a, b) => (a.file < b.file ? -1 : 1)),
    summary: summarize(findings, suppressed, clusters),
    documents,
    toolVersion: request.toolVersion,
  };
}

function withDrift(config: Config): Config {
  const { [DRIFT_RULE]: own } = config.rules;
  return own === undefined || own === 'off'
    ? { ...config, rules: { ...config.rules, [DRIFT_RULE]: 'warning' } }
    : config;
}

/** The same run with fixes made, in memory: what they change, and what is left when nothing more can be fixed. */
export function runFixed(request: Request, host: Host, safety: Safety, around: Around = {}): Promise<FixResult> {
  const kept = { memory: newMemory(), ...around };
  return fixAll((changed) => run(request, withContents(host, changed), kept), safety);
}

/** Files as they would be after fixes, over those on disk. */
function withContents(host: Host, changed: ReadonlyMap<string, Uint8Array>): Host {
  const sniff = (path: string): string | null => {
    const bytes = changed.get(path);
    return bytes === undefined ? host.sniff(path) : new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  };
  return { ...host, read: (path) => changed.get(path) ?? host.read(path), sniff };
}

/** True when the run judged nothing: exit 3, never green by ignorance. */
export function isEmpty(result: LintResult): boolean {
  return result.clusters.every((cluster) => cluster.nodes.every(isTemplate));
}

function versionOf(text: string): Version {
  const version = parseVersion(text);
  if (version === null) throw new ConfigError(`--product-version: "${text}" is no version; write it like 5.8.0`);
  return version;
}

function readConfig(request: Request, host: Host): ReadConfig {
  const path = request.config ?? findAbove(CONFIG_FILES, host);
  if (path === null) return { path, config: EMPTY_CONFIG };
  if (host.kindOf(path) !== 'file') throw new ConfigError(`--config: there is no file ${path}`);
  const config = parseConfig(path, new TextDecoder().decode(readOr(path, host, '--config')), RULE_IDS);
  return { path, config: seenFromHere(config, path, request.paths, host) };
}

/** The configuration at the same path in the trusted host, which may have none. */
function trustedOf(request: Request, own: ReadConfig, host: Host | null) {
  if (host === null) return null;
  const path = own.path ?? findAbove(CONFIG_FILES, host);
  if (path === null || host.kindOf(path) !== 'file') return { host, own: { path, config: EMPTY_CONFIG } };
  return { host, own: readConfig({ ...request, config: path }, host) };
}

/** The config's paths are relative to its file; from here on they are relative to the working directory. */
function seenFromHere(config: Config, path: string, roots: readonly string[], host: Host): Config {
  const directory = path.slice(0, path.lastIndexOf('/') + 1);
  const seen = (each: string): string => host.seen(directory + each, '.');
  const below = (each: string): string => {
    const plain = seen(each);
    return roots.map((root) => host.seen(directory + each, root)).find((told) => told !== plain) ?? plain;
  };
  const clusters = config.clusters.map((cluster) => ({
    ...cluster,
    nodes: cluster.nodes.map((node) => ({
      ...node,
      path: below(node.path),
      env: node.env.map(seen),
      sys: node.sys.map(seen),
    })),
  }));
  return { ...config, path: null, clusters };
}

/** A mistyped path would leave the node a cluster of its own, and nothing would be compared. */
function refuseMissing(missing: readonly MissingNode[], files: readonly ListedFile[]): void {
  if (missing.length === 0) return;
  const folders = [...new Set(files.flatMap(({ path }) => parentsOf(path)))];
  const told = missing.map(
    ({ at, node, path, reason }) => `${at}: node ${node}: ${reason}: ${path}.${didYouMean(path, folders)}`,
  );
  throw new ConfigError(told.join('\n'));
}

function parentsOf(path: string): string[] {
  const segments = path.split('/').slice(0, -1);
  return segments.map((_, index) => segments.slice(0, index + 1).join('/'));
}

function readOr(path: string, host: Host, option: string): Uint8Array {
  try {
    return host.read(path);
  } catch (error) {
    throw new ConfigError(`${option}: cannot read ${path}: ${messageOf(error)}`);
  }
}

function listFiles(paths: readonly string[], host: Host) {
  const files = new Map<string, ListedFile>();
  const skipped: Skipped[] = [];
  const links: string[] = [];
  const missing = paths.filter((path) => host.kindOf(path) === null);
  if (missing.length > 0) {
    throw new ConfigError(missing.map((path) => `there is no file or directory ${path}`).join('\n'));
  }
  const notDirectories = paths.filter((path) => host.kindOf(path) === 'file');
  if (notDirectories.length > 0) {
    const told = notDirectories.map((path) => `${path} is a file: name the directory of the node, or one above it`);
    throw new ConfigError(told.join('\n'));
  }
  for (const path of paths) {
    const listed = host.list(path);
    for (const file of listed.files) files.set(file.path, file);
    skipped.push(...listed.skipped);
    links.push(...(listed.links ?? []));
  }
  return { files: [...files.values()], skipped, links };
}

/**
 * Links to folders where a server would look for its configuration. They are not followed: the same file would be
 * checked, told and mended under two names, and git applies no patch beyond a link.
 */
function linksIn(nodes: readonly DiscoveredNode[], links: readonly string[]): Skipped[] {
  return links
    .filter((link) => nodes.some((node) => isConfigurationFolder(link, node)))
    .map((file) => ({ file, reason: LINK }));
}

const LINK = 'symbolic link to a folder: not followed';

/** A YAML file that may hold a server's files; null when it cannot be read. */
function opened(path: string, host: Host, memory: Memory): Document | null {
  try {
    return memory.document(host.read(path), host.sha256);
  } catch {
    return null;
  }
}

/** Reads every file once; equal bytes become one document. What cannot be read is skipped with the reason. */
function readFiles(
  { nodes, embedded }: Discovery,
  files: readonly ListedFile[],
  host: Host,
  memory: Memory,
  skipped: Skipped[],
): { documents: Map<string, Document>; keystoreDigests: Map<string, string> } {
  const sizes = new Map(files.map((file) => [file.path, file.size]));
  const documents = new Map<string, Document>();
  const keystoreDigests = new Map<string, string>();
  for (const path of new Set(nodes.flatMap((node) => node.files))) {
    const inside = embedded.get(path);
    if (inside !== undefined) {
      const { outer, file, block } = inside;
      if (block !== null) documents.set(path, memory.embedded(outer, file, block, host.sha256));
      continue;
    }
    if ((sizes.get(path) ?? 0) > LARGEST_FILE) {
      skipped.push({ file: path, reason: 'larger than 16 MB' });
      continue;
    }
    try {
      const bytes = host.read(path);
      if (KEYSTORE.test(path)) {
        keystoreDigests.set(path, host.sha256(bytes));
        continue;
      }
      documents.set(path, memory.document(bytes, host.sha256));
    } catch (error) {
      skipped.push({ file: path, reason: messageOf(error) });
    }
  }
  return { documents, keystoreDigests };
}

/**
 * Asks libxml2 about every distinct XML document. A file that is not well-formed because it is a template, and one
 * that cannot be judged, is taken out of `documents` and skipped with the reason.
 */
async function judge(
  documents: Map<string, Document>,
  host: Host,
  { verdicts }: Memory,
  skipped: Skipped[],
): Promise<ReadonlyMap<string, GateVerdict>> {
  const xml = [...documents].filter(([path]) => path.endsWith('.xml'));
  const unjudged = xml.map(([, document]) => document).filter(({ digest }) => !verdicts.has(digest));
  const judged = checkWellFormed(
    [...new Map(unjudged.map((document) => [document.digest, document.bytes]))].map(([id, bytes]) => ({ id, bytes })),
    { xmllint: host.xmllint, schema: SCHEMA },
  );
  // libxml2 works in a thread of its own: meanwhile the trees that will be read are built.
  for (const [path, document] of xml) if (isConfigName(path.slice(path.lastIndexOf('/') + 1))) document.xml();
  for (const [digest, verdict] of await judged) verdicts.set(digest, verdict);
  for (const [path, document] of xml) {
    const verdict = verdicts.get(document.digest);
    if (verdict === undefined) continue;
    const { file, of } = shownPlace(path, document);
    const template = verdict.kind === 'malformed' ? templateMarker(document.text) : null;
    if (template !== null) {
      documents.delete(path);
      skipped.push({ file, reason: of + template });
    } else if (verdict.kind === 'skipped') {
      documents.delete(path);
      skipped.push({ file, reason: of + verdict.reason });
    }
  }
  return verdicts;
}

/** The file where people find a document, and which part of it is meant. */
function shownPlace(path: string, { embedded }: Document): { file: string; of: string } {
  if (embedded === null) return { file: path, of: '' };
  return { file: embedded.file, of: `${path.slice(path.lastIndexOf('/') + 1)}: ` };
}

/** A file given for a node that does not exist would be lost without a word. */
function refuseUnknown(option: string, given: readonly string[], nodes: readonly DiscoveredNode[], host: Host): void {
  const names = nodes.map(({ name }) => name);
  for (const entry of given) {
    const [node = '', ...file] = entry.split('=');
    if (file.length > 0 && !names.includes(node) && host.kindOf(entry) !== 'file') {
      throw new ConfigError(`${option} ${entry}: there is no node "${node}".${didYouMean(node, names)}`);
    }
  }
}

/** Null where there is no file: nobody knows the variables then. An empty file says that there are none. */
function variablesOf(node: string, configured: readonly string[], given: readonly string[], host: Host) {
  const files = [...configured, ...filesFor(node, given)];
  const read = (file: string) => new TextDecoder().decode(readOr(file, host, 'variables of a server'));
  return files.length === 0 ? null : new Map(files.flatMap((file) => [...parseVariables(read(file), file)]));
}

function chosen(clusters: readonly Cluster[], name: string | null) {
  if (name === null) return clusters;
  const cluster = clusters.filter((candidate) => candidate.name === name);
  if (cluster.length === 0) {
    const names = clusters.map((candidate) => candidate.name).join(', ');
    throw new ConfigError(`--cluster: there is no cluster "${name}"; there are: ${names || 'none'}`);
  }
  return cluster;
}

/** The same of an older commit, in which neither need be there. */
function wereThere(clusters: readonly Cluster[], { cluster, reference }: Request): readonly Cluster[] {
  const some = cluster === null ? clusters : clusters.filter(({ name }) => name === cluster);
  const names = some.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  return withReference(some, reference !== null && names.includes(reference) ? reference : null);
}

/** The node with the files marked that the change changes. */
function withChanges(node: NodeModel, changed: ReadonlySet<string> | undefined): NodeModel {
  if (changed === undefined || !node.files.some(({ path }) => changed.has(path))) return node;
  return { ...node, files: node.files.map((file) => (changed.has(file.path) ? { ...file, changed: true } : file)) };
}

/** The clusters of one part of the fleet, as `plan` divides them. */
function partOf(clusters: readonly Cluster[], shard: Shard | null | undefined): readonly Cluster[] {
  return shard === null || shard === undefined ? clusters : (shardsOf(clusters, shard.count)[shard.index - 1] ?? []);
}

/** The cluster with a node of that name gets it as its reference. */
function withReference(clusters: readonly Cluster[], reference: string | null): readonly Cluster[] {
  if (reference === null) return clusters;
  const names = clusters.flatMap(({ nodes }) => nodes.map(({ name }) => name));
  if (!names.includes(reference)) {
    throw new ConfigError(`--reference: there is no node "${reference}".${didYouMean(reference, names)}`);
  }
  return clusters.map((cluster) =>
    cluster.nodes.some(({ name }) => name === reference) ? { ...cluster, reference } : cluster,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
