import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Host, nodeHost } from '../../src/host.js';
import { baselineText, parseBaseline } from '../../src/lint/baseline.js';
import { type Request, run } from '../../src/pipeline.js';
import { renewBaseline } from '../../src/renew.js';
import { finding } from '../report/sample.js';
import { change, type Files, GOOD, lint, memoryHost } from '../support/lint.js';
import { removeRepositories, repository } from '../support/repository.js';
import { REQUEST } from '../support/request.js';

const HERE = '/repository';
const KEY = '0123456789abcdef';
const FILE = '.wso2is-lint-baseline';
const BROKEN = change(
  change(GOOD, 'is-2/axis2/axis2.xml', 'name="domain">iam.', 'name="domain">sso.'),
  'is-2/registry.xml',
  '<currentDBConfig>wso2registry<',
  '<currentDBConfig>missing<',
);

const place = { node: 'is-1', line: 1, column: 1, endLine: 1, endColumn: 2, span: null };
const found = (key: string, file: string, message: string) =>
  finding({ ...place, file }, { rule: 'wka-members-empty', message, key });

describe('the file', () => {
  test('is sorted, one line each, and read back', () => {
    const findings = [
      found(`${KEY}#2`, 'b/x.xml', 'second'),
      found(KEY, 'a b/x.xml', `first\nline  ${'x'.repeat(200)}`),
    ];
    const text = baselineText(findings, { path: FILE, unjudged: [] }, HERE);
    const lines = text.split('\n').filter((line) => !line.startsWith('#'));
    expect(lines).toEqual([
      expect.stringMatching(/^0123456789abcdef {2}wka-members-empty {2}a b\/x\.xml {2}first␊line x+…x+$/),
      `${KEY}#2  wka-members-empty  b/x.xml  second`,
      '',
    ]);
    expect(parseBaseline(FILE, text, HERE).entries.map(({ key, rule, file, line }) => [key, rule, file, line])).toEqual(
      [
        [KEY, 'wka-members-empty', 'a b/x.xml', 4],
        [`${KEY}#2`, 'wka-members-empty', 'b/x.xml', 5],
      ],
    );
  });

  test('tells files from its own directory', () => {
    const text = baselineText([found(KEY, 'is-1/x.xml', 'm')], { path: '../ci/base', unjudged: [] }, '/srv/prod');
    expect(text).toContain('  ../prod/is-1/x.xml  m\n');
    expect(parseBaseline('../ci/base', text, '/srv/prod').entries[0]?.file).toBe('is-1/x.xml');
  });

  test('after a merge: equal lines are one, the key alone is enough, any line ends', () => {
    const text = `# c\r\n${KEY}  r  f  one\r\n${KEY}  r  f  two\r\n\r\nfedcba9876543210\r\n`;
    expect(parseBaseline(FILE, text, HERE).entries.map(({ key }) => key)).toEqual([KEY, 'fedcba9876543210']);
  });

  test('a merge that was not finished, and what is no line, with place and way out', () => {
    const text = `<<<<<<< HEAD\n${KEY}  r  f  m\n=======\n>>>>>>> x\nabc  r\n`;
    expect(() => parseBaseline(FILE, text, HERE)).toThrow(
      [
        ...[1, 3, 4].map(
          (line) =>
            `${FILE}:${line}: a merge was not finished: keep the lines of both sides, equal ones count once, and delete the markers`,
        ),
        `${FILE}:5: this is no line "KEY  RULE  FILE  message" of a baseline: delete it; --write-baseline writes it anew if it is still needed`,
      ].join('\n'),
    );
  });

  test('any findings: what is written is read, and a message never makes a line', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    const key = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.uniqueArray(key, { maxLength: 5 }), text, text, (keys, file, message) => {
        const written = baselineText(
          keys.map((each) => found(each, `is/${file}x`, message)),
          { path: FILE, unjudged: [] },
          HERE,
        );
        expect(parseBaseline(FILE, written, HERE).entries.map((entry) => entry.key)).toEqual([...keys].sort());
      }),
    );
  });
});

