import { expect, test } from '@jest/globals';
import rule from '../../../src/rules/clustering/clustering-enable-mismatch.js';
import { change, copyNode, type Files, GOOD, lint, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const enable = (files: Files, node: string, text: string) =>
  change(files, `${node}/axis2/axis2.xml`, 'enable="true"', text);
const third = copyNode(GOOD, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' });

ruleTest(rule, {
  valid: [
    { title: 'off on both', files: enable(enable(GOOD, 'is-1', 'enable="false"'), 'is-2', 'enable="FALSE"') },
    { title: 'true in other letters, with blanks', files: enable(GOOD, 'is-2', 'enable=" TRUE "') },
    { title: 'no attribute is on', files: enable(GOOD, 'is-2', '') },
    { title: 'a template decides', files: enable(GOOD, 'is-2', 'enable="{{ clustering }}"') },
    { title: 'an invalid value has its own rule', files: enable(GOOD, 'is-2', 'enable="yes"') },
    {
      title: 'an axis2.xml in a namespace has its own rule',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '<axisconfig', '<axisconfig xmlns="urn:x"'),
    },
    { title: 'no axis2.xml', files: without(GOOD, 'is-2/axis2/axis2.xml') },
  ],
  invalid: [
    {
      title: 'off on one of two',
      files: enable(GOOD, 'is-2', 'enable="false"'),
      at: ['is-1/axis2/axis2.xml:5:25 error'],
      says: /off on is-2 and on for is-1/,
      related: ['is-2/axis2/axis2.xml:5:25'],
      address: 'clustering/@enable',
    },
    {
      title: 'the one that is off is the odd one out',
      files: enable(third, 'is-2', 'enable="false"'),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      says: /off on is-2 and on for is-1 and is-3/,
    },
    {
      title: 'no <clustering> at all is off',
      files: change(
        change(third, 'is-2/axis2/axis2.xml', '<clustering', '<x'),
        'is-2/axis2/axis2.xml',
        '</clustering>',
        '</x>',
      ),
      at: ['is-2/axis2/axis2.xml:2:2 error'],
    },
  ],
});

test.each([
  ['enable="false"', 'is-2 has clustering off'],
  ['enable="true"', 'is-2 has clustering on'],
  ['', 'is-2 has clustering on (no enable attribute)'],
])('the other place shows what %s means', async (text, message) => {
  const files = enable(enable(GOOD, 'is-2', text), 'is-1', `enable="${text === 'enable="false"'}"`);
  const [finding] = (await lint(files)).findings.filter((each) => each.rule === rule.id);
  expect(finding?.related.map((other) => other.message)).toEqual([message]);
});
