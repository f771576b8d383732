import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/lint/finding.js';
import { fixAll } from '../../src/lint/fix.js';
import type { Rule } from '../../src/rules/rule.js';
import { asksGate, type Files, GOOD, lint, pathOf, short } from './lint.js';

export interface Valid {
  readonly title: string;
  readonly files: Files;
  /** `--product-version` of the run; only its traces tell the version where there is none. */
  readonly productVersion?: string;
}

export interface Invalid extends Valid {
  /** `is-2/registry.xml:14:21 error`, one for each finding of the rule, in order. */
  readonly at: readonly string[];
  /** What the first message must say. */
  readonly says?: RegExp | readonly RegExp[];
  /** `is-1/registry.xml:3:5`, the related places of the first finding. */
  readonly related?: readonly string[];
  readonly address?: string;
  /** What fixes make of files (`is-2/axis2/axis2.xml`), as a whole or in part; `{}` where there is no fix. */
  readonly fixed?: Readonly<Record<string, string | RegExp | readonly RegExp[]>>;
}

/** Passwords of the same length that stand nowhere else: no message may hold one. */
function planted(files: Files): Files {
  const plant = (content: Files[string]) =>
    typeof content === 'string'
      ? content
          .replaceAll('<password>regadmin<', '<password>s3nt1nel<')
          .replaceAll('<password>wso2carbon<', '<password>s3nt1nel10<')
      : content;
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, plant(content)]));
}

/** Runs only the fixes of one rule, and compares the files they change. */
async function expectFixed(rule: Rule, { files, productVersion, fixed = {} }: Invalid): Promise<void> {
  const request = { productVersion: productVersion ?? null, profile: rule.profile ?? ('default' as const) };
  const result = await fixAll(async (changed) => {
    const all = { ...files, ...Object.fromEntries(changed) };
    const found = await lint(all, { gate: asksGate(rule.id), request });
    return { ...found, findings: found.findings.filter((finding) => finding.rule === rule.id) };
  }, 'unsafe');
  const texts = new Map(result.files.map(({ path, after }) => [path, Buffer.from(after).toString('utf8')]));
  const paths = Object.keys(fixed).map((name) => (files[name] === undefined ? pathOf(name) : name));
  expect([...texts.keys()].sort()).toEqual([...paths].sort());
  for (const [index, wanted] of Object.values(fixed).entries()) {
    const text = texts.get(paths[index] ?? '') ?? '';
    for (const one of [wanted].flat()) {
      if (typeof one === 'string') expect(text).toBe(one);
      else expect(text).toMatch(one);
    }
  }
}

/**
 * The table every rule is tested by: its own examples, silence on the correct cluster, valid and invalid trees with
 * the exact places, and what holds for every message (under 1 KB, no secret).
 */
export function ruleTest(
  rule: Rule,
  cases: { valid: readonly Valid[]; invalid: readonly Invalid[] },
  /** The base branch, where everything is a pull request from a fork. */
  trusted?: Files,
): void {
  const findingsOf = async (files: Files, productVersion: string | null = null): Promise<Finding[]> =>
    (
      await lint(planted(files), {
        gate: asksGate(rule.id),
        request: { productVersion, profile: rule.profile ?? 'default' },
        ...(trusted === undefined ? {} : { trusted }),
      })
    ).findings.filter((finding) => finding.rule === rule.id);

  describe(rule.id, () => {
    test('its bad example fires', async () => {
      expect((await findingsOf(rule.examples.bad.files)).length).toBeGreaterThan(0);
    });
    test('its good example is silent', async () => {
      expect((await findingsOf(rule.examples.good.files)).map(short)).toEqual([]);
    });
    test('the correct cluster is silent', async () => {
      const found = await findingsOf(GOOD);
      expect(found.filter((finding) => finding.severity !== 'info').map(short)).toEqual([]);
    });
    test.each(cases.valid.map((row) => [row.title, row] as const))('silent: %s', async (_title, row) => {
      expect((await findingsOf(row.files, row.productVersion)).map(short)).toEqual([]);
    });
    test.each(cases.invalid.map((row) => [row.title, row] as const))('reports: %s', async (_title, row) => {
      const found = await findingsOf(row.files, row.productVersion);
      expect(found.map(short)).toEqual(row.at.map((where) => `${where} ${rule.id}`));
      const [first] = found;
      for (const says of [row.says ?? []].flat()) expect(first?.message).toMatch(says as RegExp);
      if (row.related !== undefined) {
        expect(
          first?.related.map(
            (other) => `${other.file.replace('/repository/conf/', '/')}:${other.line}:${other.column}`,
          ),
        ).toEqual(row.related);
      }
      if (row.address !== undefined) expect(first?.address).toBe(row.address);
      for (const finding of found) {
        expect(finding.message.length).toBeLessThan(1024);
        expect(finding.message).not.toMatch(/s3nt1nel|undefined|NaN|\[object/);
      }
      if (row.fixed !== undefined) await expectFixed(rule, row);
    });
  });
}
