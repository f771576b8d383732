import type { ElementTable } from '../syntax/xml/schema.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import type { FileRole, NodeFile } from './model.js';
import type { Placed } from './setting.js';
import { AXIS2_TABLE } from './xml/axis2.js';
import { CONSENT_TABLE } from './xml/consent-mgt.js';
import { DATASOURCES_TABLE } from './xml/datasources.js';
import { EMBEDDED_LDAP_TABLE } from './xml/embedded-ldap.js';
import { IDENTITY_TABLE } from './xml/identity.js';
import { REGISTRY_TABLE } from './xml/registry.js';
import { USER_MGT_TABLE } from './xml/user-mgt.js';

/** The closed elements of every file that has some; the schema is generated from them. */
export const ELEMENT_TABLES: ReadonlyMap<FileRole, ElementTable> = new Map([
  ['registry', REGISTRY_TABLE],
  ['axis2', AXIS2_TABLE],
  ['datasources', DATASOURCES_TABLE],
  ['user-mgt', USER_MGT_TABLE],
  ['identity', IDENTITY_TABLE],
  ['consent-mgt', CONSENT_TABLE],
  ['embedded-ldap', EMBEDDED_LDAP_TABLE],
]);

/** An element that the server never reads, because its parent is read by other names. */
export interface Misplaced extends Placed {
  readonly name: string;
  readonly parent: string;
  readonly expected: readonly string[];
}

/**
 * Elements in closed ones whose names the product does not know there: misspelt, of another case, or put too high.
 * Files with another root or namespace are not judged here: nothing in them is where the product looks.
 */
export function misplacedElements(file: NodeFile): Misplaced[] {
  const table = ELEMENT_TABLES.get(file.role);
  if (table === undefined) return [];
  const { root } = file.document.xml();
  if (root === null || root.local !== table.root || root.namespace !== table.namespace) return [];
  const found: Misplaced[] = [];
  const visit = (element: XmlElement, path: string) => {
    const expected = table.closed[path];
    for (const child of element.children) {
      if (child.namespace !== table.namespace) continue;
      const childPath = `${path}/${child.local}`;
      if (expected === undefined || expected.includes(child.local)) visit(child, childPath);
      else {
        const address = `${file.name}/${childPath.slice(childPath.indexOf('/') + 1)}`;
        found.push({
          file: file.name,
          span: child.nameSpan,
          address,
          name: child.local,
          parent: element.local,
          expected,
        });
      }
    }
  };
  visit(root, root.local);
  return found;
}
