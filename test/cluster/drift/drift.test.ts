import { describe, expect, test } from '@jest/globals';
import { driftBetween } from '../../../src/cluster/drift/drift.js';
import { createForge, type Item } from '../../../src/cluster/drift/item.js';
import { labelsOf } from '../../../src/cluster/drift/labels.js';
import { textItem } from '../../../src/cluster/drift/plain.js';
import type { Version } from '../../../src/server/version.js';
import { driftOf, homeOf, NO_OPTIONS, tell, told } from './homes.js';

const registry = (inner: string): string => `<wso2registry>\n${inner}\n</wso2registry>`;
const axis2 = (inner: string): string => `<axisconfig name="AxisJava2.0">\n${inner}\n</axisconfig>`;
const carbon = (inner: string): string =>
  `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">\n${inner}\n</Server>`;

describe('XML', () => {
  test.each<[string, string, string, string]>([
    ['attribute order', 'a.xml', '<a x="1" y="2"/>', "<a y='2'   x='1'></a>"],
    ['white space', 'a.xml', '<a><b>x y</b><c/></a>', '<a>\n  <b>\n x  y </b>\n\n <c></c></a>'],
    ['comments', 'a.xml', '<a><b>x</b></a>', '<!-- q --><a><!-- z --><b>x<!-- y --></b></a>'],
    ['references and CDATA', 'a.xml', '<a u="a&amp;b">x&amp;y</a>', '<a u="a&#38;b"><![CDATA[x&y]]></a>'],
    ['line ends and BOM', 'a.xml', '<a>\n<b>1</b>\n</a>', '\uFEFF<?xml version="1.0"?>\r\n<a>\r\n<b>1</b>\r\n</a>'],
    ['booleans and numbers', 'a.xml', '<a><b>true</b><c>7</c></a>', '<a><b>TRUE</b><c>+07</c></a>'],
    ['prefixes', 'a.xml', '<a xmlns="u"><b/></a>', '<p:a xmlns:p="u"><p:b/></p:a>'],
    [
      'parameters of a URL',
      'a.xml',
      '<a>jdbc:mysql://DB:3306/r?b=1&amp;a=2</a>',
      '<a>jdbc:mysql://db/r?a=2&amp;b=1</a>',
    ],
    ['LDAP servers', 'a.xml', '<a>ldap://a ldap://b</a>', '<a>ldap://b ldap://a</a>'],
    [
      'elements of carbon.xml',
      'carbon.xml',
      carbon('<Name>a</Name><Version>1</Version>'),
      carbon('<Version>1</Version><Name>a</Name>'),
    ],
    [
      'mounts',
      'registry.xml',
      registry('<mount path="/a"><targetPath>x</targetPath><instanceId>i</instanceId></mount><mount path="/b"/>'),
      registry('<mount path="/b"/><mount path="/a"><instanceId>i</instanceId><targetPath>x</targetPath></mount>'),
    ],
    [
      'members',
      'axis2/axis2.xml',
      axis2(
        '<clustering><members><member><hostName>a</hostName><port>1</port></member><member><hostName>b</hostName><port>1</port></member></members></clustering>',
      ),
      axis2(
        '<clustering><members><member><port>1</port><hostName>b</hostName></member><member><hostName>a</hostName><port>1</port></member></members></clustering>',
      ),
    ],
    ['a scalar written twice alike', 'registry.xml', registry('<a>false</a>'), registry('<a>false</a><a>False</a>')],
  ])('%s are no drift', (_, name, one, other) => {
    expect(told(name, [one, other])).toEqual([]);
  });

  test.each<[string, string, string[], string[]]>([
    ['a value', 'x/a.xml', ['<a>\n<b>1</b></a>', '<a>\n\n<b>2</b></a>'], ['x/a.xml/b: 1 @2 | 2 @3']],
    ['an attribute', 'a.xml', ['<a b="1"/>', '<a b="2"/>'], ['a.xml/@b: 1 @1 | 2 @1']],
    ['a missing element', 'a.xml', ['<a><b>1</b></a>', '<a/>'], ['a.xml/b: 1 @1 | –']],
    [
      'an element more',
      'a.xml',
      ['<a><b>1</b>\n<b>2</b></a>', '<a><b>1</b>\n<b>9</b>\n<b>2</b></a>'],
      ['a.xml/b[2]: – | 9 @2'],
    ],
    [
      'a changed one among equals',
      'a.xml',
      ['<a><b>1</b>\n<b>2</b>\n<b>3</b></a>', '<a><b>1</b>\n<b>9</b>\n<b>3</b></a>'],
      ['a.xml/b[2]: 2 @2 | 9 @2'],
    ],
    [
      'two that changed places',
      'a.xml',
      ['<a>\n<b>1</b>\n<b>2</b>\n<b>3</b></a>', '<a>\n<b>1</b>\n<b>3</b>\n<b>2</b></a>'],
      ['a.xml/order: …, 2, 3 @3 | …, 3, 2 @3'],
    ],
    [
      'phases',
      'axis2/axis2.xml',
      [
        axis2('<phaseOrder type="InFlow">\n<phase name="A"/>\n<phase name="B"/></phaseOrder>'),
        axis2('<phaseOrder type="InFlow">\n<phase name="B"/>\n<phase name="A"/></phaseOrder>'),
      ],
      ['axis2/axis2.xml/phaseOrder[InFlow]/phase/order: phase[A], phase[B] @3 | phase[B], phase[A] @3'],
    ],
    [
      'a setting of the model',
      'registry.xml',
      [
        registry('<mount path="/_system/governance" overwrite="true"/>'),
        registry('<mount path="/_system/governance" overwrite="virtual"/>'),
      ],
      ['registry/mount[/_system/governance]/@overwrite: true @2 | virtual @2'],
    ],
    [
      'the domain',
      'axis2/axis2.xml',
      [
        axis2('<clustering><parameter name="domain">a</parameter></clustering>'),
        axis2('<clustering><parameter name="domain">b</parameter></clustering>'),
      ],
      ['clustering/domain: a @2 | b @2'],
    ],
    ['a namespace', 'a.xml', ['<a xmlns="u"/>', '<a/>'], ['a.xml/@xmlns: u @1 | –']],
    ['another root', 'a.xml', ['<a><b/></a>', '<c><d/></c>'], ['a.xml: <a> @1 | <c> @1']],
    ['a whole element', 'a.xml', ['<a><b x="1"><c>2</c></b></a>', '<a/>'], ['a.xml/b: @x=1, c=2 @1 | –']],
  ])('%s is one setting', (_, name, texts, expected) => {
    expect(told(name, texts)).toEqual(expected);
  });

  test('a datasource is told by its JNDI name', () => {
    const file = (url: string): string =>
      `<datasources-configuration><datasources><datasource><name>WSO2_SHARED_DB</name>
<jndiConfig><name>jdbc/SHARED_DB</name></jndiConfig><definition type="RDBMS"><configuration>
<url>${url}</url></configuration></definition></datasource></datasources></datasources-configuration>`;
    const name = 'datasources/master-datasources.xml';
    const texts = [file('jdbc:mysql://a/r'), file('jdbc:mysql://b/r')];
    expect(told(name, texts)).toEqual(['datasources[jdbc/SHARED_DB]/url: jdbc:mysql://a/r @3 | jdbc:mysql://b/r @3']);
    expect(told(name, texts, { mayDiffer: ['datasources[WSO2_SHARED_DB]/url'] })).toEqual([]);
    expect(told(name, texts, { mayDiffer: [`${name}/*/url`] })).toEqual([]);
  });
});

