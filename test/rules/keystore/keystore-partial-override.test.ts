import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/keystore/keystore-partial-override.js';
import { ruleTest } from '../../support/rule-test.js';

const store = (lines: string) => ({
  'is-1/deployment.toml': deploymentToml({ tables: { '[keystore.primary]': lines } }),
});

ruleTest(rule, {
  valid: [
    {
      title: 'all of it',
      files: store('file_name = "iam.p12"\nalias = "iam"\npassword = "s3nt1nel"\nkey_password = "s3nt1nel"'),
    },
    {
      title: 'only the alias of the shipped one',
      files: store('file_name = "iam.p12"\npassword = "s3nt1nel"\nkey_password = "s3nt1nel"'),
    },
    { title: 'the shipped password, said', files: store('file_name = "iam.p12"\npassword = "wso2carbon"') },
    {
      title: 'a password that may be the shipped one',
      files: store('file_name = "iam.p12"\npassword = "$secret{store}"'),
    },
    { title: 'the shipped file', files: store('file_name = "wso2carbon.jks"') },
    { title: 'a placeholder', files: store('file_name = "$env{STORE}"') },
    {
      title: 'a piece',
      files: {
        'is-1/deployment.toml': '[database.identity_db]\ntype = "mysql"\n[keystore.primary]\nfile_name = "iam.p12"\n',
      },
    },
    {
      title: 'a store for Tomcat, with the passwords of the primary one',
      files: { 'is-1/deployment.toml': deploymentToml({ tables: { '[keystore.tls]': 'file_name = "tls.p12"' } }) },
    },
  ],
  invalid: [
    {
      title: 'only the file',
      files: store('file_name = "iam.p12"'),
      at: ['is-1/deployment.toml:39:14 warning'],
      says: /"iam\.p12" and leaves password, key_password and alias to what.*Keystore was tampered with/,
      address: 'keystores/primary/location',
    },
    {
      title: 'no password of the key',
      files: store('file_name = "iam.p12"\nalias = "iam"\npassword = "s3nt1nel"'),
      at: ['is-1/deployment.toml:39:14 warning'],
      says: /leaves key_password to what.*Cannot recover key/,
    },
  ],
});
