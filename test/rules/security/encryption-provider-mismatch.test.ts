import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/encryption-provider-mismatch.js';
import { ruleTest } from '../../support/rule-test.js';

const provider = (kind: string) => ({
  '[encryption]': `internal_crypto_provider = "org.wso2.carbon.crypto.provider.${kind}InternalCryptoProvider"`,
});

ruleTest(rule, {
  valid: [
    {
      title: 'the default, said and not said',
      files: tomlCluster({}, provider('SymmetricKey')),
      productVersion: '7.1.0',
    },
    { title: 'a default that depends on the version', files: tomlCluster({}, provider('SymmetricKey')) },
  ],
  invalid: [
    {
      title: 'the key store on one node',
      files: tomlCluster({}, provider('KeyStoreBased')),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:39:29 error'],
      says: /\[encryption\] internal_crypto_provider/,
      address: 'server/crypto/provider',
    },
  ],
});
