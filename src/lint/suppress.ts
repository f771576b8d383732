import type { Cluster } from '../cluster/cluster.js';
import type { Config, IgnoreEntry } from '../config/intent.js';
import type { Rule, Suppression, SuppressionPlace, WrittenSuppression } from '../rules/rule.js';
import type { NodeFile, NodeModel } from '../server/model.js';
import type { Document, Span } from '../syntax/document.js';
import { didYouMean } from '../text/nearest.js';
import type { Baseline } from './baseline.js';
import { filesOf } from './files.js';
import type { BaselineState, Finding, Place, Suppressed, SuppressedBy } from './finding.js';
import { ignoring } from './ignore.js';
import { type InlineSuppression, inlineSuppressions, isCovered } from './inline.js';
import { type Judge, judgeOf, type Scope } from './judge.js';

export interface SuppressContext extends Scope {
  readonly rules: readonly Rule[];
  readonly config: Pick<Config, 'ignore'>;
  readonly baseline: Baseline;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Null where everything in the files is trusted. */
  readonly trust: Trust | null;
}

/** In a pull request from a fork only what the base branch says may silence. */
export interface Trust {
  /** Whether the base branch holds a comment in a file as often as the head does. */
  readonly comment: (file: string, comment: Span) => boolean;
  /** Where the head's configuration asks for more or less silence than the base's; null where it does not. */
  readonly config: SuppressionPlace | null;
}

export interface Silenced {
  readonly findings: Finding[];
  readonly suppressed: Suppressed[];
  /** What became of every suppression, for the rules about them. */
  readonly suppressions: Suppression[];
  readonly baseline: BaselineState;
}

/**
 * Takes out what people asked to be silent: in comments, in the user's `ignore:`, in the baseline. A cluster finding is
 * silenced at its primary or at any related place. `until` is inclusive; what has run out silences nothing.
 */
export function suppress(found: readonly Finding[], context: SuppressContext): Silenced {
  const rules = new Map(context.rules.map((rule) => [rule.id, rule]));
  const judge = judgeOf(context);
  const inline = inlineSource(context);
  const config = configSource(context);
  const known = new Map(context.baseline.entries.map((entry) => [entry.key, entry]));
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  for (const finding of found) {
    // Each is asked, so that none counts as unused because of another.
    const [here, there] = [inline.silences(finding), config.silences(finding)];
    const line = known.get(finding.key)?.line;
    const suppression =
      here ??
      there ??
      (line === undefined
        ? null
        : { kind: 'baseline' as const, reason: null, until: null, file: context.baseline.path, line });
    if (suppression === null || rules.get(finding.rule)?.unsuppressable === true) findings.push(finding);
    else suppressed.push({ ...finding, suppression });
  }
  const keys = new Set(found.map(({ key }) => key));
  const lost = context.baseline.entries.filter(({ key }) => !keys.has(key));
  // Another finding may hide it: where one is open in the same file nothing is said to be mended.
  const open = new Set(findings.flatMap(({ file, related }) => [file, ...related.map((place) => place.file)]));
  const isGone = ({ rule, file }: (typeof lost)[number]): boolean =>
    !(file !== null && open.has(file)) && judge.baseline(rules.get(rule ?? '') ?? null, context.baseline.path, file);
  const gone = lost.filter(isGone);
  return {
    findings,
    suppressed,
    suppressions: [
      ...inline.outcome(rules, judge),
      ...(context.trust === null ? config.outcome(rules, judge) : untrustedConfig(context.trust)),
      ...(context.trust === null && gone[0] !== undefined
        ? [
            {
              kind: 'baseline' as const,
              at: inFile(context.baseline.path, gone[0].line, 1),
              gone: gone.length,
              rules: [...new Set(gone.flatMap(({ rule }) => rule ?? []))],
            },
          ]
        : []),
    ],
    baseline: { path: context.baseline.path, unjudged: lost.filter((entry) => !isGone(entry)) },
  };
}

type Rules = ReadonlyMap<string, Rule>;

interface Source {
  /** What silences a finding; remembers what it would have silenced. */
  readonly silences: (finding: Finding) => SuppressedBy | null;
  readonly outcome: (rules: Rules, judge: Judge) => WrittenSuppression[];
}

const isOver = (until: string | null, today: string): boolean => until !== null && until < today;
const inFile = (file: string, line: number, column: number): SuppressionPlace => ({ file, line, column, inline: null });

function ruleOf(id: string, rules: Rules) {
  const rule = rules.get(id);
  return {
    rule: rule === undefined ? null : { unsuppressable: rule.unsuppressable === true },
    hint: rule === undefined ? didYouMean(id, [...rules.keys()]) : '',
  };
}

function configSource({ config, today, here }: SuppressContext): Source {
  const entries = config.ignore.map((entry) => ({ entry, ...ignoring(entry, here), matched: 0 }));
  return {
    silences: (finding) => {
      const matching = entries.filter(({ matches }) => matches(finding));
      for (const each of matching) each.matched += 1;
      const entry = matching.map((each) => each.entry).find(({ until }) => !isOver(until, today));
      return entry === undefined ? null : byConfig(entry);
    },
    outcome: (rules, judge) =>
      entries.map(({ entry, isPath, matched }) => {
        const { rule: id, reason, until, at } = entry;
        const rule = rules.get(id);
        const judged = rule !== undefined && judge.config(rule, at.file, entry.path === null ? null : isPath);
        const nowhere = judged && entry.path !== null && !judge.isThere(rule, isPath) ? entry.path : null;
        const place = inFile(at.file, at.line, at.column);
        return {
          ...{ kind: 'config' as const, at: place, mistake: null, trusted: true, reason, until },
          expired: isOver(until, today),
          rules: [{ id, at: place, ...ruleOf(id, rules), matched, elsewhere: null, nowhere, judged }],
        };
      }),
  };
}

