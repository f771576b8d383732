import rule from '../../../src/rules/clustering/clustering-scheme-parameters.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const one = (lines: string): Files => ({
  'is-1/deployment.toml': deploymentToml({ tables: { '[clustering]': lines } }),
});
const AXIS2 = 'is-2/axis2/axis2.xml';
const SCHEME = '<parameter name="membershipScheme">wka</parameter>';
const aws = (more: string): Files => change(GOOD, AXIS2, SCHEME, `${SCHEME.replace('wka', 'aws')}${more}`);

ruleTest(rule, {
  valid: [
    {
      title: 'a part that a tool merges',
      files: { 'is-1/deployment.toml': '[clustering]\nmembership_scheme = "aws-ecs"\nproperties.clusterName = "c"\n' },
    },
    {
      title: 'aws-ecs with the interface under its own name',
      files: one(
        'membership_scheme = "aws-ecs"\nproperties.clusterName = "c"\nproperties.networkInterface = "10.0.*.*"',
      ),
    },
    {
      title: 'aws-ecs with the block of the VPC',
      files: one('membership_scheme = "aws-ecs"\nproperties.clusterName = "c"\nproperties.vpcCidrBlock = "$env{VPC}"'),
    },
    {
      title: 'a table of its own',
      files: one(
        'membership_scheme = "aws-ecs"\n[clustering.properties]\nclusterName = "c"\nvpcCidrBlock = "10.0.*.*"',
      ),
    },
    { title: 'aws with a group', files: one('membership_scheme = "aws"\nproperties.securityGroup = "iam"') },
    {
      title: 'aws with a tag',
      files: one('membership_scheme = "aws"\nproperties.tagKey = "cluster"\nproperties.tagValue = "iam"'),
    },
    { title: 'another scheme', files: one('membership_scheme = "wka"') },
    { title: 'a scheme of the environment', files: one('membership_scheme = "$env{SCHEME}"') },
    { title: 'axis2.xml with a group', files: aws('<parameter name="securityGroup">iam</parameter>') },
    {
      title: 'hazelcast.xml decides',
      files: { ...one('membership_scheme = "aws"'), 'is-1/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'aws-ecs without an interface',
      files: one('membership_scheme = "aws-ecs"\nproperties.clusterName = "c"'),
      at: ['is-1/deployment.toml:14:22 error'],
      says: /"Required parameter for AWS ECS membership scheme: networkInterface is not defined"/,
      address: 'clustering/membershipScheme',
    },
    {
      title: 'aws without group or tag',
      files: one('membership_scheme = "aws"\nproperties.region = "eu-west-1"'),
      at: ['is-1/deployment.toml:14:22 warning'],
      says: /Set properties\.securityGroup, or/,
    },
    {
      title: 'the same in axis2.xml',
      files: aws(''),
      at: [`${AXIS2}:7:44 warning`],
      says: /Set securityGroup, or tagKey and tagValue on <clustering>/,
    },
  ],
});
