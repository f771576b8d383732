import { describe, expect, test } from '@jest/globals';
import { agentOf, isMisspelt, meantBy, PARAMETERS } from '../../src/cluster/agent.js';
import {
  AGENTS,
  classProblem,
  domainOf,
  isEnableInvalid,
  isSchemeKnown,
  isToldByAxis2,
  nodesWithoutScheme,
  ownMembers,
} from '../../src/cluster/clustering.js';
import { activeScheme, endpointOf, membershipSource } from '../../src/cluster/membership.js';
import type { ClusteringFacts, NodeModel, Parameter } from '../../src/server/model.js';
import type { Version } from '../../src/server/version.js';
import { createDocument } from '../../src/syntax/document.js';
import { type ClusteringTexts, makeClustering, makeNode, makeSetting } from '../support/node.js';

const node = (
  texts: ClusteringTexts = {},
  facts: Partial<ClusteringFacts> = {},
  given: Partial<NodeModel> = {},
): NodeModel =>
  makeNode({ clustering: makeClustering(texts, { class: makeSetting(AGENTS.hazelcast), ...facts }), ...given });
const parameters = (...names: readonly string[]): { parameters: readonly Parameter[] } => ({
  parameters: names.map((name) => ({ ...makeSetting('x'), name })),
});
const version = (min: Version, max: Version = min) => ({ version: { min, max, setting: null } });

describe('enable', () => {
  test.each([
    ['true', false],
    [' TRUE ', false],
    ['False', false],
    ['yes', true],
    ['', true],
    ['{{ on }}', false],
  ])('%j', (text, expected) => {
    expect(isEnableInvalid(node({}, { enable: makeSetting(text) }))).toBe(expected);
  });
});

describe('the class', () => {
  test.each<[string | null, Partial<NodeModel>, string | null]>([
    [null, {}, 'missing'],
    [AGENTS.hazelcast, version([4, 5, 0]), null],
    [AGENTS.hazelcast, version([4, 1, 0]), 'era'],
    [AGENTS.hazelcast, version([4, 1, 0], [4, 5, 0]), null],
    [AGENTS.tribes, version([4, 5, 0]), 'era'],
    [AGENTS.tribes, version([4, 1, 0], [4, 5, 0]), null],
    [AGENTS.tribes, { product: 'ESB', ...version([5, 0, 0]) }, null],
    [AGENTS.tribes, {}, null],
    [AGENTS.hazelcast.toUpperCase(), {}, 'misspelt'],
    ['com.acme.Agent', {}, 'unknown'],
    ['{{ class }}', {}, null],
    ['org.wso2.carbon.hazelcast.HazelcastClusteringAgent', version([5, 8, 0]), 'later'],
    ['org.wso2.carbon.hazelcast.HazelcastClusteringAgent', {}, null],
  ])('%s on %j', (name, given, kind) => {
    const agent = name === null ? null : makeSetting(name);
    expect(classProblem(node({}, { class: agent }, given))?.kind ?? null).toBe(kind);
    expect(classProblem(node({ enabled: false }, { class: agent }, given))).toBeNull();
  });
});

describe('the scheme', () => {
  test.each<[string | null, string | null, string]>([
    ['wka', null, 'yes'],
    [' wka ', null, 'yes'],
    [null, null, 'yes'],
    ['WKA', null, 'no'],
    ['kubernetes', null, 'no'],
    ['kubernetes', 'a.Scheme', 'yes'],
    ['kubernetes', ' ', 'no'],
    ['{{ scheme }}', null, 'unknown'],
  ])('%j with class %j', (scheme, name, expected) => {
    const facts = { membershipSchemeClassName: name === null ? null : makeSetting(name) };
    expect(isSchemeKnown(node({ scheme }, facts))).toBe(expected);
  });
  test('Tribes takes no class', () => {
    const facts = { class: makeSetting(AGENTS.tribes), membershipSchemeClassName: makeSetting('a.Scheme') };
    expect(isSchemeKnown(node({ scheme: 'aws' }, facts))).toBe('no');
    expect(isSchemeKnown(node({ scheme: 'wka' }, facts))).toBe('yes');
  });
  test('is missed by nodes that list members, and by those whose peers have one', () => {
    const wka = node({ members: ['10.0.0.1:4000'] });
    const stock = node({ scheme: null, members: ['127.0.0.1:4000'] });
    const own = node({ scheme: null, members: ['10.0.0.1:4000'] });
    expect(nodesWithoutScheme([wka, stock])).toEqual([stock]);
    expect(nodesWithoutScheme([stock, node({ scheme: 'multicast' })])).toEqual([]);
    expect(nodesWithoutScheme([stock, node({ scheme: 'WKA' })])).toEqual([]);
    expect(nodesWithoutScheme([own, stock])).toEqual([own]);
  });
  test('own members are literal and not loopback', () => {
    expect(ownMembers(node({ members: ['10.0.0.1:4000', 'localhost:4000', '{{ a }}:4000', '127.0.0.2:1'] }))).toEqual([
      '10.0.0.1:4000',
    ]);
  });
});

describe('parameters', () => {
  test.each<[readonly string[], string, boolean]>([
    [['Domain'], 'domain', true],
    [['domain', 'Domain'], 'domain', false],
    [['localMemberPorts'], 'localMemberPort', true],
    [['localMemberBindPort'], 'localMemberPort', false],
    [['anything'], 'domain', false],
  ])('%j: %s is misspelt: %j', (names, parameter, expected) => {
    expect(isMisspelt(node({}, parameters(...names)), parameter)).toBe(expected);
  });
  test('beside a scheme class only the case counts', () => {
    const free = node({}, { membershipSchemeClassName: makeSetting('a.Scheme') });
    expect([meantBy(free, 'regions'), meantBy(free, 'Region'), meantBy(node(), 'regions')]).toEqual([
      null,
      'region',
      'region',
    ]);
  });
  test('what an agent reads or is known to leave is not misspelt', () => {
    for (const agent of ['hazelcast', 'tribes'] as const) {
      const one = node({}, { class: makeSetting(AGENTS[agent]) });
      expect(agentOf(one)).toBe(agent);
      for (const name of [...PARAMETERS[agent].reads, ...PARAMETERS[agent].leaves])
        expect(meantBy(one, name)).toBeNull();
    }
  });
  test('a misspelt parameter leaves its question open', () => {
    const lost = node(
      { scheme: null, domain: null, port: null },
      parameters('Domain', 'membershipscheme', 'LocalMemberPort'),
    );
    expect([domainOf(lost), activeScheme(lost), endpointOf(lost)?.port]).toEqual([null, null, null]);
    const none = node({ scheme: null, domain: null, port: null });
    expect([domainOf(none), activeScheme(none), endpointOf(none)?.port]).toEqual([
      'apache.axis2.domain',
      'multicast',
      4000,
    ]);
  });
});

test('a hazelcast.xml that cannot be read overrides axis2.xml all the same', () => {
  const document = createDocument(new TextEncoder().encode('<hazelcast>'), () => '');
  const file = { name: 'etc/hazelcast.xml', path: 'is-1/etc/hazelcast.xml', role: 'hazelcast-xml' as const, document };
  const broken = node({}, {}, { files: [file], ...version([5, 8, 0]) });
  expect(membershipSource(broken)).toBe('hazelcast-xml');
  expect(isToldByAxis2(broken)).toBe(false);
  expect(isToldByAxis2(node())).toBe(true);
  expect(isToldByAxis2(node({ enabled: false }))).toBe(false);
});
