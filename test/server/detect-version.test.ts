import { describe, expect, test } from '@jest/globals';
import { at, type NodeOptions, nodeOf } from './helper.js';

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
    expect(node).toMatchObject({ product: 'IS', server: null, registry: null, keystores: null, failures: [] });
    expect(node.version?.min).toEqual([7, 0, 0]);
  });
});
