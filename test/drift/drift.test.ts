import { afterAll, describe, expect, test } from '@jest/globals';
import { type DriftResult, type DriftWanted, drift } from '../../src/drift.js';
import { driftExitCodeOf } from '../../src/lint/verdict.js';
import { driftJson, isInSync } from '../../src/report/drift.js';
import { driftMarkdown } from '../../src/report/drift-markdown.js';
import { htmlReport } from '../../src/report/html.js';
import { jsonReport } from '../../src/report/json.js';
import { reportOf } from '../../src/report/report.js';
import { below, faults, textOf } from '../support/drift.js';
import { change, copyNode, type Files, GOOD, GOOD_TOML, lint, memoryHost, without } from '../support/lint.js';
import { removeRepositories, repository } from '../support/repository.js';
import { REQUEST } from '../support/request.js';

afterAll(removeRepositories);

const NOTHING: DriftWanted = { against: null, since: null, fetch: false };
const KEY = '<DefaultCacheTimeout>15<';
const timeout = (node: string, text: string, files: Files = GOOD): Files =>
  change(files, `${node}/carbon.xml`, KEY, `<DefaultCacheTimeout>${text}<`);
const CONFIG = (more = '') => `clusters:
  prod:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
${more}`;

const driftIn = (files: Files, wanted: Partial<DriftWanted> = {}): Promise<DriftResult> =>
  drift(REQUEST, memoryHost(files, false), { ...NOTHING, ...wanted });
/** The tree as it is elsewhere, in a folder of the same working directory that is no part of the run. */
const beside = (files: Files, there: Files): Promise<DriftResult> => {
  const host = memoryHost({ ...below('prod', files), ...below('fetched', there) }, false);
  return drift({ ...REQUEST, paths: ['prod'] }, host, { ...NOTHING, against: 'fetched' });
};
const told = ({ drift: { settings, files } }: DriftResult): string[] => [
  ...settings.map(({ address, values, self }) =>
    [address, ...values.map(({ value }) => value ?? '–'), ...(self === undefined ? [] : [self.change])].join(' | '),
  ),
  ...files.map(({ file, missingOn }) => `${file} not on ${missingOn.join()}`),
];
const SETTING = 'carbon.xml/Cache/DefaultCacheTimeout';

describe('a broken file', () => {
  const CONF = 'repository/conf';
  const broken = (files: Files, path: string, text: string): Files => ({ ...files, [path]: text });

  test.each<[string, Files, { file: string; reason: string }[]]>([
    [
      'of XML',
      broken(GOOD, `is-2/${CONF}/carbon.xml`, '<Server>\n  <Name>a</Nam'),
      [
        {
          file: `is-2/${CONF}/carbon.xml`,
          reason: 'line 2: The tag is not closed; its copies were compared line by line',
        },
      ],
    ],
    [
      'of XML on all nodes says nothing',
      broken(broken(GOOD, `is-2/${CONF}/carbon.xml`, '<Server><a'), `is-1/${CONF}/carbon.xml`, '<Server><a'),
      [],
    ],
    [
      'that is a template is meant so',
      broken(broken(GOOD, `is-2/${CONF}/a.json`, '{{ a }} {'), `is-1/${CONF}/a.json`, '{}'),
      [],
    ],
    [
      'of JSON',
      broken(broken(GOOD, `is-2/${CONF}/a.json`, '{'), `is-1/${CONF}/a.json`, '{}'),
      [{ file: `is-2/${CONF}/a.json`, reason: 'no YAML or JSON; its copies were compared line by line' }],
    ],
    [
      'of TOML',
      broken(GOOD_TOML, `is-2/${CONF}/deployment.toml`, '[server]\nhostname = "a"\n[server]\noffset = 1\n'),
      [
        {
          file: `is-2/${CONF}/deployment.toml`,
          reason: 'line 3: this name is defined twice; its copies were compared line by line',
        },
      ],
    ],
  ])('%s', async (_, files, expected) => {
    const found = await driftIn(files);
    expect(found.drift.skipped).toEqual(expected);
    expect(textOf(found).includes('Not read')).toBe(expected.length > 0);
  });
});

