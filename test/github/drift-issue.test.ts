import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { drift } from '../../src/drift.js';
import { connect } from '../../src/github/connect.js';
import { deliver } from '../../src/github/deliver.js';
import { digestOf } from '../../src/github/key.js';
import { isInSync } from '../../src/report/drift.js';
import { reportOf } from '../../src/report/report.js';
import { type Github, startGithub } from '../support/github/server.js';
import { change, type Files, GOOD, memoryHost } from '../support/lint.js';
import { REQUEST } from '../support/request.js';

jest.setTimeout(60_000);

let github: Github;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(async () => {
  expect(github.violations).toEqual([]);
  await github.close();
});

const timeout = (text: string): Files =>
  change(GOOD, 'is-2/carbon.xml', '<DefaultCacheTimeout>15<', `<DefaultCacheTimeout>${text}<`);

/** A scheduled run of `command: drift` with `drift-issue: auto`. */
async function audit(files: Files): Promise<void> {
  const [owner = '', repo = ''] = github.state.repository.split('/');
  const host = memoryHost(files, false);
  const found = await drift(REQUEST, host, { against: null, since: null, fetch: false });
  const report = reportOf(found.result);
  await deliver({
    github: connect({ token: 'secret-token', apiUrl: github.url, repository: { owner, repo }, wait: async () => {} }),
    target: { kind: 'schedule', head: 'a'.repeat(40) },
    report,
    drift: found.drift,
    isWhole: isInSync(found.drift),
    verdict: isInSync(found.drift) ? 'passed' : 'failed',
    wanted: { comment: true, review: true, checkRun: true, driftIssue: true },
    remarks: null,
    key: '0123456789abcdef',
    scope: null,
    digest: digestOf(report, host.sha256),
    runUrl: 'https://github.com/octo/iam/actions/runs/7',
    runId: '7/1',
    patch: null,
    commitUrl: (sha) => `https://github.com/octo/iam/commit/${sha}`,
    link: () => null,
    notes: [],
    today: '2026-11-24',
    notice: (text) => expect(text).toBe(''),
  });
}

const issues = () => [...github.state.issues.values()];
const text = (): string => issues()[0]?.body ?? '';

describe('the issue of scheduled drift', () => {
  test('is opened with the settings, updated when a value changes, closed when the nodes are in sync', async () => {
    await audit(GOOD);
    expect(issues()).toEqual([]);

    await audit(timeout('60'));
    expect(issues()).toMatchObject([{ state: 'open', title: 'WSO2 Identity Server configuration: drift' }]);
    const shown = text().split('\n');
    expect(shown.slice(1)).toEqual([
      '## wso2is-lint drift',
      '',
      expect.stringMatching(
        /^drift: 1 setting; \d+ settings of 2 nodes of 1 cluster compared at \[`aaaaaaa`\]\(https:.*\), 2026-11-24$/,
      ),
      '',
      '### Cluster is',
      '',
      '| setting | where | `is-1` | `is-2` |',
      '|---|---|---|---|',
      '| `carbon.xml/Cache/DefaultCacheTimeout` | `carbon.xml:28` | `15` | `60` |',
      '',
      expect.stringMatching(/^Let pass, as they may differ: /),
      '',
      expect.stringMatching(/^- 5 as the local registry belongs to the node: `datasources\[/),
      expect.stringMatching(/^- 4 as /),
      expect.stringMatching(/^- 1 as /),
      expect.stringMatching(/^- 1 as /),
      '',
      expect.stringMatching(/^<sub>\[this run\]\(.*\) · \[what is compared\]\(.*drift\.md\)<\/sub>$/),
    ]);

    await audit(timeout('90'));
    expect(issues()).toMatchObject([{ state: 'open' }]);
    expect(text()).toContain('| `15` | `90` |');
    expect(text()).not.toContain('`60`');

    const writes = () => github.requests.filter(({ method }) => method !== 'GET').length;
    const before = writes();
    await audit(timeout('90'));
    expect(writes()).toBe(before);

    await audit(GOOD);
    expect(issues()).toMatchObject([{ state: 'closed' }]);
  });

  test('shows no secret and fits, however much there is to tell', async () => {
    const many = (node: string) =>
      Array.from({ length: 100 }, (_, at) => `key.${at}.${'x'.repeat(3000)}=${node}`).join('\n');
    const files: Record<string, string | Uint8Array> = { ...GOOD };
    for (const node of ['is-1', 'is-2']) {
      files[`${node}/repository/conf/a.properties`] = `db.password=pass-of-${node}\n`;
      files[`${node}/repository/conf/own.properties`] = many(node);
    }
    await audit(files);
    expect(text()).toContain('`a.properties/db.password`');
    expect(text()).not.toContain('pass-of');
    expect(text()).toContain('more settings: the JSON has all of them');
    expect(text()).toContain('</sub>');
    expect(text().length).toBeLessThan(65_536);
  });
});
