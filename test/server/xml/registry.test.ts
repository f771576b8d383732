import { describe, expect, test } from '@jest/globals';
import { readRegistry } from '../../../src/server/xml/registry.js';
import { at, fileOf, NOTHING, rootOf, spelled } from '../helper.js';

const read = (text: string, variables = NOTHING) => {
  const file = fileOf('registry.xml', 'registry', text);
  return readRegistry(file, rootOf(file), variables);
};
const local =
  '<currentDBConfig>local</currentDBConfig><dbConfig name="local"><dataSource>jdbc/L</dataSource></dbConfig>';
const wrap = (content: string) => `<wso2registry>${local}\n${content}</wso2registry>`;

test('every setting has its place', () => {
  const { facts, failures } = read(`<wso2registry>
  <currentDBConfig>wso2registry</currentDBConfig>
  <dbConfig name="wso2registry">
    <dataSource>jdbc/WSO2CarbonDB</dataSource>
  </dbConfig>
  <remoteInstance url="https://localhost:9443/registry">
    <id>gov</id>
    <dbConfig>sharedregistry</dbConfig>
  </remoteInstance>
  <mount path="/_system/governance" overwrite="true">
    <instanceId>gov</instanceId>
    <targetPath>
      /_system/governance
    </targetPath>
  </mount>
</wso2registry>`);
  expect(failures).toEqual([]);
  expect(at(facts.currentDBConfig)).toBe('2:20');
  const [config] = facts.dbConfigs;
  expect(config?.dataSource?.address).toBe('registry/dbConfig[wso2registry]/dataSource');
  expect(at(config?.name)).toBe('3:19');
  expect(at(config?.dataSource)).toBe('4:17');
  const [instance] = facts.remoteInstances;
  expect(instance?.dbConfig?.address).toBe('registry/remoteInstance[gov]/dbConfig');
  expect(at(instance?.url)).toBe('6:24');
  expect(at(instance)).toBe('6:4');
  const [mount] = facts.mounts;
  expect(mount?.overwrite).toMatchObject({ text: 'true', address: 'registry/mount[/_system/governance]/@overwrite' });
  expect(at(mount?.overwrite)).toBe('10:48');
  expect(mount?.targetPath?.text).toBe('\n      /_system/governance\n    ');
  expect(at(mount?.targetPath)).toBe('13:7');
  expect(spelled(mount?.targetPath)).toBe('/_system/governance');
});

test.each([
  ['overwrite="true"', 'overwrite'],
  ['overwrite="TRUE"', 'overwrite'],
  ['overwrite="Virtual"', 'virtual'],
  ['overwrite=" true"', 'none'],
  ['overwrite="yes"', 'none'],
  ['overwrite="true|false|virtual"', 'none'],
  ['', 'none'],
  ['overwrite="{{ x }}"', null],
])('%s', (attribute, mode) => {
  const { facts } = read(
    wrap(`<mount path="/p" ${attribute}><instanceId>i</instanceId><targetPath>/t</targetPath></mount>`),
  );
  expect(facts.mounts[0]?.mode).toBe(mode);
});

test('placeholders resolve from system properties, in text only', () => {
  const variables = { env: new Map([['p', 'env']]), sys: new Map([['p', 'prop']]) };
  const { facts } = read(
    wrap('<mount path="/${p}"><instanceId>${p}</instanceId><targetPath>/${q}</targetPath></mount>'),
    variables,
  );
  expect(facts.mounts[0]).toMatchObject({
    path: { text: '/${p}', kind: 'placeholder' },
    instanceId: { text: 'prop', kind: 'literal' },
    targetPath: { text: '/${q}', kind: 'placeholder' },
  });
});

