import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nodeHost } from '../../src/host.js';
import { applyReplacements, overlap, uneditable } from '../../src/lint/edit.js';
import type { ChangedFile } from '../../src/lint/fix.js';
import { runFixed } from '../../src/pipeline.js';
import { patchOf } from '../../src/report/patch.js';
import { encode } from '../../src/syntax/bytes.js';
import { createDocument } from '../../src/syntax/document.js';
import { ROOT } from '../support/lint.js';
import { REQUEST } from '../support/request.js';

const CORPUS = join(ROOT, '../shared/corpus');
const PEDANTIC = { ...REQUEST, profile: 'pedantic' } as const;

let work = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'wso2is-lint-corpus-'));
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

/** Paths whose content differs from the corrected one after `git apply`. */
function applyDifferently(files: readonly ChangedFile[]): string[] {
  for (const { path, before } of files) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), before);
  }
  const { patch, leftOut } = patchOf(files);
  writeFileSync(join(work, 'the.patch'), patch);
  execFileSync('git', ['init', '-q'], { cwd: work });
  execFileSync('git', ['-c', 'core.autocrlf=false', 'apply', '--whitespace=nowarn', 'the.patch'], { cwd: work });
  const patched = files.filter(({ path }) => !leftOut.includes(path));
  return patched.filter(({ path, after }) => !readFileSync(join(work, path)).equals(after)).map(({ path }) => path);
}

if (!existsSync(CORPUS)) {
  test('corrections of real files', () => {
    console.warn('skipped: ../shared/corpus is not here, no real file was edited');
  });
} else {
  describe('corrections of real files', () => {
    const host = nodeHost(CORPUS);
    const documents = host
      .list('.')
      .files.map(({ path }) => ({ path, document: createDocument(host.read(path), host.sha256) }))
      .filter(({ document }) => uneditable(document) === null && document.text !== '');

    test('edits anywhere change nothing outside them, and a patch holds them whole', () => {
      const places = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(9)), { maxLength: 4 });
      const samples = fc.sample(places, { numRuns: documents.length, seed: 20_261_124 });
      const files = documents.map(({ path, document }, index) => {
        const { text } = document;
        const edits = (samples[index] ?? [])
          .map(([share, length]) => {
            const start = wholeAt(text, Math.floor(share * text.length));
            const end = wholeAt(text, Math.min(start + length, text.length));
            return { span: { document, start, end }, text: 'edited' };
          })
          .filter((one, at, all) => all.findIndex((other) => overlap(one.span, other.span)) === at)
          .sort((a, b) => a.span.start - b.span.start);
        const after = Buffer.from(applyReplacements(document, edits));
        const bounds = [{ end: 0 }, ...edits.map(({ span }) => span), { start: text.length }] as {
          start?: number;
          end?: number;
        }[];
        const kept = bounds.slice(1).map(({ start }, at) => text.slice(bounds[at]?.end, start));
        const expected = Buffer.from(encode(kept.join('edited'), document));
        expect([path, after.equals(expected)]).toEqual([path, true]);
        return { path, before: document.bytes, after };
      });
      const changed = files.filter(({ before, after }) => !after.equals(before));
      expect(changed.length).toBeGreaterThan(100);
      expect(applyDifferently(changed)).toEqual([]);
    }, 60_000);

    test('everything that can be fixed is fixed, without a new error, and only once', async () => {
      const { first, result, files, applied } = await runFixed(PEDANTIC, host, 'unsafe');
      const errors = (of: typeof first) => of.findings.filter(({ severity }) => severity === 'error').length;
      expect(errors(result)).toBeLessThanOrEqual(errors(first));
      expect(applied.length).toBeGreaterThan(0);
      expect(result.findings.filter(({ fix }) => fix !== null).map(({ file, rule }) => `${file} ${rule}`)).toEqual([]);
      expect(applyDifferently(files)).toEqual([]);
    }, 60_000);
  });
}

/** The offset, or the one before where it would cut a character or a line end in two. */
function wholeAt(text: string, offset: number): number {
  const cuts = /^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])/.test(text.slice(Math.max(0, offset - 1), offset + 1));
  return cuts ? offset - 1 : offset;
}
