import { describe, expect, test } from '@jest/globals';
import { detectVersion, type Evidence } from '../../src/server/detect-version.js';
import type { FileRole } from '../../src/server/model.js';
import { readAxis2 } from '../../src/server/xml/axis2.js';
import { readCarbon } from '../../src/server/xml/carbon.js';
import { at, fileOf, NOTHING, type NodeOptions, nodeOf, rootOf } from './helper.js';
import { written } from './toml/written.js';

const carbon = (content: string) => `<Server>\n<Name>WSO2 Identity Server</Name>\n${content}</Server>`;
const range = (files: Readonly<Record<string, string>>, options: NodeOptions = {}) => {
  const version = nodeOf(files, options).version;
  return version === null ? null : `${version.min.join('.')} ${version.max.join('.')}`;
};
const HAZELCAST = 'org.wso2.carbon.core.clustering.hazelcast.HazelcastClusteringAgent';
const axis2 = `<axisconfig><clustering class="${HAZELCAST}" enable="false"/></axisconfig>`;
const h2 = `<datasources-configuration><datasources><datasource><name>A</name><definition type="RDBMS"><configuration>
<url>jdbc:h2:./repository/database/X</url></configuration></definition></datasource></datasources></datasources-configuration>`;

describe('which Identity Servers may have these files', () => {
  test.each<[string, Record<string, string>, string | null]>([
    [
      'carbon.xml says it',
      { 'carbon.xml': carbon('<ServerKey>IS</ServerKey><Version>5.7.0</Version>') },
      '5.7.0 5.7.0',
    ],
    [
      'a key manager is one too',
      { 'carbon.xml': '<S><ServerKey>IS</ServerKey><Version>5.3.0</Version></S>' },
      '5.3.0 5.3.0',
    ],
    [
      'another product',
      { 'carbon.xml': '<S><ServerKey>AM</ServerKey><Version>2.0.0</Version></S>', 'axis2.xml': axis2 },
      null,
    ],
    ['not filled in', { 'carbon.xml': carbon('<Version>${product.version}</Version>') }, null],
    [
      'a template',
      { 'carbon.xml': carbon('<Version>{{ v }}</Version><Cache><ForceLocalCache>true</ForceLocalCache></Cache>') },
      '5.6.0 5.8.0',
    ],
    ['identity/identity.xml', { 'identity/identity.xml': '<x/>' }, '5.1.0 5.8.0'],
    ['consent beside it', { 'identity/identity.xml': '<x/>', 'consent-mgt-config.xml': '<x/>' }, '5.5.0 5.8.0'],
    [
      'the internal key store',
      { 'carbon.xml': '<S><Security><InternalKeyStore><Type>JKS</Type></InternalKeyStore></Security></S>' },
      '5.7.0 5.8.0',
    ],
    ['the agent', { 'axis2.xml': axis2 }, '4.5.0 5.8.0'],
    ['the database', { 'datasources/master-datasources.xml': h2 }, '5.2.0 5.8.0'],
    ['a version file', { '../../bin/version.txt': 'WSO2 Identity Server v5.4.1\n' }, '5.4.1 5.4.1'],
    ['a kernel file', { '../../bin/wso2carbon-version.txt': 'WSO2 Carbon Framework v4.2.0\n' }, '4.5.0 5.0.0'],
    ['nothing tells', { 'registry.xml': '<wso2registry/>' }, null],
    ['a flat identity.xml tells nothing', { 'identity.xml': '<x/>' }, null],
  ])('%s', (_, files, expected) => expect(range(files)).toBe(expected));

  test('in a whole pack the place tells', () => {
    const whole = { discovered: { path: 'repository/conf', wholeHome: true } };
    expect(range({ 'repository/conf/identity.xml': '<x/>' }, whole)).toBe('3.2.0 5.0.0');
    expect(range({ 'repository/conf/security/application-authentication.xml': '<x/>' }, whole)).toBe('5.0.0 5.0.0');
  });

  test('what the user says overrides', () => {
    const files = { 'carbon.xml': carbon('<ServerKey>IS</ServerKey><Version>5.7.0</Version>') };
    expect(range(files, { productVersion: [5, 8, 0] })).toBe('5.8.0 5.8.0');
  });

  test('with its place', () => {
    const files = { 'carbon.xml': carbon('<ServerKey>IS</ServerKey>\n<Version>5.7.0</Version>') };
    expect(at(nodeOf(files).version?.setting)).toBe('4:10');
  });

  test('beside a deployment.toml only the version of carbon.xml is read', () => {
    const files = {
      'deployment.toml': '',
      'carbon.xml': carbon('<ServerKey>IS</ServerKey><Version>7.0.0</Version>'),
      'registry.xml': '<wso2registry/>',
    };
    const node = nodeOf(files, { discovered: { era: 'toml' } });
    expect(node).toMatchObject({ product: 'IS', version: { min: [7, 0, 0], max: [7, 0, 0] } });
    expect(node.registry?.mounts).toHaveLength(2);
  });
});

