import { describe, expect, test } from '@jest/globals';
import type { Cluster } from '../../src/cluster/cluster.js';
import { expectationOf, expectedEndpoint, isExpectedHost } from '../../src/cluster/expectation.js';
import { expecting, HOSTS, SHARED, TOML_HOSTS } from '../support/expecting.js';
import { change, copyNode, type Files, GOOD, GOOD_TOML, lint } from '../support/lint.js';

async function clusterOf(files: Files): Promise<Cluster> {
  const [cluster] = (await lint(files)).clusters;
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
}

async function expected(files: Files) {
  const expectation = expectationOf(await clusterOf(files));
  return Object.fromEntries((expectation?.nodes ?? []).map((one) => [one.node.name, one]));
}

const OWNER = { shape: 'owner', databases: { registry: SHARED } };
const NEW = { url: 'jdbc:mysql://new.example.com:3306/new', username: 'new' };

test('nothing is expected where the configuration says nothing', async () => {
  expect(expectationOf(await clusterOf(GOOD))).toBeNull();
});

describe('where each role is to be', () => {
  const jndi = async (files: Files, node: string) => {
    const one = (await expected(files))[node];
    return [one?.registry, one?.users, one?.identity, one?.consent].map((source) => source?.jndiName ?? null);
  };
  const IS = 'jdbc/WSO2CarbonDB_IS';
  const OWN = 'jdbc/WSO2CarbonDB';

  test.each([
    ['what leads there already has its name', GOOD, OWNER, HOSTS, [OWN, OWN, OWN, OWN], [IS, IS, IS, IS]],
    [
      'a new database: the owner’s own, a second name elsewhere',
      GOOD,
      { ...OWNER, databases: { registry: NEW } },
      HOSTS,
      [OWN, OWN, OWN, OWN],
      [IS, IS, IS, IS],
    ],
    [
      'a new database on every node',
      GOOD,
      { shape: 'all-mount', databases: { registry: NEW } },
      HOSTS,
      [IS, IS, IS, IS],
      [IS, IS, IS, IS],
    ],
    [
      'roles of their own',
      GOOD,
      { ...OWNER, databases: { registry: SHARED, users: NEW, consent: { ...NEW, url: `${NEW.url}2` } } },
      HOSTS,
      [OWN, 'jdbc/WSO2UserDB', OWN, 'jdbc/WSO2ConsentDB'],
      [IS, 'jdbc/WSO2UserDB', IS, 'jdbc/WSO2ConsentDB'],
    ],
    ['no database', GOOD, { shape: 'owner' }, HOSTS, [null, null, null, null], [null, null, null, null]],
    [
      'a deployment.toml: what the templates give; consents with identity data',
      GOOD_TOML,
      { databases: { registry: NEW, identity: { ...NEW, url: `${NEW.url}2` } } },
      TOML_HOSTS,
      ['jdbc/SHARED_DB', 'jdbc/SHARED_DB', 'jdbc/WSO2IdentityDB', 'jdbc/WSO2IdentityDB'],
      ['jdbc/SHARED_DB', 'jdbc/SHARED_DB', 'jdbc/WSO2IdentityDB', 'jdbc/WSO2IdentityDB'],
    ],
    [
      'a deployment.toml: one database for all',
      GOOD_TOML,
      { databases: { registry: NEW } },
      TOML_HOSTS,
      ['jdbc/SHARED_DB', 'jdbc/SHARED_DB', 'jdbc/WSO2IdentityDB', 'jdbc/WSO2IdentityDB'],
      ['jdbc/SHARED_DB', 'jdbc/SHARED_DB', 'jdbc/WSO2IdentityDB', 'jdbc/WSO2IdentityDB'],
    ],
  ] as const)('%s', async (_title, files, expect_, hosts, first, second) => {
    expect(await jndi(expecting(files, expect_, hosts), 'is-1')).toEqual(first);
    expect(await jndi(expecting(files, expect_, hosts), 'is-2')).toEqual(second);
  });

  test('the first node owns, or the one that is named', async () => {
    const owners = async (expect_: object) =>
      Object.values(await expected(expecting(GOOD, { ...OWNER, ...expect_ }))).flatMap(({ isOwner, node }) =>
        isOwner ? [node.name] : [],
      );
    expect(await owners({})).toEqual(['is-1']);
    expect(await owners({ owner: 'is-2' })).toEqual(['is-2']);
    expect(await owners({ shape: 'all-mount' })).toEqual([]);
  });

  test.each([
    ['jdbc:mysql://h/d', null, 'com.mysql.jdbc.Driver', false, 'SELECT 1'],
    ['jdbc:oracle:thin:@h:1521/d', null, 'oracle.jdbc.driver.OracleDriver', false, 'SELECT 1 FROM DUAL'],
    ['jdbc:db2://h:50000/d', 'x.Driver', 'x.Driver', true, 'SELECT 1 FROM SYSIBM.SYSDUMMY1'],
    ['jdbc:what:ever', null, null, false, 'SELECT 1'],
  ])('%s', async (url, driver, wanted, isDriverGiven, validationQuery) => {
    const registry = driver === null ? { url } : { url, driver };
    const { 'is-1': one } = await expected(expecting(GOOD, { databases: { registry } }));
    expect(one?.registry?.database).toMatchObject({ driver: wanted, isDriverGiven, validationQuery });
  });
});

