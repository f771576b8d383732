import type { NodeModel } from '../server/model.js';
import { known, type Setting } from '../server/setting.js';
import { identityToml, isComplete } from './deployment.js';

const answers = new WeakMap<NodeModel, boolean>();

/**
 * Would what is absent from the node's files be absent on the server? Not where a template may add it, nor for a part of
 * a deployment.toml that a tool merges with others.
 */
export function tellsAbsence(node: NodeModel): boolean {
  const told = answers.get(node);
  if (told !== undefined) return told;
  const toml = identityToml(node);
  const answer = node.era === 'xml' || (toml !== null && isComplete(toml));
  answers.set(node, answer);
  return answer;
}

/** False for a default that a part of the file which is not seen here may replace (DESIGN §3.12). */
export function isSettled(node: NodeModel, setting: Setting | null): boolean {
  return setting === null || setting.origin !== 'default' || tellsAbsence(node);
}

/** A setting as far as the files settle it; null as well for a default that they leave open. */
export function settled(node: NodeModel, setting: Setting | null): Setting | null {
  return isSettled(node, setting) ? setting : null;
}

/** The text the server will use, or null where the files leave it open. */
export function settledText(node: NodeModel, setting: Setting | null): string | null {
  return known(settled(node, setting));
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
