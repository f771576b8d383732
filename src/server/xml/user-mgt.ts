import { attribute, child, childrenOf } from '../../syntax/xml/query.js';
import type { ElementTable } from '../../syntax/xml/schema.js';
import type { XmlElement } from '../../syntax/xml/tree.js';
import { parseBoolean } from '../java.js';
import type { NodeFile, ServerFailure, UserMgtFacts, UserStore, VersionRange } from '../model.js';
import type { Variables } from '../placeholders.js';
import type { Setting } from '../setting.js';
import { compareVersions, type Version } from '../version.js';
import { attributeOf, childText, failure, failureAt, placed, type Reader, type Reading, textOf } from './reading.js';
import { unresolvable } from './registry.js';

const READING = 'Error while reading realm configuration from file: ';
const NO_TENANT_MANAGER =
  "Required property 'TenantManager' not found for the primary UserStoreManager in user_mgt.xml. Cannot start server!";
const NO_DOMAIN_NAME = 'Required property DomainName missing in secondary user store. Skip adding the user store.';
/** The first Identity Server on Carbon 4.2. */
const CARBON_42: Version = [4, 5, 0];
export const PRIMARY = 'PRIMARY';

/**
 * conf/user-mgt.xml as `RealmConfigXMLProcessor` of Carbon 4.4 reads it: elements without a namespace, values trimmed,
 * of equal properties the last counts, `${x}` a system property. The first `UserStoreManager` is the primary store;
 * a later one without `DomainName` is skipped (it stays in `userStores`, with a failure). `AddAdmin` and
 * `TenantManager` are required from Carbon 4.2 on.
 */
export function readUserMgt(
  file: NodeFile,
  root: XmlElement,
  variables: Variables,
  version: VersionRange | null,
): Reading<UserMgtFacts | null> {
  const reader: Reader = { file, variables, dialect: 'system' };
  const failures: ServerFailure[] = unresolvable(reader, root, 'userMgt').map((one) => ({
    ...one,
    error: READING + one.error,
  }));
  const fail = (at: XmlElement, address: string, error: string) => {
    failures.push(failure(reader, at.nameSpan, address, READING + error));
  };
  const missing = (what: string) => `java.lang.NullPointerException: ${what} is missing`;
  const isStrict = version !== null && compareVersions(version.min, CARBON_42) >= 0;
  const realm = child(root, 'Realm', '');
  const configuration = realm === null ? null : child(realm, 'Configuration', '');
  if (realm === null || configuration === null) {
    fail(realm ?? root, 'userMgt', missing(realm === null ? 'Realm' : 'Configuration'));
    return { facts: null, failures };
  }
  const text = (parent: XmlElement, name: string, address: string) =>
    childText(reader, parent, name, address, 'trimmed');
  const properties = propertiesOf(configuration, 'userMgt');
  const addAdmin = text(configuration, 'AddAdmin', 'userMgt/addAdmin');
  if (isStrict && (addAdmin === null || addAdmin.text === '')) {
    fail(
      configuration,
      'userMgt/addAdmin',
      'AddAdmin configuration not found or invalid in user-mgt.xml. Cannot start server!',
    );
  }
  const admin = child(configuration, 'AdminUser', '');
  const adminUser = admin === null ? null : text(admin, 'UserName', 'userMgt/adminUser');
  const adminPassword = admin === null ? null : text(admin, 'Password', 'userMgt/adminPassword');
  const adminRole = text(configuration, 'AdminRole', 'userMgt/adminRole');
  const everyoneRole = text(configuration, 'EveryOneRoleName', 'userMgt/everyoneRole');
  if (admin === null) fail(configuration, 'userMgt/adminUser', missing('AdminUser'));
  else {
    if (adminUser === null) fail(admin, 'userMgt/adminUser', missing('UserName'));
    if (adminPassword === null) fail(admin, 'userMgt/adminPassword', missing('Password'));
  }
  if (adminRole === null) fail(configuration, 'userMgt/adminRole', missing('AdminRole'));
  if (everyoneRole === null) fail(configuration, 'userMgt/everyoneRole', missing('EveryOneRoleName'));

  const authorization = child(realm, 'AuthorizationManager', '');
  const authorizationManager =
    authorization === null
      ? null
      : attributeOf(reader, attribute(authorization, 'class'), 'userMgt/authorizationManager');
  if (authorizationManager === null) {
    fail(authorization ?? realm, 'userMgt/authorizationManager', missing('AuthorizationManager with its class'));
  } else if (authorization !== null) propertiesOf(authorization, 'userMgt/authorizationManager');

  const userStores = childrenOf(realm, 'UserStoreManager', '').map(userStore);
  const facts: UserMgtFacts = {
    ...placed(reader, configuration.nameSpan, 'userMgt'),
    addAdmin,
    adminRole,
    adminUser,
    adminPassword,
    everyoneRole,
    properties,
    userStores,
    authorizationManager,
  };
  failures.push(...domainFailures(facts));
  return { facts, failures };

  function propertiesOf(element: XmlElement, address: string): Map<string, Setting> {
    const found = new Map<string, Setting>();
    for (const property of childrenOf(element, 'Property', '')) {
      const name = attribute(property, 'name')?.value.trim();
      if (name === undefined) fail(property, address, missing('the name of a Property'));
      const setting = name === undefined ? null : textOf(reader, property, `${address}/${name}`, 'trimmed');
      if (name !== undefined && setting !== null) found.set(name, setting);
    }
    return found;
  }

  function userStore(element: XmlElement, index: number): UserStore {
    const own = propertiesOf(element, '');
    const name = own.get('DomainName')?.text ?? (index === 0 ? PRIMARY : `#${index + 1}`);
    const address = `userMgt/userStore[${name}]`;
    const at = placed(reader, element.nameSpan, address);
    if (isStrict && index === 0 && !own.has('TenantManager')) fail(element, address, NO_TENANT_MANAGER);
    if (index > 0 && !own.has('DomainName')) failures.push(failureAt(at, NO_DOMAIN_NAME, 'partial'));
    const placedProperties = [...own].map(([key, setting]): [string, Setting] => [
      key,
      { ...setting, address: `${address}/${key}` },
    ]);
    return {
      ...at,
      class: attributeOf(reader, attribute(element, 'class'), `${address}/@class`),
      properties: new Map(placedProperties),
    };
  }
}

