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

/** Like `known`, and null as well for a default where the file may not be all that the server reads. */
export function settled(node: NodeModel, setting: Setting | null): string | null {
  return isSettled(node, setting) ? known(setting) : null;
}

/** False for a default that a part of the file which is not seen here may replace. */
export function isSettled(node: NodeModel, setting: Setting | null): boolean {
  return setting === null || setting.origin !== 'default' || tellsAbsence(node);
}
