import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { LintResult } from '../../src/lint/finding.js';
import { githubReport } from '../../src/report/github.js';
import { jsonReport } from '../../src/report/json.js';
import { markdownReport } from '../../src/report/markdown.js';
import { mergeReports } from '../../src/report/merge.js';
import { type Report, reportOf } from '../../src/report/report.js';
import { plainStyle, textReport } from '../../src/report/text.js';
import { change, GOOD, lint, ROOT } from '../support/lint.js';

const CURRENT = '<currentDBConfig>wso2registry</currentDBConfig>';
const COMMENT = '<!-- wso2is-lint: ignore[registry-current-dbconfig-unresolved] until=2027-01-31 a | b <!> -->';
const CONFIG = `ignore:
  - { rule: clustering-domain-mismatch, reason: two data centres }
  - { rule: registry-mount-local, reason: nobody knows }
`;

let result: LintResult;
let report: Report;
beforeAll(async () => {
  const one = change(GOOD, 'is-2/registry.xml', CURRENT, `${COMMENT}<currentDBConfig>gone</currentDBConfig>`);
  const two = change(one, 'is-2/axis2/axis2.xml', 'name="domain">iam.', 'name="domain">sso.');
  const info = (await lint(two)).findings.find(({ severity }) => severity === 'info');
  const baseline = `${info?.key}  ${info?.rule}  x  y\n0123456789abcdef  wka-member-invalid  is-1/x.xml  y\n`;
  result = await lint({ ...two, '.wso2is-lint.yml': CONFIG, '.wso2is-lint-baseline': baseline });
  report = reportOf(result);
});

describe('what is suppressed, and findings that belong to no node', () => {
  test('in JSON', () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'schema/report.schema.json'), 'utf8'));
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { uri: /^https?:/ } }).compile(
      schema,
    );
    const json = JSON.parse(jsonReport(report));
    validate(json);
    expect(validate.errors ?? []).toEqual([]);
    expect(json.suppressed.map(({ suppression }: { suppression: unknown }) => suppression)).toEqual([
      { kind: 'config', reason: 'two data centres', until: null, file: '.wso2is-lint.yml', line: 2 },
      { kind: 'baseline', reason: null, until: null, file: '.wso2is-lint-baseline', line: 1 },
      {
        kind: 'inline',
        reason: 'a | b <!>',
        until: '2027-01-31',
        file: 'is-2/repository/conf/registry.xml',
        line: 4,
      },
    ]);
    expect(json.summary.suppressed).toBe(3);
    const places = json.findings.map(({ file, line, node, cluster }: Record<string, unknown>) => [
      file,
      line,
      node,
      cluster,
    ]);
    expect(places).toEqual([
      ['.wso2is-lint-baseline', 2, null, null],
      ['.wso2is-lint.yml', 3, null, null],
    ]);
  });

  test('as text', () => {
    const text = textReport(result, { style: plainStyle, quiet: false, width: 100 });
    expect(text).toContain('3 findings suppressed (1 in the baseline, 1 by a comment, 1 in the configuration)\n');
    expect(text).toMatch(/^\.wso2is-lint\.yml\n {2}info {2}suppression-unused {2}3:5\n/m);
  });

  test('as Markdown', () => {
    const text = markdownReport(report, { link: ({ file, line }) => `https://x.org/${file}#L${line}` });
    expect(text).toContain('### Configuration of wso2is-lint\n\n|  | Where | What |\n');
    expect(text).toContain('| ℹ️ info | [`.wso2is-lint.yml:3`](https://x.org/.wso2is-lint.yml#L3) | There is nothing');
    const rows = text.split('<details><summary>3 findings suppressed')[1]?.split('</details>')[0] ?? '';
    expect(rows).toContain('| comment: a \\| b &lt;!&gt; | 2027-01-31 |');
    expect(rows).toContain('| configuration: two data centres |  |');
    expect(rows).toContain('| baseline |  |');
  });

  test('as annotations', () => {
    const { text } = githubReport(report);
    expect(text).toContain('::notice file=.wso2is-lint-baseline,line=2,endLine=2,col=1,title=suppression-unused::');
  });

  test('put together: what all parts share is told once', () => {
    const text = jsonReport(report);
    const { findings, suppressed } = mergeReports([
      { name: 'a', text },
      { name: 'b', text: jsonReport({ ...report, shard: '1/1' }) },
    ]).report;
    expect(findings.map(({ file }) => file)).toEqual(['.wso2is-lint-baseline', '.wso2is-lint.yml']);
    expect(suppressed).toHaveLength(6);
  });
});
