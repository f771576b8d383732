import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { markdownReport } from '../../src/report/markdown.js';
import { type ReportPlace, reportOf } from '../../src/report/report.js';
import { golden } from './golden.js';
import { at, clean, cluster, empty, finding, is2, related, result, sample } from './sample.js';

const link = ({ file, line }: ReportPlace) =>
  `https://github.com/o/r/blob/abc/${file}${line === null ? '' : `#L${line}`}`;

describe('Markdown', () => {
  test('shows the verdict, findings and what was not read', () => {
    const text = markdownReport(reportOf(sample), { link });
    expect(text).toBe(golden('report.md', text));
  });

  test('of nothing, and of nothing wrong', () => {
    expect(markdownReport(reportOf(empty))).toContain('nothing to lint');
    expect(markdownReport(reportOf(clean))).toContain('✅ **no findings in 2 nodes of 1 cluster**');
  });

  test('never shows a secret', () => {
    expect(markdownReport(reportOf(sample))).not.toContain('hunter2');
  });
});

/** Every table row has as many cells as its head, every details element is closed, no fence is open. */
const CODE = /(?<![`\\])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g;
function isWhole(text: string): boolean {
  let cells: number | null = null;
  for (const line of text.split('\n')) {
    const row = line.startsWith('|');
    const number = line.replace(/\\./g, '').split('|').length;
    if (row && cells !== null && number !== cells) return false;
    if (row && !line.endsWith('|')) return false;
    cells = row ? number : null;
  }
  const live = text.replace(CODE, '');
  return live.split('<details>').length === live.split('</details>').length && !live.includes('```');
}

describe('the budget', () => {
  const place = at(is2, 'registry.xml', 'instanceid');
  const many = Array.from({ length: 300 }, (_, index) =>
    finding(place, {
      rule: 'some-rule',
      message: `finding ${index}: ${'wörds | of `code` '.repeat(20)}`,
      related: [related(place, 'here | too')],
    }),
  );
  const large = result([cluster], many, {
    skipped: Array.from({ length: 200 }, (_, i) => ({ file: `a|b/${i}.xml`, reason: '</details>```' })),
  });

  test('is kept in bytes, and nothing is cut in the middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 250_000 }), (budget) => {
        const text = markdownReport(reportOf(large), { budget });
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budget);
        expect(isWhole(text)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test('what is left out is counted', () => {
    expect(markdownReport(reportOf(large), { budget: 20_000 })).toMatch(/… and \d+ more findings\./);
  });
});

test('foreign text cannot leave its cell', () => {
  const piece = fc.constantFrom(
    '|',
    '\\',
    '`',
    '``',
    '\n',
    '\r',
    '<b>',
    '<!-- m -->',
    '@x',
    '#1',
    '</details>',
    'a',
    ' ',
  );
  const text = fc.array(piece, { maxLength: 12 }).map((list) => list.join(''));
  fc.assert(
    fc.property(text, text, text, (file, message, name) => {
      const place = { ...at(is2, 'registry.xml', 'instanceid'), file, node: name };
      const odd = finding(place, { rule: 'some-rule', message, related: [related(place, message)] });
      const report = markdownReport(reportOf(result([{ ...cluster, name }], [{ ...odd, cluster: name }])), { link });
      expect(isWhole(report)).toBe(true);
      expect(report).not.toContain('<!--');
      expect(report.replace(CODE, '')).not.toMatch(/<b>|@x/);
    }),
  );
});
