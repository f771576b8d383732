import rule from '../../../src/rules/clustering/clustering-enable-invalid.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const enable = (text: string) => change(GOOD, 'is-2/axis2/axis2.xml', 'enable="true"', text);

ruleTest(rule, {
  valid: [
    { title: 'any case and blanks', files: enable('enable=" True "') },
    { title: 'false', files: enable('enable="False"') },
    { title: 'no attribute', files: enable('') },
    { title: 'a template', files: enable('enable="{{ clustering }}"') },
    { title: 'a placeholder', files: enable('enable="${clustering}"') },
  ],
  invalid: [
    {
      title: 'yes',
      files: enable('enable="yes"'),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      says: [/enable="yes"/, /Write enable="true"/],
      address: 'clustering/@enable',
      fixed: { 'is-2/axis2/axis2.xml': GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    {
      title: 'a typing error',
      files: enable('enable="tru"'),
      at: ['is-2/axis2/axis2.xml:5:25 error'],
      says: /Did you mean "true"/,
      fixed: { 'is-2/axis2/axis2.xml': GOOD['is-2/repository/conf/axis2/axis2.xml'] as string },
    },
    { title: 'nothing', files: enable('enable=""'), at: ['is-2/axis2/axis2.xml:5:25 error'], fixed: {} },
  ],
});
