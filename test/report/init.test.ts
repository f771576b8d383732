import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../src/config/parse.js';
import type { Host } from '../../src/host.js';
import { type InitOptions, init } from '../../src/init.js';
import { fixAll } from '../../src/lint/fix.js';
import type { Request } from '../../src/pipeline.js';
import { nextCommand } from '../../src/report/init.js';
import type { Line } from '../../src/report/questions.js';
import { plainStyle } from '../../src/report/text.js';
import { type Files, GOOD, GOOD_TOML, lint, memoryHost, short } from '../support/lint.js';
import { REQUEST } from '../support/request.js';

const CONFIG = '.wso2is-lint.yml';

interface Session {
  readonly set?: readonly string[];
  /** What a person types, line by line; null where none sits there. */
  readonly typed?: readonly string[] | null;
  readonly request?: Partial<Request>;
  readonly options?: Partial<InitOptions>;
}

/** Runs `init` over files in memory; `written` is null where nothing was. */
async function session(files: Files, { set = [], typed = null, request = {}, options = {} }: Session) {
  const written = new Map<string, string>();
  const prompts: string[] = [];
  let printed = '';
  const host: Host = {
    ...memoryHost(files, false),
    write: (path, after) => void written.set(path, new TextDecoder().decode(after)),
  };
  const lines = [...(typed ?? [])];
  const line: Line = async (prompt) => {
    prompts.push(prompt);
    return lines.shift() ?? null;
  };
  const all = {
    given: set,
    unattended: typed === null,
    overwrite: false,
    dryRun: false,
    style: plainStyle,
    ...options,
  };
  const print = (text: string): void => {
    printed += text;
  };
  const terminal = { line: typed === null ? null : line, print };
  const code = await init({ ...REQUEST, ...request }, host, all, terminal);
  const text = written.get(request.config ?? CONFIG) ?? null;
  return { code, written: [...written.keys()], text, printed, prompts };
}

const clustersOf = (text: string | null) => parseConfig(CONFIG, text ?? '', []).clusters;

/** Two nodes as they come out of the pack: nothing is shared, clustering is off. */
function stock(): Files {
  const stockTexts: readonly (readonly [file: string, from: string, to: string])[] = [
    ['axis2/axis2.xml', 'enable="true"', 'enable="false"'],
    ['axis2/axis2.xml', '>wka<', '>multicast<'],
    ['axis2/axis2.xml', '>iam.example.com<', '>wso2.carbon.domain<'],
    ['axis2/axis2.xml', '>10.0.0.11<', '>127.0.0.1<'],
    ['axis2/axis2.xml', '>10.0.0.12<', '>127.0.0.1<'],
    ['carbon.xml', 'is.example.com', 'localhost'],
    ['datasources/master-datasources.xml', 'jdbc:mysql://db.example.com:3306/reg_db', H2],
    ['datasources/master-datasources.xml', 'com.mysql.jdbc.Driver', 'org.h2.Driver'],
    ['user-mgt.xml', 'jdbc.JDBCUserStoreManager">', `ldap.ReadWriteLDAPUserStoreManager">${LDAP}`],
    ['identity/embedded-ldap.xml', '"enable">false', '"enable">true'],
  ];
  const conf = 'is-1/repository/conf/';
  const node = Object.entries(GOOD).flatMap(([path, content]): (readonly [string, string])[] => {
    if (!path.startsWith(conf)) return [];
    const name = path.slice(conf.length);
    const changes = stockTexts.filter(([file]) => file === name);
    return [[name, changes.reduce((text, [, from, to]) => text.replaceAll(from, to), String(content))]];
  });
  return Object.fromEntries(
    ['is-1', 'is-2'].flatMap((name) => node.map(([file, text]) => [`prod/${name}/repository/conf/${file}`, text])),
  );
}
const H2 = 'jdbc:h2:repository/database/WSO2CARBON_DB;DB_CLOSE_ON_EXIT=FALSE';
const LDAP = '<Property name="ConnectionURL">ldap://localhost:${Ports.EmbeddedLDAP.LDAPServerPort}</Property>';
const STOCK = stock();

