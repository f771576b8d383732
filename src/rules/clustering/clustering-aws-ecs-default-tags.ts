import { isToldByAxis2 } from '../../cluster/clustering.js';
import { activeScheme } from '../../cluster/membership.js';
import { tellsAbsence } from '../../cluster/settled.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'clustering-aws-ecs-default-tags',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the scheme aws-ecs looks for instances by a tag that ECS no longer sets',
  why: "Without `tagKey` and `tagValue` the server looks for instances with the tag `aws:cloudformation:stack-name` = `EC2ContainerService-<clusterName>`, which today's ECS gives to none: no node finds another, and each forms a cluster of its own.",
  remedy:
    'Tag the instances of the cluster, and name the tag in `properties.tagKey` and `properties.tagValue` under `[clustering]`.',
  noFix: 'the tag is yours to choose',
  sources: [
    'infer.json of IS 5.10.0 to 7.3.0: the tags that membership_scheme = "aws-ecs" brings',
    'wso2/product-is#24160; WSO2 IS 7.1 docs, Hazelcast on ECS: set tagKey and tagValue',
  ],
  examples: {
    bad: { title: 'the tags of the server', files: { 'deployment.toml': ecs('') } },
    good: {
      title: 'a tag of the cluster',
      files: { 'deployment.toml': ecs('\nproperties.tagKey = "cluster"\nproperties.tagValue = "iam"') },
    },
  },
  check(node, report) {
    if (node.product !== 'IS' || !tellsAbsence(node) || !isToldByAxis2(node) || activeScheme(node) !== 'aws-ecs')
      return;
    const { parameters = [], membershipScheme = null } = node.clustering ?? {};
    const last = (name: string) => parameters.findLast((parameter) => parameter.name === name) ?? null;
    const [key, value, name] = [last('tagKey'), last('tagValue'), last('clusterName')];
    // Without a name the server does not start, which toml-key-required tells.
    if (membershipScheme === null || name === null || key?.origin !== 'inferred' || value?.origin !== 'inferred')
      return;
    report({
      node,
      at: membershipScheme,
      address: 'clustering/tagKey',
      message: `The membership scheme "aws-ecs" has no tag of its own and looks for instances with ${quote(key)} = ${quote(value)}, a tag that ECS no longer sets: no node finds another. Tag the instances, and set properties.tagKey and properties.tagValue under [clustering].`,
    });
  },
});

function ecs(more: string): string {
  const lines = `membership_scheme = "aws-ecs"\ndomain = "iam.prod"\nproperties.region = "eu-west-1"\nproperties.clusterName = "iam"\nproperties.vpcCidrBlock = "10.0.*.*"${more}`;
  return deploymentToml({ tables: { '[clustering]': lines } });
}
