import * as v from 'valibot';
import { ConfigError } from './config/parse.js';
import { below } from './discovery/paths.js';
import { findCommit } from './git/base.js';
import { treeAt } from './git/tree.js';
import type { Elsewhere } from './homes.js';
import type { Host } from './host.js';
import { summarize } from './lint/engine.js';
import type { LintResult } from './lint/finding.js';
import { newMemory } from './memory.js';
import { type Around, type Request, run } from './pipeline.js';
import { type Against, type Drifted, type DriftReport, driftOf, driftSchema } from './report/drift.js';
import { type Report, reportSchema } from './report/report.js';
import type { NodeModel } from './server/model.js';

export interface DriftWanted {
  /** `--against`: `git:REF`, or a directory relative to the working directory; null for the nodes with each other. */
  readonly against: string | null;
  /** `--since`: the JSON of an earlier run. */
  readonly since: string | null;
  /** May a commit that is not here be fetched? */
  readonly fetch: boolean;
}

export interface DriftResult {
  readonly drift: DriftReport;
  /** The run with the findings that are about drift, and no others. */
  readonly result: LintResult;
  /** What people should know of how it was done; null when all went well. */
  readonly note: string | null;
}

/**
 * The whole of `drift`: the nodes with each other, or each with what it is elsewhere, and what is new in that.
 *
 * @throws ConfigError for what the user must mend
 */
export async function drift(
  request: Request,
  host: Host,
  wanted: DriftWanted,
  around: Around = {},
): Promise<DriftResult> {
  const known = { memory: newMemory(), ...around };
  const earlier = wanted.since === null ? null : readEarlier(wanted.since, host);
  const other = wanted.against === null ? null : await otherSide(wanted.against, request, host, wanted.fetch, known);
  const found = await run(request, host, { ...known, drift: { elsewhere: other?.elsewhere ?? null } });
  const drifted = driftOf(found, other === null ? null : againstOf(found, other));
  const compared = earlier === null || wanted.since === null ? drifted : since(drifted, earlier, wanted.since);
  const { findings, suppressed } = compared;
  const summary = summarize(findings, suppressed, found.clusters);
  return { drift: compared.drift, result: { ...found, findings, suppressed, summary }, note: other?.note ?? null };
}

const GIT = /^git:/;

interface OtherSide {
  readonly label: string;
  readonly nodes: readonly NodeModel[];
  readonly elsewhere: Elsewhere;
  readonly note: string | null;
}

/** The same tree in a commit, or in a directory. */
async function otherSide(
  against: string,
  request: Request,
  host: Host,
  fetch: boolean,
  around: Around,
): Promise<OtherSide> {
  const { there, root, note } = GIT.test(against) ? inCommit(against, host, fetch) : inDirectory(against, host);
  request.progress(`reading ${against}`);
  const asked: Request = {
    ...request,
    ...(root === null ? {} : { paths: [root], envFiles: [], sysFiles: [] }),
    ...{ cluster: null, shard: null, reference: null },
  };
  const result = await run(asked, there, { ...around, config: host });
  const nodes = result.clusters.flatMap((cluster) => cluster.nodes);
  if (nodes.length === 0) throw new ConfigError(`--against ${against}: there is no WSO2 configuration`);
  const homes = new Map(
    result.clusters.flatMap((cluster) => cluster.nodes.map((node, index) => [node, () => cluster.homes?.()[index]])),
  );
  const counterpart = counterparts(nodes, request.paths, root);
  return {
    label: against,
    nodes,
    note,
    elsewhere: {
      label: against,
      isServer: root !== null,
      of: (here, all) => {
        const node = counterpart(here, all);
        const home = node === null ? undefined : homes.get(node)?.();
        return node === null || home === undefined ? null : { node, home };
      },
    },
  };
}

function inDirectory(directory: string, host: Host) {
  if (host.kindOf(directory) !== 'directory') {
    throw new ConfigError(`--against ${directory}: there is no such directory; a commit is named like git:v1.0`);
  }
  return { there: host, root: directory, note: null };
}

