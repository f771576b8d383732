import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-base-path-node-specific.js';
import { ruleTest } from '../../support/rule-test.js';

const server = (host: string, name = 'iam.example.com') => ({
  '[server]': `hostname = "${name}"\nnode_ip = "10.0.1.HOST"\nbase_path = "https://${host}:9443"`,
});

ruleTest(rule, {
  valid: [
    { title: 'the host name', files: tomlCluster(server('$ref{server.hostname}')) },
    { title: 'another name, equal on both', files: tomlCluster(server('login.example.com')) },
    { title: 'an address that is none of the node', files: tomlCluster(server('10.0.1.10')) },
    { title: 'the address is the host name', files: tomlCluster(server('10.0.1.HOST', '10.0.1.HOST')) },
    { title: 'localhost throughout', files: tomlCluster(server('127.0.0.1', 'localhost')) },
    { title: 'of the environment', files: tomlCluster(server('$env{HOST}')) },
    {
      title: 'one server',
      files: {
        'is-1/deployment.toml':
          tomlCluster({ ...server('10.0.1.11'), '[clustering]': '' })['is-1/deployment.toml'] ?? '',
      },
    },
  ],
  invalid: [
    {
      title: 'the address of one node',
      files: tomlCluster(server('iam.example.com'), server('10.0.1.HOST')),
      at: ['is-2/deployment.toml:4:14 warning'],
      says: /is the address of that node, and its hostname is "iam\.example\.com"/,
      address: 'server/basePath',
      fixed: {
        'is-2/deployment.toml': /^base_path = "https:\/\/\$ref\{server\.hostname\}:\$\{carbon\.management\.port\}"$/m,
      },
    },
    {
      title: 'of each',
      files: tomlCluster(server('10.0.1.HOST')),
      at: ['is-1/deployment.toml:4:14 warning', 'is-2/deployment.toml:4:14 warning'],
    },
    {
      title: 'a port of the load balancer and a path',
      files: tomlCluster(server('iam.example.com'), {
        '[server]': server('10.0.1.HOST')['[server]'].replace(':9443"', ':443/is" # mine'),
      }),
      at: ['is-2/deployment.toml:4:14 warning'],
      fixed: { 'is-2/deployment.toml': /^base_path = "https:\/\/\$ref\{server\.hostname\}:443\/is" # mine$/m },
    },
    {
      title: 'localhost',
      files: tomlCluster(server('iam.example.com'), server('localhost')),
      at: ['is-2/deployment.toml:4:14 warning'],
    },
  ],
});
