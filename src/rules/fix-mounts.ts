import type { Source } from '../cluster/jndi.js';
import { dbConfigNames, instanceIds, localRegistry } from '../cluster/registry.js';
import type { NodeModel } from '../server/model.js';
import { childrenOf } from '../syntax/xml/query.js';
import type { XmlElement } from '../syntax/xml/tree.js';
import { insertElements, type NewElement, setValue } from './fix-xml.js';
import type { Edit } from './rule.js';

/** What the guide calls them. */
const DB_CONFIG = 'wso2registry_registry';
const INSTANCE = 'instanceid';

/**
 * Mounts paths of the registry from the database of a datasource, as the guide does it: a dbConfig, a remote instance and
 * a mount for each path.
 *
 * @param mounts where each path leads in that database
 */
export function mountPaths(
  node: NodeModel,
  jndiName: string,
  mounts: readonly (readonly [path: string, targetPath: string])[],
): Edit[] {
  const root = node.files.find(({ role }) => role === 'registry')?.document.xml().root ?? null;
  if (root === null) return [];
  const text = (name: string, content: string): NewElement => ({ name, content });
  const dbConfig = free(DB_CONFIG, dbConfigNames(node));
  const id = free(INSTANCE, instanceIds(node));
  const instance: NewElement = {
    name: 'remoteInstance',
    attributes: { url: 'https://localhost:9443/registry' },
    content: [
      text('id', id),
      text('dbConfig', dbConfig),
      text('readOnly', 'false'),
      text('enableCache', 'true'),
      text('registryRoot', '/'),
    ],
  };
  const written = mounts.map(
    ([path, targetPath]): NewElement => ({
      name: 'mount',
      attributes: { path, overwrite: 'true' },
      content: [text('instanceId', id), text('targetPath', targetPath)],
    }),
  );
  const database: NewElement = {
    name: 'dbConfig',
    attributes: { name: dbConfig },
    content: [text('dataSource', jndiName)],
  };
  return insertElements(node, root, [database, instance, ...written], lastDbConfig(root));
}

/** Lets the dbConfig behind the mounts name another datasource; none where the local registry would move along. */
export function repointMounts(node: NodeModel, { jndiName }: Source, wanted: string): Edit[] {
  const local = localRegistry(node).jndiName;
  if (jndiName === null || (local !== null && local.span?.start === jndiName.span?.start)) return [];
  return setValue(node, jndiName, wanted);
}

/** Behind the dbConfigs, where the guide puts it. */
function lastDbConfig(root: XmlElement): XmlElement | null {
  return childrenOf(root, 'dbConfig', '').at(-1) ?? root.children.at(-1) ?? null;
}

/** The name, with a number where another has it. */
function free(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
