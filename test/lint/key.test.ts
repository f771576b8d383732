import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { distinctKeys, findingKey } from '../../src/lint/key.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const key = (rule: string, subject: string[], address = '', discriminator = ''): string =>
  findingKey({ rule, subject, address, discriminator }, sha256);

describe('findingKey', () => {
  // Baselines and comments in other people's repositories hold these: they never change.
  test.each([
    ['clustering-domain-mismatch', ['is-1', 'is-2'], 'clustering/domain', '', 'd6d2523f6bd32d08'],
    ['clustering-domain-mismatch', ['is-1', 'is-2', 'is-3'], 'clustering/domain', '', '8942fe2579c3a4ac'],
    [
      'registry-mount-instance-unresolved',
      ['is-2', 'registry.xml'],
      'registry/mount[/_system/governance]/instanceId',
      '',
      '6b2f685b3d9c4154',
    ],
    [
      'registry-mount-path-duplicate',
      ['is-2', 'registry.xml'],
      'registry/mount[/_system/config]',
      '2',
      '1104741ef6d615a6',
    ],
    [
      'datasource-driver-mismatch',
      ['is-1', 'datasources/master-datasources.xml'],
      'datasources[jdbc/WSO2CarbonDB]/driverClassName',
      '',
      '7df4840e7145b0b9',
    ],
    ['shared-database-mismatch', ['a', 'b'], 'identity/dataSource', 'identity', '143e47b7a2eb5264'],
    ['server-offset-invalid', ['node', 'carbon.xml'], 'server/offset', '', '14f52383dfca18ed'],
    ['xml-malformed', ['pattern-5/integrator1', 'axis2/axis2.xml'], '', '', '29a7e1a148ef0e92'],
    ['wka-disconnected', ['é', 'ü'], 'clustering', '', 'a3b865d4cd0c66e5'],
    ['server-file-missing', ['is-1', 'is-2'], 'registry', 'registry.xml', '1acdeb60a2fd23e8'],
  ])('%s %j %s %s', (rule, subject, address, discriminator, expected) => {
    expect(key(rule, subject, address, discriminator)).toBe(expected);
  });

  test('fields do not run into each other', () => {
    expect(key('r', ['a', 'b'])).not.toBe(key('r', ['a1:b']));
    expect(key('r', ['ab'], 'c')).not.toBe(key('r', ['a'], 'bc'));
  });

  test('different fields give different keys', () => {
    const part = fc.string({ maxLength: 6 });
    fc.assert(
      fc.property(part, part, part, part, (a, b, c, d) => {
        fc.pre(a !== c || b !== d);
        expect(key('rule', [a], b)).not.toBe(key('rule', [c], d));
      }),
    );
  });
});

test('equal keys are numbered', () => {
  expect(distinctKeys(['a', 'b', 'a', 'a'])).toEqual(['a', 'b', 'a#2', 'a#3']);
});
