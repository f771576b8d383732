import rule from '../../../src/rules/broker/broker-producer-name-duplicate.js';
import { brokerToml } from '../../../src/rules/example-toml.js';
import { change, type Files } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const two = (producer?: string): Files => ({
  'is-1/repository/conf/deployment.toml': brokerToml({ node: '1', ...(producer !== undefined && { producer }) }),
  'is-2/repository/conf/deployment.toml': brokerToml({ node: '2', ...(producer !== undefined && { producer }) }),
});
const REPLICAS = (number: number) => `clusters: { c: { nodes: { is-1: { path: is-1, replicas: ${number} } } } }\n`;
const copies = (producer: string, number: number): Files => ({
  '.wso2is-lint.yml': REPLICAS(number),
  'is-1/repository/conf/deployment.toml': brokerToml({ producer }),
});

ruleTest(rule, {
  valid: [
    { title: 'a name each', files: two() },
    { title: 'a name of the environment', files: two('$env{HOSTNAME}') },
    { title: 'no name', files: two('') },
    {
      title: 'the broker is off on one',
      files: change(two('n'), 'is-2/deployment.toml', 'enabled = true', 'enabled = false'),
    },
    {
      title: 'hybrid mode: only the coordinator is at the broker',
      files: ['is-1', 'is-2'].reduce(
        (files, node) => change(files, `${node}/deployment.toml`, '"jms"', '"jms"\nhybrid_mode_enabled = true'),
        two('n'),
      ),
    },
    { title: 'copies that fill it in', files: copies('$env{HOSTNAME}', 3) },
    { title: 'one server', files: copies('n', 1) },
  ],
  invalid: [
    {
      title: 'a copied file',
      files: two('node-1'),
      at: ['is-1/deployment.toml:36:18 error'],
      says: /is-1 and is-2 have the producer_name "node-1"/,
      related: ['is-2/deployment.toml:36:18'],
    },
    {
      title: 'one file for three servers',
      files: copies('node-1', 3),
      at: ['is-1/deployment.toml:36:18 error'],
      says: /is-1 is the configuration of several servers/,
    },
  ],
});
