import type { Cluster } from '../cluster/cluster.js';
import type { Severity } from '../config/severity.js';
import type { Skipped } from '../discovery/types.js';
import type { Fix } from '../rules/rule.js';
import type { NodeModel } from '../server/model.js';
import type { Document, Span } from '../syntax/document.js';

/** A place as people read it: path with `/`, relative to the working directory; lines and columns 1-based. */
export interface Place {
  /** '' where a file belongs to no node: the configuration, the baseline. */
  readonly node: string;
  readonly file: string;
  /** Null for a finding about a whole file or about something that no file says. */
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  /** 1-based, exclusive: the column after the last character. */
  readonly endColumn: number | null;
  /** For excerpts; null where `line` is. */
  readonly span: Span | null;
}

export interface RelatedFindingPlace extends Place {
  readonly message: string;
}

/** A rule's report with everything the engine adds. */
export interface Finding extends Place {
  readonly rule: string;
  readonly severity: Severity;
  /** '' where `node` is. */
  readonly cluster: string;
  readonly message: string;
  readonly address: string | null;
  readonly related: readonly RelatedFindingPlace[];
  readonly fix: Fix | null;
  /** Why there is none, where people would expect one. */
  readonly noFix: string | null;
  /** Stable identity over runs (DESIGN §6): never depends on line, severity, message, value or cluster name. */
  readonly key: string;
  readonly state: 'new' | 'known' | null;
  /** URL of the rule's page. */
  readonly docs: string;
  /** The rules that a suppression names, where the finding is about one. */
  readonly about?: readonly string[];
}

/** What took a finding out of the verdict. */
export interface SuppressedBy {
  readonly kind: 'config' | 'inline' | 'baseline';
  readonly reason: string | null;
  /** `YYYY-MM-DD`, inclusive. */
  readonly until: string | null;
  readonly file: string;
  readonly line: number | null;
}

export type Suppressed = Finding & { readonly suppression: SuppressedBy };

/** One known finding. Only the key counts; the rest tells people what it is about. */
export interface BaselineEntry {
  readonly key: string;
  readonly rule: string | null;
  /** Relative to the working directory. */
  readonly file: string | null;
  /** As it stands in the file. */
  readonly text: string;
  readonly line: number;
}

/** What `--write-baseline` needs of a run. */
export interface BaselineState {
  readonly path: string;
  /** Lines about what this run did not look at. */
  readonly unjudged: readonly BaselineEntry[];
}

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly fixable: number;
  readonly suppressed: number;
  readonly nodes: number;
  readonly clusters: number;
}

/** Everything a reporter may show. */
export interface LintResult {
  readonly clusters: readonly Cluster[];
  /** Sorted: file, line, column, rule. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  /** What a new baseline needs beside the findings. */
  readonly baseline: BaselineState;
  readonly skipped: readonly Skipped[];
  readonly summary: Summary;
  /** Every document that was read, by path; for excerpts and masking. */
  readonly documents: ReadonlyMap<string, Document>;
  readonly toolVersion: string;
}

/** How many nodes of a run were not judged. */
export function templatesIn({ clusters }: Pick<LintResult, 'clusters'>): number {
  return clusters.flatMap(({ nodes }) => nodes).filter(isTemplate).length;
}

/** A node whose deployment.toml is no TOML before some tool has filled it in: nothing of it was judged. */
export function isTemplate({ era, toml }: NodeModel): boolean {
  return era === 'toml' && toml === null;
}
