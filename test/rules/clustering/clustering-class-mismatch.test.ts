import rule from '../../../src/rules/clustering/clustering-class-mismatch.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, copyNode, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const HAZELCAST = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
const TRIBES = 'org.apache.axis2.clustering.tribes.TribesClusteringAgent';
const agent = (text: string, files: Files = GOOD) => change(files, `is-2${AXIS2}`, HAZELCAST, text);
const third = copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });
/** Without the files that tell the version. */
const versionless = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.endsWith('axis2.xml'))
      .map(([path, text]) => [path.replace('repository/conf/axis2/', ''), text]),
  );

ruleTest(rule, {
  valid: [
    { title: 'the class that each release brings itself', files: tomlCluster() },
    { title: 'the same, on one release', files: tomlCluster(), productVersion: '7.1.0' },
    { title: 'a template', files: agent('{{ class }}') },
    { title: 'a misspelt class has its own rule', files: agent(`${HAZELCAST}s`) },
    { title: 'no class has its own rule', files: change(GOOD, `is-2${AXIS2}`, `class="${HAZELCAST}"`, '') },
    {
      title: 'clustering is off there',
      files: change(agent('com.acme.Agent'), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
  ],
  invalid: [
    {
      title: 'an agent of its own in one deployment.toml',
      files: tomlCluster(
        {},
        { '[clustering]': 'membership_scheme = "wka"\nagent = "com.acme.Agent"\nmembers = ["10.0.1.11:4000"]' },
      ),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:15:10 error'],
      says: /Use the same \[clustering\] agent on every node/,
    },
    {
      title: 'the agent of another generation on one node',
      files: agent(TRIBES, third),
      at: [`is-2${AXIS2}:4:24 error`],
    },
    {
      title: 'an agent of one’s own',
      files: agent('com.acme.Agent', third),
      at: [`is-2${AXIS2}:4:24 error`],
      says: /is-2 has clustering class "com\.acme\.Agent", is-1 and is-3 have "org\.wso2/,
      related: [`is-1${AXIS2}:4:24`, `is-3${AXIS2}:4:24`],
      address: 'clustering/@class',
    },
    {
      title: 'Tribes beside Hazelcast, the version unknown',
      files: versionless(agent(TRIBES)),
      at: ['is-1/axis2.xml:4:24 error'],
    },
  ],
});
