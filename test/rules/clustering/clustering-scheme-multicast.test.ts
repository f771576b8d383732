import rule from '../../../src/rules/clustering/clustering-scheme-multicast.js';
import { tomlCluster } from '../../../src/rules/example-toml.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';

ruleTest(rule, {
  valid: [
    { title: 'lists in deployment.toml', files: tomlCluster() },
    { title: 'clustering is off', files: tomlCluster({ '[clustering]': '' }) },
    { title: 'a scheme of the environment', files: tomlCluster({ '[clustering]': 'membership_scheme = "$env{S}"' }) },
    {
      title: 'a forgotten scheme has a rule of its own',
      files: change(GOOD, AXIS2, '<parameter name="membershipScheme">wka</parameter>', ''),
    },
  ],
  invalid: [
    {
      title: 'in axis2.xml',
      files: change(GOOD, AXIS2, '>wka<', '>multicast<'),
      at: [`${AXIS2}:7:44 warning`],
      says: /is-2 looks for the other nodes by multicast/,
    },
    {
      title: 'in deployment.toml',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "multicast"\ndomain = "iam.prod"' }),
      at: ['is-1/deployment.toml:14:22 warning'],
      says: /is-1 and is-2 look .*\(\[clustering\] membership_scheme\)/,
      related: ['is-2/deployment.toml:14:22'],
    },
  ],
});
