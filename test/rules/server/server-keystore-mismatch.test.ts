import { tomlCluster } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/server/server-keystore-mismatch.js';
import { change, copyNode, GOOD, without, withReference } from '../../support/lint.js';
import { ruleTest } from '../../support/rule-test.js';

const carbon = (from: string, to: string, files = GOOD) => change(files, 'is-2/carbon.xml', from, to);
const aliases = change(
  change(GOOD, 'is-1/carbon.xml', '<KeyAlias>wso2carbon', '<KeyAlias>is1'),
  'is-2/carbon.xml',
  '<KeyAlias>wso2carbon',
  '<KeyAlias>is2',
);
const jks = (node: string, content: string, name = 'wso2carbon.jks') => ({
  [`${node}/repository/resources/security/${name}`]: content,
});
const INTERNAL = (alias: string) =>
  `<InternalKeyStore><Location>\${carbon.home}/internal.jks</Location><Type>JKS</Type><KeyAlias>${alias}</KeyAlias></InternalKeyStore>`;
const withInternal = (a: string, b: string) =>
  change(
    change(GOOD, 'is-1/carbon.xml', '<Security>', `<Security>${INTERNAL(a)}`),
    'is-2/carbon.xml',
    '<Security>',
    `<Security>${INTERNAL(b)}`,
  );

const store = (lines: string) => ({ '[keystore.primary]': lines });

