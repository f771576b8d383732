import { describe, expect, test } from '@jest/globals';
import { byReadingOrder, nodeFiles, relative, unreadRoles } from '../../src/server/roles.js';
import { documentOf, fileOf } from './helper.js';

const rolesOf = (files: Readonly<Record<string, string>>, confRoot = '.') => {
  const documents = new Map(Object.entries(files).map(([path, text]) => [path, documentOf(text)]));
  return Object.fromEntries(
    nodeFiles(confRoot, [...documents.keys()], documents).map(({ path, role }) => [path, role]),
  );
};

describe('roles', () => {
  test('in its place a file is what its name says, whatever its root', () => {
    expect(
      rolesOf({
        'carbon.xml': '<x/>',
        'axis2/axis2.xml': '',
        'axis2/axis2_client.xml': '<axisconfig/>',
        'axis2/tenant-axis2.xml': '<axisconfig/>',
        'datasources/master-datasources.xml': '<x/>',
        'datasources/bps-datasources.xml': '<x/>',
        'identity/identity.xml': '<x/>',
        'tomcat/catalina-server.xml': '<x/>',
        'etc/hazelcast.xml': '<x/>',
        'hazelcast.properties': 'a=b',
        'log4j.xml': '<x/>',
      }),
    ).toEqual({
      'carbon.xml': 'carbon',
      'axis2/axis2.xml': 'axis2',
      'axis2/axis2_client.xml': 'other',
      'axis2/tenant-axis2.xml': 'other',
      'datasources/master-datasources.xml': 'datasources',
      'datasources/bps-datasources.xml': 'datasources',
      'identity/identity.xml': 'identity',
      'tomcat/catalina-server.xml': 'catalina-server',
      'etc/hazelcast.xml': 'hazelcast-xml',
      'hazelcast.properties': 'hazelcast-properties',
      'log4j.xml': 'other',
    });
  });

  test('elsewhere the root element decides', () => {
    expect(
      rolesOf({
        'synapse/registry.xml': '<registry xmlns="http://ws.apache.org/ns/synapse"/>',
        'shared/user-mgt.xml': '<UserManager/>',
        'samples/axis2.xml': '<project/>',
        'hazelcast.xml': '<other/>',
      }),
    ).toEqual({
      'synapse/registry.xml': 'other',
      'shared/user-mgt.xml': 'user-mgt',
      'samples/axis2.xml': 'other',
      'hazelcast.xml': 'other',
    });
  });

  test('flat folders, and the older places give way to the newer', () => {
    expect(rolesOf({ 'n/axis2.xml': '<axisconfig/>', 'n/master-datasources.xml': '<x/>' }, 'n')).toEqual({
      'n/axis2.xml': 'axis2',
      'n/master-datasources.xml': 'datasources',
    });
    expect(rolesOf({ 'axis2.xml': '<axisconfig/>', 'axis2/axis2.xml': '<axisconfig/>' })).toEqual({
      'axis2.xml': 'other',
      'axis2/axis2.xml': 'axis2',
    });
    expect(rolesOf({ 'identity.xml': '<Server/>' })).toEqual({ 'identity.xml': 'identity' });
  });

  test('scripts beside the conf root', () => {
    expect(
      rolesOf(
        { 'is/bin/wso2server.sh': '', 'is/Dockerfile': '', 'docker-compose.yml': '', 'is/x.txt': '' },
        'is/repository/conf',
      ),
    ).toEqual({
      'is/bin/wso2server.sh': 'script',
      'is/Dockerfile': 'script',
      'docker-compose.yml': 'script',
      'is/x.txt': 'other',
    });
  });
});

test.each([
  ['a/conf', 'a/conf/registry.xml', 'registry.xml'],
  ['a/conf', 'a/bin/x.sh', '../bin/x.sh'],
  ['a/repository/conf', 'compose.yaml', '../../../compose.yaml'],
  ['.', 'axis2/axis2.xml', 'axis2/axis2.xml'],
])('%s sees %s as %s', (directory, path, expected) => expect(relative(directory, path)).toBe(expected));

test('what was not read', () => {
  const documents = new Map([['conf/registry.xml', documentOf('<x/>')]]);
  const paths = ['conf/registry.xml', 'conf/datasources/master-datasources.xml', 'conf/x.jks'];
  expect([...unreadRoles('conf', paths, documents)]).toEqual(['datasources']);
});

test('the master comes first', () => {
  const files = ['a-datasources.xml', 'master-datasources.xml', 'z-datasources.xml'].map((name) =>
    fileOf(`datasources/${name}`, 'datasources', ''),
  );
  expect(byReadingOrder(files).map(({ name }) => name)).toEqual([
    'datasources/master-datasources.xml',
    'datasources/a-datasources.xml',
    'datasources/z-datasources.xml',
  ]);
});
