/**
 * What the children of a file's elements may be called. Only closed elements are listed: those whose children the
 * product reads by name in every version; everything else may hold anything.
 */
export interface ElementTable {
  readonly root: string;
  /** The namespace of every element; '' for none. */
  readonly namespace: string;
  /** Path of local names from the root, '/' between → names of the children that are read. */
  readonly closed: Readonly<Record<string, readonly string[]>>;
}