test('Carbon 3 writes the connection into the dbConfig', () => {
  const { facts, failures } = read(`<wso2registry><currentDBConfig>wso2registry</currentDBConfig>
<dbConfig name="wso2registry"><url>jdbc:h2:x</url><userName>u</userName><password>p</password><driverName>org.h2.Driver</driverName></dbConfig></wso2registry>`);
  expect(failures).toEqual([]);
  expect(facts.dbConfigs[0]).toMatchObject({
    dataSource: null,
    url: { text: 'jdbc:h2:x', address: 'registry/dbConfig[wso2registry]/url' },
    username: { text: 'u' },
    password: { text: 'p', sensitive: true },
    driverClassName: { text: 'org.h2.Driver' },
  });
});

describe('what the server says', () => {
  const instance = (content: string) => `<remoteInstance url="u">${content}</remoteInstance>`;
  const mount = (path: string, content: string) => `<mount${path}>${content}</mount>`;
  const whole = '<instanceId>i</instanceId><targetPath>/t</targetPath>';
  test.each<[string, string, 'fatal' | 'partial', string]>([
    ['<wso2registry/>', 'The current database configuration is not defined.', 'fatal', '1:2'],
    [
      wrap('<dbConfig><dataSource>x</dataSource></dbConfig>'),
      'The database configuration name cannot be null.',
      'fatal',
      '2:2',
    ],
    [wrap('<dbConfig name="x"/>'), 'java.lang.NullPointerException', 'fatal', '2:2'],
    [wrap(instance('')), 'Could not read remote instance configuration. Caused by: null', 'fatal', '2:2'],
    [
      wrap(`${instance('<id>a</id>')}\n${instance('<id>a</id>')}`),
      "Two remote instances can't have the same id.",
      'fatal',
      '3:2',
    ],
    [wrap(mount('', whole)), 'The path attribute was not specified', 'partial', '2:2'],
    [
      wrap(mount(' path="/p"', '<targetPath>/t</targetPath>')),
      'The instance identifier was not specified for the mount: /p',
      'partial',
      '2:2',
    ],
    [
      wrap(mount(' path="/p"', '<instanceId>i</instanceId>')),
      'The target path was not specified for the mount: /p',
      'partial',
      '2:2',
    ],
    [
      wrap(`${mount(' path="/p"', whole)}\n${mount(' path="/p"', whole)}`),
      "Two remote instances can't have the same path.",
      'fatal',
      '3:2',
    ],
    [
      '<r><currentDBConfig> a </currentDBConfig><dbConfig name="a"><url/></dbConfig></r>',
      "Couldn't find db configuration ' a '",
      'partial',
      '1:22',
    ],
    [
      '<!DOCTYPE r [<!ENTITY e "a">]><r><currentDBConfig>&e;</currentDBConfig><dbConfig name="a"><url/></dbConfig></r>',
      'ClassCastException',
      'fatal',
      '1:51',
    ],
  ])('%#', (text, error, effect, place) => {
    const { failures } = read(text);
    expect(failures).toMatchObject([{ effect, error: expect.stringContaining(error) }]);
    expect(at(failures[0])).toBe(place);
  });

  test('nothing of what a template may still make right', () => {
    const twice = '<remoteInstance><id>{{ id }}</id></remoteInstance>';
    for (const text of [
      '<r><currentDBConfig>{{ x }}</currentDBConfig><dbConfig name="a"><url/></dbConfig></r>',
      '<r><currentDBConfig>b</currentDBConfig><dbConfig name="{{ x }}"><url/></dbConfig></r>',
      wrap(twice + twice),
    ]) {
      expect(read(text).failures).toEqual([]);
    }
  });

  test('a broken mount leaves its path free', () => {
    const { failures } = read(
      wrap(`${mount(' path="/p"', '<instanceId>i</instanceId>')}${mount(' path="/p"', whole)}`),
    );
    expect(failures.map(({ effect }) => effect)).toEqual(['partial']);
  });
});

test('a default namespace hides everything', () => {
  const { facts } = read(`<wso2registry xmlns="urn:x">${local}</wso2registry>`);
  expect(facts).toMatchObject({ currentDBConfig: null, dbConfigs: [] });
});
