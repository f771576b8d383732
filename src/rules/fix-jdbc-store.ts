import type { NodeModel } from '../server/model.js';
import { attribute, childrenOf } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { insertElements, type NewElement, removeElement, replaceElement, setAttribute, setContent } from './fix-xml.js';
import type { Edit } from './rule.js';

const JDBC = 'org.wso2.carbon.user.core.jdbc.JDBCUserStoreManager';
/** What another class of store would not do in a database. */
const FORCED: Readonly<Record<string, string>> = {
  TenantManager: 'org.wso2.carbon.user.core.tenant.JDBCTenantManager',
  ReadOnly: 'false',
};
/** What the JDBC store takes, with the stock values (user-mgt.xml of kernel 4.4.11 – 4.4.40, in a comment). */
const PROPERTIES: Readonly<Record<string, string>> = {
  ...FORCED,
  ReadGroups: 'true',
  WriteGroups: 'true',
  UsernameJavaRegEx: '^[\\S]{3,30}$',
  UsernameJavaScriptRegEx: '^[\\S]{3,30}$',
  PasswordJavaRegEx: '^[\\S]{5,30}$',
  PasswordJavaScriptRegEx: '^[\\S]{5,30}$',
  RolenameJavaRegEx: '^[\\S]{3,30}$',
  RolenameJavaScriptRegEx: '^[\\S]{3,30}$',
  CaseInsensitiveUsername: 'false',
  SCIMEnabled: 'false',
  IsBulkImportSupported: 'false',
  PasswordDigest: 'SHA-256',
  StoreSaltedPassword: 'true',
  MultiAttributeSeparator: ',',
  MaxUserNameListLength: '100',
  MaxRoleNameListLength: '100',
  UserRolesCacheEnabled: 'true',
  UserNameUniqueAcrossTenants: 'false',
};
/** Of any store, and not among the stock values. */
const IS_COMMON = /^(?:\w+ViolationErrorMsg|UserCoreCacheIdentifier|DomainName|Disabled|UniqueID)$/;

/**
 * Makes a `<UserStoreManager>` the JDBC store. What both kinds of stores have stays as it is written, like patterns and
 * `SCIMEnabled`; what only the other kind has goes.
 */
export function writeJdbcStore(node: NodeModel, store: XmlElement): Edit[] {
  const nameOf = (property: XmlElement): string => attribute(property, 'name')?.value ?? '';
  const isKept = (property: XmlElement): boolean =>
    PROPERTIES[nameOf(property)] !== undefined || IS_COMMON.test(nameOf(property));
  const properties = childrenOf(store, 'Property', '');
  const kept = properties.filter(isKept);
  const missing = Object.entries(PROPERTIES).filter(([name]) => !kept.some((property) => nameOf(property) === name));
  const added = missing.map(([name, content]): NewElement => ({ name: 'Property', attributes: { name }, content }));
  if (properties.length > 0 && kept.length === 0) {
    return replaceElement(node, store, { name: store.local, attributes: { class: JDBC }, content: added });
  }
  return [
    ...setAttribute(node, store, 'class', JDBC),
    ...kept.flatMap((property) => {
      const value = FORCED[nameOf(property)];
      return value === undefined || property.text.trim() === value ? [] : setContent(node, property, value);
    }),
    ...properties.filter((property) => !isKept(property)).flatMap((property) => removeElement(node, property)),
    ...insertElements(node, store, added, kept.at(-1) ?? null),
  ];
}
