import type { UserMgtFacts, UserStore } from '../model.js';
import type { Setting } from '../setting.js';
import type { Page } from './page.js';

/** `user-mgt.xml`: one store; secondary ones live in `repository/deployment`. */
export function projectUserMgt(page: Page): UserMgtFacts {
  const { text } = page;
  const dataSource = text('realm_manager.data_source', 'userMgt/dataSource');
  return {
    ...page.at('super_admin', 'userMgt'),
    addAdmin: text('super_admin.create_admin_account', 'userMgt/addAdmin'),
    adminRole: text('super_admin.admin_role', 'userMgt/adminRole'),
    adminUser: text('super_admin.username', 'userMgt/adminUser'),
    adminPassword: text('super_admin.password', 'userMgt/adminPassword'),
    everyoneRole: text('everyone.rolename', 'userMgt/everyoneRole'),
    properties: new Map([...realmProperties(page), ['dataSource', { ...dataSource, text: `jdbc/${dataSource.text}` }]]),
    userStores: [userStore(page)],
    authorizationManager: text('authorization_manager.class', 'userMgt/authorizationManager'),
  };
}

function realmProperties(page: Page): [string, Setting][] {
  const table = 'realm_manager.properties';
  const whole = page.release.get(table);
  const own = page.release
    .below(table)
    .map(([name, key, value]): [string, Setting] => [name, page.value(value, key, `userMgt/${name}`)]);
  if (whole?.kind !== 'table') return own;
  return [...whole.entries].map(([name, value]) => [name, page.value(value, table, `userMgt/${name}`)]);
}

function userStore(page: Page): UserStore {
  const address = 'userMgt/userStore[PRIMARY]';
  const properties = page.release
    .below('user_store.properties')
    .map(([name, key, value]): [string, Setting] => [name, page.value(value, key, `${address}/${name}`)]);
  return {
    ...page.at('user_store', address),
    class: page.text('user_store.class', `${address}/@class`),
    properties: new Map(properties),
  };
}
