import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-hostname-localhost-in-cluster.js';
import { ruleTest } from '../../support/rule-test.js';

const server = (name: string) => ({ '[server]': `hostname = "${name}"\nnode_ip = "10.0.1.HOST"` });
const clustering = (port: number) =>
  `membership_scheme = "wka"\nlocal_member_host = "127.0.0.1"\nlocal_member_port = "${port}"\nmembers = ["127.0.0.1:4000", "127.0.0.1:4001"]`;
const ONE = {
  'is-1/deployment.toml': tomlCluster({ ...server('localhost'), '[clustering]': '' })['is-1/deployment.toml'] ?? '',
};

ruleTest(rule, {
  valid: [
    { title: 'one server', files: ONE },
    {
      title: 'on one node only, which is a mismatch',
      files: tomlCluster(server('localhost'), server('iam.example.com')),
    },
    { title: 'of the environment', files: tomlCluster(server('$env{HOST}')) },
    {
      title: 'a try on one machine',
      files: tomlCluster(
        { ...server('localhost'), '[clustering]': clustering(4000) },
        { '[clustering]': clustering(4001) },
      ),
    },
  ],
  invalid: [
    {
      title: 'on both',
      files: tomlCluster(server('localhost')),
      at: ['is-1/deployment.toml:2:13 warning'],
      says: /^\[server\] hostname is "localhost" on is-1 and is-2/,
      related: ['is-2/deployment.toml:2:13'],
      address: 'server/hostName',
    },
    { title: 'as an address', files: tomlCluster(server('127.0.0.1')), at: ['is-1/deployment.toml:2:13 warning'] },
  ],
});
