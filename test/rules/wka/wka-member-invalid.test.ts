import rule from '../../../src/rules/wka/wka-member-invalid.js';
import { change, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const AXIS2 = 'is-2/axis2/axis2.xml';
const HOST = '<hostName>10.0.0.11</hostName>';
const PORT = '<port>4000</port>';
const member = (from: string, to: string) => change(GOOD, AXIS2, from, to);

ruleTest(rule, {
  valid: [
    { title: 'blanks, which the server trims', files: member(PORT, '<port> 4000 </port>') },
    { title: 'a range of addresses', files: member(HOST, '<hostName>10.0.0.11-20</hostName>') },
    { title: 'a placeholder', files: member(PORT, '<port>${port}</port>') },
    { title: 'a template', files: member(PORT, '<port>{{ port }}</port>') },
    { title: 'a list that is not read', files: change(member(PORT, ''), AXIS2, '>wka<', '>multicast<') },
    { title: 'clustering is off', files: change(member(PORT, ''), AXIS2, 'enable="true"', 'enable="false"') },
  ],
  invalid: [
    {
      title: 'no port',
      files: member(PORT, ''),
      at: [`${AXIS2}:14:14 error`],
      says: /"10\.0\.0\.11" has no <port>.*NullPointerException/,
      address: 'clustering/member[10.0.0.11:]',
    },
    {
      title: 'no host',
      files: member(HOST, ''),
      at: [`${AXIS2}:14:14 error`],
      says: /with port "4000" has no <hostName>/,
    },
    {
      title: 'another case of the element',
      files: member(HOST, '<hostname>10.0.0.11</hostname>'),
      at: [`${AXIS2}:14:14 error`],
    },
    {
      title: 'an empty host',
      files: member(HOST, '<hostName> </hostName>'),
      at: [`${AXIS2}:15:17 error`],
      says: /empty <hostName>/,
    },
    {
      title: 'no number',
      files: member(PORT, '<port>4000/tcp</port>'),
      at: [`${AXIS2}:16:23 error`],
      says: /the port "4000\/tcp".*NumberFormatException/,
      address: 'clustering/member[10.0.0.11:4000/tcp]/port',
    },
    {
      title: 'beyond the last port',
      files: member(PORT, '<port>70000</port>'),
      at: [`${AXIS2}:16:23 error`],
      says: /no server can listen/,
    },
  ],
});
