import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/encryption-key-invalid.js';
import { ruleTest } from '../../support/rule-test.js';

const key = (text: string) => ({
  'is-1/deployment.toml': deploymentToml({ tables: { '[encryption]': `key = "${text}"` } }),
});
const HEX = '5f1c2ab09d7e43668a1b0c9d2e3f4051';

ruleTest(rule, {
  valid: [
    { title: 'none', files: { 'is-1/deployment.toml': deploymentToml() } },
    { title: '64 digits from 7.1 on', files: key(HEX + HEX), productVersion: '7.1.0' },
    { title: '64 digits, which some versions take', files: key(HEX + HEX) },
    { title: '32 characters that are no digits', files: key('x'.repeat(32)) },
    { title: 'a secret', files: key('$secret{key}') },
    { title: 'of the environment', files: key('$env{KEY}') },
  ],
  invalid: [
    {
      title: 'too short',
      files: key('s3nt1nel'),
      at: ['is-1/deployment.toml:39:8 error'],
      says: /has 8 characters/,
      address: 'server/crypto/secret',
    },
    { title: 'a digit too many', files: key(`${HEX}0`), at: ['is-1/deployment.toml:39:8 error'] },
    { title: 'empty', files: key(''), at: ['is-1/deployment.toml:39:8 error'] },
    {
      title: '64 digits before 7.1',
      files: key(HEX + HEX),
      productVersion: '6.1.0',
      at: ['is-1/deployment.toml:39:8 error'],
      says: /from 7\.1 on only/,
    },
  ],
});
