import type { Cluster } from '../cluster/cluster.js';
import type { Severity } from '../config/severity.js';
import type { NodeModel } from '../server/model.js';
import type { Placed } from '../server/setting.js';
import type { Span } from '../syntax/document.js';

/** A place on a node; reporters turn it into path, line and column. */
export interface NodePlace {
  readonly node: NodeModel;
  readonly at: Placed;
}

export interface RelatedPlace extends NodePlace {
  /** What is to be seen there: `is-2 has domain "iam.prod"`. */
  readonly message: string;
}

/** Replaces `[start, end)` of one document, as one node has it: two nodes may share a document and not a file. */
export interface Edit {
  readonly node: NodeModel;
  readonly span: Span;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly edits: readonly Edit[];
}

/** What a rule reports. Severity, key and position are added by the engine. */
export interface Report extends NodePlace {
  /** What is wrong with the actual values and both places · why it hurts · what to do. Under 1 KB, no secrets. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  /** When this case is milder or worse than the rule's own severity. */
  readonly severity?: Severity;
  /** Keeps two findings of one rule at one address apart. Never a value that an edit of the file may change. */
  readonly discriminator?: string;
  /** When the address of `at` is not what the finding is about. */
  readonly address?: string;
  readonly fix?: Fix;
  /** Why there is no fix, where people would expect one: what it needs to know. */
  readonly noFix?: string;
  /** Not told where another rule of the cluster speaks of the same address, or of one of the same lines. */
  readonly yields?: boolean;
}

export interface RuleExample {
  readonly title: string;
  /** Conf-relative path → content, for node scope; `node/conf-relative path` → content for cluster scope. */
  readonly files: Readonly<Record<string, string>>;
}

interface RuleBase {
  readonly id: string;
  readonly severity: Severity;
  /** Version of wso2is-lint that brought the rule. */
  readonly since: string;
  readonly unsuppressable?: boolean;
  /** The first profile it runs in; `default` when absent. A severity in the user's config turns it on as well. */
  readonly profile?: 'production' | 'pedantic';
  /** One sentence: what the rule finds. */
  readonly summary: string;
  /** Why it hurts: what the server does, with its own error text where known. */
  readonly why: string;
  /** What to do. */
  readonly remedy: string;
  /** Why none of its findings has a fix, where people would expect one. */
  readonly noFix?: string;
  /** Product file and version, documentation page or failure report. */
  readonly sources: readonly string[];
  readonly examples: { readonly bad: RuleExample; readonly good: RuleExample };
  /** Asks of every file of a node, whether the model is made of it or not. */
  readonly wholeHome?: true;
}

export interface NodeRule extends RuleBase {
  readonly scope: 'node';
  readonly check: (node: NodeModel, report: (finding: Report) => void) => void;
}

export interface ClusterRule extends RuleBase {
  readonly scope: 'cluster';
  readonly check: (cluster: Cluster, report: (finding: Report) => void) => void;
}

/** Where a suppression stands: on a node, or in a file that belongs to none. */
export interface SuppressionPlace {
  readonly file: string;
  readonly line: number | null;
  readonly column: number | null;
  /** In a comment of a node's file; null in the configuration and in the baseline. */
  readonly inline: {
    readonly cluster: string;
    readonly node: NodeModel;
    readonly name: string;
    readonly span: Span;
  } | null;
}

/** One rule named in a suppression, with what became of it. */
export interface SuppressedRule {
  readonly id: string;
  readonly at: SuppressionPlace;
  /** Null for a rule that does not exist. */
  readonly rule: { readonly unsuppressable: boolean } | null;
  /** ` Did you mean "x"?`, or nothing. */
  readonly hint: string;
  /** How many findings it is about, whether or not it silences them. */
  readonly matched: number;
  /** The line of the next finding of the rule in the same file, where none is silenced. */
  readonly elsewhere: number | null;
  /** The path of an entry at which no node has a file. */
  readonly nowhere: string | null;
  /** The run could have found what it is about: nothing found then means that there is nothing. */
  readonly judged: boolean;
}

/** A comment, or an entry of `ignore:`. */
export interface WrittenSuppression {
  readonly kind: 'inline' | 'config';
  readonly at: SuppressionPlace;
  /** Why it silences nothing: how it is written. */
  readonly mistake: string | null;
  /** False for one that a pull request from a fork brings with it. */
  readonly trusted: boolean;
  readonly reason: string | null;
  readonly until: string | null;
  readonly expired: boolean;
  readonly rules: readonly SuppressedRule[];
}

/** A baseline with lines whose findings are gone. */
export interface BaselineSuppression {
  readonly kind: 'baseline';
  /** The first such line. */
  readonly at: SuppressionPlace;
  readonly gone: number;
  /** That found them, each once. */
  readonly rules: readonly string[];
}

export type Suppression = WrittenSuppression | BaselineSuppression;

export interface SuppressionReport {
  readonly at: SuppressionPlace;
  readonly message: string;
  /** Keeps two findings of one rule in one file apart. */
  readonly discriminator: string;
  /** Those of the rules it names that this is about; all when absent. */
  readonly rules?: readonly string[];
}

/** Runs over what people asked to be silent, once it is known what that silenced. */
export interface SuppressionRule extends RuleBase {
  readonly scope: 'suppression';
  readonly check: (suppression: Suppression, report: (finding: SuppressionReport) => void) => void;
}

export type Rule = NodeRule | ClusterRule | SuppressionRule;

/** Gives a rule its type; the id is the file's name (a test checks it). */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}
