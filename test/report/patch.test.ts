import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diffText } from '../../src/report/diff.js';
import { patchOf } from '../../src/report/patch.js';
import { plainStyle } from '../../src/report/text.js';

let work = '';
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'wso2is-lint-patch-'));
  execFileSync('git', ['init', '-q', work]);
});
afterEach(() => rmSync(work, { recursive: true, force: true }));

const changed = (path: string, before: string, after: string) => ({
  path,
  before: Buffer.from(before, 'latin1'),
  after: Buffer.from(after, 'latin1'),
});
type Changed = ReturnType<typeof changed>;

/** What `git apply` makes of the files. */
function applied(files: readonly Changed[]): Buffer[] {
  for (const { path, before } of files) {
    mkdirSync(dirname(join(work, path)), { recursive: true });
    writeFileSync(join(work, path), before);
  }
  writeFileSync(join(work, 'the.patch'), patchOf(files).patch);
  execFileSync('git', ['-c', 'core.autocrlf=false', 'apply', 'the.patch'], { cwd: work, stdio: 'pipe' });
  return files.map(({ path }) => readFileSync(join(work, path)));
}

describe('a patch', () => {
  test.each<[string, readonly Changed[]]>([
    ['with CRLF', [changed('a.xml', 'a\r\nb\r\nc\r\n', 'a\r\nB\r\nc\r\n')]],
    ['with ISO-8859-1', [changed('a.xml', 'x\n\xe9\ny\n', 'x\n\xe9\xe8\ny\n')]],
    ['without a last line end', [changed('a.xml', 'a\nb', 'a\nc'), changed('b.xml', 'a', 'a\nb\n')]],
    ['with mixed line ends', [changed('a.xml', 'a\r\nb\nc\rd\n', 'a\r\nb\nC\rd\n')]],
    [
      'in strange paths',
      [changed('a b/c d.xml', '1\n', '2\n'), changed('"q.xml', '1\n', '2\n'), changed('tab\t.xml', '1\n', '3\n')],
    ],
    ['beyond ASCII', [changed('ümlaut.xml', '1\n', '2\n')]],
  ])('%s is what git applies', (_title, files) => {
    expect(applied(files)).toEqual(files.map(({ after }) => after));
  });

  test('fits whatever changes', () => {
    const text = fc.stringMatching(/^[ab\xe9\r\n]{0,40}$/);
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after && before !== '' && after !== '');
        const file = changed('a.xml', before, after);
        expect(applied([file])).toEqual([file.after]);
      }),
      { numRuns: 30 },
    );
  });

  test('leaves out what git takes for binary', () => {
    const file = { path: 'a.xml', before: Buffer.from('a', 'utf16le'), after: Buffer.from('b', 'utf16le') };
    expect(patchOf([file])).toEqual({ patch: new Uint8Array(), leftOut: ['a.xml'] });
  });
});

test('the diff for people masks secrets', () => {
  const before = '<a>\n  <url>jdbc:x</url>\n  <password>s3cret</password>\n</a>\n';
  const after = before.replace('jdbc:x', 'jdbc:y').replace('s3cret', 'n3w');
  expect(diffText([changed('is-1/a.xml', before, after)], plainStyle)).toBe(`is-1/a.xml
@@ -1,4 +1,4 @@
 <a>
-  <url>jdbc:x</url>
-  <password>***</password>
+  <url>jdbc:y</url>
+  <password>***</password>
 </a>
`);
});

test('a diff shows the reference that takes the place of a secret', () => {
  const files = [
    changed('deployment.toml', 'a = 1\npassword = "s3cret"\n', 'a = 1\npassword = "$env{REG_DB_PASSWORD}"\n'),
  ];
  const text = diffText(files, plainStyle);
  expect(text).toContain('-password = "***"\n+password = "$env{REG_DB_PASSWORD}"');
  expect(text).not.toContain('s3cret');
});
