import type { NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { identityToml, isComplete } from './deployment.js';

/**
 * A setting as far as the files settle it. In a piece of a deployment.toml a default is none: another piece may set it
 * (DESIGN §3.12). Then, and where there is none, null.
 */
export function settled(node: NodeModel, setting: Setting | null): Setting | null {
  if (setting === null || setting.origin !== 'default' || node.toml === null) return setting;
  return isComplete(node.toml) ? setting : null;
}

/** What an Identity Server makes of a flat key of its deployment.toml, as far as the file settles it. */
export function settledKey(node: NodeModel, key: string): Setting | null {
  const toml = identityToml(node);
  return toml === null ? null : settled(node, toml.effective(key));
}

/** What the owners of the nodes edit: names of XML elements, keys of deployment.toml, or both where they differ. */
export function inWords(nodes: readonly NodeModel[], xml: string, toml: string): string {
  if (nodes.every(({ era }) => era === 'xml')) return xml;
  return nodes.every(({ era }) => era === 'toml') ? toml : `${xml} (${toml} in deployment.toml)`;
}
