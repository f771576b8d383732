import { expect, test } from '@jest/globals';
import { showDatabase } from '../../src/cluster/database.js';
import { roleOf, rolesOf } from '../../src/cluster/roles.js';
import { makeDatasource, makeIdentity, makeNode, makeUserMgt } from '../support/node.js';
import { mount, registryOf, sourceFile } from './build.js';

const node = makeNode({
  registry: registryOf([mount('/_system/governance', 'shared'), mount('/_system/config', 'none', '/_system/is')]),
  userMgt: makeUserMgt(' jdbc/Shared\n'),
  identity: makeIdentity('jdbc/No'),
  datasources: [
    makeDatasource({ jndi: 'jdbc/Local', url: 'jdbc:h2:./local' }),
    makeDatasource({ jndi: 'jdbc/Shared', url: 'jdbc:mysql://db/reg_db' }),
  ],
  files: [sourceFile('datasources/master-datasources.xml')],
});

test('rolesOf', () => {
  const table = rolesOf(node).map((role) => [
    role.role,
    role.status,
    role.jndiName?.text ?? null,
    role.database === null ? null : showDatabase(role.database),
    role.path,
    role.via,
  ]);
  expect(table).toEqual([
    ['local registry', 'resolved', 'jdbc/Local', 'local (h2, embedded)', null, null],
    ['governance', 'resolved', 'jdbc/Shared', 'reg_db on db:3306 (mysql)', '/_system/governance', 'mount'],
    ['config', 'broken', null, null, null, 'mount'],
    ['users', 'resolved', ' jdbc/Shared\n', 'reg_db on db:3306 (mysql)', null, null],
    ['identity', 'broken', 'jdbc/No', null, null, null],
    ['consent', 'unknown', null, null, null, null],
  ]);
});

test('where to point', () => {
  expect(roleOf(node, 'users').at).toBe(node.datasources?.[1]?.url);
  expect(roleOf(node, 'identity').at).toBe(node.identity?.dataSource);
  expect(roleOf(node, 'config').at).toBe(node.registry?.mounts[1]?.instanceId);
});

test('absent and unknown', () => {
  expect(rolesOf(makeNode()).every((role) => role.status === 'unknown')).toBe(true);
  expect(roleOf(makeNode({ userMgt: makeUserMgt(null) }), 'users').status).toBe('absent');
  const version = { min: [5, 3, 0], max: [5, 4, 1], setting: null } as const;
  expect(roleOf(makeNode({ version }), 'consent').status).toBe('absent');
});
