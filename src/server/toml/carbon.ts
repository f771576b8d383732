import type { Keystore, KeystoreFacts, ServerFacts } from '../model.js';
import type { Setting } from '../setting.js';
import { formatVersion, type Version } from '../version.js';
import type { Page } from './page.js';

const FIRST_WITH_MGT_HOST: Version = [6, 0, 0];
const LAST_WITH_EMBEDDED_LDAP: Version = [5, 11, 0];
const FIRST_WITH_PROPAGATION: Version = [7, 0, 0];
const SECURITY = `\${carbon.home}/repository/resources/security`;

/** `Version` of carbon.xml, which alone is another in every release. */
export function serverVersion(file: string, version: Version): Setting {
  const text = formatVersion(version);
  return { file, span: null, address: 'server/version', text, kind: 'literal', origin: 'default', sensitive: false };
}

/** `carbon.xml` without its version. The management host has a key of its own from 6.0 on only. */
export function projectServer(page: Page): ServerFacts {
  const { text, optional, constant } = page;
  const { since, after } = page.release;
  const hostName = optional('server.hostname', 'server/hostName');
  const mgtHost = since(FIRST_WITH_MGT_HOST) ? optional('server.mgt_console_hostname', 'server/mgtHostName') : null;
  return {
    ...page.at('server', 'server'),
    name: constant('WSO2 Identity Server', 'server/name'),
    serverKey: constant('IS', 'server/serverKey'),
    version: null,
    hostName,
    mgtHostName: mgtHost ?? (hostName === null ? null : { ...hostName, address: 'server/mgtHostName' }),
    offset: optional('server.offset', 'server/offset') ?? constant('0', 'server/offset'),
    serverURL: null,
    webContextRoot: constant('/', 'server/webContextRoot'),
    proxyContextPath: optional('server.proxy_context_path', 'server/proxyContextPath'),
    forceLocalCache: text('server.force_local_cache', 'server/forceLocalCache'),
    cacheInvalidationImpl: optional('server.cache.invalidation_impl', 'server/cacheInvalidationImpl'),
    cachePropagationEnabled: since(FIRST_WITH_PROPAGATION)
      ? text('server.cache.propagation_enabled', 'server/cachePropagationEnabled')
      : null,
    crypto: {
      provider: optional('encryption.internal_crypto_provider', 'server/crypto/provider'),
      secret: sensitive(optional('encryption.key', 'server/crypto/secret')),
      oldSecret: sensitive(optional('encryption.old_key', 'server/crypto/oldSecret')),
    },
    jmx: {
      rmiRegistryPort: text('monitoring.jmx.rmi_registry_port', 'server/jmx/rmiRegistryPort'),
      rmiServerPort: text('monitoring.jmx.rmi_server_port', 'server/jmx/rmiServerPort'),
    },
    embeddedLdapPort: after(LAST_WITH_EMBEDDED_LDAP) ? null : constant('10389', 'server/embeddedLdapPort'),
    kdcPort: null,
    thriftPort: null,
    deploymentSynchronizer: { enabled: null, autoCommit: null, svnUrl: null },
  };
}

function sensitive(setting: Setting | null): Setting | null {
  return setting === null ? null : { ...setting, sensitive: true };
}

/** `carbon.xml`, `Security`: what a key store does not say itself it takes from the primary one. */
export function projectKeystores(page: Page, files: KeystoreFacts['files']): KeystoreFacts {
  return {
    primary: keystore(page, 'keystore.primary', 'keystores/primary'),
    internal: keystore(page, 'keystore.internal', 'keystores/internal'),
    tls: keystore(page, 'keystore.tls', 'keystores/tls'),
    saml: page.release.hasTable('keystore.saml') ? keystore(page, 'keystore.saml', 'keystores/saml') : null,
    trust: keystore(page, 'truststore', 'keystores/trust', 'trust'),
    files,
  };
}

function keystore(page: Page, table: string, address: string, kind?: 'trust'): Keystore {
  const name = page.text(`${table}.file_name`, `${address}/location`);
  const isTrust = kind === 'trust';
  return {
    ...page.at(table, address),
    location: { ...name, text: `${SECURITY}/${name.text}` },
    type: page.text(`${table}.type`, `${address}/type`),
    password: page.text(`${table}.password`, `${address}/password`),
    keyAlias: isTrust ? null : page.text(`${table}.alias`, `${address}/keyAlias`),
    keyPassword: isTrust ? null : page.text(`${table}.key_password`, `${address}/keyPassword`),
  };
}
