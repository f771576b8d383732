import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Severity } from '../../src/config/severity.js';
import { githubReport } from '../../src/report/github.js';
import { reportOf } from '../../src/report/report.js';
import { commands } from '../text/runner.js';
import { golden } from './golden.js';
import { at, cluster, finding, is2, related, result, sample } from './sample.js';

const place = at(is2, 'registry.xml', 'instanceid');
const some = (severity: Severity, number: number, file = place.file) =>
  Array.from({ length: number }, (_, index) =>
    finding({ ...place, file }, { rule: 'some-rule', severity, message: `${severity} ${index}` }),
  );

test('annotations', () => {
  const { text } = githubReport(reportOf(sample));
  expect(text).toBe(golden('annotations.txt', text));
  expect(text).not.toContain('hunter2');
});

describe('GitHub’s limits', () => {
  test.each([
    [9, 0, 9, 0],
    [10, 0, 9, 1],
    [30, 30, 19, 41],
  ])('%d errors and %d warnings: %d annotated, %d counted', (errors, warnings, annotated, truncated) => {
    const report = githubReport(reportOf(result([cluster], [...some('warning', warnings), ...some('error', errors)])));
    expect(report).toMatchObject({ annotated, truncated });
    expect(commands(report.text)).toHaveLength(annotated);
    expect(report.text.includes('more finding')).toBe(truncated > 0);
  });

  test('changed files come first among the equally bad', () => {
    const all = result(
      [cluster],
      [...some('error', 10, 'old.xml'), ...some('error', 5, 'new.xml'), ...some('info', 1)],
    );
    const seen = commands(githubReport(reportOf(all), { errors: 9, changed: new Set(['new.xml']) }).text);
    expect(seen.map(({ properties }) => properties.file).slice(0, 6)).toEqual([...Array(5).fill('new.xml'), 'old.xml']);
  });

  test('messages stay short, and columns are given for one line only', () => {
    const wide = finding({ ...place, endLine: 5 }, { rule: 'r', message: 'x'.repeat(9000) });
    const [command] = commands(githubReport(reportOf(result([cluster], [wide]))).text);
    expect(command?.data.length).toBeLessThanOrEqual(1000);
    expect(command?.properties).not.toHaveProperty('col');
    expect(command?.properties).toMatchObject({ line: '3', endLine: '5' });
  });
});

test('any text in any place gives one command and no more', () => {
  const piece = fc.constantFrom(
    '::',
    '##[',
    'error',
    ']',
    '\n',
    '\r',
    '%',
    ',',
    ':',
    '=',
    ' ',
    'a',
    '\u001b',
    '\u2028',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, text, (file, message, rule) => {
      const odd = finding({ ...place, file }, { rule, message, related: [related({ ...place, file }, message)] });
      const seen = commands(githubReport(reportOf(result([{ ...cluster, name: message }], [odd]))).text);
      expect(seen).toHaveLength(1);
      expect(seen[0]).toMatchObject({ grammar: 'v2', name: 'error' });
      expect(seen[0]?.properties.file ?? '').toBe(file);
    }),
  );
});
