import type { Rule } from '../rules/rule.js';
import type { Finding } from './finding.js';

/** What several nodes hold: an address and the lines it stands in; for a whole file a line of null. */
export interface Subject {
  readonly cluster: string;
  readonly address: string | null;
  readonly places: readonly { readonly file: string; readonly line: number | null }[];
}

export function subjectOf(finding: Finding): Subject {
  const places = [finding, ...finding.related];
  return {
    cluster: finding.cluster,
    address: finding.address,
    // A setting that a node does not have stands nowhere.
    places: places.some(({ line }) => line !== null) ? places.filter(({ line }) => line !== null) : places,
  };
}

/**
 * Which finding speaks of a subject already: one of a rule about the whole cluster, of the same address or with a place
 * in one of the same lines. Rules about single nodes say what is wrong there, not that the nodes differ.
 */
export function speakers<F extends Finding>(
  findings: readonly F[],
  rules: readonly Pick<Rule, 'id' | 'scope'>[],
): (subject: Subject) => F | null {
  const aboutClusters = new Set(rules.filter(({ scope }) => scope === 'cluster').map(({ id }) => id));
  const known = new Map<string, F>();
  const keyOf = (...parts: readonly (string | number | null)[]): string => JSON.stringify(parts);
  for (const finding of findings) {
    if (!aboutClusters.has(finding.rule)) continue;
    const { cluster, address } = finding;
    const keys = [finding, ...finding.related].map(({ file, line }) => keyOf(cluster, file, line));
    if (address !== null) keys.push(keyOf(cluster, address));
    for (const key of keys) if (!known.has(key)) known.set(key, finding);
  }
  return ({ cluster, address, places }) => {
    const keys = places.map(({ file, line }) => keyOf(cluster, file, line));
    if (address !== null) keys.unshift(keyOf(cluster, address));
    return keys.map((key) => known.get(key)).find((finding) => finding !== undefined) ?? null;
  };
}
