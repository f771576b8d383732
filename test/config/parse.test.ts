import { describe, expect, test } from '@jest/globals';
import { ConfigError, EMPTY_CONFIG, parseConfig } from '../../src/config/parse.js';

const RULES = ['clustering-domain-default', 'clustering-disabled'];
const parse = (text: string) => parseConfig('.wso2is-lint.yml', text, RULES);

function mistakes(text: string): string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('parseConfig', () => {
  test('reads everything the design shows', () => {
    const config = parse(`
clusters:
  production:
    nodes:
      is-1: { path: prod/is-1, host: 10.0.0.11, env: prod/is-1.env }
      is-2: { path: prod/is-2, host: 10.0.0.12, env: [a.env, b.env], replicas: 2 }
    reference: is-1
    expect:
      membership: wka
      domain: iam.prod
      shape: all-mount
      hostName: iam.example.com
      databases:
        registry: { url: "jdbc:mysql://db/reg", driver: com.mysql.jdbc.Driver, username: u, passwordFrom: REG }
      userStore: keep
    mayDiffer: [ "server/offset" ]
    mustDiffer: []
rules: { clustering-domain-default: off }
ignore: [ { rule: clustering-disabled, path: x, reason: because, until: 2027-01-31 } ]
paths: { exclude: [ "**/backup/**" ] }
`);
    const [cluster] = config.clusters;
    expect(cluster?.nodes.map((node) => [node.name, node.path, node.host, node.env, node.replicas])).toEqual([
      ['is-1', 'prod/is-1', '10.0.0.11', ['prod/is-1.env'], null],
      ['is-2[1]', 'prod/is-2', '10.0.0.12', ['a.env'], 1],
      ['is-2[2]', 'prod/is-2', '10.0.0.12', ['b.env'], 1],
    ]);
    expect(cluster?.expect?.databases.registry?.passwordFrom).toBe('REG');
    expect(config.rules).toEqual({ 'clustering-domain-default': 'off' });
    expect(config.ignore[0]?.until).toBe('2027-01-31');
    expect(config.exclude).toEqual(['**/backup/**']);
  });

  test('an empty file is an empty configuration', () => {
    expect(parse('# nothing yet\n')).toEqual({ ...EMPTY_CONFIG, path: '.wso2is-lint.yml' });
  });

  test.each([
    ['clusers: {}\n', ['.wso2is-lint.yml:1:1: unknown key "clusers". Did you mean "clusters"?']],
    [
      'clusters:\n  a:\n    nodes:\n      n: { pat: x }\n',
      [
        '.wso2is-lint.yml:4:7: "path" is missing in clusters.a.nodes.n',
        '.wso2is-lint.yml:4:12: unknown key "pat" in clusters.a.nodes.n. Did you mean "path"?',
      ],
    ],
    [
      'rules:\n  clustering-domain-defualt: off\n',
      ['.wso2is-lint.yml:2:3: there is no rule "clustering-domain-defualt". Did you mean "clustering-domain-default"?'],
    ],
    [
      'clusters:\n  a:\n    nodes: { is-1: { path: x } }\n    reference: is1\n',
      ['.wso2is-lint.yml:4:5: "is1" is no node of a. Did you mean "is-1"?'],
    ],
    [
      'clusters:\n  a:\n    nodes:\n      n: { path: x, replicas: 3, env: [a, b] }\n',
      ['.wso2is-lint.yml:4:34: env lists 2 files, and there are 3 replicas: list one for each replica'],
    ],
    [
      'clusters:\n  a:\n    nodes:\n      n: { path: x, env: [a, b], sys: [c] }\n',
      ['.wso2is-lint.yml:4:34: sys lists 1 files, and env has 2: list one for each replica'],
    ],
    ['ignore:\n  - { rule: clustering-disabled }\n', ['.wso2is-lint.yml:2:5: "reason" is missing in ignore.0']],
  ])('%j is told with its line', (text, expected) => {
    expect(mistakes(text)).toEqual(expected);
  });

  test('broken YAML names the line', () => {
    expect(mistakes('clusters: [\n  a\n')[0]).toMatch(/^\.wso2is-lint\.yml:\d+:\d+: /);
  });

  test('a YAML bomb is refused', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
      .join('\n')}\n`;
    expect(() => parse(bomb)).toThrow(ConfigError);
  });
});
