/** A file as the host lists it: path relative to the working directory, '/' separated; size in bytes. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/** A conf root and what belongs to it, before anything is parsed. */
export interface DiscoveredNode {
  readonly name: string;
  readonly path: string;
  readonly home: string;
  readonly era: 'xml' | 'toml';
  readonly replicas: number | null;
  readonly host: string | null;
  /** Name of the cluster the user's config puts it in; null when it does not. */
  readonly cluster: string | null;
  /** `bin/` or all six core files are committed (DESIGN §3.6). */
  readonly wholeHome: boolean;
  /** Paths of files to read, relative to the working directory. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  readonly sysFiles: readonly string[];
}

/** Something that looked like configuration and is not read, once each, with the reason. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** `at`: where the config says it, `file:line:column`. */
export interface MissingNode {
  readonly at: string;
  readonly node: string;
  readonly path: string;
  readonly reason: string;
}

export interface Discovery {
  /** Nodes of the user's config that are not where it says, and the home or conf root that may be meant. */
  readonly missing: readonly MissingNode[];
  readonly nodes: readonly DiscoveredNode[];
  readonly skipped: readonly Skipped[];
}
