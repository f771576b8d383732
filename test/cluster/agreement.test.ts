import { describe, expect, test } from '@jest/globals';
import { agreement, disagreement, held } from '../../src/cluster/agreement.js';
import type { Answer } from '../../src/cluster/cluster.js';
import { sameDatabase } from '../../src/cluster/database.js';
import { sameHost } from '../../src/cluster/hosts.js';
import { GOVERNANCE, heldLocation, locationOf, sameLocation } from '../../src/cluster/registry.js';
import { heldDatabase, roleOf } from '../../src/cluster/roles.js';
import type { NodeModel } from '../../src/server/model.js';
import type { Setting } from '../../src/server/setting.js';
import type { Span } from '../../src/syntax/document.js';
import { makeClustering, makeDatasource, makeNode, makeSetting, makeUserMgt } from '../support/node.js';
import { clusterOf, registryOf } from './build.js';

describe('agreement', () => {
  const verdict = (...values: (string | null)[]) => {
    const result = agreement(values.map((value, index) => ({ node: makeNode({ name: `is-${index + 1}` }), value })));
    const names = (holders: readonly { node: NodeModel }[]) => holders.map((each) => each.node.name.slice(3)).join('');
    if (result.kind === 'odd') return `odd ${names(result.odd)} of ${names(result.majority.holders)}`;
    if (result.kind === 'split') return `split ${result.groups.map((group) => names(group.holders)).join('/')}`;
    return result.kind;
  };

  test.each<[(string | null)[], string]>([
    [[], 'agree'],
    [['a'], 'agree'],
    [['a', 'a'], 'agree'],
    [['a', null], 'unknown'],
    [[null, null], 'unknown'],
    [['a', 'b'], 'split 1/2'],
    [['a', 'b', 'b'], 'odd 1 of 23'],
    [['b', 'b', 'a', 'c'], 'split 3/4/12'],
    [['b', 'b', 'b', 'a', 'c'], 'odd 45 of 123'],
    [['a', 'a', 'b', 'b'], 'split 12/34'],
    [['a', 'b', 'b', null], 'split 1/23'],
    [['a', 'b', 'b', 'b', null], 'odd 1 of 234'],
    [['a', 'b', null], 'split 1/2'],
  ])('%j: %s', (values, expected) => {
    expect(verdict(...values)).toBe(expected);
  });

  test('who cannot be told apart is not blamed', () => {
    const same = (a: { value: string | null }, b: { value: string | null }): Answer =>
      a.value === b.value ? 'yes' : [a.value, b.value].includes('?') ? 'unknown' : 'no';
    const items = ['a', 'a', '?', 'b'].map((value, index) => ({ node: makeNode({ name: `is-${index}` }), value }));
    expect(agreement(items, same)).toMatchObject({
      kind: 'split',
      groups: [{ holders: [items[3]] }, { holders: items.slice(0, 2) }],
    });
    expect(agreement(items.slice(0, 3), same).kind).toBe('unknown');
  });

  test('an embedded database of each node is a group of its own', () => {
    const items = ['x', 'x', 'x'].map((value, index) => ({ node: makeNode({ name: `is-${index}` }), value }));
    expect(agreement(items, () => 'no')).toMatchObject({ kind: 'split', groups: [{}, {}, {}] });
  });
});

