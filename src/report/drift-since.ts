import { ancestors, relative } from '../discovery/paths.js';
import { MASK } from '../text/redact.js';
import {
  DRIFT_RULE,
  type Drifted,
  type DriftFile,
  type DriftReport,
  type DriftSetting,
  type Subjected,
} from './drift.js';
import type { Report, ReportCluster } from './report.js';

/** What an earlier run wrote: of `drift`, or of `check` with drift-setting on. */
export type Earlier =
  | { readonly kind: 'drift'; readonly of: DriftReport }
  | { readonly kind: 'check'; readonly of: Report };

/**
 * Tells what is new since an earlier run, and what has gone. Only what both have looked at can have gone: the rest is
 * counted.
 */
export function driftSince(drifted: Drifted, earlier: Earlier, file: string): Drifted {
  const { drift, keys } = drifted;
  const idOf = idsFor(earlier.kind);
  const past = pastOf(earlier, drift);
  const known = new Map(past.map((one) => [one.id, one.held]));
  // A rule that speaks in the stead of drift-setting is known by its key alone.
  const saidThen = new Map(
    earlier.kind === 'check' ? earlier.of.findings.map((one) => [one.key, saidBy(earlier.of, drift, one)]) : [],
  );
  const said = new Map(drifted.findings.map(({ key, message }) => [key, message]));
  const ids = new Set<string>();
  const states = new Map<string, 'new' | 'known'>();
  const withState = <T extends DriftSetting | DriftFile>(one: T, id: string): T & { state: State } => {
    const key = keys.get(one);
    const before = known.get(id) ?? (key === undefined ? undefined : saidThen.get(key));
    const isSame = before !== undefined && hasSame(before, heldBy(one, drift.clusters), said.get(key ?? ''));
    const state = before === undefined ? 'new' : isSame ? 'known' : 'changed';
    ids.add(id);
    // For all that asks for findings a changed one is new: it decides.
    if (key !== undefined) states.set(key, isSame ? 'known' : 'new');
    return { ...one, state };
  };
  const settings = drift.settings.map((one) =>
    withState(one, idOf({ ...one, self: one.self?.node ?? null }, 'setting')),
  );
  const files = drift.files.map((one) =>
    withState(one, idOf({ ...one, address: one.file, self: one.self ?? null }, 'file')),
  );
  const passed = drift.passed.map((one) => ({ ...one, self: null }));
  const accepted = new Set(
    [...drift.accepted.map((one) => ({ ...one, self: one.self ?? null })), ...passed].flatMap((one) => [
      idOf(one, 'setting'),
      idOf(one, 'file'),
    ]),
  );
  const absent = past.filter(({ id }) => !ids.has(id));
  const left = absent.filter(({ id }) => !accepted.has(id));
  const since = {
    file,
    new: [...settings, ...files].filter(({ state }) => state === 'new').length,
    changed: [...settings, ...files].filter(({ state }) => state === 'changed').length,
    gone: left.filter(({ seen }) => seen).map(({ told }) => told),
    unseen: left.filter(({ seen }) => !seen).length,
    accepted: absent.length - left.length,
  };
  return {
    ...drifted,
    drift: { ...drift, settings, files, since },
    findings: drifted.findings.map((finding) => ({ ...finding, state: states.get(finding.key) ?? 'new' })),
  };
}

type State = NonNullable<DriftSetting['state']>;

/** What each node had, by its name of now; a check tells it in a sentence, null where its words may be other ones. */
type Held = ReadonlyMap<string, string | null> | { readonly sentence: string | null };

/** What a setting or a file was, or is, on each node. `renamed`: the nodes to tell of, and their names. */
function heldBy(
  one: DriftSetting | DriftFile,
  clusters: readonly ReportCluster[],
  renamed: ReadonlyMap<string, string> | null = null,
): ReadonlyMap<string, string | null> {
  const isFile = 'missingOn' in one;
  if (one.self !== undefined) {
    // What the other side is called depends on where it is.
    const values = isFile ? [String(one.missingOn.includes(one.self))] : one.values.map(({ value }) => value);
    return new Map(values.map((value, side) => [String(side), value]));
  }
  const members = clusters.find(({ name }) => name === one.cluster)?.nodes ?? [];
  const held = isFile
    ? members.map(({ name }) => ({ node: name, value: String(one.missingOn.includes(name)) }))
    : one.values;
  return new Map(
    held.flatMap(({ node, value }): [string, string | null][] => {
      const name = renamed === null ? node : renamed.get(node);
      return name === undefined ? [] : [[name, value]];
    }),
  );
}

