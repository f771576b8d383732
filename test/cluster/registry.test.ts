import { describe, expect, test } from '@jest/globals';
import type { Location } from '../../src/cluster/registry.js';
import {
  currentDbConfig,
  dbConfigNames,
  instanceIds,
  isOwner,
  isPadded,
  localRegistry,
  locationOf,
  mountAt,
  remoteInstanceOf,
  sameLocation,
} from '../../src/cluster/registry.js';
import type { NodeModel, RegistryFacts } from '../../src/server/model.js';
import { makeDatasource, makeNode, makeSetting } from '../support/node.js';
import { dbConfig, instance, mount, registryOf, sourceFile } from './build.js';

const GOVERNANCE = '/_system/governance';
const CONFIG = '/_system/config';
const SHARED = 'jdbc:mysql://dbhost:3306/reg_db';

function node(registry: RegistryFacts | null, local = 'jdbc:h2:./local', given: Partial<NodeModel> = {}): NodeModel {
  return makeNode({
    registry,
    datasources: [
      makeDatasource({ jndi: 'jdbc/Local', url: local }),
      makeDatasource({ jndi: 'jdbc/Shared', url: SHARED }),
    ],
    files: [sourceFile('datasources/master-datasources.xml')],
    ...given,
  });
}

const short = (location: Location) =>
  location.kind === 'known' ? `${location.via} ${location.database.database} ${location.path}` : location.kind;

test('currentDbConfig', () => {
  expect(currentDbConfig(node(null)).kind).toBe('unknown');
  expect(currentDbConfig(node(registryOf([], { currentDBConfig: null }))).kind).toBe('missing');
  expect(currentDbConfig(node(registryOf([], { currentDBConfig: makeSetting(' wso2registry') }))).kind).toBe('missing');
  expect(currentDbConfig(node(registryOf([], { currentDBConfig: makeSetting('{{x}}') }))).kind).toBe('unknown');
  const templated = registryOf([], { dbConfigs: [dbConfig('{{x}}', 'jdbc/Local')] });
  expect(currentDbConfig(node(templated)).kind).toBe('unknown');
  const last = dbConfig('wso2registry', 'jdbc/Shared');
  const twice = registryOf([], { dbConfigs: [dbConfig('wso2registry', 'jdbc/Local'), last] });
  expect(currentDbConfig(node(twice))).toEqual({ kind: 'found', value: last });
});

test('mountAt', () => {
  const at = (path: string, ...mounts: Parameters<typeof registryOf>[0] & object) =>
    mountAt(node(registryOf(mounts)), path);
  expect(at(GOVERNANCE).kind).toBe('none');
  expect(at(GOVERNANCE, mount(CONFIG, 'shared')).kind).toBe('none');
  expect(at(GOVERNANCE, mount('/_system/gov', 'shared')).kind).toBe('none');
  expect(at(GOVERNANCE, mount(`${GOVERNANCE}/x`, 'shared')).kind).toBe('none');
  expect(at(GOVERNANCE, mount('{{path}}', 'shared')).kind).toBe('unknown');
  expect(at(GOVERNANCE, mount(GOVERNANCE, null)).kind).toBe('incomplete');
  expect(at(GOVERNANCE, mount(GOVERNANCE, 'shared'))).toMatchObject({ kind: 'mounted', below: '' });
  expect(at(GOVERNANCE, mount(`${GOVERNANCE}/`, 'shared'))).toMatchObject({ kind: 'mounted', below: '' });
  expect(at(GOVERNANCE, mount('/', 'shared'))).toMatchObject({ kind: 'mounted', below: GOVERNANCE });
  const near = mount(GOVERNANCE, 'b');
  expect(at(GOVERNANCE, mount('/_system', 'a'), near)).toMatchObject({ kind: 'mounted', mount: near });
  expect(mountAt(node(null), GOVERNANCE).kind).toBe('unknown');
});

test('two mounts of one path stop the server, so nobody knows where it is', () => {
  const at = (...mounts: Parameters<typeof registryOf>[0] & object) => mountAt(node(registryOf(mounts)), GOVERNANCE);
  const [one, other] = [mount(GOVERNANCE, 'shared'), mount(GOVERNANCE, 'shared', '/_system/other')];
  expect(at(one, other).kind).toBe('unknown');
  expect(locationOf(node(registryOf([one, other])), GOVERNANCE).kind).toBe('unknown');
  expect(at(mount(GOVERNANCE, null), one)).toMatchObject({ kind: 'mounted', mount: one });
  expect(at(one, mount(CONFIG, 'shared'), mount(CONFIG, 'shared')).kind).toBe('mounted');
});

test('the names of a node, in file order, without those that a template makes', () => {
  const dbConfigs = [
    dbConfig('b', 'jdbc/Local'),
    dbConfig(null, 'jdbc/Local'),
    dbConfig('{{x}}', null),
    dbConfig('a', null),
  ];
  const remoteInstances = [instance('z', 'b'), instance(null, 'b'), instance('{{x}}', 'b'), instance('y', 'b')];
  const named = node(registryOf([], { dbConfigs, remoteInstances }));
  expect(dbConfigNames(named)).toEqual(['b', 'a']);
  expect(instanceIds(named)).toEqual(['z', 'y']);
  expect([dbConfigNames(node(null)), instanceIds(node(null))]).toEqual([[], []]);
});

