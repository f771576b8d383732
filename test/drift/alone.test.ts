import { describe, expect, test } from '@jest/globals';
import type { DriftResult } from '../../src/drift.js';
import { driftExitCodeOf } from '../../src/lint/verdict.js';
import { driftMarkdown } from '../../src/report/drift-markdown.js';
import { driftVerdict } from '../../src/report/drift-text.js';
import { htmlReport } from '../../src/report/html.js';
import { reportOf } from '../../src/report/report.js';
import { below, driftIn, faults, textOf } from '../support/drift.js';
import { copyNode, type Files, GOOD } from '../support/lint.js';

const codeOf = ({ drift: report }: DriftResult): number =>
  driftExitCodeOf(report, { failOn: 'error', allowEmpty: false, gate: 'all' });

describe('a node that is alone in its cluster', () => {
  const three = copyNode(GOOD, 'is-2', 'dev', { 'example.com': 'example.org', '10.0.0.1': '10.9.0.1' });

  test('beside others that are compared: told by name and cluster, and not counted with them', async () => {
    const found = await driftIn(three);
    expect(found.drift.alone).toEqual([{ cluster: 'dev', node: 'dev' }]);
    expect([codeOf(found), faults(found)]).toEqual([0, []]);
    expect(found.drift.summary).toMatchObject({ nodes: 3, clusters: 2 });
    expect(driftVerdict(found.drift)).toMatch(
      /^in sync: \d+ settings of 2 nodes of 1 cluster compared; 1 node was compared with nobody$/,
    );
    const title = 'Compared with nobody, as no other node is in its cluster: 1 node';
    expect(textOf(found)).toContain(`${title}\n  dev  cluster dev  dev/repository/conf\n`);
    expect(driftMarkdown(found.drift)).toContain(`${title}\n\n- \`dev\` of dev\n`);
    expect(htmlReport(reportOf(found.result), found.drift)).toContain(`<h3>${title}</h3>`);
  });

  test('and nobody else: nothing was compared', async () => {
    const one = Object.fromEntries(Object.entries(three).filter(([path]) => !path.startsWith('is-2/')));
    const found = await driftIn(one);
    expect([codeOf(found), found.drift.alone?.length]).toEqual([3, 2]);
    expect(driftVerdict(found.drift)).toBe('nothing to compare in 2 nodes of 2 clusters');
    expect(textOf(found)).toContain('Compared with nobody, as no other node is in their cluster: 2 nodes\n');
  });

  test('is one where all have others: none', async () => {
    expect((await driftIn(GOOD)).drift.alone).toBeUndefined();
  });

  test('against itself elsewhere it is compared', async () => {
    const found = await driftIn({ ...below('prod', three), ...below('fetched', three) }, 'fetched', ['prod']);
    expect(found.drift.alone).toBeUndefined();
    expect(driftVerdict(found.drift)).toMatch(
      /^in sync: \d+ settings of 3 nodes of 2 clusters against fetched compared$/,
    );
    const less = Object.fromEntries(Object.entries(three).filter(([path]) => !path.startsWith('dev/')));
    const unmet = await driftIn({ ...below('prod', three), ...below('fetched', less) }, 'fetched', ['prod']);
    expect(driftVerdict(unmet.drift)).toMatch(
      /^drift: 1 node without a counterpart; \d+ settings of 2 nodes of 1 cluster against fetched compared$/,
    );
  });

  test('one that the configuration names, and that is not there any more, ends the run', async () => {
    const config =
      'clusters: { prod: { nodes: { is-1: { path: is-1 }, is-2: { path: is-2 }, is-3: { path: is-3 } } } }\n';
    await expect(driftIn({ ...GOOD, '.wso2is-lint.yml': config })).rejects.toThrow(
      '.wso2is-lint.yml:1:82: node is-3: no WSO2 configuration there: is-3',
    );
  });
});

describe('what only the servers have', () => {
  const STORE = 'repository/deployment/server/userstores/EXTRA.xml';
  const extra: Files = {
    [`is-1/${STORE}`]: '<UserStoreManager/>',
    [`is-2/${STORE}`]: '<UserStoreManager/>',
    'is-1/repository/conf/etc/own.properties': 'a=1\n',
    'is-1/bin/wso2server.sh': 'java\n',
    'is-1/repository/resources/security/own.jks': 'x',
    'is-1/repository/logs/carbon.log': 'x',
    'is-1/repository/deployment/server/webapps/x/web.xml': '<a/>',
  };

  test('is no drift: it is counted, and told by name', async () => {
    const files = { ...below('prod', GOOD), ...below('fetched', { ...GOOD, ...extra }) };
    const found = await driftIn(files, 'fetched', ['prod']);
    expect([codeOf(found), faults(found), found.drift.files]).toEqual([0, [], []]);
    const store = '../deployment/server/userstores/EXTRA.xml';
    expect(found.drift.against?.onlyThere).toEqual([
      {
        cluster: 'prod',
        node: 'is-1',
        files: ['../../bin/wso2server.sh', store, '../resources/security/own.jks', 'etc/own.properties'],
      },
      { cluster: 'prod', node: 'is-2', files: [store] },
    ]);
    const line = 'Only there, and no drift: 5 files of 2 nodes';
    expect(textOf(found)).toContain(`${line}\n  ../../bin/wso2server.sh, ${store}, `);
    expect(driftMarkdown(found.drift)).toContain(`${line} (\`../../bin/wso2server.sh\`, \`${store}\`, `);
    expect(htmlReport(reportOf(found.result), found.drift)).toContain(line);
  });

  test('what is here and not there is drift, and where there is nothing more nothing is told', async () => {
    const files = { ...below('prod', { ...GOOD, ...extra }), ...below('fetched', GOOD) };
    const found = await driftIn(files, 'fetched', ['prod']);
    expect(found.drift.files).toHaveLength(5);
    expect(found.drift.against?.onlyThere).toBeUndefined();
    expect(textOf(found)).not.toContain('Only there');
  });
});