/** Writes into the tree. */
async function renew(
  files: Files,
  more: Partial<Request> = {},
): Promise<{ files: Files; known: number; kept: number }> {
  const after: Record<string, string | Uint8Array> = { ...files };
  const host: Host = {
    ...memoryHost(files, false),
    write: (path, bytes) => {
      after[path] = Buffer.from(bytes).toString();
    },
  };
  const request: Request = { ...REQUEST, ...more };
  const { known, kept } = await renewBaseline(request, host);
  return { files: after, known, kept };
}

const linesOf = (files: Files, path = FILE): string[] =>
  String(files[path] ?? '')
    .split('\n')
    .filter((line) => /^[0-9a-f]/.test(line));

describe('--write-baseline', () => {
  test('silences all there is, and the same run writes the same bytes', async () => {
    const first = await renew(BROKEN);
    expect(first.known).toBeGreaterThan(1);
    expect(linesOf(first.files)).toHaveLength(first.known);
    const result = await lint(first.files);
    expect(result.findings).toEqual([]);
    expect(result.suppressed.map(({ suppression }) => suppression.kind)).toEqual(Array(first.known).fill('baseline'));
    expect(result.suppressed[0]?.suppression).toMatchObject({ file: FILE, reason: null, until: null });
    const second = await renew(first.files);
    expect(second.files[FILE]).toBe(first.files[FILE]);
    expect(linesOf(first.files).join('\n')).not.toMatch(/:\d+:\d+/);
  });

  test('what is silenced otherwise, and what cannot be silenced, is not in it', async () => {
    const config = 'ignore:\n  - { rule: clustering-domain-mismatch, reason: two data centres }\n';
    const { files } = await renew({
      ...BROKEN,
      '.wso2is-lint.yml': config,
      'is-2/repository/conf/hazelcast.properties': '# wso2is-lint: ignore[x]\na=b\n',
    });
    expect(linesOf(files).join('\n')).not.toMatch(/clustering-domain-mismatch|suppression-invalid/);
    expect(linesOf(files).join('\n')).toMatch(/registry-current-dbconfig-unresolved/);
  });

  test('what is mended goes', async () => {
    const { files } = await renew(BROKEN);
    const mended = { ...GOOD, [FILE]: files[FILE] ?? '' };
    expect((await lint(mended)).findings.map(({ rule }) => rule)).toEqual(['suppression-unused']);
    // The correct cluster has an info.
    const left = linesOf((await renew(mended)).files);
    expect(left.map((line) => line.split('  ')[1])).toEqual(['registry-config-location-mismatch']);
  });

  test('what a part of the tree does not show stays', async () => {
    const { files } = await renew(BROKEN);
    const part = await renew({ ...GOOD, [FILE]: files[FILE] ?? '' }, { paths: ['is-1'] });
    expect(linesOf(part.files)).toEqual(linesOf(files));
    expect(part.kept).toBe(linesOf(files).length);
    const result = await lint({ ...GOOD, [FILE]: files[FILE] ?? '' }, { request: { paths: ['is-1'] } });
    expect(result.findings).toEqual([]);
  });

  test('a file that is named: it is written, and must be there to be read', async () => {
    const { files } = await renew(BROKEN, { baseline: 'ci/known' });
    expect(linesOf(files, 'ci/known').length).toBeGreaterThan(1);
    expect((await lint(files, { request: { baseline: 'ci/known' } })).findings).toEqual([]);
    await expect(lint(BROKEN, { request: { baseline: 'ci/known' } })).rejects.toThrow(
      '--baseline: there is no file ci/known; --write-baseline writes it',
    );
  });

  test('a new finding of the same kind at the same address is new', async () => {
    const { files } = await renew(BROKEN);
    const worse = change(files, 'is-1/registry.xml', '<currentDBConfig>wso2registry<', '<currentDBConfig>gone<');
    expect((await lint(worse)).findings.map(({ rule, node }) => `${node} ${rule}`)).toContain(
      'is-1 registry-current-dbconfig-unresolved',
    );
  });
});

test('without a configuration the baseline is looked for above, up to the root of the repository', async () => {
  const { files } = await renew(BROKEN);
  const host = nodeHost(join(repository(files).path, 'is-2'));
  const { suppressed } = await run({ ...REQUEST, paths: ['..'] }, host);
  expect(suppressed.length).toBeGreaterThan(1);
  removeRepositories();
});