const EXPECTED = [
  'prod.expect.domain=iam.prod',
  'prod.expect.hostName=iam.example.com',
  'prod.expect.databases.registry.url=jdbc:mysql://db.example.com:3306/reg',
  'prod.expect.databases.registry.username=reg',
  'prod.nodes.is-1.host=10.0.0.11',
  'prod.nodes.is-2.host=10.0.0.12',
];

describe('--yes', () => {
  test('alone writes the nodes', async () => {
    const { code, text, printed } = await session(STOCK, {});
    expect(code).toBe(0);
    expect(clustersOf(text)).toMatchObject([
      {
        name: 'prod',
        expect: null,
        nodes: [
          { name: 'is-1', path: 'prod/is-1' },
          { name: 'is-2', path: 'prod/is-2' },
        ],
      },
    ]);
    expect(printed).toContain('Cluster prod  2 nodes  guessed');
    expect(printed).toContain("together: is-1 and is-2: same stem 'is' under prod");
    expect(printed).toContain('next: wso2is-lint check --fix=safe --dry-run');
  });

  test('with --set says the whole', async () => {
    const { text } = await session(STOCK, { set: EXPECTED });
    expect(clustersOf(text)).toMatchObject([
      {
        nodes: [{ host: '10.0.0.11' }, { host: '10.0.0.12' }],
        expect: {
          membership: 'wka',
          domain: 'iam.prod',
          shape: 'all-mount',
          owner: null,
          hostName: 'iam.example.com',
          databases: {
            registry: {
              url: 'jdbc:mysql://db.example.com:3306/reg',
              driver: null,
              username: 'reg',
              passwordFrom: 'REG_DB_PASSWORD',
            },
          },
          userStore: 'jdbc',
        },
      },
    ]);
  });

  test.each([['all-mount'], ['owner']])('then --fix leaves no error (%s)', async (shape) => {
    const { text } = await session(STOCK, { set: [...EXPECTED, `prod.expect.shape=${shape}`] });
    const files = { ...STOCK, [CONFIG]: text ?? '' };
    const { result } = await fixAll((changed) => lint({ ...files, ...Object.fromEntries(changed) }), 'safe');
    expect(result.findings.filter(({ severity }) => severity === 'error').map(short)).toEqual([]);
  });

  test.each<[string, string[], Record<string, unknown>]>([
    ['an owner', ['prod.expect.shape=owner', 'prod.expect.owner=is-2'], { shape: 'owner', owner: 'is-2' }],
    ['the first owns', ['prod.expect.shape=owner'], { shape: 'owner', owner: 'is-1' }],
    ['nothing of clustering', ['prod.expect.membership=-', 'prod.expect.domain=-'], { membership: null, domain: null }],
    ['no host name', ['prod.expect.hostName=-'], { hostName: null }],
    [
      'the last of equal keys counts',
      ['prod.expect.userStore=jdbc', 'prod.expect.userStore=keep'],
      { userStore: 'keep' },
    ],
    [
      'a database of its own',
      ['prod.expect.databases.users.url=jdbc:mysql://db/users', 'prod.expect.databases.users.passwordFrom=U'],
      { databases: { users: { url: 'jdbc:mysql://db/users', driver: null, username: 'reg', passwordFrom: 'U' } } },
    ],
    [
      'a driver that nobody knows',
      ['prod.expect.databases.registry.url=jdbc:acme://db/x', 'prod.expect.databases.registry.driver=acme.Driver'],
      { databases: { registry: { url: 'jdbc:acme://db/x', driver: 'acme.Driver' } } },
    ],
  ])('%s', async (_title, set, wanted) => {
    const { text } = await session(STOCK, { set: [...EXPECTED, ...set] });
    expect(clustersOf(text)[0]?.expect).toMatchObject(wanted);
  });

  test.each<[string, string[], RegExp]>([
    [
      'no such key',
      [...EXPECTED, 'prod.expect.domian=x'],
      /--set prod\.expect\.domian: .* Did you mean "prod\.expect\.domain"\?/,
    ],
    ['no such cluster', ['production.expect.domain=x'], /--set production\.expect\.domain: nothing asks for that/],
    ['no value', ['prod.expect.domain'], /--set prod\.expect\.domain: nothing asks/],
    ['an empty one', ['prod.expect.domain='], /--set prod\.expect\.domain: it is empty/],
    ['what is missing', ['prod.expect.domain=x'], /--set prod\.nodes\.is-2\.host=10\.0\.0\.11/],
    ['none of the choices', ['prod.expect.membership=zookeeper'], /it is none of wka, multicast/],
    ['no host', ['prod.nodes.is-1.host=http://a:1'], /it is no address and no host name/],
    ['no JDBC URL', ['prod.expect.databases.registry.url=mysql://db/x'], /does not begin with "jdbc:"/],
    [
      'no variable',
      [...EXPECTED, 'prod.expect.databases.registry.passwordFrom=$ecret!'],
      /it is no name of a variable/,
    ],
    ['no node', [...EXPECTED, 'prod.expect.shape=owner', 'prod.expect.owner=is-3'], /it is none of is-1, is-2/],
    ['two lines', ['prod.expect.domain=a\nb'], /control character/],
    ['no cluster left', ['prod.name=-'], /nothing to write: no name was given to prod/],
  ])('%s', async (_title, set, says) => {
    await expect(session(STOCK, { set })).rejects.toThrow(says);
  });

  test.each([
    ['prod.expect.databases.registry.url=jdbc:mysql://u:s3nt1nel@db/reg'],
    ['prod.expect.databases.registry.url=jdbc:mysql://db/reg?user=u&password=s3nt1nel'],
    ['prod.expect.databases.registry.password=s3nt1nel'],
  ])('no password goes in, and none is told: %s', async (flag) => {
    const error = await session(STOCK, { set: [...EXPECTED, flag] }).catch((thrown: unknown) => thrown);
    expect(String(error)).toMatch(/ConfigError: --set prod\.expect\.databases\.registry\./);
    expect(String(error)).not.toContain('s3nt1nel');
  });
});

