import { expect, test } from '@jest/globals';
import { CATALOGUE } from '../../support/catalogue.js';
import { told } from './homes.js';

// What was described as a mistake of its own and is nothing but a setting that differs.
const ROWS: readonly (readonly [
  row: string,
  file: string,
  text: string,
  change: readonly [string, string],
  at: string,
])[] = [
  [
    'registry-handler-mismatch',
    'registry.xml',
    '<wso2registry><handler class="a.B"><filter class="c.D"/></handler></wso2registry>',
    ['<handler class="a.B"><filter class="c.D"/></handler>', ''],
    'registry/handler[a.B]',
  ],
  [
    'datasource-pool-mismatch',
    'datasources/master-datasources.xml',
    '<datasources-configuration><datasources><datasource><name>X</name><jndiConfig><name>jdbc/X</name></jndiConfig><definition type="RDBMS"><configuration><url>jdbc:mysql://db/x</url><maxActive>50</maxActive></configuration></definition></datasource></datasources></datasources-configuration>',
    ['50', '80'],
    'datasources[jdbc/X]/maxActive',
  ],
  [
    'carbon-depsync-mismatch',
    'carbon.xml',
    '<Server><DeploymentSynchronizer><Enabled>true</Enabled><SvnUrl>https://svn/a</SvnUrl></DeploymentSynchronizer></Server>',
    ['svn/a', 'svn/b'],
    'server/deploymentSynchronizer/svnUrl',
  ],
  [
    'carbon-truststore-mismatch',
    'carbon.xml',
    '<Server><Security><TrustStore><Location>client-truststore.jks</Location></TrustStore></Security></Server>',
    ['client-truststore', 'other'],
    'keystores/trust/location',
  ],
  [
    'tomcat-clientauth-mismatch',
    'tomcat/catalina-server.xml',
    '<Server><Service name="Catalina"><Connector port="9443" clientAuth="want"/></Service></Server>',
    ['want', 'false'],
    'tomcat/connector[9443]/@clientAuth',
  ],
  [
    'usermgt-admin-mismatch',
    'user-mgt.xml',
    '<UserManager><Realm><Configuration><AdminUser><UserName>admin</UserName></AdminUser></Configuration></Realm></UserManager>',
    ['>admin<', '>root<'],
    'userMgt/adminUser',
  ],
  [
    'identity-cache-mismatch',
    'identity/identity.xml',
    '<Server><CacheConfig><CacheManager name="M"><Cache name="C" enable="true" timeout="5"/></CacheManager></CacheConfig></Server>',
    ['timeout="5"', 'timeout="9"'],
    'identity/identity.xml/CacheConfig/CacheManager[M]/Cache[C]/@timeout',
  ],
  [
    'sso-idp-config-mismatch',
    'identity/sso-idp-config.xml',
    '<SSOIdentityProviderConfig><ServiceProviders><ServiceProvider><Issuer>a</Issuer><Active>1</Active></ServiceProvider></ServiceProviders></SSOIdentityProviderConfig>',
    ['<Active>1<', '<Active>2<'],
    'identity/sso-idp-config.xml/ServiceProviders/ServiceProvider[a]/Active',
  ],
  [
    'application-authentication-mismatch',
    'identity/application-authentication.xml',
    '<ApplicationAuthentication><AuthenticationEndpointURL>/a.do</AuthenticationEndpointURL></ApplicationAuthentication>',
    ['/a.do', '/b.do'],
    'identity/application-authentication.xml/AuthenticationEndpointURL',
  ],
  [
    'carbon-url-context-mismatch',
    'carbon.xml',
    '<Server><WebContextRoot>/</WebContextRoot></Server>',
    ['>/<', '>/is<'],
    'server/webContextRoot',
  ],
  [
    'jdbc-params-mismatch',
    'deployment.toml',
    '[database.identity_db]\ntype = "mysql"\nurl = "jdbc:mysql://db/x?useSSL=true&amp;a=1"',
    ['useSSL=true', 'useSSL=false'],
    'datasources[jdbc/WSO2IdentityDB]/url',
  ],
  [
    'pool-options-mismatch',
    'deployment.toml',
    '[database.identity_db.pool_options]\nmaxActive = "50"',
    ['50', '80'],
    'deployment.toml/database.identity_db.pool_options.maxActive',
  ],
  ...['oauth.token_validation.app_access_token_validity = "3600"', 'session.timeout.idle_session_timeout = "3600"'].map(
    (line) =>
      [
        'token-settings-mismatch',
        'deployment.toml',
        line,
        ['3600', '600'],
        `deployment.toml/${line.replace(/ .*/, '')}`,
      ] as const,
  ),
  [
    'token-settings-mismatch',
    'deployment.toml',
    'tenant_context.enable_tenant_qualified_urls = true',
    ['true', 'false'],
    'deployment.toml/tenant_context.enable_tenant_qualified_urls',
  ],
];

test.each(ROWS)('%s: %s', (_, file, text, [from, to], at) => {
  const found = told(file, [text, text.replace(from, to)]);
  expect(found.map((line) => line.replace(/: .*/s, ''))).toEqual([at]);
});

test('every row that drift-setting serves is here', () => {
  const served = CATALOGUE.filter(([, , rule]) => rule === 'drift-setting').map(([, row]) => row);
  expect(new Set(['undocumented-drift', 'log-only-drift', ...ROWS.map(([row]) => row)])).toEqual(new Set(served));
});
