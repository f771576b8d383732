import * as v from 'valibot';
import { type Counterparts, counterpartsOf } from './cluster/counterparts.js';
import { ConfigError } from './config/parse.js';
import { below } from './discovery/paths.js';
import type { Skipped } from './discovery/types.js';
import { findCommit } from './git/base.js';
import { treeAt } from './git/tree.js';
import type { Elsewhere } from './homes.js';
import type { Host } from './host.js';
import { summarize } from './lint/engine.js';
import type { LintResult } from './lint/finding.js';
import { newMemory } from './memory.js';
import { type Around, type Request, run } from './pipeline.js';
import { type Against, type DriftReport, driftOf, driftSchema } from './report/drift.js';
import { driftSince, type Earlier } from './report/drift-since.js';
import { reportSchema } from './report/report.js';
import type { NodeModel } from './server/model.js';
import { list } from './text/message.js';

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
  /** What people should know of how it was done. */
  readonly notes: readonly string[];
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
  const met = other === null ? null : againstOf(found, other);
  const whole = other === null ? found : withUnread(found, other);
  const drifted = driftOf(whole, met?.against ?? null);
  const compared = earlier === null || wanted.since === null ? drifted : driftSince(drifted, earlier, wanted.since);
  const { findings, suppressed } = compared;
  const summary = summarize(findings, suppressed, found.clusters);
  return {
    drift: compared.drift,
    result: { ...whole, findings, suppressed, summary },
    notes: [other?.note, met?.note].flatMap((note) => note ?? []),
  };
}

const GIT = /^git:/;

interface OtherSide {
  readonly label: string;
  readonly elsewhere: Elsewhere;
  readonly meet: (here: readonly NodeModel[]) => Counterparts;
  /** What could not be read there so far. */
  readonly skipped: readonly Skipped[];
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
  const { clusters, skipped } = await run(asked, there, { ...around, config: host, rules: [] });
  if (clusters.length === 0) {
    const where = root === null ? ` at ${list(request.paths)} there` : '';
    throw new ConfigError(`--against ${against}: there is no WSO2 configuration${where}`);
  }
  const homes = new Map(
    clusters.flatMap((cluster) => cluster.nodes.map((node, index) => [node, () => cluster.homes?.()[index]])),
  );
  const narrowed = request.cluster !== null || request.shard !== null;
  const sides = { roots: request.paths, root, here: host.here, narrowed };
  let found: Counterparts | null = null;
  // The nodes of a run are the same ones whoever asks.
  const meet = (here: readonly NodeModel[]): Counterparts => {
    found ??= counterpartsOf(here, clusters, sides);
    if (found.failure !== null) throw new ConfigError(`--against ${against}: ${found.failure}`);
    return found;
  };
  return {
    ...{ label: against, meet, note, skipped },
    elsewhere: {
      label: against,
      isServer: root !== null,
      of: (here, all) => {
        const node = meet(all).met.get(here);
        const home = node === undefined ? undefined : homes.get(node)?.();
        return node === undefined || home === undefined ? null : { node, home };
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

function againstOf({ clusters }: LintResult, { label, meet }: OtherSide): { against: Against; note: string | null } {
  const all = clusters.flatMap((cluster) => cluster.nodes);
  const { met, alone, note } = meet(all);
  const told = (nodes: readonly NodeModel[], where: 'here' | 'there'): Against['alone'] =>
    nodes.map(({ name, path }) => ({ node: name, path, where }));
  const here = all.filter((node) => !met.has(node));
  const how = note === null ? null : `--against ${label}: ${note}`;
  return { against: { with: label, alone: [...told(here, 'here'), ...told(alone, 'there')] }, note: how };
}

/** Besides, what could not be read of the other side of the nodes. In a commit all is called as it is here. */
function withUnread(found: LintResult, { label, elsewhere, meet, skipped }: OtherSide): LintResult {
  const nodes = found.clusters.flatMap((cluster) => cluster.nodes);
  // Files are read when they are compared.
  for (const { comparisons } of found.clusters) comparisons?.();
  const there = [...meet(nodes).met.values()];
  const own = skipped.filter(({ file }) => there.some(({ home, path }) => isIn(home, file) || isIn(path, file)));
  const isTold = (one: Skipped): boolean =>
    found.skipped.some(({ file, reason }) => file === one.file && reason === one.reason);
  const told = elsewhere.isServer
    ? own
    : own.filter((one) => !isTold(one)).map(({ file, reason }) => ({ file, reason: `${reason} (${label})` }));
  return { ...found, skipped: [...found.skipped, ...told] };
}

function isIn(directory: string, path: string): boolean {
  return below(directory, path) !== null;
}

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

/** What a command other than `drift` says to one of its options, and the way out. */
export function forDrift(option: 'against' | 'since', command: string): string {
  const instead: Readonly<Record<typeof option, string>> = {
    against: '',
    since:
      command === 'check'
        ? '. What is new tells check --gate new (since a commit) or check --baseline FILE (since a list of findings)'
        : '',
  };
  return `--${option} is for drift, not for ${command}${instead[option]}`;
}
