import { describe, expect, test } from '@jest/globals';
import type { Setting } from '../../../src/server/setting.js';
import type { Version } from '../../../src/server/version.js';
import { readText, starting } from './read.js';

/** `line:column text`, as an editor would show it. */
function at(setting: Setting | null | undefined): string | null {
  if (setting === null || setting === undefined) return null;
  if (setting.span === null) return `${setting.origin} ${setting.text}`;
  const { document, start, end } = setting.span;
  const { line, column } = document.lines.position(start);
  return `${line}:${column} ${document.text.slice(start, end)}`;
}

const V = (text: string): Version => text.split('.').map(Number) as unknown as Version;

describe('where a value stands', () => {
  const text = starting(`[clustering]
membership_scheme = "wka"
members = ["10.0.1.11:4000", '10.0.1.12:4001']
properties.mcastPort = 46000

[[datasource]]
id = "EXTRA"
url = "jdbc:mysql://db/x?a=1&amp;b=2"
pool_options.maxActive = 5

[transport.https.properties]
proxyPort = 443
`);
  const model = readText(text);

  test.each<[string, Setting | null | undefined, string]>([
    ['the scheme', model.clustering?.membershipScheme, '25:22 wka'],
    ['a member host', model.clustering?.listedMembers[1]?.hostName, '26:31 10.0.1.12:4001'],
    ['a parameter, the last of its name', model.clustering?.mcastPort, '27:24 46000'],
    ['what is inferred, at the type', model.datasources?.[1]?.driverClassName, '19:9 mysql'],
    ['a field of an array', model.datasources?.[2]?.url, '31:8 jdbc:mysql://db/x?a=1&amp;b=2'],
    ['an attribute', model.tomcat?.connectors[1]?.attributes.get('proxyPort'), '35:13 443'],
    ['a default, nowhere', model.clustering?.domain, 'default wso2.carbon.domain'],
    ['the host name in a URL', model.registry?.remoteInstances[0]?.url, '2:13 iam.example.com'],
  ])('%s', (_title, setting, expected) => expect(at(setting)).toBe(expected));

  test('a default has the header of its table near', () => {
    const near = model.clustering?.domain?.near ?? null;
    expect(near?.document.lines.position(near.start)).toEqual({ line: 24, column: 1 });
  });

  test('values are read back from the XML they are pasted into', () => {
    expect(model.datasources?.[2]?.url?.text).toBe('jdbc:mysql://db/x?a=1&b=2');
  });

  test('an element of an array stands at its own header', () => {
    const { span } = model.datasources?.[2] ?? {};
    expect(span?.document.lines.position(span.start).line).toBe(29);
  });
});

