import { describe, expect, test } from '@jest/globals';
import { driftBetween } from '../../../src/cluster/drift/drift.js';
import type { Self } from '../../../src/cluster/drift/judge.js';
import { differenceText } from '../../../src/cluster/drift/words.js';
import { driftOf, type Files, homeOf, NO_OPTIONS, told } from './homes.js';

/** What is no drift, and what is said of it. */

const CIPHERTEXT = `${'QUJD'.repeat(30)}=`;

describe('a value that is filled in elsewhere', () => {
  const carbon = (name: string): Files => ({ 'carbon.xml': `<Server><Name>${name}</Name></Server>` });
  const toml = (name: string): Files => ({ 'deployment.toml': `[a]\nb = "${name}"\n` });
  const lines = (name: string): Files => ({ 'a.txt': `one\n${name}\ntwo` });

  test.each<[string, Files, Files, Record<'nodes' | Self, 'drift' | 'unknown' | 'same'>]>([
    ['a template', carbon('{{ .Values.name }}'), carbon('x'), { nodes: 'unknown', commit: 'drift', server: 'unknown' }],
    ['two templates', carbon('{{ a }}'), carbon('{{ b }}'), { nodes: 'unknown', commit: 'drift', server: 'drift' }],
    ['the same template', carbon('{{ a }}'), carbon(' {{ a }}'), { nodes: 'same', commit: 'same', server: 'same' }],
    ['a line of a text', lines('{{ a }}'), lines('b'), { nodes: 'unknown', commit: 'drift', server: 'unknown' }],
    ['a line too many', lines('{{ a }}'), lines(''), { nodes: 'unknown', commit: 'drift', server: 'unknown' }],
    ['a placeholder', toml('${x}'), toml('y'), { nodes: 'unknown', commit: 'drift', server: 'drift' }],
    ['two placeholders', toml('$env{X}'), toml('$env{Y}'), { nodes: 'drift', commit: 'drift', server: 'drift' }],
    ['a secret by its name', toml('$secret{x}'), toml('y'), { nodes: 'unknown', commit: 'drift', server: 'drift' }],
    ['two texts', toml('x'), toml('y'), { nodes: 'drift', commit: 'drift', server: 'drift' }],
  ])('%s', (_, one, other, expected) => {
    for (const mode of ['nodes', 'commit', 'server'] as const) {
      const { settings, unknown } = driftOf([one, other], { self: mode === 'nodes' ? null : mode });
      const found = settings.length > 0 ? 'drift' : unknown.length > 0 ? 'unknown' : 'same';
      expect([mode, found]).toEqual([mode, expected[mode]]);
      expect(settings.length + unknown.length).toBe(found === 'same' ? 0 : 1);
    }
  });

  test('is told by its address, and what each node has at which line', () => {
    const { unknown } = driftOf([carbon('{{ a }}'), carbon('x'), {}]);
    expect(unknown).toMatchObject([
      {
        ...{ address: 'server/name', file: 'carbon.xml' },
        values: [
          { node: 'is-1', value: '{{ a }}', line: 1 },
          { node: 'is-2', value: 'x', line: 1 },
          { node: 'is-3', value: null, line: null },
        ],
      },
    ]);
    expect(unknown).toHaveLength(1);
  });

  test('is shown without the secret that others have', () => {
    const secret = (text: string): Files => ({ 'deployment.toml': `[database.a]\npassword = "${text}"\n` });
    const [{ values } = { values: [] }] = driftOf([secret('$secret{x}'), secret('open')]).unknown;
    expect(values.map(({ value }) => value)).toEqual(['$secret{x}', '***']);
  });

  test('is drift where a line of it is not there at all, and is no template elsewhere', () => {
    const found = (...texts: string[]) => driftOf(texts.map((text): Files => ({ 'a.txt': text }))).settings.length;
    expect([found('one\n{{ a }}', 'one', 'one'), found('one\n{{ a }}', 'one\nb', 'one')]).toEqual([0, 1]);
  });

  test('is nothing to tell where it may differ', () => {
    expect(driftOf([carbon('{{ a }}'), carbon('x')], { mayDiffer: ['server/name'] }).unknown).toEqual([]);
  });

  test.each<[string, Files, Files]>([
    [
      'encrypted once more',
      { 'deployment.toml': `[secrets]\nadmin = "${CIPHERTEXT}"` },
      { 'deployment.toml': `[secrets]\nadmin = "x${CIPHERTEXT}"` },
    ],
    [
      'encrypted once more in XML',
      { 'carbon.xml': `<Server><Password>${CIPHERTEXT}</Password></Server>` },
      { 'carbon.xml': `<Server><Password>x${CIPHERTEXT}</Password></Server>` },
    ],
  ])('%s is another value against a commit only', (_, one, other) => {
    const found = (self: Self | null) => driftOf([one, other], { self }).settings.flatMap(({ values }) => values);
    expect([found(null), found('server')]).toEqual([[], []]);
    expect(found('commit').map(({ value }) => value)).toEqual(['*** A', '*** B']);
  });
});

