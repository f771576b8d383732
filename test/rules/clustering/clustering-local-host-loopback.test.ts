import rule from '../../../src/rules/clustering/clustering-local-host-loopback.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const PARAMETER = (host: string) => `<parameter name="localMemberHost">${host}</parameter>`;
const local = (node: string, text: string, files: Files = GOOD) =>
  change(files, `${node}${AXIS2}`, PARAMETER(`10.0.0.1${node.at(-1)}`), PARAMETER(text));
/** Both on loopback, and so are the members. */
const machine = ['is-1', 'is-2'].reduce(
  (files, node) =>
    change(files, `${node}${AXIS2}`, `<hostName>10.0.0.1${node === 'is-1' ? 2 : 1}`, '<hostName>127.0.0.1'),
  local('is-1', '127.0.0.1', local('is-2', 'localhost')),
);
const scheme = (files: Files, text: string) => change(files, `is-2${AXIS2}`, '>wka<', `>${text}<`);
const alone = (files: Files, node: string): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(`${node}/`)));

const agent = (text: string) =>
  change(
    local('is-2', '127.0.0.1'),
    `is-2${AXIS2}`,
    'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    text,
  );

const NO_HOST = 'membership_scheme = "wka"\ndomain = "iam.prod"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4000"]';
const clustering = (lines: string) => ({ '[clustering]': lines });

ruleTest(rule, {
  valid: [
    {
      title: 'parts of deployment.toml that a tool merges',
      files: {
        'is-1/deployment.toml':
          '[server]\nnode_ip = "127.0.0.1"\n[clustering]\nmembership_scheme = "wka"\nmembers = ["10.0.1.12:4000"]\n',
      },
    },
    {
      title: 'one file for several servers has a rule of its own',
      files: {
        '.wso2is-lint.yml': 'clusters: { c: { nodes: { is-1: { path: is-1, replicas: 2 } } } }\n',
        'is-1/repository/conf/deployment.toml': deploymentToml({
          tables: clustering(`${NO_HOST}\nlocal_member_host = "127.0.0.1"`),
        }),
      },
    },
    { title: 'addresses in deployment.toml', files: tomlCluster() },
    {
      title: 'the address of the environment',
      files: tomlCluster({ '[server]': 'hostname = "h"\nnode_ip = "$env{NODE_IP}"', ...clustering(NO_HOST) }),
    },
    {
      title: 'node_ip where clustering is off',
      files: tomlCluster({ '[server]': 'hostname = "h"\nnode_ip = "127.0.0.1"', '[clustering]': '' }),
    },
    {
      title: 'one server of a shipped file',
      files: {
        'is-1/deployment.toml': deploymentToml({
          tables: {
            '[server]': 'hostname = "h"\nnode_ip = "127.0.0.1"',
            ...clustering('membership_scheme = "wka"\nmembers = ["127.0.0.1:4000"]'),
          },
        }),
      },
    },
    { title: 'an agent nobody knows', files: agent('com.acme.Agent') },
    { title: 'a platform overwrites it at start', files: scheme(local('is-2', '127.0.0.1'), 'aws') },
    { title: 'a template', files: local('is-2', '{{ ip }}') },
    {
      title: 'clustering is off',
      files: change(local('is-2', '127.0.0.1'), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
    { title: 'one server that lists only itself', files: alone(machine, 'is-1') },
    { title: 'one server under multicast', files: scheme(alone(machine, 'is-2'), 'multicast') },
    {
      title: 'hazelcast.xml decides',
      files: { ...local('is-2', '127.0.0.1'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'node_ip of deployment.toml where no host is set',
      files: tomlCluster(clustering(NO_HOST), { '[server]': 'hostname = "h"\nnode_ip = "127.0.0.1"' }),
      at: ['is-2/deployment.toml:3:12 error'],
      says: /"127\.0\.0\.1" \(\[server\] node_ip, as no local_member_host is set\).*Set \[clustering\] local_member_host in deployment\.toml/,
      address: 'clustering/localMemberHost',
      fixed: {},
    },
    {
      title: 'local_member_host itself',
      files: tomlCluster({}, clustering(`${NO_HOST}\nlocal_member_host = "localhost"`)),
      at: ['is-2/deployment.toml:17:22 error'],
      says: /to "localhost", but/,
      fixed: { 'is-2/deployment.toml': tomlCluster({}, clustering(NO_HOST))['is-2/deployment.toml'] as string },
    },
    {
      title: 'Tribes',
      files: agent('org.apache.axis2.clustering.tribes.TribesClusteringAgent'),
      at: [`is-2${AXIS2}:9:43 error`],
    },
    {
      title: 'one of two machines',
      files: local('is-2', '127.0.0.1'),
      at: [`is-2${AXIS2}:9:43 error`],
      says: /is-2 tells its peers to connect to "127\.0\.0\.1", but the cluster is on several machines \(10\.0\.0\.11 and 10\.0\.0\.12\)/,
      address: 'clustering/localMemberHost',
      fixed: {},
    },
    { title: 'by name, with a blank', files: local('is-2', ' localhost'), at: [`is-2${AXIS2}:9:44 error`] },
    {
      title: 'all on loopback: perhaps one machine',
      files: machine,
      at: [`is-1${AXIS2}:9:43 warning`],
      says: /is-1 and is-2 tell their peers/,
      related: [`is-2${AXIS2}:9:43`],
    },
    {
      title: 'an address and a name, which may be one machine',
      files: change(
        change(local('is-2', '127.0.0.1'), `is-1${AXIS2}`, '<hostName>10.0.0.12', '<hostName>sso.example.com'),
        `is-2${AXIS2}`,
        'localMemberPort">4000',
        'localMemberPort">4001',
      ),
      at: [`is-2${AXIS2}:9:43 warning`],
    },
    {
      title: 'one node is known, and it names others',
      files: alone(local('is-2', '127.0.0.1'), 'is-2'),
      at: [`is-2${AXIS2}:9:43 warning`],
    },
    {
      title: 'the user says where it is',
      files: {
        ...local('is-2', '127.0.0.1'),
        '.wso2is-lint.yml':
          'clusters: { c: { nodes: { is-1: { path: is-1 }, is-2: { path: is-2, host: 10.0.0.12 } } } }\n',
      },
      at: [`is-2${AXIS2}:9:43 error`],
      fixed: { [`is-2${AXIS2}`]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
  ],
});
