import { deploymentToml } from '../../../src/rules/example-toml.js';
import rule from '../../../src/rules/security/shipped-secrets.js';
import { ruleTest } from '../../support/rule-test.js';

const own = {
  '[keystore.primary]': 'file_name = "iam.p12"\npassword = "s3nt1nel"',
  '[encryption]': 'key = "$env{KEY}"',
  '[identity.auth_framework.endpoint]': 'app_password = "$env{APP}"',
};
const one = (tables: Readonly<Record<string, string>>) => ({ 'is-1/deployment.toml': deploymentToml({ tables }) });
const ADMIN = 'username = "admin"\npassword = "admin"';

ruleTest(rule, {
  valid: [
    { title: 'own ones', files: one(own), productVersion: '7.1.0' },
    {
      title: 'a piece',
      files: { 'is-1/deployment.toml': '[server]\noffset = 1\n[database.identity_db]\ntype = "mysql"\n' },
      productVersion: '7.1.0',
    },
    { title: 'defaults that depend on the version', files: one({ '[keystore.primary]': own['[keystore.primary]'] }) },
  ],
  invalid: [
    {
      title: 'all',
      files: one({ '[super_admin]': ADMIN }),
      productVersion: '7.1.0',
      at: ['is-1/deployment.toml:7:13 warning'],
      says: [
        /password in \[super_admin\], password in \[keystore\.primary\] \(the default\), key in \[encryption\] \(the default\) and app_password/,
        /^(?!.*(?:03BAFEB|dashboard)).*$/,
      ],
    },
    {
      title: 'of XML',
      files: {
        'is-1/carbon.xml': `<Server xmlns="http://wso2.org/projects/carbon/carbon.xml">
  <Name>WSO2 Identity Server</Name><ServerKey>IS</ServerKey><Version>5.5.0</Version>
  <Security><KeyStore><Location>\${carbon.home}/wso2carbon.jks</Location><Type>JKS</Type>
    <Password>wso2carbon</Password>
  </KeyStore></Security>
</Server>
`,
        'is-1/user-mgt.xml': `<UserManager><Realm><Configuration><AdminUser><UserName>admin</UserName>
<Password>admin</Password></AdminUser></Configuration></Realm></UserManager>
`,
      },
      at: ['is-1/user-mgt.xml:2:11 warning'],
      related: ['is-1/carbon.xml:4:15'],
      says: /password of the administrator and password of the primary key store\. .*before the first start/,
    },
    {
      title: 'the administrator',
      files: one({ ...own, '[super_admin]': ADMIN }),
      at: ['is-1/deployment.toml:7:13 warning'],
      says: /^A secret every pack ships is unchanged: password in \[super_admin\]\./,
    },
    {
      title: "the key of WSO2's chart",
      files: one({ ...own, '[encryption]': 'key = "3cc0481b70794667b5bee7e2beed2de4"' }),
      at: ['is-1/deployment.toml:43:8 warning'],
    },
  ],
});
