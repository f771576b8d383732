import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { drift } from '../../src/drift.js';
import { type Host, nodeHost } from '../../src/host.js';
import { driftJson } from '../../src/report/drift.js';
import { below, textOf, told } from '../support/drift.js';
import { copyNode, type Files, GOOD, memoryHost, without } from '../support/lint.js';
import { removeRepositories, repository, temporaryFolder } from '../support/repository.js';
import { REQUEST } from '../support/request.js';

afterAll(removeRepositories);

const conf = (node: string, file: string): string => `${node}/repository/conf/${file}`;
const withOwn = (files: Files, texts: Readonly<Record<string, string>>): Files => ({
  ...files,
  ...Object.fromEntries(Object.entries(texts).map(([node, text]) => [conf(node, 'etc/own.properties'), `a=${text}\n`])),
});
const LARGE = 17 * 1024 * 1024;
/** Files that nobody may read, and some that are too large. */
const hiding = (host: Host, unreadable: string, large: string): Host => ({
  ...host,
  read: (path) => {
    if (path === unreadable) throw new Error('no permission to read it');
    return host.read(path);
  },
  list: (root) => {
    const { files, skipped } = host.list(root);
    return { files: files.map(({ path, size }) => ({ path, size: path === large ? LARGE : size })), skipped };
  },
});

describe('what could not be read on the other side', () => {
  const here = below('prod', withOwn(GOOD, { 'is-1': '1', 'is-2': '2' }));
  const OWN = conf('fetched/is-2', 'etc/own.properties');
  const CARBON = conf('fetched/is-1', 'carbon.xml');
  const wanted = { against: 'fetched', since: null, fetch: false };
  const asked = { ...REQUEST, paths: ['prod'] };

  test('is told with its path there, and is missing on none', async () => {
    const there = below('fetched', withOwn(GOOD, { 'is-1': '1', 'is-2': '3' }));
    const elsewhere = below('fetched/other', withOwn(GOOD, { 'is-1': '1' }));
    const host = memoryHost({ ...here, ...there, ...elsewhere }, false);
    const found = await drift(asked, hiding(host, CARBON, OWN), wanted);
    expect(told(found)).toEqual([]);
    expect(found.drift.skipped).toEqual([
      { file: CARBON, reason: 'no permission to read it' },
      { file: OWN, reason: 'larger than 16 MB' },
    ]);
    expect(textOf(found)).toContain(`Not read: 2 files\n  ${CARBON} `);
    // Of nodes that are compared with nobody nothing is told.
    const other = await drift(asked, hiding(host, '', conf('fetched/other/is-1', 'etc/own.properties')), wanted);
    expect(other.drift.skipped).toEqual([]);
  });

  test('has not gone since it drifted', async () => {
    const there = below('fetched', withOwn(GOOD, { 'is-1': '1', 'is-2': '3' }));
    const first = await drift(asked, memoryHost({ ...here, ...there }, false), wanted);
    expect(told(first)).toEqual(['etc/own.properties/a | 2 | 3']);
    const next = { ...here, ...there, 'x.json': driftJson(first.drift) };
    const since = { ...wanted, since: 'x.json' };
    const second = await drift(asked, hiding(memoryHost(next, false), '', OWN), since);
    expect(second.drift.since).toMatchObject({ gone: [], unseen: 1 });
    const mended = { ...next, [OWN]: 'a=2\n' };
    expect((await drift(asked, memoryHost(mended, false), since)).drift.since).toMatchObject({ unseen: 0, gone: [{}] });
  });

  test('in a commit, too', async () => {
    const repo = repository(withOwn(GOOD, { 'is-1': '1', 'is-2': '\0'.repeat(LARGE) }));
    repo.commit();
    repo.write(withOwn({}, { 'is-2': '2' }));
    const host = { ...repo.host(), xmllint: memoryHost({}, false).xmllint };
    const found = await drift(REQUEST, host, { ...wanted, against: 'git:HEAD' });
    expect(told(found)).toEqual([]);
    expect(found.drift.skipped).toEqual([
      { file: conf('is-2', 'etc/own.properties'), reason: 'larger than 16 MB (git:HEAD)' },
    ]);
  });
});

