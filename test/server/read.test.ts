import { describe, expect, test } from '@jest/globals';
import type { GateVerdict } from '../../src/syntax/xml/gate.js';
import { at, nodeOf, spelled } from './helper.js';

const datasource = (name: string) =>
  `<datasource><name>${name}</name><jndiConfig><name>jdbc/${name}</name></jndiConfig><definition type="RDBMS"><configuration/></definition></datasource>`;
const datasources = (...names: readonly string[]) =>
  `<datasources-configuration><datasources>${names.map(datasource).join('\n')}</datasources></datasources-configuration>`;
const malformed = (line: number | null): GateVerdict => ({
  kind: 'malformed',
  errors: [{ line, message: 'parser error : x' }],
});

test('no file tells: every section is null', () => {
  expect(nodeOf({})).toMatchObject({
    product: null,
    version: null,
    replicas: 1,
    files: [],
    failures: [],
    server: null,
    keystores: null,
    clustering: null,
    hazelcast: { xml: null },
    datasources: null,
    registry: null,
    userMgt: null,
    identity: null,
    consent: null,
    tomcat: null,
    embeddedLdap: null,
    scripts: { portOffset: null, hazelcastConfig: null },
  });
});

describe('datasources of all files', () => {
  test('the master first', () => {
    const node = nodeOf({
      'datasources/a-datasources.xml': datasources('A'),
      'datasources/master-datasources.xml': datasources('M'),
    });
    expect(node.datasources?.map(({ name, file }) => [name?.text, file])).toEqual([
      ['M', 'datasources/master-datasources.xml'],
      ['A', 'datasources/a-datasources.xml'],
    ]);
  });

  test('null as soon as one cannot be read: any name may be in it', () => {
    const files = { 'datasources/a-datasources.xml': datasources('A'), 'datasources/master-datasources.xml': '<x' };
    const broken = nodeOf(files, { verdicts: { 'datasources/master-datasources.xml': malformed(1) } });
    expect(broken.datasources).toBeNull();
    expect(broken.failures).toHaveLength(1);
    const paths = ['datasources/a-datasources.xml', 'datasources/master-datasources.xml'];
    const template = nodeOf({ 'datasources/a-datasources.xml': datasources('A') }, { discovered: { files: paths } });
    expect(template).toMatchObject({ datasources: null, failures: [] });
  });

  test('a name in two files', () => {
    const node = nodeOf({
      'datasources/a-datasources.xml': datasources('A', 'B'),
      'datasources/master-datasources.xml': datasources('A'),
    });
    expect(node.failures).toMatchObject([{ file: 'datasources/a-datasources.xml', effect: 'fatal' }]);
  });
});

describe('a file that is not well-formed', () => {
  test.each<[string, string, 'fatal' | 'partial']>([
    ['carbon.xml', 'Problem in parsing the configuration file: parser error : x', 'fatal'],
    ['axis2/axis2.xml', 'org.apache.axiom.om.OMException: parser error : x', 'fatal'],
    ['registry.xml', 'An error occurred during system variable replacement', 'partial'],
    ['user-mgt.xml', 'Error while reading realm configuration from file: parser error : x', 'fatal'],
    [
      'datasources/master-datasources.xml',
      "Error in initializing system data sources at 'datasources/master-datasources.xml' - Error in creating an XML document from file: parser error : x",
      'fatal',
    ],
  ])('%s', (name, error, effect) => {
    const node = nodeOf({ [name]: '<a>\n  <b>\n' }, { verdicts: { [name]: malformed(2) } });
    expect(node.failures).toMatchObject([{ file: name, error, effect }]);
    expect(node).toMatchObject({ server: null, clustering: null, registry: null, userMgt: null, datasources: null });
    expect(node.malformed).toMatchObject([{ file: name, message: 'parser error : x' }]);
    expect(at(node.malformed[0])).toBe('2:3');
    expect(spelled(node.malformed[0])).toBe('<b>');
  });

  test('without a line it is the start of the file', () => {
    const node = nodeOf({ 'carbon.xml': '' }, { verdicts: { 'carbon.xml': malformed(null) } });
    expect(at(node.malformed[0])).toBe('1:1');
  });

  test('every XML file of the conf root is spoken of', () => {
    const node = nodeOf({ 'metrics.xml': '<' }, { verdicts: { 'metrics.xml': malformed(1) } });
    expect(node.malformed.map(({ file }) => file)).toEqual(['metrics.xml']);
  });
});

test('what the schema says is kept with its line', () => {
  const verdict: GateVerdict = { kind: 'ok', schemaErrors: [{ line: 2, message: 'unexpected' }] };
  const node = nodeOf({ 'registry.xml': '<r>\n<x/></r>' }, { verdicts: { 'registry.xml': verdict } });
  expect(node.schemaComplaints).toMatchObject([{ file: 'registry.xml', message: 'unexpected' }]);
  expect(at(node.schemaComplaints[0])).toBe('2:1');
});

test('key stores by file name', () => {
  const keystores = { 'repository/resources/security/wso2carbon.jks': 'abc' };
  expect(nodeOf({}, { keystores }).keystores).toMatchObject({
    primary: null,
    files: new Map([['wso2carbon.jks', 'abc']]),
  });
});

describe('replicas', () => {
  const axis2 = (scheme: string, host: string) => `<axisconfig><clustering class="org.wso2.carbon.X">
<parameter name="membershipScheme">${scheme}</parameter><parameter name="localMemberHost">${host}</parameter></clustering></axisconfig>`;
  test.each<[string, string, number | 'many']>([
    ['wka', '10.0.0.1', 1],
    ['aws', '10.0.0.1', 'many'],
    ['kubernetes', '127.0.0.1', 'many'],
    ['wka', '${local.ip}', 'many'],
    ['wka', '{{ ip }}', 'many'],
  ])('%s at %s: %s', (scheme, host, expected) => {
    expect(nodeOf({ 'axis2/axis2.xml': axis2(scheme, host) }).replicas).toBe(expected);
  });

  test('what the user says counts', () => {
    const files = { 'axis2/axis2.xml': axis2('aws', 'x') };
    expect(nodeOf(files, { discovered: { replicas: 3 } }).replicas).toBe(3);
  });
});
