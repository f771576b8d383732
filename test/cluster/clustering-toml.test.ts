import { describe, expect, test } from '@jest/globals';
import { agentOf, meantBy } from '../../src/cluster/agent.js';
import { isOn } from '../../src/cluster/broker.js';
import { hasKubernetes, isSchemeKnown, listsMembers, schemesOf } from '../../src/cluster/clustering.js';
import { membersTerm, sourceOf, switchOn, termOf } from '../../src/cluster/clustering-words.js';
import { isSettled, settledText, tellsAbsence } from '../../src/cluster/settled.js';
import type { ClusteringFacts, NodeModel } from '../../src/server/model.js';
import type { Version } from '../../src/server/version.js';
import { type ClusteringTexts, makeClustering, makeMember, makeNode, makeSetting } from '../support/node.js';

const node = (
  texts: ClusteringTexts = {},
  facts: Partial<ClusteringFacts> = {},
  given: Partial<NodeModel> = {},
): NodeModel => makeNode({ era: 'toml', product: 'IS', clustering: makeClustering(texts, facts), ...given });
const range = (min: Version, max: Version = min) => ({ version: { min, max, setting: null } });

describe('a node with a deployment.toml', () => {
  test('has a Hazelcast agent, whatever its class is called', () => {
    expect(agentOf(node({}, { class: makeSetting('a', { kind: 'placeholder', origin: 'default' }) }))).toBe(
      'hazelcast',
    );
    expect(agentOf(node({}, {}, { clustering: null }))).toBeNull();
  });

  test.each([
    ['KUBERNETES_SERVICES', null],
    ['vpcCidrBlock', null],
    ['clusterName', null],
    ['kubernetes_services', 'KUBERNETES_SERVICES'],
    ['SecurityGroup', 'securityGroup'],
    ['somethingElse', null],
  ])('%s is meant to be %s', (name, meant) => {
    expect(meantBy(node(), name)).toBe(meant);
  });

  test.each<[Version, Version, string]>([
    [[5, 9, 0], [5, 11, 0], 'no'],
    [[5, 11, 0], [6, 0, 0], 'unknown'],
    [[6, 0, 0], [6, 0, 0], 'yes'],
    [[6, 1, 0], [7, 3, 0], 'yes'],
  ])('of %s to %s has the scheme kubernetes: %s', (min, max, answer) => {
    const given = node({ scheme: 'kubernetes' }, {}, range(min, max));
    expect(hasKubernetes(given)).toBe(answer);
    expect(isSchemeKnown(given)).toBe(answer);
    expect(schemesOf(given).includes('kubernetes')).toBe(answer === 'yes');
  });

  test.each([
    ['aws-ecs', 'yes'],
    [' wka ', 'yes'],
    ['Wka', 'no'],
    ['', 'no'],
  ])('the scheme %j is known: %s', (scheme, answer) => {
    expect(isSchemeKnown(node({ scheme }, {}, range([5, 11, 0])))).toBe(answer);
  });

  test('lists members unless the server filled them in', () => {
    const member = makeMember('127.0.0.1:4000');
    const hostName = makeSetting('127.0.0.1', { origin: 'default' });
    expect(listsMembers(node({}, { members: [member] }))).toBe(true);
    expect(listsMembers(node({}, { members: [{ ...member, hostName }] }))).toBe(false);
    expect(listsMembers(node({}, { members: [] }))).toBe(false);
  });

  test('is named in its own words', () => {
    expect(termOf(node(), 'localMemberHost')).toBe('[clustering] local_member_host');
    expect(membersTerm(node())).toBe('[clustering] members');
    expect(sourceOf(node())).toBe('deployment.toml');
    expect(switchOn(node())).toMatch(/^Set membership_scheme/);
    const xml = makeNode({ era: 'xml' });
    expect([termOf(xml, 'localMemberHost'), membersTerm(xml), sourceOf(xml)]).toEqual([
      'localMemberHost',
      '<members>',
      'axis2.xml',
    ]);
  });
});

describe('what is absent', () => {
  test('is certain in the XML era and unknown for a deployment.toml that is not read', () => {
    expect(tellsAbsence(makeNode({ era: 'xml' }))).toBe(true);
    expect(tellsAbsence(node())).toBe(false);
  });

  test('leaves a default unsettled, and what is written settled', () => {
    const written = makeSetting('a');
    const filledIn = makeSetting('a', { origin: 'default' });
    expect([isSettled(node(), written), isSettled(node(), filledIn), isSettled(node(), null)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([settledText(node(), written), settledText(node(), filledIn)]).toEqual(['a', null]);
    expect(settledText(makeNode({ era: 'xml' }), filledIn)).toBe('a');
  });
});

test.each([
  [null, 'no'],
  ['true', 'yes'],
  ['TRUE', 'yes'],
  ['yes', 'no'],
  ['', 'no'],
  ['$env{MB}', 'unknown'],
])('a switch %j is on: %s', (text, answer) => {
  expect(isOn(text === null ? null : makeSetting(text))).toBe(answer);
});
