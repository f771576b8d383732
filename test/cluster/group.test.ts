import { describe, expect, test } from '@jest/globals';
import type { Cluster } from '../../src/cluster/cluster.js';
import { group } from '../../src/cluster/group.js';
import type { Config } from '../../src/config/intent.js';
import { EMPTY_CONFIG } from '../../src/config/parse.js';
import type { NodeModel } from '../../src/server/model.js';
import { type ClusteringTexts, makeClustering, makeDatasource, makeNode, makeUserMgt } from '../support/node.js';

interface Given {
  readonly product?: string | null;
  /** Of the users' database. */
  readonly url?: string;
  readonly clustering?: ClusteringTexts;
  readonly model?: Partial<NodeModel>;
}

/** A node whose conf root is the path; its name is the path, so that tests read like trees. */
function node(path: string, { product = 'IS', url, clustering, model = {} }: Given = {}): NodeModel {
  return makeNode({
    name: path,
    path: `${path}/conf`,
    home: path,
    product,
    clustering: clustering === undefined ? null : makeClustering(clustering),
    ...(url === undefined ? {} : { datasources: [makeDatasource({ url })], userMgt: makeUserMgt('jdbc/WSO2CarbonDB') }),
    ...model,
  });
}

/** `name: node + node` of each cluster. */
function shown(clusters: readonly Cluster[]): string[] {
  return clusters.map(({ name, nodes }) => `${name}: ${nodes.map((each) => each.name).join(' + ')}`);
}

function together(...nodes: NodeModel[]): string[] {
  return shown(group(nodes, EMPTY_CONFIG)).map((text) => text.slice(text.indexOf(': ') + 2));
}

function texts(clusters: readonly Cluster[]): string[] {
  return clusters.flatMap(({ evidence }) => evidence.map(({ kind, text }) => `${kind}: ${text}`));
}

