import type { Cluster } from '../cluster/cluster.js';

/** What one node's configuration names for one role. Texts are raw: whoever shows them escapes. */
export interface RoleCell {
  /** A letter per database; `?` unknown, `–` not configured. */
  readonly mark: string;
  /** JNDI name, or what else names the database; null where there is nothing to say. */
  readonly name: string | null;
  /** Where in the database, when that is not the role's own path. */
  readonly path: string | null;
}

export interface RolesView {
  readonly nodes: readonly string[];
  readonly rows: readonly { readonly role: string; readonly cells: readonly RoleCell[] }[];
  /** `nodes` when only those hold it (an embedded database), else null. */
  readonly databases: readonly {
    readonly mark: string;
    readonly text: string;
    readonly nodes: readonly string[] | null;
  }[];
  /** Letters that may stand for one database. */
  readonly maybe: readonly (readonly string[])[];
}

export function rolesView(_cluster: Cluster): RolesView | null {
  return null;
}