describe('other files', () => {
  test.each<[string, string, string[], string[]]>([
    ['properties', 'a.properties', ['# c\na=1\nb: x', 'b=x\n\n! d\na = 01'], []],
    ['properties', 'a.properties', ['a=1\nb=x', 'b=y\na=1'], ['a.properties/b: x @2 | y @1']],
    ['JSON', 'a.json', ['{"a":1,"b":[1,2]}', '{ "b": [1,\n2],\n "a": 1.0 }'], []],
    ['JSON', 'a.json', ['{"a":1,"b":[1,2]}', '{"a":1,\n"b":[2,1]}'], ['a.json/b/order: 1, 2 @1 | 2, 1 @2']],
    ['YAML', 'a.yaml', ['a: 1\nb:\n  - name: x\n    v: 1', 'b: [{v: 1, name: x}] # c\na: "1"'], []],
    ['YAML', 'a.yaml', ['b:\n  - name: x\n    v: 1', 'b:\n  - name: x\n    v: 2'], ['a.yaml/b[x]/v: 1 @3 | 2 @3']],
    ['text', 'bin/x.sh', ['#!/bin/sh\n# c\na\nb', '#!/bin/sh\r\n\r\n  a\r\nb\r\n'], []],
    ['text', 'bin/x.sh', ['#!/bin/sh\na\nb\nc', '#!/bin/sh\na\nx\nc'], ['bin/x.sh/line[3]: b @3 | x @3']],
    ['text', 'x.txt', ['a\nb', 'a\nn\nb'], ['x.txt/line[2]: – | n @2']],
    [
      'text',
      'x.txt',
      ['a\nb\nc\nd', 'a\nx\ny\nd\ne'],
      ['x.txt/line[2]: b ⏎ c @2 | x ⏎ y @2', 'x.txt/line[5]: – | e @5'],
    ],
    ['text', 'x.sh', ['a\n{{ b }}\nc', 'a\n{{ x }}\nc'], []],
    ['broken XML', 'x.xml', ['<a>\n<b>', '<a>\n<c>'], ['x.xml/line[2]: <b> @2 | <c> @2']],
    ['TOML', 'x.toml', ['a = 1\n[b]\nc = "x"', 'b.c = "y"\na = 0x1'], ['x.toml/b.c: x @3 | y @1']],
  ])('%s %#', (_, name, texts, expected) => {
    expect(told(name, texts)).toEqual(expected);
  });

  test('a text that is empty on one node is one setting', () => {
    const expected = ['a.conf/line[1]: – | a ⏎ b ⏎ c @1'];
    expect(told('a.conf', ['', 'a\nb\nc'])).toEqual(expected);
    expect(told('a.conf', ['a\nb\nc', '# x'])).toEqual(['a.conf/line[1]: a ⏎ b ⏎ c @1 | –']);
  });

  test('lines are told by their numbers, and apart where two nodes have another one there', () => {
    const lineAt = (text: string, at: number): Item => {
      const { document } = homeOf('n', { 'a.txt': text }).files[0] ?? {};
      if (document === null || document === undefined) throw new Error('no document');
      return textItem('a.txt', document, createForge()).children[at] as Item;
    };
    const [one, other] = [lineAt('a\n\nb', 1), lineAt('c\nd\ne', 2)];
    expect(
      labelsOf([
        [one, null],
        [null, other],
      ]),
    ).toEqual(['line[3]', 'line[3#2]']);
  });

  test('texts that have nothing in common are compared in no time', () => {
    const lines = (word: string): string => Array.from({ length: 5_000 }, (_, index) => `${word} ${index}`).join('\n');
    const start = performance.now();
    expect(told('a.txt', ['a', 'b', 'a', 'c'].map(lines))).toHaveLength(1);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  test('binary files by their digest', () => {
    const name = 'repository/resources/security/wso2carbon.jks';
    const found = driftOf([1, 1, 2].map((byte) => ({ [name]: new Uint8Array([0, byte]) })));
    expect(found.settings.map(({ address, odd }) => [address, odd])).toEqual([[name, ['is-3']]]);
    expect(found.settings[0]?.values[0]).toMatchObject({ value: expect.stringMatching(/^sha256:/), line: null });
  });
});

describe('deployment.toml', () => {
  const name = 'deployment.toml';

  test.each<[string, string, string]>([
    ['spelling', '[server]\nhostname = "x"\noffset = 1', 'server = { offset = "1", hostname = "x" }'],
    ['members', '[clustering]\nmembers = ["a:1", "b:1"]', '[clustering]\nmembers = ["b:1", "a:1"]'],
    ['an alias', '[user_store]\nconnection_url = "ldap://a"', '[user_store.properties]\nConnectionURL = "ldap://a"'],
    ['named datasources', '[[datasource]]\nid = "X"\nurl = "u"', '[datasource.X]\nurl = "u"'],
    ['a branch of a template', '{{ if .x }}\na.b = "1"\n{{ end }}\nc = 1', '{{ if .x }}\na.b = "2"\n{{ end }}\nc = 1'],
    ['no branch', '{{ if .x }}\na.b = "1"\n{{ end }}\nc = 1', 'c = 1'],
    ['an address of one machine', 'server.node_ip = "127.0.0.1"', 'server.node_ip = "127.0.0.1"'],
    ['ciphertext', '[secrets]\npw = "abc"', '[secrets]\npw = "def"'],
  ])('%s are no drift', (_, one, other) => {
    expect(told(name, [one, other])).toEqual([]);
  });

  test('is told in the words of the model', () => {
    const one = '[datasource.X]\nurl = "a"\n[user_store.properties]\nReadGroups = true\n[server]\nnode_ip = "10.0.0.1"';
    const other = one.replace('"a"', '"b"').replace('true', 'false');
    expect(told(name, [one, other])).toEqual([
      'datasources[jdbc/X]/url: a @2 | b @2',
      'userMgt/userStore[PRIMARY]/ReadGroups: true @4 | false @4',
      'deployment.toml/server.node_ip: 10.0.0.1 @6 | 10.0.0.1 @6',
    ]);
  });

  const between = (one: string, other: string, version: Version): string[] => {
    const homes = [one, other].map((text, index) => homeOf(`is-${index + 1}`, { [name]: text }));
    const range = { min: version, max: version, setting: null };
    return tell(
      driftBetween(
        homes.map((home) => ({ ...home, version: range })),
        NO_OPTIONS,
      ),
    );
  };

  test.each<[string, string, string]>([
    ['a default written out', '[server]\nhostname = "x"', '[server]\nhostname = "x"\nforce_local_cache = true'],
    [
      'a URL and its parts',
      '[database.shared_db]\ntype = "mysql"\nhostname = "db"\nport = "3306"\nname = "s"\nusername = "u"',
      '[database.shared_db]\nurl = "jdbc:mysql://db:3306/s"\ndriver = "com.mysql.jdbc.Driver"\nusername = "u"\ntype = "mysql"',
    ],
    ['a reference', 'a.b = "x"\nc.d = "$ref{a.b}"', 'a.b = "x"\nc.d = "x"'],
  ])('%s is no drift where the version is known', (_, one, other) => {
    expect(between(one, other, [7, 0, 0])).toEqual([]);
  });

  test('a part of a URL is one setting', () => {
    const file = (host: string): string => `[database.shared_db]\ntype = "mysql"\nhostname = "${host}"\nname = "s"`;
    const expected = ['datasources[jdbc/SHARED_DB]/hostname: a @3 | b @3'];
    expect(between(file('a'), file('b'), [7, 0, 0])).toEqual(expected);
    expect(told(name, [file('a'), file('b')])).toEqual(expected);
  });

  test('another value than the default is told with it', () => {
    const found = between('a = 1', 'a = 1\nserver.force_local_cache = false', [7, 0, 0]);
    expect(found).toEqual(['server/forceLocalCache: true | false @2']);
  });
});

describe('kinds of setting', () => {
  const offset = (value: string): string => carbon(`<Ports><Offset>${value}</Offset></Ports>`);
  const host = (value: string, port = '4000'): string =>
    axis2(
      `<clustering><parameter name="localMemberHost">${value}</parameter><parameter name="localMemberPort">${port}</parameter></clustering>`,
    );

  test('what may differ is not told', () => {
    expect(told('carbon.xml', [offset('0'), offset('1')])).toEqual([]);
  });

  test('what must differ is told when it is equal', () => {
    const name = 'axis2/axis2.xml';
    expect(told(name, [host('10.0.0.1'), host('10.0.0.2')])).toEqual([]);
    expect(told(name, [host('10.0.0.1'), host('10.0.0.1')])).toEqual([
      'clustering/localMemberHost: 10.0.0.1 @2 | 10.0.0.1 @2',
    ]);
    expect(told(name, [host('10.0.0.1', '4000'), host('10.0.0.1', '4001')])).toEqual([]);
    for (const opaque of ['${HOST}', '127.0.0.1', 'local_ip', '{{ ip }}'])
      expect(told(name, [host(opaque), host(opaque)])).toEqual([]);
  });

  test('the user has the last word', () => {
    const texts = [offset('1'), offset('1')];
    expect(told('carbon.xml', texts, { mustDiffer: ['server/offset'] })).toEqual(['server/offset: 1 @2 | 1 @2']);
    expect(told('a.xml', ['<a><b><c>1</c></b></a>', '<a><b><c>2</c></b></a>'], { mayDiffer: ['a.xml/b'] })).toEqual([]);
  });
});

describe('values nobody knows', () => {
  test.each<[string, string, number]>([
    ['${a}', '${a}', 0],
    ['${a}', 'x', 0],
    ['${a}', '${b}', 1],
    ['{{ a }}', '{{ b }}', 0],
    ['$secret{a}', 'x', 0],
  ])('%s and %s', (one, other, count) => {
    expect(told('a.xml', [`<a>${one}</a>`, `<a>${other}</a>`])).toHaveLength(count);
  });
});

describe('secrets', () => {
  test('are compared and not shown', () => {
    const file = (word: string): string => `<a><Password>${word}</Password></a>`;
    expect(told('a.xml', ['s3cret', 's3cret', 'other'].map(file))).toEqual([
      'a.xml/Password: *** A @1 | *** A @1 | *** B @1',
    ]);
    expect(told('a.xml', ['s3cret', '${pw}'].map(file))).toEqual([]);
    expect(told('a.xml', [file('s3cret'), '<a/>'])).toEqual(['a.xml/Password: *** @1 | –']);
  });

  test('stay hidden in URLs, lines and whole elements', () => {
    const all = JSON.stringify(
      [
        driftOf(['hush-1', 'hush-2'].map((pw) => ({ 'a.xml': `<a>jdbc:mysql://u:${pw}@h/db</a>` }))),
        driftOf(['hush-1', 'hush-2'].map((pw) => ({ 'a.sh': `export DB_PASSWORD=${pw}` }))),
        driftOf([{ 'a.xml': '<a><Property name="password">hush</Property></a>' }, { 'a.xml': '<a/>' }]),
        driftOf([{ 'a.xml': '<a><b><Property name="password">hush</Property></b></a>' }, { 'a.xml': '<a/>' }]),
        driftOf([{ 'a.xml': '<a><b id="http://u:hush@h/">1</b></a>' }, { 'a.xml': '<a/>' }]),
        driftOf([{ 'a.yaml': 'b:\n  - name: DB_PASSWORD\n    value: hush' }, { 'a.yaml': 'b: []' }]),
      ].map(({ settings }) => settings.map(({ address, values }) => [address, values.map(({ value }) => value)])),
    );
    expect(all).not.toContain('hush');
    expect(all).toContain('jdbc:mysql://u:*** A@h/db');
    expect(all).toContain('jdbc:mysql://u:*** B@h/db');
  });
});

describe('the odd one out', () => {
  const odd = (values: readonly string[], reference: string | null = null): unknown =>
    driftOf(
      values.map((value) => ({ 'a.xml': `<a>${value}</a>` })),
      { reference },
    ).settings.map((setting) => setting.odd);

  test('by a strict majority of at least two', () => {
    expect(odd(['1', '2'])).toEqual([[]]);
    expect(odd(['1', '1', '2'])).toEqual([['is-3']]);
    expect(odd(['1', '1', '2', '2'])).toEqual([[]]);
    expect(odd(['1', '1', '1', '${x}', '3'])).toEqual([['is-5']]);
    expect(odd(['1', '2'], 'is-2')).toEqual([['is-1']]);
  });
});

describe('files', () => {
  test('a missing one is told once', () => {
    const found = driftOf([
      { 'a.xml': '<a><b>1</b></a>', 'b.xml': '<b/>' },
      { 'b.xml': '<b/>' },
      { 'a.xml': '<a><b>2</b></a>', 'b.xml': '<b/>' },
    ]);
    expect(found.files).toEqual([{ file: 'a.xml', missingOn: ['is-2'] }]);
    expect(found.settings).toMatchObject([
      { address: 'a.xml/b', values: [{ value: '1' }, { value: null, file: 'a.xml' }, { value: '2' }] },
    ]);
  });
});
