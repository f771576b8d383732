import rule from '../../../src/rules/clustering/clustering-group-password-mismatch.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const password = (text: string) => ({
  '[clustering]': `membership_scheme = "multicast"\ndomain = "iam.prod"\nproperties.groupPassword = "${text}"`,
});
const DOMAIN = '<parameter name="domain">iam.example.com</parameter>';
const xml = (node: string, text: string, files: Files = GOOD): Files =>
  change(files, `${node}/axis2/axis2.xml`, DOMAIN, `${DOMAIN}<parameter name="groupPassword">${text}</parameter>`);

ruleTest(rule, {
  valid: [
    { title: 'one password', files: tomlCluster(password('s3nt1nel')), productVersion: '5.11.0' },
    {
      title: 'not used from 6.0 on',
      files: tomlCluster(password('s3nt1nel'), password('s3nt1nel2')),
      productVersion: '6.0.0',
    },
    { title: 'the version is not known', files: tomlCluster(password('s3nt1nel'), password('s3nt1nel2')) },
    { title: 'secrets', files: tomlCluster(password('$env{A}'), password('$env{B}')), productVersion: '5.11.0' },
    { title: 'axis2.xml with one', files: xml('is-1', 's3nt1nel', xml('is-2', 's3nt1nel')) },
    { title: "Hazelcast's own, written", files: xml('is-1', 'dev-pass') },
  ],
  invalid: [
    {
      title: 'two passwords in deployment.toml',
      files: tomlCluster(password('s3nt1nel'), password('s3nt1nel2')),
      productVersion: '5.11.0',
      at: ['is-1/deployment.toml:16:29 error'],
      says: /^The Hazelcast group password of is-1 differs from that of is-2.*\[clustering\] properties\.groupPassword in deployment\.toml/,
      related: ['is-2/deployment.toml:16:29'],
      address: 'clustering/groupPassword',
    },
    {
      title: 'one axis2.xml has none',
      files: xml('is-2', 's3nt1nel'),
      at: ['is-1/axis2/axis2.xml:4:6 error'],
      says: /differs from that of is-2/,
    },
  ],
});
