import { type Cluster, isMany } from '../cluster/cluster.js';
import { below, dirname, join } from '../discovery/paths.js';
import type { Skipped } from '../discovery/types.js';
import type { Rule } from '../rules/rule.js';
import type { NodeFile, NodeModel } from '../server/model.js';
import { pathsOf } from './files.js';
import { isTemplate } from './finding.js';
import type { InlineSuppression } from './inline.js';

/** What a run looked at: "nothing found" means something only there. */
export interface Scope {
  readonly clusters: readonly Cluster[];
  /** Directories the run looked in. */
  readonly paths: readonly string[];
  /** Only some of the clusters were asked for. */
  readonly narrowed: boolean;
  readonly skipped: readonly Skipped[];
  /** The working directory, absolute. */
  readonly here: string;
  /** By the severities and the profile of the run. */
  readonly isOn: (rule: Rule) => boolean;
}

export interface Judge {
  readonly inline: (rule: Rule, entry: InlineSuppression, cluster: Cluster, node: NodeModel, file: NodeFile) => boolean;
  /** An entry of the configuration in `file` that names some paths; `matches`: null for all. */
  readonly config: (rule: Rule, file: string, matches: ((path: string) => boolean) | null) => boolean;
  /** Whether a node has a file at one of the paths. */
  readonly isThere: (rule: Rule, matches: (path: string) => boolean) => boolean;
  /** A line of the baseline in `file`; null for a rule that is no more. */
  readonly baseline: (rule: Rule | null, file: string, about: string | null) => boolean;
}

/** What stands in the text only once a tool or the server has filled it in. */
const OPEN = /\$(?:env|sys|secret|ref)?\{|\{\{|\{%|<%|\$\(/;

export function judgeOf(scope: Scope): Judge {
  const { clusters, skipped } = scope;
  const absolute = (path: string): string => join(scope.here, path);
  const lookedAt = (path: string): boolean =>
    scope.paths.some((root) => below(absolute(root), absolute(path)) !== null);
  const isWhole = (file: string): boolean => !scope.narrowed && lookedAt(dirname(file));
  /** All its nodes lie below one of the directories: none was left out by naming some. */
  const isComplete = ({ nodes, intent }: Cluster): boolean =>
    (intent === null || intent.nodes.length <= nodes.length) &&
    scope.paths.some((root) => nodes.every(({ home }) => below(absolute(root), absolute(home)) !== null));
  const wasJudged = (rule: Rule, cluster: Cluster, node: NodeModel): boolean =>
    rule.scope === 'cluster' ? cluster.nodes.every(wasRead) : wasRead(node);
  const holders = (rule: Rule, matches: (path: string) => boolean) =>
    clusters.flatMap((cluster) =>
      cluster.nodes
        .filter((node) => pathsOf(cluster, node, rule).some(matches))
        .map((node) => [cluster, node] as const),
    );
  const isSkipped = (matches: (path: string) => boolean, path: string | null): boolean =>
    skipped.some(({ file }) => matches(file) || (path !== null && below(file, path) !== null));

  return {
    inline: (rule, entry, cluster, node, file) =>
      scope.isOn(rule) &&
      entry.sound &&
      file.role !== 'generated' &&
      !isOpen(entry) &&
      wasJudged(rule, cluster, node) &&
      (rule.scope !== 'cluster' || (isMany(cluster) && isComplete(cluster))),
    config: (rule, file, matches) => {
      if (!scope.isOn(rule)) return false;
      const held = holders(rule, matches ?? (() => true));
      return (
        isWhole(file) &&
        // A path at which no node has a file silences nothing, whatever the rule.
        (held.some(([cluster]) => rule.scope !== 'cluster' || isMany(cluster)) ||
          (held.length === 0 && matches !== null && clusters.length > 0)) &&
        !isSkipped(matches ?? (() => true), null) &&
        held.every(([cluster, node]) => wasJudged(rule, cluster, node))
      );
    },
    isThere: (rule, matches) => holders(rule, matches).length > 0,
    baseline: (rule, file, about) => {
      if (!isWhole(file) || about === null || !lookedAt(about)) return false;
      if (rule === null) return true;
      if (!scope.isOn(rule) || isSkipped((path) => path === about, about)) return false;
      return holders(rule, (path) => path === about).every(([cluster, node]) => wasJudged(rule, cluster, node));
    },
  };
}

/** Every file of the node was understood, so no finding hides behind another. */
function wasRead(node: NodeModel): boolean {
  return (
    !isTemplate(node) &&
    node.malformed.length === 0 &&
    (node.toml?.tree.error ?? null) === null &&
    node.failures.every(({ effect }) => effect !== 'fatal')
  );
}

/** A value that other variables may fill in: in another run there may be something to silence. */
function isOpen({ covers, span }: InlineSuppression): boolean {
  const { text } = span.document;
  const texts = covers === 'file' ? [text] : covers.map(({ start, end }) => text.slice(start, end));
  return texts.some((covered) => OPEN.test(covered));
}
