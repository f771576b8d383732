import type { Finding, LintResult } from './finding.js';

/**
 * Which findings are new: those whose key the base does not have. What is suppressed in the base is not known there: who
 * takes a suppression away answers for what it hid.
 */
export function compareWith(result: LintResult, base: Pick<LintResult, 'findings'>): LintResult {
  const known = new Set(base.findings.map(({ key }) => key));
  // What is not trusted is what the change itself brings: the base is judged by the same configuration.
  const isKnown = ({ key, rule }: Finding): boolean => known.has(key) && rule !== 'suppression-untrusted';
  return withStates(result, (finding) => (isKnown(finding) ? 'known' : 'new'));
}

/** Without a base everything is new: never green by ignorance. */
export function allNew(result: LintResult): LintResult {
  return withStates(result, () => 'new');
}

function withStates(result: LintResult, stateOf: (finding: Finding) => 'new' | 'known'): LintResult {
  return { ...result, findings: result.findings.map((finding) => ({ ...finding, state: stateOf(finding) })) };
}
