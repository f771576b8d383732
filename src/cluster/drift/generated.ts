/**
 * What every server with a deployment.toml writes anew from it (carbon-kernel and product-is, templates of 5.9 – 7.3):
 * an old copy of it says nothing of the server.
 */
const ALWAYS: ReadonlySet<string> = new Set([
  ...['axis2.xml', 'axis2_client.xml', 'tenant-axis2.xml'].map((name) => `axis2/${name}`),
  ...['carbon.xml', 'consent-mgt-config.xml', 'registry.xml', 'user-mgt.xml', 'claim-config.xml'],
  ...['carbon.properties', 'hazelcast.properties', 'tenant-mgt.xml', 'output-event-adapters.xml'],
  'datasources/master-datasources.xml',
  ...['identity.xml', 'identity-event.properties', 'application-authentication.xml', 'entitlement.properties'].map(
    (name) => `identity/${name}`,
  ),
  ...['embedded-ldap.xml', 'sso-idp-config.xml', 'charon-config.xml'].map((name) => `identity/${name}`),
  ...['jmx.xml', 'tasks-config.xml', 'cache.xml'].map((name) => `etc/${name}`),
  ...['catalina-server.xml', 'context.xml', 'web.xml'].map((name) => `tomcat/${name}`),
]);

const TEMPLATE = /(?:^|\/)templates\/repository\/conf\/(.+)\.j2$/;
const CONF = /^(?:repository\/)?conf\//;

/** Which of the files of some homes are written by the server itself. */
export function generatedFiles(names: ReadonlySet<string>): ReadonlySet<string> {
  if (![...names].some((name) => plain(name) === 'deployment.toml')) return new Set();
  const rendered = new Set([...names].flatMap((name) => TEMPLATE.exec(name)?.[1] ?? []));
  return new Set([...names].filter((name) => ALWAYS.has(plain(name)) || rendered.has(plain(name))));
}

function plain(name: string): string {
  return name.replace(CONF, '');
}
