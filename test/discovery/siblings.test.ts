import { describe, expect, test } from '@jest/globals';
import { differentProfiles, differentSetups, sameStem, siblings } from '../../src/discovery/siblings.js';

describe('the same stem', () => {
  test.each([
    ['is-1', 'is-2', 'is'],
    ['is1', 'is2', 'is'],
    ['is_01', 'is_02', 'is'],
    ['wso2is-a', 'wso2is-b', 'wso2is'],
    ['nodeA', 'nodeB', 'node'],
    ['node-one', 'node-two', 'node'],
    ['1', '2', ''],
    ['10.0.0.11', '10.0.0.12', ''],
    ['is1.example.com', 'is2.example.com', 'is'],
    ['instance-1', 'instance-2', 'instance'],
    ['wso2is-5.7.0-node1', 'wso2is-5.7.0-node2', 'wso2is-node'],
    ['x', 'x-2', 'x'],
    ['gateway-lan2', 'gateway', 'gateway'],
    ['manager', 'worker1', ''],
    ['worker1', 'worker2', ''],
    ['esb-manager', 'esb-worker2', 'esb'],
    ['us-east-1-is1', 'us-east-1-is2', 'us-east-1-is'],
    ['activeNodeConfigs', 'passiveNodeConfigs', 'node-configs'],
    ['is-primary', 'is-secondary', 'is'],
    ['prod-1', 'prod-2', 'prod'],
    ['cluster-node1', 'cluster-node2', 'cluster-node'],
  ])('%s and %s share %j', (a, b, stem) => {
    expect(sameStem(a, b)).toBe(stem);
    expect(sameStem(b, a)).toBe(stem);
  });

  test.each([
    ['is', 'is'],
    ['5.7.0', '5.8.0'],
    ['is-5.7', 'is-5.8'],
    ['is-570', 'is-580'],
    ['wso2is', 'wso2is-5.8.0'],
    ['is', 'is-7'],
    ['au', 'uk'],
    ['berlin', 'uk'],
    ['two-node-cluster', 'three-node-cluster'],
    ['2-node-cluster', '3-node-cluster'],
    ['single-node', 'two-node-cluster'],
    ['pattern-1', 'pattern-2'],
    ['is-pattern-1', 'is-pattern-2'],
    ['scenario-1', 'scenario-2'],
    ['uc1', 'uc2'],
    ['group1', 'group2'],
    ['v1', 'v2'],
    ['test-1', 'test-2'],
    ['is', 'is-with-analytics'],
    ['identity-server', 'identity-server-analytics'],
    ['publisher', 'store'],
    ['gateway-manager', 'keymanager'],
    ['dev', 'prod'],
    ['us-east-1', 'us-east-2'],
    ['is-eu-west-1', 'is-eu-central-1'],
  ])('%s and %s share none', (a, b) => {
    expect(sameStem(a, b)).toBeNull();
    expect(sameStem(b, a)).toBeNull();
  });
});

describe('siblings', () => {
  test.each([
    ['p/is-1/repository/conf', 'p/is-2/conf', { parent: 'p', names: ['is-1', 'is-2'], above: false }],
    [
      'h1/wso2is-5.7.0/repository/conf',
      'h2/wso2is-5.7.0/repository/conf',
      { parent: '.', names: ['h1', 'h2'], above: true },
    ],
    ['is/confs', 'helm/is/is/confs', null],
    ['pattern-1/integrator1/conf', 'pattern-2/integrator1/conf', null],
    ['is-1/conf', 'is-1/conf', null],
    ['.', 'is-1', null],
  ])('%s and %s', (a, b, expected) => {
    expect(siblings(a, b)).toEqual(expected);
  });
});

test.each([
  ['au', 'berlin', true],
  ['dev', 'prod', true],
  ['is-staging', 'is-prod', true],
  ['helm', 'is', true],
  ['us-east-1', 'us-west-2', true],
  ['uc1', 'uc3', true],
  ['is-east', 'is-west', false],
  ['left', 'right', false],
  ['is', 'sso', false],
])('are %s and %s different set-ups: %s', (a, b, expected) => {
  expect(differentSetups(a, b)).toBe(expected);
});

test('profiles of a product', () => {
  expect(differentProfiles('keymanager', 'traffic-manager')).toBe(true);
  expect(differentProfiles('identity-server', 'identity-server-analytics')).toBe(true);
  expect(differentProfiles('is-east', 'is-west')).toBe(false);
});
