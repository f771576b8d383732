import { describe, expect, test } from '@jest/globals';
import { nodeHost } from '../../../src/host.js';
import { driftOf, type Files, tell } from './homes.js';

const EXAMPLES = 'examples/good';

function example(node: string): Record<string, string> {
  const host = nodeHost(`${EXAMPLES}/${node}/repository/conf`);
  return Object.fromEntries(
    host.list('.').files.map(({ path }) => [path, new TextDecoder('latin1').decode(host.read(path))]),
  );
}

/** Files of a home beside those of the example, in every format. */
const OTHERS: Readonly<Record<string, string>> = {
  'identity/sso-idp-config.xml':
    '<SSOIdentityProviderConfig>\n<ServiceProviders>\n<ServiceProvider>\n<Issuer>a</Issuer>\n<SignResponse>true</SignResponse>\n</ServiceProvider>\n<ServiceProvider>\n<Issuer>b</Issuer>\n<SignResponse>true</SignResponse>\n</ServiceProvider>\n</ServiceProviders>\n</SSOIdentityProviderConfig>',
  'tomcat/web.xml':
    '<web-app xmlns="http://java.sun.com/xml/ns/javaee">\n<filter-mapping><filter-name>A</filter-name></filter-mapping>\n<filter-mapping><filter-name>B</filter-name></filter-mapping>\n</web-app>',
  'tomcat/context.xml': '<Context>\n<Manager pathname=""/>\n</Context>',
  'security/authenticators.xml':
    '<Authenticators xmlns="http://wso2.org/projects/carbon/authenticators.xml">\n<Authenticator name="SAML2SSOAuthenticator" disabled="true">\n<Priority>10</Priority>\n</Authenticator>\n</Authenticators>',
  'identity/entitlement.properties':
    'PDP.Enable=true\nPDP.Policies.Combining.Algorithm=deny-overrides\nPAP.Enable=true\n',
  'identity/identity-event.properties': 'module.name.1=emailSend\nemailSend.subscription.1=TRIGGER_NOTIFICATION\n',
  'identity/identity-mgt.properties': '# recovery\nNotification.Sending.Enable=false\n',
  'security/cipher-tool.properties': 'carbon_password=repository/conf/carbon.xml//Server/Security\n',
  'security/cipher-text.properties': 'a=AAAA\nb=BBBB\n',
  'etc/tasks-config.xml':
    '<tasks-configuration xmlns="http://wso2.org/carbon/task">\n<taskServerCount>1</taskServerCount>\n</tasks-configuration>',
  'etc/bundle-config/config.ini': '[a]\nx=1\ny=2\n',
  'multitenancy/tenant-reg-agent-config.xml': '<agent>\n<a><b>1</b></a>\n</agent>',
  'email/email-admin-config.xml':
    '<configurations>\n<configuration type="accountConfirmation">\n<subject>Hello</subject>\n<body>One\nand two</body>\n</configuration>\n</configurations>',
  'solr/managed-schema.xml':
    '<schema name="x">\n<field name="id" type="string"/>\n<field name="text" type="text"/>\n</schema>',
  'identity/scopes.json': '{\n  "scopes": [\n    { "name": "openid", "claims": ["sub", "email"] }\n  ]\n}\n',
  'identity/policies/deny.json': '{\n "effect": "deny"\n}\n',
  'extra/values.yaml': 'a:\n  b: 1\n  list:\n    - name: x\n      v: 1\n    - name: y\n      v: 2\n',
  'extra/jobs.yml': '---\nkind: a\n---\nkind: b\n',
  'extra/other.toml': '[a]\nb = "c"\nd = [1, 2]\n',
  'wrapper.conf': '# java\nwrapper.java.command=java\nwrapper.java.initmemory=256\n',
  'stopwords.txt': 'a\nan\nthe\n',
  'nhttp.properties': 'http.socket.timeout=60000\n',
  'claim-config.xml':
    '<ClaimManager xmlns="http://wso2.org/projects/carbon/claim.xml">\n<Claim>\n<ClaimURI>u/c</ClaimURI><DisplayName>Country</DisplayName>\n</Claim>\n<Claim>\n<DisplayName>Email</DisplayName>\n</Claim>\n</ClaimManager>',
  'hazelcast.properties': 'hazelcast.max.no.heartbeat.seconds=60\n',
};