/** The domain before the `/` of a user or role name, as far as the server looks for one. */
function domainOf(name: string): string | null {
  const slash = name.indexOf('/');
  return slash > 0 ? name.slice(0, slash) : null;
}

function domainFailures({ adminUser, adminRole, userStores }: UserMgtFacts): ServerFailure[] {
  const [primary] = userStores;
  const domain = primary?.properties.get('DomainName');
  const primaryDomain = domain === undefined ? PRIMARY : domain.text;
  if (primary === undefined || primaryDomain === '' || (domain !== undefined && domain.kind !== 'literal')) return [];
  const differs = (name: Setting | null): name is Setting => {
    const own = name?.kind === 'literal' ? domainOf(name.text) : null;
    return own !== null && own.toLowerCase() !== primaryDomain.toLowerCase();
  };
  const failures: ServerFailure[] = [];
  if (differs(adminUser)) {
    const error = `${READING}Admin User domain does not match primary user store domain.`;
    failures.push(failureAt(adminUser, error));
  }
  const readOnly = primary.properties.get('ReadOnly');
  const isReadOnly = readOnly?.kind === 'literal' && parseBoolean(readOnly.text);
  const named = adminRole?.kind === 'literal' && domainOf(adminRole.text) !== null;
  if (differs(adminRole) || (named && isReadOnly && primaryDomain.toLowerCase() !== 'internal')) {
    const error = `${READING}Admin Role domain does not match primary user store domain.`;
    if (adminRole !== null) failures.push(failureAt(adminRole, error));
  }
  return failures;
}

export const USER_MGT_TABLE: ElementTable = {
  root: 'UserManager',
  namespace: '',
  closed: {
    UserManager: ['Realm'],
    'UserManager/Realm/Configuration/AdminUser': ['UserName', 'Password'],
    'UserManager/Realm/UserStoreManager': ['Property', 'Description', 'MultipleCredentials'],
    'UserManager/Realm/AuthorizationManager': ['Property'],
  },
};
