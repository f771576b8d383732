export type Severity = 'error' | 'warning' | 'info';

const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, info: 1 };

/** For sorting and thresholds: a higher number is worse. */
export function severityRank(severity: Severity): number {
  return RANK[severity];
}
