import rule from '../../../src/rules/suppression/suppression-refused.js';
import { type Files, GOOD, GOOD_TOML } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const TOML = 'is-2/repository/conf/deployment.toml';
const top = (comment: string): Files => ({ ...GOOD_TOML, [TOML]: `${comment}\n${GOOD_TOML[TOML]}` });
const config = (text: string): Files => ({ ...GOOD, '.wso2is-lint.yml': text });

ruleTest(rule, {
  valid: [
    { title: 'switched off as a whole', files: config('rules: { toml-syntax: off }\n') },
    { title: 'another rule', files: top('# wso2is-lint: ignore-file[toml-dialect] our parser is newer') },
  ],
  invalid: [
    {
      title: 'a file that is not TOML',
      files: top('# wso2is-lint: ignore-file[toml-syntax] later'),
      at: ['is-2/deployment.toml:1:28 warning'],
      says: /^The rule "toml-syntax" cannot be silenced for one place/,
    },
    {
      title: 'a rule about suppressions',
      files: top('# wso2is-lint: ignore-file[suppression-unused] we keep them'),
      at: ['is-2/deployment.toml:1:28 warning'],
    },
    {
      title: 'in the configuration',
      files: config('ignore:\n  - rule: toml-dialect\n    reason: x\n  - rule: xml-malformed\n    reason: x\n'),
      at: ['.wso2is-lint.yml:4:5 warning'],
    },
  ],
});