describe('what a version makes of it', () => {
  test.each<[string, string, string, (model: ReturnType<typeof readText>) => unknown, unknown]>([
    [
      '5.11.0',
      'the old agent',
      '',
      ({ clustering }) => clustering?.class?.text,
      'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    ],
    ['7.0.0', 'an agent of its own', '[clustering]\nagent = "a.B"', ({ clustering }) => clustering?.class?.text, 'a.B'],
    [
      '6.1.0',
      'not the key of 7.0',
      '[clustering]\nagent = "a.B"',
      ({ clustering }) => clustering?.class?.text,
      'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    ],
    [
      '6.0.0',
      'mounts that cannot be switched off',
      '[registry]\nenable_mount = false',
      ({ registry }) => registry?.mounts.length,
      2,
    ],
    ['6.1.0', 'mounts that can', '[registry]\nenable_mount = false', ({ registry }) => registry?.mounts.length, 0],
    [
      '7.1.0',
      'a text that is not true',
      '[registry]\nenable_mount = "true"',
      ({ registry }) => registry?.mounts.length,
      0,
    ],
    [
      '7.0.0',
      'registry datasources of a later version',
      '[registry]\ngov_datasource = "jdbc/X"',
      ({ registry }) => registry?.dbConfigs[1]?.dataSource?.text,
      'jdbc/SHARED_DB',
    ],
    [
      '7.1.0',
      'registry datasources',
      '[registry]\ngov_datasource = "jdbc/X"',
      ({ registry }) => registry?.dbConfigs[1]?.dataSource?.text,
      'jdbc/X',
    ],
    [
      '6.1.0',
      'no local registry elsewhere',
      '[database.registry_db]\nurl = "jdbc:mysql://db/r"',
      ({ datasources }) => datasources?.[0]?.url?.text,
      'jdbc:h2:async:./repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE',
    ],
    [
      '7.0.0',
      'the local registry elsewhere',
      '[database.registry_db]\nurl = "jdbc:mysql://db/r"',
      ({ datasources }) => datasources?.[0]?.url?.text,
      'jdbc:mysql://db/r',
    ],
    [
      '5.11.0',
      'no management host of its own',
      'server.x = 1',
      ({ server }) => server?.mgtHostName?.text,
      'iam.example.com',
    ],
    [
      '5.10.0',
      'HTTP that cannot be switched off',
      '[transport.http]\nenabled = false',
      ({ tomcat }) => tomcat?.connectors.length,
      2,
    ],
    ['5.11.0', 'HTTP that can', '[transport.http]\nenabled = false', ({ tomcat }) => tomcat?.connectors.length, 1],
    [
      '5.11.0',
      'cascading deletes as written',
      '[realm_manager.properties]\nisCascadeDeleteEnabled = false',
      ({ userMgt }) => userMgt?.properties.get('isCascadeDeleteEnabled')?.text,
      'false',
    ],
    [
      '6.0.0',
      'cascading deletes, whatever is written',
      '[realm_manager.properties]\nisCascadeDeleteEnabled = false',
      ({ userMgt }) => userMgt?.properties.get('isCascadeDeleteEnabled')?.text,
      'true',
    ],
    [
      '7.1.0',
      'a session database',
      '[session]\ndata_source = "jdbc/S"',
      ({ identity }) => identity?.sessionDataSource?.text,
      'jdbc/S',
    ],
    [
      '7.1.0',
      'quoted hazelcast keys',
      '[hazelcast]\n"hazelcast.a.b" = 1',
      ({ hazelcastProperties }) => [...hazelcastProperties.keys()],
      ['hazelcast.a.b'],
    ],
    [
      '7.1.0',
      'unquoted ones come out as garbage',
      '[hazelcast]\nhazelcast.a.b = 1',
      ({ hazelcastProperties }) => [...hazelcastProperties.keys()],
      [],
    ],
  ])('%s: %s', (version, _title, more, what, expected) => {
    const text = more.startsWith('server.x') ? starting() : starting(more);
    expect(what(readText(text, { versions: [V(version)] }))).toEqual(expected);
  });

  test('clustering is on when the scheme is there, whatever it says', () => {
    const on = (more: string) => readText(starting(more)).clustering?.enabled;
    expect(on('[clustering]\nmembership_scheme = ""')).toBe(true);
    expect(on('[clustering]\nenabled = true')).toBe(false);
    expect(on('{{ if .Values.cluster }}\n[clustering]\nmembership_scheme = "wka"\n{{ end }}')).toBe(null);
  });
});

describe('a range of versions', () => {
  const range = (from: string, to: string, more = '') => readText(starting(more), { versions: [V(from), V(to)] });

  test('what all of them say stays', () => {
    expect(range('5.10.0', '7.3.0').datasources?.[1]?.url).toMatchObject({
      kind: 'literal',
      text: 'jdbc:mysql://db:3306/shared',
    });
  });
  test('what they say differently is unknown', () => {
    const { keystores, datasources } = range('7.0.0', '7.1.0');
    expect(keystores?.primary?.type).toMatchObject({ kind: 'placeholder', varies: true });
    expect(datasources?.[0]?.url).toMatchObject({ kind: 'literal' });
    expect(range('5.11.0', '6.0.0').datasources?.[0]?.url).toMatchObject({ kind: 'placeholder', varies: true });
  });
  test('a pool option of some is unknown, and the rest is not', () => {
    const [, , identity] = range('5.11.0', '6.0.0').datasources ?? [];
    const option = (name: string) => identity?.properties.find((one) => one.name === name)?.kind;
    expect([option('maxActive'), option('url')]).toEqual(['placeholder', 'literal']);
  });
  test('mounts of some leave the registry unknown', () => {
    expect(range('6.0.0', '6.1.0', '[registry]\nenable_mount = false').registry).toBe(null);
    expect(range('7.0.0', '7.3.0', '[registry]\nenable_mount = false').registry?.mounts).toEqual([]);
  });
  test('only what stops all of them is a fault', () => {
    const text = starting().replace('password = "secret"\n\n[user_store]', '\n[user_store]');
    const faults = (from: string, to: string) => readText(text, { versions: [V(from), V(to)] }).toml?.faults.length;
    expect([faults('5.10.0', '6.0.0'), faults('6.0.0', '7.3.0')]).toEqual([0, 1]);
  });
});

describe('files of the pack', () => {
  test('committed rule files take the place of the tables', () => {
    const { toml } = readText(starting('[clustering]\nkind = "ours"'), {
      pack: {
        defaults: JSON.stringify({ 'clustering.domain': 'ours', 'server.hostname': 'x' }),
        inferences: JSON.stringify({ 'clustering.kind': { ours: { 'clustering.local_member_port': 5000 } } }),
        mappings: JSON.stringify({ 'clustering.kind': ['clustering.kind', 'clustering.sort'] }),
      },
    });
    expect(['domain', 'local_member_port', 'sort'].map((key) => toml?.effective(`clustering.${key}`)?.text)).toEqual([
      'ours',
      '5000',
      'ours',
    ]);
    expect(toml?.pack).toEqual({
      used: ['default.json', 'infer.json', 'key-mappings.json'],
      unread: [],
      changedTemplates: [],
    });
  });

  test.each(['{', '[]', '"x"', 'null'])('%j is not used, and said so', (defaults) => {
    const { toml } = readText(starting(), { pack: { defaults } });
    expect(toml?.effective('clustering.domain')?.text).toBe('wso2.carbon.domain');
    expect(toml?.pack).toMatchObject({ used: [], unread: ['default.json is no JSON object'] });
  });

  const registry = `<wso2registry><currentDBConfig>wso2registry</currentDBConfig>
    <dbConfig name="a"/><dbConfig name="b"/><!-- <mount path="x"/> --><dbConfig name="c"/>
    <remoteInstance url="u"><cacheId>{{ governance_data.cache_id }}</cacheId></remoteInstance>
    <remoteInstance url="u"><cacheId>{{config_data.cache_id}}</cacheId></remoteInstance>
    <mount path="a"><targetPath>{{governance_data.path}}</targetPath></mount>
    <mount path="b"><targetPath>{{config_data.path}}</targetPath></mount></wso2registry>`;

  test('a template of the released shape changes nothing', () => {
    const { registry: facts, toml } = readText(starting(), { templates: { 'registry.xml': registry } });
    expect([facts?.mounts.length, toml?.pack.changedTemplates]).toEqual([2, []]);
  });
  test.each([
    ['a mount more', registry.replace('</wso2registry>', '<mount path="c"/></wso2registry>')],
    ['a path of its own', registry.replace('{{config_data.path}}', '/_system/nodes')],
  ])('%s: what the file will hold is unknown', (_title, template) => {
    const { registry: facts, toml, clustering } = readText(starting(), { templates: { 'registry.xml': template } });
    expect([facts, toml?.pack.changedTemplates]).toEqual([null, ['registry.xml']]);
    expect(clustering).not.toBe(null);
  });
});

describe('what makes a rendered file malformed', () => {
  test.each([
    ['password = "a&b"', ['datasources/master-datasources.xml &']],
    ['password = "a<b"', ['datasources/master-datasources.xml <']],
    ['password = "a&amp;b"', []],
    ['password = "a&#38;&#x26;b>\'"', []],
    ['password = "a&nbsp;b"', ['datasources/master-datasources.xml &']],
  ])('%s', (password, expected) => {
    const text = starting().replace(
      'password = "secret"\n\n[database.shared_db]',
      `${password}\n\n[database.shared_db]`,
    );
    const { toml, datasources, failures } = readText(text);
    expect(toml?.unescaped.map(({ rendered, character }) => `${rendered} ${character}`)).toEqual(expected);
    expect([datasources === null, failures.length > 0]).toEqual([expected.length > 0, expected.length > 0]);
  });

  test('a host name beyond ASCII is mangled in carbon.xml only', () => {
    const { server, registry } = readText(starting().replace('iam.example.com', 'iäm.example.com'));
    expect([server?.hostName?.text, registry?.remoteInstances[0]?.url?.text]).toEqual([
      'iÃ¤m.example.com',
      'https://iäm.example.com',
    ]);
  });
});
