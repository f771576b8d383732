import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/wka/wka-disconnected.js';
import { change, copyNode, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const peer = (node: string) => `10.0.0.1${node === 'is-2' ? 1 : 2}`;
const member = (node: string, text: string, files: Files = GOOD) =>
  change(files, `${node}${AXIS2}`, `<hostName>${peer(node)}<`, `<hostName>${text}<`);
const third = copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });
const alone = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith('is-2/')));
const own = member('is-1', '10.0.0.11', member('is-2', '10.0.0.12'));
const empty = (node: string, files: Files): Files => {
  const path = `${node}/repository/conf${AXIS2}`;
  return { ...files, [path]: String(files[path]).replace(/<members>[\s\S]*<\/members>/, '<members/>') };
};
const replicas = (text: string, host: string) =>
  alone(change(member('is-2', text), `is-2${AXIS2}`, '"localMemberHost">10.0.0.12<', `"localMemberHost">${host}<`));

ruleTest(rule, {
  valid: [
    { title: 'lists in deployment.toml', files: tomlCluster() },
    {
      title: 'one lists the other, which has none',
      files: tomlCluster(
        {},
        { '[clustering]': 'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"' },
      ),
    },
    {
      title: 'no list anywhere is told by wka-members-empty',
      files: tomlCluster({
        '[clustering]': 'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"',
      }),
    },
    { title: 'one server that lists 127.0.0.1', files: alone(member('is-2', '127.0.0.1')) },
    {
      title: 'replicas that list 127.0.0.1 and a server',
      files: change(
        replicas('127.0.0.1', '{{ ip }}'),
        `is-2${AXIS2}`,
        '<members>',
        '<members><member><hostName>10.0.0.99</hostName><port>4000</port></member>',
      ),
    },
    {
      title: 'replicas whose list is not read',
      files: change(replicas('127.0.0.1', '{{ ip }}'), `is-2${AXIS2}`, '>wka<', '>aws<'),
    },
    { title: 'one lists the other, which lists itself', files: member('is-2', '10.0.0.12') },
    { title: 'both list somebody outside', files: member('is-1', '10.0.0.99', member('is-2', '10.0.0.99')) },
    { title: 'a range of addresses', files: member('is-1', '10.0.0.11-20', member('is-2', '10.0.0.12')) },
    { title: 'a member that a template fills in', files: member('is-1', '{{ peer }}', member('is-2', '10.0.0.12')) },
    { title: 'a name that may be the other node', files: member('is-1', 'sso-two', member('is-2', '10.0.0.12')) },
    {
      title: 'hazelcast.xml decides there',
      files: { ...own, 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
    { title: 'another scheme', files: change(own, `is-2${AXIS2}`, '>wka<', '>multicast<') },
    { title: 'an empty list has its own rule', files: empty('is-1', member('is-2', '10.0.0.12')) },
    { title: 'one server that lists itself', files: alone(own) },
    { title: 'replicas that list a server', files: replicas('10.0.0.99', '{{ ip }}') },
  ],
  invalid: [
    {
      title: 'each deployment.toml lists itself only',
      files: tomlCluster({
        '[clustering]':
          'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\nmembers = ["10.0.1.HOST:4000"]',
      }),
      at: ['is-1/deployment.toml:17:11 error'],
      says: /in \[clustering\] members of every node/,
      related: ['is-2/deployment.toml:17:11'],
      fixed: {
        'is-1/deployment.toml': /\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n/,
        'is-2/deployment.toml': /\nmembers = \["10\.0\.1\.12:4000", "10\.0\.1\.11:4000"\]\n/,
      },
    },
    {
      title: 'each lists itself',
      files: own,
      at: [`is-1${AXIS2}:13:10 error`],
      says: /form 2 clusters that never find each other: is-1 \| is-2\. is-1 lists only "10\.0\.0\.11:4000"/,
      related: [`is-2${AXIS2}:13:10`],
      address: 'clustering/members',
      fixed: {
        [`is-1${AXIS2}`]:
          /<hostName>10\.0\.0\.11<\/hostName>\n.*\n {12}<\/member>\n {12}<member>\n {16}<hostName>10\.0\.0\.12<\/hostName>/,
        [`is-2${AXIS2}`]:
          /<hostName>10\.0\.0\.12<\/hostName>\n.*\n {12}<\/member>\n {12}<member>\n {16}<hostName>10\.0\.0\.11<\/hostName>/,
      },
    },
    {
      title: 'each lists 127.0.0.1',
      files: member('is-1', '127.0.0.1', member('is-2', '127.0.0.1')),
      says: /form 2 clusters/,
      at: [`is-1${AXIS2}:13:10 error`],
    },
    {
      title: 'the smaller group is named first',
      files: member('is-3', '10.0.0.13', third),
      at: [`is-3${AXIS2}:13:10 error`],
      says: /: is-3 \| is-1 and is-2\./,
      related: [`is-1${AXIS2}:13:10`, `is-2${AXIS2}:13:10`],
      fixed: {
        [`is-1${AXIS2}`]: /10\.0\.0\.12<[\s\S]*10\.0\.0\.13<[\s\S]*<\/members>/,
        [`is-2${AXIS2}`]: /10\.0\.0\.11<[\s\S]*10\.0\.0\.13<[\s\S]*<\/members>/,
        [`is-3${AXIS2}`]: /10\.0\.0\.13<[\s\S]*10\.0\.0\.11<[\s\S]*10\.0\.0\.12<[\s\S]*<\/members>/,
      },
    },
    {
      title: 'replicas that list 127.0.0.1',
      files: replicas('127.0.0.1', '{{ ip }}'),
      at: [`is-2${AXIS2}:13:10 error`],
      says: /configuration of several servers and lists only "127\.0\.0\.1:4000"/,
      fixed: {},
    },
    {
      title: 'each lists itself, and one port is not known',
      files: change(own, `is-2${AXIS2}`, '"localMemberPort">4000<', '"localMemberPort">{{ port }}<'),
      at: [`is-1${AXIS2}:13:10 error`],
      fixed: {},
    },
    {
      title: 'lists on lines of their own',
      files: tomlCluster({
        '[clustering]':
          'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\nmembers = [\n  \'10.0.1.HOST:4000\', # itself\n]',
      }),
      at: ['is-1/deployment.toml:17:11 error'],
      fixed: {
        'is-1/deployment.toml': /\n {2}'10\.0\.1\.11:4000', # itself\n {2}'10\.0\.1\.12:4000',\n\]\n/,
        'is-2/deployment.toml': /\n {2}'10\.0\.1\.12:4000', # itself\n {2}'10\.0\.1\.11:4000',\n\]\n/,
      },
    },
  ],
});
