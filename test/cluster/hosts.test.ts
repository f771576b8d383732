import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../src/cluster/cluster.js';
import { hostOf, isIpLiteral, isLoopback, sameHost, sameHostText } from '../../src/cluster/hosts.js';
import type { NodeModel } from '../../src/server/model.js';
import { makeClustering, makeNode } from '../support/node.js';
import { clusterOf } from './build.js';

test.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.1', '127.0.1.1', '::1', '[::1]', ' localhost '])(
  '%s is loopback',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);
test.each(['10.0.0.1', 'localhost.example.com', '1270.0.0.1', '127.example.com', ''])('%s is not loopback', (host) => {
  expect(isLoopback(host)).toBe(false);
});
test('isIpLiteral', () => {
  for (const host of ['10.0.0.1', 'fd00::1', '[fd00::1]', '::']) expect(isIpLiteral(host)).toBe(true);
  for (const host of ['db', 'db.example.com', '10.0.0', 'a:b', '192.168.1.2-10']) expect(isIpLiteral(host)).toBe(false);
});

test.each<[string, string, Answer]>([
  ['db', 'DB.', 'yes'],
  ['db', 'db.example.com', 'unknown'],
  ['db', 'db2', 'no'],
  ['db', '10.0.0.1', 'unknown'],
  ['10.0.0.1', '10.0.0.2', 'no'],
])('%s and %s: %s', (a, b, answer) => {
  expect(sameHostText(a, b)).toBe(answer);
  expect(sameHostText(b, a)).toBe(answer);
});

describe('sameHost', () => {
  const node = (name: string, localMemberHost: string | null, host: string | null = null): NodeModel =>
    makeNode({ name, host, clustering: makeClustering({ host: localMemberHost }) });

  test.each<[string, NodeModel, NodeModel, Answer]>([
    ['equal addresses', node('a', '10.0.0.1'), node('b', '10.0.0.1'), 'yes'],
    ['different addresses', node('a', '10.0.0.1'), node('b', '10.0.0.2'), 'no'],
    ['equal full names', node('a', 'x.example.com'), node('b', 'X.example.com'), 'yes'],
    [
      'equal bare names: a token of a start script',
      node('a', 'identity-server'),
      node('b', 'identity-server'),
      'unknown',
    ],
    ['different names', node('a', 'x'), node('b', 'y'), 'unknown'],
    ['a name and an address', node('a', 'x'), node('b', '10.0.0.1'), 'unknown'],
    ['stock loopback', node('a', '127.0.0.1'), node('b', '127.0.0.1'), 'unknown'],
    ['template', node('a', '{{ip}}'), node('b', '{{ip}}'), 'unknown'],
    ['nothing', makeNode({ name: 'a' }), makeNode({ name: 'b' }), 'unknown'],
    ['the user knows better', node('a', '10.0.0.1', 'h1'), node('b', '10.0.0.1', 'h2'), 'no'],
    ['the user says one host', node('a', '10.0.0.1', 'h1'), node('b', '10.0.0.2', 'h1'), 'yes'],
    ['the user says localhost', node('a', null, 'localhost'), node('b', null, 'localhost'), 'yes'],
    ['one by the user', node('a', null, '10.0.0.1'), node('b', '10.0.0.1'), 'yes'],
    ['names by the user', node('a', null, 'h1'), node('b', null, 'h1.example.com'), 'unknown'],
  ])('%s: %#', (_title, a, b, answer) => {
    expect(sameHost(clusterOf(a, b), a, b)).toBe(answer);
    expect(sameHost(clusterOf(a, b), b, a)).toBe(answer);
    expect(sameHost(clusterOf(a, b), a, a)).toBe('yes');
  });

  test('a cluster on loopback altogether is on one host', () => {
    const on = (name: string, port: string, members: string[], host = '127.0.0.1') =>
      makeNode({ name, clustering: makeClustering({ host, port, members }) });
    const a = on('a', '4000', ['127.0.0.1:4001']);
    const b = on('b', '4001', ['localhost:4000'], 'localhost');
    expect(sameHost(clusterOf(a, b), a, b)).toBe('yes');
    const stock = [on('a', '4000', ['127.0.0.1:4000']), on('b', '4000', ['127.0.0.1:4000'])] as const;
    expect(sameHost(clusterOf(...stock), ...stock)).toBe('unknown');
    const peers = on('b', '4001', ['10.0.0.1:4000']);
    expect(sameHost(clusterOf(a, peers), a, peers)).toBe('unknown');
  });

  test('hostOf', () => {
    expect(hostOf(node('a', ' 10.0.0.1 '))).toBe('10.0.0.1');
    expect(hostOf(node('a', '10.0.0.1', 'H'))).toBe('h');
    expect(hostOf(node('a', 'localhost'))).toBeNull();
    expect(hostOf(makeNode())).toBeNull();
  });
});
