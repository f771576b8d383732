import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/endpoint-auth-hash-invalid.js';
import { sha256 } from '../../../src/text/sha256.js';
import { ruleTest } from '../../support/rule-test.js';

const portals = (password: string | null, hash: string | null) => ({
  'is-1/deployment.toml': deploymentToml({
    tables: {
      ...(password === null ? {} : { '[identity.auth_framework.endpoint]': `app_password = "${password}"` }),
      ...(hash === null ? {} : { '[account_recovery.endpoint.auth]': `hash = "${hash}"` }),
    },
  }),
});

ruleTest(rule, {
  valid: [
    { title: 'both defaults', files: portals(null, null), productVersion: '7.1.0' },
    { title: 'both shipped', files: portals('dashboard', sha256('dashboard')) },
    { title: 'the shipped password alone', files: portals('dashboard', null), productVersion: '7.1.0' },
    { title: 'upper case', files: portals('openSesame', sha256('openSesame').toUpperCase()) },
    { title: 'escaped for XML', files: portals('a&amp;b', sha256('a&b')) },
    { title: 'a secret', files: portals('$secret{app}', sha256('dashboard')) },
    { title: 'a hash of the environment', files: portals('openSesame', '$env{HASH}') },
  ],
  invalid: [
    {
      title: 'another password',
      files: portals('s3nt1nel', sha256('dashboard')),
      at: ['is-1/deployment.toml:39:17 error'],
      says: /is not the SHA-256 of app_password/,
      related: ['is-1/deployment.toml:42:9'],
      fixed: portals('s3nt1nel', sha256('s3nt1nel')),
    },
    {
      title: 'a password that only the XML reads in another way',
      files: portals('s3nt1nel&amp;b', sha256('dashboard')),
      at: ['is-1/deployment.toml:39:17 error'],
      fixed: {},
    },
    {
      title: 'only the password',
      files: portals('s3nt1nel', null),
      productVersion: '6.1.0',
      at: ['is-1/deployment.toml:39:17 error'],
      says: /is left to its default/,
      fixed: portals('s3nt1nel', sha256('s3nt1nel')),
    },
    {
      title: 'only the hash',
      files: portals(null, sha256('s3nt1nel')),
      productVersion: '6.1.0',
      at: ['is-1/deployment.toml:39:9 error'],
      says: /^On this node hash is set and the app_password/,
      fixed: {},
    },
    {
      title: 'only the password, of a version that may not read it',
      files: portals('s3nt1nel', null),
      at: ['is-1/deployment.toml:39:17 warning'],
    },
    {
      title: 'the password in place of the hash',
      files: portals('s3nt1nel', 's3nt1nel'),
      at: ['is-1/deployment.toml:39:17 error'],
    },
  ],
});
