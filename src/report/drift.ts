import * as v from 'valibot';
import type { Cluster, Comparison } from '../cluster/cluster.js';
import type { Drift } from '../cluster/drift/drift.js';
import type { Finding, LintResult, Suppressed } from '../lint/finding.js';
import { place } from '../lint/place.js';
import { type Subject, speakers } from '../lint/speakers.js';
import { RULES } from '../rules/index.js';
import { jsonText } from '../text/escape.js';
import { reportOf, reportSchema, suppressionSchema } from './report.js';

/**
 * What `drift --format json` writes and `--since` reads back, version 1 (schema/drift.schema.json). Fields are only ever
 * added. Texts are raw, secrets are out of them already.
 */

const text = v.string();
const names = v.array(text);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const state = v.exactOptional(v.picklist(['new', 'known', 'changed']));

const value = v.object({
  node: text,
  /** Null where a node does not have it; `***` for a secret, with a letter where it can be told apart. */
  value: v.nullable(text),
  file: text,
  line: v.nullable(line),
  /** The server's own: the node's file does not say any. */
  default: v.exactOptional(v.literal(true)),
});

const setting = v.object({
  cluster: text,
  address: text,
  /** Path below the conf root, `../…` beside it. */
  file: text,
  rule: v.picklist(['must-equal', 'must-differ', 'may-differ']),
  values: v.array(value),
  odd: names,
  /** The rule of `check` that speaks of it. */
  said: v.exactOptional(text),
  /** Compared with an earlier run. */
  state,
  /** Where a node is compared with itself elsewhere: the node, and what happened to the setting on the way here. */
  self: v.exactOptional(v.object({ node: text, change: v.picklist(['changed', 'added', 'removed']) })),
});

const file = v.object({
  cluster: text,
  file: text,
  missingOn: names,
  /** The rule of `check` that speaks of it. */
  said: v.exactOptional(text),
  state,
  /** Where a node is compared with itself elsewhere: the node. */
  self: v.exactOptional(text),
});

const generated = v.object({
  cluster: text,
  /** Path below the conf root. */
  file: text,
  /** The nodes that have it. */
  nodes: names,
});

const passed = v.object({
  cluster: text,
  address: text,
  /** Equal to the address where it is the whole file that some nodes lack. */
  file: text,
  /** Of the row of the table, or the list of the configuration, that lets it pass. */
  reason: text,
});

const unknown = v.object({
  cluster: text,
  address: text,
  file: text,
  /** As of a setting that differs; older reports have none. */
  values: v.optional(v.array(value), []),
  /** Where a node is compared with itself elsewhere: the node. */
  self: v.exactOptional(text),
});

const accepted = v.object({
  cluster: text,
  address: text,
  /** Equal to the address where it is the whole file that some nodes lack. */
  file: text,
  /** The rule whose finding is silenced. */
  rule: text,
  by: suppressionSchema,
  /** Where a node is compared with itself elsewhere: the node. */
  self: v.exactOptional(text),
});

/** What is wrong with a suppression that is about drift, as `check` tells it. */
const faulty = v.object({ rule: text, file: text, line: v.nullable(line), message: text });

const unused = v.object({ cluster: text, list: v.picklist(['mayDiffer', 'mustDiffer']), glob: text });

export const driftSchema = v.object({
  version: v.literal(1),
  tool: v.object({ version: text }),
  clusters: reportSchema.entries.clusters,
  settings: v.array(setting),
  files: v.array(file),
  /** Files beside a deployment.toml that the server writes anew from it at each start: they are not compared. */
  generated: v.exactOptional(v.array(generated)),
  /** What is not the same and may be so; no drift. Older reports have neither this nor the next two. */
  passed: v.optional(v.array(passed), []),
  /** Settings of which nobody knows whether they are the same. */
  unknown: v.optional(v.array(unknown), []),
  /** What the configuration names and no setting is called. */
  unused: v.optional(v.array(unused), []),
  /** What a comment, the configuration or the baseline silences: no drift either. */
  accepted: v.optional(v.array(accepted), []),
  suppressions: v.optional(v.array(faulty), []),
  skipped: reportSchema.entries.skipped,
  /** Nodes that no other was there to compare with. */
  alone: v.exactOptional(v.array(v.object({ cluster: text, node: text }))),
  summary: v.object({ settings: count, files: count, compared: count, nodes: count, clusters: count }),
  against: v.exactOptional(
    v.object({
      /** As it was named: `git:v1.2`, a directory. */
      with: text,
      /** Nodes that are on one side only, so that nothing of them was compared. */
      alone: v.array(v.object({ node: text, path: text, where: v.picklist(['here', 'there']) })),
      /** What a server has beside what is committed, where there is any: no drift. */
      onlyThere: v.exactOptional(v.array(v.object({ cluster: text, node: text, files: names }))),
    }),
  ),
  since: v.exactOptional(
    v.object({
      file: text,
      new: count,
      /** What drifted then too, with other values. */
      changed: v.optional(count, 0),
      /** What drifted then and does not now. */
      gone: v.array(v.object({ cluster: v.nullable(text), address: text, file: text })),
      /** How much drifted then in nodes and files that were not looked at now. */
      unseen: v.optional(count, 0),
      /** How much drifted then, and is accepted now: by the configuration, a comment or the baseline. */
      accepted: v.optional(count, 0),
    }),
  ),
});