describe('what silences drift in a file that no rule reads', () => {
  const own = (node: string, text: string): Files => ({ [`${node}/repository/conf/etc/my.properties`]: text });
  const ignoring = (path: string): Files => ({
    '.wso2is-lint.yml': `${CONFIG()}ignore:\n  - { rule: drift-setting, path: ${path}, reason: known }\n`,
  });
  const PATH = 'is-2/repository/conf/etc/my.properties';

  test.each<[string, Files, number, string[]]>([
    ['nothing', own('is-2', 'a=2'), 0, []],
    ['a comment', own('is-2', '# wso2is-lint: ignore[drift-setting] known\na=2'), 1, []],
    ['an entry', { ...own('is-2', 'a=2'), ...ignoring(PATH) }, 1, []],
    ['a comment on nothing', own('is-2', '# wso2is-lint: ignore[drift-setting] known\na=1'), 0, ['There is nothing']],
    ['an entry for nothing', { ...own('is-2', 'a=1'), ...ignoring(PATH) }, 0, ['There is nothing']],
    ['an entry for no file', { ...own('is-2', 'a=1'), ...ignoring('is-2/no.properties') }, 0, ['No node has a file']],
  ])('%s', async (_, files, accepted, complaints) => {
    const found = await driftIn({ ...GOOD, '.wso2is-lint.yml': CONFIG(), ...own('is-1', 'a=1'), ...files });
    expect(found.drift.accepted).toHaveLength(accepted);
    expect(found.drift.settings).toHaveLength(accepted === 0 && complaints.length === 0 ? 1 : 0);
    expect(found.drift.suppressions.map(({ message }) => message.replace(/(?<=nothing|file)\b.*/s, ''))).toEqual(
      complaints,
    );
  });
});

