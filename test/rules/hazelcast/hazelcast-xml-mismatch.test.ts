import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/hazelcast/hazelcast-xml-mismatch.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const path = (node: string) => `${node}/repository/conf/etc/hazelcast.xml`;
const hazelcast = (group: string, join: string) =>
  `<hazelcast>\n<group>${group}</group>\n<network><join>${join}</join></network>\n</hazelcast>\n`;
const NAME = '<name>iam</name>';
const PASSWORD = '<password>one</password>';
const TCP = '<multicast enabled="false"/><tcp-ip enabled="true"><member>10.0.0.11</member></tcp-ip>';
const both = (first: string, second: string): Files => ({
  ...GOOD,
  [path('is-1')]: first,
  [path('is-2')]: second,
});
const SAME = hazelcast(NAME, TCP);

ruleTest(rule, {
  valid: [
    { title: 'a deployment.toml alone', files: tomlCluster() },
    { title: 'the same on both', files: both(SAME, SAME) },
    { title: 'other members', files: both(SAME, hazelcast(NAME, TCP.replace('.11', '.12'))) },
    {
      title: 'the group that Hazelcast takes without one',
      files: both(hazelcast('<name>dev</name>', TCP), hazelcast('', TCP)),
    },
    { title: 'a group that a template fills in', files: both(SAME, hazelcast('<name>{{ group }}</name>', TCP)) },
    {
      title: 'clustering is off there',
      files: change(both(SAME, hazelcast('', TCP)), 'is-2/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
    },
    {
      title: 'the other node has a file that is not seen here',
      files: {
        ...GOOD,
        [path('is-1')]: SAME,
        'is-2/Dockerfile': 'FROM wso2is\nENV JAVA_OPTS="-Dhazelcast.config=/etc/hz.xml"\n',
      },
    },
    {
      title: 'before 5.2 nobody reads it',
      files: ['is-1', 'is-2'].reduce(
        (files, node) => change(files, `${node}/carbon.xml`, '<Version>5.8.0<', '<Version>5.1.0<'),
        both(SAME, hazelcast('', TCP)),
      ),
    },
  ],
  invalid: [
    {
      title: 'beside one deployment.toml only',
      files: { ...tomlCluster(), 'is-2/etc/hazelcast.xml': '<hazelcast/>' },
      at: ['is-1/deployment.toml:13:1 error'],
      says: /without it from deployment\.toml/,
    },
    {
      title: 'on one node only',
      files: { ...GOOD, [path('is-2')]: SAME },
      at: ['is-1/axis2/axis2.xml:4:6 error'],
      says: /^hazelcast\.xml is on is-2 and not on is-1:/,
      related: ['is-2/etc/hazelcast.xml:1:2'],
      address: 'hazelcast',
    },
    {
      title: 'two groups',
      files: both(SAME, hazelcast('<name>dev</name>', TCP)),
      at: ['is-1/etc/hazelcast.xml:2:14 error'],
      says: /is-1 has group name "iam", is-2 has "dev" in hazelcast\.xml/,
      related: ['is-2/etc/hazelcast.xml:2:14'],
      address: 'hazelcast/groupName',
    },
    {
      title: 'two passwords, which are not shown',
      files: both(hazelcast(NAME + PASSWORD, TCP), hazelcast(NAME + PASSWORD.replace('one', 'two'), TCP)),
      at: ['is-1/etc/hazelcast.xml:2:34 error'],
      says: /^the group password of is-1 differs from that of is-2 in/,
    },
    {
      title: 'two ways to join',
      files: both(SAME, hazelcast(NAME, '<multicast enabled="true"/>')),
      at: ['is-1/etc/hazelcast.xml:3:45 error'],
      says: /is-1 has join tcp-ip, is-2 has multicast/,
      address: 'hazelcast/join',
    },
  ],
});
