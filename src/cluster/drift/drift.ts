import type { VersionRange } from '../../server/model.js';
import { type PackFiles, packFilesIn } from '../../server/toml/pack.js';
import type { Document, Span } from '../../syntax/document.js';
import { compareFile, type Difference, type Open } from './compare.js';
import { databasesOf, localRegistryRows, withDatabases } from './databases.js';
import { globSearch } from './globs.js';
import { createForge, type Item, LINE, placeOf } from './item.js';
import { comparables, createJudge, type Self } from './judge.js';
import { problemOf, readCopies } from './read.js';
import { shownValues } from './shown.js';
import type { Kind } from './table.js';

/** A file of one node. */
export interface HomeFile {
  /** Conf-relative, '/' separated: what the copies of a file have in common. */
  readonly name: string;
  /** The path that is told. */
  readonly path: string;
  /** Null for a binary file. */
  readonly document: Document | null;
  readonly digest: string;
}

export interface Home {
  readonly node: string;
  readonly files: readonly HomeFile[];
  /** Names of files that the server writes itself; they are not compared. */
  readonly generated?: readonly string[];
  /** Which servers may read it; decides what a key of deployment.toml means that is not written. */
  readonly version?: VersionRange | null;
  /** What configures it: XML, or deployment.toml that the server writes the XML from. */
  readonly era?: 'xml' | 'toml';
  /** Names of files and folders that nobody could read. */
  readonly unread?: ReadonlySet<string>;
  /** Whether nobody asks the node for a file that is not here: it is there and could not be read, or no such node reads it. */
  readonly isUnasked?: (name: string) => boolean;
}

export interface DriftOptions {
  /** Globs over addresses: settings that may differ. */
  readonly mayDiffer: readonly string[];
  /** Globs over addresses: settings that must not be equal on two nodes. */
  readonly mustDiffer: readonly string[];
  /** The node that is right, by name; null where nobody said. */
  readonly reference: string | null;
  /** The same node twice, and where the second is from: everything must be equal, whatever may differ between nodes. */
  readonly self: Self | null;
}

export interface FoundValue {
  readonly node: string;
  /** As it may be shown; null where the node does not have it. */
  readonly value: string | null;
  readonly file: string;
  readonly line: number | null;
  readonly span: Span | null;
  /** The server's own, as the node's file does not say any. */
  readonly default?: true;
}

export interface FoundSetting {
  readonly address: string;
  readonly file: string;
  readonly rule: Kind;
  /** One for each node that was asked for the file, in their order. */
  readonly values: readonly FoundValue[];
  readonly odd: readonly string[];
}

export interface Drift {
  readonly settings: readonly FoundSetting[];
  readonly files: readonly { readonly file: string; readonly missingOn: readonly string[] }[];
  /** Settings that were looked at. */
  readonly compared: number;
  /** Settings, and files that some lack, that are not the same and may be so. */
  readonly passed: readonly PassedSetting[];
  /** Settings of which nobody knows whether they are the same: what some nodes have is filled in elsewhere. */
  readonly unknown: readonly OpenSetting[];
  /** Files that are not what their name says, so that their copies were compared line by line. */
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
  /** Globs of the user that fit no setting of any of these files, whether it drifts or not. */
  readonly unused: readonly string[];
}

export type OpenSetting = Pick<FoundSetting, 'address' | 'file' | 'values'>;

export interface PassedSetting {
  readonly address: string;
  readonly file: string;
  /** Of the row that lets it pass. */
  readonly reason: string;
}

/**
 * What is not the same on the nodes of one cluster and should be, and what is the same and should not. Files are
 * compared by what they mean; a file that some nodes lack is told once, and compared between the others.
 */
