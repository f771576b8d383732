import rule from '../../../src/rules/clustering/clustering-domain-mismatch.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import { change, copyNode, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const DOMAIN = '<parameter name="domain">iam.example.com</parameter>';
const domain = (text: string) => change(GOOD, 'is-2/axis2/axis2.xml', DOMAIN, DOMAIN.replace('iam.example.com', text));
const third = (files = GOOD) => copyNode(files, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });

const WKA = 'membership_scheme = "wka"\ndomain = "iam.prod"\nlocal_member_host = "10.0.1.HOST"\n';
const BOTH = 'members = ["10.0.1.11:4000", "10.0.1.12:4000"]\n';
const clustering = (lines: string) => ({ '[clustering]': lines });

ruleTest(rule, {
  valid: [
    {
      title: 'parts of deployment.toml that a tool merges',
      files: {
        'is-1/deployment.toml':
          '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.11"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4001"]\n',
        'is-2/deployment.toml':
          '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.12"\ndomain = "iam.prod"\n',
      },
    },
    { title: 'one domain in deployment.toml', files: tomlCluster() },
    {
      title: 'one that only the environment knows',
      files: tomlCluster({}, clustering(`${WKA.replace('iam.prod', '$env{DOMAIN}')}${BOTH}`)),
    },
    { title: 'a domain that a template fills in', files: domain('{{ domain }}') },
    { title: 'a third equal node', files: third() },
    {
      title: 'a misspelt parameter has its own rule',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '"domain"', '"Domain"'),
    },
    {
      title: 'a node that hazelcast.xml tells',
      files: { ...domain('other'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
    {
      title: 'a node whose clustering is off',
      files: change(domain('other'), 'is-2/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
    },
  ],
  invalid: [
    {
      title: 'a typing error in a deployment.toml',
      files: tomlCluster({}, clustering(`${WKA.replace('iam.prod', 'iam.prd')}${BOTH}`)),
      at: ['is-1/deployment.toml:15:11 error'],
      says: /is-2 (?:has|have) "iam\.prd".*the same \[clustering\] domain/,
      related: ['is-2/deployment.toml:15:11'],
    },
    {
      title: 'the default on one',
      files: tomlCluster({}, clustering(`${WKA.replace('domain = "iam.prod"\n', '')}${BOTH}`)),
      at: ['is-1/deployment.toml:15:11 error'],
      says: /"wso2\.carbon\.domain"/,
      related: ['is-2/deployment.toml:13:1'],
    },
    {
      title: 'two nodes, nobody to blame: the first by name',
      files: domain('iam.exmaple.com'),
      at: ['is-1/axis2/axis2.xml:8:34 error'],
      says: /is-1 has domain "iam\.example\.com", is-2 has "iam\.exmaple\.com"/,
      related: ['is-2/axis2/axis2.xml:8:34'],
      address: 'clustering/domain',
      fixed: {},
    },
    {
      title: 'a majority of two blames the third',
      files: third(domain('iam.exmaple.com')),
      at: ['is-2/axis2/axis2.xml:8:34 error'],
      says: /is-2 has domain "iam\.exmaple\.com", is-1 and is-3 have "iam\.example\.com"/,
      fixed: { 'is-2/axis2/axis2.xml': GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    { title: 'a blank counts', files: domain('iam.example.com '), at: ['is-1/axis2/axis2.xml:8:34 error'] },
    {
      title: 'no domain at all is apache.axis2.domain',
      files: change(GOOD, 'is-2/axis2/axis2.xml', DOMAIN, ''),
      at: ['is-1/axis2/axis2.xml:8:34 error'],
      says: /none \(so "apache\.axis2\.domain"\)/,
    },
    {
      title: 'a blank in one of three',
      files: third(domain(' iam.example.com ')),
      at: ['is-2/axis2/axis2.xml:8:35 error'],
      fixed: { 'is-2/axis2/axis2.xml': GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'nothing written in one of three',
      files: third(domain('')),
      at: ['is-2/axis2/axis2.xml:8:9 error'],
      fixed: { 'is-2/axis2/axis2.xml': GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'none in one of three',
      files: third(change(GOOD, 'is-2/axis2/axis2.xml', DOMAIN, '')),
      at: ['is-2/axis2/axis2.xml:4:6 error'],
      fixed: { 'is-2/axis2/axis2.xml': /<parameter name="domain">iam\.example\.com<\/parameter>/ },
    },
    {
      title: 'the default in one deployment.toml of three',
      files: {
        ...tomlCluster({}, clustering(`${WKA.replace('domain = "iam.prod"\n', '')}${BOTH}`)),
        'is-3/deployment.toml': deploymentToml({ host: '13' }),
      },
      at: ['is-2/deployment.toml:13:1 error'],
      fixed: {
        'is-2/deployment.toml': /\nmembers = \["10\.0\.1\.11:4000", "10\.0\.1\.12:4000"\]\ndomain = "iam\.prod"\n/,
      },
    },
  ],
});
