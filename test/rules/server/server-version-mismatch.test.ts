import rule from '../../../src/rules/server/server-version-mismatch.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const version = (text: string) => change(GOOD, 'is-2/carbon.xml', '<Version>5.8.0', `<Version>${text}`);

ruleTest(rule, {
  valid: [
    { title: 'a version that the build fills in', files: version('${product.version}') },
    { title: 'a template', files: version('{{ version }}') },
    { title: 'no version', files: change(GOOD, 'is-2/carbon.xml', '<Version>5.8.0</Version>', '') },
    { title: 'blanks around it', files: version(' 5.8.0 ') },
    { title: 'no carbon.xml', files: without(GOOD, 'is-2/carbon.xml') },
  ],
  invalid: [
    {
      title: 'another version',
      files: version('5.7.0'),
      at: ['is-1/carbon.xml:6:14 error'],
      says: /is-1 has version "5\.8\.0", is-2 has "5\.7\.0"/,
      related: ['is-2/carbon.xml:6:14'],
      address: 'server/version',
    },
    {
      title: 'the third is blamed',
      files: copyNode(version('5.7.0'), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:6:14 error'],
    },
  ],
});
