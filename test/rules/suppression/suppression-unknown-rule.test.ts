import rule from '../../../src/rules/suppression/suppression-unknown-rule.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CURRENT = '<currentDBConfig>';
const before = (comment: string): Files =>
  change(GOOD, 'is-2/registry.xml', CURRENT, `<!-- ${comment} -->\n    ${CURRENT}`);

ruleTest(rule, {
  valid: [
    {
      title: 'a rule that exists',
      files: before('wso2is-lint: ignore[registry-mount-local , registry-mount-incomplete] reason'),
    },
    { title: 'one that is not understood at all', files: before('wso2is-lint: ignore[nothing]') },
  ],
  invalid: [
    {
      title: 'a mistyped name beside a right one',
      files: before('wso2is-lint: ignore[registry-mount-local, registry-mount-incomplet] reason'),
      at: ['is-2/registry.xml:4:52 warning'],
      says: /^There is no rule "registry-mount-incomplet", so this silences nothing\. Did you mean "registry-mount-incomplete"\?$/,
    },
    {
      title: 'other letters, and everything',
      files: before('wso2is-lint: ignore[Registry-Mount-Local, *] reason'),
      at: ['is-2/registry.xml:4:30 warning', 'is-2/registry.xml:4:52 warning'],
    },
  ],
});