describe('what is let pass', () => {
  const passed = (one: Files, other: Files, mayDiffer: string[] = []) => driftOf([one, other], { mayDiffer }).passed;

  test.each<[string, Files, Files, string[], { address: string; reason: string }[]]>([
    [
      'by the table',
      { 'log4j2.properties': 'rootLogger.level = INFO\na = 1' },
      { 'log4j2.properties': 'rootLogger.level = DEBUG\na = 1' },
      [],
      [{ address: 'log4j2.properties/rootLogger.level', reason: 'logs belong to the host' }],
    ],
    [
      'a file by the table',
      { 'log4j2.properties': 'a = 1', 'a.txt': 'a' },
      { 'a.txt': 'a' },
      [],
      [{ address: 'log4j2.properties', reason: 'logs belong to the host' }],
    ],
    [
      'by the user',
      { 'a.txt': 'a' },
      { 'a.txt': 'b' },
      ['a.txt/*'],
      [{ address: 'a.txt/line[1]', reason: 'mayDiffer of the configuration' }],
    ],
    [
      'as an owner without mounts',
      {
        'registry.xml':
          '<wso2registry><mount path="/_system/config"><targetPath>/c</targetPath></mount></wso2registry>',
      },
      { 'registry.xml': '<wso2registry/>' },
      [],
      [{ address: 'registry/mount[/_system/config]', reason: 'the owner of a shared registry mounts nothing' }],
    ],
  ])('%s is told with the reason', (_, one, other, mayDiffer, expected) => {
    const [name = ''] = Object.keys(one);
    expect(passed(one, other, mayDiffer)).toEqual(expected.map((each) => ({ ...each, file: name })));
    expect(driftOf([one, other], { mayDiffer }).settings).toEqual([]);
    expect(passed(one, one, mayDiffer)).toEqual([]);
  });

  test('only as long as those that have it have the same', () => {
    const carbon = (name: string): Files => ({ 'carbon.xml': `<Server><A/>${name}</Server>` });
    const [one, other] = ['<MgtHostName>a</MgtHostName>', '<MgtHostName>b</MgtHostName>'];
    const found = (...names: string[]) => {
      const { settings, passed: letPass } = driftOf(names.map(carbon));
      return [settings.map(({ address }) => address), letPass.map(({ reason }) => reason)];
    };
    expect(found(one, '', one)).toEqual([[], ['workers have no console']]);
    expect(found(one, '', other)).toEqual([['server/mgtHostName'], []]);
    expect(found(one, other, other)).toEqual([['server/mgtHostName'], []]);
  });

  test('nothing where a node is compared with itself', () => {
    const [one, other] = ['INFO', 'DEBUG'].map((level): Files => ({ 'log4j2.properties': `a.level = ${level}` }));
    const { passed: letPass, settings } = driftOf([one ?? {}, other ?? {}], { self: 'server' });
    expect([letPass, settings.length]).toEqual([[], 1]);
  });
});

