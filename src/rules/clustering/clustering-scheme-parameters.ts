import { agentOf } from '../../cluster/agent.js';
import { isToldByAxis2 } from '../../cluster/clustering.js';
import { activeScheme } from '../../cluster/membership.js';
import { tellsAbsence } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule, type Report } from '../rule.js';

export default defineRule({
  id: 'clustering-scheme-parameters',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the membership scheme of a platform lacks a parameter that it needs',
  why: 'The scheme aws-ecs stops the clustering without a network interface ("Required parameter for AWS ECS membership scheme: networkInterface is not defined"). The scheme aws without a security group and a tag takes every instance of the region for a member, which is a warning.',
  remedy:
    'Under `[clustering.properties]` give aws-ecs a `vpcCidrBlock` such as `10.0.*.*`, and aws a `securityGroup` or a `tagKey` with its `tagValue`.',
  noFix: 'the values are those of your platform',
  sources: [
    'AWSECSBasedMembershipScheme and AWSBasedMembershipScheme, carbon-kernel 4.6.0 (IS 5.10.0)',
    'key-mappings.json of IS 5.10.0 to 7.3.0: vpcCidrBlock becomes networkInterface',
    'WSO2 IS docs, deployment guide: security group and region are mandatory',
  ],
  examples: {
    bad: { title: 'no network interface', files: { 'deployment.toml': ecs('') } },
    good: {
      title: 'the block of the VPC',
      files: { 'deployment.toml': ecs('\nproperties.vpcCidrBlock = "10.0.*.*"') },
    },
  },
  check(node, report) {
    if (!isToldByAxis2(node) || agentOf(node) !== 'hazelcast' || !tellsAbsence(node)) return;
    const scheme = activeScheme(node);
    const found = scheme === 'aws-ecs' ? ecsProblem(node) : scheme === 'aws' ? awsProblem(node) : null;
    if (found !== null) report(found);
  },
});

function ecsProblem(node: NodeModel): Report | null {
  if (node.era === 'xml' || has(node, 'networkInterface')) return null;
  return {
    node,
    at: schemeOf(node),
    discriminator: 'networkInterface',
    message:
      'The membership scheme "aws-ecs" has no network interface: the clustering fails with "Required parameter for AWS ECS membership scheme: networkInterface is not defined". Set properties.vpcCidrBlock under [clustering], such as "10.0.*.*".',
  };
}

function awsProblem(node: NodeModel): Report | null {
  if (has(node, 'securityGroup') || has(node, 'tagKey') || has(node, 'tagValue')) return null;
  const [where, names] =
    node.era === 'toml'
      ? ['under [clustering]', 'properties.securityGroup, or properties.tagKey and properties.tagValue']
      : ['on <clustering>', 'securityGroup, or tagKey and tagValue'];
  return {
    node,
    at: schemeOf(node),
    discriminator: 'securityGroup',
    severity: 'warning',
    message: `The membership scheme "aws" names neither a security group nor a tag: the server takes every instance it finds in the region for a member, and tries to connect to servers that are none. Set ${names} ${where}.`,
  };
}

function has({ clustering }: NodeModel, name: string): boolean {
  return clustering?.parameters.some((parameter) => parameter.name === name) === true;
}

function schemeOf({ clustering }: NodeModel): Report['at'] {
  const scheme = clustering?.membershipScheme ?? null;
  return scheme ?? clustering ?? { file: 'axis2.xml', span: null, address: 'clustering' };
}

function ecs(more: string): string {
  const lines = `membership_scheme = "aws-ecs"\ndomain = "iam.prod"\nproperties.region = "eu-west-1"\nproperties.clusterName = "iam"${more}`;
  return deploymentToml({ tables: { '[clustering]': lines } });
}
