import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { diffLines } from 'diff';

import { GOVERNANCE, locationOf, sameLocation } from '../../src/cluster/registry.js';
import type { LintResult } from '../../src/lint/finding.js';
import { type ChangedFile, type FixResult, fixAll } from '../../src/lint/fix.js';
import { expecting } from '../support/expecting.js';
import { change, copyNode, type Files, GOOD, GOOD_TOML, lint, short, without } from '../support/lint.js';

/** The guide's procedure, carried out: untouched nodes and an `expect` become a cluster by `--fix`. */

const REGISTRY = {
  url: 'jdbc:mysql://db.example.com:3306/reg_db?useSSL=true&requireSSL=true',
  username: 'regadmin',
  passwordFrom: 'REG_DB_PASSWORD',
};
const ALL = {
  membership: 'wka',
  domain: 'iam.prod',
  hostName: 'iam.example.com',
  databases: { registry: REGISTRY },
  userStore: 'jdbc',
};
const SEPARATE = {
  ...ALL,
  databases: {
    registry: REGISTRY,
    users: {
      url: 'jdbc:sqlserver://db.example.com:1433;databaseName=users',
      username: 'o’brien & <co>',
      passwordFrom: 'USERS',
    },
    identity: { url: 'jdbc:oracle:thin:@//db.example.com:1521/identity', username: 'IAM', passwordFrom: 'IDENTITY' },
    consent: { url: 'jdbc:postgresql://db.example.com:5432/consent', username: 'consent' },
  },
};

const H2 = 'jdbc:h2:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000';
const LDAP = `class="org.wso2.carbon.user.core.ldap.ReadWriteLDAPUserStoreManager">
            <Property name="ConnectionURL">ldap://localhost:\${Ports.EmbeddedLDAP.LDAPServerPort}</Property>
            <Property name="ConnectionPassword">admin</Property>`;

type Change = readonly [file: string, from: string, to: string];

/** The first node of an example with every value as a pack has it. */
function stock(files: Files, changes: readonly Change[]): Files {
  const [first] = Object.keys(files).filter((path) => path.startsWith('is-1/'));
  if (first === undefined) throw new Error('no is-1');
  const node = Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('is-1/')));
  return changes.reduce((all: Files, [file, from, to]) => change(all, `is-1/${file}`, from, to), node);
}

const MASTER = 'datasources/master-datasources.xml';
const STOCK = stock(GOOD, [
  ['carbon.xml', '<HostName>is.example.com', '<HostName>localhost'],
  ['carbon.xml', '<MgtHostName>is.example.com', '<MgtHostName>localhost'],
  ['axis2/axis2.xml', 'enable="true"', 'enable="false"'],
  ['axis2/axis2.xml', '>wka<', '>multicast<'],
  ['axis2/axis2.xml', '>iam.example.com<', '>wso2.carbon.domain<'],
  ['axis2/axis2.xml', '>10.0.0.11<', '>127.0.0.1<'],
  ['axis2/axis2.xml', '<hostName>10.0.0.12', '<hostName>127.0.0.1'],
  [MASTER, 'jdbc:mysql://db.example.com:3306/reg_db', H2],
  [MASTER, '<username>regadmin', '<username>wso2carbon'],
  [MASTER, '<password>regadmin', '<password>wso2carbon'],
  [MASTER, 'com.mysql.jdbc.Driver', 'org.h2.Driver'],
  ['user-mgt.xml', 'class="org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager">', LDAP],
  ['user-mgt.xml', '            <Property name="PasswordDigest">SHA-256</Property>\n', ''],
  ['identity/embedded-ldap.xml', '<Property name="enable">false<', '<Property name="enable">true<'],
]);

