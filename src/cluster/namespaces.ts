import type { FileRole, NodeModel } from '../server/model.js';

/**
 * The node has a file of that role, one of those that are read without a namespace, and everything in it is in one: the
 * server reads it as empty. `xml-namespace` speaks.
 */
export function isReadAsEmpty(node: NodeModel, role: FileRole): boolean {
  return node.files.some((file) => {
    const children = file.role === role ? (file.document.xml().root?.children ?? []) : [];
    return children.length > 0 && children.every(({ namespace }) => namespace !== '');
  });
}
