import { formatVersion, type Version } from '../version.js';
import { DEFAULTS, OTHER_DEFAULTS } from './tables/defaults.js';
import { INFERENCES } from './tables/inference.js';
import { KEY_MAPPINGS } from './tables/key-mappings.js';
import { UNITS } from './tables/units.js';
import { VALIDATIONS, type Validation } from './tables/validation.js';
import { holds } from './tables/versions.js';
import type { Plain } from './value.js';

/** What one server's rule files in `repository/resources/conf/` say. */
export interface Pack {
  readonly version: Version;
  readonly mappings: ReadonlyMap<string, readonly string[]>;
  /** By the pattern of the key that infers, in the order in which later ones win. */
  readonly inferences: ReadonlyMap<string, readonly InferenceRow[]>;
  readonly defaults: ReadonlyMap<string, Plain>;
  readonly units: Readonly<Record<string, string>>;
  readonly validations: readonly Validation[];
  /** Whether a key has no value when neither the user, an inference nor `defaults` gives one. */
  readonly isModelled: (key: string) => boolean;
}

export interface InferenceRow {
  readonly value: string;
  readonly adds: Readonly<Record<string, Plain>>;
}

/** Tables whose defaults are modelled to the last key. */
const MODELLED =
  /^(?:server|clustering|database|keystore|truststore|super_admin|realm_manager|governance_data|config_data|registry|encryption)\.|^user_store\.[a-z_]+$/;

/** The rule files of a released Identity Server, from this program's tables. */
export function releasedPack(version: Version): Pack {
  const name = formatVersion(version);
  const pack = RELEASED.get(name) ?? buildPack(version);
  RELEASED.set(name, pack);
  return pack;
}

/** Built once for each version: every node of that version asks for it. */
const RELEASED = new Map<string, Pack>();

function buildPack(version: Version): Pack {
  const rows = <Row extends readonly [string, unknown, object?]>(table: readonly Row[]): Row[] =>
    table.filter(([, , versions = {}]) => holds(versions, version));
  return {
    version,
    mappings: new Map(rows(KEY_MAPPINGS).map(([key, to]) => [key, [to]])),
    inferences: byKey(INFERENCES.filter((row) => holds(row, version))),
    defaults: new Map(rows(DEFAULTS).map(([key, value]) => [key, value])),
    units: UNITS,
    validations: VALIDATIONS.filter((row) => holds(row, version)),
    isModelled: (key) => MODELLED.test(key) && !OTHER_DEFAULTS.has(key),
  };
}

/** The texts of the files a repository commits; null for what it does not. */
export interface PackFiles {
  readonly defaults: string | null;
  readonly inferences: string | null;
  readonly mappings: string | null;
}

/** Those of one folder, by the names they have there. */
export function packFilesIn(text: (name: string) => string | null): PackFiles {
  return { defaults: text('default.json'), inferences: text('infer.json'), mappings: text('key-mappings.json') };
}

/**
 * The committed rule files in place of the tables, each for itself. A file that is no JSON object is not used; its
 * reason comes back.
 */
export function committedPack(
  version: Version,
  files: PackFiles,
): { readonly pack: Pack; readonly unread: readonly string[] } {
  const released = releasedPack(version);
  const unread: string[] = [];
  const read = (name: string, text: string | null): Record<string, Plain> | null => {
    if (text === null) return null;
    try {
      const json: unknown = JSON.parse(text);
      if (isTable(json)) return json;
    } catch {
      // Told below: what the parser says would quote the file.
    }
    unread.push(`${name} is no JSON object`);
    return null;
  };
  const defaults = read('default.json', files.defaults);
  const inferences = read('infer.json', files.inferences);
  const mappings = read('key-mappings.json', files.mappings);
  const pack: Pack = {
    ...released,
    ...(defaults !== null && { defaults: new Map(Object.entries(defaults)), isModelled: () => true }),
    ...(inferences !== null && { inferences: inferencesOf(inferences) }),
    ...(mappings !== null && {
      mappings: new Map(
        Object.entries(mappings).map(([key, to]) => [
          key,
          (Array.isArray(to) ? to : [to]).filter((one): one is string => typeof one === 'string'),
        ]),
      ),
    }),
  };
  return { pack, unread };
}

function inferencesOf(json: Record<string, Plain>): Pack['inferences'] {
  const rows = Object.entries(json).flatMap(([key, values]) =>
    isTable(values)
      ? Object.entries(values).flatMap(([value, adds]) => (isTable(adds) ? [{ key, value, adds }] : []))
      : [],
  );
  return byKey(rows);
}

function byKey(rows: readonly (InferenceRow & { readonly key: string })[]): Pack['inferences'] {
  const grouped = new Map<string, InferenceRow[]>();
  for (const row of rows) grouped.set(row.key, [...(grouped.get(row.key) ?? []), row]);
  return grouped;
}

function isTable(json: unknown): json is Record<string, Plain> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