describe('nodes with each other', () => {
  test.each([
    ['XML', GOOD],
    ['deployment.toml', GOOD_TOML],
  ])('are in sync: %s', async (_title, files) => {
    const found = await driftIn(files);
    expect([told(found), isInSync(found.drift), faults(found)]).toEqual([[], true, []]);
    expect(found.drift.summary.compared).toBeGreaterThan(10);
    expect(textOf(found)).toMatch(/in sync: \d+ settings of 2 nodes of 1 cluster compared\n$/);
  });

  test('are not, and the findings are those about that alone', async () => {
    const found = await driftIn(timeout('is-2', '60'));
    expect([told(found), faults(found)]).toEqual([[`${SETTING} | 15 | 60`], []]);
    expect(found.result.findings.map(({ rule, file }) => [rule, file])).toEqual([
      ['drift-setting', 'is-1/repository/conf/carbon.xml'],
    ]);
    expect(found.result.summary).toMatchObject({ errors: 0, warnings: 1 });
    const text = textOf(found);
    expect(text.slice(0, text.indexOf('Let pass'))).toBe(`Cluster is
                                                       is-1  is-2
  carbon.xml/Cache/DefaultCacheTimeout  carbon.xml:28  15    60

`);
    const compared = `${found.drift.summary.compared} settings of 2 nodes of 1 cluster compared`;
    expect(text.split('\n').slice(-2)).toEqual([`drift: 1 setting; ${compared}`, '']);
  });

  test('are not: what a rule of check says is told with its name, once', async () => {
    const found = await driftIn(change(GOOD, 'is-2/axis2/axis2.xml', '"domain">iam.example.com<', '"domain">iam.dev<'));
    expect(found.drift.settings).toMatchObject([{ address: 'clustering/domain', said: 'clustering-domain-mismatch' }]);
    expect(found.result.findings.map(({ rule }) => rule)).toEqual(['clustering-domain-mismatch']);
    expect(textOf(found)).toContain('clustering/domain (clustering-domain-mismatch)');
  });

  test('are, where people accepted it: mayDiffer, ignore for this rule, ignore for the one that speaks', async () => {
    const config = (more: string): Files => ({ '.wso2is-lint.yml': CONFIG(more) });
    const ignore = (rule: string) => `ignore:\n  - { rule: ${rule}, path: "**", reason: known }\n`;
    const domain = change(GOOD, 'is-2/axis2/axis2.xml', '"domain">iam.example.com<', '"domain">iam.dev<');
    for (const files of [
      { ...timeout('is-2', '60'), ...config(`    mayDiffer: ["${SETTING}"]\n`) },
      { ...timeout('is-2', '60'), ...config(ignore('drift-setting')) },
      { ...domain, ...config(ignore('clustering-domain-mismatch')) },
    ]) {
      expect(told(await driftIn(files))).toEqual([]);
    }
  });

  test('what silences a setting is named with it, and a suppression that has run out or is unused is told', async () => {
    const entry = (more: string) =>
      `  - { rule: drift-setting, address: "${SETTING}", reason: until release, ${more} }\n`;
    const config = (...more: string[]): Files => ({
      '.wso2is-lint.yml': `${CONFIG()}ignore:\n${more.map(entry).join('')}`,
    });
    const accepted = await driftIn({ ...timeout('is-2', '60'), ...config('until: 2999-12-31') });
    expect([told(accepted), isInSync(accepted.drift), faults(accepted)]).toEqual([[], true, []]);
    expect(accepted.drift.accepted).toEqual([
      {
        ...{ cluster: 'prod', address: SETTING, file: 'carbon.xml', rule: 'drift-setting' },
        by: { kind: 'config', reason: 'until release', until: '2999-12-31', file: '.wso2is-lint.yml', line: 7 },
      },
    ]);
    const line = `in the configuration ("until release", until 2999-12-31): `;
    expect(textOf(accepted)).toContain(`Accepted: 1 setting\n  1  ${line}${SETTING}\n`);
    expect(textOf(accepted)).toMatch(/\nin sync: .* compared; 1 is accepted\n$/);
    expect(driftMarkdown(accepted.drift)).toContain(`- 1 ${line}\`${SETTING}\`\n`);
    expect(htmlReport(reportOf(accepted.result), accepted.drift)).toContain('<summary>Accepted: 1 setting</summary>');

    const over = await driftIn({ ...timeout('is-2', '60'), ...config('until: 2001-01-31') });
    expect([told(over), faults(over), over.drift.accepted]).toEqual([[`${SETTING} | 15 | 60`], [], []]);
    expect(over.drift.suppressions).toMatchObject([{ rule: 'suppression-expired', file: '.wso2is-lint.yml', line: 7 }]);
    expect(textOf(over)).toContain('Suppressions:\n  .wso2is-lint.yml:7  suppression-expired\n    This has run out');
    expect(driftMarkdown(over.drift)).toContain('`.wso2is-lint.yml:7` `suppression-expired`: This has run out');
    expect(over.result.findings.map(({ rule }) => rule)).toEqual(['suppression-expired', 'drift-setting']);

    const unused = await driftIn({ ...GOOD, ...config('until: 2999-12-31') });
    expect([isInSync(unused.drift), unused.drift.suppressions.map(({ rule }) => rule)]).toEqual([
      true,
      ['suppression-unused'],
    ]);
    const other = `${CONFIG()}ignore:\n  - { rule: clustering-domain-mismatch, reason: unused, address: x }\n`;
    expect((await driftIn({ ...GOOD, '.wso2is-lint.yml': other })).drift.suppressions).toEqual([]);
  });

  test('a comment and the baseline silence a setting too, and so do both for the rule that speaks', async () => {
    const comment = (rule: string, text: string) => `<!-- wso2is-lint: ignore[${rule}] so it is -->\n${text}`;
    const byComment = await driftIn(
      change(
        timeout('is-2', '60'),
        'is-2/carbon.xml',
        '<DefaultCacheTimeout>',
        comment('drift-setting', '<DefaultCacheTimeout>'),
      ),
    );
    expect(byComment.drift.accepted).toMatchObject([
      { address: SETTING, by: { kind: 'inline', reason: 'so it is', file: 'is-2/repository/conf/carbon.xml' } },
    ]);
    const [finding] = (await driftIn(timeout('is-2', '60'))).result.findings;
    const known = await driftIn({
      ...timeout('is-2', '60'),
      '.wso2is-lint-baseline': `${finding?.key}  drift-setting  x  y\n`,
    });
    expect([told(known), known.drift.accepted.map(({ by }) => by.kind)]).toEqual([[], ['baseline']]);
    const domain = change(GOOD, 'is-2/axis2/axis2.xml', '"domain">iam.example.com<', '"domain">iam.dev<');
    const spoken = `${CONFIG()}ignore:\n  - { rule: clustering-domain-mismatch, reason: known }\n`;
    const silent = await driftIn({ ...domain, '.wso2is-lint.yml': spoken });
    expect(silent.drift.accepted).toMatchObject([{ address: 'clustering/domain', rule: 'clustering-domain-mismatch' }]);
    expect(silent.result.suppressed.map(({ rule }) => rule)).toEqual(['clustering-domain-mismatch']);
  });

  test('what may differ, what is not known and what fits nothing is told, and decides nothing', async () => {
    const port = change(timeout('is-2', '60'), 'is-2/carbon.xml', '<Offset>0<', '<Offset>3<');
    const files = change(port, 'is-2/carbon.xml', '<MgtHostName>is.example.com<', '<MgtHostName>{{ host }}<');
    const globs = '    mayDiffer: ["carbon.xml/Cache", "nothing*"]\n    mustDiffer: ["carbon.xml/None"]\n';
    const found = await driftIn({ ...files, '.wso2is-lint.yml': CONFIG(globs) });
    expect([told(found), isInSync(found.drift), faults(found)]).toEqual([[], true, []]);
    expect(found.drift.passed).toEqual(
      expect.arrayContaining([
        { cluster: 'prod', address: 'server/offset', file: 'carbon.xml', reason: 'ports belong to the host' },
        { cluster: 'prod', address: SETTING, file: 'carbon.xml', reason: 'mayDiffer of the configuration' },
      ]),
    );
    const at = (node: string, value: string) => ({ node, value, file: `${node}/repository/conf/carbon.xml` });
    expect(found.drift.unknown).toMatchObject([
      {
        ...{ cluster: 'prod', address: 'server/mgtHostName', file: 'carbon.xml' },
        values: [at('is-1', 'is.example.com'), at('is-2', '{{ host }}')],
      },
    ]);
    expect(textOf(found)).toMatch(
      /\n {2}server\/mgtHostName \(carbon\.xml:\d+, cluster prod\)\n {4}is-1: is\.example\.com · is-2: \{\{ host \}\}\n/,
    );
    expect(found.drift.unused).toEqual([
      { cluster: 'prod', list: 'mayDiffer', glob: 'nothing*' },
      { cluster: 'prod', list: 'mustDiffer', glob: 'carbon.xml/None' },
    ]);
    expect(textOf(found)).toMatch(/\nin sync: \d+ settings of 2 nodes of 1 cluster compared; 1 is not known\n$/);
    // Against itself nothing may differ, so no entry is asked.
    const there = await driftIn({ ...files, '.wso2is-lint.yml': CONFIG(globs) }, { against: 'is-1' });
    expect([there.drift.passed, there.drift.unused]).toEqual([[], []]);
  });

  test('is what drift asks, whatever the configuration says of the rule; check does not', async () => {
    const files = { ...timeout('is-2', '60'), '.wso2is-lint.yml': `${CONFIG()}rules: { drift-setting: off }\n` };
    expect(told(await driftIn(files))).toEqual([`${SETTING} | 15 | 60`]);
    expect((await lint(timeout('is-2', '60'))).findings.map(({ rule }) => rule)).not.toContain('drift-setting');
  });

  test('one of ten is odd, and a wide table is turned round', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `is-${index + 3}`);
    const ten = names.reduce(
      (files, name) => copyNode(files, 'is-2', name, { '10.0.0.12': `10.0.1.${name.slice(3)}` }),
      GOOD,
    );
    const found = await driftIn(timeout('is-7', '60', ten));
    expect(found.drift.settings.map(({ address, odd }) => [address, odd])).toEqual([[SETTING, ['is-7']]]);
    expect(textOf(found)).toMatch(/Timeout {2}carbon\.xml:28 .* ≠ 60 /);
    expect(textOf(found, 60)).toContain('    is-7   ≠ 60  is-7/repository/conf/carbon.xml:28\n');
    const page = driftMarkdown(found.drift);
    expect(page).toContain('  - ⚠️ `60`: `is-7`');
    expect(page.length).toBeLessThan(1000);
  });

  test('a single node is compared with nothing, and that is said', async () => {
    const one = Object.fromEntries(Object.entries(GOOD).filter(([path]) => path.startsWith('is-1/')));
    expect(textOf(await driftIn(one))).toBe(
      `Compared with nobody, as no other node is in its cluster: 1 node
  is-1  cluster is-1  is-1/repository/conf

nothing to compare in 1 node of 1 cluster
`,
    );
  });

  test('secrets are never shown, and told apart', async () => {
    const secret = (node: string, text: string, files: Files) =>
      change(files, `${node}/carbon.xml`, '<KeyPassword>9fTq2LmRvb<', `<KeyPassword>${text}<`);
    const found = await driftIn(secret('is-1', 's3nt1nel-a', secret('is-2', 's3nt1nel-b', GOOD)));
    expect(told(found)).toEqual(['keystores/primary/keyPassword | *** A | *** B']);
    const report = reportOf(found.result);
    const page = htmlReport(report, found.drift);
    expect(page).toContain('keyPassword');
    const shown = [page, textOf(found), driftMarkdown(found.drift), driftJson(found.drift), jsonReport(report)];
    expect(shown.join('\n')).not.toContain('s3nt1nel');
  });

  test('what differs in the middle of long values is shown, in every form and in the message', async () => {
    const long = (name: string) => `${'first-part/'.repeat(9)}${name}${'/last-part'.repeat(9)}`;
    const found = await driftIn(timeout('is-2', long('that'), timeout('is-1', long('this'))));
    const { settings } = found.drift;
    expect(settings.map(({ values }) => values.map(({ value }) => value))).toEqual([[long('this'), long('that')]]);
    const [finding] = found.result.findings;
    const told = [textOf(found), textOf(found, 60), driftMarkdown(found.drift), finding?.message ?? ''];
    for (const text of told) expect([text.includes('/this/'), text.includes('/that/')]).toEqual([true, true]);
    expect(finding?.related.map(({ message }) => message.includes('/that/'))).toEqual([true]);
  });

  test('a value that no file says is the default of the server, in every form', async () => {
    const path = 'is-2/repository/conf/deployment.toml';
    const files = change(GOOD_TOML, path, '[server]\n', '[server]\nforce_local_cache = false\n');
    const host = memoryHost(files, false);
    const found = await drift({ ...REQUEST, productVersion: '7.0.0' }, host, NOTHING);
    const [setting] = found.drift.settings;
    expect(found.drift.settings).toHaveLength(1);
    expect([setting?.values.map((one) => [one.value, one.line === null, one.default]), faults(found)]).toEqual([
      [
        ['true', true, true],
        ['false', false, undefined],
      ],
      [],
    ]);
    const told = [textOf(found), textOf(found, 60), driftMarkdown(found.drift).replaceAll('`', '')];
    for (const text of told) expect(text).toContain('true (default)');
    expect(htmlReport(reportOf(found.result), found.drift)).toContain('true <em>(default)</em>');
  });

  test('foreign text does nothing: not in the terminal, not in Markdown', async () => {
    const found = await driftIn(timeout('is-2', '6\u202e | @all &lt;b&gt; `x` [a](b)'));
    expect(textOf(found)).not.toContain('\u202e');
    const [row = ''] = driftMarkdown(found.drift)
      .split('\n')
      .filter((line) => line.includes('DefaultCacheTimeout'));
    expect(row).not.toMatch(/\u202e|<b>/);
    expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(6);
  });

  test('a table has a heading for each column, or GitHub shows none', async () => {
    const lines = driftMarkdown((await driftIn(timeout('is-2', '60'))).drift).split('\n');
    const table = lines.filter((line) => line.startsWith('|'));
    expect(table).toHaveLength(3);
    expect(new Set(table.map((line) => line.split('|').length))).toEqual(new Set([6]));
  });

  test('keys and password files are compared whole, and other secrets hidden by their look', async () => {
    const both = (text: string): Files => ({
      'is-1/repository/conf/a.pem': `-----BEGIN CERTIFICATE-----\n${text}1\n`,
      'is-2/repository/conf/a.pem': `-----BEGIN CERTIFICATE-----\n${text}2\n`,
      'is-1/repository/conf/htpasswd': `admin:${text}3\n`,
      'is-2/repository/conf/htpasswd': `admin:${text}4\n`,
      'is-1/repository/conf/auth.json': `{"auths": {"reg": {"auth": "${text}5"}}}`,
      'is-2/repository/conf/auth.json': `{"auths": {"reg": {"auth": "${text}6"}}}`,
    });
    const found = await driftIn({ ...GOOD, ...both('S3nt1nel') });
    expect(found.drift.settings.map(({ file }) => file).sort()).toEqual(['a.pem', 'auth.json', 'htpasswd']);
    const shown = [
      textOf(found),
      driftMarkdown(found.drift),
      driftJson(found.drift),
      jsonReport(reportOf(found.result)),
    ];
    expect(shown.join('\n')).not.toContain('S3nt1nel');
  });

  test('a file too large to be read is told, and is not missing', async () => {
    const big = { 'is-1/repository/conf/etc/big.properties': 'x', 'is-2/repository/conf/etc/big.properties': 'y' };
    const host = memoryHost({ ...GOOD, ...big }, false);
    const list: typeof host.list = (root) => {
      const { files, skipped } = host.list(root);
      const size = (path: string) => (path === 'is-2/repository/conf/etc/big.properties' ? 2 ** 25 : 10);
      return { files: files.map(({ path }) => ({ path, size: size(path) })), skipped };
    };
    const found = await drift(REQUEST, { ...host, list }, NOTHING);
    expect(told(found)).toEqual([]);
    expect(found.drift.skipped).toEqual([
      { file: 'is-2/repository/conf/etc/big.properties', reason: 'larger than 16 MB' },
    ]);
  });
});

