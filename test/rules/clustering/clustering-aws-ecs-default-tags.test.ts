import rule from '../../../src/rules/clustering/clustering-aws-ecs-default-tags.js';
import { deploymentToml } from '../../../src/rules/example-toml.js';
import type { Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const one = (lines: string): Files => ({
  'is-1/deployment.toml': deploymentToml({
    tables: { '[clustering]': `membership_scheme = "aws-ecs"\nproperties.vpcCidrBlock = "10.0.*.*"\n${lines}` },
  }),
});

ruleTest(rule, {
  valid: [
    {
      title: 'a tag of its own',
      files: one('properties.clusterName = "c"\nproperties.tagKey = "a"\nproperties.tagValue = "b"'),
    },
    { title: 'one of the two', files: one('properties.tagKey = "a"\nproperties.clusterName = "c"') },
    { title: 'no cluster name: the server does not start', files: one('') },
    { title: 'another scheme', files: { 'is-1/deployment.toml': deploymentToml() } },
  ],
  invalid: [
    {
      title: 'the tags of the server',
      files: one('properties.clusterName = "iam"'),
      at: ['is-1/deployment.toml:14:22 warning'],
      says: /"aws:cloudformation:stack-name" = "EC2ContainerService-iam"/,
      address: 'clustering/tagKey',
    },
    {
      title: 'a name of the environment',
      files: one('properties.clusterName = "$env{CLUSTER}"'),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:14:22 warning'],
    },
  ],
});