const TOML = 'deployment.toml';
const tables =
  String(GOOD_TOML['is-1/repository/conf/deployment.toml']).match(/\[clustering\][\s\S]*?(?=\[keystore)/)?.[0] ?? '';
const STOCK_TOML = stock(GOOD_TOML, [
  [TOML, 'hostname = "iam.example.com"', 'hostname = "localhost"'],
  [TOML, 'node_ip = "10.0.1.11"', 'node_ip = "127.0.0.1"'],
  [
    TOML,
    tables,
    ['identity', 'shared']
      .map(
        (name) => `# stock
[database.${name}_db]
type = "h2"
url = "jdbc:h2:./repository/database/WSO2${name.toUpperCase()}_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000"
username = "wso2carbon"
password = "wso2carbon"

`,
      )
      .join(''),
  ],
]);

/** Copies of a node under other names, and what is to become of them. */
function nodes(
  one: Files,
  names: readonly string[],
  expect: Readonly<Record<string, unknown>>,
  sameHost = false,
): Files {
  const copies = names.map((name) => copyNode(one, 'is-1', name));
  const all = Object.assign({}, ...copies) as Files;
  const kept = Object.fromEntries(
    Object.entries(all).filter(([path]) => names.some((name) => path.startsWith(`${name}/`))),
  );
  const hosts = Object.fromEntries(names.map((name, index) => [name, sameHost ? '10.0.0.10' : `10.0.0.1${index + 1}`]));
  return expecting(kept, expect, hosts);
}

const carryOut = (files: Files, gate = false): Promise<FixResult> =>
  fixAll((changed) => lint({ ...files, ...Object.fromEntries(changed) }, { gate }), 'safe');

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const comments = (text: string): string[] => text.match(/<!--[\s\S]*?-->|^\s*#.*/gm) ?? [];

function changedLines({ before, after }: ChangedFile): { added: number; removed: number } {
  const parts = diffLines(textOf(before), textOf(after));
  const sum = (kind: 'added' | 'removed') => parts.reduce((lines, part) => lines + (part[kind] ? part.count : 0), 0);
  return { added: sum('added'), removed: sum('removed') };
}

const rulesOf = ({ findings }: LintResult): string[] => [
  ...new Set(findings.map(({ rule, severity }) => `${severity} ${rule}`)),
];

/** Lines added and removed on each node. */
function linesPerNode(files: readonly ChangedFile[]): Record<string, string> {
  const sums = new Map<string, { added: number; removed: number }>();
  for (const file of files) {
    const name = file.path.split('/')[0] ?? '';
    const sum = sums.get(name) ?? { added: 0, removed: 0 };
    const { added, removed } = changedLines(file);
    sums.set(name, { added: sum.added + added, removed: sum.removed + removed });
  }
  return Object.fromEntries([...sums].map(([name, { added, removed }]) => [name, `+${added} -${removed}`]));
}

async function expectCluster(files: Files, owner: string | null, gate = false): Promise<FixResult> {
  const done = await carryOut(files, gate);
  const { result } = done;
  expect(result.findings.filter(({ severity }) => severity === 'error').map(short)).toEqual([]);
  expect(done.refused).toEqual([]);
  const [cluster, ...others] = result.clusters;
  expect(others).toEqual([]);
  // The governance collection is a link on every node that mounts it, and in one place.
  const locations = (cluster?.nodes ?? []).map((node) => ({ name: node.name, location: locationOf(node, GOVERNANCE) }));
  for (const { name, location } of locations) {
    expect([name, location.kind === 'known' ? location.via : location.kind]).toEqual([
      name,
      name === owner ? 'local' : 'mount',
    ]);
    const [first] = locations;
    expect(first === undefined ? 'no' : sameLocation(first.location, location, 'unknown')).toBe('yes');
  }
  const now = { ...files, ...Object.fromEntries(done.files.map(({ path, after }) => [path, after])) };
  expect((await carryOut(now)).files).toEqual([]);
  for (const { path, before, after } of done.files) {
    expect([path, comments(textOf(after))]).toEqual([path, comments(textOf(before))]);
    // No password was written, and none went elsewhere.
    const passwords = textOf(after).match(/<password>[^<]*|^password = .*/gm) ?? [];
    const known: readonly string[] = textOf(before).match(/<password>[^<]*|^password = .*/gm) ?? [];
    expect(passwords.filter((one) => !known.includes(one) && !/\$(?:env)?\{/.test(one))).toEqual([]);
  }
  return done;
}

const XML_OWNER = { ...ALL, shape: 'owner' };
const XML_ALL = { ...ALL, shape: 'all-mount' };
const OWNER_INFO = ['info registry-config-location-mismatch'];
/** Where no variable is named for a password, a person has to write it. */
const PASSWORD = ['warning datasource-field-missing'];

interface Row {
  readonly title: string;
  readonly files: Files;
  /** Whose own registry is the shared one; null where every node mounts it. */
  readonly owner?: string;
  /** What is left to be told. */
  readonly left: readonly string[];
  /** Lines added and removed. */
  readonly lines: Readonly<Record<string, string>>;
}

const TWO = ['is-1', 'is-2'];
const THREE = ['a', 'b', 'c'];
const ROWS: readonly Row[] = [
  {
    title: 'an owner and one that mounts',
    files: nodes(STOCK, TWO, XML_OWNER),
    owner: 'is-1',
    left: OWNER_INFO,
    lines: { 'is-1': '+32 -15', 'is-2': '+69 -14' },
  },
  {
    title: 'the second is the owner',
    files: nodes(STOCK, TWO, { ...XML_OWNER, owner: 'is-2' }),
    owner: 'is-2',
    left: OWNER_INFO,
    lines: { 'is-1': '+69 -14', 'is-2': '+32 -15' },
  },
  {
    title: 'an owner and two that mount, on one host',
    files: nodes(STOCK, THREE, XML_OWNER, true),
    owner: 'a',
    left: OWNER_INFO,
    lines: { a: '+36 -15', b: '+75 -16', c: '+75 -16' },
  },
  {
    title: 'every node mounts',
    files: nodes(STOCK, TWO, XML_ALL),
    left: [],
    lines: { 'is-1': '+69 -14', 'is-2': '+69 -14' },
  },
  {
    title: 'three nodes on one host mount',
    files: nodes(STOCK, THREE, XML_ALL, true),
    left: [],
    lines: { a: '+73 -14', b: '+75 -16', c: '+75 -16' },
  },
  {
    title: 'each role in a database of its own',
    files: nodes(STOCK, TWO, { ...SEPARATE, shape: 'all-mount' }),
    left: PASSWORD,
    lines: { 'is-1': '+128 -14', 'is-2': '+128 -14' },
  },
  {
    title: 'a deployment.toml each',
    files: nodes(STOCK_TOML, TWO, ALL),
    left: [],
    lines: { 'is-1': '+17 -9', 'is-2': '+17 -9' },
  },
  {
    title: 'three on one host, TOML',
    files: nodes(STOCK_TOML, THREE, ALL, true),
    left: [],
    lines: { a: '+17 -9', b: '+19 -9', c: '+19 -9' },
  },
  {
    title: 'each role in a database of its own, TOML',
    files: nodes(STOCK_TOML, TWO, SEPARATE),
    left: PASSWORD,
    lines: { 'is-1': '+37 -9', 'is-2': '+37 -9' },
  },
];

describe('stock nodes become a cluster', () => {
  test.each(ROWS.map((row) => [row.title, row] as const))(
    '%s',
    async (_title, { files, owner = null, left, lines }) => {
      const done = await expectCluster(files, owner);
      expect(rulesOf(done.result)).toEqual(left);
      expect(linesPerNode(done.files)).toEqual(lines);
    },
  );

  test('without embedded-ldap.xml', async () => {
    await expectCluster(nodes(without(STOCK, 'is-1/identity/embedded-ldap.xml'), ['is-1', 'is-2'], XML_ALL), null);
  });

  test('with Windows line ends', async () => {
    const crlf = Object.fromEntries(
      Object.entries(STOCK).map(([path, text]) => [path, String(text).replaceAll('\n', '\r\n')]),
    );
    const done = await expectCluster(nodes(crlf, ['is-1', 'is-2'], XML_ALL), null);
    for (const { after } of done.files) expect(textOf(after)).not.toMatch(/[^\r]\n/);
  });

  test('the LDAP server stays where the configuration says so, and that is told', async () => {
    const done = await carryOut(nodes(STOCK, ['is-1', 'is-2'], { ...XML_ALL, userStore: 'keep' }));
    expect(rulesOf(done.result)).toEqual(['error user-store-embedded-ldap-in-cluster']);
    expect(done.files.map(({ path }) => path).filter((path) => /ldap/.test(path))).toEqual([]);
  });

  test('what only a person knows is told: hosts', async () => {
    const files = expecting(nodes(STOCK, ['is-1', 'is-2'], XML_ALL), XML_ALL, { 'is-1': null, 'is-2': null });
    const done = await carryOut(files);
    expect(done.result.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)).toEqual([
      'wka-disconnected',
    ]);
  });

  test.each(['aws', 'kubernetes'])('membership %s: no members are written', async (membership) => {
    const done = await carryOut(nodes(STOCK, ['is-1', 'is-2'], { ...XML_ALL, membership }));
    const axis2 = textOf(
      done.files.find(({ path }) => path === 'is-2/repository/conf/axis2/axis2.xml')?.after ?? new Uint8Array(),
    );
    expect(axis2).toMatch(`<parameter name="membershipScheme">${membership}</parameter>`);
    expect(axis2).toMatch('<hostName>127.0.0.1</hostName>');
    expect(rulesOf(done.result).filter((rule) => rule.startsWith('error'))).toEqual([]);
  });
});

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const hasCorpus = existsSync(CORPUS);
if (!hasCorpus) console.warn(`skipped: there is no ${CORPUS}`);

/** A whole home that somebody committed, as bytes. */
function home(name: string): Files {
  const base = join(CORPUS, name);
  return Object.fromEntries(
    readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:xml|toml|sh|properties)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(base, path).split(sep).join('/'), readFileSync(path)] as const),
  );
}