describe('against a directory', () => {
  test('the same is the same', async () => {
    const found = await beside(GOOD, GOOD);
    expect([told(found), found.drift.against, faults(found)]).toEqual([[], { with: 'fetched', alone: [] }, []]);
  });

  test('changed, added, removed, and files, on the node where it is; what may differ between nodes too', async () => {
    const there = change(
      change(timeout('is-2', '60'), 'is-1/carbon.xml', '<Offset>0<', '<Offset>3<'),
      'is-2/carbon.xml',
      '<MgtHostName>is.example.com</MgtHostName>',
      '<Extra>1</Extra>',
    );
    // A server has more files than are committed.
    const more = { 'is-1/repository/conf/etc/server.properties': 'a=1' };
    const found = await beside({ ...GOOD, 'is-1/repository/conf/etc/new.properties': 'a=1' }, { ...there, ...more });
    expect(told(found)).toEqual([
      'server/offset | 0 | 3 | changed',
      'server/mgtHostName | is.example.com | – | added',
      `${SETTING} | 15 | 60 | changed`,
      'carbon.xml/Extra | – | 1 | removed',
      'etc/new.properties not on is-1 (fetched)',
    ]);
    expect(found.drift.settings[0]?.values).toEqual([
      { node: 'is-1', value: '0', file: 'prod/is-1/repository/conf/carbon.xml', line: 15 },
      { node: 'is-1 (fetched)', value: '3', file: 'fetched/is-1/repository/conf/carbon.xml', line: 15 },
    ]);
    expect(faults(found)).toEqual([]);
    expect(found.result.findings).toHaveLength(5);
    expect(new Set(found.result.findings.map(({ key }) => key)).size).toBe(5);
    expect(textOf(found)).toContain('Node is-2 of prod\n');
    expect(driftMarkdown(found.drift)).toContain('| `server/offset` (changed) | `carbon.xml:15` | `0` | `3` |');
  });

  test('nodes without a counterpart are told, and are not in sync', async () => {
    const third = copyNode(GOOD, 'is-2', 'is-9');
    const found = await beside(
      GOOD,
      Object.fromEntries(Object.entries(third).filter(([path]) => !path.startsWith('is-2/'))),
    );
    expect(found.drift.against?.alone).toEqual([
      { node: 'is-2', path: 'prod/is-2/repository/conf', where: 'here' },
      { node: 'is-9', path: 'fetched/is-9/repository/conf', where: 'there' },
    ]);
    expect(isInSync(found.drift)).toBe(false);
    expect(textOf(found)).toContain('2 nodes without a counterpart');
    expect(textOf(found)).toContain(' settings of 1 node of 1 cluster against fetched compared');
  });

  const at = (folder: string, tree: Files): Files =>
    Object.fromEntries(Object.entries(tree).map(([path, text]) => [`${folder}/${path}`, text]));
  const oneNode = (node: string, tree: Files): Files =>
    Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith(`${node}/`)));
  const nine = copyNode(GOOD, 'is-2', 'is-9');
  const away = timeout('is-2', '60');
  const EACH = [`${SETTING} | 15 | 60 | changed`];
  const NINE = (folder: string) => [
    { node: expect.any(String), path: `${folder}/is-9/repository/conf`, where: 'there' },
  ];

  test.each<[string, Files, Partial<typeof REQUEST>, string, string[], unknown[]]>([
    [
      'a level above: others are not asked for',
      { ...at('there/prod', away), ...at('there/dev', GOOD) },
      {},
      'there',
      EACH,
      [],
    ],
    [
      'a level above: a node more is',
      { ...at('there/prod', nine), ...at('there/dev', nine) },
      {},
      'there',
      [],
      NINE('there/prod'),
    ],
    ['a level below', at('there/prod', away), { paths: ['prod/is-2'] }, 'there/prod', EACH, []],
    ['two levels above', at('there/x/prod', away), {}, 'there', EACH, []],
    ['the same level: a node more is asked for', at('there', nine), {}, 'there', [], NINE('there')],
    ['one node of several', at('there', nine), { paths: ['prod/is-2'] }, 'there', [], []],
    [
      'one node, a level below',
      at('there', oneNode('is-1', GOOD)),
      {},
      'there/is-1',
      [],
      [{ node: 'is-2', path: 'prod/is-2/repository/conf', where: 'here' }],
    ],
  ])('%s', async (_title, there, asked, against, says, alone) => {
    const host = memoryHost({ ...at('prod', GOOD), ...there }, false);
    const found = await drift({ ...REQUEST, paths: ['prod'], ...asked }, host, { ...NOTHING, against });
    expect([told(found), found.drift.against?.alone]).toEqual([says, alone]);
  });

  test('another level is said; where several fit, what was looked for and the way out', async () => {
    const host = (files: Files) => memoryHost({ ...at('here', GOOD), ...files }, false);
    const wanted = { ...NOTHING, against: 'there' };
    const asked = { ...REQUEST, paths: ['here'] };
    expect((await drift(asked, host(at('there/a', GOOD)), wanted)).notes).toEqual([
      '--against there: the nodes are on another level there, and are compared by the end of their paths: here/is-1 with there/a/is-1 and here/is-2 with there/a/is-2',
    ]);
    await expect(drift(asked, host({ ...at('there/a', GOOD), ...at('there/b', GOOD) }), wanted)).rejects.toThrow(
      '--against there: no node of this run is there: looked for there/is-1 and there/is-2; there are there/a/is-1, there/a/is-2, there/b/is-1 and there/b/is-2. Name the directory that holds what here holds: one of there/a and there/b',
    );
    const other = Object.fromEntries(Object.entries(GOOD).map(([path, text]) => [path.replace('is-', 'am-'), text]));
    await expect(drift(asked, host(at('there', other)), wanted)).rejects.toThrow(
      'there are there/am-1 and there/am-2.',
    );
  });

  test('the nodes meet by name, whatever is above them', async () => {
    const flat = Object.fromEntries(
      Object.entries(timeout('is-2', '60')).map(([path, text]) => [path.replace('/repository/conf/', '/conf/'), text]),
    );
    expect(told(await beside(GOOD, flat))).toEqual([`${SETTING} | 15 | 60 | changed`]);
  });

  test.each([
    ['nowhere', 'there is no such directory'],
    ['is-1/repository/conf/carbon.xml', 'there is no such directory'],
    ['git:main', 'this is no git repository'],
  ])('%s is refused', async (against, why) => {
    await expect(driftIn(GOOD, { against })).rejects.toThrow(why);
  });
});

