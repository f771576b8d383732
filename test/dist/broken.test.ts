import { expect, test } from '@jest/globals';
import { lint, load, short } from '../support/lint.js';

test('examples/good has no error and no warning', async () => {
  const { findings } = await lint(load('examples/good'), { gate: true });
  expect(findings.filter(({ severity }) => severity !== 'info').map(short)).toEqual([]);
});

test('examples/seed-as-written has no error', async () => {
  const { findings } = await lint(load('examples/seed-as-written'), { gate: true });
  expect(findings.filter(({ severity }) => severity === 'error').map(short)).toEqual([]);
});

test('examples/broken shows exactly its eight mistakes', async () => {
  const { findings } = await lint(load('examples/broken'), { gate: true });
  expect(findings.filter(({ severity }) => severity !== 'info').map(short)).toMatchInlineSnapshot();
});
