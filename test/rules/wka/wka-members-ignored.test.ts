import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/wka/wka-members-ignored.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const both = (text: string, files: Files = GOOD) =>
  scheme(text, change(files, 'is-1/axis2/axis2.xml', '>wka<', `>${text}<`));
const scheme = (text: string, files: Files = GOOD) => change(files, AXIS2, '>wka<', `>${text}<`);
const member = (text: string) => change(GOOD, AXIS2, '<hostName>10.0.0.11<', `<hostName>${text}<`);

/** The second node without the first. */
const lone = (text: string, files: Files = GOOD): Files =>
  Object.fromEntries(Object.entries(scheme(text, files)).filter(([path]) => path.startsWith('is-2/')));

ruleTest(rule, {
  valid: [
    {
      title: 'the list that the server fills in',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "multicast"' }),
    },
    { title: 'schemes that differ have their own rule', files: scheme('multicast') },
    { title: 'the stock list', files: lone('multicast', member('127.0.0.1')) },
    { title: 'a list that a template fills in', files: lone('multicast', member('{{ peer }}')) },
    { title: 'an unknown scheme has its own rule', files: lone('WKA') },
    {
      title: 'a missing scheme has its own rule',
      files: change(GOOD, AXIS2, '<parameter name="membershipScheme">wka</parameter>', ''),
    },
    { title: 'clustering is off', files: change(lone('multicast'), AXIS2, 'enable="true"', 'enable="false"') },
    {
      title: 'hazelcast.xml decides',
      files: { ...lone('multicast'), 'is-2/repository/conf/etc/hazelcast.xml': '<hazelcast/>' },
    },
  ],
  invalid: [
    {
      title: 'members of a deployment.toml under multicast',
      files: tomlCluster({ '[clustering]': 'membership_scheme = "multicast"\nmembers = ["10.0.1.12:4000"]' }),
      at: ['is-1/deployment.toml:15:11 info', 'is-2/deployment.toml:15:11 info'],
      says: /Set \[clustering\] membership_scheme to wka/,
    },
    {
      title: 'multicast',
      files: both('multicast'),
      at: [`is-1/axis2/axis2.xml:13:10 info`, `${AXIS2}:13:10 info`],
      says: /"multicast" does not read the member list of is-1 \("10\.0\.0\.12:4000"\)/,
      address: 'clustering/members',
    },
    { title: 'aws', files: both('aws'), at: [`is-1/axis2/axis2.xml:13:10 info`, `${AXIS2}:13:10 info`] },
  ],
});
