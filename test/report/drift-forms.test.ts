import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Drifted, type DriftReport, isInSync } from '../../src/report/drift.js';
import { driftMarkdown } from '../../src/report/drift-markdown.js';
import { driftSince } from '../../src/report/drift-since.js';
import { driftText, driftVerdict } from '../../src/report/drift-text.js';
import { reportOf } from '../../src/report/report.js';
import { plainStyle } from '../../src/report/style.js';
import { driftOf, setting } from './drift-sample.js';
import { golden } from './golden.js';
import { sample } from './sample.js';

const { clusters } = reportOf(sample);
const passed = (reason: string, ...addresses: string[]) =>
  addresses.map((address) => ({ cluster: 'is', address, file: address.split('/')[0] ?? '', reason }));
const ASIDE = {
  passed: [
    ...passed('mayDiffer of the configuration', 'carbon.xml/Cache/DefaultCacheTimeout'),
    ...passed(
      'ports belong to the host',
      'server/offset',
      'server/jmx/rmiServerPort',
      'server/kdcPort',
      'server/thriftPort',
    ),
    ...passed('logs belong to the host', 'log4j.properties', 'log4j.properties/rootLogger'),
  ],
  unknown: [
    {
      ...{ cluster: 'is', address: 'server/hostName', file: 'carbon.xml' },
      values: [
        { node: 'is-1', value: '${HOST}', file: 'prod/is-1/carbon.xml', line: 20 },
        { node: 'is-2', value: `${'is.example.com,'.repeat(5)}\u001b[2J|x`, file: 'prod/is-2/carbon.xml', line: 21 },
        { node: 'is-3', value: null, file: 'prod/is-3/carbon.xml', line: null },
      ],
    },
    { cluster: 'is', values: [], address: `api-manager.xml/${'Long/'.repeat(20)}ServiceURL`, file: 'api-manager.xml' },
  ],
  accepted: (
    [
      ['carbon.xml/Cache/DefaultCacheTimeout', 'inline', 'moves with the `next`\u001b[2J release', '2027-01-31'],
      ['server/hostName', 'baseline', null, null],
      ['carbon.xml', 'baseline', null, null],
    ] as const
  ).map(([address, kind, reason, until]) => ({
    ...{ cluster: 'is', address, file: 'carbon.xml', rule: 'drift-setting' },
    by: { kind, reason, until, file: 'a.xml', line: 3 },
  })),
  suppressions: [
    { rule: 'suppression-expired', file: '.wso2is-lint.yml', line: 7, message: 'This has run out on 2001-01-31.' },
  ],
  skipped: [{ file: 'prod/is-1/a.xml', reason: 'larger than 16 MB' }],
  unused: [{ cluster: 'is', list: 'mayDiffer' as const, glob: 'carbon.xml/Foo`\u001b[2J*' }],
};
const drift = driftOf(
  clusters,
  [
    setting('carbon.xml', 'server/hostName', { 'is-1': 'a.example.com', 'is-2': null }, { state: 'new' }),
    setting(
      'axis2/axis2.xml',
      'clustering/localMemberHost',
      { 'is-1': '10.0.0.1', 'is-2': '10.0.0.1' },
      { rule: 'must-differ' },
    ),
    setting('carbon.xml', 'keystores/primary/keyPassword', { 'is-1': '*** A', 'is-2': '' }),
  ],
  { ...ASIDE, files: [{ cluster: 'is', file: 'tomcat/catalina-server.xml', missingOn: ['is-2'], state: 'known' }] },
);
const there = 'is-2 (fetched)';
const against = driftOf(
  clusters,
  (['changed', 'added', 'removed'] as const).map((change) =>
    setting(
      'carbon.xml',
      `carbon.xml/${change}`,
      { 'is-2': change === 'removed' ? null : '1', [there]: change === 'added' ? null : '2' },
      { self: { node: 'is-2', change } },
    ),
  ),
  {
    files: [
      { cluster: 'is', file: 'a.xml', missingOn: [there], self: 'is-2' },
      { cluster: 'is', file: 'b.xml', missingOn: ['is-2'], self: 'is-2' },
    ],
    against: { with: 'fetched', alone: [{ node: 'is-1', path: 'prod/is-1', where: 'here' }] },
    unknown: [{ cluster: 'is', address: 'server/hostName', file: 'carbon.xml', self: 'is-2', values: [] }],
  },
);
const textOf = (of: DriftReport, width: number) => driftText(of, { style: plainStyle, quiet: false, width });

describe('what a person reads of drift', () => {
  test.each([80, 200])('as text of %d columns', (width) => {
    const text = `${textOf(drift, width)}\n${textOf(against, width)}`;
    expect(text).toBe(golden(`drift-${width}.txt`, text));
    const own = text.split('\n').filter((line) => !line.includes('server/') && !line.includes('repository/conf'));
    expect(own.filter((line) => line.length > width && !line.startsWith('drift: '))).toEqual([]);
  });

  test('as Markdown', () => {
    const page = `${driftMarkdown(drift)}\n${driftMarkdown(against)}`;
    expect(page).toBe(golden('drift.md', page));
  });

  test('in a verdict that sounds no greener than it is', () => {
    const sync = driftOf(clusters, [], ASIDE);
    expect(isInSync(sync)).toBe(true);
    expect(driftVerdict(sync)).toMatch(
      /^in sync: 4321 settings of \d+ nodes of 1 cluster compared; 2 are not known, 3 are accepted$/,
    );
    const none = { ...sync, summary: { ...sync.summary, compared: 0 } };
    expect(driftVerdict(none)).toMatch(/^nothing to compare in .*; 2 are not known, 3 are accepted$/);
    expect(driftText(sync, { style: plainStyle, quiet: true, width: 80 })).toBe(`${driftVerdict(sync)}\n`);
  });
});

