import type { Document } from '../syntax/document.js';
import type { BlockScalar } from '../syntax/yaml-blocks.js';

/** A file as the host lists it: path relative to the working directory, '/' separated; size in bytes. */
export interface ListedFile {
  readonly path: string;
  readonly size: number;
}

/** A file of a server that stands inside a YAML file. */
export interface EmbeddedFile {
  /** Path of the YAML file. */
  readonly file: string;
  /** Its name in the ConfigMap, `axis2.xml`. */
  readonly key: string;
  readonly outer: Document;
  /** Null where only rendering the template tells what the server reads. */
  readonly block: BlockScalar | null;
}

/** A conf root and what belongs to it, before anything is parsed. */
export interface DiscoveredNode {
  readonly name: string;
  /** The conf root; of a node in a ConfigMap the YAML file, as if it were a directory. */
  readonly path: string;
  readonly home: string;
  readonly era: 'xml' | 'toml';
  readonly replicas: number | null;
  readonly host: string | null;
  /** Name of the cluster the user's config puts it in; null when it does not. */
  readonly cluster: string | null;
  /** `bin/` or all six core files are committed (DESIGN §3.6). */
  readonly wholeHome: boolean;
  /** Paths of files to read, relative to the working directory. Those in `Discovery.embedded` are no files. */
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

/** Paths of all that configures a node. */
export interface Configuration {
  readonly files: readonly string[];
  /** What the server writes itself from deployment.toml, so that it says nothing of the node. */
  readonly generated: readonly string[];
}

export interface Discovery {
  /** Nodes of the user's config that are not where it says, and the home or conf root that may be meant. */
  readonly missing: readonly MissingNode[];
  readonly nodes: readonly DiscoveredNode[];
  /** Files in ConfigMaps, by the path under which nodes name them: `k8s/is.yaml/axis2/axis2.xml`. */
  readonly embedded: ReadonlyMap<string, EmbeddedFile>;
  /** Every file that configures a node, read by a rule or not, for comparing nodes as a whole. */
  readonly configurationOf: (node: DiscoveredNode) => Configuration;
  readonly skipped: readonly Skipped[];
}
