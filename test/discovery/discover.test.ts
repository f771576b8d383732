import { describe, expect, test } from '@jest/globals';
import type { Config } from '../../src/config/intent.js';
import { EMPTY_CONFIG } from '../../src/config/parse.js';
import { discover } from '../../src/discovery/discover.js';
import type { Discovery } from '../../src/discovery/types.js';

const HEADS: Readonly<Record<string, string>> = {
  'axis2.xml': '<axisconfig name="AxisJava2.0">',
  'carbon.xml': '<?xml version="1.0"?>\n<!-- <wrong> -->\n<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">',
  'registry.xml': '<wso2registry>',
  'master-datasources.xml': '<datasources-configuration xmlns:svns="http://org.wso2.securevault/configuration">',
  'user-mgt.xml': '<UserManager>',
  'identity.xml': '<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">',
};

interface Options {
  readonly roots?: readonly string[];
  readonly config?: Partial<Config>;
  /** Path → what the file begins with, where it is not what its name says. */
  readonly heads?: Readonly<Record<string, string>>;
}

function find(paths: readonly string[], { roots = ['.'], config = {}, heads = {} }: Options = {}): Discovery {
  return discover({
    files: paths.map((path) => ({ path, size: 1 })),
    roots,
    config: { ...EMPTY_CONFIG, ...config },
    sniff: (path) => heads[path] ?? HEADS[path.slice(path.lastIndexOf('/') + 1)] ?? '',
  });
}

/** `name = conf root` of each node. */
function nodes(paths: readonly string[], options?: Options): string[] {
  return find(paths, options).nodes.map((node) => `${node.name} = ${node.path}`);
}

function cluster(name: string, paths: Readonly<Record<string, string>>): Config['clusters'][number] {
  return {
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
  };
}

