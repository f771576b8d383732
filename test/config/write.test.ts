import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ClusterIntent, ExpectIntent, NodeIntent } from '../../src/config/intent.js';
import { parseConfig } from '../../src/config/parse.js';
import { writeConfig } from '../../src/config/write.js';

const node = (name: string, path: string, more: Partial<NodeIntent> = {}): NodeIntent => ({
  name,
  path,
  at: '',
  host: null,
  replicas: null,
  env: [],
  sys: [],
  ...more,
});

const cluster = (name: string, nodes: readonly NodeIntent[], more: Partial<ClusterIntent> = {}): ClusterIntent => ({
  name,
  nodes,
  reference: null,
  expect: null,
  mayDiffer: [],
  mustDiffer: [],
  ...more,
});

const NOTHING: ExpectIntent = {
  membership: null,
  domain: null,
  shape: null,
  owner: null,
  hostName: null,
  databases: {},
  userStore: null,
};

/** What is read out of the text, in the order of names: places are not compared, and YAML puts numbers first. */
function read(text: string) {
  const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
  return parseConfig('.wso2is-lint.yml', text, [])
    .clusters.map((each) => ({
      ...each,
      nodes: each.nodes.map((one) => ({ ...one, at: '' })).sort(byName),
    }))
    .sort(byName);
}

test('a whole configuration', () => {
  const nodes = [
    node('is-1', 'prod/is-1', { host: '10.0.0.11', env: ['prod/is-1.env'] }),
    node('is-2', 'prod/is-2', { host: 'is-2.example.com' }),
  ];
  const expectIntent: ExpectIntent = {
    membership: 'wka',
    domain: 'iam.prod',
    shape: 'owner',
    owner: 'is-1',
    hostName: 'iam.example.com',
    databases: {
      registry: {
        url: 'jdbc:mysql://db:3306/reg?a=b&c=d',
        driver: null,
        username: 'reg',
        passwordFrom: 'REG_DB_PASSWORD',
      },
      users: { url: 'jdbc:x', driver: 'a.B', username: null, passwordFrom: null },
    },
    userStore: 'jdbc',
  };
  const clusters = [
    cluster('production', nodes, { reference: 'is-2', expect: expectIntent, mayDiffer: ['server/offset'] }),
    cluster('staging', [node('is', '.', { replicas: 3 })]),
  ];
  const text = writeConfig(clusters);
  expect(read(text)).toEqual(clusters);
  expect(text).toMatchInlineSnapshot(`
"# What wso2is-lint cannot know from the files, begun by "wso2is-lint init".
# Paths are relative to this file. No password belongs in here.

clusters:
  production:
    # host: the address by which the other nodes reach the machine.
    nodes:
      is-1: { path: prod/is-1, host: 10.0.0.11, env: prod/is-1.env }
      is-2: { path: prod/is-2, host: is-2.example.com }
    reference: is-2
    # What should be: "wso2is-lint check" reports what is otherwise, "check --fix" writes it.
    # Left out is what need not be judged.
    expect:
      # How the nodes find each other; with wka the members are the hosts above.
      membership: wka
      # The name that only this cluster has.
      domain: iam.prod
      # The name by which users reach the cluster.
      hostName: iam.example.com
      # users, identity and consent are in the database of registry unless they have their own.
      # passwordFrom: the variable in which the server finds the password.
      databases:
        registry:
          url: jdbc:mysql://db:3306/reg?a=b&c=d
          username: reg
          passwordFrom: REG_DB_PASSWORD
        users:
          url: jdbc:x
          driver: a.B
      # Who mounts the shared registry: every node (all-mount), or all but the owner, which keeps it as its own (owner).
      shape: owner
      owner: is-1
      # jdbc: the users are in the database; keep: the primary user store stays what it is.
      userStore: jdbc
    mayDiffer:
      - server/offset
  staging:
    # host: the address by which the other nodes reach the machine.
    nodes:
      is: { path: ., replicas: 3 }
"
`);
});

test('empty parts are left out', () => {
  const text = writeConfig([cluster('a', [node('b', 'c')], { expect: NOTHING })]);
  expect(text.split('\n').filter((line) => !/^\s*#/.test(line))).toEqual([
    '',
    'clusters:',
    '  a:',
    '    nodes:',
    '      b: { path: c }',
    '    expect: {}',
    '',
  ]);
});

const HOSTILE = [
  'a: b',
  '- a',
  '# a',
  'a # b',
  '"',
  "'",
  `it's "so"`,
  '{a, b}',
  '[1]',
  '&a',
  '*a',
  '!a',
  '| ',
  '> x',
  '%a',
  '@a',
  '`a`',
  '? a',
  '~',
  'null',
  'true',
  'yes',
  '1',
  '0x10',
  '1e3',
  '2026-01-01',
  '<<',
  '...',
  '---',
  ' a ',
  'a\nb',
  'a\r\nb',
  '\n',
  '\ta',
  '\u0007\u001b[31m',
  '\u2028\u0085\ufeff',
  'héllo wörld 日本 😀',
  'a\\b\\n',
  'x'.repeat(300),
  'pattern-5/integrator1',
];

describe('hostile names come back as they were', () => {
  test.each(HOSTILE)('%j', (text) => {
    const clusters = [
      cluster(text, [node(text, text, { host: text })], {
        reference: text,
        expect: {
          ...NOTHING,
          domain: text,
          databases: { registry: { url: text, driver: text, username: text, passwordFrom: text } },
        },
      }),
    ];
    expect(read(writeConfig(clusters))).toEqual(clusters);
  });

  test('any', () => {
    // valibot's records refuse these three, which `init` finds out by reading back.
    const name = fc
      .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
      .filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text));
    const nodes = fc.uniqueArray(fc.record({ name, path: name, host: fc.option(name) }), {
      selector: (each) => each.name,
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(name, nodes, fc.option(name), (title, list, domain) => {
        const sorted = list
          .map((each) => node(each.name, each.path, { host: each.host }))
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const clusters = [cluster(title, sorted, { expect: domain === null ? null : { ...NOTHING, domain } })];
        expect(read(writeConfig(clusters))).toEqual(clusters);
      }),
    );
  });
});
