import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/keystore/keystore-type-mismatch.js';
import { ruleTest } from '../../support/rule-test.js';

const tables = (of: Readonly<Record<string, string>>) => ({ 'is-1/deployment.toml': deploymentToml({ tables: of }) });
const store = (lines: string) => tables({ '[keystore.primary]': lines });

ruleTest(rule, {
  valid: [
    { title: 'defaults', files: tables({}), productVersion: '7.1.0' },
    { title: 'a JKS by default up to 7.0', files: store('file_name = "iam.jks"'), productVersion: '7.0.0' },
    { title: 'a JKS, where the default depends on the version', files: store('file_name = "iam.jks"') },
    { title: 'another ending', files: store('file_name = "iam.keystore"\ntype = "PKCS12"') },
    { title: 'another type', files: store('file_name = "iam.bcfks"\ntype = "BCFKS"') },
    { title: 'lower case', files: store('file_name = "iam.p12"\ntype = "pkcs12"') },
    { title: 'a placeholder', files: store('file_name = "$env{STORE}.jks"\ntype = "PKCS12"') },
    {
      title: 'a piece',
      files: {
        'is-1/deployment.toml': '[database.identity_db]\ntype = "mysql"\n[keystore.primary]\nfile_name = "iam.jks"\n',
      },
      productVersion: '7.1.0',
    },
  ],
  invalid: [
    {
      title: 'both said: told once for what takes it from there',
      files: store('file_name = "iam.jks"\ntype = "PKCS12"'),
      at: ['is-1/deployment.toml:40:9 warning'],
      says: /^\[keystore\.primary\] names the file "iam\.jks" and has type "PKCS12": .*Set type = "JKS"/,
      address: 'keystores/primary/type',
      fixed: { 'is-1/deployment.toml': /\nfile_name = "iam\.jks"\ntype = "JKS"\n/ },
    },
    {
      title: 'of another store',
      files: tables({ '[keystore.internal]': 'file_name = "iam.jks"\ntype = "PKCS12" # wrong' }),
      at: ['is-1/deployment.toml:40:9 warning'],
      fixed: { 'is-1/deployment.toml': /\[keystore\.internal\]\nfile_name = "iam\.jks"\ntype = "JKS" # wrong\n/ },
    },
    {
      title: 'a type taken from elsewhere',
      files: tables({
        '[keystore.primary]': 'file_name = "iam.p12"\ntype = "PKCS12"',
        '[keystore.internal]': 'file_name = "iam.jks"\ntype = "$ref{keystore.primary.type}"',
      }),
      at: ['is-1/deployment.toml:44:9 warning'],
      fixed: {},
    },
    {
      title: 'a JKS from 7.1 on',
      files: store('file_name = "iam.jks"'),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:39:14 warning'],
      says: /has type "PKCS12", the default of this version/,
      fixed: { 'is-1/deployment.toml': /\[keystore\.primary\]\nfile_name = "iam\.jks"\ntype = "JKS"\n/ },
    },
    {
      title: 'a PKCS12 before',
      files: store('file_name = "iam.pfx"'),
      productVersion: '6.1.0',
      at: ['is-1/deployment.toml:39:14 warning'],
    },
    {
      title: 'the trust store',
      files: tables({ '[truststore]': 'file_name = "t.p12"\ntype = "JKS"' }),
      at: ['is-1/deployment.toml:40:9 warning'],
      says: /^\[truststore\]/,
    },
  ],
});
