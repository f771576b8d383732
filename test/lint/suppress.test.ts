import { describe, expect, test } from '@jest/globals';
import { change, GOOD, lint } from '../support/lint.js';

const BROKEN = change(GOOD, 'is-2/axis2/axis2.xml', '>iam.example.com<', '>iam.exmaple.com<');

async function rules(ignore: string): Promise<{ shown: string[]; suppressed: string[] }> {
  const config = `ignore:\n  - { rule: clustering-domain-mismatch, reason: two data centres${ignore} }\n`;
  const result = await lint({ ...BROKEN, '.wso2is-lint.yml': config });
  expect(result.summary.suppressed).toBe(result.suppressed.length);
  const ids = (findings: typeof result.findings) =>
    findings.map(({ rule }) => rule).filter((rule) => rule === 'clustering-domain-mismatch');
  return { shown: ids(result.findings), suppressed: ids(result.suppressed) };
}

const SILENT = { shown: [], suppressed: ['clustering-domain-mismatch'] };
const SHOWN = { shown: ['clustering-domain-mismatch'], suppressed: [] };

describe('ignore', () => {
  test.each([
    ['by rule', '', SILENT],
    ['by folder of the primary place', ', path: is-1', SILENT],
    ['by folder of a related place', ', path: is-2/', SILENT],
    ['by glob', ', path: "**/axis2.xml"', SILENT],
    ['not in another folder', ', path: is-3', SHOWN],
    ['by address', ', address: clustering/domain', SILENT],
    ['by address with a wildcard', ', address: "clustering/*"', SILENT],
    ['not at another address', ', address: clustering/port', SHOWN],
    ['until today', ', until: 2026-11-24', SILENT],
    ['no longer after its day', ', until: 2026-11-23', SHOWN],
  ])('%s', async (_title, ignore, expected) => {
    expect(await rules(ignore)).toEqual(expected);
  });
});
