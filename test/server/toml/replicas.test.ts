import { expect, test } from '@jest/globals';
import { change, type Files, GOOD_TOML, lint, short, without } from '../../support/lint.js';

const FILE = 'is-1/repository/conf/deployment.toml';

/** One file for two servers: the address comes from the environment. */
function shared(host: string): Files {
  const one = without(GOOD_TOML, 'is-2/deployment.toml');
  return change(one, FILE, 'local_member_host = "10.0.1.11"', `local_member_host = "${host}"`);
}

const CONFIG = `clusters:
  production:
    nodes:
      is: { path: is-1, env: [first.env, second.env] }
`;

test('a list of env files makes as many nodes of one file', async () => {
  const files = { ...shared('$env{NODE_IP}'), '.wso2is-lint.yml': CONFIG };
  const { clusters, findings } = await lint({
    ...files,
    'first.env': 'NODE_IP=10.0.1.11',
    'second.env': 'NODE_IP=10.0.1.12',
  });
  const [cluster] = clusters;
  expect(cluster?.nodes.map(({ name, clustering }) => `${name} ${clustering?.localMemberHost?.text}`)).toEqual([
    'is[1] 10.0.1.11',
    'is[2] 10.0.1.12',
  ]);
  expect(findings.filter(({ severity }) => severity === 'error').map(short)).toEqual([]);
});

test('the same address for both is found', async () => {
  const files = { ...shared('$env{NODE_IP}'), '.wso2is-lint.yml': CONFIG };
  const { findings } = await lint({ ...files, 'first.env': 'NODE_IP=10.0.1.11', 'second.env': 'NODE_IP=10.0.1.11' });
  expect(findings.map(({ rule }) => rule)).toContain('clustering-local-endpoint-duplicate');
});

test('without the environment one node stands for many', async () => {
  const { clusters } = await lint(shared('$env{NODE_IP}'));
  expect(clusters[0]?.nodes.map(({ name, replicas }) => [name, replicas])).toEqual([['is-1', 'many']]);
});