describe('layouts', () => {
  test.each<[string, string[], string[]]>([
    [
      'node/repository/conf',
      ['is-1/repository/conf/carbon.xml', 'is-2/repository/conf/axis2/axis2.xml'],
      ['is-1 = is-1/repository/conf', 'is-2 = is-2/repository/conf'],
    ],
    [
      'node/carbon/repository/conf',
      ['compose/a/carbon/repository/conf/registry.xml'],
      ['a = compose/a/carbon/repository/conf'],
    ],
    ['node/carbon/conf', ['p/integrator1/carbon/conf/carbon.xml'], ['integrator1 = p/integrator1/carbon/conf']],
    ['confs/node/conf', ['is/confs/is-1/conf/carbon.xml'], ['is-1 = is/confs/is-1/conf']],
    ['confs/node/repository/conf', ['confs/is-1/repository/conf/carbon.xml'], ['is-1 = confs/is-1/repository/conf']],
    ['confs/repository/conf, one for all', ['is/confs/repository/conf/carbon.xml'], ['is = is/confs/repository/conf']],
    ['confs/ itself', ['is/confs/axis2/axis2.xml', 'is/confs/carbon.xml'], ['is = is/confs']],
    [
      'flat',
      ['nodes/active/axis2.xml', 'nodes/passive/axis2.xml'],
      ['active = nodes/active', 'passive = nodes/passive'],
    ],
    ['flat, one file in a folder of its kind', ['a/datasources/master-datasources.xml'], ['a = a']],
    ['flat, only users', ['a/user-mgt.xml'], ['a = a']],
    ['flat, only datasources', ['a/master-datasources.xml'], ['a = a']],
    [
      'node names levels above',
      ['modules/is/files/carbon-home/repository/conf/carbon.xml'],
      ['is = modules/is/files/carbon-home/repository/conf'],
    ],
    [
      'version above',
      ['is/5.7.0/repository/conf/carbon.xml', 'is/5.8.0/repository/conf/carbon.xml'],
      ['5.7.0 = is/5.7.0/repository/conf', '5.8.0 = is/5.8.0/repository/conf'],
    ],
    ['a whole home here', ['repository/conf/carbon.xml', 'bin/wso2server.sh'], ['node = repository/conf']],
    ['a conf root here', ['axis2/axis2.xml', 'carbon.xml'], ['node = .']],
    ['TOML', ['conf/is/repository/conf/deployment.toml'], ['is = conf/is/repository/conf']],
    [
      'TOML in instances',
      ['x/confs/instance-1/deployment.toml', 'x/confs/instance-2/deployment.toml'],
      ['instance-1 = x/confs/instance-1', 'instance-2 = x/confs/instance-2'],
    ],
    ['old places', ['is/conf/axis2.xml', 'is/conf/identity.xml'], ['is = is/conf']],
    [
      'overlay without axis2.xml and carbon.xml',
      ['is-2/repository/conf/registry.xml'],
      ['is-2 = is-2/repository/conf'],
    ],
    [
      'equal folders in two places',
      ['p-5/x1/conf/carbon.xml', 'p-6/x1/conf/carbon.xml', 'p-6/x2/conf/carbon.xml'],
      ['p-5/x1 = p-5/x1/conf', 'p-6/x1 = p-6/x1/conf', 'x2 = p-6/x2/conf'],
    ],
    [
      'two below one generic path',
      ['d/repository/conf/carbon.xml', 'd/src/repository/conf/carbon.xml'],
      ['d/repository/conf = d/repository/conf', 'd/src/repository/conf = d/src/repository/conf'],
    ],
    [
      'a conf root beside nested ones',
      ['confs/carbon.xml', 'confs/is-1/carbon.xml'],
      ['node = confs', 'is-1 = confs/is-1'],
    ],
    ['a Windows path', ['is-1\\repository\\conf\\carbon.xml'], ['is-1 = is-1/repository/conf']],
    ['above the working directory', ['../is-1/repository/conf/carbon.xml'], ['is-1 = ../is-1/repository/conf']],
  ])('%s', (_, paths, expected) => {
    const roots = paths.some((path) => path.startsWith('..')) ? ['..'] : ['.'];
    expect(nodes(paths, { roots })).toEqual(expected);
  });

  test('home and era', () => {
    const [is, ei, flat] = find([
      'a-is/carbon/repository/conf/carbon.xml',
      'b-ei/conf/deployment.toml',
      'b-ei/conf/carbon.xml',
      'c/registry.xml',
    ]).nodes;
    expect(is).toMatchObject({ home: 'a-is/carbon', era: 'xml' });
    expect(ei).toMatchObject({
      home: 'b-ei',
      era: 'toml',
      files: ['b-ei/conf/carbon.xml', 'b-ei/conf/deployment.toml'],
    });
    expect(flat).toMatchObject({ home: 'c', era: 'xml' });
  });

  test('a whole home has its bin/ or all six core files', () => {
    const six = [
      'axis2/axis2',
      'carbon',
      'registry',
      'datasources/master-datasources',
      'user-mgt',
      'identity/identity',
    ];
    const whole = (paths: string[]) => find(paths).nodes.map((node) => node.wholeHome);
    expect(whole(six.map((name) => `a/conf/${name}.xml`))).toEqual([true]);
    expect(whole(six.slice(1).map((name) => `a/conf/${name}.xml`))).toEqual([false]);
    expect(whole(['a/repository/conf/carbon.xml', 'a/bin/wso2server.sh'])).toEqual([true]);
    expect(whole(['repository/conf/carbon.xml', 'bin/deploy.sh'])).toEqual([false]);
  });
});