describe('globs that fit nothing', () => {
  const files: Files = {
    'carbon.xml': '<Server><Ports><Offset>1</Offset></Ports><Cache><A>1</A></Cache></Server>',
    'x/y.txt': 'a',
  };

  test.each<[string, boolean]>([
    ['server/offset', true],
    ['carbon.xml/Ports/Offset', true],
    ['carbon.xml/Ports', true],
    ['carbon.xml/Port', false],
    ['*/Cache/A', true],
    ['carbon.xml/Cache/B', false],
    ['x/*', true],
    ['y.txt', false],
    ['x/y.txt', true],
    ['only.txt/line', true],
    ['only.txt/a', false],
  ])('%s: %s', (glob, fits) => {
    // Whether it drifts or not, and in a file that one node has alone too.
    for (const option of ['mayDiffer', 'mustDiffer']) {
      const { unused } = driftOf([files, { ...files, 'only.txt': 'a' }, files], { [option]: [glob, 'server/offset'] });
      expect([option, unused]).toEqual([option, fits ? [] : [glob]]);
    }
  });
});

describe('an order', () => {
  test.each<[string, string, string[], string[]]>([
    [
      'is told from where it begins to differ',
      'a.txt',
      ['a\nb\nc\nd\ne', 'a\nb\nd\nc\ne'],
      ['a.txt/order: …, c, d, … @3 | …, d, c, … @3'],
    ],
    [
      'of secrets hides them',
      'a.yaml',
      ['password:\n  - abc\n  - def', 'password:\n  - def\n  - abc'],
      ['a.yaml/password/order: ***, *** @2 | ***, *** @2'],
    ],
    [
      'of things with a name is told by it',
      'a.yaml',
      ['- name: a\n- name: b', '- name: b\n- name: a'],
      ['a.yaml/order: [a], [b] @1 | [b], [a] @1'],
    ],
    [
      'of many is cut',
      'a.txt',
      [
        Array.from({ length: 20 }, (_, index) => `l${index}`).join('\n'),
        Array.from({ length: 20 }, (_, index) => `l${(index + 1) % 20}`).join('\n'),
      ],
      [
        'a.txt/order: l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, … @1 | l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, … @1',
      ],
    ],
  ])('%s', (_, name, texts, expected) => {
    expect(told(name, texts)).toEqual(expected);
  });
});

describe('YAML', () => {
  test.each<[string, string, number]>([
    ['a: yes', 'a: true', 0],
    ['a: OFF', 'a: false', 0],
    ['a: yes', 'a: no', 1],
    ['a: "yes"', 'a: true', 1],
    ['a: y', 'a: true', 1],
  ])('%s and %s', (one, other, number) => {
    expect(told('a.yaml', [one, other])).toHaveLength(number);
  });
});

test('a missing part is told without the name that its address holds', () => {
  const texts = ['<a><p name="password" x="1">abc</p></a>', '<a/>'];
  expect(told('a.xml', texts)).toEqual(['a.xml/p[password]: ***, @x=1 @1 | –']);
});

describe('YAML that is hard to read', () => {
  const deep = (levels: number, value: string, pad: string): string =>
    [
      ...Array.from({ length: levels }, (_, level) => `${pad.repeat(level)}a:`),
      `${pad.repeat(levels)}b: ${value}`,
    ].join('\n');

  test.each<[string, string, string, string[]]>([
    ['a name twice', 'a: 1\nb: 1\na: 2', 'b: 1\n\na: 1\na: 2', []],
    ['documents', 'a: 1\n---\nb: 1', 'a: 1\n# x\n---\nb: "1"', []],
    // As a text, which it is then on both sides.
    ['a broken document among others', 'a: 1\n---\nb: [', 'a: "1"\n---\nb: [', ['a.yaml/line[1]: a: 1 @1 | a: "1" @1']],
    ['many levels', deep(80, '1', ' '), deep(80, '"1"', '  '), []],
  ])('%s', (_, one, other, expected) => {
    expect(told('a.yaml', [one, other])).toEqual(expected);
  });
});

test('an empty element has an empty value', () => {
  expect(told('a.xml', ['<a><b/></a>', '<a><b>x</b></a>'])).toEqual(['a.xml/b:  @1 | x @1']);
  expect(told('a.xml', ['<a><b/></a>', '<a><b></b></a>'])).toEqual([]);
});

