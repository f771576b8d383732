import { describe, expect, test } from '@jest/globals';
import { toFacts } from '../../src/server/facts.js';
import { type NodeOptions, nodeOf } from './helper.js';

const facts = (files: Readonly<Record<string, string>>, showSecrets = false, options: NodeOptions = {}) =>
  toFacts(nodeOf(files, options), { showSecrets });

const DATASOURCES = `<datasources-configuration><datasources><datasource><name>A</name><jndiConfig><name>jdbc/A</name></jndiConfig>
<definition type="RDBMS"><configuration><url>jdbc:mysql://db/a?user=u&amp;password=hush</url><username>u</username><password>hush</password>
<maxActive>50</maxActive></configuration></definition></datasource></datasources></datasources-configuration>`;

test('secrets are masked unless asked for', () => {
  const files = {
    'datasources/master-datasources.xml': DATASOURCES,
    'axis2/axis2.xml': `<axisconfig><clustering class="org.wso2.carbon.X"><parameter name="groupPassword">hush</parameter></clustering></axisconfig>`,
    'carbon.xml': `<S><Security><KeyStore><Password>hush</Password></KeyStore></Security><HostName>\${HOST}</HostName></S>`,
    'user-mgt.xml': `<U><Realm><Configuration><AdminUser><UserName>a</UserName><Password>hush</Password></AdminUser></Configuration>
<UserStoreManager class="x"><Property name="ConnectionPassword">hush</Property></UserStoreManager></Realm></U>`,
  };
  const masked = JSON.stringify(facts(files, false, { env: { HOST: 'hush' } }));
  expect(masked).not.toContain('hush');
  expect(masked).toContain('***');
  expect(JSON.stringify(facts(files, true, { env: { HOST: 'hush' } }))).toContain('hush');
});

test('nothing else but text, null, lists and maps', () => {
  const report = facts({ 'datasources/master-datasources.xml': DATASOURCES }, true);
  expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  expect(report).toMatchObject({
    name: 'is-1',
    path: '.',
    era: 'xml',
    productVersion: null,
    status: 'parsed',
    error: null,
  });
  expect(report.facts.datasources).toEqual([
    {
      name: 'A',
      jndiName: 'jdbc/A',
      definitionType: 'RDBMS',
      url: 'jdbc:mysql://db/a?user=u&password=hush',
      username: 'u',
      password: 'hush',
      driverClassName: null,
      validationQuery: null,
      pool: { maxActive: '50' },
    },
  ]);
});

describe('what the server understood', () => {
  test('registry: the last of equal names, complete mounts, a current name that resolves', () => {
    const { facts: all } = facts({
      'registry.xml': `<r><currentDBConfig>b</currentDBConfig><dbConfig name="a"><dataSource>1</dataSource></dbConfig>
<dbConfig name="a"><dataSource>2</dataSource></dbConfig><mount path="/x"/>
<mount path="/p" overwrite="Virtual"><instanceId>i</instanceId><targetPath>/t</targetPath></mount></r>`,
    });
    expect(all.registry).toMatchObject({
      currentDBConfig: null,
      dbConfigs: [{ name: 'a', dataSource: '2' }],
      mounts: [{ path: '/p', overwrite: 'Virtual', mode: 'virtual', instanceId: 'i', targetPath: '/t' }],
    });
  });

  test('clustering: effective members and the last parameter', () => {
    const { facts: all } = facts({
      'axis2/axis2.xml': `<axisconfig><clustering class="org.wso2.carbon.X"><parameter name="membershipScheme">wka</parameter>
<parameter name="x">1</parameter><parameter name="x">2</parameter>
<members><member><hostName> a </hostName><port> 04000 </port></member></members></clustering></axisconfig>`,
    });
    expect(all.clustering).toMatchObject({
      present: true,
      enabled: true,
      enable: null,
      members: [{ hostName: 'a', port: '4000' }],
      otherParameters: { x: '2' },
    });
  });

  test('user stores: a chain; an admin in the domain of the primary store', () => {
    const { facts: all } = facts({
      'user-mgt.xml': `<U><Realm><Configuration><AdminUser><UserName>admin</UserName></AdminUser></Configuration>
<UserStoreManager class="a"><Property name="DomainName">wso2</Property></UserStoreManager><UserStoreManager class="b"/>
<UserStoreManager class="c"><Property name="DomainName">C</Property></UserStoreManager></Realm></U>`,
    });
    expect(all.userMgt).toMatchObject({ adminUser: 'WSO2/admin', userStores: [{ class: 'a' }, { class: 'c' }] });
  });

  test('the offset of a start script', () => {
    const files = {
      'conf/carbon.xml': '<S><Ports><Offset>0</Offset></Ports></S>',
      'bin/wso2server.sh': 'java -DportOffset=4',
    };
    expect(facts(files, false, { discovered: { path: 'conf' } }).facts.server).toMatchObject({ offset: '4' });
  });
});

test('the first fatal failure is the error', () => {
  expect(facts({ 'registry.xml': '<r/>' })).toMatchObject({
    status: 'failed',
    error: 'The current database configuration is not defined.',
  });
  const mount = '<r><currentDBConfig>a</currentDBConfig><dbConfig name="a"><url/></dbConfig><mount/></r>';
  expect(facts({ 'registry.xml': mount })).toMatchObject({ status: 'parsed', error: null });
});

test.each([
  [[5, 8, 0], '5.8.0'],
  [null, '5.1.0 - 5.8.0'],
] as const)('version %j is shown as %s', (productVersion, expected) => {
  const options = productVersion === null ? {} : { productVersion };
  expect(facts({ 'identity/identity.xml': '<x/>' }, false, options).productVersion).toBe(expected);
});
