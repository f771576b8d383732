import rule from '../../../src/rules/clustering/clustering-local-endpoint-duplicate.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const PARAMETER = (host: string) => `<parameter name="localMemberHost">${host}</parameter>`;
const local = (node: string, text: string, files: Files = GOOD) =>
  change(files, `${node}${AXIS2}`, PARAMETER(`10.0.0.1${node.at(-1)}`), PARAMETER(text));
const both = (text: string) => local('is-1', text, local('is-2', text));
const port = (files: Files, text: string) =>
  change(files, `is-2${AXIS2}`, '"localMemberPort">4000<', `"localMemberPort">${text}<`);
const config = (hosts: readonly [string, string]): Files => ({
  '.wso2is-lint.yml': `clusters: { c: { nodes: { is-1: { path: is-1, host: ${hosts[0]} }, is-2: { path: is-2, host: ${hosts[1]} } } } }\n`,
});

const MULTICAST = 'membership_scheme = "multicast"\ndomain = "iam.prod"';

ruleTest(rule, {
  valid: [
    { title: 'addresses in deployment.toml', files: tomlCluster() },
    {
      title: 'the address of the environment',
      files: tomlCluster({
        '[clustering]': 'membership_scheme = "wka"\nlocal_member_host = "$env{NODE_IP}"\nmembers = ["10.0.1.11:4000"]',
      }),
    },
    { title: 'no host at all', files: both('') },
    { title: 'a port that a template fills in', files: port(local('is-2', '10.0.0.11'), '{{ port }}') },
    { title: 'one machine, two ports', files: port(local('is-2', '10.0.0.11'), '4001') },
    { title: 'a template', files: both('{{ ip }}') },
    { title: 'loopback has its own rule', files: both('127.0.0.1') },
    { title: 'a token that a start script replaces', files: both('identity-server') },
    {
      title: 'a platform overwrites it at start',
      files: ['is-1', 'is-2'].reduce(
        (files, node) => change(files, `${node}${AXIS2}`, '>wka<', '>aws<'),
        both('10.0.0.11'),
      ),
    },
    {
      title: 'clustering is off there',
      files: change(both('10.0.0.11'), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
  ],
  invalid: [
    {
      title: 'a copied deployment.toml',
      files: { ...tomlCluster(), 'is-2/deployment.toml': deploymentToml({ host: '11' }) },
      at: ['is-1/deployment.toml:16:22 error'],
      says: /"10\.0\.1\.11:4000".*its own \[clustering\] local_member_host or, on one machine, its own \[clustering\] local_member_port/,
      related: ['is-2/deployment.toml:16:22'],
    },
    {
      title: 'a copied node_ip',
      files: {
        'is-1/deployment.toml': deploymentToml({ tables: { '[clustering]': MULTICAST } }),
        'is-2/deployment.toml': deploymentToml({ tables: { '[clustering]': MULTICAST } }),
      },
      at: ['is-1/deployment.toml:3:12 error'],
      related: ['is-2/deployment.toml:3:12'],
    },
    {
      title: 'one address on both',
      files: local('is-2', '10.0.0.11'),
      at: [`is-1${AXIS2}:9:43 error`],
      says: /is-1 and is-2 both tell their peers to connect to "10\.0\.0\.11:4000"/,
      related: [`is-2${AXIS2}:9:43`],
      address: 'clustering/localMemberHost',
      fixed: {},
    },
    {
      title: 'the default port is 4000, too',
      files: change(
        local('is-2', '10.0.0.11'),
        `is-2${AXIS2}`,
        '<parameter name="localMemberPort">4000</parameter>',
        '',
      ),
      at: [`is-1${AXIS2}:9:43 error`],
    },
    {
      title: 'the user’s word tells which is the copy',
      files: { ...local('is-2', '10.0.0.11'), ...config(['10.0.0.11', '10.0.0.12']) },
      at: [`is-2${AXIS2}:9:43 error`],
      related: [`is-1${AXIS2}:9:43`],
      fixed: { [`is-2${AXIS2}`]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    { title: 'a bare name that is a node’s', files: both('is-1'), at: [`is-1${AXIS2}:9:43 warning`] },
    {
      title: 'a bare name that is listed',
      files: change(
        both('sso'),
        `is-2${AXIS2}`,
        '<members>',
        '<members><member><hostName>sso</hostName><port>4000</port></member>',
      ),
      at: [`is-1${AXIS2}:9:43 warning`],
    },
    { title: 'a full name', files: both('sso.example.com'), at: [`is-1${AXIS2}:9:43 error`] },
  ],
});
