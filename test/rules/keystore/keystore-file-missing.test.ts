import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/keystore/keystore-file-missing.js';
import { ruleTest } from '../../support/rule-test.js';

const node = (store: string, ...files: readonly string[]) => ({
  'is-1/repository/conf/deployment.toml': deploymentToml({ tables: { '[keystore.primary]': store } }),
  ...Object.fromEntries(files.map((name) => [`is-1/repository/resources/security/${name}`, 'key store'])),
});

ruleTest(rule, {
  valid: [
    { title: 'no key store is committed', files: node('file_name = "iam.p12"') },
    { title: 'only a trust store is', files: node('file_name = "iam.p12"', 'client-truststore.p12', 'truststore.jks') },
    { title: 'only those of the pack are', files: node('file_name = "iam.p12"', 'wso2carbon.jks') },
    { title: 'it is', files: node('file_name = "iam.p12"', 'iam.p12') },
    { title: 'the one of the pack', files: node('file_name = "wso2carbon.jks"', 'other.jks') },
    { title: 'a placeholder', files: node('file_name = "$env{STORE}"', 'iam.p12') },
    { title: 'in a folder', files: node('file_name = "tls/iam.p12"', 'other.p12') },
    { title: 'of another ending', files: node('file_name = "iam.pfx"', 'other.p12') },
  ],
  invalid: [
    {
      title: 'another name',
      files: node('file_name = "iam.p12"', 'IAM.p12'),
      at: ['is-1/deployment.toml:39:14 warning'],
      says: /^\[keystore\.primary\] names the key store "iam\.p12", and repository\/resources\/security holds IAM\.p12/,
      address: 'keystores/primary/location',
    },
  ],
});
