import rule from '../../../src/rules/server/server-cache-mode-mismatch.js';
import { change, copyNode, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TRUE = '<ForceLocalCache>true</ForceLocalCache>';
const is2 = (text: string, files = GOOD) => change(files, 'is-2/carbon.xml', TRUE, text);
const both = (text: string) => change(is2(text), 'is-1/carbon.xml', TRUE, text);
const FALSE = '<ForceLocalCache>false</ForceLocalCache>';
const version = (text: string, files = GOOD) =>
  ['is-1', 'is-2'].reduce(
    (all, node) => change(all, `${node}/carbon.xml`, '<Version>5.8.0', `<Version>${text}`),
    files,
  );

ruleTest(rule, {
  valid: [
    { title: 'a mode that a template fills in', files: is2('<ForceLocalCache>{{ local }}</ForceLocalCache>') },
    {
      title: 'no element in a 5.5, which knows none',
      files: version('5.5.0', is2('')),
    },
    {
      title: 'false on both while clustering is off on one',
      files: change(both(FALSE), 'is-1/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
    },
    { title: 'false in a 5.5', files: version('5.5.0', both(FALSE)) },
    { title: 'no element on both nodes', files: both('') },
    {
      title: 'false on a lone node',
      files: Object.fromEntries(Object.entries(is2(FALSE)).filter(([path]) => path.startsWith('is-2/'))),
    },
    {
      title: 'false on both while clustering is off',
      files: change(
        change(both(FALSE), 'is-1/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
        'is-2/axis2/axis2.xml',
        'enable="true"',
        'enable="false"',
      ),
    },
    {
      title: 'true while clustering is off is told elsewhere',
      files: change(GOOD, 'is-2/axis2/axis2.xml', 'enable="true"', 'enable="false"'),
    },
    { title: 'no carbon.xml', files: without(is2(FALSE), 'is-1/carbon.xml') },
  ],
  invalid: [
    {
      title: 'true and false',
      files: is2(FALSE),
      at: ['is-1/carbon.xml:29:26 error'],
      says: /is-1 has ForceLocalCache "true", is-2 has "false"/,
      related: ['is-2/carbon.xml:29:26'],
      address: 'server/forceLocalCache',
    },
    {
      title: 'true and no element in a 5.8',
      files: is2(''),
      at: ['is-1/carbon.xml:29:26 error'],
      says: /none \(so "false"\)/,
    },
    {
      title: 'another case',
      files: is2('<ForceLocalCache>True</ForceLocalCache>'),
      at: ['is-2/carbon.xml:29:26 warning'],
      says: /"True" on is-2/,
    },
    {
      title: 'false on both nodes',
      files: both(FALSE),
      at: ['is-1/carbon.xml:29:26 warning'],
      says: /"false" on is-1 and is-2/,
      related: ['is-2/carbon.xml:29:26'],
    },
    {
      title: 'the third is blamed',
      files: copyNode(is2(FALSE), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:29:26 error'],
    },
  ],
});
