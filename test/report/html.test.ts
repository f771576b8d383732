import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { htmlReport } from '../../src/report/html.js';
import { reportOf } from '../../src/report/report.js';
import { driftOf, manySettings, setting } from './drift-sample.js';
import { golden } from './golden.js';
import { clean, empty, sample } from './sample.js';

const report = reportOf(sample);
const drift = driftOf(
  report.clusters,
  [
    setting('carbon.xml', 'carbon.xml/Server/HostName', { 'is-1': 'a.example.com', 'is-2': null }),
    setting(
      'axis2/axis2.xml',
      'clustering/domain',
      { 'is-1': 'iam.prod', 'is-2': 'iam.dev' },
      {
        said: 'clustering-domain-mismatch',
        state: 'new',
      },
    ),
    setting('carbon.xml', 'server/serverKey', { 'is-1': '*** A', 'is-2': '*** A' }, { rule: 'must-differ' }),
  ],
  {
    files: [{ cluster: 'is', file: 'tomcat/catalina-server.xml', missingOn: ['is-2'] }],
    since: {
      file: 'yesterday.json',
      new: 1,
      changed: 0,
      gone: [{ cluster: 'is', address: 'clustering/scheme', file: 'axis2/axis2.xml' }],
      unseen: 2,
      accepted: 1,
    },
    passed: [
      { cluster: 'is', address: 'server/offset', file: 'carbon.xml', reason: 'ports belong to the host' },
      { cluster: 'is', address: 'log4j.properties', file: 'log4j.properties', reason: 'logs belong to the host' },
    ],
    unknown: [
      {
        ...{ cluster: 'is', address: 'server/hostName', file: 'carbon.xml' },
        values: [
          { node: 'is-1', value: '${HOST}', file: 'is-1/carbon.xml', line: 20 },
          { node: 'is-2', value: '<b>', file: 'is-2/carbon.xml', line: 20 },
          { node: 'is-3', value: null, file: 'is-3/carbon.xml', line: null },
        ],
      },
    ],
    generated: [{ cluster: 'is', file: 'identity/identity.xml', nodes: ['is-1', 'is-2'] }],
    unused: [{ cluster: 'is', list: 'mayDiffer', glob: 'carbon.xml/<Foo>*' }],
  },
);

