import rule from '../../../src/rules/clustering/clustering-domain-default.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const DOMAIN = '<parameter name="domain">iam.example.com</parameter>';
const domain = (node: string, text: string | null, files: Files = GOOD) =>
  change(files, `${node}/axis2/axis2.xml`, DOMAIN, text === null ? '' : DOMAIN.replace('iam.example.com', text));
const both = (text: string | null) => domain('is-1', text, domain('is-2', text));
const DEFAULT = 'wso2.carbon.domain';

ruleTest(rule, {
  valid: [
    {
      title: 'parts of deployment.toml that a tool merges',
      files: {
        'is-1/deployment.toml':
          '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.11"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4001"]\n',
        'is-2/deployment.toml':
          '[clustering]\nmembership_scheme = "wka"\nlocal_member_host = "10.0.1.12"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4001"]\n',
      },
    },
    { title: 'a domain of its own in deployment.toml', files: tomlCluster() },
    { title: 'clustering is off, whatever its default', files: tomlCluster({ '[clustering]': '' }) },
    {
      title: 'a misspelt parameter has its own rule',
      files: ['is-1', 'is-2'].reduce(
        (files, node) => change(files, `${node}/axis2/axis2.xml`, '"domain"', '"Domain"'),
        GOOD,
      ),
    },
    { title: 'on one node only: the mismatch says so', files: domain('is-2', DEFAULT) },
    { title: 'a template on the other node', files: domain('is-1', '{{ domain }}', domain('is-2', DEFAULT)) },
    { title: 'a domain that begins so', files: both('wso2.carbon.domain.prod') },
    {
      title: 'clustering is off',
      files: ['is-1', 'is-2'].reduce(
        (files, node) => change(files, `${node}/axis2/axis2.xml`, 'enable="true"', 'enable="false"'),
        both(DEFAULT),
      ),
    },
    {
      title: 'hazelcast.xml decides',
      files: {
        ...both(DEFAULT),
        'is-1/repository/conf/etc/hazelcast.xml': '<hazelcast/>',
        'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>',
      },
    },
  ],
  invalid: [
    {
      title: 'no domain in deployment.toml',
      files: tomlCluster({
        '[clustering]':
          'membership_scheme = "wka"\nlocal_member_host = "10.0.1.HOST"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4000"]',
      }),
      at: ['is-1/deployment.toml:13:1 warning'],
      says: /have no clustering domain, which means "wso2\.carbon\.domain", .*a domain of its own \(\[clustering\] domain\)/,
      related: ['is-2/deployment.toml:13:1'],
    },
    {
      title: 'the domain of the stock file',
      files: both(DEFAULT),
      at: ['is-1/axis2/axis2.xml:8:34 warning'],
      says: /is-1 and is-2 have the clustering domain "wso2\.carbon\.domain"/,
      related: ['is-2/axis2/axis2.xml:8:34'],
      address: 'clustering/domain',
    },
    {
      title: 'no domain at all',
      files: both(null),
      at: ['is-1/axis2/axis2.xml:4:6 warning'],
      says: /no clustering domain, which means "apache\.axis2\.domain"/,
      address: 'clustering/domain',
    },
    {
      title: 'none here, the same written there',
      files: domain('is-1', null, domain('is-2', 'apache.axis2.domain')),
      at: ['is-1/axis2/axis2.xml:4:6 warning'],
      says: /is-1 and is-2 have the clustering domain "apache\.axis2\.domain"/,
    },
    {
      title: 'one node alone',
      files: Object.fromEntries(Object.entries(both(DEFAULT)).filter(([path]) => path.startsWith('is-2/'))),
      at: ['is-2/axis2/axis2.xml:8:34 warning'],
      says: /is-2 has the clustering domain/,
    },
  ],
});
