import type { Severity } from './severity.js';

/** The plain form of `.wso2is-lint.yml` (DESIGN §6). Nothing here knows YAML. */
export interface Config {
  /** Path of the file, relative to the working directory; null when none was read. */
  readonly path: string | null;
  readonly clusters: readonly ClusterIntent[];
  /** Rule id → severity, or off. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly ignore: readonly IgnoreEntry[];
  readonly exclude: readonly string[];
}

export interface ClusterIntent {
  readonly name: string;
  readonly nodes: readonly NodeIntent[];
  readonly reference: string | null;
  readonly expect: ExpectIntent | null;
  /** Addresses (globs) that may, or must, differ between the nodes. */
  readonly mayDiffer: readonly string[];
  readonly mustDiffer: readonly string[];
}

export interface NodeIntent {
  readonly name: string;
  /** Home or conf root, relative to the config file's directory, as written. */
  readonly path: string;
  /** `file:line:column` of the path, for messages. */
  readonly at: string;
  readonly host: string | null;
  readonly replicas: number | null;
  readonly env: readonly string[];
  readonly sys: readonly string[];
}

export interface ExpectIntent {
  readonly membership: string | null;
  readonly domain: string | null;
  readonly shape: 'all-mount' | 'owner' | null;
  readonly owner: string | null;
  readonly hostName: string | null;
  readonly databases: Readonly<Record<string, DatabaseIntent>>;
  readonly userStore: 'keep' | 'jdbc' | null;
}

export interface DatabaseIntent {
  readonly url: string;
  readonly driver: string | null;
  readonly username: string | null;
  readonly passwordFrom: string | null;
}

export interface IgnoreEntry {
  readonly rule: string;
  readonly path: string | null;
  readonly address: string | null;
  readonly reason: string;
  /** `YYYY-MM-DD`, inclusive; null for no end. */
  readonly until: string | null;
  /** Where it says so. */
  readonly at: { readonly file: string; readonly line: number; readonly column: number };
}
