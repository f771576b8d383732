import { styleText } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { plainStyle, type Style, textReport } from '../../src/report/text.js';
import { golden } from './golden.js';
import { at, clean, cluster, empty, finding, is2, node, result, sample } from './sample.js';

const colour: Style = (look, text) => styleText(look, text, { validateStream: false });
const plain = { style: plainStyle, quiet: false, width: 100 };

describe('text', () => {
  test('shows findings, places, tables and the verdict', () => {
    expect(textReport(sample, plain)).toBe(golden('report.txt', textReport(sample, plain)));
  });

  test('is the same text under its colours', () => {
    const coloured = textReport(sample, { ...plain, style: colour });
    expect(coloured).toBe(golden('report.ansi', coloured));
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(textReport(sample, plain));
  });
});
