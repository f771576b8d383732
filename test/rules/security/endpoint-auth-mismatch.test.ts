import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/endpoint-auth-mismatch.js';
import { sha256 } from '../../../src/text/sha256.js';
import { ruleTest } from '../../support/rule-test.js';

const portals = (password: string, hash = sha256(password)) => ({
  '[identity.auth_framework.endpoint]': `app_password = "${password}"`,
  '[account_recovery.endpoint.auth]': `hash = "${hash}"`,
});

ruleTest(rule, {
  valid: [
    {
      title: 'the shipped pair, said and not said',
      files: tomlCluster({}, portals('dashboard')),
      productVersion: '7.1.0',
    },
    { title: 'a default that depends on the version', files: tomlCluster({}, portals('openSesame')) },
    { title: 'secrets', files: tomlCluster(portals('$secret{a}', '$secret{c}'), portals('$secret{b}', '$secret{d}')) },
  ],
  invalid: [
    {
      title: 'two pairs: told once',
      files: tomlCluster(portals('s3nt1nel'), portals('s3nt1nel2')),
      at: ['is-1/deployment.toml:42:9 error'],
      says: /^The hash of the portals’ password \(\[account_recovery\.endpoint\.auth\] hash\) of is-1 differs from that of is-2/,
      related: ['is-2/deployment.toml:42:9'],
      fixed: {},
    },
    {
      title: 'one node with the shipped pair',
      files: tomlCluster({}, portals('s3nt1nel')),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:42:9 error'],
    },
    {
      title: 'only the password',
      files: tomlCluster(portals('s3nt1nel', 'x'), portals('s3nt1nel2', 'x')),
      at: ['is-1/deployment.toml:39:17 error'],
    },
  ],
});
