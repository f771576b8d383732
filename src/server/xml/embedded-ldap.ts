import { attribute, child, childrenOf } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import type { EmbeddedLdapFacts, NodeFile } from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { placed, type Reader, type Reading, textOf } from './reading.js';

/**
 * conf/identity/embedded-ldap.xml (conf/embedded-ldap.xml up to 5.0) as `LDAPConfigurationBuilder` reads it: the
 * properties of `EmbeddedLDAP`, not trimmed, the last of equal names; `${Ports.EmbeddedLDAP.…}` comes from carbon.xml.
 */
export function readEmbeddedLdap(file: NodeFile, root: XmlElement, variables: Variables): Reading<EmbeddedLdapFacts> {
  const reader: Reader = { file, variables, dialect: 'none' };
  const server = child(root, 'EmbeddedLDAP', '');
  const properties = server === null ? [] : childrenOf(server, 'Property', '');
  const property = (name: string, address: string): Setting | null =>
    textOf(reader, properties.findLast((one) => attribute(one, 'name')?.value === name) ?? null, address);
  const facts: EmbeddedLdapFacts = {
    ...placed(reader, (server ?? root).nameSpan, 'embeddedLdap'),
    enable: property('enable', 'embeddedLdap/enable'),
    port: property('port', 'embeddedLdap/port'),
  };
  return { facts, failures: [] };
}

export const EMBEDDED_LDAP_TABLE: ElementTable = {
  root: 'EmbeddedLDAPConfig',
  namespace: '',
  closed: { 'EmbeddedLDAPConfig/EmbeddedLDAP': ['Property'] },
};
