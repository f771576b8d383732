import rule from '../../../src/rules/suppression/suppression-invalid.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CURRENT = '<currentDBConfig>';
const before = (comment: string): Files =>
  change(GOOD, 'is-2/registry.xml', CURRENT, `<!-- ${comment} -->\n    ${CURRENT}`);
const at = ['is-2/registry.xml:4:5 warning'];
const RULE = 'registry-current-dbconfig-unresolved';

ruleTest(rule, {
  valid: [
    { title: 'a rule and a reason', files: before(`wso2is-lint: ignore[${RULE}] it is defined elsewhere`) },
    { title: 'an end', files: before(`wso2is-lint: ignore[${RULE}] until=2027-01-31 it is defined elsewhere`) },
    { title: 'prose that begins with the name', files: before('wso2is-lint: this file is checked in every build') },
    { title: 'prose without a colon', files: before('wso2is-lint ignores commented mounts') },
    { title: 'an example inside a text', files: before('write "wso2is-lint: ignore" here') },
  ],
  invalid: [
    { title: 'no reason', files: before(`wso2is-lint: ignore[${RULE}]`), at, says: /gives no reason/ },
    { title: 'dashes for a reason', files: before(`wso2is-lint: ignore[${RULE}] - :`), at, says: /gives no reason/ },
    { title: 'no brackets', files: before(`wso2is-lint: ignore ${RULE} reason`), at, says: /square brackets/ },
    { title: 'brackets left open', files: before(`wso2is-lint: ignore[${RULE} reason`), at, says: /square brackets/ },
    { title: 'an empty list', files: before('wso2is-lint: ignore[] reason'), at, says: /name of a rule is missing/ },
    { title: 'a comma too many', files: before(`wso2is-lint: ignore[${RULE},] reason`), at, says: /is missing/ },
    { title: 'no day', files: before(`wso2is-lint: ignore[${RULE}] until=soon reason`), at, says: /"soon" is no end/ },
    {
      title: 'a day that no calendar has',
      files: before(`wso2is-lint: ignore[${RULE}] until=2027-02-30 reason`),
      at,
      says: /"2027-02-30" is no end/,
    },
    {
      title: 'the end in the words of another tool',
      files: before(`wso2is-lint: ignore[${RULE}] exp=2027-02-28 reason`),
      at,
      says: /"exp=" is no end: it is written until=YYYY-MM-DD/,
    },
    {
      title: 'two ends',
      files: before(`wso2is-lint: ignore[${RULE}] until=2027-02-28 reason until=2027-03-01`),
      at,
      says: /more than one until=/,
    },
    {
      title: 'another word',
      files: before(`wso2is-lint: disable[${RULE}] reason`),
      at,
      says: /"wso2is-lint: ignore\[RULE\] reason"/,
    },
    { title: 'a mistyped word', files: before(`wso2is-lint: ingore[${RULE}] reason`), at },
    { title: 'no colon', files: before(`wso2is-lint ignore[${RULE}] reason`), at },
    {
      title: 'a file is to be silent, but not at its top',
      files: before(`wso2is-lint: ignore-file[${RULE}] reason`),
      at,
      says: /before the root element/,
    },
  ],
});