export function driftBetween(homes: readonly Home[], options: DriftOptions): Drift {
  // What a node calls a database it calls so elsewhere too.
  const databases = options.self === null ? homes.map(({ files }) => databasesOf(files)) : [];
  const judge = createJudge(options, localRegistryRows(databases));
  const copies = homes.map(({ files }) => new Map(files.map((file) => [file.name, file])));
  const names = new Set(homes.flatMap(({ files }) => files.map(({ name }) => name)));
  const settings: FoundSetting[] = [];
  const passed: PassedSetting[] = [];
  const unknown: OpenSetting[] = [];
  const broken: { path: string; reason: string }[] = [];
  const globs = globSearch([...options.mayDiffer, ...options.mustDiffer]);
  const files: { file: string; missingOn: string[] }[] = [];
  let compared = 0;
  for (const name of [...names].sort()) {
    const there = homes.flatMap((home, index) => {
      const file = copies[index]?.get(name);
      return file === undefined ? [] : [{ home, index, file }];
    });
    const asked = homes.flatMap((home, index) =>
      copies[index]?.has(name) === true || home.isUnasked?.(name) !== true ? [{ home, index }] : [],
    );
    if (there.length < asked.length) {
      const missingOn = asked.filter(({ index }) => copies[index]?.has(name) !== true).map(({ home }) => home.node);
      const row = judge.rowOf([name]);
      if (row?.kind === 'may-differ') passed.push({ address: name, file: name, reason: row.reason });
      else files.push({ file: name, missingOn });
    }
    if (there.length < 2 && globs.isDone()) continue;
    const forge = createForge(options.self === 'commit');
    const items = readCopies(
      name,
      there.map(({ home, file, index }) => ({
        ...file,
        version: home.version ?? null,
        packFiles: packFilesOf(copies[index]),
      })),
      forge,
    );
    globs.look(name, items);
    if (there.length < 2) continue;
    broken.push(...there.flatMap(({ file }) => brokenIn(name, file, items)));
    const own = there.flatMap(({ index }) => databases[index] ?? []);
    const found = compareFile(name, withDatabases(name, items, own), judge);
    compared += found.compared;
    passed.push(...found.passed.map((one) => ({ ...one, file: name })));
    const places = asked.map(({ home, index }): Place => {
      const column = there.findIndex((one) => one.index === index);
      return { node: home.node, path: copies[index]?.get(name)?.path ?? name, column };
    });
    unknown.push(
      ...found.unknown.map((open) => ({ address: open.address, file: name, values: valuesOf(open, places) })),
    );
    const told = found.differences.map((difference) => settingOf(name, difference, places, options.reference));
    settings.push(...told.sort(byPlace));
  }
  return { settings, files, compared, passed, unknown, broken, unused: globs.unused() };
}

/** Nothing for a file that is broken in the same way everywhere: `check` tells that. */
function brokenIn(name: string, { path, document }: HomeFile, items: readonly Item[]): Drift['broken'] {
  const isText = items.some(({ children }) => children[0]?.name === LINE);
  if (document === null || !isText || items.every(({ id }) => id === items[0]?.id)) return [];
  const reason = problemOf(name, document);
  return reason === null ? [] : [{ path, reason: `${reason}; its copies were compared line by line` }];
}

/** The rule files of the pack in one home. */
function packFilesOf(files: ReadonlyMap<string, HomeFile> | undefined): PackFiles {
  return packFilesIn((name) => files?.get(`../resources/conf/${name}`)?.document?.text ?? null);
}

/** By the line on the first node that has one. */
function byPlace(a: FoundSetting, b: FoundSetting): number {
  const at = ({ values }: FoundSetting): readonly [number, number] => {
    const index = values.findIndex(({ span }) => span !== null);
    return [index < 0 ? values.length : index, values[index]?.span?.start ?? 0];
  };
  const [nodeA, startA] = at(a);
  const [nodeB, startB] = at(b);
  return nodeA - nodeB || startA - startB || (a.address < b.address ? -1 : 1);
}

interface Place {
  readonly node: string;
  readonly path: string;
  /** Among those that have the file; -1 for a node that lacks it. */
  readonly column: number;
}

function settingOf(
  file: string,
  difference: Difference,
  places: readonly Place[],
  reference: string | null,
): FoundSetting {
  const { address, rule, items, texts } = difference;
  const values = valuesOf(difference, places);
  const known = texts ?? comparables(items);
  const meanings = places.map(({ column }) => (column < 0 ? null : (known[column] ?? null)));
  const odd = rule === 'must-differ' ? [] : oddOnes(places, meanings, reference);
  return { address, file, rule, values, odd };
}

/** What each node has, as it may be shown. */
function valuesOf(
  { address, items, spans = null, texts = null }: Open & Partial<Difference>,
  places: readonly Place[],
): FoundValue[] {
  const shown = texts ?? shownValues(address, items);
  return places.map(({ node, path, column }) => {
    const span = spans?.[column] ?? spanOf(items[column] ?? null);
    const line = span === null ? null : span.document.lines.position(span.start).line;
    const isDefault = items[column]?.isDefault === true && line === null;
    return { node, value: shown[column] ?? null, file: path, line, span, ...(isDefault && { default: true }) };
  });
}

function spanOf(item: Item | null): Span | null {
  return item === null ? null : placeOf(item);
}

/**
 * Nodes that are not as the reference is, else not as a strict majority of at least two. A node whose value nobody knows
 * is neither; one that lacks the whole file counts against a majority and is told elsewhere.
 */
function oddOnes(places: readonly Place[], meanings: readonly (string | null)[], reference: string | null): string[] {
  const counts = new Map<string, number>();
  for (const meaning of meanings) if (meaning !== null) counts.set(meaning, (counts.get(meaning) ?? 0) + 1);
  const named = places.findIndex(({ node }) => node === reference);
  const [most] = [...counts].find(([, count]) => count >= 2 && count * 2 > places.length) ?? [];
  const right = meanings[named] ?? most;
  if (right === undefined) return [];
  return places.filter((_, index) => meanings[index] !== null && meanings[index] !== right).map(({ node }) => node);
}
