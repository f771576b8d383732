import { disagreement, held } from '../../cluster/agreement.js';
import { identityToml } from '../../cluster/deployment.js';
import { settled } from '../../cluster/settled.js';
import { tomlCluster } from '../example-toml.js';
import { defineRule } from '../rule.js';

export default defineRule({
  id: 'encryption-provider-mismatch',
  scope: 'cluster',
  severity: 'error',
  since: '0.1.0',
  summary: 'nodes of one cluster encrypt internal data in different ways',
  why: 'One provider encrypts with the key store, the other with `[encryption] key`: what one node wrote into the shared databases the other cannot decrypt.',
  remedy: 'Set `[encryption] internal_crypto_provider` equally on every node, or leave it out everywhere.',
  sources: [
    'default.json of product-is 5.9.0 – 7.3.0: KeyStoreBasedInternalCryptoProvider up to 5.10, SymmetricKeyInternalCryptoProvider from 5.11 on',
  ],
  examples: {
    bad: {
      title: 'one node keeps to the key store',
      files: tomlCluster({ '[encryption]': provider('SymmetricKey') }, { '[encryption]': provider('KeyStoreBased') }),
    },
    good: { title: 'one provider', files: tomlCluster({ '[encryption]': provider('SymmetricKey') }) },
  },
  check(cluster, report) {
    const found = disagreement(
      cluster.nodes.filter((node) => identityToml(node) !== null),
      {
        noun: '[encryption] internal_crypto_provider',
        of: (node) => held(settled(node, node.server?.crypto.provider ?? null), { as: (text) => text.trim() }),
      },
    );
    if (found === null) return;
    report({
      ...found.place,
      message: `${found.text}: what one node encrypts in the shared databases the other cannot decrypt, so secrets of applications and passwords of user stores work on one node only. Set internal_crypto_provider equally on every node; data that is encrypted already decides which.`,
    });
  },
});

function provider(kind: string): string {
  return `internal_crypto_provider = "org.wso2.carbon.crypto.provider.${kind}InternalCryptoProvider"`;
}
