import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodeHost } from '../../src/host.js';
import type { LintResult } from '../../src/lint/finding.js';
import { run } from '../../src/pipeline.js';
import { ROOT } from '../support/lint.js';
import { recorded } from '../support/recorded.js';
import { REQUEST } from '../support/request.js';
import { TRUE_BECAUSE } from './true-because.js';

// Real configuration that people committed: data to run on, beside the project, not part of it.
const CORPUS = join(ROOT, '../shared/corpus');
const expectRecorded = recorded('test/corpus/findings.json');
const here = existsSync(CORPUS);

async function lintTree(path: string): Promise<LintResult> {
  return run({ ...REQUEST, paths: [path] }, nodeHost(CORPUS));
}

function counts({ findings }: LintResult): Record<string, number> {
  const byRule: Record<string, number> = {};
  for (const { rule, severity } of findings) {
    const name = `${rule} (${severity})`;
    byRule[name] = (byRule[name] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(byRule).sort(([a], [b]) => (a < b ? -1 : 1)));
}

if (!here) {
  test('real configurations', () => {
    console.warn('skipped: ../shared/corpus is not here, no rule was run over real configurations');
  });
} else {
  describe('findings in real configurations', () => {
    const trees = readdirSync(CORPUS, { withFileTypes: true }).filter((entry) => entry.isDirectory());

    test.each(trees.map(({ name }) => name))('%s', async (name) => {
      const result = await lintTree(name);
      expectRecorded(name, counts(result));
    });

    test('all in one run, and every rule that speaks has a word on why it is right', async () => {
      const result = await lintTree('.');
      expectRecorded('all in one run', counts(result));
      const rules = new Set(result.findings.map(({ rule }) => rule));
      expect([...rules].filter((rule) => TRUE_BECAUSE[rule] === undefined)).toEqual([]);
    });
  });
}
