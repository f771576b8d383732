import { describe, expect, test } from '@jest/globals';
import { oncePerAnswers, type Release, releaseOf } from '../../../src/server/toml/release.js';
import { type Flat, fromPlain, type Plain } from '../../../src/server/toml/value.js';
import type { Version } from '../../../src/server/version.js';

const flat = (keys: Readonly<Record<string, Plain>>): Flat =>
  new Map(Object.entries(keys).map(([key, value]) => [key, fromPlain(value, 'default', null)]));

const BASE = { 'server.offset': 0, 'server.hostname': 'a', 'pool.x': 1, 'pool.y': [1, { a: 2 }] } as const;
const V70: Version = [7, 0, 0];
const V71: Version = [7, 1, 0];
const ASKING: readonly (readonly [string, (release: Release) => unknown])[] = [
  ['a value', ({ get }) => get('server.offset')],
  ['a table', ({ below }) => below('pool').map(([name, , value]) => [name, value])],
  ['whether there is a table', ({ hasTable }) => hasTable('pool')],
  ['whether it is so late', ({ since }) => since(V71)],
  ['whether it is later', ({ after }) => after(V70)],
];
const OTHERS: Readonly<Record<string, readonly Release[]>> = {
  'a value': [
    releaseOf(V70, flat({ ...BASE, 'server.offset': '0' })),
    releaseOf(V70, flat({ ...BASE, 'server.offset': 1 })),
    releaseOf(V70, flat({})),
  ],
  'a table': [
    releaseOf(V70, flat({ ...BASE, 'pool.x': 2 })),
    releaseOf(V70, flat({ ...BASE, 'pool.y': [1, { a: 3 }] })),
    releaseOf(V70, flat({ ...BASE, 'pool.y': [1, { b: 2 }] })),
    releaseOf(V70, flat({ ...BASE, 'pool.y': [1] })),
    releaseOf(V70, flat({ ...BASE, 'pool.z': 1 })),
    releaseOf(V70, flat({ 'pool.y': BASE['pool.y'], 'pool.x': 1 })),
  ],
  'whether there is a table': [releaseOf(V70, flat({ 'server.offset': 0 }))],
  'whether it is so late': [releaseOf(V71, flat(BASE))],
  'whether it is later': [releaseOf(V71, flat(BASE))],
};

describe('what is made of several releases', () => {
  test.each(ASKING)('is made once while it only asks for %s, and that is the same', (_title, ask) => {
    const projected = oncePerAnswers((release) => ({ seen: ask(release) }));
    const first = projected(releaseOf(V70, flat(BASE)));
    expect(projected(releaseOf(V70, flat({ ...BASE, 'server.hostname': 'b' })))).toBe(first);
  });

  test.each(ASKING)('is made anew when %s is another', (title, ask) => {
    for (const other of OTHERS[title] ?? []) {
      const projected = oncePerAnswers((release) => ({ seen: ask(release) }));
      const first = projected(releaseOf(V70, flat(BASE)));
      expect(projected(other)).toEqual({ seen: ask(other) });
      expect(projected(other)).not.toEqual(first);
      expect(projected(releaseOf(V70, flat(BASE)))).toBe(first);
    }
  });
});

test('a table’s keys are those behind its dot, in order, without quotes', () => {
  const release = releaseOf(V70, flat({ 'a.b.c': 1, 'a.bc': 2, "a.b.'d.e'": 3, 'a.b': 4, 'x.a.b.c': 5 }));
  expect(release.below('a.b').map(([name, key]) => [name, key])).toEqual([
    ['c', 'a.b.c'],
    ['d.e', "a.b.'d.e'"],
  ]);
  expect([release.hasTable('a'), release.hasTable('a.bc'), release.hasTable('x.a.b.c.d')]).toEqual([true, true, false]);
});
