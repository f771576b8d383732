import rule from '../../../src/rules/wka/wka-members-ignored.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const scheme = (text: string, files: Files = GOOD) => change(files, AXIS2, '>wka<', `>${text}<`);
const member = (text: string) => change(GOOD, AXIS2, '<hostName>10.0.0.11<', `<hostName>${text}<`);

ruleTest(rule, {
  valid: [
    { title: 'the stock list', files: scheme('multicast', member('127.0.0.1')) },
    { title: 'a list that a template fills in', files: scheme('multicast', member('{{ peer }}')) },
    { title: 'an unknown scheme has its own rule', files: scheme('WKA') },
    {
      title: 'a missing scheme has its own rule',
      files: change(GOOD, AXIS2, '<parameter name="membershipScheme">wka</parameter>', ''),
    },
    { title: 'clustering is off', files: change(scheme('multicast'), AXIS2, 'enable="true"', 'enable="false"') },
    {
      title: 'hazelcast.xml decides',
      files: { ...scheme('multicast'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'multicast',
      files: scheme('multicast'),
      at: [`${AXIS2}:13:10 info`],
      says: /"multicast" does not read the member list \("10\.0\.0\.11:4000"\)/,
      address: 'clustering/members',
    },
    { title: 'aws', files: scheme('aws'), at: [`${AXIS2}:13:10 info`] },
  ],
});
