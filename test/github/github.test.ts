import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError } from '../../src/config/parse.js';
import { annotate } from '../../src/github/annotate.js';
import { changedFiles, placeLinks, targetOf } from '../../src/github/event.js';
import { readInputs } from '../../src/github/inputs.js';
import { outputsOf } from '../../src/github/outputs.js';
import { writeSummary } from '../../src/github/summary.js';
import { reportOf } from '../../src/report/report.js';
import { clean, sample } from '../report/sample.js';
import { commands } from '../text/runner.js';

const inputs = (given: Readonly<Record<string, string>>) => readInputs((name) => given[name] ?? '');

describe('inputs', () => {
  test('have the defaults of the table of options', () => {
    const { text, lines, flag } = inputs({});
    expect([text('fail-on'), text('command'), text('config'), lines('paths')]).toEqual(['error', 'check', null, ['.']]);
    expect([flag('annotations'), flag('summary'), flag('allow-empty')]).toEqual([true, true, false]);
  });

  test('are read one per line', () => {
    expect(inputs({ paths: 'prod\n\n  staging \n' }).lines('paths')).toEqual(['prod', 'staging']);
  });

  test('are all checked before anything runs', () => {
    expect(() => inputs({ command: 'chek', 'allow-empty': 'yes' })).toThrow(ConfigError);
    expect(() => inputs({ command: 'chek', 'allow-empty': 'yes' })).toThrow(
      /allow-empty: "yes".*\ncommand: "chek".*"check"\?/,
    );
    expect(inputs({ 'allow-empty': 'TRUE' }).flag('allow-empty')).toBe(true);
  });
});

describe('links', () => {
  const context = {
    serverUrl: 'https://github.com',
    repo: { owner: 'octo', repo: 'iam' },
  };
  const place = { node: 'n', file: 'a b/c#d.xml', line: 3, column: 1, endLine: 3, endColumn: 2, span: null };

  const sha = '1'.repeat(40);

  test.each([
    [place, `https://github.com/octo/iam/blob/${sha}/a%20b/c%23d.xml#L3`],
    [{ ...place, endLine: 5 }, `https://github.com/octo/iam/blob/${sha}/a%20b/c%23d.xml#L3-L5`],
    [{ ...place, line: null }, `https://github.com/octo/iam/blob/${sha}/a%20b/c%23d.xml`],
    [{ ...place, file: '../x' }, null],
    [{ ...place, file: '/x' }, null],
  ])('%j', (at, expected) => {
    expect(placeLinks(context, sha)(at)).toBe(expected);
    expect(placeLinks(context, null)(at)).toBeNull();
    expect(placeLinks(context, 'main')(at)).toBeNull();
  });

  test('are made of any path without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (file) => {
        const link = placeLinks(context, sha)({ ...place, file });
        expect(link === null || /^https:\/\/github\.com\/octo\/iam\/blob\/[^\s<>"]*$/.test(link)).toBe(true);
      }),
    );
  });
});

describe('what a run is about', () => {
  const [head, base] = ['a'.repeat(40), 'b'.repeat(40)];
  const repo = { owner: 'octo', repo: 'iam' };
  const sha = 'c'.repeat(40);
  const pull = (from: string | null, more = {}) => ({
    pull_request: {
      number: 7,
      head: { sha: head, repo: from === null ? null : { full_name: from } },
      base: { sha: base },
    },
    ...more,
  });
  const run = (event: string) => ({
    workflow_run: { event, head_sha: head, head_branch: 'x', head_repository: { owner: { login: 'fork' } } },
  });
  const found = { kind: 'pull', number: 7, head, base };

  test.each([
    ['pull_request', pull('octo/iam'), { ...found, fork: false, readOnly: false }],
    ['pull_request', pull('Octo/IAM'), { ...found, fork: false, readOnly: false }],
    ['pull_request_target', pull('fork/iam'), { ...found, fork: true, readOnly: true }],
    ['pull_request', pull(null), { ...found, fork: true, readOnly: true }],
    [
      'pull_request',
      pull('octo/iam', { sender: { login: 'dependabot[bot]' } }),
      { ...found, fork: false, readOnly: true },
    ],
    ['pull_request', { pull_request: { number: '7' } }, null],
    ['workflow_run', run('pull_request'), { kind: 'workflow', head, from: { owner: 'fork', branch: 'x' } }],
    ['workflow_run', run('push'), null],
    ['merge_group', { merge_group: { head_sha: head, base_sha: base } }, { kind: 'commit', head, base }],
    ['push', { after: head, before: base }, { kind: 'commit', head, base }],
    ['push', { after: head, before: '0'.repeat(40) }, { kind: 'commit', head, base: null }],
    ['push', { after: '--upload-pack=x', before: '--x' }, { kind: 'commit', head: sha, base: null }],
    ['schedule', {}, { kind: 'schedule', head: sha }],
    ['workflow_dispatch', {}, { kind: 'schedule', head: sha }],
    ['issues', {}, null],
  ])('%s', (eventName, payload, expected) => {
    expect(targetOf({ eventName, payload, repo, sha, serverUrl: 'https://github.com' })).toEqual(expected);
  });
});

test.each([
  [{}, null],
  [{ commits: 'x' }, null],
  [{ commits: [{ id: 1 }, null] }, null],
  [{ commits: [{ added: ['a'], modified: ['b', 3] }, { modified: ['c'] }] }, new Set(['a', 'b', 'c'])],
])('changed files of %j', (payload, expected) => {
  expect(changedFiles({ payload })).toEqual(expected);
});

test('annotations go to the writer', () => {
  const written: string[] = [];
  const { annotated } = annotate(reportOf(sample), (text) => written.push(text));
  expect(commands(written.join(''))).toHaveLength(annotated);
});

test('outputs are words and counts', () => {
  const more = { truncated: 0, reportFile: '', fixedFiles: ['a.xml', 'b.xml'], patchFile: 'x.patch', matrix: '' };
  expect(outputsOf(reportOf(sample), { ...more, empty: false })).toMatchObject({
    verdict: 'findings',
    errors: '2',
    warnings: '1',
  });
  expect(outputsOf(reportOf(clean), { ...more, empty: false }).verdict).toBe('clean');
  expect(outputsOf(reportOf(clean), { ...more, empty: true }).verdict).toBe('empty');
});

test.each([
  [0, true],
  [1024 * 1024 - 5000, true],
  [1024 * 1024 - 10, false],
])('the summary is written when %d bytes are there already: %p', async (used, written) => {
  let text = '';
  const file = {
    addRaw: (more: string) => {
      text += more;
      return { write: async () => {} };
    },
  };
  await writeSummary(reportOf(sample), file, { used, link: () => null });
  expect(text !== '').toBe(written);
  expect(used + Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
});