describe('decoys', () => {
  test.each<[string, string[], string[]]>([
    [
      'a backup of the whole home',
      ['repository/conf/carbon.xml', 'backup/repository/conf/carbon.xml'],
      ['backup/repository/conf: copy of repository/conf: not a node of its own'],
    ],
    [
      'conf.bak beside conf',
      ['a/repository/conf/carbon.xml', 'a/repository/conf.bak/carbon.xml'],
      ['a/repository/conf.bak: copy of a/repository/conf: not a node of its own'],
    ],
    [
      'a backup in conf',
      ['a/repository/conf/carbon.xml', 'a/repository/conf/backup/carbon.xml'],
      ['a/repository/conf/backup: copy of a/repository/conf: not a node of its own'],
    ],
    [
      'a folder in conf',
      ['a/repository/conf/carbon.xml', 'a/repository/conf/x/registry.xml'],
      ['a/repository/conf/x: inside a/repository/conf: not a node of its own'],
    ],
    [
      'samples of the pack',
      ['a/repository/conf/carbon.xml', 'a/samples/axis2Server/repository/conf/axis2.xml'],
      ['a/samples/axis2Server/repository/conf: part of the pack in a: not a node of its own'],
    ],
    [
      'templates of the pack',
      ['a/repository/conf/carbon.xml', 'a/repository/resources/conf/templates/repository/conf/carbon.xml.j2'],
      [],
    ],
    ['features', ['a/repository/conf/carbon.xml', 'a/repository/components/features/f/conf/axis2/axis2.xml'], []],
    [
      'Synapse',
      ['a/repository/conf/carbon.xml', 'a/repository/deployment/server/synapse-configs/default/registry.xml'],
      [],
    ],
  ])('%s', (_, paths, skipped) => {
    const found = find(paths);
    expect(found.nodes.map((node) => node.path)).toEqual([paths[0]?.replace('/carbon.xml', '')]);
    expect(found.skipped.map(({ file, reason }) => `${file}: ${reason}`)).toEqual(skipped);
  });

  test('a folder called backup without an original is a node', () => {
    expect(nodes(['backup/repository/conf/carbon.xml'])).toEqual(['backup = backup/repository/conf']);
  });

  test('a flat file is told by its root element, unless the user named the folder', () => {
    const heads = {
      'x/registry.xml': '<registry xmlns="http://ws.apache.org/ns/synapse"/>',
      'y/registry.xml': '<registry>',
    };
    expect(nodes(['x/registry.xml', 'y/registry.xml'], { heads })).toEqual([]);
    expect(nodes(['x/registry.xml', 'y/registry.xml'], { heads, roots: ['x', 'y'] })).toEqual(['y = y']);
  });

  test('an empty flat file makes no node, unless the user named the folder', () => {
    const options = { heads: { 'x/carbon.xml': '' } };
    expect(nodes(['x/carbon.xml'], options)).toEqual([]);
    expect(nodes(['x/carbon.xml'], { ...options, roots: ['x'] })).toEqual(['x = x']);
    expect(nodes(['x/repository/conf/carbon.xml'], { heads: { 'x/repository/conf/carbon.xml': '' } })).toHaveLength(1);
  });

  test('client files of axis2 are no server', () => {
    expect(nodes(['a/axis2/axis2_client.xml', 'a/axis2/tenant-axis2.xml'])).toEqual([]);
  });

  test('test resources count where two are called like nodes of one cluster, or are named', () => {
    const paths = ['scenario-1', 'scenario-2', 'ha/activeNode', 'ha/passiveNode'].map(
      (x) => `src/test/resources/${x}/axis2.xml`,
    );
    expect(nodes(paths)).toEqual([
      'activeNode = src/test/resources/ha/activeNode',
      'passiveNode = src/test/resources/ha/passiveNode',
    ]);
    expect(find(paths).skipped).toEqual([
      { file: 'src/test/resources/scenario-1', reason: 'test resources: name the directory to have it checked' },
      { file: 'src/test/resources/scenario-2', reason: 'test resources: name the directory to have it checked' },
    ]);
    expect(nodes(paths.slice(0, 1), { roots: ['src/test/resources/scenario-1'] })).toHaveLength(1);
  });
});

describe('files to read', () => {
  test('everything that belongs to the node, nothing else', () => {
    const [node] = find([
      'is-1/Dockerfile',
      'is-1/bin/wso2server.sh',
      'is-1/bin/other.sh',
      'is-1/repository/conf/axis2/axis2.xml',
      'is-1/repository/conf/axis2/axis2_client.xml',
      'is-1/repository/conf/hazelcast.properties',
      'is-1/repository/conf/log4j.properties',
      'is-1/repository/resources/security/wso2carbon.jks',
      'is-1/repository/resources/security/old/x.jks',
      'docker-compose.yml',
      'pom.xml',
    ]).nodes;
    expect(node?.files).toEqual([
      'docker-compose.yml',
      'is-1/Dockerfile',
      'is-1/bin/wso2server.sh',
      'is-1/repository/conf/axis2/axis2.xml',
      'is-1/repository/conf/axis2/axis2_client.xml',
      'is-1/repository/conf/hazelcast.properties',
      'is-1/repository/resources/security/wso2carbon.jks',
    ]);
  });

  test('a compose file above several nodes is nobody’s', () => {
    const found = find(['docker-compose.yml', 'is-1/conf/carbon.xml', 'is-2/conf/carbon.xml', 'is-2/Dockerfile']);
    expect(found.nodes.map((node) => node.files)).toEqual([
      ['is-1/conf/carbon.xml'],
      ['is-2/Dockerfile', 'is-2/conf/carbon.xml'],
    ]);
  });

  test('a flat conf root takes its own files and the folders of conf', () => {
    const [flat] = find(['carbon.xml', 'pom.xml', 'axis2/axis2.xml', 'docs/x.xml', 'is-1/registry.xml']).nodes;
    expect(flat?.files).toEqual(['axis2/axis2.xml', 'carbon.xml']);
  });
});