describe('member lists', () => {
  test('one names the other by its member host', () => {
    const clusters = group(
      [
        node('p/left', { clustering: { host: '10.0.0.11', members: ['10.0.0.12:4000'] } }),
        node('p/right', { clustering: { host: '10.0.0.12' } }),
      ],
      EMPTY_CONFIG,
    );
    expect(shown(clusters)).toEqual(['p: p/left + p/right']);
    expect(clusters[0]).toMatchObject({ guessed: false, intent: null });
    expect(texts(clusters)).toEqual(["join: p/left lists p/right's 10.0.0.12:4000 as a member"]);
  });

  test.each<[string, ClusteringTexts, ClusteringTexts, boolean]>([
    ['by its folder', { members: ['right:4000'] }, {}, true],
    ['by another port, which a rule speaks about', { members: ['10.0.0.12:4100'] }, { host: '10.0.0.12' }, true],
    ['while clustering is off', { enabled: false, members: ['10.0.0.12:4000'] }, { host: '10.0.0.12' }, true],
    ['under a mistyped scheme', { scheme: 'WKA', members: ['10.0.0.12:4000'] }, { host: '10.0.0.12' }, true],
    ['in another domain', { domain: 'a', members: ['10.0.0.12:4000'] }, { domain: 'b', host: '10.0.0.12' }, true],
    ['in a range', { members: ['10.0.0.10-19:4000'] }, { host: '10.0.0.12' }, true],
    ['on one host, by port', { host: 'h', port: '4000', members: ['h:4001'] }, { host: 'h', port: '4001' }, true],
    [
      'on loopback, by port',
      { host: '127.0.0.1', members: ['127.0.0.1:4001'] },
      { host: '127.0.0.1', port: '4001', members: ['127.0.0.1:4000'] },
      true,
    ],
    ['itself', { host: '10.0.0.11', members: ['10.0.0.11:4000'] }, { host: '10.0.0.11' }, false],
    ['itself, by its folder', { members: ['left:4000'] }, {}, false],
    [
      'stock on loopback',
      { host: '127.0.0.1', port: '4100', enabled: false, members: ['127.0.0.1:4000'] },
      { host: '127.0.0.1', scheme: 'multicast', members: ['127.0.0.1:4000'] },
      false,
    ],
    ['a load balancer', { members: ['10.0.0.99:4000'] }, { host: '10.0.0.12' }, false],
    ['a template', { members: ['${peer}:4000'] }, { host: '${peer}' }, false],
  ])('%s', (_, left, right, joined) => {
    const found = together(node('p/left', { clustering: left }), node('p/right', { clustering: right }));
    expect(found).toHaveLength(joined ? 1 : 2);
  });

  test('copies of a deployment use the same names: the nearest node is meant', () => {
    const pair = (at: string) => [
      node(`${at}/publisher`, { clustering: { host: 'publisher', members: ['store:4000'] } }),
      node(`${at}/store`, { clustering: { host: 'store', members: ['publisher:4000'] } }),
    ];
    expect(together(...pair('pattern-3'), ...pair('pattern-4'))).toEqual([
      'pattern-3/publisher + pattern-3/store',
      'pattern-4/publisher + pattern-4/store',
    ]);
    const missing = pair('pattern-4').slice(1);
    expect(together(node('pattern-3/publisher', { clustering: { members: ['store:4000'] } }), ...missing)).toHaveLength(
      2,
    );
  });

  test('a node that lists its own folder name means itself, wherever there are copies', () => {
    const self = (path: string) => node(path, { clustering: { members: ['is-2:4000'] } });
    expect(together(self('a/is-2'), self('b/is-2'))).toHaveLength(2);
  });

  test('a host folder above the product is a name too', () => {
    const listing = node('host1/wso2is', { clustering: { members: ['host2:4000'] } });
    expect(together(listing, node('host2/wso2is', { clustering: {} }))).toHaveLength(1);
  });

  test('an address of another environment joins nothing', () => {
    const listing = (path: string) => node(path, { clustering: { members: ['10.0.0.12:4000'] } });
    const listed = (path: string) => node(path, { clustering: { host: '10.0.0.12' } });
    expect(together(listing('prod/is-1'), listed('staging/is-2'))).toHaveLength(2);
    expect(together(listing('rack/is-1'), listed('shelf/is-2'))).toHaveLength(1);
  });

  test('several nodes that claim one endpoint: nobody knows who is meant', () => {
    const claiming = (path: string) => node(path, { clustering: { host: '10.0.0.12' } });
    const listing = node('p/left', { clustering: { members: ['10.0.0.12:4000'] } });
    expect(together(listing, claiming('p/right'), claiming('p/top'))).toHaveLength(3);
  });

  test('a range means every node in it', () => {
    const at = (path: string, host: string) => node(path, { clustering: { host, members: ['10.0.0.11-13:4000'] } });
    expect(together(at('p/x', '10.0.0.11'), at('p/y', '10.0.0.12'), at('p/z', '10.0.0.13'))).toHaveLength(1);
  });

  test('peers-only lists in a chain', () => {
    expect(
      together(
        node('p/a', { clustering: { host: 'a', members: ['b:4000'] } }),
        node('p/b', { clustering: { host: 'b' } }),
        node('p/c', { clustering: { host: 'c', members: ['b:4000'] } }),
        node('p/d', { clustering: { host: 'd', enabled: false, members: ['d:4000'] } }),
      ),
    ).toEqual(['p/a + p/b + p/c', 'p/d']);
  });
});

describe('names', () => {
  test('a stem under one parent is a guess', () => {
    const clusters = group([node('prod/is-1'), node('prod/is-2'), node('prod/is-3')], EMPTY_CONFIG);
    expect(shown(clusters)).toEqual(['prod: prod/is-1 + prod/is-2 + prod/is-3']);
    expect(clusters[0]?.guessed).toBe(true);
    expect(clusters[0]?.evidence).toEqual([
      { kind: 'join', text: "same stem 'is' under prod", nodes: ['prod/is-1', 'prod/is-2', 'prod/is-3'] },
    ]);
  });

  test('not guessed when something else says so too', () => {
    const clusters = group(
      [
        node('is-1', { clustering: { members: ['10.0.0.12:4000'] } }),
        node('is-2', { clustering: { host: '10.0.0.12' } }),
      ],
      EMPTY_CONFIG,
    );
    expect(clusters.map(({ guessed }) => guessed)).toEqual([false]);
  });

  test.each([
    ['under different parents', ['a/is-1', 'b/is-2']],
    ['versions', ['is-5.7.0', 'is-5.8.0']],
    ['regions', ['au', 'berlin', 'uk']],
    ['topologies', ['single-node', 'two-node-cluster', 'three-node-cluster']],
    ['scenarios', ['scenario-1', 'scenario-2']],
    ['patterns', ['pattern-1/is', 'pattern-2/is']],
    ['plain and Helm', ['is', 'helm/is']],
    ['environments', ['dev/is', 'prod/is']],
  ])('%s are not peers, not even with one database', (_, paths) => {
    const url = 'jdbc:mysql://db.example.com:3306/users';
    expect(together(...paths.map((path) => node(path, { url })))).toEqual(paths);
  });
});

