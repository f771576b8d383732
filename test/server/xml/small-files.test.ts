import { describe, expect, test } from '@jest/globals';
import type { FileRole } from '../../../src/server/model.js';
import { readCatalina } from '../../../src/server/xml/catalina-server.js';
import { readConsent } from '../../../src/server/xml/consent-mgt.js';
import { readEmbeddedLdap } from '../../../src/server/xml/embedded-ldap.js';
import { readHazelcastProperties, readHazelcastXml } from '../../../src/server/xml/hazelcast.js';
import { readIdentity } from '../../../src/server/xml/identity.js';
import { at, fileOf, NOTHING, rootOf } from '../helper.js';

const open = (role: FileRole, text: string) => {
  const file = fileOf('x.xml', role, text);
  return [file, rootOf(file), NOTHING] as const;
};

describe('identity.xml', () => {
  const CARBON = 'xmlns="http://wso2.org/projects/carbon/carbon.xml"';
  const manager = '<JDBCPersistenceManager><DataSource><Name> jdbc/A </Name></DataSource></JDBCPersistenceManager>';

  test('the name is neither trimmed nor resolved', () => {
    const { facts, failures } = readIdentity(...open('identity', `<Server ${CARBON}>\n${manager}</Server>`));
    expect(failures).toEqual([]);
    expect(facts.dataSource).toMatchObject({ text: ' jdbc/A ', address: 'identity/dataSource' });
    expect(at(facts.dataSource)).toBe('2:44');
    const placeholder = `<Server ${CARBON}>${manager.replace('jdbc/A', '${x}')}</Server>`;
    const [file, root] = open('identity', placeholder);
    const { facts: unresolved } = readIdentity(file, root, { env: new Map(), sys: new Map([['x', 'y']]) });
    expect(unresolved.dataSource).toMatchObject({ text: ' ${x} ', kind: 'placeholder' });
  });

  test.each([
    [`<Server ${CARBON}/>`, 'Identity Persistence Manager configuration is not available'],
    [`<Server>${manager}</Server>`, 'Identity Persistence Manager configuration is not available'],
    [`<Server ${CARBON}><JDBCPersistenceManager/></Server>`, 'DataSource Element is not available'],
  ])('%s', (text, error) => {
    const { facts, failures } = readIdentity(...open('identity', text));
    expect(facts.dataSource).toBeNull();
    expect(failures).toMatchObject([{ effect: 'fatal', error: expect.stringContaining(error) }]);
  });
});

describe('consent-mgt-config.xml', () => {
  const content = '<DataSource>\n<Name>jdbc/C</Name></DataSource>';
  test('in its namespace only', () => {
    const own = `<ConsentManager xmlns="http://wso2.org/carbon/consent/management">${content}</ConsentManager>`;
    const { facts } = readConsent(...open('consent-mgt', own));
    expect(facts.dataSource).toMatchObject({ text: 'jdbc/C', address: 'consent/dataSource' });
    expect(at(facts.dataSource)).toBe('2:7');
    const without = `<ConsentManager>${content}</ConsentManager>`;
    expect(readConsent(...open('consent-mgt', without)).facts.dataSource).toBeNull();
  });
});

test('catalina-server.xml: connectors by port', () => {
  const text = `<Server port="8005"><Service>
  <Connector port="9443" proxyPort="443" keystorePass="pw" keystoreFile="\${carbon.home}/x.jks"/>
  <!-- <Connector port="1"/> -->
</Service></Server>`;
  const { facts } = readCatalina(...open('catalina-server', text));
  expect(facts.shutdownPort).toMatchObject({ text: '8005', address: 'tomcat/shutdownPort' });
  expect(facts.connectors).toHaveLength(1);
  const attributes = facts.connectors[0]?.attributes;
  expect(attributes?.get('proxyPort')).toMatchObject({ text: '443', address: 'tomcat/connector[9443]/proxyPort' });
  expect(at(attributes?.get('proxyPort'))).toBe('2:37');
  expect(attributes?.get('keystorePass')?.sensitive).toBe(true);
  expect(attributes?.get('keystoreFile')?.kind).toBe('placeholder');
});

test('embedded-ldap.xml: the last of equal properties, not trimmed', () => {
  const text = `<EmbeddedLDAPConfig><EmbeddedLDAP><Property name="enable">false</Property>
<Property name="enable"> true</Property><Property name="port">\${Ports.EmbeddedLDAP.LDAPServerPort}</Property></EmbeddedLDAP></EmbeddedLDAPConfig>`;
  const { facts } = readEmbeddedLdap(...open('embedded-ldap', text));
  expect(facts.enable).toMatchObject({ text: ' true', address: 'embeddedLdap/enable' });
  expect(at(facts.enable)).toBe('2:26');
  expect(facts.port?.kind).toBe('placeholder');
});

test('hazelcast.xml', () => {
  const text = `<hazelcast xmlns="http://www.hazelcast.com/schema/config">
  <group><name>iam</name><password>pw</password></group>
  <network>
    <port auto-increment="true">5701</port>
    <join>
      <multicast enabled="false"/>
      <tcp-ip enabled="YES"><member>10.0.0.1:4000</member><members>10.0.0.2, 10.0.0.3</members></tcp-ip>
    </join>
  </network>
</hazelcast>`;
  const { facts } = readHazelcastXml(...open('hazelcast-xml', text));
  expect(facts.groupName).toMatchObject({ text: 'iam', address: 'hazelcast/groupName' });
  expect(at(facts.groupName)).toBe('2:16');
  expect(facts.groupPassword?.sensitive).toBe(true);
  expect(facts.port?.text).toBe('5701');
  expect(facts.joins.map(({ kind, enabled }) => [kind, enabled])).toEqual([
    ['multicast', false],
    ['tcp-ip', true],
  ]);
  expect(facts.members.map(({ text: member }) => member)).toEqual(['10.0.0.1:4000', '10.0.0.2', '10.0.0.3']);
  expect(at(facts.members[0])).toBe('7:37');
});

test('hazelcast.properties', () => {
  const file = fileOf(
    'hazelcast.properties',
    'hazelcast-properties',
    '# comment=1\nhazelcast.shutdownhook.enabled=false\n  hazelcast.logging.type : log4j\n',
  );
  const properties = readHazelcastProperties(file, NOTHING);
  expect([...properties.keys()]).toEqual(['hazelcast.shutdownhook.enabled', 'hazelcast.logging.type']);
  const hook = properties.get('hazelcast.shutdownhook.enabled');
  expect(hook).toMatchObject({ text: 'false', address: 'hazelcast/hazelcast.shutdownhook.enabled' });
  expect(at(hook)).toBe('2:32');
});
