import rule from '../../../src/rules/clustering/clustering-parameter-ignored.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const DOMAIN = '<parameter name="domain">';
const add = (...names: readonly string[]) =>
  change(GOOD, AXIS2, DOMAIN, `${names.map((name) => `<parameter name="${name}">1</parameter>`).join('')}${DOMAIN}`);
const tribes = (files: Files) =>
  change(
    files,
    AXIS2,
    'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
  );
const STOCK = ['clusteringPattern', 'mcastPort', 'mcastTTL', 'mcastTimeout', 'properties', 'groupPassword'];

const PASSWORD = {
  '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"\nproperties.groupPassword = "s3nt1nel"',
};

ruleTest(rule, {
  valid: [
    { title: 'what the template writes itself', files: tomlCluster() },
    {
      title: 'properties that platforms read',
      files: tomlCluster({
        '[clustering]':
          'membership_scheme = "aws-ecs"\nproperties.region = "eu-west-1"\nproperties.clusterName = "c"\nproperties.vpcCidrBlock = "10.0.*.*"\nproperties.tagKey = "a"\nproperties.tagValue = "b"',
      }),
      productVersion: '7.1.0',
    },
    {
      title: 'properties of kubernetes',
      files: tomlCluster({
        '[clustering]':
          'membership_scheme = "kubernetes"\nproperties.KUBERNETES_NAMESPACE = "n"\nproperties.KUBERNETES_SERVICES = "s"\nproperties.USE_DNS = "false"\nproperties.KUBERNETES_MASTER_SKIP_SSL_VERIFICATION = "true"',
      }),
      productVersion: '6.0.0',
    },
    { title: 'a group password up to 5.11', files: tomlCluster(PASSWORD), productVersion: '5.11.0' },
    { title: 'a group password, the version not known', files: tomlCluster(PASSWORD) },
    {
      title: 'no class',
      files: change(
        add('maxRetries'),
        AXIS2,
        'class="org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent"',
        '',
      ),
    },
    {
      title: 'an agent nobody knows',
      files: change(
        add('maxRetries'),
        AXIS2,
        'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
        'com.acme.Agent',
      ),
    },
    { title: 'what stock files hold', files: add(...STOCK) },
    {
      title: 'what a scheme class reads',
      files: add('membershipSchemeClassName', 'KUBERNETES_NAMESPACE', 'KUBERNETES_SERVICES', 'USE_DNS', 'regions'),
    },
    { title: 'what nobody can have meant', files: add('comment') },
    { title: 'what Tribes reads', files: tribes(add('mcastFrequency', 'multicastBindAddress', 'memberDropTime')) },
    { title: 'clustering is off', files: change(add('maxRetries'), AXIS2, 'enable="true"', 'enable="false"') },
    {
      title: 'hazelcast.xml decides',
      files: { ...add('maxRetries'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'a group password from 6.0 on',
      files: tomlCluster({}, PASSWORD),
      productVersion: '6.0.0',
      at: ['is-2/deployment.toml:16:29 info'],
      says: /not used by IS 6\.0\.0/,
      fixed: { 'is-2/deployment.toml': /\ndomain = "iam\.prod"\n\n/ },
    },
    {
      title: 'a misspelt property',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "multicast"\nproperties.mcastport = "45565"' }),
      at: ['is-2/deployment.toml:15:25 warning'],
      says: /no parameter "mcastport".*Did you mean "mcastPort"/,
      fixed: { 'is-2/deployment.toml': /\nproperties\.mcastPort = "45565"\n/ },
    },
    {
      title: 'left over from Tribes, said once',
      files: add('mcastFrequency', 'memberDropTime'),
      at: [`${AXIS2}:8:42 warning`],
      says: /Hazelcast does not read mcastFrequency and memberDropTime/,
      address: 'clustering/mcastFrequency',
      fixed: {},
    },
    {
      title: 'the comment in the file of Tribes is wrong',
      files: tribes(add('mcastBindAddress')),
      at: [`${AXIS2}:8:44 warning`],
      says: /Tribes does not read mcastBindAddress.*multicastBindAddress/,
    },
    {
      title: 'another case',
      files: change(GOOD, AXIS2, '"localMemberPort"', '"localmemberPort"'),
      at: [`${AXIS2}:10:43 warning`],
      says: /"localmemberPort".*Did you mean "localMemberPort"\?/,
      address: 'clustering/localmemberPort',
      fixed: { [AXIS2]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'a domain that gets lost',
      files: change(GOOD, AXIS2, '"domain"', '"Domain"'),
      at: [`${AXIS2}:8:34 error`],
      says: /takes the default, and does not meet nodes that have another/,
      fixed: { [AXIS2]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'a second spelling of the domain',
      files: add('Domain'),
      at: [`${AXIS2}:8:34 warning`],
      says: /leaves it unread/,
      fixed: {},
    },
    { title: 'a typing error', files: add('groupPasword'), at: [`${AXIS2}:8:40 warning`], says: /"groupPassword"/ },
    {
      title: 'another case beside a scheme class',
      files: add('membershipSchemeClassName', 'LocalMemberHost'),
      at: [`${AXIS2}:8:100 warning`],
    },
  ],
});