describe('which Identity Servers may have a deployment.toml', () => {
  const xml = (version: string, key = 'IS') => `<S><ServerKey>${key}</ServerKey><Version>${version}</Version></S>`;
  const IS = { 'database.identity_db.url': 'x' };
  const AM = { 'apim.gateway.environment': 'x' };
  const later = '<axisconfig><clustering class="org.wso2.carbon.hazelcast.HazelcastClusteringAgent"/></axisconfig>';

  interface Case extends Partial<Omit<Evidence, 'toml' | 'carbon' | 'clustering' | 'files'>> {
    readonly keys?: Readonly<Record<string, string>> | null;
    /** Generated files, read as the server would. */
    readonly xml?: Readonly<Record<string, string>>;
    readonly scripts?: Readonly<Record<string, string>>;
    readonly texts?: Readonly<Record<string, string>>;
  }
  const detect = ({ keys = IS, xml: generated = {}, scripts = {}, texts = {}, ...more }: Case) => {
    const fileAt = (name: string, role: FileRole) => {
      const text = generated[name];
      return text === undefined ? null : fileOf(name, role, text);
    };
    const carbonXml = fileAt('carbon.xml', 'carbon');
    const axis2Xml = fileAt('axis2.xml', 'axis2');
    const files = [
      ...Object.entries(scripts).map(([name, text]) => fileOf(name, 'script', text)),
      ...Object.entries(texts).map(([name, text]) => fileOf(name, 'other', text)),
    ];
    return detectVersion({
      given: null,
      carbon: carbonXml && readCarbon(carbonXml, rootOf(carbonXml), NOTHING).facts,
      clustering: axis2Xml && readAxis2(axis2Xml, rootOf(axis2Xml), NOTHING).facts,
      datasources: null,
      packLayout: false,
      era: 'toml',
      path: 'is-1',
      productJson: null,
      ...more,
      files,
      toml: keys === null ? null : written(keys),
    });
  };
  const told = (one: Case) => {
    const version = detect(one);
    return version === null ? null : `${version.min.join('.')} ${version.max.join('.')}`;
  };
  const docker = (text: string, keys: Case['keys'] = IS) => told({ keys, scripts: { '../../Dockerfile': text } });

  test.each<[string, Case, string | null]>([
    ['nothing but an Identity Server', {}, '5.9.0 7.3.0'],
    ['nothing that tells whose it is', { keys: { 'server.hostname': 'x' } }, null],
    ['one that cannot be read', { keys: null }, null],
    ['an API Manager', { keys: AM, path: 'wso2is-5.11.0' }, null],
    ['the user', { given: [5, 11, 0], keys: AM }, '5.11.0 5.11.0'],
    ['carbon.xml', { xml: { 'carbon.xml': xml('7.0.1-SNAPSHOT') }, path: 'wso2is-5.11.0' }, '7.0.1 7.0.1'],
    ['carbon.xml names the product', { xml: { 'carbon.xml': xml('${v}') }, keys: null }, '5.9.0 7.3.0'],
    ['carbon.xml of another product', { xml: { 'carbon.xml': xml('4.2.0', 'AM') } }, null],
    ['carbon.xml of before the era', { xml: { 'carbon.xml': xml('5.7.0') } }, '5.9.0 7.3.0'],
    [
      'traces of XML',
      { xml: { 'carbon.xml': carbon('<Cache><ForceLocalCache>x</ForceLocalCache></Cache>') } },
      '5.9.0 7.3.0',
    ],
    ['version.txt', { texts: { '../../bin/version.txt': 'WSO2 Identity Server v6.1.0' }, keys: null }, '6.1.0 6.1.0'],
    ['a kernel', { texts: { '../../bin/wso2carbon-version.txt': 'WSO2 Carbon Framework v4.9.0' } }, '6.1.0 6.1.0'],
    ['a kernel of any product', { texts: { 'v.txt': 'WSO2 Carbon Framework v4.9.0' }, keys: {} }, null],
    ['default.json', { productJson: '{\n "product.version": "6.0.0",\n}' }, '6.0.0 6.0.0'],
    ['default.json of a source tree', { productJson: '{"product.version" : "${product.version}"}' }, '5.9.0 7.3.0'],
    ['default.json of an API Manager', { productJson: '{"product.version": "4.2.0"}', keys: {} }, null],
    [
      'default.json before an image',
      { productJson: '{"product.version": "6.0.0"}', scripts: { Dockerfile: 'FROM wso2is:7.1.0' } },
      '6.0.0 6.0.0',
    ],
    [
      'an image before a folder',
      { path: 'wso2is-6.0.0/x', scripts: { Dockerfile: 'FROM wso2is:7.1.0' } },
      '7.1.0 7.1.0',
    ],
    ['the folder', { path: 'prod/wso2is-5.11.0/repository/conf', keys: {} }, '5.11.0 5.11.0'],
    ['the folder with an update level', { path: 'wso2is-5.11.0.47' }, '5.11.0 5.11.0'],
    ['the innermost folder', { path: 'wso2is-5.11.0/new/wso2is-6.1.0/conf' }, '6.1.0 6.1.0'],
    ['a folder like that', { path: 'x__wso2is-5.11.0/wso2is-5.11.0-old/my-wso2is-6.0.0' }, '5.9.0 7.3.0'],
    ['the later agent', { xml: { 'axis2.xml': later } }, '7.0.0 7.3.0'],
    ['the earlier agent, which a 7.0 pack has too', { xml: { 'axis2.xml': axis2 } }, '5.9.0 7.3.0'],
    ['a trace', { keys: { ...IS, 'user_store.type': 'database_unique_id' } }, '5.10.0 7.3.0'],
    [
      'the strictest trace',
      { keys: { ...IS, 'runtime_secrets.enable': 'true', 'clustering.agent': 'x' } },
      '7.0.0 7.3.0',
    ],
    ['a mistake beside evidence', { keys: { ...IS, 'clustering.agent': 'x' }, path: 'wso2is-5.11.0' }, '5.11.0 5.11.0'],
    ['a trace where the product is unknown', { keys: { 'clustering.agent': 'x' } }, null],
  ])('%s', (_, one, expected) => expect(told(one)).toBe(expected));

  test.each<[string, string]>([
    ['FROM wso2/wso2is:7.1.0', '7.1.0'],
    ['from --platform=linux/amd64 docker.wso2.com/wso2is:6.1.0.0 AS base', '6.1.0'],
    ['FROM wso2/wso2is:5.11.0-alpine@sha256:00', '5.11.0'],
    ['FROM host:5000/a/wso2is:7.0.0', '7.0.0'],
    ['services:\n  is:\n    image: "wso2/wso2is:7.2.0"', '7.2.0'],
    ["- image: 'wso2is:7.2.0' # x", '7.2.0'],
    ['ARG WSO2_SERVER_NAME=wso2is\nARG WSO2_SERVER_VERSION=5.11.0\n', '5.11.0'],
    ['ENV WSO2_SERVER_NAME wso2is\r\nENV WSO2_SERVER_VERSION "6.0.0"', '6.0.0'],
    ['FROM wso2/wso2is:7.1.0\nFROM wso2/wso2is:7.1.0-alpine', '7.1.0'],
  ])('%j says it', (text, expected) => expect(docker(text)).toBe(`${expected} ${expected}`));

  test.each([
    '# FROM wso2/wso2is:7.1.0',
    'FROM wso2/wso2is:latest',
    'FROM wso2/wso2is',
    'FROM wso2/wso2is:${VERSION}',
    'FROM wso2/wso2is@sha256:00',
    'FROM wso2/wso2is-km:5.10.0',
    'FROM wso2/wso2am:7.1.0',
    'FROM mine/wso2is:23.4.1',
    'FROM mine/wso2is:1.0.0',
    'FROM wso2/wso2is:5.8.0',
    'FROM mine/wso2is/base:7.1.0',
    'FROM wso2/wso2is:7.1.0\nFROM wso2/wso2is:7.2.0',
    'ARG WSO2_SERVER_VERSION=5.11.0',
    'ARG WSO2_SERVER_NAME=wso2is-km\nARG WSO2_SERVER_VERSION=5.10.0',
    'RUN echo image: wso2/wso2is:7.1.0',
  ])('%j does not', (text) => expect(docker(text)).toBe('5.9.0 7.3.0'));

  test('an image beside that of another product tells only an Identity Server', () => {
    const compose = 'image: wso2/wso2am:4.2.0\nimage: wso2/wso2is:7.1.0\n';
    expect(docker(compose)).toBe('7.1.0 7.1.0');
    expect(docker(compose, {})).toBeNull();
    expect(docker('FROM wso2/wso2is:7.1.0', {})).toBe('7.1.0 7.1.0');
  });

  test.each<[string, string]>([
    ['# x\nFROM wso2/wso2is:7.1.0 AS a', '2:18'],
    ['ARG WSO2_SERVER_NAME=wso2is\r\nARG WSO2_SERVER_VERSION="7.1.0"', '2:26'],
  ])('%j with its place', (text, place) => {
    const setting = detect({ scripts: { Dockerfile: text } })?.setting;
    expect(setting).toMatchObject({ file: 'Dockerfile', text: '7.1.0', address: 'scripts/productVersion' });
    expect(at(setting)).toBe(place);
  });

  test('hostile lines take no time', () => {
    const hostile = [
      `FROM ${' '.repeat(50_000)}`,
      `FROM ${'--a '.repeat(20_000)}"`,
      `image: ${'a/'.repeat(20_000)}`,
      `WSO2_SERVER_NAME${' '.repeat(50_000)}`,
      `FROM wso2${'-'.repeat(50_000)}!`,
      '\n'.repeat(50_000),
    ].join('\n');
    const start = performance.now();
    expect(docker(hostile)).toBe('5.9.0 7.3.0');
    expect(performance.now() - start).toBeLessThan(500);
  });
});