describe('what could not be read on one of the nodes', () => {
  const three = copyNode(GOOD, 'is-2', 'is-3', { '10.0.0.12': '10.0.0.13' });

  test('the others are compared', async () => {
    const files = withOwn(three, { 'is-1': '1', 'is-2': '2', 'is-3': '3' });
    const host = hiding(memoryHost(files, false), conf('is-3', 'etc/own.properties'), '');
    expect(told(await drift(REQUEST, host, { against: null, since: null, fetch: false }))).toEqual([
      'etc/own.properties/a | 1 | 2',
    ]);
    const one = hiding(
      memoryHost(without(files, 'is-2/etc/own.properties'), false),
      conf('is-3', 'etc/own.properties'),
      '',
    );
    expect(told(await drift(REQUEST, one, { against: null, since: null, fetch: false }))).toEqual([
      'etc/own.properties not on is-2',
    ]);
  });

  const tree = (files: Files, link: (root: string) => void): string => {
    const made = repository(files);
    link(made.path);
    return made.path;
  };
  const run = (root: string) => {
    const host = { ...nodeHost(root), xmllint: memoryHost({}, false).xmllint };
    return drift(REQUEST, host, { against: null, since: null, fetch: false });
  };
  const both = withOwn(three, { 'is-1': '1', 'is-3': '1' });

  test.each<[string, Files, string, string]>([
    ['a folder', { 'is-2/repository/etc-real/own.properties': 'a=2\n' }, conf('is-2', 'etc'), '../etc-real'],
    ['a folder of another node', {}, conf('is-2', 'etc'), '../../../is-1/repository/conf/etc'],
  ])('a link to %s is not followed: it is told, and its files are missing on none', async (_title, more, at, to) => {
    const found = await run(tree({ ...both, ...more }, (root) => symlinkSync(to, join(root, at))));
    expect(told(found)).toEqual([]);
    expect(found.drift.skipped).toEqual([{ file: at, reason: 'symbolic link to a folder: not followed' }]);
    const folder = `${conf('is-2', 'security')}`;
    const file = await run(
      tree({ ...both, 'shared/x.properties': 'a=1\n', 'is-1/repository/conf/etc/more.xml': '<a/>' }, (root) => {
        symlinkSync('../../../shared', join(root, folder));
      }),
    );
    expect(told(file)).toEqual(['etc/more.xml not on is-2,is-3', 'etc/own.properties not on is-2']);
  });

  test.each([
    ['a file', ['is-1', 'is-2', 'is-3'], conf('is-2', 'etc/own.properties')],
    ['a folder', [], conf('is-2', 'etc')],
  ])('a link to %s out of the tree: the same', async (_title, nodes, at) => {
    const others = Object.fromEntries(nodes.map((node) => [conf(node, 'etc/other.properties'), 'a=1\n']));
    const found = await run(tree({ ...both, ...others }, (root) => symlinkSync(temporaryFolder(), join(root, at))));
    expect(told(found)).toEqual([]);
    expect(found.drift.skipped).toEqual([{ file: at, reason: 'symbolic link out of the tree' }]);
  });

  test('a link to a folder that configures nothing is not told, nor one to a folder of nodes', async () => {
    const root = tree({ ...both, 'logs/x.txt': '1', 'is-2/repository/conf/etc/own.properties': 'a=1\n' }, (path) => {
      symlinkSync('../../logs', join(path, 'is-2/repository/logs'));
      symlinkSync('is-1', join(path, 'current'));
    });
    const found = await run(root);
    expect([told(found), found.drift.skipped]).toEqual([[], []]);
  });

  test('a link in a cycle ends', async () => {
    const root = tree(both, (path) => symlinkSync('..', join(path, conf('is-2', 'etc'))));
    const found = await run(root);
    expect([told(found), found.drift.skipped.length]).toEqual([[], 1]);
  });
});
