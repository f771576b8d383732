/**
 * What a server writes anew from deployment.toml at each start, so that a copy of it says nothing of the server. Paths
 * below the conf root. Evidence: what an IS 6.0.0 put into its `backup` before it wrote it, and the templates of
 * carbon-kernel, product-is and their features.
 */
const ALWAYS: ReadonlySet<string> = new Set([
  ...[
    'carbon',
    'consent-mgt-config',
    'event-processor',
    'health-check-config',
    'output-event-adapters',
    'registry',
  ].map((name) => `${name}.xml`),
  ...['tenant-mgt.xml', 'user-mgt.xml', 'carbon.properties', 'hazelcast.properties', 'wso2-log-masking.properties'],
  ...['axis2', 'axis2_client', 'tenant-axis2'].map((name) => `axis2/${name}.xml`),
  ...['data-agent-config', 'data-bridge-config'].map((name) => `data-bridge/${name}.xml`),
  ...['bps-datasources', 'master-datasources'].map((name) => `datasources/${name}.xml`),
  ...['jmx', 'tasks-config'].map((name) => `etc/${name}.xml`),
  ...['application-authentication', 'identity', 'resource-access-control-v2', 'schemas'].map(
    (name) => `identity/${name}.xml`,
  ),
  ...['EndpointConfig', 'RecoveryEndpointConfig', 'captcha-config', 'entitlement', 'identity-event'].map(
    (name) => `identity/${name}.properties`,
  ),
  ...['cloud-services-desc', 'multitenancy-packages', 'stratos', 'usage-throttling-agent-config'].map(
    (name) => `multitenancy/${name}.xml`,
  ),
  ...['Owasp.CsrfGuard.Carbon.properties', 'authenticators.xml', 'certificate-validation.xml'].map(
    (name) => `security/${name}`,
  ),
  'security/cipher-text.properties',
  ...['carbon/META-INF/context', 'carbon/WEB-INF/web', 'catalina-server', 'web'].map((name) => `tomcat/${name}.xml`),
]);

/** What some versions of the Identity Server write, and other products on the same kernel: the pack's templates decide. */
const SOMETIMES: ReadonlySet<string> = new Set([
  ...[
    'charon-config',
    'embedded-ldap',
    'oauth-scope-bindings',
    'provisioning-config',
    'resource-access-control-v2',
  ].map((name) => `identity/${name}.xml`),
  ...['api-resource-collection', 'system-api-resource', 'organization-mgt', 'tomcat/context'].map(
    (name) => `${name}.xml`,
  ),
  ...['api-manager', 'broker', 'governance', 'service-access-control', 'synapse-handlers'].map((name) => `${name}.xml`),
  ...['listenerprofiles', 'sslprofiles', 'axis2/axis2_blocking_client'].map((name) => `${name}.xml`),
  ...['dependency', 'jndi', 'jndi2', 'netty', 'nhttp', 'passthru-http', 'synapse', 'throttle'].map(
    (name) => `${name}.properties`,
  ),
  'security/external-vaults.xml',
]);

/** Templates of a pack: what they render is at the same path below the home. */
export const TEMPLATES = 'repository/resources/conf/templates';
const ENDING = '.j2';
/** A folder with all of these is taken for the pack's own, which holds every template; others hold what somebody edited. */
const CORE = ['carbon', 'registry', 'user-mgt', 'axis2/axis2', 'identity/identity', 'tomcat/catalina-server'];

/**
 * Does the server write a file itself? Asked by its path below the conf root, null where it is not there, and below the
 * home. `templates`: the paths of the pack's templates below their folder, none where the pack is not here.
 */
export function createGenerated(templates: readonly string[]) {
  const rendered = new Set(templates.flatMap((path) => (path.endsWith(ENDING) ? path.slice(0, -ENDING.length) : [])));
  const isWhole = CORE.every((name) => rendered.has(`repository/conf/${name}.xml`));
  return (inConf: string | null, inHome: string | null): boolean =>
    (inHome !== null && rendered.has(inHome)) ||
    (inConf !== null && (ALWAYS.has(inConf) || (!isWhole && SOMETIMES.has(inConf))));
}