describe('what the files tell is not asked for', () => {
  const YES = { set: ['is.expect=yes'] };

  test('XML, as on the guide’s page', async () => {
    const { text } = await session(GOOD, YES);
    expect(clustersOf(text)).toMatchObject([
      {
        nodes: [{ host: '10.0.0.11' }, { host: '10.0.0.12' }],
        expect: {
          membership: 'wka',
          domain: 'iam.example.com',
          shape: 'owner',
          owner: 'is-1',
          hostName: 'is.example.com',
          databases: { registry: { url: 'jdbc:mysql://db.example.com:3306/reg_db', username: 'regadmin' } },
          userStore: 'keep',
        },
      },
    ]);
    expect(text).not.toMatch(/: regadmin\n[\s\S]*regadmin/);
  });

  test('a deployment.toml', async () => {
    const { text } = await session(GOOD_TOML, YES);
    const [cluster] = clustersOf(text);
    expect(cluster?.expect).toMatchObject({ shape: null, domain: 'iam.prod', hostName: 'iam.example.com' });
    const urls = Object.entries(cluster?.expect?.databases ?? {}).map(([role, { url }]) => [role, url]);
    expect(urls).toEqual([
      ['registry', 'jdbc:mysql://db.example.com:3306/shared?useSSL=true&serverTimezone=UTC'],
      ['identity', 'jdbc:mysql://db.example.com:3306/identity?useSSL=true&serverTimezone=UTC'],
      ['consent', 'jdbc:mysql://db.example.com:3306/identity?useSSL=true&serverTimezone=UTC'],
    ]);
  });

  test.each([
    ['XML', GOOD],
    ['deployment.toml', GOOD_TOML],
  ])('what is right stays right: %s', async (_title, files) => {
    const { text } = await session(files, YES);
    const { findings } = await lint({ ...files, [CONFIG]: text ?? '' });
    expect(findings.filter(({ severity }) => severity !== 'info').map(short)).toEqual([]);
  });

  test('a URL with a password in it is not proposed', async () => {
    const secret = Object.entries(GOOD).map(([path, content]) => [
      path,
      String(content).replace('3306/reg_db<', '3306/reg_db?password=s3nt1nel<'),
    ]);
    const error = await session(Object.fromEntries(secret), YES).catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('--set is.expect.databases.registry.url=');
    expect(String(error)).not.toContain('s3nt1nel');
  });

  test('an address that two nodes have is one of a copy', async () => {
    const copied = Object.entries(GOOD).map(([path, content]) => [
      path,
      String(content).replace('"localMemberHost">10.0.0.12<', '"localMemberHost">10.0.0.11<'),
    ]);
    await expect(session(Object.fromEntries(copied), { set: [...YES.set, 'is.name=is'] })).rejects.toThrow(
      /--set is\.nodes\.is-1\.host=[\s\S]*--set is\.nodes\.is-2\.host=/,
    );
  });
});

