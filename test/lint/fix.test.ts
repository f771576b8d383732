import { describe, expect, test } from '@jest/globals';
import type { Finding, LintResult } from '../../src/lint/finding.js';
import { fixAll, planPass } from '../../src/lint/fix.js';
import type { Fix } from '../../src/rules/rule.js';
import { sample } from '../report/sample.js';
import { fileOf } from '../server/toml/read.js';
import { change, type Files, GOOD_TOML, lint } from '../support/lint.js';
import { makeNode } from '../support/node.js';

const [template] = sample.findings;

/** A run that finds each text that is still there and would replace it. */
function replacing(text: string, wanted: readonly (readonly [from: string, to: string, safety?: Fix['safety']])[]) {
  return async (changed: ReadonlyMap<string, Uint8Array>): Promise<LintResult> => {
    const bytes = changed.get('is-1/deployment.toml');
    const file = fileOf(bytes === undefined ? text : Buffer.from(bytes).toString());
    const node = makeNode({ files: [file] });
    const findings = wanted.flatMap(([from, to, safety = 'safe']): Finding[] => {
      const start = file.document.text.indexOf(from);
      if (start < 0 || template === undefined) return [];
      const span = { document: file.document, start, end: start + from.length };
      return [
        { ...template, rule: from, fix: { title: `${from} → ${to}`, safety, edits: [{ node, span, text: to }] } },
      ];
    });
    return { ...sample, findings };
  };
}

const textOf = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

describe('fixing', () => {
  test('takes fixes of one place in one pass after the other', async () => {
    const { files, applied } = await fixAll(
      replacing('abc', [
        ['ab', 'x'],
        ['bc', 'y'],
        ['xc', 'z'],
      ]),
      'safe',
    );
    expect(textOf(files[0]?.after)).toBe('z');
    expect(applied.map(({ title }) => title)).toEqual(['ab → x', 'xc → z']);
    expect(textOf(files[0]?.before)).toBe('abc');
  });

  test('leaves unsafe fixes until they are allowed, and takes safe ones first', async () => {
    const run = replacing('abc', [
      ['bc', 'y', 'unsafe'],
      ['ab', 'x'],
    ]);
    expect((await fixAll(run, 'safe')).applied.map(({ title }) => title)).toEqual(['ab → x']);
    expect(textOf((await fixAll(run, 'unsafe')).files[0]?.after)).toBe('xc');
  });

  test('ends when two fixes undo each other', async () => {
    const { applied } = await fixAll(
      replacing('a', [
        ['a', 'b'],
        ['b', 'a'],
      ]),
      'safe',
    );
    expect(applied).toHaveLength(10);
  });

  test('says what it cannot edit', async () => {
    const result = await replacing('a', [['a', 'b']])(new Map());
    const findings = result.findings.map((finding): Finding => {
      const [edit] = finding.fix?.edits ?? [];
      const [file] = edit?.node.files ?? [];
      if (finding.fix === null || edit === undefined || file === undefined) return finding;
      const document = { ...file.document, lossy: true };
      const node = makeNode({ files: [{ ...file, document }] });
      return { ...finding, fix: { ...finding.fix, edits: [{ ...edit, node, span: { ...edit.span, document } }] } };
    });
    const { refused, files } = planPass({ ...result, findings }, 'safe');
    expect(refused.map(({ reason }) => reason)).toEqual(['its encoding cannot be read without loss']);
    expect(files.size).toBe(0);
  });

  test('never writes one key twice', async () => {
    const files: Files = change(GOOD_TOML, 'is-2/deployment.toml', 'membership_scheme =', 'scheme =');
    const fixed = await fixAll((changed) => lint({ ...files, ...Object.fromEntries(changed) }), 'unsafe');
    expect(fixed.result.findings.map(({ rule }) => rule)).not.toContain('toml-syntax');
    expect(textOf(fixed.files[0]?.after).match(/^membership_scheme = "wka"$/gm)).toHaveLength(1);
  });
});
