import rule from '../../../src/rules/clustering/clustering-scheme-invalid.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const scheme = (text: string, more = '') => change(GOOD, AXIS2, SCHEME, `${SCHEME.replace('wka', text)}${more}`);
const CLASS = '<parameter name="membershipSchemeClassName">a.Scheme</parameter>';
const tribes = (files: Files) =>
  change(
    files,
    AXIS2,
    'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent',
    'org.apache.axis2.clustering.tribes.TribesClusteringAgent',
  );

const KUBERNETES = { '[clustering]': 'membership_scheme = "kubernetes"' };

ruleTest(rule, {
  valid: [
    ...['wka', 'multicast', 'aws', 'aws-ecs'].map((scheme) => ({
      title: `${scheme} in deployment.toml`,
      files: tomlCluster({ '[clustering]': `membership_scheme = "${scheme}"` }),
    })),
    { title: 'kubernetes on 6.0', files: tomlCluster(KUBERNETES), productVersion: '6.0.0' },
    { title: 'kubernetes on a version that is not known', files: tomlCluster(KUBERNETES) },
    {
      title: 'kubernetes on 5.11 with its class',
      files: tomlCluster({
        '[clustering]':
          'membership_scheme = "kubernetes"\nproperties.membershipSchemeClassName = "org.wso2.carbon.membership.scheme.kubernetes.KubernetesMembershipScheme"',
      }),
      productVersion: '5.11.0',
    },
    {
      title: 'one of a class of its own',
      files: tomlCluster({
        '[clustering]': 'membership_scheme = "consul"\nproperties.membershipSchemeClassName = "com.acme.Consul"',
      }),
    },
    {
      title: 'what the environment says',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "$env{SCHEME}"' }),
    },
    { title: 'blanks around it', files: scheme(' wka ') },
    { title: 'aws', files: scheme('aws') },
    { title: 'any scheme with a class', files: scheme('kubernetes', CLASS) },
    { title: 'a template', files: scheme('{{ scheme }}') },
    { title: 'clustering is off', files: change(scheme('WKA'), AXIS2, 'enable="true"', 'enable="false"') },
    {
      title: 'hazelcast.xml decides',
      files: { ...scheme('WKA'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
    {
      title: 'an agent nobody knows',
      files: change(scheme('WKA'), AXIS2, 'hazelcast.HazelcastClusteringAgent', 'x.MyAgent'),
    },
    { title: 'Tribes with wka', files: tribes(GOOD) },
  ],
  invalid: [
    {
      title: 'capital letters in deployment.toml',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "WKA"' }),
      at: ['is-2/deployment.toml:14:22 error'],
      says: /"WKA" is none that Hazelcast knows \(multicast, wka, aws and aws-ecs, letter by letter\).*Did you mean "wka"/,
      fixed: { 'is-2/deployment.toml': /\nmembership_scheme = "wka"\n/ },
    },
    {
      title: 'a truth value',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = true' }),
      at: ['is-2/deployment.toml:14:21 error'],
      says: /"true" is none.*properties\.membershipSchemeClassName/,
    },
    {
      title: 'kubernetes on 5.11 without its class',
      files: tomlCluster(KUBERNETES),
      productVersion: '5.11.0',
      at: ['is-1/deployment.toml:14:22 error', 'is-2/deployment.toml:14:22 error'],
      says: /membershipSchemeClassName \(org\.wso2\.carbon\.membership\.scheme/,
      fixed: Object.fromEntries(
        ['is-1', 'is-2'].map((node) => [
          `${node}/deployment.toml`,
          /\n\n\[clustering\.properties\]\nmembershipSchemeClassName = "org\.wso2\.carbon\.membership\.scheme\.kubernetes\./,
        ]),
      ),
    },
    {
      title: 'an unknown one from 6.0 on',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "consul"' }),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:14:22 error'],
      says: /aws-ecs and kubernetes/,
    },
    {
      title: 'another case',
      files: scheme('WKA'),
      at: [`${AXIS2}:7:44 error`],
      says: [/"WKA" is none that Hazelcast knows.*does not come up/, /Did you mean "wka"\?$/],
      address: 'clustering/membershipScheme',
      fixed: { [AXIS2]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'kubernetes without its class',
      files: scheme('kubernetes'),
      at: [`${AXIS2}:7:44 error`],
      says: /membershipSchemeClassName \(org\.wso2\.carbon\.membership\.scheme\.kubernetes/,
      fixed: {
        [AXIS2]:
          /<parameter name="membershipSchemeClassName">org\.wso2\.[\w.]+KubernetesMembershipScheme<\/parameter>\n/,
      },
    },
    { title: 'an empty class', files: scheme('mine', CLASS.replace('a.Scheme', '')), at: [`${AXIS2}:7:44 error`] },
    { title: 'nothing', files: scheme(''), at: [`${AXIS2}:7:9 error`], fixed: {} },
    {
      title: 'Tribes has no aws',
      files: tribes(scheme('aws', CLASS)),
      at: [`${AXIS2}:7:44 error`],
      says: /none that Tribes knows \(multicast and wka.*joins nobody\.$/,
      fixed: {},
    },
  ],
});