/** The commit itself, not where the branches part: the question is whether all is as it was released. */
function inCommit(against: string, host: Host, fetch: boolean) {
  const ref = against.replace(GIT, '');
  const { commit, note } = findCommit(host, ref, fetch);
  if (commit === null) throw new ConfigError(`--against ${against}: ${note ?? 'there is no such commit'}`);
  try {
    return { there: treeAt(host, commit), root: null, note };
  } catch (error) {
    throw new ConfigError(`--against ${against}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * The same node there: at the same path below what was named, else of the same name; where each side has one, that is
 * it whatever it is called.
 */
function counterparts(there: readonly NodeModel[], roots: readonly string[], root: string | null) {
  const placeThere = (path: string): string => (root === null ? path : (below(root, path) ?? path));
  const byPlace = new Map(there.map((node) => [placeThere(node.path), node]));
  const byName = new Map(there.map((node) => [node.name, node]));
  return (here: NodeModel, all: readonly NodeModel[]): NodeModel | null => {
    const places = [here.path, ...roots.flatMap((each) => below(each, here.path) ?? [])];
    const samePlace = places.map((path) => byPlace.get(path)).find((node) => node !== undefined);
    const only = all.length === 1 && there.length === 1 ? there[0] : undefined;
    return samePlace ?? byName.get(here.name) ?? only ?? null;
  };
}

function againstOf({ clusters }: LintResult, { label, nodes, elsewhere }: OtherSide): Against {
  const all = clusters.flatMap((cluster) => cluster.nodes);
  const met = new Set<NodeModel>();
  const alone: Against['alone'] = [];
  for (const node of all) {
    const there = elsewhere.of(node, all);
    if (there === null) alone.push({ node: node.name, path: node.path, where: 'here' });
    else met.add(there.node);
  }
  for (const node of nodes) {
    if (!met.has(node)) alone.push({ node: node.name, path: node.path, where: 'there' });
  }
  return { with: label, alone };
}

type Earlier = { readonly kind: 'drift'; readonly of: DriftReport } | { readonly kind: 'check'; readonly of: Report };

/** No report of ours is larger; one that is came from somebody else. */
const LARGEST = 64 * 1024 * 1024;

/**
 * What an earlier run wrote as JSON. It is anybody's word: its shape is checked.
 *
 * @throws ConfigError
 */
export function readEarlier(file: string, host: Host): Earlier {
  const refuse = (why: string): never => {
    throw new ConfigError(`--since ${file}: ${why}`);
  };
  if (host.kindOf(file) !== 'file') refuse('there is no such file');
  let json: unknown;
  try {
    const bytes = host.read(file);
    if (bytes.length > LARGEST) return refuse('it is larger than any report of wso2is-lint');
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    refuse(error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : String(error));
  }
  const asDrift = v.safeParse(driftSchema, json);
  if (asDrift.success) return { kind: 'drift', of: asDrift.output };
  const asReport = v.safeParse(reportSchema, json);
  if (asReport.success) return { kind: 'check', of: asReport.output };
  return refuse('it is no JSON report of wso2is-lint, as check and drift write it with --format json');
}

/** Tells what is new, and what has gone, by address; findings of an earlier check by their keys. */
function since(drifted: Drifted, earlier: Earlier, file: string): Drifted {
  const { drift, keys } = drifted;
  const known = earlier.kind === 'drift' ? identities(earlier.of) : new Set(earlier.of.findings.map(({ key }) => key));
  const stateOf = (id: string | undefined): 'new' | 'known' => (id !== undefined && known.has(id) ? 'known' : 'new');
  const settings = drift.settings.map((one) => ({
    ...one,
    state: stateOf(earlier.kind === 'drift' ? settingId(one) : keys.get(one)),
  }));
  const files = drift.files.map((one) => ({
    ...one,
    state: stateOf(earlier.kind === 'drift' ? fileId(one) : keys.get(one)),
  }));
  const now = identities(drift);
  const nowKeys = new Set([...drifted.findings, ...drifted.suppressed].map(({ key }) => key));
  const gone =
    earlier.kind === 'drift'
      ? [
          ...earlier.of.settings.filter((one) => !now.has(settingId(one))),
          ...earlier.of.files.filter((one) => !now.has(fileId(one))).map((one) => ({ ...one, address: one.file })),
        ]
      : earlier.of.findings.filter(({ rule, key }) => rule === 'drift-setting' && !nowKeys.has(key));
  const told = gone.map((one) => ({ cluster: one.cluster, address: one.address ?? one.file, file: one.file }));
  const fresh = [...settings, ...files].filter(({ state }) => state === 'new').length;
  const states = new Map([
    ...drift.settings.map((one, index) => [keys.get(one), settings[index]?.state] as const),
    ...drift.files.map((one, index) => [keys.get(one), files[index]?.state] as const),
  ]);
  return {
    ...drifted,
    drift: { ...drift, settings, files, since: { file, new: fresh, gone: told } },
    findings: drifted.findings.map((finding) => ({ ...finding, state: states.get(finding.key) ?? 'new' })),
  };
}

function identities({ settings, files }: DriftReport): Set<string> {
  return new Set([...settings.map(settingId), ...files.map(fileId)]);
}

function settingId({ cluster, address, file, self }: DriftReport['settings'][number]): string {
  return JSON.stringify([cluster, file, address, self?.node ?? null]);
}

function fileId({ cluster, file, self }: DriftReport['files'][number]): string {
  return JSON.stringify([cluster, file, null, self ?? null]);
}
