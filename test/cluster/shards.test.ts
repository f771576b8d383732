import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Cluster } from '../../src/cluster/cluster.js';
import { shardsOf } from '../../src/cluster/shards.js';
import { cluster, node } from '../report/sample.js';

const one = node('n', 'n', {});
const named = (name: string, nodes: number): Cluster => ({
  ...cluster,
  name,
  nodes: Array.from({ length: nodes }, () => one),
});

describe('a fleet in parts', () => {
  test.each([
    [1, [['a', 'b', 'c', 'd']]],
    [
      2,
      [
        ['a', 'd'],
        ['b', 'c'],
      ],
    ],
    [9, [['a'], ['b'], ['c'], ['d']]],
  ])('%d', (count, expected) => {
    const clusters = [named('a', 9), named('b', 5), named('c', 4), named('d', 1)];
    expect(shardsOf(clusters, count).map((shard) => shard.map(({ name }) => name))).toEqual(expected);
  });

  test('nothing is nothing', () => {
    expect(shardsOf([], 3)).toEqual([]);
  });

  test('every cluster is in one part, none is empty, and the order of finding does not matter', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 12 }), fc.nat(8), fc.nat(5), (names, count, size) => {
        const clusters = names.map((name, index) => named(name, 1 + ((index * size) % 7)));
        const shards = shardsOf(clusters, count + 1);
        expect(
          shards
            .flat()
            .map(({ name }) => name)
            .sort(),
        ).toEqual([...names].sort());
        expect(shards.every((shard) => shard.length > 0)).toBe(true);
        expect(shards).toHaveLength(Math.min(count + 1, names.length));
        expect(shardsOf(clusters.toReversed(), count + 1)).toEqual(shards);
      }),
    );
  });
});
