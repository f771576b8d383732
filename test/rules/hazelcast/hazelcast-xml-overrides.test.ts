import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/hazelcast/hazelcast-xml-overrides.js';
import { change, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const PATH = 'is-2/repository/conf/etc/hazelcast.xml';
const XML = '<hazelcast>\n  <group><name>iam</name></group>\n</hazelcast>\n';
/** One node alone, so that nobody lacks the file. */
const ALONE: Files = Object.fromEntries(Object.entries(GOOD).filter(([path]) => path.startsWith('is-2/')));
const withFile: Files = { ...ALONE, [PATH]: XML };
const version = (text: string) => change(withFile, 'is-2/carbon.xml', '<Version>5.8.0<', `<Version>${text}<`);

ruleTest(rule, {
  valid: [
    { title: 'a deployment.toml alone', files: tomlCluster() },
    { title: 'on one node only: the mismatch says so', files: { ...GOOD, [PATH]: XML } },
    { title: 'clustering is off', files: change(withFile, AXIS2, 'enable="true"', 'enable="false"') },
    { title: 'before 5.2 nobody reads it', files: version('5.1.0') },
    {
      title: 'another product, whose kernel is not known',
      files: change(
        change(withFile, 'is-2/carbon.xml', '<ServerKey>IS<', '<ServerKey>ESB<'),
        'is-2/carbon.xml',
        'WSO2 Identity Server',
        'WSO2 ESB',
      ),
    },
    {
      title: 'Tribes',
      files: change(
        withFile,
        AXIS2,
        'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
        'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
      ),
    },
    { title: 'no axis2.xml', files: without(withFile, AXIS2) },
  ],
  invalid: [
    {
      title: 'a deployment.toml beside it',
      files: { ...tomlCluster(), 'is-1/etc/hazelcast.xml': '<hazelcast/>', 'is-2/etc/hazelcast.xml': '<hazelcast/>' },
      at: ['is-1/etc/hazelcast.xml:1:2 warning'],
      says: /overrides deployment\.toml on is-1 and is-2: .*\[clustering\] local_member_host "10\.0\.1\.11"/,
    },
    {
      title: 'the file',
      files: withFile,
      at: ['is-2/etc/hazelcast.xml:1:2 warning'],
      says: /the domain "iam\.example\.com", the membership scheme "wka" and localMemberHost "10\.0\.0\.12"/,
      address: 'hazelcast',
    },
    {
      title: 'on both, said once',
      files: { ...GOOD, [PATH]: XML, [PATH.replace('is-2', 'is-1')]: XML },
      at: ['is-1/etc/hazelcast.xml:1:2 warning'],
      says: /overrides axis2\.xml on is-1 and is-2/,
      related: ['is-2/etc/hazelcast.xml:1:2'],
    },
    {
      title: 'beside a node that another agent serves',
      files: change(
        { ...GOOD, [PATH]: XML },
        'is-1/axis2/axis2.xml',
        'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
        'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
      ),
      at: ['is-2/etc/hazelcast.xml:1:2 warning'],
    },
    {
      title: 'what a template fills in is not shown',
      files: change(withFile, AXIS2, 'iam.example.com', '{{ domain }}'),
      at: ['is-2/etc/hazelcast.xml:1:2 warning'],
      says: /on is-2: the membership scheme "wka" and localMemberHost/,
    },
    { title: 'from 5.2 on', files: version('5.2.0'), at: ['is-2/etc/hazelcast.xml:1:2 warning'] },
    {
      title: 'the option in a start script',
      files: { ...GOOD, 'is-2/Dockerfile': 'FROM wso2is\nENV JAVA_OPTS="-Dhazelcast.config=/etc/hz.xml"\n' },
      at: ['is-2/Dockerfile:2:35 warning'],
      says: /-Dhazelcast\.config \("\/etc\/hz\.xml"\) overrides/,
    },
  ],
});
