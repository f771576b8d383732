import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ConfigError } from '../../src/config/parse.js';
import { annotate } from '../../src/github/annotate.js';
import { changedFiles, placeLinks } from '../../src/github/event.js';
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
    sha: '1111111111111111111111111111111111111111',
    payload: {},
  };
  const place = { node: 'n', file: 'a b/c#d.xml', line: 3, column: 1, endLine: 3, endColumn: 2, span: null };

  test.each([
    [{}, place, `https://github.com/octo/iam/blob/${context.sha}/a%20b/c%23d.xml#L3`],
    [{}, { ...place, endLine: 5 }, `https://github.com/octo/iam/blob/${context.sha}/a%20b/c%23d.xml#L3-L5`],
    [{}, { ...place, line: null }, `https://github.com/octo/iam/blob/${context.sha}/a%20b/c%23d.xml`],
    [{}, { ...place, file: '../x' }, null],
    [{}, { ...place, file: '/x' }, null],
    [
      { pull_request: { head: { sha: 'abcdef0' } } },
      place,
      'https://github.com/octo/iam/blob/abcdef0/a%20b/c%23d.xml#L3',
    ],
    [
      { pull_request: { head: { sha: 7 } } },
      place,
      `https://github.com/octo/iam/blob/${context.sha}/a%20b/c%23d.xml#L3`,
    ],
  ])('%j %j', (payload, at, expected) => {
    expect(placeLinks({ ...context, payload })(at)).toBe(expected);
  });

  test('are made of any path without a throw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (file) => {
        const link = placeLinks(context)({ ...place, file });
        expect(link === null || /^https:\/\/github\.com\/octo\/iam\/blob\/[^\s<>"]*$/.test(link)).toBe(true);
      }),
    );
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
  expect(outputsOf(sample, { ...more, empty: false })).toMatchObject({
    verdict: 'findings',
    errors: '2',
    warnings: '1',
  });
  expect(outputsOf(clean, { ...more, empty: false }).verdict).toBe('clean');
  expect(outputsOf(clean, { ...more, empty: true }).verdict).toBe('empty');
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