describe('databases', () => {
  const url = 'jdbc:mysql://db.example.com:3306/users';

  test('siblings that share one', () => {
    const clusters = group([node('prod/left', { url }), node('prod/right', { url })], EMPTY_CONFIG);
    expect(shown(clusters)).toEqual(['prod: prod/left + prod/right']);
    expect(clusters[0]?.guessed).toBe(false);
    expect(texts(clusters)).toEqual([
      'join: prod/left and prod/right keep users in one database, users on db.example.com:3306 (mysql)',
    ]);
  });

  test.each([
    ['another database', 'p/left', url, 'p/right', 'jdbc:mysql://db.example.com:3306/other'],
    ['an embedded one', 'p/left', 'jdbc:h2:repository/database/X', 'p/right', 'jdbc:h2:repository/database/X'],
    ['localhost', 'p/left', 'jdbc:mysql://localhost/x', 'p/right', 'jdbc:mysql://localhost/x'],
    ['a template', 'p/left', 'jdbc:mysql://${db}/x', 'p/right', 'jdbc:mysql://${db}/x'],
    ['other profiles', 'p/keymanager', url, 'p/traffic-manager', url],
    ['other places', 'a/left', url, 'b/c/right', url],
    ['a bare name above the product', 'left/wso2is', 'jdbc:mysql://db/x', 'right/wso2is', 'jdbc:mysql://db/x'],
  ])('%s joins nothing', (_, pathA, urlA, pathB, urlB) => {
    expect(together(node(pathA, { url: urlA }), node(pathB, { url: urlB }))).toHaveLength(2);
  });

  test('what is kept apart is said', () => {
    const clusters = group([node('uc1', { url }), node('uc2', { url })], EMPTY_CONFIG);
    expect(texts(clusters)[0]).toBe(
      'split: kept apart: uc1 and uc2 keep users in one database, users on db.example.com:3306 (mysql), ' +
        'but their names tell different set-ups',
    );
  });
});

describe('products', () => {
  test('split what names join', () => {
    const clusters = group([node('p/node1'), node('p/node2', { product: 'DAS' })], EMPTY_CONFIG);
    expect(shown(clusters)).toEqual(['p/node1: p/node1', 'p/node2: p/node2']);
    expect(texts(clusters)[0]).toBe("split: kept apart: different products, DAS and IS (same stem 'node' under p)");
  });

  test('one that is not told goes with its peers, and carries none to another', () => {
    expect(together(node('is-1'), node('is-2', { product: null }))).toEqual(['is-1 + is-2']);
    const found = together(node('n1'), node('n2', { product: null }), node('n3', { product: 'AM' }));
    expect(found).toHaveLength(2);
  });

  test('several clusters under one parent are named by stem', () => {
    const clusters = group(
      [
        node('p/is-1'),
        node('p/is-2'),
        node('p/analytics-1', { product: 'DAS' }),
        node('p/analytics-2', { product: 'DAS' }),
      ],
      EMPTY_CONFIG,
    );
    expect(shown(clusters)).toEqual(['is: p/is-1 + p/is-2', 'analytics: p/analytics-1 + p/analytics-2']);
  });
});

describe('domains', () => {
  const inDomain = (path: string, domain: string, more: ClusteringTexts = {}) =>
    node(path, { clustering: { domain, scheme: 'multicast', ...more } });

  test('a mistyped one splits nothing', () => {
    expect(together(inDomain('is-1', 'iam'), inDomain('is-2', 'iam '))).toEqual(['is-1 + is-2']);
    expect(together(inDomain('is-1', 'iam'), inDomain('is-2', 'iam'), inDomain('is-3', 'ima'))).toHaveLength(1);
  });

  test('two with two nodes each split', () => {
    const clusters = group(
      [inDomain('p/is-1', 'a'), inDomain('p/is-2', 'a'), inDomain('p/is-3', 'b'), inDomain('p/is-4', 'b')],
      EMPTY_CONFIG,
    );
    expect(shown(clusters).map((text) => text.replace(/.*: /, ''))).toEqual(['p/is-1 + p/is-2', 'p/is-3 + p/is-4']);
    expect(texts(clusters)).toContain('split: kept apart: domain a with p/is-1, p/is-2, domain b with p/is-3, p/is-4');
    expect(new Set(clusters.map(({ name }) => name)).size).toBe(2);
  });

  test('two that list each other stay together', () => {
    const listing = (path: string, domain: string, host: string) =>
      node(path, { clustering: { domain, host, members: ['h1:4000', 'h2:4000', 'h3:4000', 'h4:4000'] } });
    expect(
      together(
        listing('is-1', 'a', 'h1'),
        listing('is-2', 'a', 'h2'),
        listing('is-3', 'b', 'h3'),
        listing('is-4', 'b', 'h4'),
      ),
    ).toHaveLength(1);
  });

  test('the node without a side goes where it is listed', () => {
    const found = together(
      inDomain('is-1', 'a', { host: 'h1' }),
      inDomain('is-2', 'a'),
      inDomain('is-3', 'b'),
      inDomain('is-4', 'b', { members: ['h5:4000'] }),
      node('is-5', { clustering: { enabled: false, host: 'h5' } }),
    );
    expect(found).toEqual(['is-1 + is-2', 'is-3 + is-4 + is-5']);
  });
});