type Plant = readonly [file: string, from: string, to: string, address: string];

const PLANTED: readonly Plant[] = [
  ['axis2/axis2.xml', '"domain">', '"domain">x', 'clustering/domain'],
  ['carbon.xml', '<DefaultCacheTimeout>15', '<DefaultCacheTimeout>16', 'carbon.xml/Cache/DefaultCacheTimeout'],
  ['consent-mgt-config.xml', 'jdbc/WSO2CarbonDB', 'jdbc/Other', 'consent/dataSource'],
  ['datasources/master-datasources.xml', '<maxActive>', '<maxActive>1', 'datasources[jdbc/WSO2CarbonDB]/maxActive'],
  [
    'identity/embedded-ldap.xml',
    '>default<',
    '>other<',
    'identity/embedded-ldap.xml/EmbeddedLDAP/Property[instanceId]',
  ],
  ['identity/identity.xml', '<Temporary>true', '<Temporary>false', 'identity/sessionDataPersist/temporary'],
  ['registry.xml', '<registryRoot>/', '<registryRoot>/x', 'registry/registryRoot'],
  ['tomcat/catalina-server.xml', 'proxyPort="443"', 'proxyPort="8443"', 'tomcat/connector[9443]/@proxyPort'],
  ['user-mgt.xml', '>SHA-256<', '>SHA-1<', 'userMgt/userStore[PRIMARY]/PasswordDigest'],
  [
    'identity/sso-idp-config.xml',
    '<Issuer>b</Issuer>\n<SignResponse>true',
    '<Issuer>b</Issuer>\n<SignResponse>false',
    'identity/sso-idp-config.xml/ServiceProviders/ServiceProvider[b]/SignResponse',
  ],
  [
    'tomcat/web.xml',
    '<filter-mapping><filter-name>A</filter-name></filter-mapping>\n<filter-mapping><filter-name>B</filter-name></filter-mapping>',
    '<filter-mapping><filter-name>B</filter-name></filter-mapping>\n<filter-mapping><filter-name>A</filter-name></filter-mapping>',
    'tomcat/web.xml/filter-mapping/order',
  ],
  ['tomcat/context.xml', ' pathname=""', '', 'tomcat/context.xml/Manager/@pathname'],
  [
    'security/authenticators.xml',
    '<Priority>10',
    '<Priority>5',
    'security/authenticators.xml/Authenticator[SAML2SSOAuthenticator]/Priority',
  ],
  ['identity/entitlement.properties', 'PAP.Enable=true\n', '', 'identity/entitlement.properties/PAP.Enable'],
  [
    'identity/identity-event.properties',
    'emailSend\n',
    'emailSend2\n',
    'identity/identity-event.properties/module.name.1',
  ],
  [
    'identity/identity-mgt.properties',
    '=false',
    '=true',
    'identity/identity-mgt.properties/Notification.Sending.Enable',
  ],
  ['security/cipher-tool.properties', '/Security', '/Other', 'security/cipher-tool.properties/carbon_password'],
  ['security/cipher-text.properties', 'b=BBBB\n', '', 'security/cipher-text.properties/b'],
  ['etc/bundle-config/config.ini', 'y=2', 'y=3', 'etc/bundle-config/config.ini/line[3]'],
  [
    'multitenancy/tenant-reg-agent-config.xml',
    '<b>1</b>',
    '<b>1</b><c/>',
    'multitenancy/tenant-reg-agent-config.xml/a/c',
  ],
  ['email/email-admin-config.xml', 'and two', 'and three', 'email/email-admin-config.xml/configuration/body'],
  ['solr/managed-schema.xml', 'type="text"', 'type="string"', 'solr/managed-schema.xml/field[text]/@type'],
  ['identity/scopes.json', '["sub", "email"]', '["email", "sub"]', 'identity/scopes.json/scopes[openid]/claims/order'],
  ['identity/policies/deny.json', '"deny"', '"permit"', 'identity/policies/deny.json/effect'],
  ['extra/values.yaml', 'v: 2', 'v: 3', 'extra/values.yaml/a/list[y]/v'],
  ['extra/jobs.yml', 'kind: b', 'kind: c', 'extra/jobs.yml[2]/kind'],
  ['extra/other.toml', '[1, 2]', '[1, 3]', 'extra/other.toml/a.d[2]'],
  ['wrapper.conf', '=256', '=512', 'wrapper.conf/line[3]'],
  ['stopwords.txt', 'an\n', 'an\nand\n', 'stopwords.txt/line[3]'],
  ['hazelcast.properties', '=60', '=61', 'hazelcast/hazelcast.max.no.heartbeat.seconds'],
];