describe('a person', () => {
  const answers = [
    'production', // name
    'y', // expect
    '', // membership
    '', // domain: has no default
    'iam prod', // nor are blanks one
    'iam.prod',
    '', // host name
    'jdbc:mysql://u:s3nt1nel@db/reg',
    'jdbc:mysql://db/reg',
    'reg',
    '', // variable
    '',
    '',
    '', // users, identity, consent
    'owner',
    'is-2',
    'keep',
    '10.0.0.11',
    '-',
  ];

  test('is asked, and asked again', async () => {
    const { code, text, printed, prompts } = await session(STOCK, { typed: answers });
    expect(code).toBe(0);
    expect(clustersOf(text)).toMatchObject([
      {
        name: 'production',
        nodes: [{ host: '10.0.0.11' }, { host: null }],
        expect: {
          membership: 'wka',
          domain: 'iam.prod',
          shape: 'owner',
          owner: 'is-2',
          hostName: null,
          databases: { registry: { url: 'jdbc:mysql://db/reg', username: 'reg', passwordFrom: 'REG_DB_PASSWORD' } },
          userStore: 'keep',
        },
      },
    ]);
    expect(prompts.length).toBe(answers.length);
    expect(prompts[0]).toBe('Name of the cluster of is-1 and is-2 [prod]: ');
    expect(printed).toMatch(/there is no default[\s\S]*there are blanks in it[\s\S]*there is a password in it/);
    expect(prompts.join('') + printed).not.toContain('s3nt1nel');
  });

  test('is not asked what --set says', async () => {
    const { prompts, text } = await session(STOCK, {
      set: [...EXPECTED, 'prod.name=prod', 'prod.expect.shape=all-mount', 'prod.nothing=x'],
      typed: ['', '', '', '', '', 'k'],
    });
    expect(prompts.length).toBe(6);
    expect(clustersOf(text)[0]?.expect).toMatchObject({ domain: 'iam.prod', userStore: 'keep' });
  });

  test.each([[0], [1], [5], [18]])('who goes away after %i answers leaves nothing', async (count) => {
    await expect(session(STOCK, { typed: answers.slice(0, count) })).rejects.toThrow('stopped: nothing was written');
  });
});

describe('nobody', () => {
  test('is told which flags to give', async () => {
    const error = await session(STOCK, { options: { unattended: false } }).catch((thrown: unknown) => String(thrown));
    for (const key of ['prod.name', ...EXPECTED.map((flag) => flag.split('=')[0] ?? '')]) {
      expect(error).toContain(`--set ${key}=`);
    }
    expect(error).toContain('--yes');
  });
});