/** Whether the nodes that both runs have, have the same. */
function hasSame(then: Held, now: ReadonlyMap<string, string | null>, sentence: string | undefined): boolean {
  if ('sentence' in then) return then.sentence === null || sentence === undefined || then.sentence === sentence;
  const both = [...now.keys()].filter((node) => then.has(node));
  return (
    withLetters(both.map((node) => then.get(node) ?? null)) === withLetters(both.map((node) => now.get(node) ?? null))
  );
}

/** Which letter a secret goes by depends on the nodes before it. */
function withLetters(values: readonly (string | null)[]): string {
  const letters = new Map<string, number>();
  const told = values.map((value) =>
    value === null
      ? null
      : value.replace(LETTER, (_, letter: string) => {
          const index = letters.get(letter) ?? letters.size;
          letters.set(letter, index);
          return `${MASK} ${index}`;
        }),
  );
  return JSON.stringify(told);
}

const LETTER = /\*\*\* ([A-Z]+)\b/;

/** The sentence of a check, where this run would say it in the same words: those of one version, of nodes so named. */
function saidBy(then: Report, now: DriftReport, { cluster, message }: Report['findings'][number]): Held {
  const namesIn = (clusters: readonly ReportCluster[]): string =>
    JSON.stringify(clusters.find(({ name }) => name === cluster)?.nodes.map(({ name, path }) => [name, path]) ?? null);
  const isAlike = then.tool.version === now.tool.version && namesIn(then.clusters) === namesIn(now.clusters);
  return { sentence: isAlike ? message : null };
}

/** What drifted then. */
interface Past {
  /** As it would be found now. */
  readonly id: string;
  /** Whether this run would tell if it still drifted. */
  readonly seen: boolean;
  readonly told: { readonly cluster: string | null; readonly address: string; readonly file: string };
  readonly held: Held;
}

type Kind = 'setting' | 'file';

/** A check tells a missing file by its name, as it tells a setting, and the path of one node in place of the name. */
function idsFor(kind: Earlier['kind']): (one: Subjected, of: Kind) => string {
  return ({ cluster, address, file, self }, of) =>
    JSON.stringify(kind === 'drift' ? [cluster, file, of, address, self] : [cluster, address, self]);
}

function pastOf(earlier: Earlier, now: DriftReport): Past[] {
  const meet = meeting(earlier.of.clusters, now.clusters);
  const idOf = idsFor(earlier.kind);
  const isAgainst = now.against !== undefined;
  const unread = unreadIn(now);
  if (earlier.kind === 'check') {
    return earlier.of.findings.flatMap((finding): Past[] => {
      const { rule, cluster, address, file, node, related } = finding;
      if (rule !== DRIFT_RULE || address === null) return [];
      const told = { cluster, address, file };
      const here = meet(cluster);
      const nodes = [node ?? '', ...related.map((one) => one.node)];
      const read = ![file, ...related.map((one) => one.file)].some(unread.at);
      const seen = !isAgainst && read && [...nodes, ...here.members].every((each) => here.nodes.has(each));
      const held = saidBy(earlier.of, now, finding);
      return [{ id: idOf({ cluster: here.name, address, file, self: null }, 'setting'), seen, told, held }];
    });
  }
  const pastFile = (cluster: string, file: string): boolean => !unread.named(cluster, file);
  const settings = earlier.of.settings.map((one): Past => {
    const here = meet(one.cluster);
    const read = pastFile(here.name, one.file);
    const self = one.self === undefined ? null : (here.nodes.get(one.self.node) ?? one.self.node);
    const values = new Map(one.values.map(({ node, value }) => [node, value]));
    const seen = read && isSeen(one.self?.node ?? null, values, here.nodes, one.rule === 'must-differ');
    return {
      id: idOf({ ...one, cluster: here.name, self }, 'setting'),
      seen,
      told: { cluster: one.cluster, address: one.address, file: one.file },
      held: heldBy(one, earlier.of.clusters, here.nodes),
    };
  });
  const files = earlier.of.files.map((one): Past => {
    const here = meet(one.cluster);
    const self = one.self === undefined ? null : (here.nodes.get(one.self) ?? one.self);
    const missing = new Map(here.members.map((node) => [node, one.missingOn.includes(node)]));
    const seen = pastFile(here.name, one.file) && isSeen(one.self ?? null, missing, here.nodes);
    return {
      id: idOf({ ...one, cluster: here.name, address: one.file, self }, 'file'),
      seen,
      told: { cluster: one.cluster, address: one.file, file: one.file },
      held: heldBy(one, earlier.of.clusters, here.nodes),
    };
  });
  return [...settings, ...files];

  /** Every node it was told of is compared now, or those that are were wrong already. */
  function isSeen(
    self: string | null,
    held: ReadonlyMap<string, unknown>,
    nodes: ReadonlyMap<string, string>,
    mustDiffer = false,
  ): boolean {
    if ((self !== null) !== isAgainst) return false;
    if (self !== null) return nodes.has(self) && !isAlone(now, nodes.get(self) ?? '');
    const left = [...held].filter(([node]) => nodes.has(node));
    const values = new Set(left.map(([, value]) => value)).size;
    return left.length === held.size || (mustDiffer ? values < left.length : values > 1);
  }
}

