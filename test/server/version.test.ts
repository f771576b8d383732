import { expect, test } from '@jest/globals';
import { compareVersions, parseVersion, RELEASES, releasesOfKernel } from '../../src/server/version.js';

test.each([
  ['5.8.0', [5, 8, 0]],
  ['5.8', [5, 8, 0]],
  [' v5.10.0-SNAPSHOT ', [5, 10, 0]],
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
