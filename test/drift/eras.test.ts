import { afterAll, describe, expect, test } from '@jest/globals';
import { drift } from '../../src/drift.js';
import { isInSync } from '../../src/report/drift.js';
import { driftMarkdown } from '../../src/report/drift-markdown.js';
import { below, driftIn, textOf, told } from '../support/drift.js';
import { copyNode, type Files, GOOD, GOOD_TOML, lint, memoryHost, without } from '../support/lint.js';
import { removeRepositories, repository } from '../support/repository.js';
import { REQUEST } from '../support/request.js';

afterAll(removeRepositories);

const on = (nodes: readonly string[], files: Files): Files =>
  Object.fromEntries(
    nodes.flatMap((node) => Object.entries(files).map(([path, text]) => [`${node}/repository/${path}`, text])),
  );

const ALL = ['is-1', 'is-2', 'is-3'];
const CLAIMS = 'conf/claim-config.xml';
/** A server that has started: what it was written from, what it wrote, and what people write. */
const STARTED: Files = {
  ...copyNode(GOOD_TOML, 'is-2', 'is-3', { '10.0.1.12': '10.0.1.13' }),
  ...on(ALL, {
    'conf/carbon.xml': '<Server><ServerKey>IS</ServerKey><Cache><Own>1</Own></Cache></Server>',
    'conf/identity/identity.xml': '<Server><Own>1</Own></Server>',
    [CLAIMS]: '<ClaimConfig><Host>a</Host></ClaimConfig>',
    'resources/conf/default.json': '{}',
    'resources/conf/templates/repository/conf/carbon.xml.j2': '<Server/>',
  }),
};
const TOML = 'is-3/repository/conf/deployment.toml';
const LOST = without(STARTED, TOML);
const XML = 'is-3/repository/conf/carbon.xml';

describe('a node of several that has no deployment.toml', () => {
  test('all have one: in sync', async () => {
    expect(told(await driftIn(STARTED))).toEqual([]);
  });

  test.each<[string, Files]>([
    ['gone', LOST],
    ['renamed', { ...LOST, 'is-3/repository/conf/deployment.toml.bak': String(STARTED[TOML]) }],
    ['a folder in its place', { ...LOST, [`${TOML}/own.toml`]: 'a = 1\n' }],
  ])('%s: the file is missing, and nothing that only the others read', async (_title, files) => {
    const found = await driftIn(files);
    expect([told(found), isInSync(found.drift)]).toEqual([['deployment.toml not on is-3'], false]);
    expect(found.drift.summary.compared).toBeGreaterThan(10);
    expect(textOf(found)).toMatch(/\ndrift: 1 missing file; \d+ settings of 3 nodes of 1 cluster compared\n$/);
    expect(new Set(found.drift.generated?.flatMap(({ nodes }) => nodes))).toEqual(new Set(['is-1', 'is-2']));
  });

  test('the rule that says so speaks, once', async () => {
    const found = await driftIn(LOST);
    expect(found.drift.files).toEqual([
      { cluster: 'is', file: 'deployment.toml', missingOn: ['is-3'], said: 'server-era-mixed' },
    ]);
    expect(found.result.findings.map(({ rule }) => rule)).toEqual(['server-era-mixed']);
    expect(textOf(found)).toContain('deployment.toml  not on is-3 (server-era-mixed)');
    expect(driftMarkdown(found.drift)).toContain('`deployment.toml` is missing on `is-3` (server-era-mixed)');
    const off = { ...LOST, '.wso2is-lint.yml': 'rules: { server-era-mixed: off }\n' };
    expect((await driftIn(off)).result.findings.map(({ rule }) => rule)).toEqual(['drift-setting']);
    const rules = (await lint({ ...LOST, '.wso2is-lint.yml': 'rules: { drift-setting: warning }\n' })).findings;
    expect(rules.filter(({ rule }) => /drift|era/.test(rule)).map(({ rule }) => rule)).toEqual(['server-era-mixed']);
  });

  test('what both read is compared between all; what one reads, between those that do', async () => {
    const claims = { ...LOST, [`is-3/repository/${CLAIMS}`]: '<ClaimConfig><Host>b</Host></ClaimConfig>' };
    expect(told(await driftIn(claims))).toEqual(['claim-config.xml/Host | a | a | b', 'deployment.toml not on is-3']);
    const four = copyNode(LOST, 'is-3', 'is-4');
    const edited = { ...four, [XML]: String(four[XML]).replace('<Own>1<', '<Own>2<') };
    expect(told(await driftIn(edited))).toEqual(['carbon.xml/Cache/Own | 2 | 1', 'deployment.toml not on is-3,is-4']);
  });

  test('a link out of the tree in its place could not be read: it is not missing', async () => {
    const host = memoryHost(LOST, false);
    const list: typeof host.list = (root) => ({
      ...host.list(root),
      skipped: [{ file: TOML, reason: 'symbolic link out of the tree' }],
    });
    const found = await drift(REQUEST, { ...host, list }, { against: null, since: null, fetch: false });
    expect([told(found), found.drift.skipped.map(({ file }) => file)]).toEqual([[], [TOML]]);
  });
});

describe('a node that has no deployment.toml where it is elsewhere', () => {
  const lost = below('fetched', LOST);

  test('on the servers: that file, and what differs of what both have', async () => {
    const claims = { [`fetched/is-3/repository/${CLAIMS}`]: '<ClaimConfig><Host>b</Host></ClaimConfig>' };
    const here = below('prod', STARTED);
    expect(told(await driftIn({ ...here, ...lost }, 'fetched', ['prod']))).toEqual([
      'deployment.toml not on is-3 (fetched)',
    ]);
    expect(told(await driftIn({ ...here, ...lost, ...claims }, 'fetched', ['prod']))).toEqual([
      'claim-config.xml/Host | a | b',
      'deployment.toml not on is-3 (fetched)',
    ]);
  });

  test('here, and on the servers it is there: it reads another file than what is committed', async () => {
    const found = await driftIn({ ...below('prod', LOST), ...below('fetched', STARTED) }, 'fetched', ['prod']);
    expect(told(found)).toEqual(['deployment.toml not on is-3']);
  });

  test('in a commit', async () => {
    const repo = repository({ ...STARTED });
    repo.remove(TOML);
    repo.commit();
    repo.write({ [TOML]: String(STARTED[TOML]) });
    repo.commit();
    const host = { ...repo.host(), xmllint: memoryHost({}, false).xmllint };
    const found = await drift(REQUEST, host, { against: 'git:HEAD~1', since: null, fetch: false });
    expect(told(found)).toEqual(['deployment.toml not on is-3 (git:HEAD~1)']);
  });

  test('two nodes of XML: every file counts, as before', async () => {
    const files = { ...below('prod', GOOD), ...below('fetched', without(GOOD, 'is-2/user-mgt.xml')) };
    expect(told(await driftIn(files, 'fetched', ['prod']))).toEqual(['user-mgt.xml not on is-2 (fetched)']);
  });
});