describe('disagreement', () => {
  const span = { document: {}, start: 0, end: 0 } as unknown as Span;
  const node = (name: string, domain: Setting | null) => makeNode({ name, clustering: makeClustering({}, { domain }) });
  const of = (text: string, given: Partial<Setting> = {}) => makeSetting(text, { span, ...given });
  const question = { noun: 'domain', of: (each: NodeModel) => held(each.clustering?.domain ?? null) };

  test('none', () => {
    expect(disagreement([node('a', of('x')), node('b', of('x'))], question)).toBeNull();
    expect(disagreement([node('a', of('x')), node('b', of('{{d}}'))], question)).toBeNull();
    expect(disagreement([node('a', of('x')), makeNode({ name: 'b' })], question)).toBeNull();
  });

  test('one is odd', () => {
    const nodes = [node('is-1', of('x')), node('is-2', of('y')), node('is-3', of('x'))];
    const found = disagreement(nodes, question);
    expect(found?.text).toBe('is-2 has domain "y", is-1 and is-3 have "x"');
    expect(found?.place.node.name).toBe('is-2');
    expect(found?.place.at).toBe(nodes[1]?.clustering?.domain);
    expect(found?.place.related.map((each) => each.message)).toEqual(['is-1 has domain "x"', 'is-3 has domain "x"']);
    expect(found?.majority?.value).toBe('x');
    expect(found?.odd.map((each) => each.node.name)).toEqual(['is-2']);
  });

  test('a tie: the first by name, nobody blamed', () => {
    const found = disagreement([node('is-2', of('y')), node('is-1', of('x'))], question);
    expect(found?.text).toBe('is-1 has domain "x", is-2 has "y"');
    expect(found?.place.node.name).toBe('is-1');
    expect([found?.majority, found?.odd]).toEqual([null, []]);
  });

  test('nodes that do not tell count against a majority', () => {
    const nodes = [node('a', of('x')), node('b', of('x')), node('c', of('y')), makeNode({ name: 'd' })];
    expect(disagreement(nodes, question)).toMatchObject({ majority: null, text: 'c has domain "y", a and b have "x"' });
  });

  test('what the server does without a setting is a value too', () => {
    const absent = (each: NodeModel) => ({ value: 'apache.axis2.domain', at: each.clustering });
    const asked = {
      noun: 'domain',
      of: (each: NodeModel) => held(each.clustering?.domain ?? null, { absent: absent(each) }),
    };
    const found = disagreement([node('a', of('x')), node('b', null), makeNode({ name: 'c' })], asked);
    expect(found?.text).toBe('a has domain "x", b has none (so "apache.axis2.domain")');
    expect(disagreement([node('a', of('apache.axis2.domain')), node('b', null)], asked)).toBeNull();
  });

  test('the primary place is one that a file holds', () => {
    const found = disagreement([node('a', of('x', { span: null })), node('b', of('y'))], question);
    expect(found?.place.node.name).toBe('b');
  });

  test('secrets are compared and never shown', () => {
    const secret = (text: string) => of(text, { sensitive: true });
    const nodes = [node('a', secret('hunter2')), node('b', secret('hunter3')), node('c', secret('hunter3'))];
    const found = disagreement(nodes, { ...question, noun: 'group password' });
    expect(found?.text).toBe('the group password of a differs from that of b and c');
    expect(JSON.stringify([found?.text, found?.place.related.map((each) => each.message)])).not.toContain('hunter');
  });

  test('what the server makes of the text is compared', () => {
    const asked = {
      noun: 'domain',
      of: (each: NodeModel) => held(each.clustering?.domain ?? null, { as: (text) => text.trim() }),
    };
    expect(disagreement([node('a', of('x')), node('b', of(' x '))], asked)).toBeNull();
  });

  test('databases are compared by where they lead, in the words of the field', () => {
    const on = (name: string, url: string) =>
      makeNode({ name, userMgt: makeUserMgt('jdbc/U'), datasources: [makeDatasource({ jndi: 'jdbc/U', url })] });
    const ask = (...nodes: NodeModel[]) =>
      disagreement(nodes, {
        noun: 'the users in',
        of: (each) => heldDatabase(roleOf(each, 'users')),
        same: (a, b) =>
          a.value && b.value
            ? sameDatabase(a.value, b.value, sameHost(clusterOf(...nodes), a.node, b.node))
            : 'unknown',
      });
    expect(ask(on('a', 'jdbc:mysql://db/u'), on('b', 'jdbc:mysql://db:3306/u?x=y'))).toBeNull();
    expect(ask(on('a', 'jdbc:mysql://localhost/u'), on('b', 'jdbc:mysql://localhost/u'))).toBeNull();
    const h2 = ask(on('a', 'jdbc:h2:./x'), on('b', 'jdbc:h2:./x'));
    expect(h2?.text).toBe('a has the users in x (h2, embedded), b has x (h2, embedded)');
    expect(h2?.place.at.address).toBe('datasources[jdbc/U]/url');
  });

  test('registry locations too', () => {
    const registry = registryOf();
    const on = (name: string, url: string) =>
      makeNode({ name, registry, datasources: [makeDatasource({ jndi: 'jdbc/Local', url })] });
    const found = disagreement([on('a', 'jdbc:mysql://db/u'), on('b', 'jdbc:mysql://db/v')], {
      noun: 'governance at',
      of: (each) => heldLocation(locationOf(each, GOVERNANCE)),
      same: (a, b) => (a.value && b.value ? sameLocation(a.value, b.value, 'unknown') : 'unknown'),
    });
    expect(found?.text).toBe(
      'a has governance at /_system/governance in u on db:3306 (mysql), b has /_system/governance in v on db:3306 (mysql)',
    );
  });
});