describe('the file', () => {
  test.each([[CONFIG], ['.wso2is-lint.yaml']])('%s is not written over', async (there) => {
    const files = { ...STOCK, [there]: 'clusters: {}' };
    await expect(session(files, {})).rejects.toThrow(`there is ${there} already`);
    const { written } = await session(files, { options: { overwrite: true } });
    expect(written).toEqual([CONFIG]);
  });

  test('what it said, even wrongly, does not count', async () => {
    const files = { ...STOCK, [CONFIG]: 'clusters: { x: { nodes: { y: { path: nowhere } } } }\nrubbish' };
    const { text } = await session(files, { options: { overwrite: true } });
    expect(clustersOf(text)).toMatchObject([{ name: 'prod' }]);
  });

  test('--dry-run shows it', async () => {
    const { written, printed } = await session({ ...STOCK, [CONFIG]: '' }, { options: { dryRun: true } });
    expect(written).toEqual([]);
    expect(clustersOf(printed)).toMatchObject([{ name: 'prod' }]);
  });

  test.each([
    ['ci/lint.yml', '../prod/is-1'],
    ['prod/lint.yml', 'is-1'],
  ])('paths are relative to %s', async (config, path) => {
    const { text, printed } = await session(STOCK, { request: { config } });
    expect(clustersOf(text)[0]?.nodes[0]?.path).toBe(path);
    expect(printed).toContain(`next: wso2is-lint check --config ${config} --fix=safe --dry-run`);
  });

  test('lone nodes are left out, or joined by one name', async () => {
    const apart = Object.fromEntries(
      Object.entries(STOCK).map(([path, content]) => [
        path.replace('prod/is-1/', 'alpha/').replace('prod/is-2/', 'beta/'),
        content,
      ]),
    );
    await expect(session(apart, {})).rejects.toThrow(/nothing to write: no name was given to alpha and beta/);
    const { text } = await session(apart, { set: ['alpha.name=prod', 'beta.name=prod'] });
    expect(clustersOf(text)).toMatchObject([{ name: 'prod', nodes: [{ name: 'alpha' }, { name: 'beta' }] }]);
  });

  test.each([
    ['it’s: "a" #1', 'it’s: "a" #2'],
    ['- is-1', '- is-2'],
    ['a\nb-1', 'a\nb-2'],
    ['日本 1', '日本 2'],
    ['is::1', 'is::2'],
  ])('folders %j and %j come back', async (first, second) => {
    const files = Object.fromEntries(
      Object.entries(STOCK).map(([path, content]) => [
        path.replace('prod/is-1/', `prod/${first}/`).replace('prod/is-2/', `prod/${second}/`),
        content,
      ]),
    );
    const { clusters } = await lint(files);
    const set = clusters.map(({ name }) => `${name}.name=all: #1`);
    const { text } = await session(files, { set });
    expect(clustersOf(text)).toMatchObject([
      { name: 'all: #1', nodes: [{ path: `prod/${first}` }, { path: `prod/${second}` }] },
    ]);
  });

  test('a folder whose name no configuration can hold is refused', async () => {
    const files = Object.fromEntries(
      Object.entries(STOCK).map(([path, content]) => [path.replace('prod/is-1/', 'prod/constructor/'), content]),
    );
    const set = ['constructor.name=all', 'is-2.name=all'];
    await expect(session(files, { set })).rejects.toThrow(/nothing was written/);
  });

  test('nothing found is nothing written', async () => {
    const { code, written } = await session({ 'README.md': 'x' }, {});
    expect([code, written]).toEqual([3, []]);
  });
});

test.each([
  [['.'], null, 'wso2is-lint check --fix=safe --dry-run'],
  [['prod', 'a b'], null, "wso2is-lint check prod 'a b' --fix=safe --dry-run"],
  [['.'], "it's.yml", "wso2is-lint check --config 'it'\\''s.yml' --fix=safe --dry-run"],
  [['a;rm -rf $HOME'], null, "wso2is-lint check 'a;rm -rf $HOME' --fix=safe --dry-run"],
])('the next command for %j', (paths, config, command) => {
  expect(nextCommand(paths, config)).toBe(command);
});
