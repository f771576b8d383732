import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/cluster/cluster.js';
import {
  activeScheme,
  agentOf,
  endpointOf,
  inRange,
  membershipGraph,
  membershipSource,
  reaches,
  targetsOf,
} from '../../src/cluster/membership.js';
import type { NodeModel } from '../../src/server/model.js';
import { type ClusteringTexts, makeClustering, makeNode, makeSetting } from '../support/node.js';
import { clusterOf } from './build.js';

const node = (name: string, texts: ClusteringTexts, given: Partial<NodeModel> = {}): NodeModel =>
  makeNode({ name, clustering: makeClustering(texts), ...given });
const wka = (
  name: string,
  host: string | null,
  members: string[],
  port: string | null = '4000',
  given: Partial<NodeModel> = {},
) => node(name, { host, port, members }, given);

test.each<[string | null, string | null]>([
  ['org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent', 'hazelcast'],
  ['org.wso2.carbon.hazelcast.HazelcastClusteringAgent', 'hazelcast'],
  ['org.apache.axis2.clustering.tribes.TribesClusteringAgent', 'tribes'],
  ['com.example.Agent', 'other'],
  ['{{class}}', null],
  [null, null],
])('agent of %s: %s', (name, agent) => {
  const clustering = makeClustering({}, { class: name === null ? null : makeSetting(name) });
  expect(agentOf(makeNode({ clustering }))).toBe(agent);
});

test('activeScheme', () => {
  expect(activeScheme(node('a', { scheme: ' wka ' }))).toBe('wka');
  expect(activeScheme(node('a', { scheme: null }))).toBe('multicast');
  expect(activeScheme(node('a', { scheme: '{{s}}' }))).toBeNull();
  expect(activeScheme(makeNode())).toBeNull();
});

test('membershipSource', () => {
  const xml = {
    file: 'etc/hazelcast.xml',
    span: null,
    address: 'hazelcast',
    groupName: null,
    groupPassword: null,
  } as const;
  const hazelcast = { xml: { ...xml, joins: [], members: [], port: null, publicAddress: null }, properties: new Map() };
  const version = (min: readonly [number, number, number], max: readonly [number, number, number]) => ({
    min,
    max,
    setting: null,
  });
  expect(membershipSource(makeNode())).toBe('unknown');
  expect(membershipSource(node('a', {}))).toBe('axis2');
  expect(membershipSource(node('a', {}, { hazelcast }))).toBe('hazelcast-xml');
  expect(membershipSource(node('a', {}, { hazelcast, version: version([5, 8, 0], [5, 8, 0]) }))).toBe('hazelcast-xml');
  expect(membershipSource(node('a', {}, { hazelcast, version: version([5, 1, 0], [5, 1, 0]) }))).toBe('axis2');
  expect(membershipSource(node('a', {}, { hazelcast, version: version([5, 1, 0], [5, 8, 0]) }))).toBe('unknown');
  const scripts = { portOffset: null, hazelcastConfig: makeSetting('${X}') };
  expect(membershipSource(node('a', {}, { scripts }))).toBe('hazelcast-xml');
});

test('endpointOf', () => {
  expect(endpointOf(makeNode())).toBeNull();
  expect(endpointOf(wka('a', ' 10.0.0.1 ', [], ' 4001 '))).toEqual({ host: '10.0.0.1', port: 4001 });
  expect(endpointOf(wka('a', null, [], null))).toEqual({ host: null, port: 4000 });
  expect(endpointOf(wka('a', null, [], null, { host: '10.0.0.9' }))).toEqual({ host: '10.0.0.9', port: 4000 });
  expect(endpointOf(wka('a', '{{h}}', [], '{{p}}'))).toEqual({ host: null, port: null });
  expect(endpointOf(wka('a', 'h', [], '70000'))?.port).toBeNull();
});

test('inRange', () => {
  expect(inRange('192.168.1.2-10', '192.168.1.10')).toBe(true);
  expect(inRange('192.168.1.2-10', '192.168.1.11')).toBe(false);
  expect(inRange('192.168.*.2', '192.168.7.2')).toBe(true);
  expect(inRange('192.168.1.2', '192.168.1.2')).toBe(true);
  expect(inRange('a.b.c.d', '1.2.3.4')).toBe(false);
  expect(inRange('192.168.1.x', 'host')).toBe(false);
});

