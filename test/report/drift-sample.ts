import type { DriftReport, DriftSetting } from '../../src/report/drift.js';
import type { Report, ReportNode } from '../../src/report/report.js';

/** What `drift` tells, made up. */

/** A value of a setting as each node has it; null where it is absent. */
export function setting(
  file: string,
  address: string,
  values: Readonly<Record<string, string | null>>,
  more: Partial<DriftSetting> = {},
): DriftSetting {
  return {
    cluster: 'is',
    address,
    file,
    rule: 'must-equal',
    values: Object.entries(values).map(([node, value], index) => ({
      node,
      value,
      file: `prod/${node}/repository/conf/${file}`,
      line: value === null ? null : 10 + index,
    })),
    odd: [],
    ...more,
  };
}

export function driftOf(
  clusters: DriftReport['clusters'],
  settings: DriftSetting[],
  more: Partial<DriftReport> = {},
): DriftReport {
  const files = more.files ?? [];
  return {
    version: 1,
    tool: { version: '1.2.3' },
    clusters,
    settings,
    files,
    passed: [],
    unknown: [],
    unused: [],
    accepted: [],
    suppressions: [],
    skipped: [],
    summary: {
      ...{ settings: settings.length, files: files.length, compared: 4321, clusters: clusters.length },
      nodes: clusters.flatMap(({ nodes }) => nodes).length,
    },
    ...more,
  };
}

/** Ten nodes with so many settings that differ. */
export function manySettings(report: Report, number: number): { report: Report; drift: DriftReport } {
  const [cluster] = report.clusters;
  const [first] = cluster?.nodes ?? [];
  if (cluster === undefined || first === undefined) throw new Error('no node');
  const nodes = Array.from({ length: 10 }, (_, index): ReportNode => ({ ...first, name: `is-${index + 1}` }));
  const settings = Array.from({ length: number }, (_, index) => {
    const odd = `is-${(index % 10) + 1}`;
    const values = nodes.map(({ name }) => [
      name,
      name === odd ? `https://other-${index}.example.com/path` : 'https://iam.example.com/path',
    ]);
    const file = `identity/part-${Math.floor(index / 25)}.xml`;
    return setting(file, `${file}/Server/Element[${index}]/Value`, Object.fromEntries(values), { odd: [odd] });
  });
  const clusters = [{ ...cluster, nodes, roles: null }];
  return { report: { ...report, clusters }, drift: driftOf(clusters, settings) };
}
