import { expect, test } from '@jest/globals';
import {
  compareVersions,
  NEWEST,
  NEWEST_XML,
  OLDEST,
  OLDEST_TOML,
  parseVersion,
  RELEASES,
  releasesOfKernel,
} from '../../src/server/version.js';

test.each([
  ['5.8.0', [5, 8, 0]],
  ['5.8', [5, 8, 0]],
  [' v5.10.0-SNAPSHOT ', [5, 10, 0]],
  ['7.0.1-SNAPSHOT', [7, 0, 1]],
  ['5.11.0.47', [5, 11, 0]],
  ['6.2.0-alpha4', [6, 2, 0]],
  ['5', null],
  ['${product.version}', null],
  ['{{ version }}', null],
  ['', null],
])('parseVersion %j', (text, expected) => expect(parseVersion(text)).toEqual(expected));

test('numbers are compared as numbers', () => {
  expect(compareVersions([5, 10, 0], [5, 9, 0])).toBeGreaterThan(0);
  expect(compareVersions([5, 8, 0], [5, 8, 0])).toBe(0);
  expect(compareVersions([4, 4, 40], [4, 5, 1])).toBeLessThan(0);
});

test('releases are in order, and a kernel leads to the releases with it', () => {
  const versions = RELEASES.map(({ version }) => version);
  expect(versions.toSorted(compareVersions)).toEqual(versions);
  expect(releasesOfKernel([4, 4, 26])).toEqual([[5, 5, 0]]);
  expect(releasesOfKernel([4, 2, 0])).toHaveLength(3);
  expect(releasesOfKernel([9, 9, 9])).toEqual([]);
});

test('the two eras meet, and the newest is a release', () => {
  const versions = RELEASES.map(({ version }) => version);
  expect([versions[0], versions.at(-1)]).toEqual([OLDEST, NEWEST]);
  const last = versions.findIndex((version) => compareVersions(version, NEWEST_XML) === 0);
  expect(versions[last + 1]).toEqual(OLDEST_TOML);
});

test.each([
  [
    [4, 5, 1],
    [5, 9, 0],
  ],
  [
    [4, 6, 1],
    [5, 11, 0],
  ],
  [
    [4, 7, 1],
    [6, 0, 0],
  ],
  [
    [4, 10, 9],
    [7, 0, 0],
  ],
  [
    [4, 10, 101],
    [7, 2, 0],
  ],
  [
    [4, 12, 34],
    [7, 3, 0],
  ],
] as const)('kernel %j is in %j only', (kernel, release) => expect(releasesOfKernel(kernel)).toEqual([release]));
