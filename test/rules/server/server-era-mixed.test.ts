import rule from '../../../src/rules/server/server-era-mixed.js';
import { copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = '[server]\nhostname = "is.example.com"\n';
const both = { ...GOOD, 'is-1/repository/conf/deployment.toml': TOML, 'is-2/repository/conf/deployment.toml': TOML };

ruleTest(rule, {
  valid: [
    { title: 'deployment.toml on every node', files: both },
    {
      title: 'XML on every node',
      files: without(copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }), 'is-3/carbon.xml'),
    },
  ],
  invalid: [
    {
      title: 'deployment.toml on one node',
      files: { ...GOOD, 'is-2/repository/conf/deployment.toml': TOML },
      at: ['is-1/axis2/axis2.xml:1:1 error'],
      says: /is-1 has its configuration in XML files, is-2 has deployment\.toml/,
      related: ['is-2/deployment.toml:1:1'],
      address: 'deployment.toml',
    },
    {
      title: 'the third is blamed',
      files:
        without(both, 'is-1/deployment.toml') &&
        copyNode({ ...GOOD, 'is-2/repository/conf/deployment.toml': TOML }, 'is-1', 'is-3', {
          '10.0.0.11': '10.0.0.13',
        }),
      at: ['is-2/deployment.toml:1:1 error'],
    },
  ],
});
