import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/tasks-server-count.js';
import { ruleTest } from '../../support/rule-test.js';

const tasks = (lines: string) => ({ '[tasks]': lines });

ruleTest(rule, {
  valid: [
    { title: 'the default mode', files: tomlCluster() },
    { title: 'AUTO', files: tomlCluster(tasks('mode = "AUTO"\nserver_count = "3"')) },
    { title: 'a number', files: tomlCluster(tasks('mode = "CLUSTERED"\nserver_count = 2')) },
    { title: 'of the environment', files: tomlCluster(tasks('mode = "CLUSTERED"\nserver_count = "$env{NODES}"')) },
  ],
  invalid: [
    {
      title: 'three',
      files: tomlCluster(tasks('mode = "CLUSTERED"\nserver_count = "3"')),
      at: ['is-1/deployment.toml:40:17 info'],
      related: ['is-2/deployment.toml:40:17'],
    },
    {
      title: 'the default',
      files: tomlCluster(tasks('mode = "CLUSTERED"')),
      at: ['is-1/deployment.toml:38:1 info'],
      says: /"1" servers \(the default\)/,
    },
  ],
});