export interface DriftReport extends v.InferOutput<typeof driftSchema> {}
export type DriftSetting = DriftReport['settings'][number];
export type DriftFile = DriftReport['files'][number];
export type DriftAccepted = DriftReport['accepted'][number];
export type DriftUnknown = DriftReport['unknown'][number];
export type DriftUnused = DriftReport['unused'][number];
export type Against = NonNullable<DriftReport['against']>;

/** The drift of a run, and what of its findings is about that. */
export interface Drifted {
  readonly drift: DriftReport;
  /** Findings about drift: those of the rule, and those that speak in its stead. */
  readonly findings: readonly Finding[];
  readonly suppressed: LintResult['suppressed'];
  /** Key of the finding about a setting or a file of `drift`. */
  readonly keys: ReadonlyMap<DriftSetting | DriftFile, string>;
}

/** What a setting or a file is found by. */
export interface Subjected {
  readonly cluster: string;
  readonly address: string;
  readonly file: string;
  readonly self: string | null;
}

export const DRIFT_RULE = 'drift-setting';

/**
 * What a run has found to differ. What a suppression accepts is left out, whether it names this rule or the one that
 * speaks of the setting.
 */
export function driftOf(result: LintResult, against: Against | null = null): Drifted {
  const { version, tool, clusters, skipped, summary } = reportOf(result);
  const settings: DriftSetting[] = [];
  const files: DriftFile[] = [];
  const accepted: DriftAccepted[] = [];
  const about = new Set(result.findings.filter(({ rule }) => rule === DRIFT_RULE));
  const silenced = new Set(result.suppressed.filter(({ rule }) => rule === DRIFT_RULE));
  const keys = new Map<DriftSetting | DriftFile, string>();
  const findingOf = findingsBySubject(result);
  let compared = 0;
  /** Tells one thing by its finding, unless somebody accepts that. */
  const tell = <T extends DriftSetting | DriftFile>(
    { file, self, places, ...subject }: Subjected & Pick<Subject, 'places'>,
    entryOf: (finding: Finding | null) => T,
    told: T[],
  ): void => {
    const finding = findingOf({ ...subject, places }, self);
    if (finding !== null && 'suppression' in finding) {
      accepted.push(acceptedOf({ ...subject, file, self }, finding));
      silenced.add(finding);
      return;
    }
    const entry = entryOf(finding);
    told.push(entry);
    if (finding === null) return;
    keys.set(entry, finding.key);
    about.add(finding);
  };
  for (const { name: cluster, comparisons } of result.clusters) {
    for (const { self, sides, drift } of comparisons?.() ?? []) {
      compared += drift.compared;
      for (const found of drift.settings) {
        const { address, file } = found;
        const places = found.values.filter(({ line }) => line !== null);
        tell({ cluster, address, file, self, places }, (finding) => settingOf(cluster, found, self, finding), settings);
      }
      for (const { file, missingOn } of drift.files) {
        const places = sides.map(({ node }) => place(node, { file, span: null, address: file }));
        const entryOf = (finding: Finding | null): DriftFile => ({
          ...{ cluster, file, missingOn: [...missingOn] },
          ...saidBy(finding),
          ...(self === null ? {} : { self }),
        });
        tell({ cluster, address: file, file, self, places }, entryOf, files);
      }
    }
  }
  const rules = new Set([...about].map(({ rule }) => rule));
  for (const finding of result.findings) {
    if (finding.about?.some((rule) => rule === DRIFT_RULE || rules.has(rule)) === true) about.add(finding);
  }
  const faults = result.findings.filter((finding) => finding.about !== undefined && about.has(finding));
  const numbers = { settings: settings.length, files: files.length, compared };
  return {
    drift: {
      ...{ version, tool, clusters, settings, files, ...asideOf(result) },
      accepted,
      suppressions: faults.map(({ rule, file, line, message }) => ({ rule, file, line, message })),
      ...{ generated: result.clusters.flatMap(generatedIn), skipped },
      summary: { ...numbers, nodes: summary.nodes, clusters: summary.clusters },
      ...(against === null ? aloneIn(result) : { against: { ...against, ...onlyThereIn(result) } }),
    },
    findings: result.findings.filter((finding) => about.has(finding)),
    suppressed: result.suppressed.filter((finding) => silenced.has(finding)),
    keys,
  };
}

/** In a cluster of its own a node has nobody to differ from. */
function aloneIn({ clusters }: LintResult): Pick<DriftReport, 'alone'> {
  const alone = clusters.flatMap(({ name, nodes }) =>
    nodes.length === 1 ? nodes.map((node) => ({ cluster: name, node: node.name })) : [],
  );
  return alone.length === 0 ? {} : { alone };
}