function homes(
  name: string,
  names: readonly string[],
  expect: Readonly<Record<string, unknown>>,
  sameHost = false,
): Files {
  const files = home(name);
  const all = names.flatMap((node) =>
    Object.entries(files).map(([path, bytes]) => [`${node}/${path}`, bytes] as const),
  );
  const hosts = Object.fromEntries(names.map((node, index) => [node, sameHost ? '10.0.0.10' : `10.0.0.1${index + 1}`]));
  return expecting(Object.fromEntries(all), expect, hosts);
}

interface Home extends Omit<Row, 'files'> {
  readonly home: string;
  readonly names: readonly string[];
  readonly expect: typeof ALL;
  readonly sameHost?: true;
}

const SIBLINGS = ['alpha', 'beta', 'gamma'];
const XML_HOME = 'sidharthYenlo__certificationIS-2';
const HOMES: readonly Home[] = [
  {
    title: '5.5.0, an owner and one that mounts',
    home: XML_HOME,
    names: TWO,
    expect: XML_OWNER,
    owner: 'is-1',
    left: OWNER_INFO,
    lines: { 'is-1': '+23 -39', 'is-2': '+61 -38' },
  },
  {
    title: '5.5.0, both mount',
    home: XML_HOME,
    names: TWO,
    expect: XML_ALL,
    left: [],
    lines: { 'is-1': '+61 -38', 'is-2': '+61 -38' },
  },
  {
    title: '5.5.0, an owner and two that mount, on one host',
    home: XML_HOME,
    names: SIBLINGS,
    expect: XML_OWNER,
    sameHost: true,
    owner: 'alpha',
    left: OWNER_INFO,
    lines: { alpha: '+27 -39', beta: '+67 -40', gamma: '+67 -40' },
  },
  {
    title: '6.0.0',
    home: 'AmshikaH__wso2is-6.0.0',
    names: TWO,
    expect: ALL,
    left: ['info session-cleanup-on-several-nodes'],
    lines: { 'is-1': '+18 -10', 'is-2': '+18 -10' },
  },
  {
    title: '7.0.0',
    home: 'Wathe47__Is-7.0',
    names: TWO,
    expect: ALL,
    left: ['info session-cleanup-on-several-nodes'],
    lines: { 'is-1': '+17 -9', 'is-2': '+17 -9' },
  },
  {
    title: '7.0.0, three on one host',
    home: 'Wathe47__Is-7.0',
    names: SIBLINGS,
    expect: ALL,
    sameHost: true,
    // Which node cleans up, and how the load balancer reaches ports that differ, are a person's to say.
    left: ['warning session-cleanup-on-several-nodes', 'warning server-advertised-url-mismatch'],
    lines: { alpha: '+17 -9', beta: '+19 -9', gamma: '+19 -9' },
  },
];

(hasCorpus ? describe : describe.skip)('whole homes that somebody committed become a cluster', () => {
  test.each(HOMES.map((row) => [row.title, row] as const))('%s', async (_title, row) => {
    const files = homes(row.home, row.names, row.expect, row.sameHost);
    const done = await expectCluster(files, row.owner ?? null, true);
    expect(rulesOf(done.result)).toEqual(row.left);
    expect(linesPerNode(done.files)).toEqual(row.lines);
  });
});