describe('ports', () => {
  const three = copyNode(GOOD, 'is-2', 'is-3');
  const port = (files: Files, node: string, text: string): Files =>
    change(files, `${node}/axis2/axis2.xml`, '>4000</parameter>', `>${text}</parameter>`);
  const offset = (files: Files, node: string, text: string): Files =>
    change(files, `${node}/carbon.xml`, '<Offset>0<', `<Offset>${text}<`);
  const SAME = { 'is-1': 'h', 'is-2': 'h', 'is-3': 'h' };
  const APART = { 'is-1': 'a', 'is-2': 'b', 'is-3': 'c' };

  test.each([
    ['apart', three, APART, [4000, 4000, 4000], [0, 0, 0]],
    ['on one host', three, SAME, [4000, 4001, 4002], [0, 1, 2]],
    ['each keeps what it has', offset(port(three, 'is-2', '4100'), 'is-2', '7'), SAME, [4000, 4100, 4001], [0, 7, 1]],
    ['the next free one', offset(port(three, 'is-1', '4001'), 'is-1', '1'), SAME, [4001, 4000, 4002], [1, 0, 2]],
    [
      'what is not known is left',
      offset(port(three, 'is-2', '{{ p }}'), 'is-2', '{{ o }}'),
      SAME,
      [4000, null, 4001],
      [0, null, 1],
    ],
    ['hosts are not given', three, { 'is-1': null, 'is-2': null, 'is-3': null }, [4000, 4000, 4000], [0, 0, 0]],
  ] as const)('%s', async (_title, files, hosts, ports, offsets) => {
    const all = Object.values(await expected(expecting(files, { membership: 'wka' }, hosts)));
    expect(all.map(({ memberPort }) => memberPort)).toEqual(ports);
    expect(all.map((one) => one.offset)).toEqual(offsets);
  });

  test.each([
    ['the configuration’s host', GOOD, '10.9.9.9', { host: '10.9.9.9', port: '4000' }],
    ['else the file’s', GOOD, null, { host: '10.0.0.11', port: '4000' }],
    ['not loopback', change(GOOD, 'is-1/axis2/axis2.xml', '>10.0.0.11<', '>127.0.0.1<'), null, null],
    ['loopback that the configuration says', GOOD, '127.0.0.1', { host: '127.0.0.1', port: '4000' }],
    ['not a template', change(GOOD, 'is-1/axis2/axis2.xml', '>10.0.0.11<', '>{{ host }}<'), null, null],
  ])('the address of a member: %s', async (_title, files, host, wanted) => {
    const { 'is-1': one } = await expected(expecting(files, { membership: 'wka' }, { 'is-1': host, 'is-2': null }));
    expect(one === undefined ? undefined : expectedEndpoint(one)).toEqual(wanted);
  });
});

test.each([
  ['10.0.0.1', '10.0.0.1', 'yes'],
  [' 10.0.0.1 ', '10.0.0.1', 'yes'],
  ['10.0.0.2', '10.0.0.1', 'no'],
  ['is-1.example.com', '10.0.0.1', 'unknown'],
  ['localhost', '10.0.0.1', 'no'],
  ['127.0.0.1', 'is-1.example.com', 'no'],
  ['is-1', 'is-2', 'no'],
  ['is-1', 'is-1.example.com', 'unknown'],
])('%j for the expected host %j: %s', (written, wanted, answer) => {
  expect(isExpectedHost(written, wanted)).toBe(answer);
});
