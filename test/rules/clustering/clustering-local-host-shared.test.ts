import rule from '../../../src/rules/clustering/clustering-local-host-shared.js';
import { deploymentToml, tomlCluster } from '../../../src/rules/example-toml.js';
import type { Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const REPLICAS = 'clusters: { c: { nodes: { is-1: { path: is-1, replicas: 3 } } } }\n';
const one = (lines: string, server?: string): Files => ({
  'is-1/repository/conf/deployment.toml': deploymentToml({
    tables: { '[clustering]': lines, ...(server !== undefined && { '[server]': server }) },
  }),
});
const copies = (files: Files): Files => ({ ...files, '.wso2is-lint.yml': REPLICAS });
const WKA = 'membership_scheme = "wka"\nmembers = ["10.0.1.11:4000", "10.0.1.12:4000"]';

ruleTest(rule, {
  valid: [
    { title: 'two nodes with a file each', files: tomlCluster() },
    { title: 'one server', files: one(`${WKA}\nlocal_member_host = "10.0.1.11"`) },
    {
      title: 'a list and the address of the environment',
      files: copies(one(`${WKA}\nlocal_member_host = "$env{NODE_IP}"`)),
    },
    { title: 'a text that a script replaces', files: copies(one(`${WKA}\nlocal_member_host = "node-ip"`)) },
    { title: 'node_ip of the environment', files: copies(one(WKA, 'hostname = "h"\nnode_ip = "$env{NODE_IP}"')) },
    {
      title: 'aws-ecs takes the address of the interface',
      files: copies(
        one('membership_scheme = "aws-ecs"\nproperties.clusterName = "c"\nlocal_member_host = "10.0.1.11"'),
      ),
    },
    { title: 'clustering is off', files: copies(one('enabled = false\nlocal_member_host = "10.0.1.11"')) },
  ],
  invalid: [
    {
      title: 'the own address of each machine',
      files: copies(one(`${WKA}\nlocal_member_host = "127.0.0.1"`)),
      at: ['is-1/deployment.toml:16:22 error'],
      says: /each peer then connects to itself/,
    },
    {
      title: 'wka with three copies',
      files: copies(one(`${WKA}\nlocal_member_host = "10.0.1.11"`)),
      at: ['is-1/deployment.toml:16:22 error'],
      says: /is the configuration of 3 servers, and \[clustering\] local_member_host tells/,
      address: 'clustering/localMemberHost',
    },
    {
      title: 'node_ip',
      files: copies(one(WKA, 'hostname = "h"\nnode_ip = "10.0.1.11"')),
      at: ['is-1/deployment.toml:3:12 error'],
      says: /\[server\] node_ip tells/,
    },
    {
      title: 'the shipped node_ip under kubernetes',
      files: one('membership_scheme = "kubernetes"', 'hostname = "h"\nnode_ip = "127.0.0.1"'),
      at: ['is-1/deployment.toml:3:12 warning'],
      says: /each peer then connects to itself/,
    },
    {
      title: 'kubernetes',
      files: one('membership_scheme = "kubernetes"\nlocal_member_host = "127.0.0.1"'),
      at: ['is-1/deployment.toml:15:22 error'],
      says: /of several servers/,
    },
  ],
});