function isAlone({ against }: DriftReport, node: string): boolean {
  return against?.alone.some((one) => one.where === 'here' && one.node === node) === true;
}

/** A cluster of the earlier run as it is now. */
interface Met {
  /** Its name now; that of then where there is none. */
  readonly name: string;
  /** All nodes it had then. */
  readonly members: readonly string[];
  /** Name then → name now, of the nodes that both have. */
  readonly nodes: ReadonlyMap<string, string>;
}

/** Names of nodes and clusters depend on what else is looked at, so they meet by path; by name where no path does. */
function meeting(then: readonly ReportCluster[], now: readonly ReportCluster[]): (cluster: string | null) => Met {
  const known = new Map(then.map((cluster) => [cluster.name, metBy(cluster, now)]));
  return (cluster) => known.get(cluster ?? '') ?? { name: cluster ?? '', members: [], nodes: new Map() };
}

function metBy(then: ReportCluster, now: readonly ReportCluster[]): Met {
  const paths = new Map(then.nodes.map(({ path, name }) => [path, name]));
  const shared = now.map((cluster) => ({ cluster, by: cluster.nodes.filter(({ path }) => paths.has(path)) }));
  const best = shared.toSorted((a, b) => b.by.length - a.by.length)[0];
  const members = then.nodes.map(({ name }) => name);
  if (best !== undefined && best.by.length > 0) {
    const nodes = new Map(best.by.map(({ path, name }) => [paths.get(path) ?? name, name]));
    return { name: best.cluster.name, members, nodes };
  }
  const same = now.find(({ name }) => name === then.name)?.nodes.map(({ name }) => name) ?? [];
  return {
    name: then.name,
    members,
    nodes: new Map(same.filter((name) => members.includes(name)).map((name) => [name, name])),
  };
}

/** What could not be read now, by its path, and by what the file is called in which cluster; folders with all in them. */
function unreadIn({ clusters, skipped, against }: DriftReport) {
  const paths = new Set(skipped.map(({ file }) => file));
  const names = new Set(
    clusters.flatMap(({ name, nodes }) =>
      nodes.flatMap(({ path }) => skipped.map(({ file }) => JSON.stringify([name, relative(path, file)]))),
    ),
  );
  // Where the nodes are there nobody has written down: what a path ends with tells the file.
  const ends = (name: string): boolean =>
    against !== undefined && skipped.some(({ file }) => file.endsWith(`/${name.replace(UP, '')}`));
  return {
    at: (path: string): boolean => withFolders(path).some((each) => paths.has(each)),
    named: (cluster: string, file: string): boolean =>
      withFolders(file).some((each) => names.has(JSON.stringify([cluster, each])) || ends(each)),
  };
}

const UP = /^(?:\.\.\/)+/;

function withFolders(path: string): string[] {
  return [path, ...ancestors(path)].filter((each) => each !== '.' && each !== '..');
}
