import { expect, test } from '@jest/globals';
import type { Severity } from '../../src/config/severity.js';
import { exitCodeOf } from '../../src/lint/verdict.js';
import { at, finding, is2 } from '../report/sample.js';

const some = (...severities: Severity[]) => ({
  findings: severities.map((severity) => finding(at(is2, 'registry.xml'), { rule: 'r-r', message: 'm', severity })),
});
const options = { failOn: 'error', allowEmpty: false, empty: false } as const;

test.each([
  [some(), options, 0],
  [some('error'), options, 1],
  [some('warning', 'info'), options, 0],
  [some('warning'), { ...options, failOn: 'warning' } as const, 1],
  [some('info'), { ...options, failOn: 'info' } as const, 1],
  [some('error'), { ...options, failOn: 'never' } as const, 0],
  [some(), { ...options, empty: true }, 3],
  [some(), { ...options, empty: true, failOn: 'never' } as const, 3],
  [some(), { ...options, empty: true, allowEmpty: true }, 0],
])('case %#: exit %#', (result, how, code) => {
  expect(exitCodeOf(result, how)).toBe(code);
});