describe('ten nodes of a whole home', () => {
  const nodes = Array.from({ length: 10 }, (_, index): Record<string, string> => {
    const files = { ...example('is-1'), ...OTHERS };
    const axis2 = files['axis2/axis2.xml'] ?? '';
    return { ...files, 'axis2/axis2.xml': axis2.replace('>10.0.0.11<', `>10.0.0.${100 + index}<`) };
  });

  test('that are the same have no drift', () => {
    const found = driftOf(nodes);
    expect(tell(found)).toEqual([]);
    expect(found.files).toEqual([]);
    expect(found.compared).toBeGreaterThan(100);
  });

  test('with thirty differences in thirty files have thirty', () => {
    expect(new Set(PLANTED.map(([file]) => file)).size).toBe(30);
    const changed = nodes.map((files): Files => ({ ...files }));
    const expected = PLANTED.map(([file, from, to, address], index) => {
      const node = (index * 7) % 10;
      const text = changed[node]?.[file];
      if (typeof text !== 'string' || !text.includes(from)) throw new Error(`${file} does not hold ${from}`);
      changed[node] = { ...changed[node], [file]: text.replace(from, to) };
      return { address, file, odd: [`is-${node + 1}`] };
    });
    const { settings } = driftOf(changed);
    const byName = (a: { address: string }, b: { address: string }): number => (a.address < b.address ? -1 : 1);
    expect(settings.map(({ address, file, odd }) => ({ address, file, odd })).sort(byName)).toEqual(
      expected.sort(byName),
    );
    // By file.
    expect(settings.map(({ file }) => file)).toEqual(settings.map(({ file }) => file).sort());
  });
});

describe('the cluster of the clustering guide', () => {
  const nodes = [example('is-1'), example('is-2')];

  test('has no drift: the owner mounts nothing, and each node calls the shared database what it likes', () => {
    expect(tell(driftOf(nodes))).toEqual([]);
  });

  test('has drift where a name leads nowhere', () => {
    const [one = {}, other = {}] = nodes;
    const name = 'user-mgt.xml';
    const changed = { ...other, [name]: (other[name] ?? '').replace('jdbc/WSO2CarbonDB_IS', 'jdbc/Other') };
    expect(driftOf([one, changed]).settings.map(({ address }) => address)).toEqual(['userMgt/dataSource']);
  });

  test('has drift where one of two that mount does not', () => {
    const [one = {}, other = {}] = nodes;
    const name = 'registry.xml';
    const changed = {
      ...other,
      [name]: (other[name] ?? '').replace(/<mount path="\/_system\/config"[\s\S]*?<\/mount>/, ''),
      'axis2/axis2.xml': (other['axis2/axis2.xml'] ?? '').replace('10.0.0.12', '10.0.0.13'),
    };
    expect(driftOf([one, other, changed]).settings.map(({ address }) => address)).toEqual([
      'registry/mount[/_system/config]',
    ]);
  });
});
