import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/encryption-key-mismatch.js';
import { ruleTest } from '../../support/rule-test.js';

const key = (text: string) => ({ '[encryption]': `key = "${text}"` });
const [A, B] = ['a'.repeat(32), 'b'.repeat(32)];

ruleTest(rule, {
  valid: [
    { title: 'secrets', files: tomlCluster(key('$secret{a}'), key('$secret{b}')), productVersion: '7.1.0' },
    { title: 'one of the environment', files: tomlCluster(key(A), key('$env{KEY}')), productVersion: '7.1.0' },
    {
      title: 'the shipped one, said and not said',
      files: tomlCluster({}, key('03BAFEB27A8E871CAD83C5CD4E771DAB')),
      productVersion: '7.1.0',
    },
    { title: 'none on a node of a version that may have none', files: tomlCluster({}, key(A)) },
    {
      title: 'none in a piece',
      files: {
        ...tomlCluster(key(A)),
        'is-2/deployment.toml': '[server]\noffset = 1\n[database.identity_db]\ntype = "mysql"\n',
      },
      productVersion: '7.1.0',
    },
  ],
  invalid: [
    {
      title: 'two keys',
      files: tomlCluster(key(A), key(B)),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:39:8 error'],
      says: [/^The encryption key \(\[encryption\] key\) of is-1 differs from that of is-2/, /^(?!.*aaaa).*$/],
      related: ['is-2/deployment.toml:39:8'],
    },
    {
      title: 'two keys, of a version that may not use them',
      files: tomlCluster(key(A), key(B)),
      at: ['is-1/deployment.toml:39:8 warning'],
    },
    {
      title: 'one node with the shipped key',
      files: tomlCluster({}, key(B)),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:39:8 error'],
    },
  ],
});
