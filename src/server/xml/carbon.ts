import type { XmlElement } from '../../syntax/xml/tree.js';
import { trim } from '../java.js';
import type { Keystore, KeystoreFacts, NodeFile, ServerFacts, ServerFailure } from '../model.js';
import { resolve, type Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { failure, placed, type Reader, type Reading, textOf } from './reading.js';

export interface CarbonFacts {
  readonly server: ServerFacts;
  readonly keystores: Omit<KeystoreFacts, 'files'>;
}

/**
 * conf/carbon.xml as `ServerConfiguration.readChildElements` of Carbon 4.4 reads it: keys are dotted local names,
 * namespaces and the root's name do not matter, an element without text does not exist, of equal keys the first counts,
 * values are not trimmed, `${x}` is a system property, else an environment variable.
 */
export function readCarbon(file: NodeFile, root: XmlElement, variables: Variables): Reading<CarbonFacts> {
  const reader: Reader = { file, variables, dialect: 'carbon' };
  const failures: ServerFailure[] = [];
  const written = new Map<string, XmlElement>();
  const walk = (element: XmlElement, path: string) => {
    for (const nested of element.children) {
      const key = path === '' ? nested.local : `${path}.${nested.local}`;
      if (trim(nested.text) !== '') {
        if (!written.has(key)) written.set(key, nested);
        const { crash } = resolve(nested.text, 'carbon', variables);
        if (crash !== null) failures.push(failure(reader, nested.textSpan, `server/${key}`, crash));
      }
      walk(nested, key);
    }
  };
  walk(root, '');
  const get = (key: string, address: string): Setting | null => textOf(reader, written.get(key) ?? null, address);

  const server: ServerFacts = {
    ...placed(reader, root.nameSpan, 'server'),
    name: get('Name', 'server/name'),
    serverKey: get('ServerKey', 'server/serverKey'),
    version: get('Version', 'server/version'),
    hostName: get('HostName', 'server/hostName'),
    mgtHostName: get('MgtHostName', 'server/mgtHostName'),
    offset: get('Ports.Offset', 'server/offset'),
    serverURL: get('ServerURL', 'server/serverURL'),
    webContextRoot: get('WebContextRoot', 'server/webContextRoot'),
    proxyContextPath: get('ProxyContextPath', 'server/proxyContextPath'),
    forceLocalCache: get('Cache.ForceLocalCache', 'server/forceLocalCache'),
    cacheInvalidationImpl: get('Cache.CacheInvalidationImpl', 'server/cacheInvalidationImpl'),
    cachePropagationEnabled: get('Cache.CachePropagationEnabled', 'server/cachePropagationEnabled'),
    crypto: {
      provider: get('CryptoService.InternalCryptoProviderClassName', 'server/crypto/provider'),
      secret: get('CryptoService.Secret', 'server/crypto/secret'),
      oldSecret: get('CryptoService.OldSecret', 'server/crypto/oldSecret'),
    },
    jmx: {
      rmiRegistryPort: get('Ports.JMX.RMIRegistryPort', 'server/jmx/rmiRegistryPort'),
      rmiServerPort: get('Ports.JMX.RMIServerPort', 'server/jmx/rmiServerPort'),
    },
    embeddedLdapPort: get('Ports.EmbeddedLDAP.LDAPServerPort', 'server/embeddedLdapPort'),
    kdcPort: get('Ports.EmbeddedLDAP.KDCServerPort', 'server/kdcPort'),
    thriftPort: get('Ports.ThriftEntitlementReceivePort', 'server/thriftPort'),
    deploymentSynchronizer: {
      enabled: get('DeploymentSynchronizer.Enabled', 'server/deploymentSynchronizer/enabled'),
      autoCommit: get('DeploymentSynchronizer.AutoCommit', 'server/deploymentSynchronizer/autoCommit'),
      svnUrl: get('DeploymentSynchronizer.SvnUrl', 'server/deploymentSynchronizer/svnUrl'),
    },
  };
  const keystore = (key: string, address: string): Keystore | null => {
    const parts = {
      location: get(`${key}.Location`, `${address}/location`),
      type: get(`${key}.Type`, `${address}/type`),
      password: get(`${key}.Password`, `${address}/password`),
      keyAlias: get(`${key}.KeyAlias`, `${address}/keyAlias`),
      keyPassword: get(`${key}.KeyPassword`, `${address}/keyPassword`),
    };
    const first = Object.values(parts).find((part) => part !== null);
    return first === undefined ? null : { file: file.name, span: first.span, address, ...parts };
  };
  return {
    facts: {
      server,
      keystores: {
        primary: keystore('Security.KeyStore', 'keystores/primary'),
        internal: keystore('Security.InternalKeyStore', 'keystores/internal'),
        tls: null,
        saml: keystore('Security.SAMLSignKeyStore', 'keystores/saml'),
        trust: keystore('Security.TrustStore', 'keystores/trust'),
      },
    },
    failures,
  };
}
