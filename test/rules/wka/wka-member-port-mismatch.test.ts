import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/wka/wka-member-port-mismatch.js';
import { change, copyNode, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const member = (node: string, text: string, files: Files = GOOD) =>
  change(files, `${node}${AXIS2}`, '<port>4000</port>', `<port>${text}</port>`);
const local = (node: string, text: string, files: Files = GOOD) =>
  change(files, `${node}${AXIS2}`, '"localMemberPort">4000<', `"localMemberPort">${text}<`);
const third = copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });
const host = (node: string, text: string, files: Files = GOOD) =>
  change(files, `${node}${AXIS2}`, `"localMemberHost">10.0.0.1${node.at(-1)}<`, `"localMemberHost">${text}<`);

const listening = (port: string) => ({
  '[clustering]': `membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\nlocal_member_port = ${port}\nmembers = ["10.0.1.11:4000"]`,
});

ruleTest(rule, {
  valid: [
    {
      title: 'parts of deployment.toml that a tool merges',
      files: {
        'is-1/deployment.toml':
          '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.11"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4001"]\n',
        'is-2/deployment.toml':
          '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.12"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4001"]\n',
      },
    },
    { title: 'ports in deployment.toml', files: tomlCluster() },
    { title: 'a port of the environment', files: tomlCluster({}, listening('"$env{PORT}"')) },
    {
      title: 'a misspelt localMemberPort has its own rule',
      files: change(
        member('is-1', '4001', local('is-2', '4001')),
        `is-2${AXIS2}`,
        '"localMemberPort"',
        '"localMemberport"',
      ),
    },
    { title: 'both say 4001', files: member('is-1', '4001', local('is-2', '4001')) },
    {
      title: 'a list that tries several ports',
      files: change(
        local('is-2', '4001'),
        `is-1${AXIS2}`,
        '<members>',
        '<members><member><hostName>10.0.0.12</hostName><port>4001</port></member>',
      ),
    },
    { title: 'a placeholder', files: member('is-1', '${port}') },
    { title: 'a port that a template fills in', files: local('is-2', '{{ port }}') },
    { title: 'a host of no node', files: member('is-1', '4005', host('is-2', '10.0.0.99')) },
    {
      title: 'hazelcast.xml decides there',
      files: { ...member('is-1', '4001'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
    { title: 'a member that is no port has its own rule', files: member('is-1', '400O') },
    {
      title: 'clustering is off there',
      files: change(member('is-1', '4001'), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
    {
      title: 'another product on the own machine',
      files: change(
        member('is-2', '4100', local('is-1', '4100')),
        `is-1${AXIS2}`,
        '<hostName>10.0.0.12',
        '<hostName>127.0.0.1',
      ),
    },
  ],
  invalid: [
    {
      title: 'another port in deployment.toml',
      files: tomlCluster({}, listening('4005')),
      at: ['is-1/deployment.toml:18:31 error'],
      says: /listens on 4005 \(\[clustering\] local_member_port\).*Make the port in \[clustering\] members/,
      related: ['is-2/deployment.toml:17:21'],
      fixed: { 'is-1/deployment.toml': /\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4005"\]\n/ },
    },
    {
      title: 'the offset was added',
      files: tomlCluster(
        {
          '[clustering]':
            'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\nlocal_member_port = 4000\nmembers = ["10.0.1.11:4000", "10.0.1.12:4001"]',
        },
        { '[server]': 'hostname = "iam.example.com"\nnode_ip = "10.0.1.HOST"\noffset = 1' },
      ),
      at: ['is-1/deployment.toml:18:31 error'],
      says: /The difference is server\.offset \(1\), which is not added to it/,
      fixed: { 'is-1/deployment.toml': /"10\.0\.1\.12:4000"\]\n/ },
    },
    {
      title: 'a wrong port in the list',
      files: member('is-1', '4001'),
      at: [`is-1${AXIS2}:16:23 error`],
      says: /is-1 looks for is-2 on port "4001", but it listens on 4000/,
      related: [`is-2${AXIS2}:10:43`],
      address: 'clustering/member[10.0.0.12:4001]/port',
      fixed: { [`is-1${AXIS2}`]: GOOD['is-1/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'the default port is 4000',
      files: change(member('is-1', '4001'), `is-2${AXIS2}`, '<parameter name="localMemberPort">4000</parameter>', ''),
      at: [`is-1${AXIS2}:16:23 error`],
      related: [`is-2${AXIS2}:4:6`],
    },
    {
      title: 'two lists agree: the node is the odd one out, said once',
      files: local('is-2', '4001', third),
      at: [`is-2${AXIS2}:10:43 error`],
      says: /is-1 and is-3 look for is-2 on port "4000", but it listens on 4001/,
      related: [`is-1${AXIS2}:16:23`, `is-3${AXIS2}:16:23`],
      fixed: { [`is-2${AXIS2}`]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'two lists with two wrong ports',
      files: member('is-3', '4002', member('is-1', '4001', third)),
      at: [`is-1${AXIS2}:16:23 error`],
      says: /on port "4001" and "4002"/,
      related: [`is-3${AXIS2}:16:23`, `is-2${AXIS2}:10:43`],
      fixed: {
        [`is-1${AXIS2}`]: GOOD['is-1/repository/conf/axis2/axis2.xml'] as string,
        [`is-3${AXIS2}`]: third['is-3/repository/conf/axis2/axis2.xml'] as string,
      },
    },
  ],
});