describe('a data source of another name', () => {
  const source = (name: string, url: string): string =>
    `<datasource><name>${name}</name><jndiConfig><name>jdbc/${name}</name></jndiConfig><definition type="RDBMS"><configuration><url>${url}</url></configuration></definition></datasource>`;
  const file = (...sources: string[]): Files => ({
    'datasources/master-datasources.xml': `<datasources-configuration><datasources>${sources.join('')}</datasources></datasources-configuration>`,
  });
  const [shared, other] = [source('SHARED', 'jdbc:mysql://db/reg'), source('OTHER', 'jdbc:mysql://db/other')];
  const found = (one: Files, two: Files) => driftOf([one, two]).settings.map(({ address }) => address);

  test('may lead to the same database, whatever else is there', () => {
    expect(found(file(other, shared), file(other, source('REG', 'jdbc:mysql://db:3306/reg')))).toEqual([]);
  });

  test('is missed where none leads there', () => {
    expect(found(file(other, shared), file(other))).toEqual(['datasources[jdbc/SHARED]']);
    const embedded = 'jdbc:h2:./database/X';
    expect(found(file(source('A', embedded)), file(source('B', embedded)))).toEqual([
      'datasources[jdbc/A]',
      'datasources[jdbc/B]',
    ]);
  });
});