ruleTest(rule, {
  valid: [
    {
      title: 'deployment.toml: Tomcat has a key of its own',
      files: tomlCluster(store('file_name = "iam.p12"'), { '[keystore.tls]': 'file_name = "is-2.p12"' }),
    },
    {
      title: 'deployment.toml: a default written out',
      files: tomlCluster({}, store('file_name = "wso2carbon.p12"\ntype = "PKCS12"')),
      productVersion: '7.1.0',
    },
    {
      title: 'deployment.toml: a default that depends on the version',
      files: tomlCluster({}, store('file_name = "wso2carbon.p12"\ntype = "PKCS12"')),
    },
    {
      title: 'deployment.toml: a piece',
      files: {
        ...tomlCluster(store('file_name = "iam.p12"')),
        'is-2/deployment.toml': '[server]\noffset = 1\n[database.identity_db]\ntype = "mysql"\n',
      },
      productVersion: '7.1.0',
    },
    {
      title: 'another directory, the same file name',
      files: carbon('${carbon.home}/repository/resources/security/wso2carbon.jks', '/etc/wso2/wso2carbon.jks'),
    },
    {
      title: 'a file name that a template fills in',
      files: carbon('security/wso2carbon.jks', 'security/{{ keystore }}'),
    },
    { title: 'an alias that a template fills in', files: carbon('<KeyAlias>wso2carbon', '<KeyAlias>{{ alias }}') },
    { title: 'another case of the alias', files: carbon('<KeyAlias>wso2carbon', '<KeyAlias>WSO2Carbon') },
    {
      title: 'another case of the type',
      files: carbon(
        'wso2carbon.jks</Location>\n            <Type>JKS',
        'wso2carbon.jks </Location>\n            <Type>jks ',
      ),
    },
    { title: 'a blank after the alias', files: carbon('<KeyAlias>wso2carbon', '<KeyAlias>wso2carbon ') },
    { title: 'other passwords', files: carbon('<KeyPassword>9fTq2LmRvb', '<KeyPassword>other') },
    { title: 'the same file on both nodes', files: { ...GOOD, ...jks('is-1', 'a'), ...jks('is-2', 'a') } },
    { title: 'a file on one node only', files: { ...GOOD, ...jks('is-1', 'a') } },
    {
      title: 'files that carbon.xml does not name',
      files: { ...GOOD, ...jks('is-1', 'a', 'x.jks'), ...jks('is-2', 'b', 'x.jks') },
    },
    { title: 'no carbon.xml', files: without(GOOD, 'is-2/carbon.xml') },
  ],
  invalid: [
    {
      title: 'deployment.toml: another file, told once for the internal store that follows it',
      files: tomlCluster(store('file_name = "iam.p12"'), store('file_name = "is-2.p12"')),
      at: ['is-1/deployment.toml:39:14 error'],
      says: [/key store file "iam\.p12", is-2 has "is-2\.p12" \(\[keystore\.primary\]\)/],
      address: 'keystores/primary',
    },
    {
      title: 'deployment.toml: another internal store',
      files: tomlCluster({}, { '[keystore.internal]': 'file_name = "is-2.p12"' }),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:39:14 error'],
      says: /\[keystore\.internal\]/,
    },
    {
      title: 'deployment.toml: another trust store',
      files: tomlCluster({}, { '[truststore]': 'file_name = "is-2.p12"' }),
      productVersion: '7.1.0',
      at: ['is-2/deployment.toml:39:14 warning'],
    },
    {
      title: 'deployment.toml: the default beside the file of the reference, with what opens it',
      files: withReference(
        tomlCluster(store('file_name = "iam.p12"'), { '[keystore.primary]': 'password = "wso2carbon"' }),
      ),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:39:14 error'],
      fixed: { 'is-2/deployment.toml': /\[keystore\.primary\]\npassword = "wso2carbon"\nfile_name = "iam\.p12"\n/ },
    },
    {
      title: 'deployment.toml: a file with another password',
      files: withReference(
        tomlCluster(store('file_name = "iam.p12"\npassword = "$env{STORE}"'), store('file_name = "is-2.p12"')),
      ),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:39:14 error'],
      fixed: {},
    },
    {
      title: 'another file than that of the reference',
      files: withReference(carbon('security/wso2carbon.jks', 'security/is-2.jks')),
      at: ['is-1/carbon.xml:34:23 error'],
      fixed: { 'is-2/carbon.xml': String(GOOD['is-2/repository/conf/carbon.xml']) },
    },
    {
      title: 'a file that the node does not commit among others',
      files: withReference({
        ...carbon('security/wso2carbon.jks', 'security/is-2.jks'),
        ...jks('is-2', 'a', 'is-2.jks'),
      }),
      at: ['is-1/carbon.xml:34:23 error'],
      fixed: {},
    },
    {
      title: 'another file',
      files: carbon('security/wso2carbon.jks', 'security/is-2.jks'),
      at: ['is-1/carbon.xml:34:23 error'],
      says: /is-1 has key store file "wso2carbon\.jks", is-2 has "is-2\.jks"/,
      related: ['is-2/carbon.xml:34:23'],
      address: 'keystores/primary',
    },
    {
      title: 'another content',
      files: { ...GOOD, ...jks('is-1', 'a'), ...jks('is-2', 'b') },
      at: ['is-1/carbon.xml:34:23 error'],
      says: /key store content "wso2carbon\.jks" with SHA-256 ca978112ca1b…/,
      fixed: {},
    },
    {
      title: 'another type',
      files: carbon(
        'wso2carbon.jks</Location>\n            <Type>JKS',
        'wso2carbon.jks</Location>\n            <Type>PKCS12',
      ),
      at: ['is-1/carbon.xml:35:19 error'],
      says: /key store type/,
    },
    {
      title: 'another alias',
      files: aliases,
      at: ['is-1/carbon.xml:37:23 error'],
      says: /key alias/,
    },
    {
      title: 'another internal key store',
      files: withInternal('a', 'b'),
      at: ['is-1/carbon.xml:32:107 error'],
      says: /internal key store key alias/,
      address: 'keystores/internal',
    },
    {
      title: 'another trust store is a warning',
      files: carbon('client-truststore.jks', 'trust.jks'),
      at: ['is-1/carbon.xml:41:23 warning'],
      says: /trust store file/,
      address: 'keystores/trust',
    },
    {
      title: 'the third is blamed',
      files: copyNode(aliases, 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:37:23 error'],
      fixed: { 'is-2/carbon.xml': /<KeyAlias>is1</ },
    },
    {
      title: 'the third is blamed and takes what the majority has',
      files: copyNode(carbon('<KeyAlias>wso2carbon', '<KeyAlias>is2'), 'is-1', 'is-3', { '10.0.0.11': '10.0.0.13' }),
      at: ['is-2/carbon.xml:37:23 error'],
      fixed: { 'is-2/carbon.xml': String(GOOD['is-2/repository/conf/carbon.xml']) },
    },
    {
      title: 'an alias whose key has another password',
      files: copyNode(
        carbon('<KeyPassword>9fTq2LmRvb', '<KeyPassword>other', carbon('<KeyAlias>wso2carbon', '<KeyAlias>is2')),
        'is-1',
        'is-3',
        { '10.0.0.11': '10.0.0.13' },
      ),
      at: ['is-2/carbon.xml:37:23 error'],
      fixed: {},
    },
  ],
});
