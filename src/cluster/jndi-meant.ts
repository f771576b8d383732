import type { NodeModel } from '../server/model.js';
import { known } from '../server/setting.js';
import { jndiNames, nearestJndi } from './jndi.js';

export interface MeantName {
  /** A JNDI name that the node binds. */
  readonly jndiName: string;
  /** Only case, blanks or `jdbc/` keep the two apart, and no other name is as near. */
  readonly certain: boolean;
}

/**
 * The JNDI name that a reference to no datasource was meant to be: the one that differs by case, blanks or `jdbc/` only,
 * else that of the datasource whose name was written instead, else one that differs by a few letters.
 */
export function jndiMeant(node: NodeModel, name: string): MeantName | null {
  const same = jndiNames(node).filter((each) => fold(each) === fold(name));
  if (same.length > 1) return null;
  const [only] = same;
  if (only !== undefined) return { jndiName: only, certain: true };
  const jndiName = jndiOfName(node, name) ?? nearestJndi(node, name);
  return jndiName === null ? null : { jndiName, certain: false };
}

function fold(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(?:jdbc\/)+/, '');
}

/** The JNDI name of the datasource of that name. */
function jndiOfName(node: NodeModel, name: string): string | null {
  const bare = name.trim().replace(/^jdbc\//, '');
  const named = (node.datasources ?? []).filter((each) => known(each.name)?.trim() === bare);
  const [only] = named;
  return named.length === 1 && only !== undefined ? known(only.jndiName) : null;
}
