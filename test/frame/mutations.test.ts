import { describe, expect, test } from '@jest/globals';
import type { LintResult } from '../../src/lint/finding.js';
import { githubReport } from '../../src/report/github.js';
import { inspectJson, inspectText } from '../../src/report/inspect.js';
import { jsonReport } from '../../src/report/json.js';
import { markdownReport } from '../../src/report/markdown.js';
import { reportOf } from '../../src/report/report.js';
import { plainStyle, textReport } from '../../src/report/text.js';
import { RULE_IDS } from '../../src/rules/index.js';
import { lint, short } from '../support/lint.js';
import { SENTINEL } from './mutation.js';
import { BASE, MUTATIONS } from './mutations.js';
import { BASE_TOML, TOML_MUTATIONS } from './mutations-toml.js';

/** Everything the tool would print of a result. */
function outputs(result: LintResult): string[] {
  return [
    textReport(result, { style: plainStyle, quiet: false, width: 100 }),
    jsonReport(reportOf(result)),
    markdownReport(reportOf(result)),
    JSON.stringify(githubReport(reportOf(result))),
    inspectJson(result, { showSecrets: false }),
    inspectText(result, { showSecrets: false, style: plainStyle }),
  ];
}

function leaks(result: LintResult): string[] {
  return outputs(result).flatMap((text) => text.match(SENTINEL) ?? []);
}

describe('one mistake, one finding', () => {
  test.each([
    ['XML', BASE],
    ['deployment.toml', BASE_TOML],
  ])('the correct cluster has none, and shows no secret: %s', async (_era, files) => {
    const result = await lint(files, { gate: true });
    expect(result.findings.filter(({ severity }) => severity !== 'info').map(short)).toEqual([]);
    expect(leaks(result)).toEqual([]);
  });

  test('at least forty mistakes are tried', () => {
    expect(MUTATIONS.length).toBeGreaterThanOrEqual(40);
  });

  for (const mutation of [...MUTATIONS, ...TOML_MUTATIONS]) {
    const { area, title, files, finds, severity = 'error', beside = {}, gate = false } = mutation;
    const [rule, place] = finds;
    const run = RULE_IDS.includes(rule) ? test : test.skip;
    run(`${area}: ${title} → ${rule}`, async () => {
      const result = await lint(files, { gate });
      const found = result.findings.map(short);
      expect(
        found.filter((each) => each.endsWith(` ${rule}`)).map((each) => each.replace(/(:\d+):\d+ /, '$1 ')),
      ).toContain(`${place} ${severity} ${rule}`);
      const others = result.findings.filter((each) => each.severity === 'error');
      const first = others.findIndex((each) => each.rule === rule);
      expect(others.filter((each, index) => index !== first && beside[each.rule] === undefined).map(short)).toEqual([]);
      expect(leaks(result)).toEqual([]);
    });
  }
});