describe('since an earlier run', () => {
  const drifted = (of: DriftReport): Drifted => ({
    drift: of,
    findings: [],
    suppressed: [],
    keys: new Map(),
  });
  const names = ['a', 'b', 'c', 'd'];
  const [node] = clusters[0]?.nodes ?? [];
  if (node === undefined) throw new Error('no node');
  const clusterOf = (name: string, prefix = '') => ({
    ...{ name: `${prefix}${name}`, guessed: false, roles: null },
    nodes: ['1', '2'].map((each) => ({ ...node, name: `${prefix}${name}-${each}`, path: `${name}/${each}` })),
  });
  /** What the two nodes of a cluster have. */
  type Values = Readonly<Record<string, readonly [string, string]>>;
  const reportOn = (clusterNames: readonly string[], settings: Values, prefix = '') =>
    driftOf(
      clusterNames.map((name) => clusterOf(name, prefix)),
      Object.entries(settings)
        .map(([address, values]) => ({ address, name: address.slice(0, 1), values }))
        .filter(({ name }) => clusterNames.includes(name))
        .map(({ address, name, values: [one, two] }) => ({
          ...setting('x.xml', address, { [`${prefix}${name}-1`]: one, [`${prefix}${name}-2`]: two }),
          cluster: `${prefix}${name}`,
        })),
    );
  const values = fc.constantFrom<readonly [string, string]>(['1', '2'], ['2', '1'], ['1', '3'], ['*** A', '*** B']);
  const addresses = fc.dictionary(
    fc.tuple(fc.constantFrom(...names), fc.nat(5)).map(([name, number]) => `${name}/${number}`),
    values,
  );
  const some = fc.subarray(names);

  test('everything is new, known, changed, gone or unseen, whatever the names', () => {
    fc.assert(
      fc.property(some, some, addresses, addresses, fc.constantFrom('', 'x-'), (past, now, before, after, prefix) => {
        const earlier = reportOn(past, before);
        const { settings, since } = driftSince(
          drifted(reportOn(now, after, prefix)),
          { kind: 'drift', of: earlier },
          'x.json',
        ).drift;
        const known = settings.filter(({ state }) => state !== 'new').length;
        for (const { address, state } of settings.filter((one) => one.state !== 'new')) {
          expect([address, state]).toEqual([
            address,
            String(before[address]) === String(after[address]) ? 'known' : 'changed',
          ]);
        }
        expect(since?.changed).toBe(settings.filter(({ state }) => state === 'changed').length);
        expect(known + (since?.gone.length ?? 0) + (since?.unseen ?? 0)).toBe(earlier.settings.length);
        expect(known + (since?.new ?? 0)).toBe(settings.length);
        const elsewhere = earlier.settings.filter(({ cluster }) => !now.includes(cluster));
        expect(since?.unseen).toBe(elsewhere.length);
        expect(since?.gone.every(({ address }) => after[address] === undefined)).toBe(true);
      }),
    );
  });

  test('a secret has another letter beside other nodes, and a node that only one run has tells nothing', () => {
    const [cluster] = clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const of = (held: Readonly<Record<string, string | null>>) => {
      const nodes = Object.keys(held).map((name) => ({ ...node, name, path: name }));
      return driftOf([{ ...cluster, nodes }], [setting('x.xml', 'x', held)]);
    };
    const stateOf = (then: DriftReport, now: DriftReport) =>
      driftSince(drifted(now), { kind: 'drift', of: then }, 'x.json').drift.settings.map(({ state }) => state);
    const then = of({ b: '-p *** A', c: '-p *** B' });
    expect(stateOf(then, of({ a: '-p *** A', b: '-p *** B', c: '-p *** C' }))).toEqual(['known']);
    expect(stateOf(then, of({ a: '-p *** A', b: '-p *** B', c: '-p *** B' }))).toEqual(['changed']);
    expect(stateOf(of({ a: '1', b: null, c: '2' }), of({ b: null, c: '2', d: '4' }))).toEqual(['known']);
    expect(stateOf(of({ a: '1', b: null, c: '2' }), of({ a: '1', b: '', c: '2' }))).toEqual(['changed']);
  });

  test('with and without --against have nothing in common', () => {
    const { since } = driftSince(drifted(against), { kind: 'drift', of: drift }, 'x.json').drift;
    expect(since).toMatchObject({ new: 5, gone: [], unseen: 4 });
    const again = driftSince(drifted(against), { kind: 'drift', of: against }, 'x.json').drift;
    expect(again.since).toMatchObject({ new: 0, gone: [], unseen: 0 });
  });
});
