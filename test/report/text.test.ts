import { styleText } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { plainStyle, type Style, textReport } from '../../src/report/text.js';
import { golden } from './golden.js';
import { at, clean, cluster, empty, finding, node, result, sample } from './sample.js';

const colour: Style = (look, text) => styleText(look, text, { validateStream: false });
const plain = { style: plainStyle, quiet: false as const, width: 100 };

describe('text', () => {
  test('shows findings, places, tables and the verdict', () => {
    expect(textReport(sample, plain)).toBe(golden('report.txt', textReport(sample, plain)));
  });

  test('is the same text under its colours', () => {
    const coloured = textReport(sample, { ...plain, style: colour });
    expect(coloured).toBe(golden('report.ansi', coloured));
    const plainText = coloured.replace(/\u001b\[\d+m/g, '');
    expect(plainText).toBe(textReport(sample, plain));
  });

  test('of nothing, and of nothing wrong', () => {
    expect(textReport(empty, plain)).toBe('nothing to lint: no WSO2 Identity Server configuration was found\n');
    expect(textReport(clean, plain)).toBe('no findings in 2 nodes of 1 cluster\n');
  });

  test('quiet: errors and the verdict', () => {
    const text = textReport(sample, { ...plain, quiet: 'error' });
    expect(text).not.toMatch(/warning {2}|info {2}|not read|explain/);
    expect(text).toMatch(/clustering-domain-mismatch[\s\S]*2 errors, 1 warning, 1 info in 2 nodes of 1 cluster\n$/);
  });

  test('never shows a secret', () => {
    expect(textReport(sample, plain)).not.toContain('hunter2');
  });
});

describe('the line', () => {
  const shown = (text: string, what: string, width = 60) => {
    const owner = node('n', 'n', { 'registry.xml': ['registry', text] });
    const place = at(owner, 'registry.xml', what);
    const lines = textReport(result([{ ...cluster, nodes: [owner] }], [finding(place, { rule: 'r', message: 'm' })]), {
      ...plain,
      width,
    }).split('\n');
    const source = lines.findIndex((line) => line.includes('│'));
    return lines.slice(source, source + 2).map((line) => line.slice(line.indexOf('│') + 2));
  };

  test.each([
    ['\t<a>\tx</a>', 'x', '<a> x</a>', '    ^'],
    ['<a>日本x</a>', 'x', '<a>日本x</a>', '       ^'],
    ['<a>\u001b[31mx</a>', 'x', '<a>␛[31mx</a>', '        ^'],
    ['<a>\u202ex</a>', 'x', '<a>\\u{202e}x</a>', '           ^'],
    ['<a>\n  <b/>\n</a>', '<a>\n  <b/>\n</a>', '<a>', '^^^'],
    [
      '<password>longer than a mask</password><x/>',
      '<x/>',
      '<password>***</password><x/>',
      '                        ^^^^',
    ],
    ['<password>secret</password>', 'secret', '<password>***</password>', '          ^^^'],
    ['<password>se<cret</passwrd', 'se', '<password>***</passwrd', '          ^^^'],
    ['<a x=""/>', '"/', '<a x=""/>', '      ^^'],
  ])('%j at %j', (text, what, line, caret) => {
    expect(shown(text, what)).toEqual([line, caret]);
  });

  test('is cut around the caret when it is long', () => {
    const [line = '', caret = ''] = shown(`<a>${'x'.repeat(500)}HERE${'y'.repeat(500)}</a>`, 'HERE');
    expect(line).toMatch(/^…x+HEREy+…$/);
    expect(line.length).toBeLessThanOrEqual(50);
    expect(line.slice(caret.indexOf('^'), caret.length)).toBe('HERE');
  });

  test('of megabytes is cut, too', () => {
    const [line = '', caret = ''] = shown(`<a>${'x'.repeat(2_000_000)}HERE${'y'.repeat(2_000_000)}</a>`, 'HERE');
    expect(line.slice(caret.indexOf('^'), caret.length)).toBe('HERE');
  });
});