describe('against a commit', () => {
  test('HEAD~1, a tag, a branch of origin: what was committed since, without a checkout', async () => {
    const origin = repository(GOOD);
    origin.commit();
    origin.git('tag', 'v1');
    origin.git('branch', 'release');
    origin.write(timeout('is-2', '60'));
    origin.remove('is-1/repository/conf/user-mgt.xml');
    origin.commit();
    const at = async (repo: typeof origin, ref: string, fetch = false) => {
      const host = { ...repo.host(), xmllint: memoryHost({}, false).xmllint };
      return drift(REQUEST, host, { ...NOTHING, against: `git:${ref}`, fetch });
    };
    const changed = [`${SETTING} | 60 | 15 | changed`, 'user-mgt.xml not on is-1'];
    expect(told(await at(origin, 'HEAD~1'))).toEqual(changed);
    expect(told(await at(origin, 'v1'))).toEqual(changed);
    expect(told(await at(origin, 'HEAD'))).toEqual([]);
    await expect(at(origin, 'v9')).rejects.toThrow('--against git:v9: commit v9 is not here: fetch it first');
    const elsewhere = drift(
      { ...REQUEST, paths: ['moved'] },
      { ...origin.host(), kindOf: () => 'directory' },
      {
        ...NOTHING,
        against: 'git:v1',
      },
    );
    await expect(elsewhere).rejects.toThrow('--against git:v1: there is no WSO2 configuration at moved there');
    await expect(at(origin, '--output=x')).rejects.toThrow('"--output=x" is no commit');
    // As actions/checkout does it: one commit, no tags, no other branch.
    const clone = origin.clone('--depth=1', '--no-tags');
    expect(told(await at(clone, 'v1', true))).toEqual(changed);
    expect(told(await at(clone, 'release', true))).toEqual(changed);
  }, 30_000);
});

