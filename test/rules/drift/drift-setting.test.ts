import rule from '../../../src/rules/drift/drift-setting.js';
import { change, copyNode, type Files, GOOD, without } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const KEY = '<DefaultCacheTimeout>15<';
const timeout = (node: string, text: string, files: Files = GOOD): Files =>
  change(files, `${node}/carbon.xml`, KEY, `<DefaultCacheTimeout>${text}<`);
const three = copyNode(GOOD, 'is-2', 'is-3', { '10.20.0.12': '10.20.0.13', 'is-2': 'is-3' });
const CONFIG = `clusters:
  prod:
    nodes:
      is-1: { path: is-1 }
      is-2: { path: is-2 }
    mayDiffer: ["carbon.xml/Cache/DefaultCacheTimeout"]
`;
const secret = (text: string) =>
  `<Server><ServerKey>IS</ServerKey><Extra><Password>${text}</Password></Extra></Server>`;

ruleTest(rule, {
  valid: [
    { title: 'what may differ', files: { ...timeout('is-2', '60'), '.wso2is-lint.yml': CONFIG } },
    {
      title: 'what another rule says of the whole cluster',
      files: change(GOOD, 'is-2/axis2/axis2.xml', '"domain">iam.example.com<', '"domain">iam.example.org<'),
    },
    {
      title: 'what editors leave behind, and logs',
      files: { ...GOOD, 'is-1/repository/conf/carbon.xml.bak': 'x', 'is-1/repository/logs/wso2carbon.log': 'x' },
    },
    {
      title: 'one node',
      files: Object.fromEntries(Object.entries(GOOD).filter(([path]) => path.startsWith('is-1/'))),
    },
    {
      title: 'a core file that another rule misses',
      files: without(GOOD, 'is-2/user-mgt.xml'),
    },
  ],
  invalid: [
    {
      title: 'two nodes: nobody is blamed',
      files: timeout('is-2', '60'),
      at: ['is-1/carbon.xml:28:30 warning'],
      related: ['is-2/carbon.xml:28:30'],
      says: /^carbon\.xml\/Cache\/DefaultCacheTimeout \(carbon\.xml\) is not the same on all nodes: is-1 has "15", is-2 has "60"\. /,
      address: 'carbon.xml/Cache/DefaultCacheTimeout',
    },
    {
      title: 'three nodes: the odd one, and all the others',
      files: timeout('is-2', '60', three),
      at: ['is-2/carbon.xml:28:30 warning'],
      related: ['is-1/carbon.xml:28:30', 'is-3/carbon.xml:28:30'],
      says: /: is-2 has "60", is-1 and is-3 have "15"\. /,
    },
    {
      title: 'a file that no rule reads',
      files: {
        ...GOOD,
        'is-1/repository/conf/etc/jmx.properties': 'a=1\nb=2\n',
        'is-2/repository/conf/etc/jmx.properties': 'b=3\na=1\n',
      },
      at: ['is-1/etc/jmx.properties:2:3 warning'],
      related: ['is-2/etc/jmx.properties:1:3'],
    },
    {
      title: 'a file that one node does not have',
      files: { ...GOOD, 'is-1/repository/conf/etc/own.properties': 'a=1\n' },
      at: ['is-2/etc/own.properties warning'],
      says: /^is-2 has no etc\/own\.properties, which is-1 has: /,
      address: 'etc/own.properties',
    },
    {
      title: 'what is deployed in the home',
      files: {
        ...GOOD,
        'is-1/repository/deployment/server/userstores/eu.xml':
          '<UserStoreManager class="x"><Property name="MaxUserNameListLength">100</Property></UserStoreManager>',
        'is-2/repository/deployment/server/userstores/eu.xml':
          '<UserStoreManager class="x"><Property name="MaxUserNameListLength">200</Property></UserStoreManager>',
      },
      at: ['is-1/repository/deployment/server/userstores/eu.xml:1:68 warning'],
    },
    {
      title: 'a secret, which is not shown',
      files: {
        'is-1/repository/conf/carbon.xml': secret('s3nt1nel-1'),
        'is-2/repository/conf/carbon.xml': secret('s3nt1nel-2'),
      },
      at: ['is-1/carbon.xml:1:51 warning'],
      says: /is-1 has \*\*\* A, is-2 has \*\*\* B/,
    },
    {
      title: 'a fix that nobody knows',
      files: timeout('is-2', '60'),
      at: ['is-1/carbon.xml:28:30 warning'],
      fixed: {},
    },
  ],
});