test.each<[string, readonly string[], boolean]>([
  ['shared ', ['shared'], true],
  ['\n  shared\n', ['other', 'shared'], true],
  ['shared', ['shared '], true],
  ['shared', ['shared'], false],
  ['shared', ['shared ', 'shared'], false],
  ['shared ', ['share'], false],
  ['Shared ', ['shared'], false],
  ['shared ', [], false],
])('isPadded(%j, %j)', (name, names, expected) => {
  expect(isPadded(name, names)).toBe(expected);
});

describe('locationOf', () => {
  test.each<[string, NodeModel, string]>([
    ['without mounts it is in the local registry', node(registryOf()), 'local local /_system/governance'],
    ['mounted', node(registryOf([mount(GOVERNANCE, 'shared')])), 'mount reg_db /_system/governance'],
    ['elsewhere', node(registryOf([mount(GOVERNANCE, 'shared', '/_system/nodes')])), 'mount reg_db /_system/nodes'],
    ['below a mounted parent', node(registryOf([mount('/_system', 'shared', '/x/')])), 'mount reg_db /x/governance'],
    ['the other path only', node(registryOf([mount(CONFIG, 'shared')])), 'local local /_system/governance'],
    [
      'a virtual mount',
      node(registryOf([mount(GOVERNANCE, 'shared', GOVERNANCE, 'virtual')])),
      'mount reg_db /_system/governance',
    ],
    ['refused: it exists', node(registryOf([mount(GOVERNANCE, 'shared', GOVERNANCE, 'none')])), 'broken'],
    ['templated overwrite', node(registryOf([mount(GOVERNANCE, 'shared', GOVERNANCE, null)])), 'unknown'],
    ['no such instance', node(registryOf([mount(GOVERNANCE, 'other')])), 'broken'],
    ['skipped by the server', node(registryOf([mount(GOVERNANCE, 'shared', null)])), 'broken'],
    ['templated target', node(registryOf([mount(GOVERNANCE, 'shared', '{{t}}')])), 'unknown'],
    ['templated instance', node(registryOf([mount(GOVERNANCE, '{{i}}')])), 'unknown'],
    ['no registry.xml', node(null), 'unknown'],
    ['no datasources', node(registryOf(), '', { datasources: null }), 'unknown'],
    ['missing datasource', node(registryOf([], { dbConfigs: [dbConfig('wso2registry', 'jdbc/No')] })), 'broken'],
    ['unknown URL', node(registryOf(), '{{url}}'), 'unknown'],
    [
      'Atom',
      node(registryOf([mount(GOVERNANCE, 'a')], { remoteInstances: [instance('a', null, { user: 'admin' })] })),
      'unknown',
    ],
    [
      'no such dbConfig',
      node(registryOf([mount(GOVERNANCE, 'a')], { remoteInstances: [instance('a', 'no')] })),
      'broken',
    ],
    ['no dbConfig', node(registryOf([mount(GOVERNANCE, 'a')], { remoteInstances: [instance('a', null)] })), 'broken'],
    [
      'a root of its own',
      node(registryOf([], { registryRoot: makeSetting('/is') })),
      'local local /is/_system/governance',
    ],
    ['the usual root', node(registryOf([], { registryRoot: makeSetting('/') })), 'local local /_system/governance'],
    [
      'the root of the instance',
      node(
        registryOf([mount(GOVERNANCE, 'a')], { remoteInstances: [instance('a', 'sharedregistry', { root: '/r/' })] }),
      ),
      'mount reg_db /r/_system/governance',
    ],
  ])('%s', (_title, subject, expected) => {
    expect(short(locationOf(subject, GOVERNANCE))).toBe(expected);
  });

  test('a mount without an instance is told where its id stands', () => {
    const broken = mount(GOVERNANCE, 'other');
    expect(locationOf(node(registryOf([broken])), GOVERNANCE)).toMatchObject({ kind: 'broken', at: broken.instanceId });
    expect(remoteInstanceOf(node(registryOf()), broken).kind).toBe('missing');
  });

  test('the owner and the mounter of the seed: governance in one place, config not', () => {
    const owner = node(registryOf(), SHARED);
    const mounter = node(registryOf([mount(GOVERNANCE, 'shared'), mount(CONFIG, 'shared', '/_system/nodes')]));
    const same = (path: string) => sameLocation(locationOf(owner, path), locationOf(mounter, path), 'unknown');
    expect(same(GOVERNANCE)).toBe('yes');
    expect(same(CONFIG)).toBe('no');
    expect([isOwner(owner), isOwner(mounter), isOwner(node(registryOf())), isOwner(node(null))]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(localRegistry(mounter).database?.kind).toBe('embedded');
  });

  test('two nodes without mounts on their own H2 do not share', () => {
    const location = locationOf(node(registryOf()), GOVERNANCE);
    expect(sameLocation(location, location, 'yes')).toBe('no');
    expect(sameLocation(location, locationOf(node(null), GOVERNANCE), 'yes')).toBe('unknown');
  });
});
