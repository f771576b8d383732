import rule from '../../../src/rules/intent/intent-clustering.js';
import { expecting, TOML_HOSTS } from '../../support/expecting.js';
import { change, type Files, GOOD, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const EXPECT = { membership: 'wka', domain: 'iam.example.com' };
const TOML_EXPECT = { membership: 'wka', domain: 'iam.prod' };
const axis2 = (from: string, to: string, files: Files = GOOD): Files => change(files, 'is-2/axis2/axis2.xml', from, to);
const toml = (from: string, to: string, files: Files = GOOD_TOML): Files =>
  change(files, 'is-2/deployment.toml', from, to);
const block = GOOD['is-2/repository/conf/axis2/axis2.xml']?.toString() ?? '';
const onlyMembers = `            <member>
                <hostName>10.0.0.11</hostName>
                <port>4000</port>
            </member>
`;

ruleTest(rule, {
  valid: [
    { title: 'nothing is expected', files: axis2('>wka<', '>multicast<') },
    { title: 'as expected', files: expecting(GOOD, EXPECT) },
    { title: 'as expected, TOML', files: expecting(GOOD_TOML, TOML_EXPECT, TOML_HOSTS) },
    {
      title: 'hosts are not given, and the files have them',
      files: expecting(GOOD, EXPECT, { 'is-1': null, 'is-2': null }),
    },
    { title: 'a domain that is filled in', files: expecting(axis2('>iam.example.com<', '>{{ domain }}<'), EXPECT) },
    {
      title: 'a host the server knows when it starts',
      files: expecting(toml('"10.0.1.12"\nlocal', '"$env{NODE_IP}"\nlocal'), TOML_EXPECT, TOML_HOSTS),
    },
    {
      title: 'a port and a member that are filled in',
      files: expecting(
        axis2('>4000</parameter>', '>{{ port }}</parameter>', axis2('<hostName>10.0.0.11', '<hostName>{{ peer }}')),
        EXPECT,
      ),
    },
    {
      title: 'a name that may be the address',
      files: expecting(axis2('<hostName>10.0.0.11', '<hostName>is-1.example.com'), EXPECT),
    },
    {
      title: 'another port than the stock one',
      files: expecting(
        change(axis2('>4000</parameter>', '>4100</parameter>'), 'is-1/axis2/axis2.xml', '<port>4000', '<port>4100'),
        EXPECT,
      ),
    },
    {
      title: 'a block that is commented out of a template',
      files: expecting(axis2('enable="true"', 'enable="{{ on }}"'), { membership: 'wka' }),
    },
    { title: 'only a user store is expected', files: expecting(axis2('>wka<', '>multicast<'), { userStore: 'keep' }) },
  ],
  invalid: [
    {
      title: 'clustering is off',
      files: expecting(axis2('enable="true"', 'enable="false"'), EXPECT),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      says: [/expects another clustering of is-2: it on\./],
      address: 'clustering',
      fixed: { 'is-2/axis2/axis2.xml': block },
    },
    {
      title: 'the stock block',
      files: expecting(
        axis2(
          'enable="true"',
          'enable="false"',
          axis2(
            '>wka<',
            '>multicast<',
            axis2(
              '>iam.example.com<',
              '>wso2.carbon.domain<',
              axis2('>10.0.0.12<', '>127.0.0.1<', axis2('<hostName>10.0.0.11', '<hostName>127.0.0.1')),
            ),
          ),
        ),
        EXPECT,
      ),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      says: [
        /membershipScheme "wka" \(it is "multicast"\), domain "iam\.example\.com" \(it is "wso2\.carbon\.domain"\)/,
      ],
      fixed: {
        'is-2/axis2/axis2.xml': block.replace(onlyMembers, onlyMembers + onlyMembers.replace('10.0.0.11', '10.0.0.12')),
      },
    },
    {
      title: 'no domain, port and members at all',
      files: expecting(
        axis2(
          '        <parameter name="domain">iam.example.com</parameter>\n',
          '',
          axis2(
            '        <parameter name="localMemberPort">4000</parameter>\n',
            '',
            axis2(`        <members>\n${onlyMembers}        </members>\n`, ''),
          ),
        ),
        EXPECT,
      ),
      at: ['is-2/axis2/axis2.xml:4:6 error'],
      says: /domain "iam\.example\.com" \(it is none\)/,
      fixed: {
        'is-2/axis2/axis2.xml': [
          /<parameter name="localMemberHost">10\.0\.0\.12<\/parameter>\n {8}<parameter name="domain">iam\.example\.com<\/parameter>\n {8}<parameter name="localMemberPort">4000<\/parameter>\n\n/,
          /<groupManagement enable="false"\/>\n {8}<members>\n {12}<member>\n {16}<hostName>10\.0\.0\.11<\/hostName>\n/,
        ],
      },
    },
    {
      title: 'loopback',
      files: expecting(axis2('>10.0.0.12<', '>localhost<'), EXPECT),
      at: ['is-2/axis2/axis2.xml:9:43 error'],
      fixed: { 'is-2/axis2/axis2.xml': block },
    },
    {
      title: 'both on one host and one port',
      files: expecting(axis2('>10.0.0.12<', '>10.0.0.11<'), EXPECT, { 'is-1': '10.0.0.11', 'is-2': '10.0.0.11' }),
      at: ['is-1/axis2/axis2.xml:13:10 error', 'is-2/axis2/axis2.xml:10:43 error'],
      says: /the members 10\.0\.0\.11:4000 and 10\.0\.0\.11:4001/,
      fixed: { 'is-1/axis2/axis2.xml': /<port>4001</, 'is-2/axis2/axis2.xml': />4001<\/parameter>/ },
    },
    {
      title: 'Kubernetes, whose scheme needs a class of its own',
      files: expecting(GOOD, { membership: 'kubernetes' }),
      at: ['is-1/axis2/axis2.xml:7:44 error', 'is-2/axis2/axis2.xml:7:44 error'],
      fixed: {
        'is-1/axis2/axis2.xml': [
          />kubernetes</,
          /4000<\/parameter>\n {8}<parameter name="membershipSchemeClassName">org\.wso2\.carbon\.membership\.scheme\.kubernetes\.KubernetesMembershipScheme</,
        ],
        'is-2/axis2/axis2.xml': />kubernetes</,
      },
    },
    {
      title: 'no clustering element',
      files: expecting(
        {
          ...GOOD,
          'is-2/repository/conf/axis2/axis2.xml': '<axisconfig name="AxisJava2.0">\n    <x/>\n</axisconfig>\n',
        },
        EXPECT,
      ),
      at: ['is-2/axis2/axis2.xml:1:2 error'],
      fixed: {
        'is-2/axis2/axis2.xml': `<axisconfig name="AxisJava2.0">
    <x/>
    <clustering class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent" enable="true">
        <parameter name="membershipScheme">wka</parameter>
        <parameter name="domain">iam.example.com</parameter>
        <parameter name="localMemberHost">10.0.0.12</parameter>
        <parameter name="localMemberPort">4000</parameter>
        <members>
            <member>
                <hostName>10.0.0.11</hostName>
                <port>4000</port>
            </member>
            <member>
                <hostName>10.0.0.12</hostName>
                <port>4000</port>
            </member>
        </members>
    </clustering>
</axisconfig>
`,
      },
    },
    {
      title: 'no table; the address comes from node_ip',
      files: expecting(
        toml(
          `[clustering]
membership_scheme = "wka"
domain = "iam.prod"
local_member_host = "10.0.1.12"
local_member_port = "4000"
members = ["10.0.1.11:4000", "10.0.1.12:4000"]

`,
          '',
        ),
        TOML_EXPECT,
        TOML_HOSTS,
      ),
      at: ['is-2/deployment.toml error'],
      fixed: {
        'is-2/deployment.toml':
          /\n\n\[clustering\]\nmembership_scheme = "wka"\ndomain = "iam\.prod"\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n$/,
      },
    },
    {
      title: 'another domain and another member',
      files: expecting(
        toml(
          'domain = "iam.prod"',
          'domain = "iam.test" # ours',
          toml('members = ["10.0.1.11:4000"', 'members = ["10.0.1.13:4000"'),
        ),
        TOML_EXPECT,
        TOML_HOSTS,
      ),
      at: ['is-2/deployment.toml:16:11 error'],
      fixed: {
        'is-2/deployment.toml': [
          /domain = "iam\.prod" # ours\n/,
          /members = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\n/,
        ],
      },
    },
    {
      title: 'Kubernetes before 6.0',
      files: expecting(GOOD_TOML, { membership: 'kubernetes' }, TOML_HOSTS),
      productVersion: '5.11.0',
      at: ['is-1/deployment.toml:15:22 error', 'is-2/deployment.toml:15:22 error'],
      fixed: {
        'is-1/deployment.toml': /^properties\.membershipSchemeClassName = "org\.wso2\.carbon\.membership/m,
        'is-2/deployment.toml': /^membership_scheme = "kubernetes"/m,
      },
    },
    {
      title: 'the properties have a table of their own',
      files: expecting(
        toml(
          '[database.identity_db]\n',
          '[clustering.properties]\nKUBERNETES_SERVICES = "is"\n\n[database.identity_db]\n',
        ),
        { membership: 'kubernetes' },
        { 'is-2': '10.0.1.12' },
      ),
      productVersion: '5.11.0',
      at: ['is-2/deployment.toml:15:22 error'],
      fixed: { 'is-2/deployment.toml': /KUBERNETES_SERVICES = "is"\nmembershipSchemeClassName = "org/ },
    },
  ],
});
