import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { docsUrl } from '../../src/lint/engine.js';
import { jsonReport } from '../../src/report/json.js';
import { linesReport } from '../../src/report/lines.js';
import { markdownReport } from '../../src/report/markdown.js';
import { mergeReports } from '../../src/report/merge.js';
import { planJson, planOf, planText } from '../../src/report/plan.js';
import { type Report, reportOf } from '../../src/report/report.js';
import { clean, cluster, sample } from './sample.js';

/** The sample with the links that a run of ours gives. */
function ours(): Report {
  const report = reportOf(sample);
  const linked = <T extends { rule: string; docs: string }>(all: readonly T[]): T[] =>
    all.map((finding) => ({ ...finding, docs: docsUrl(finding.rule) }));
  return { ...report, findings: linked(report.findings), suppressed: linked(report.suppressed) };
}

const part = (shard: string | null, report: Report = reportOf(sample)) => ({
  name: `report-${shard}.json`,
  text: jsonReport({ ...report, shard }),
});

describe('reports put together', () => {
  test('one comes out as it went in', () => {
    const report = ours();
    expect(mergeReports([{ name: 'a.json', text: jsonReport(report) }])).toEqual({ report, missing: [] });
  });

  test('two are added up, their clusters kept apart, what was not read told once', () => {
    const { report, missing } = mergeReports([part('1/2'), part('2/2')]);
    expect(missing).toEqual([]);
    expect(report.clusters.map(({ name }) => name)).toEqual(['is', 'is (2)']);
    const { summary, skipped } = reportOf(sample);
    expect(report.summary).toMatchObject({ errors: 2 * summary.errors, nodes: 2 * summary.nodes, clusters: 2 });
    expect(report.skipped).toEqual(skipped);
    expect(new Set(report.findings.map((finding) => finding.cluster))).toEqual(new Set(['is', 'is (2)']));
    expect(markdownReport(report)).toContain('### Cluster is (2)');
  });

  test.each([
    ['a part that is missing', [part('1/3'), part('3/3')], ['the report of part 2/3 is missing']],
    ['many', [part('1/999')], ['the reports of 998 of 999 parts are missing']],
    [
      'two that say they are one',
      [part('1/2'), part('1/2', reportOf(clean)), part('2/2')],
      ['two different reports say that they are part 1/2'],
    ],
    ['two plans', [part('1/1'), part('1/2'), part('2/2')], ['parts of several plans are mixed: of 1 and of 2']],
    ['no JSON', [{ name: 'a.json', text: '' }], ['a.json is no report of wso2is-lint: it is not JSON']],
    [
      'another shape',
      [
        {
          name: 'a.json',
          text: '{"version":1,"tool":{"version":"1"},"shard":null,"clusters":[],"findings":[{"rule":"<b>"}]}',
        },
      ],
      ['a.json is no report of wso2is-lint: "findings.0.rule" is not what version 1 has there'],
    ],
  ])('%s is told', (_name, parts, missing) => {
    expect(mergeReports(parts).missing).toEqual(missing);
  });

  test('the same by two paths counts once', () => {
    const { report, missing } = mergeReports([part('1/2'), part('1/2'), part('2/2')]);
    expect([report.summary.nodes, missing]).toEqual([2 * reportOf(sample).summary.nodes, []]);
  });

  test('links are ours, whatever a report says', () => {
    const report = ours();
    const findings = report.findings.map((finding) => ({ ...finding, docs: 'https://evil.example' }));
    const merged = mergeReports([part(null, { ...report, findings })]).report;
    expect(merged.findings.map(({ docs }) => docs)).toEqual(report.findings.map(({ docs }) => docs));
  });

  test('any JSON is a report or none, and never a throw', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(mergeReports([{ name: 'a', text }]).missing).toHaveLength(1);
      }),
    );
  });

  test('are told a line each', () => {
    const text = linesReport(reportOf(sample));
    const lines = text.trimEnd().split('\n');
    expect(lines).toHaveLength(sample.findings.length + 1);
    expect(lines[0]).toMatch(/^prod\/\S+:\d+:\d+: error \S+: /);
    expect(text).not.toContain('hunter2');
    expect(linesReport(reportOf(clean))).toMatch(/^no findings in /);
  });
});

test('a plan is a matrix', () => {
  const plan = planOf(
    [
      { ...cluster, name: 'prod' },
      { ...cluster, name: 'x\u001b[2J' },
    ],
    2,
  );
  expect(plan.map(({ shard, clusters }) => [shard, clusters])).toEqual([
    ['1/2', 'prod'],
    ['2/2', 'x␛[2J'],
  ]);
  expect(JSON.parse(planJson(plan))).toEqual({ version: 1, include: plan });
  expect(planText(plan)).toMatch(/^1\/2 +\d nodes? +prod\n2\/2/);
  expect(planText([])).toContain('no WSO2 Identity Server');
});
