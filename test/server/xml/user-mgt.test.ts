import { describe, expect, test } from '@jest/globals';
import type { VersionRange } from '../../../src/server/model.js';
import { readUserMgt } from '../../../src/server/xml/user-mgt.js';
import { at, fileOf, NOTHING, rootOf } from '../helper.js';

const v580: VersionRange = { min: [5, 8, 0], max: [5, 8, 0], setting: null };
const read = (text: string, version: VersionRange | null = v580) => {
  const file = fileOf('user-mgt.xml', 'user-mgt', text);
  return readUserMgt(file, rootOf(file), NOTHING, version);
};
const TENANTS = '<Property name="TenantManager">x.T</Property>';
const PARTS = {
  addAdmin: '<AddAdmin>true</AddAdmin>',
  adminRole: '<AdminRole>admin</AdminRole>',
  adminUser: '<AdminUser><UserName> admin </UserName><Password>pw</Password></AdminUser>',
  everyone: '<EveryOneRoleName>everyone</EveryOneRoleName>',
  properties: '<Property name="dataSource"> jdbc/A </Property><Property name=" dataSource ">jdbc/B</Property>',
  store: `<UserStoreManager class="x.Jdbc">${TENANTS}</UserStoreManager>`,
  second: '',
  authorization: '<AuthorizationManager class="x.Authz"/>',
};
const wrap = (parts: Partial<typeof PARTS> = {}) => {
  const all = { ...PARTS, ...parts };
  const configuration = `<Configuration>${all.addAdmin}${all.adminRole}${all.adminUser}${all.everyone}\n${all.properties}</Configuration>`;
  return `<UserManager><Realm>${configuration}\n${all.store}\n${all.second}${all.authorization}</Realm></UserManager>`;
};

test('every setting has its place; values are trimmed, the last of equal properties counts', () => {
  const { facts, failures } = read(wrap());
  expect(failures).toEqual([]);
  expect(facts?.adminUser).toMatchObject({ text: 'admin', address: 'userMgt/adminUser' });
  expect(at(facts?.adminUser)).toBe('1:111');
  expect(facts?.adminPassword).toMatchObject({ text: 'pw', sensitive: true });
  const dataSource = facts?.properties.get('dataSource');
  expect(dataSource).toMatchObject({ text: 'jdbc/B', address: 'userMgt/dataSource' });
  expect(at(dataSource)).toBe('2:78');
  const [store] = facts?.userStores ?? [];
  expect(store?.class).toMatchObject({ text: 'x.Jdbc', address: 'userMgt/userStore[PRIMARY]/@class' });
  expect(at(store?.class)).toBe('3:26');
  expect(store?.properties.get('TenantManager')?.address).toBe('userMgt/userStore[PRIMARY]/TenantManager');
});

describe('what the server says', () => {
  test.each<[string, string, string]>([
    [
      'no AddAdmin',
      wrap({ addAdmin: '' }),
      'AddAdmin configuration not found or invalid in user-mgt.xml. Cannot start server!',
    ],
    ['blank AddAdmin', wrap({ addAdmin: '<AddAdmin> </AddAdmin>' }), 'AddAdmin configuration not found'],
    ['no AdminUser', wrap({ adminUser: '' }), 'AdminUser is missing'],
    ['no EveryOneRoleName', wrap({ everyone: '' }), 'EveryOneRoleName is missing'],
    ['no authorization manager', wrap({ authorization: '' }), 'AuthorizationManager'],
    ['no class of it', wrap({ authorization: '<AuthorizationManager/>' }), 'AuthorizationManager'],
    ['a property without a name', wrap({ properties: '<Property>x</Property>' }), 'the name of a Property is missing'],
    [
      'no TenantManager',
      wrap({ store: '<UserStoreManager class="x"/>' }),
      "Required property 'TenantManager' not found",
    ],
    ['no Realm', '<UserManager/>', 'Realm is missing'],
    ['a namespace', wrap().replace('<UserManager>', '<UserManager xmlns="urn:x">'), 'Realm is missing'],
    ['no Configuration', '<UserManager><Realm/></UserManager>', 'Configuration is missing'],
    [
      'an entity',
      `<!DOCTYPE U [<!ENTITY e "x">]>${wrap({ adminRole: '<AdminRole>&e;</AdminRole>' })}`,
      'ClassCastException',
    ],
    [
      'an admin of another domain',
      wrap({ adminUser: '<AdminUser><UserName>OTHER/a</UserName><Password>p</Password></AdminUser>' }),
      'Admin User domain does not match primary user store domain.',
    ],
  ])('%s', (_, text, error) => {
    const { failures } = read(text);
    expect(failures).toMatchObject([{ effect: 'fatal' }]);
    expect(failures[0]?.error).toMatch(/^Error while reading realm configuration from file: /);
    expect(failures[0]?.error).toContain(error);
  });

  test('a later store without DomainName is skipped', () => {
    const { facts, failures } = read(wrap({ second: '<UserStoreManager class="x.Ldap"/>' }));
    expect(failures).toMatchObject([
      {
        effect: 'partial',
        address: 'userMgt/userStore[#2]',
        error: 'Required property DomainName missing in secondary user store. Skip adding the user store.',
      },
    ]);
    expect(at(failures[0])).toBe('4:2');
    expect(facts?.userStores).toHaveLength(2);
  });

  test('before Carbon 4.2, and of an unknown version, less is required', () => {
    const text = wrap({ addAdmin: '', store: '<UserStoreManager class="x"/>' });
    expect(read(text).failures).toHaveLength(2);
    expect(read(text, { min: [3, 2, 0], max: [5, 0, 0], setting: null }).failures).toEqual([]);
    expect(read(text, null).failures).toEqual([]);
  });

  test('no store at all is no failure', () => {
    expect(read(wrap({ store: '' })).failures).toEqual([]);
  });
});
