import rule from '../../../src/rules/clustering/clustering-class-era.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const HAZELCAST = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
const TRIBES = 'org.apache.axis2.clustering.tribes.TribesClusteringAgent';
const LATER = 'org.wso2.carbon.hazelcast.HazelcastClusteringAgent';
const agent = (text: string, files: Files = GOOD) => change(files, AXIS2, HAZELCAST, text);
const carbon = (key: string, version: string) => `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <ServerKey>${key}</ServerKey><Version>${version}</Version>
</Server>`;
const lone = (name: string, key: string, version: string): Files => ({
  'n/carbon.xml': carbon(key, version),
  'n/axis2.xml': `<axisconfig>\n<clustering class="${name}" enable="true"><parameter name="domain">d</parameter></clustering></axisconfig>`,
});

const WKA = 'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\n';
const clustering = (lines: string) => ({ '[clustering]': lines });

ruleTest(rule, {
  valid: [
    ...['5.9.0', '5.11.0', '6.1.0', '7.0.0', '7.3.0'].map((productVersion) => ({
      title: `the class that IS ${productVersion} brings itself`,
      files: tomlCluster(),
      productVersion,
    })),
    {
      title: 'the class of 7.x, written',
      files: tomlCluster(clustering(`${WKA}agent = "${LATER}"`)),
      productVersion: '7.1.0',
    },
    {
      title: 'a key that no server up to 6.1 reads',
      files: tomlCluster(clustering(`${WKA}agent = "com.acme.Agent"`)),
      productVersion: '6.1.0',
    },
    { title: 'clustering is off', files: change(agent('com.acme.Agent'), AXIS2, 'enable="true"', 'enable="false"') },
    { title: 'a template', files: agent('{{ class }}') },
    { title: 'Tribes on 4.1', files: lone(TRIBES, 'IS', '4.1.0') },
    { title: 'Hazelcast on 4.5', files: lone(HAZELCAST, 'IS', '4.5.0') },
    { title: 'Tribes on another product, whatever its version', files: lone(TRIBES, 'ESB', '4.8.1') },
    {
      title: 'Tribes, the version unknown',
      files: { 'n/axis2.xml': lone(TRIBES, 'IS', '4.1.0')['n/axis2.xml'] ?? '' },
    },
    { title: 'the later class on another product', files: lone(LATER, 'AM', '2.6.0') },
  ],
  invalid: [
    {
      title: 'a misspelt class in a deployment.toml',
      files: tomlCluster({}, clustering(`${WKA}agent = "org.wso2.carbon.hazelcast.HazelcastClusterAgent"`)),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:17:10 error'],
      says: /\[clustering\] agent names the class.*Did you mean "org\.wso2\.carbon\.hazelcast\.HazelcastClusteringAgent"/,
      fixed: { 'is-2/deployment.toml': /\nagent = "org\.wso2\.carbon\.hazelcast\.HazelcastClusteringAgent"\n/ },
    },
    {
      title: 'a class of nobody in a deployment.toml',
      files: tomlCluster({}, clustering(`${WKA}agent = "com.acme.Agent"`)),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:17:10 warning'],
      says: /in no Identity Server.*Without the key/,
      fixed: {},
    },
    {
      title: 'no class',
      files: change(GOOD, AXIS2, `class="${HAZELCAST}"`, ''),
      at: [`${AXIS2}:4:6 error`],
      says: /names no class.*attribute with the name 'class'/,
      address: 'clustering/@class',
      fixed: {
        [AXIS2]:
          /<clustering\s+enable="true"\s+class="org\.wso2\.carbon\.core\.clustering\.hazelcast\.HazelcastClusteringAgent">/,
      },
    },
    {
      title: 'Tribes on a later server',
      files: lone(TRIBES, 'IS', '4.5.0'),
      at: ['n/axis2.xml:2:20 error'],
      says: /does not fit IS 4\.5\.0: .*Use "org\.wso2/,
      fixed: { 'n/axis2.xml': lone(HAZELCAST, 'IS', '4.5.0')['n/axis2.xml'] as string },
    },
    {
      title: 'Hazelcast on an earlier server',
      files: lone(HAZELCAST, 'IS', '4.1.0'),
      at: ['n/axis2.xml:2:20 error'],
      says: /Hazelcast came with IS 4\.5.*Use "org\.apache/,
      fixed: { 'n/axis2.xml': lone(TRIBES, 'IS', '4.1.0')['n/axis2.xml'] as string },
    },
    {
      title: 'the class of later servers',
      files: agent(LATER),
      at: [`${AXIS2}:4:24 error`],
      says: /belongs to IS 7\.0/,
      fixed: { [AXIS2]: /HazelcastClusteringAgent/ },
    },
    {
      title: 'a blank too many',
      files: agent(`${HAZELCAST} `),
      at: [`${AXIS2}:4:24 error`],
      says: /Did you mean "org\.wso2/,
      fixed: { [AXIS2]: /HazelcastClusteringAgent"/ },
    },
    {
      title: 'a class nobody ships',
      files: agent('com.acme.Agent'),
      at: [`${AXIS2}:4:24 warning`],
      says: /in no server/,
      fixed: {},
    },
  ],
});