function onlyThereIn({ clusters }: LintResult): Pick<Against, 'onlyThere'> {
  const found = clusters.flatMap(({ name, comparisons }) =>
    (comparisons?.() ?? []).flatMap(({ self, onlyThere = [] }) =>
      self === null || onlyThere.length === 0 ? [] : [{ cluster: name, node: self, files: [...onlyThere] }],
    ),
  );
  return found.length === 0 ? {} : { onlyThere: found };
}

/** What nobody compared, as the server writes it itself. */
function generatedIn(cluster: Cluster): NonNullable<DriftReport['generated']> {
  if ((cluster.comparisons?.() ?? []).length === 0) return [];
  const nodes = new Map<string, string[]>();
  for (const { node, generated = [] } of cluster.homes?.() ?? []) {
    for (const file of generated) nodes.set(file, [...(nodes.get(file) ?? []), node]);
  }
  return [...nodes].map(([file, those]) => ({ cluster: cluster.name, file, nodes: those }));
}

function acceptedOf(
  { cluster, address, file, self }: Subjected,
  { rule, suppression }: LintResult['suppressed'][number],
): DriftAccepted {
  const { kind, reason, until, file: where, line } = suppression;
  return {
    ...{ cluster, address, file, rule, by: { kind, reason, until, file: where, line } },
    ...(self === null ? {} : { self }),
  };
}

/** What is no drift, and people should know of. */
function asideOf({ clusters }: LintResult): Pick<DriftReport, 'passed' | 'unknown' | 'unused'> {
  const each = <T>(read: (cluster: Cluster, comparison: Comparison) => readonly T[]): T[] =>
    clusters.flatMap((cluster) => (cluster.comparisons?.() ?? []).flatMap((one) => read(cluster, one)));
  return {
    passed: each(({ name }, { drift }) =>
      drift.passed.map(({ address, file, reason }) => ({ cluster: name, address, file, reason })),
    ),
    unknown: each(({ name }, { drift, self }) =>
      drift.unknown.map(({ address, file, values }) => ({
        ...{ cluster: name, address, file, values: valuesOf(values) },
        ...(self === null ? {} : { self }),
      })),
    ),
    unused: clusters.flatMap(unusedIn),
  };
}

/** Globs that fit nothing in any comparison of a cluster; where a node is compared with itself none is asked. */
function unusedIn({ name, intent, comparisons }: Cluster): DriftUnused[] {
  const asked = (comparisons?.() ?? []).filter(({ self }) => self === null);
  if (asked.length === 0) return [];
  return (['mayDiffer', 'mustDiffer'] as const).flatMap((list) =>
    [...new Set(intent?.[list] ?? [])]
      .filter((glob) => asked.every(({ drift }) => drift.unused.includes(glob)))
      .map((glob) => ({ cluster: name, list, glob })),
  );
}

/** True when there is nothing to tell. */
export function isInSync({ settings, files, against }: DriftReport): boolean {
  return settings.length === 0 && files.length === 0 && (against?.alone.length ?? 0) === 0;
}

/** The finding about a subject: of the rule itself, else one that speaks in its stead. */
function findingsBySubject({ findings, suppressed }: LintResult) {
  const own = <F extends Finding>(all: readonly F[]): Map<string, F> =>
    new Map(
      all.flatMap((finding): [string, F][] => {
        if (finding.rule !== DRIFT_RULE) return [];
        const { cluster, address, node } = finding;
        return [
          [keyOf(cluster, address, null), finding],
          [keyOf(cluster, address, node), finding],
        ];
      }),
    );
  const others = <F extends Finding>(all: readonly F[]) =>
    speakers(
      all.filter(({ rule }) => rule !== DRIFT_RULE),
      RULES,
    );
  const [live, silent] = [own(findings), own(suppressed)];
  const [spoken, silenced] = [others(findings), others(suppressed)];
  return (subject: Subject, self: string | null): Finding | Suppressed | null => {
    const key = keyOf(subject.cluster, subject.address, self);
    const found = live.get(key) ?? silent.get(key);
    if (found !== undefined || self !== null) return found ?? null;
    return spoken(subject) ?? silenced(subject);
  };
}

function keyOf(...parts: readonly (string | null)[]): string {
  return JSON.stringify(parts);
}

function settingOf(
  cluster: string,
  { address, file, rule, values, odd }: Drift['settings'][number],
  self: string | null,
  finding: Finding | null,
): DriftSetting {
  const [here, there] = values;
  const change = here?.value === null ? 'removed' : there?.value === null ? 'added' : 'changed';
  return {
    ...{ cluster, address, file, rule },
    values: valuesOf(values),
    odd: [...odd],
    ...saidBy(finding),
    ...(self === null ? {} : { self: { node: self, change } as const }),
  };
}

function saidBy(finding: Finding | null): { readonly said?: string } {
  return finding === null || finding.rule === DRIFT_RULE ? {} : { said: finding.rule };
}

function valuesOf(values: Drift['settings'][number]['values']): DriftSetting['values'] {
  return values.map(({ node, value, file, line, default: isDefault }) => ({
    ...{ node, value, file, line },
    ...(isDefault === true && { default: true }),
  }));
}

/** `drift --format json`. */
export function driftJson(drift: DriftReport): string {
  return jsonText(drift);
}