function byConfig({ reason, until, at }: IgnoreEntry): SuppressedBy {
  return { kind: 'config', reason, until, file: at.file, line: at.line };
}

function untrustedConfig({ config }: Trust): WrittenSuppression[] {
  if (config === null) return [];
  const rest = { mistake: null, reason: null, until: null, expired: false, rules: [] };
  return [{ kind: 'config', at: config, trusted: false, ...rest }];
}

interface Written {
  readonly cluster: Cluster;
  readonly node: NodeModel;
  readonly file: NodeFile;
  readonly entry: InlineSuppression;
  readonly trusted: boolean;
}

function inlineSource({ clusters, today, trust, rules: all, isOn }: SuppressContext): Source {
  const isWhole = all.some((rule) => rule.wholeHome === true && isOn(rule));
  const written = allWritten(clusters, trust, isWhole);
  const byDocument = grouped(written, ({ file }) => file.document);
  const byPath = grouped(written, ({ file }) => file.path);
  const hits = new Map<string, number>();
  /** Lines of findings by rule and path. */
  const lines = new Map<string, number[]>();
  const at = (place: Place): readonly Written[] => {
    if (place.span !== null) {
      return (byDocument.get(place.span.document) ?? []).filter(({ file }) => file.path === place.file);
    }
    // Of several files inside one nobody knows which is meant.
    const there = byPath.get(place.file) ?? [];
    return new Set(there.map(({ file }) => file.document)).size === 1 ? there : [];
  };
  return {
    silences: (finding) => {
      for (const { file, line } of [finding, ...finding.related]) {
        if (line === null || !byPath.has(file)) continue;
        const key = `${finding.rule} ${file}`;
        const known = lines.get(key);
        if (known === undefined) lines.set(key, [line]);
        else known.push(line);
      }
      const matching = [finding, ...finding.related].flatMap((place) =>
        at(place).filter(
          ({ entry }) =>
            entry.mistake === null &&
            entry.rules.some(({ id }) => id === finding.rule) &&
            isCovered(entry, place.span?.start ?? null),
        ),
      );
      for (const each of new Set(matching)) {
        const key = twins(each, finding.rule);
        hits.set(key, (hits.get(key) ?? 0) + 1);
      }
      const active = matching.find(({ entry, trusted }) => trusted && !isOver(entry.until, today));
      return active === undefined ? null : byComment(active);
    },
    outcome: (rules, judge) =>
      written.map((one) => {
        const { cluster, node, file, entry, trusted } = one;
        const place = (span: Span): SuppressionPlace => {
          const { line, column } = span.document.lines.position(span.start);
          return { file: file.path, line, column, inline: { cluster: cluster.name, node, name: file.name, span } };
        };
        return {
          kind: 'inline',
          at: place(entry.span),
          mistake: entry.mistake,
          trusted,
          reason: entry.reason,
          until: entry.until,
          expired: isOver(entry.until, today),
          rules: entry.rules.map(({ id, span }) => {
            const rule = rules.get(id);
            const { line } = span.document.lines.position(span.start);
            const found = (lines.get(`${id} ${file.path}`) ?? []).toSorted((a, b) => a - b);
            return {
              ...{ id, at: place(span), ...ruleOf(id, rules), matched: hits.get(twins(one, id)) ?? 0 },
              nowhere: null,
              elsewhere: found.find((each) => each > line) ?? found[0] ?? null,
              judged: rule !== undefined && judge.inline(rule, entry, cluster, node, file),
            };
          }),
        };
      }),
  };
}

function grouped<K>(written: readonly Written[], keyOf: (one: Written) => K): ReadonlyMap<K, readonly Written[]> {
  const groups = new Map<K, Written[]>();
  for (const one of written) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return groups;
}

/** The same comment in the same file of the other nodes: a finding of the cluster is told on one of them only. */
function twins({ cluster, file, entry: { span } }: Written, rule: string): string {
  return [cluster.name, file.name, span.document.text.slice(span.start, span.end), rule].join('\n');
}

function byComment({ file, entry: { span, reason, until } }: Written): SuppressedBy {
  const { line } = span.document.lines.position(span.start);
  return { kind: 'inline', reason, until, file: file.path, line };
}

/** Every suppression in every file, once for each path: two nodes may be read from the same files. */
function allWritten(clusters: readonly Cluster[], trust: Trust | null, isWhole: boolean): Written[] {
  const read = new Map<Document, readonly InlineSuppression[]>();
  const seen = new Set<string>();
  return clusters.flatMap((cluster) =>
    cluster.nodes.flatMap((node) =>
      filesOf(cluster, node, isWhole).flatMap((file) => {
        const { document, path } = file;
        const entries = read.get(document) ?? inlineSuppressions(document, file.name);
        read.set(document, entries);
        return entries.flatMap((entry): Written[] => {
          const { line, column } = document.lines.position(entry.span.start);
          const id = `${line}:${column} ${path}`;
          if (seen.has(id)) return [];
          seen.add(id);
          return [{ cluster, node, file, entry, trusted: trust?.comment(path, entry.span) ?? true }];
        });
      }),
    ),
  );
}
