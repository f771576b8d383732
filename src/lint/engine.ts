import type { Cluster } from '../cluster/cluster.js';
import type { Config } from '../config/intent.js';
import { PROFILES, type Profile } from '../config/options.js';
import { type Severity, severityRank } from '../config/severity.js';
import type { Report, Rule, Suppression, SuppressionPlace, SuppressionReport } from '../rules/rule.js';
import type { Finding, Place, Summary } from './finding.js';
import { distinctKeys, findingKey } from './key.js';
import { place, placeOf } from './place.js';
import { speakers, subjectOf } from './speakers.js';

export interface RuleContext {
  readonly rules: readonly Rule[];
  /** Severities and `off` by rule id; the user's word is final. */
  readonly config: Config;
  readonly profile: Profile;
  readonly sha256: (bytes: Uint8Array) => string;
}

const DOCS = 'https://github.com/wso2is-lint/wso2is-lint/blob/main/docs/rules';

/** Where people read about a rule. */
export function docsUrl(rule: string): string {
  return `${DOCS}/${rule}.md`;
}

/** Runs every rule over every cluster and its nodes. Pure; the same input gives the same findings in the same order. */
export function runRules(clusters: readonly Cluster[], context: RuleContext): Finding[] {
  const on = { ...context, rules: context.rules.filter((rule) => isOn(rule, context)) };
  return keyed(clusters.flatMap((cluster) => findingsOf(cluster, on))).sort(byPlace);
}

function keyed(findings: readonly Finding[]): Finding[] {
  const keys = distinctKeys(findings.map((finding) => finding.key));
  return findings.map((finding, index) => ({ ...finding, key: keys[index] ?? finding.key }));
}

/** Runs the rules about suppressions over what became of them. */
export function runSuppressionRules(suppressions: readonly Suppression[], context: RuleContext): Finding[] {
  const findings: Finding[] = [];
  for (const rule of context.rules) {
    if (rule.scope !== 'suppression' || !isOn(rule, context)) continue;
    const add = ({ at, message, discriminator, rules }: SuppressionReport, suppression: Suppression): void => {
      const subject = at.inline === null ? [at.file] : [at.inline.node.name, at.inline.name];
      findings.push({
        ...suppressionPlace(at),
        rule: rule.id,
        severity: severityOf(rule, context),
        cluster: at.inline?.cluster ?? '',
        message,
        address: null,
        related: [],
        fix: null,
        noFix: rule.noFix ?? null,
        key: findingKey({ rule: rule.id, subject, address: '', discriminator }, context.sha256),
        state: null,
        docs: docsUrl(rule.id),
        about: rules ?? namedIn(suppression),
      });
    };
    for (const suppression of suppressions) rule.check(suppression, (found) => add(found, suppression));
  }
  return keyed(findings);
}

function namedIn(suppression: Suppression): readonly string[] {
  return suppression.kind === 'baseline' ? suppression.rules : suppression.rules.map(({ id }) => id);
}

function suppressionPlace({ file, line, column, inline }: SuppressionPlace): Place {
  if (inline !== null) return { ...placeOf(inline.span), node: inline.node.name, file };
  return { node: '', file, line, column, endLine: line, endColumn: null, span: null };
}

/** What the user says of a rule, else whether the profile has it. */
export function isOn(rule: Rule, { config, profile }: Pick<RuleContext, 'config' | 'profile'>): boolean {
  const wanted = config.rules[rule.id];
  if (wanted !== undefined) return wanted !== 'off';
  return PROFILES.indexOf(rule.profile ?? 'default') <= PROFILES.indexOf(profile);
}

function severityOf(rule: Rule, { config }: RuleContext, own = rule.severity): Severity {
  const wanted = config.rules[rule.id];
  return wanted === undefined || wanted === 'off' ? own : wanted;
}

/** What the rules of the context, all of them on, say about a cluster. */
function findingsOf(cluster: Cluster, context: RuleContext): Finding[] {
  const found: Finding[] = [];
  const yielding = new Set<Finding>();
  for (const rule of context.rules) {
    if (rule.scope === 'suppression') continue;
    const add =
      (subject: (report: Report) => readonly string[]) =>
      (report: Report): void => {
        const address = report.address ?? report.at.address;
        const finding: Finding = {
          ...place(report.node, report.at),
          rule: rule.id,
          severity: severityOf(rule, context, report.severity),
          cluster: cluster.name,
          message: report.message,
          address: address === '' ? null : address,
          related: (report.related ?? []).map((other) => ({ ...place(other.node, other.at), message: other.message })),
          fix: report.fix ?? null,
          noFix: report.fix === undefined ? (report.noFix ?? rule.noFix ?? null) : null,
          key: findingKey(
            { rule: rule.id, subject: subject(report), address, discriminator: report.discriminator ?? '' },
            context.sha256,
          ),
          state: null,
          docs: docsUrl(rule.id),
        };
        found.push(finding);
        if (report.yields === true) yielding.add(finding);
      };
    if (rule.scope === 'node') {
      const byFile = add((report) => [report.node.name, report.at.file]);
      for (const node of cluster.nodes) rule.check(node, byFile);
    } else {
      const names = cluster.nodes.map((node) => node.name).sort();
      rule.check(
        cluster,
        add(() => names),
      );
    }
  }
  if (yielding.size === 0) return found;
  const speaker = speakers(
    found.filter((finding) => !yielding.has(finding)),
    context.rules,
  );
  return found.filter((finding) => !yielding.has(finding) || speaker(subjectOf(finding)) === null);
}

export function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    severityRank(b.severity) - severityRank(a.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Of findings and clusters as they are, or as a report tells them. */
export function summarize(
  findings: readonly { readonly severity: Finding['severity']; readonly fix: object | null }[],
  suppressed: readonly unknown[],
  clusters: readonly { readonly nodes: readonly unknown[] }[],
): Summary {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
    fixable: findings.filter((finding) => finding.fix !== null).length,
    suppressed: suppressed.length,
    nodes: clusters.reduce((sum, cluster) => sum + cluster.nodes.length, 0),
    clusters: clusters.length,
  };
}
