import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/wka/wka-members-empty.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
/** The list of a node with other content. */
const members = (node: string, content: string, files: Files = GOOD): Files => {
  const path = `${node}/repository/conf${AXIS2}`;
  return { ...files, [path]: String(files[path]).replace(/<members>[\s\S]*<\/members>/, content) };
};
const tribes = (files: Files) =>
  change(
    files,
    `is-2${AXIS2}`,
    'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
  );
const EMPTY = '<members/>';

const WKA = 'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"';

ruleTest(rule, {
  valid: [
    {
      title: 'parts of deployment.toml that a tool merges',
      files: {
        'is-1/deployment.toml': '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.11"\n',
        'is-2/deployment.toml': '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.12"\n',
      },
    },
    {
      title: 'a template that may hold the list',
      files: tomlCluster({ '[clustering]': `${WKA}\n{{ members }}` }),
    },
    { title: 'lists in deployment.toml', files: tomlCluster() },
    {
      title: 'another scheme in deployment.toml',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "multicast"' }),
    },
    {
      title: 'the list of the environment',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "wka"\nmembers = ["$env{A}", "$env{B}"]' }),
    },
    { title: 'a list that a template fills', files: members('is-2', '<members>{{ members }}</members>') },
    {
      title: 'a list that a template fills from a comment',
      files: members('is-2', '<members><!-- #_MEMBERS_# --></members>'),
    },
    { title: 'another scheme', files: change(members('is-2', EMPTY), `is-2${AXIS2}`, '>wka<', '>multicast<') },
    {
      title: 'clustering is off',
      files: change(members('is-2', EMPTY), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
    {
      title: 'hazelcast.xml decides',
      files: { ...members('is-2', EMPTY), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'no members in one deployment.toml',
      files: tomlCluster({}, { '[clustering]': WKA }),
      at: ['is-2/deployment.toml:13:1 warning'],
      says: /lists no member \(the server fills in 127\.0\.0\.1:4000\): it joins nobody.*Add members = \["host:port", …\] under \[clustering\]/,
      address: 'clustering/members',
      fixed: {
        'is-2/deployment.toml':
          /local_member_host = "10\.0\.1\.1\d"\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n/,
      },
    },
    {
      title: 'no members in any deployment.toml',
      files: tomlCluster({ '[clustering]': WKA }),
      at: ['is-1/deployment.toml:13:1 error'],
      says: /the cluster cannot form/,
      fixed: {
        'is-1/deployment.toml':
          /local_member_host = "10\.0\.1\.1\d"\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n/,
        'is-2/deployment.toml':
          /local_member_host = "10\.0\.1\.1\d"\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n/,
      },
    },
    {
      title: 'an empty list',
      files: tomlCluster({}, { '[clustering]': `${WKA}\nmembers = []` }),
      at: ['is-2/deployment.toml:17:11 warning'],
      says: /lists no member: it joins/,
      fixed: {
        'is-2/deployment.toml':
          /local_member_host = "10\.0\.1\.1\d"\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n/,
      },
    },
    {
      title: 'one file for several servers',
      files: {
        'is-1/deployment.toml': deploymentToml({
          tables: { '[clustering]': 'membership_scheme = "wka"\nlocal_member_host = "$env{NODE_IP}"' },
        }),
      },
      at: ['is-1/deployment.toml:13:1 error'],
      says: /each of its servers finds nobody but itself/,
      fixed: {},
    },
    {
      title: 'empty, but listed by the other node',
      files: members('is-2', EMPTY),
      at: [`is-2${AXIS2}:13:10 warning`],
      says: /is-2 uses the scheme wka and lists no member: it joins nobody at start/,
      address: 'clustering/members',
      fixed: {
        [`is-2${AXIS2}`]:
          /<members>\n {12}<member>\n {16}<hostName>10\.0\.0\.11<\/hostName>\n {16}<port>4000<\/port>\n {12}<\/member>\n {8}<\/members>\n/,
      },
    },
    {
      title: 'no <members> at all',
      files: members('is-2', ''),
      at: [`is-2${AXIS2}:7:44 warning`],
      fixed: {
        [`is-2${AXIS2}`]:
          /<members>\n {12}<member>\n {16}<hostName>10\.0\.0\.11<\/hostName>\n {16}<port>4000<\/port>\n {12}<\/member>\n {8}<\/members>\n/,
      },
    },
    {
      title: 'only a commented member',
      files: members('is-2', '<members><!-- <member><hostName>a</hostName></member> --></members>'),
      at: [`is-2${AXIS2}:13:10 warning`],
      fixed: { [`is-2${AXIS2}`]: /<members><!-- .* -->\n {12}<member>\n.*\n.*\n {12}<\/member>\n {8}<\/members>/ },
    },
    {
      title: 'empty on both: no cluster forms',
      files: members('is-1', EMPTY, members('is-2', EMPTY)),
      at: [`is-1${AXIS2}:13:10 error`],
      says: /the cluster cannot form/,
      related: [`is-2${AXIS2}:13:10`],
      fixed: {
        [`is-1${AXIS2}`]:
          /<members>\n {12}<member>\n {16}<hostName>10\.0\.0\.12<\/hostName>\n {16}<port>4000<\/port>\n {12}<\/member>\n {8}<\/members>\n/,
        [`is-2${AXIS2}`]:
          /<members>\n {12}<member>\n {16}<hostName>10\.0\.0\.11<\/hostName>\n {16}<port>4000<\/port>\n {12}<\/member>\n {8}<\/members>\n/,
      },
    },
    {
      title: 'Tribes waits',
      files: tribes(members('is-2', EMPTY)),
      at: [`is-2${AXIS2}:13:10 error`],
      says: /Tribes/,
    },
    {
      title: 'empty, and nobody knows where the other node is',
      files: change(
        members('is-2', EMPTY),
        `is-1${AXIS2}`,
        '"localMemberHost">10.0.0.11<',
        '"localMemberHost">{{ ip }}<',
      ),
      at: [`is-2${AXIS2}:13:10 warning`],
      fixed: {},
    },
    {
      title: 'empty, and the other node tells its loopback address',
      files: change(
        members('is-2', EMPTY),
        `is-1${AXIS2}`,
        '"localMemberHost">10.0.0.11<',
        '"localMemberHost">127.0.0.1<',
      ),
      at: [`is-2${AXIS2}:13:10 warning`],
      fixed: {},
    },
  ],
});
