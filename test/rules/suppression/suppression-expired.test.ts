import rule from '../../../src/rules/suppression/suppression-expired.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const DOMAIN = '<parameter name="domain">iam.example.com</parameter>';
const OTHER = DOMAIN.replace('iam.', 'sso.');
/** Today is 2026-11-24. */
const until = (day: string): Files =>
  change(
    GOOD,
    'is-2/axis2/axis2.xml',
    DOMAIN,
    `<!-- wso2is-lint: ignore[clustering-domain-mismatch] until=${day} until we move -->${OTHER}`,
  );
const config = (day: string): Files => ({
  ...change(GOOD, 'is-2/axis2/axis2.xml', DOMAIN, OTHER),
  '.wso2is-lint.yml': `ignore:\n  - { rule: clustering-domain-mismatch, reason: until we move, until: ${day} }\n`,
});

ruleTest(rule, {
  valid: [
    { title: 'its last day', files: until('2026-11-24') },
    { title: 'its last day, in the configuration', files: config('2026-11-24') },
    {
      title: 'over, and nothing is left: that is another rule',
      files: change(
        GOOD,
        'is-2/axis2/axis2.xml',
        DOMAIN,
        `<!-- wso2is-lint: ignore[clustering-domain-mismatch] until=2026-11-23 until we move -->${DOMAIN}`,
      ),
    },
  ],
  invalid: [
    {
      title: 'the day after',
      files: until('2026-11-23'),
      at: ['is-2/axis2/axis2.xml:8:9 warning'],
      says: /^This has run out on 2026-11-23 \(reason given: "until we move"\), so clustering-domain-mismatch is shown/,
    },
    {
      title: 'the day after, in the configuration',
      files: config('2026-11-23'),
      at: ['.wso2is-lint.yml:2:5 warning'],
    },
  ],
});
