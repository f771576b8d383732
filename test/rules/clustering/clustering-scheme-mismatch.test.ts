import rule from '../../../src/rules/clustering/clustering-scheme-mismatch.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, copyNode, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = '/axis2/axis2.xml';
const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const scheme = (text: string, files: Files = GOOD) => change(files, `is-2${AXIS2}`, '>wka<', `>${text}<`);
const third = copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });

const LISTED = 'domain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\nmembers = ["10.0.1.11:4000"]';

ruleTest(rule, {
  valid: [
    { title: 'one scheme in deployment.toml', files: tomlCluster() },
    {
      title: 'one that only the environment knows',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "$env{SCHEME}"' }),
    },
    { title: 'one that is off', files: tomlCluster({}, { '[clustering]': '' }) },
    {
      title: 'a misspelt parameter has its own rule',
      files: change(GOOD, `is-2${AXIS2}`, '"membershipScheme"', '"membershipscheme"'),
    },
    { title: 'blanks around it', files: scheme(' wka ') },
    { title: 'a template', files: scheme('{{ scheme }}') },
    { title: 'a missing scheme has its own rule', files: change(GOOD, `is-2${AXIS2}`, SCHEME, '') },
    { title: 'an unknown scheme has its own rule', files: scheme('WKA') },
    {
      title: 'clustering is off there',
      files: change(scheme('multicast'), `is-2${AXIS2}`, 'enable="true"', 'enable="false"'),
    },
    {
      title: 'hazelcast.xml decides there',
      files: { ...scheme('multicast'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'two schemes in deployment.toml',
      files: tomlCluster({}, { '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"' }),
      at: ['is-1/deployment.toml:14:22 error'],
      says: /Give every node the same \[clustering\] membership_scheme/,
      related: ['is-2/deployment.toml:14:22'],
    },
    {
      title: 'multicast on one of two',
      files: scheme('multicast'),
      at: [`is-1${AXIS2}:7:44 error`],
      says: /is-1 has membership scheme "wka", is-2 has "multicast"/,
      related: [`is-2${AXIS2}:7:44`],
      address: 'clustering/membershipScheme',
      fixed: {},
    },
    {
      title: 'the odd one of three',
      files: scheme('aws', third),
      at: [`is-2${AXIS2}:7:44 error`],
      says: /is-2 has membership scheme "aws", is-1 and is-3 have "wka"/,
      fixed: { [`is-2${AXIS2}`]: GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'multicast in one deployment.toml of three, with its list',
      files: {
        ...tomlCluster({}, { '[clustering]': `membership_scheme = 'multicast'\n${LISTED}` }),
        'is-3/deployment.toml': deploymentToml({ host: '13' }),
      },
      at: ['is-2/deployment.toml:14:22 error'],
      fixed: { 'is-2/deployment.toml': /\nmembership_scheme = "wka"\ndomain/ },
    },
    {
      title: 'multicast in one deployment.toml of three, without a list',
      files: {
        ...tomlCluster({}, { '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"' }),
        'is-3/deployment.toml': deploymentToml({ host: '13' }),
      },
      at: ['is-2/deployment.toml:14:22 error'],
      fixed: {},
    },
  ],
});