describe('the user’s configuration', () => {
  const intent = (name: string, paths: Readonly<Record<string, string>>): Config['clusters'][number] => ({
    name,
    nodes: Object.entries(paths).map(([node, path]) => ({
      name: node,
      path,
      at: '.wso2is-lint.yml:4:21',
      host: null,
      replicas: null,
      env: [],
      sys: [],
    })),
    reference: null,
    expect: null,
    mayDiffer: [],
    mustDiffer: [],
  });

  test('decides; other nodes are clusters of their own', () => {
    const production = intent('production', { 'is-1': 'is-1', left: 'left' });
    const config = { ...EMPTY_CONFIG, path: '.wso2is-lint.yml', clusters: [production] };
    const clusters = group([node('is-1'), node('is-2'), node('left', { product: 'X' })], config);
    expect(shown(clusters)).toEqual(['production: is-1 + left', 'is-2: is-2']);
    expect(clusters[0]).toMatchObject({ guessed: false, intent: production });
    expect(texts(clusters)).toEqual(['join: .wso2is-lint.yml puts them into production']);
  });

  test('a node elsewhere that is called like one of a cluster is not it', () => {
    const config = { ...EMPTY_CONFIG, clusters: [intent('prod', { 'is-1': 'x/is-1' })] };
    const clusters = group([{ ...node('x/is-1'), name: 'is-1' }, node('prod/is-1')], config);
    expect(shown(clusters)).toEqual(['prod: is-1', 'prod/is-1: prod/is-1']);
  });

  test('a name in use is not given twice', () => {
    const config = { ...EMPTY_CONFIG, clusters: [intent('prod', { a: 'a' })] };
    expect(shown(group([node('a'), node('prod/is-1'), node('prod/is-2')], config))).toEqual([
      'prod: a',
      'prod (2): prod/is-1 + prod/is-2',
    ]);
  });
});

describe('replicas', () => {
  const replicas = (...nodes: NodeModel[]) => group(nodes, EMPTY_CONFIG).flatMap((c) => c.nodes.map((n) => n.replicas));

  test.each([['local_ip'], ['@local_ip'], ['HOST_NAME'], ['host-ip-address']])('a lone node at %s is many', (host) => {
    expect(replicas(node('is', { clustering: { host } }))).toEqual(['many']);
  });

  test.each([['10.0.0.11'], ['identity-server'], ['is-1.example.com'], ['localhost']])('at %s it is one', (host) => {
    expect(replicas(node('is', { clustering: { host } }))).toEqual([1]);
  });

  test('several nodes are one each, whatever their scheme', () => {
    const many = { model: { replicas: 'many' } } as const;
    expect(replicas(node('is', many))).toEqual(['many']);
    expect(replicas(node('is-1', many), node('is-2', many))).toEqual([1, 1]);
    expect(replicas(node('is', { clustering: { host: 'local_ip' }, model: { replicas: 3 } }))).toEqual([3]);
  });
});

test('every node comes out once, and names are unique', () => {
  const paths = ['node1', 'node2', 'a/node1', 'a/node2', 'b/a/node1', 'b/a/node2', 'x', 'b/x', 'a'];
  const clusters = group(
    paths.map((path) => node(path)),
    EMPTY_CONFIG,
  );
  expect(shown(clusters)).toEqual([
    'node: node1 + node2',
    'a/node: a/node1 + a/node2',
    'b/a: b/a/node1 + b/a/node2',
    'x: x',
    'b/x: b/x',
    'a: a',
  ]);
});