describe('targetsOf', () => {
  const peers = (members: string[]) => {
    const a = wka('is-1', '10.0.0.1', members);
    return clusterOf(a, wka('is-2', '10.0.0.2', []), wka('is-3', '10.0.0.2', [], '4001'));
  };
  const short = (members: string[], cluster = peers(members)) => {
    const [first] = cluster.nodes;
    return (first === undefined ? [] : targetsOf(cluster, first)).map((target) =>
      target.kind === 'node' ? `${target.nodes.map((each) => each.name).join('+')} ${target.port}` : target.kind,
    );
  };

  test.each<[string, string]>([
    ['10.0.0.2:4000', 'is-2 yes'],
    ['10.0.0.2:4001', 'is-3 yes'],
    ['10.0.0.2:4005', 'is-2+is-3 no'],
    ['10.0.0.2:{{p}}', 'is-2+is-3 unknown'],
    ['10.0.0.1-9:4000', 'is-1+is-2 yes'],
    ['10.0.0.1:4000', 'is-1 yes'],
    ['10.0.0.99:4000', 'external'],
    ['is-2:4000', 'is-2 yes'],
    ['is-9:4000', 'unknown'],
    ['{{h}}:4000', 'unknown'],
    ['127.0.0.1:4000', 'is-1 yes'],
    ['127.0.0.1:4001', 'is-1 no'],
  ])('%s: %s', (member, expected) => {
    expect(short([member])).toEqual([expected]);
  });

  test('a node that does not tell its host may be meant', () => {
    const a = wka('is-1', '10.0.0.1', ['10.0.0.9:4000', '10.0.0.1:4000', 'is-2:4000']);
    expect(short([], clusterOf(a, wka('is-2', null, [])))).toEqual(['unknown', 'is-1 yes', 'is-2 yes']);
  });

  test('the user gives the host', () => {
    const a = wka('is-1', '10.0.0.1', ['10.0.0.9:4000']);
    expect(short([], clusterOf(a, wka('is-2', '127.0.0.1', [], '4000', { host: '10.0.0.9' })))).toEqual(['is-2 yes']);
  });

  test('names', () => {
    const a = wka('x', 'node-a', ['node-b:4000', 'node-b.example.com:4000', 'lb:4000']);
    expect(short([], clusterOf(a, wka('y', 'node-b', [])))).toEqual(['y yes', 'unknown', 'external']);
  });
});

describe('membershipGraph', () => {
  const IP = ['10.0.0.1', '10.0.0.2', '10.0.0.3'] as const;
  const three = (...lists: string[][]) => lists.map((list, index) => wka(`is-${index + 1}`, IP[index] ?? null, list));

  test.each<[string, NodeModel[], Answer, number]>([
    ['each lists the other only', three(['10.0.0.2:4000'], ['10.0.0.1:4000']), 'yes', 1],
    ['one lists the other', three(['10.0.0.1:4000'], ['10.0.0.1:4000']), 'yes', 1],
    ['a chain', three(['10.0.0.2:4000'], ['10.0.0.3:4000'], []), 'yes', 1],
    ['each lists itself', three(['10.0.0.1:4000'], ['10.0.0.2:4000']), 'no', 2],
    ['one is left out', three(['10.0.0.2:4000'], ['10.0.0.1:4000'], ['10.0.0.3:4000']), 'no', 2],
    ['a common member elsewhere', three(['10.0.0.9:4000'], ['10.0.0.9:4001']), 'yes', 1],
    ['different members elsewhere', three(['10.0.0.8:4000'], ['10.0.0.9:4000']), 'no', 2],
    ['a wrong port', three(['10.0.0.2:4009'], []), 'yes', 1],
    ['a template', three(['{{h}}:4000'], ['10.0.0.2:4000']), 'unknown', 2],
    ['a name among addresses', three(['manager:4000'], ['10.0.0.2:4000']), 'unknown', 2],
    ['a range', three(['10.0.0.1-3:4000'], [], []), 'yes', 1],
    ['loopback lists on known hosts', three(['127.0.0.1:4000'], ['127.0.0.1:4000']), 'no', 2],
    [
      'all on loopback, connected',
      [wka('a', '127.0.0.1', ['127.0.0.1:4001']), wka('b', '127.0.0.1', ['127.0.0.1:4000'], '4001')],
      'yes',
      1,
    ],
    [
      'all on loopback, each on its own',
      [wka('a', '127.0.0.1', ['127.0.0.1:4000']), wka('b', '127.0.0.1', ['127.0.0.1:4001'], '4001')],
      'no',
      2,
    ],
    ['one node', three(['10.0.0.9:4000']), 'yes', 1],
    ['no node', [], 'yes', 0],
    [
      'another has no axis2.xml',
      [...three(['10.0.0.1:4000'], ['10.0.0.2:4000']), makeNode({ name: 'x' })],
      'unknown',
      2,
    ],
    [
      'another is off',
      [...three(['10.0.0.1:4000'], ['10.0.0.2:4000']), node('x', { enabled: false, host: '10.0.0.7' })],
      'no',
      2,
    ],
    ['not wka', [node('a', { scheme: 'multicast', members: ['127.0.0.1:4000'] })], 'yes', 0],
  ])('%s', (_title, nodes, connected, components) => {
    const graph = membershipGraph(clusterOf(...nodes));
    expect(graph.connected).toBe(connected);
    expect(graph.components).toHaveLength(components);
  });

  test('reaches', () => {
    const [a, b, c] = three(['10.0.0.2:4000'], [], []) as [NodeModel, NodeModel, NodeModel];
    const graph = membershipGraph(clusterOf(a, b, c));
    expect([reaches(graph, a, b), reaches(graph, b, a), reaches(graph, a, c)]).toEqual([true, true, false]);
  });
});