describe('a finding says', () => {
  const texts = (files: Files[], self: string | null, mustDiffer: string[] = []): string[] =>
    driftOf(files, { mustDiffer, self: self === null ? null : 'commit' }).settings.map((one) =>
      differenceText(one, self),
    );
  const [one, other]: Files[] = [{ 'a.properties': 'a.b = 1' }, { 'a.properties': 'a.b = 2' }];

  test.each<[string, string[], string[]]>([
    [
      'who has what',
      texts([one ?? {}, other ?? {}, one ?? {}], null),
      [
        'a.properties/a.b (a.properties) is not the same on all nodes: is-2 has "2", is-1 and is-3 have "1". What a request gets depends on the node that answers it. Make them equal, or name the address under mayDiffer in .wso2is-lint.yml.',
      ],
    ],
    [
      'that values must not be equal',
      texts([one ?? {}, one ?? {}], null, ['*a.b']),
      ['a.properties/a.b (a.properties) must differ on every node: is-1 and is-2 have "1". Give each node its own.'],
    ],
    [
      'what a node is compared with',
      texts([one ?? {}, other ?? {}], 'is-1'),
      [
        'a.properties/a.b (a.properties): is-1 has "1", is-2 has "2": the configuration here and the one it is compared with are not the same. Bring the change to both, or take it back where it does not belong.',
      ],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });
});

describe('white space at the ends of a value', () => {
  const datasource = (password: string): string =>
    `<datasources-configuration><datasources><datasource><name>X</name><jndiConfig><name>jdbc/X</name></jndiConfig><definition type="RDBMS"><configuration><password>${password}</password></configuration></definition></datasource></datasources></datasources-configuration>`;

  test.each<[string, string, [string, string], string[]]>([
    ['TOML', 'deployment.toml', ['a.b = "x"', 'a.b = "x "'], ['deployment.toml/a.b: x @1 | "x " @1']],
    ['properties', 'a.properties', ['a=x', 'a=x '], ['a.properties/a: x @1 | "x " @1']],
    ['YAML', 'a.yaml', ['a: x', 'a: "x "'], ['a.yaml/a: x @1 | "x " @1']],
    ['an attribute', 'a.xml', ['<a b="x"/>', '<a b="x "/>'], ['a.xml/@b: x @1 | "x " @1']],
    ['of text in XML is none', 'a.xml', ['<a><b>x</b></a>', '<a><b>\n x </b></a>'], []],
    [
      'of a secret',
      'datasources/master-datasources.xml',
      [datasource('pw'), datasource('pw ')],
      ['datasources[jdbc/X]/password: *** A @1 | *** B @1'],
    ],
    [
      'of a name that is looked up',
      'registry.xml',
      [
        '<wso2registry><currentDBConfig>a</currentDBConfig></wso2registry>',
        '<wso2registry><currentDBConfig> a</currentDBConfig></wso2registry>',
      ],
      ['registry/currentDBConfig: a @1 | " a" @1'],
    ],
    [
      'of a parameter that is not trimmed',
      'axis2/axis2.xml',
      [
        '<axisconfig><clustering><parameter name="domain">a</parameter></clustering></axisconfig>',
        '<axisconfig><clustering><parameter name="domain">a\n</parameter></clustering></axisconfig>',
      ],
      ['clustering/domain: a @1 | "a " @1'],
    ],
    [
      'of one that is',
      'axis2/axis2.xml',
      [
        '<axisconfig><clustering><parameter name="membershipScheme">wka</parameter></clustering></axisconfig>',
        '<axisconfig><clustering><parameter name="membershipScheme"> wka </parameter></clustering></axisconfig>',
      ],
      [],
    ],
  ])('%s', (_, file, texts, expected) => {
    expect(told(file, texts)).toEqual(expected);
  });
});

test('the text "true" is not true where the server asks for a boolean', () => {
  const toml = (value: string): string => `[registry]\nenable_mount = ${value}\n[a]\nb = ${value}`;
  expect(told('deployment.toml', [toml('true'), toml('"true"')])).toEqual([
    'deployment.toml/registry.enable_mount: true @2 | "true" @2',
  ]);
});

test('a secret that is yet to be encrypted is compared, one that was is not', () => {
  const secrets = (value: string): string => `[secrets]\nadmin = "${value}"`;
  const address = 'deployment.toml/secrets.admin';
  const [plain, other, one, again] = ['[abc]', '[def]', `${CIPHERTEXT}a`, `${CIPHERTEXT}b`].map(secrets);
  const found = (a = '', b = ''): string[] => told('deployment.toml', [a, b]);
  expect(found(plain, other)).toEqual([`${address}: *** A @2 | *** B @2`]);
  expect(found(plain, one)).toEqual([`${address}: *** A @2 | *** B @2`]);
  expect(found(one, again)).toEqual([]);
  expect(
    told('security/cipher-text.properties', ['a=[abc]\nb=[x]', `a=${CIPHERTEXT}\nb=[x]`]).map(
      (line) => line.split(':')[0],
    ),
  ).toEqual(['security/cipher-text.properties/a']);
});

test('what stands twice with one key is told apart', () => {
  const one = '<EventListener type="t" name="n" orderId="1"/>';
  const identity = (inner: string): string => `<Server><EventListeners>${inner}</EventListeners></Server>`;
  expect(told('identity/identity.xml', [identity(one), identity(`${one}\n${one}`)])).toEqual([
    'identity/identity.xml/EventListeners/EventListener[t:n][2]: – | @type=t, @name=n, @orderId=1 @2',
  ]);
});

test('a default is told as one', () => {
  const files = (text: string): Files => ({ 'deployment.toml': text });
  const homes = ['a.b = 1', 'a.b = 1\nserver.force_local_cache = false'].map((text, index) => ({
    ...homeOf(`is-${index + 1}`, files(text)),
    version: { min: [7, 0, 0], max: [7, 0, 0], setting: null } as const,
  }));
  const [setting] = driftBetween(homes, NO_OPTIONS).settings;
  expect(setting?.values.map(({ value, default: isDefault }) => [value, isDefault])).toEqual([
    ['true', true],
    ['false', undefined],
  ]);
  const message = setting === undefined ? '' : differenceText(setting, null);
  expect(message).toContain('is-1 has "true" (default), is-2 has "false"');
});

test('elements of a record that nothing tells apart keep their order', () => {
  const files = ['<S><I>a</I><I>b</I><N>1</N></S>', '<S><N>1</N><I>b</I><I>a</I></S>'];
  expect(told('carbon.xml', files)).toEqual(['carbon.xml/I/order: a, b @1 | b, a @1']);
});

test('user stores and their properties go by the names of the model', () => {
  const store = (domain: string, property: string): string =>
    `<UserStoreManager class="c"><Property name="DomainName">${domain}</Property><Property name="ReadGroups">${property}</Property></UserStoreManager>`;
  const file = (...stores: string[]): string => `<UserManager><Realm>${stores.join('')}</Realm></UserManager>`;
  expect(told('user-mgt.xml', [file(store('A', 'true'), store('B', 'true')), file(store('A', 'false'))])).toEqual([
    'userMgt/userStore[A]/ReadGroups: true @1 | false @1',
    'userMgt/userStore[B]: @class=c, Property[DomainName]=B, Property[ReadGroups]=true @1 | –',
  ]);
});
