import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonReport } from '../../src/report/json.js';
import { reportOf } from '../../src/report/report.js';
import { ROOT } from '../support/lint.js';
import { golden } from './golden.js';
import { clean, empty, sample } from './sample.js';

const schema = JSON.parse(readFileSync(join(ROOT, 'schema/report.schema.json'), 'utf8'));
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, formats: { uri: /^https?:/ } });
const validate = ajv.compile(schema);

describe('JSON', () => {
  test.each([
    ['findings', sample],
    ['nothing wrong', clean],
    ['nothing found', empty],
  ])('of %s fits its schema', (_, result) => {
    validate(JSON.parse(jsonReport(reportOf(result))));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('is what it was', () => {
    const text = jsonReport(reportOf(sample));
    expect(text).toBe(golden('report.json', text));
    expect(text).not.toContain('hunter2');
  });

  test('every field of the contract is there', () => {
    const [finding] = JSON.parse(jsonReport(reportOf(sample))).findings;
    expect(Object.keys(finding)).toEqual(schema.$defs.finding.required);
  });
});