describe('since an earlier run', () => {
  const earlier = async (files: Files): Promise<Files> => {
    const found = await driftIn(files);
    return { 'drift.json': driftJson(found.drift), 'check.json': jsonReport(reportOf(found.result)) };
  };
  const before = timeout('is-2', '60');
  const after = change(GOOD, 'is-2/carbon.xml', '<Name>WSO2 Identity Server<', '<Name>Other<');
  const both = change(before, 'is-2/carbon.xml', '<Name>WSO2 Identity Server<', '<Name>Other<');

  test.each(['drift.json', 'check.json'])('of %s: known, new and gone', async (since) => {
    const past = await earlier(before);
    const states = async (files: Files) => {
      const found = await driftIn({ ...files, ...past }, { since });
      expect(faults(found)).toEqual([]);
      const settings = found.drift.settings.map(({ address, state }) => [address, state]);
      return { settings, findings: found.result.findings.map(({ state }) => state), since: found.drift.since };
    };
    expect(await states(both)).toEqual({
      settings: [
        ['server/name', 'new'],
        [SETTING, 'known'],
      ],
      findings: ['new', 'known'],
      since: { file: since, new: 1, changed: 0, gone: [], unseen: 0, accepted: 0 },
    });
    expect((await states(after)).since).toMatchObject({ new: 1, gone: [{ cluster: 'is', address: SETTING }] });
  });

  test.each(['drift.json', 'check.json'])('of %s: another value, or another odd one, is changed', async (since) => {
    const three = copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });
    const past = await earlier(timeout('is-2', '60', three));
    for (const [files, state] of [
      [timeout('is-2', '60', three), 'known'],
      [timeout('is-2', '600', three), 'changed'],
      [timeout('is-3', '60', three), 'changed'],
    ] as const) {
      const found = await driftIn({ ...files, ...past }, { since });
      const [setting] = found.drift.settings.filter(({ address }) => address === SETTING);
      const [finding] = found.result.findings.filter(({ address }) => address === SETTING);
      expect([setting?.state, finding?.state]).toEqual([state, state === 'known' ? 'known' : 'new']);
      expect([found.drift.since?.changed, faults(found)]).toEqual([state === 'known' ? 0 : 1, []]);
      const code = driftExitCodeOf(found.drift, { failOn: 'warning', allowEmpty: false, gate: 'new' });
      expect(code).toBe(state === 'known' ? 0 : 1);
      if (state === 'changed') expect(textOf(found)).toContain(`${SETTING} (changed since)`);
    }
  });

  test('a file that another node lacks is changed', async () => {
    const three = copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });
    const past = await earlier(without(three, 'is-2/registry.xml'));
    const states = async (node: string) =>
      (await driftIn({ ...without(three, `${node}/registry.xml`), ...past }, { since: 'drift.json' })).drift.files.map(
        ({ file, state }) => [file, state],
      );
    expect([await states('is-2'), await states('is-3')]).toEqual([
      [['registry.xml', 'known']],
      [['registry.xml', 'changed']],
    ]);
  });

  describe('of which this one looks at less', () => {
    const tree = (prod: Files, dev: Files): Files => ({
      ...Object.fromEntries(Object.entries(prod).map(([path, text]) => [`prod/${path}`, text])),
      ...Object.fromEntries(Object.entries(dev).map(([path, text]) => [`dev/${path}`, text])),
    });
    const run = (files: Files, more: Partial<typeof REQUEST> = {}, since: string | null = 'x.json') =>
      drift({ ...REQUEST, ...more }, memoryHost(files, false), { ...NOTHING, since });
    const wrote = async (files: Files, format: 'drift' | 'check') => {
      const found = await run(files, {}, null);
      return { ...files, 'x.json': format === 'drift' ? driftJson(found.drift) : jsonReport(reportOf(found.result)) };
    };
    const numbers = ({ drift: { since } }: DriftResult) => [
      since?.new,
      since?.gone.length,
      since?.unseen,
      since?.accepted,
    ];

    test.each(['drift', 'check'] as const)('another cluster is not gone: %s', async (format) => {
      const all = await wrote(tree(before, before), format);
      expect(numbers(await run(all))).toEqual([0, 0, 0, 0]);
      expect(numbers(await run({ ...all, ...tree(GOOD, GOOD) }))).toEqual([0, 2, 0, 0]);
      const prod = await run({ ...all, ...tree(GOOD, GOOD) }, { paths: ['prod'] });
      expect(numbers(prod)).toEqual([0, 1, 1, 0]);
      expect(textOf(prod)).toContain(
        'Not gone of what drifted then: 1 is of nodes or files that this run did not look at\n',
      );
      expect(driftMarkdown(prod.drift)).toContain('1 is of nodes or files that this run did not look at.');
      expect(faults(prod)).toEqual([]);
      // The cluster and its nodes have other names now.
      expect(numbers(await run(all, { paths: ['prod'] }))).toEqual([0, 0, 1, 0]);
    });

    test('a node is not gone, unless the others were not the same either', async () => {
      const three = copyNode(GOOD, 'is-2', 'is-3');
      const paths = ['is-1', 'is-2'];
      const odd = (node: string) => wrote(timeout(node, '60', three), 'drift');
      // Besides, is-3 has the host of is-2: of those that are left each has its own.
      expect(numbers(await run(await odd('is-3'), { paths }))).toEqual([0, 0, 2, 0]);
      expect(numbers(await run({ ...(await odd('is-2')), ...three }, { paths }))).toEqual([0, 1, 1, 0]);
    });

    test('a file that is not read any more, and what is accepted now, are not gone', async () => {
      const all = await wrote(before, 'drift');
      const host = memoryHost(all, false);
      const read: typeof host.read = (path) => {
        if (path === 'is-2/repository/conf/carbon.xml') throw new Error('no');
        return host.read(path);
      };
      const found = await drift(REQUEST, { ...host, read }, { ...NOTHING, since: 'x.json' });
      expect(numbers(found)).toEqual([0, 0, 1, 0]);
      for (const more of [
        `${CONFIG('    mayDiffer: ["carbon.xml/Cache"]\n')}`,
        `${CONFIG()}ignore:\n  - { rule: drift-setting, path: "**", reason: known }\n`,
      ]) {
        const accepted = await run({ ...all, '.wso2is-lint.yml': more });
        expect(numbers(accepted)).toEqual([0, 0, 0, 1]);
        expect(textOf(accepted)).toContain('Not gone of what drifted then: 1 is accepted now');
      }
    });
  });

  test.each([
    ['x.json', '{', 'it is not JSON'],
    ['x.json', '{"version":1}', 'it is no JSON report of wso2is-lint'],
    ['x.json', 'null', 'it is no JSON report of wso2is-lint'],
    ['nowhere.json', '', 'there is no such file'],
  ])('%s with %s is refused', async (since, text, why) => {
    const files: Files = since === 'x.json' ? { ...GOOD, 'x.json': text } : GOOD;
    await expect(driftIn(files, { since })).rejects.toThrow(`--since ${since}: ${why}`);
  });
});
