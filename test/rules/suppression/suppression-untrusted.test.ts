import { commentedXml } from '../../../src/rules/example-suppression.js';
import rule from '../../../src/rules/suppression/suppression-untrusted.js';
import { change, type Files, GOOD } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const CONF = 'is-2/repository/conf/';
const COMMENT = '<!-- wso2is-lint: ignore[registry-mount-local] as agreed -->';
const CURRENT = '<currentDBConfig>';
const before = (text: string): Files => change(GOOD, 'is-2/registry.xml', CURRENT, text + CURRENT);
const CONFIG = 'ignore:\n  - { rule: wka-disconnected, reason: x }\n';
const BASE: Files = {
  ...before(`${COMMENT}\n`),
  'registry.xml': commentedXml('wso2is-lint: ignore[registry-remote-instance-unused] kept for the migration'),
};

ruleTest(
  rule,
  {
    valid: [
      { title: 'the same comment', files: before(COMMENT) },
      {
        title: 'the same comment in other lines and with other line ends',
        files: before(COMMENT.replace(' as', '\r\n   as')),
      },
      {
        title: 'what is no silence in the configuration',
        files: { ...GOOD, '.wso2is-lint.yml': 'clusters: {}\n' },
      },
    ],
    invalid: [
      {
        title: 'another reason',
        files: before(COMMENT.replace('agreed', 'I like')),
        at: ['is-2/registry.xml:4:5 info'],
        says: /^This comment silences nothing until it is merged/,
      },
      {
        title: 'the comment twice: nobody knows which is the old one',
        files: before(`${COMMENT}\n${COMMENT}\n`),
        at: ['is-2/registry.xml:4:5 info', 'is-2/registry.xml:5:1 info'],
      },
      {
        title: 'in a file that the base does not have',
        files: { ...GOOD, [`${CONF}hazelcast.properties`]: '# wso2is-lint: ignore[wka-disconnected] new\na=b\n' },
        at: ['is-2/hazelcast.properties:1:1 info'],
      },
      {
        title: 'an entry of ignore',
        files: { ...GOOD, '.wso2is-lint.yml': CONFIG },
        at: ['.wso2is-lint.yml info'],
        says: /comes from a fork and changes what is silenced/,
      },
      {
        title: 'a rule switched off',
        files: { ...GOOD, '.wso2is-lint.yml': 'rules: { wka-disconnected: off }\n' },
        at: ['.wso2is-lint.yml info'],
      },
    ],
  },
  BASE,
);