describe('the page', () => {
  test('is what it was', () => {
    const page = htmlReport(report, drift);
    expect(page).toBe(golden('report.html', page));
    expect(page).not.toContain('hunter2');
  });

  test('of nothing, and of nothing wrong', () => {
    expect(htmlReport(reportOf(empty), null)).toContain('nothing to lint');
    expect(htmlReport(reportOf(empty), null)).not.toContain('class="mark ok"');
    expect(htmlReport(reportOf(clean), null)).toContain('class="mark ok"');
    expect(htmlReport(reportOf(clean), driftOf(report.clusters, []))).toContain('<span>in sync: ');
  });

  test('allows its own style and script alone', () => {
    const page = htmlReport(report, drift);
    const hashes = [/<style>([\s\S]*?)<\/style>/, /<script>([\s\S]*?)<\/script>/].map((part) =>
      createHash('sha256')
        .update(part.exec(page)?.[1] ?? '')
        .digest('base64'),
    );
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1]?.replaceAll('&#39;', "'");
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hashes[0]}'; script-src 'sha256-${hashes[1]}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/ (?:style|on[a-z]+)="| src="/);
  });

  test('has no name twice, and no link to one that is not there', () => {
    const finding = report.findings[0];
    if (finding === undefined) throw new Error('no finding');
    const twice = { ...report, findings: [...report.findings, ...report.findings] };
    const doubled = { ...drift, settings: [...drift.settings, ...drift.settings] };
    const page = htmlReport(twice, doubled);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...page.matchAll(/ (?:href="#|aria-labelledby="|for=")([^"]*)"/g)].flatMap(
      ([, id]) => id?.split(' ') ?? [],
    );
    expect(targets.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids).toContain(`finding-${finding.key}`);
  });

  test('tells drift once: as a row of the table', () => {
    const about = report.findings.map((finding) => ({
      ...finding,
      rule: 'drift-setting',
      severity: 'warning' as const,
      address: 'carbon.xml/Server/HostName',
      message: 'is-1 and is-2 differ',
    }));
    const page = htmlReport({ ...report, findings: about }, drift);
    expect(page).not.toContain('is-1 and is-2 differ');
    // Drift has no severity: settings and files are counted, and nothing is one of so many warnings.
    expect(page).not.toMatch(/badge warning|\d warnings?\b|filter-severity/);
    const clustering = { enabled: true, domain: 'iam', scheme: 'wka' };
    const clusters = report.clusters.map((cluster) => ({
      ...cluster,
      nodes: cluster.nodes.map((node) => ({ ...node, clustering: { ...clustering, ...node.clustering } })),
    }));
    const drawn = htmlReport({ ...report, clusters, findings: about }, { ...drift, clusters });
    expect([...drawn.matchAll(/>(≠ \d[^<]+)</g)].map(([, text]) => text)).toEqual([
      '≠ 3 settings',
      '≠ 3 settings, 1 missing file',
    ]);
    expect(page).toContain('<span class="mark warning" aria-hidden="true">');
    expect(htmlReport({ ...report, findings: about }, null)).toContain('is-1 and is-2 differ');
  });

  test('keeps the severity of a rule of check that speaks in the stead of drift', () => {
    const [finding] = report.findings;
    if (finding === undefined) throw new Error('no finding');
    const said = { ...finding, rule: 'server-file-missing', cluster: 'is', address: 'tomcat/catalina-server.xml' };
    const files = drift.files.map((one) => ({ ...one, said: said.rule }));
    const page = htmlReport({ ...report, findings: [{ ...said, severity: 'error' }] }, { ...drift, files });
    const row = /<tr id="file-[\s\S]*?<\/tr>/.exec(page)?.[0] ?? '';
    expect(row).toContain('badge error');
    expect(row).toContain(`<a href="#finding-${said.key}">server-file-missing</a>`);
    expect(page).toContain('<option>error</option>');
  });

  test('shows a node beside what it is elsewhere', () => {
    const there = 'is-2 (git:v1)';
    const self = (change: 'changed' | 'removed') => ({ self: { node: 'is-2', change } });
    const against = { with: 'git:v1', alone: [{ node: 'is-9', path: 'prod/is-9', where: 'there' as const }] };
    const settings = [
      setting('carbon.xml', 'server/offset', { 'is-2': '2', [there]: '1' }, self('changed')),
      setting('carbon.xml', 'server/hostName', { 'is-2': null, [there]: 'a.example.com' }, self('removed')),
      setting('carbon.xml', 'server/hostName', { 'is-1': 'b', 'is-2': null }),
    ];
    const page = htmlReport(report, driftOf(report.clusters, settings, { against }));
    const tables = [...page.matchAll(/<table>\n<caption[\s\S]*?<\/table>/g)].map(([text]) =>
      [...text.matchAll(/<th scope="col"[^>]*>([^<]*)/g)].map(([, head]) => head),
    );
    expect(tables).toEqual([
      ['Setting', 'is-2', there],
      ['Setting', 'is-1', 'is-2'],
    ]);
    expect(page).toContain('Differences from git:v1');
    expect(page).toContain('<strong>is-9</strong> <code>prod/is-9</code> is only in git:v1');
    expect(/<tr id="setting-server-hostName"[\s\S]*?<\/tr>/.exec(page)?.[0]).toMatch(/only there[\s\S]*only there: /);
  });

  test('is made soon of 5,000 settings', () => {
    const many = manySettings(report, 5000);
    const started = process.cpuUsage();
    expect(htmlReport(many.report, many.drift).split('<tr id=')).toHaveLength(5001);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
  });
});