describe('templates', () => {
  test('are listed once each, known names only', () => {
    const found = find([
      'm/templates/repository/conf/axis2/axis2.xml.erb',
      'm/templates/repository/conf/bps-datasources.xml.j2',
      'm/templates/repository/conf/deployment.toml.tpl',
      'm/templates/repository/conf/log4j.properties.erb',
      'm/templates/repository/conf/claim-config.xml.erb',
    ]);
    expect(found.nodes).toEqual([]);
    expect(found.skipped.map(({ reason }) => reason)).toEqual([
      'template (ERB): render it first',
      'template (Jinja): render it first',
      'template: render it first',
    ]);
  });
});

describe('configuration', () => {
  const paths = [
    'prod/a/repository/conf/carbon.xml',
    'prod/b/carbon/repository/conf/carbon.xml',
    'dev/repository/conf/carbon.xml',
  ];

  test('names nodes by home or conf root; the others stay nodes', () => {
    const config = {
      path: '.wso2is-lint.yml',
      clusters: [cluster('production', { 'is-1': 'prod/a', 'is-2': './prod/b/' })],
    };
    expect(nodes(paths, { config })).toEqual([
      'dev = dev/repository/conf',
      'is-1 = prod/a/repository/conf',
      'is-2 = prod/b/carbon/repository/conf',
    ]);
    expect(find(paths, { config }).nodes.map((node) => node.cluster)).toEqual([null, 'production', 'production']);
  });

  test('paths are relative to the file, and so are the variables', () => {
    const node = {
      name: 'is-1',
      path: 'a',
      at: 'prod/lint.yml:4:21',
      host: '10.0.0.1',
      replicas: 2,
      env: ['a.env'],
      sys: ['../x.sys'],
    };
    const config = { path: 'prod/lint.yml', clusters: [{ ...cluster('production', {}), nodes: [node] }] };
    expect(find(paths, { config }).nodes.find(({ name }) => name === 'is-1')).toMatchObject({
      path: 'prod/a/repository/conf',
      host: '10.0.0.1',
      replicas: 2,
      envFiles: ['prod/a.env'],
      sysFiles: ['x.sys'],
    });
  });

  test('a name used in two clusters carries the cluster', () => {
    const config = { clusters: [cluster('x', { 'is-1': 'prod/a' }), cluster('y', { 'is-1': 'prod/b' })] };
    expect(nodes(paths, { config })).toContain('x/is-1 = prod/a/repository/conf');
    expect(nodes(paths, { config })).toContain('y/is-1 = prod/b/carbon/repository/conf');
  });

  test('a discovered node gives way to a configured name', () => {
    const config = { clusters: [cluster('x', { dev: 'prod/a' })] };
    expect(nodes(paths, { config })).toEqual([
      'dev/repository/conf = dev/repository/conf',
      'dev = prod/a/repository/conf',
      'b = prod/b/carbon/repository/conf',
    ]);
  });

  test.each([
    ['nowhere', 'no WSO2 configuration there'],
    ['prod', 'several configurations there, name one: prod/a/repository/conf, prod/b/carbon/repository/conf'],
  ])('a node at %s is missing', (path, reason) => {
    const config = { clusters: [cluster('x', { n: path })] };
    expect(find(paths, { config }).missing).toEqual([{ at: '.wso2is-lint.yml:4:21', node: 'n', path, reason }]);
  });

  test.each<[string, string, Partial<Options>, string]>([
    ['outside', 'prod/a', { roots: ['dev'] }, 'outside the given paths (node n of x)'],
    ['excluded', 'prod/a', { config: { exclude: ['prod'] } }, 'excluded by paths.exclude (node n of x)'],
  ])('%s is skipped with the reason', (_, path, options, reason) => {
    const config = { ...options.config, clusters: [cluster('x', { n: path })] };
    const files = options.roots === undefined ? paths : paths.filter((file) => file.startsWith('dev/'));
    expect(find(files, { ...options, config }).skipped).toEqual([{ file: path, reason }]);
  });

  test('paths.exclude leaves out files and folders', () => {
    expect(nodes(paths, { config: { exclude: ['**/b/**', 'dev'] } })).toEqual(['a = prod/a/repository/conf']);
  });

  test('a configured backup is a node', () => {
    const both = ['a/repository/conf/carbon.xml', 'backup/a/repository/conf/carbon.xml'];
    const config = { clusters: [cluster('x', { old: 'backup/a' })] };
    expect(nodes(both, { config })).toEqual(['a = a/repository/conf', 'old = backup/a/repository/conf']);
  });
});
