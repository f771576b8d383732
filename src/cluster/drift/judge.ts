import { kindOf as textKind } from '../../server/placeholders.js';
import { isSecretName } from '../../text/redact.js';
import type { Item } from './item.js';
import { type Fits, fitting, type Row, rowsWith } from './table.js';

/**
 * What a node is compared with that is itself: what was committed, which is as it was written, or what a server has,
 * where templates are filled in and secrets were perhaps encrypted once more.
 */
export type Self = 'commit' | 'server';

/** What holds for a setting. */
export interface Judge {
  /** The last row that fits; null where the setting must be equal. `lacking`: some nodes do not have it at all. */
  readonly rowOf: (addresses: readonly string[], lacking?: boolean) => Row | null;
  /** Whether a setting is asked for even where all nodes agree. */
  readonly isWanted: (addresses: readonly string[]) => boolean;
  /** Where a node is compared with itself everything must be equal, and by its name. */
  readonly self: Self | null;
  /** Whether a file may hold such a setting at all. */
  readonly mayHoldWanted: (file: string) => boolean;
}

/** The files that the rows of the product speak of. */
const WITH_WANTED = /(?:^|\/)(?:axis2\.xml|deployment\.toml)$/;

export function createJudge(
  options: {
    readonly mayDiffer: readonly string[];
    readonly mustDiffer: readonly string[];
    readonly self: Self | null;
  },
  found: readonly Row[],
): Judge {
  const table = options.self === null ? rowsWith(found, options.mayDiffer, options.mustDiffer) : [];
  const rows = table.map((row) => ({ row, fits: fitting(row.at) }));
  const wanted: Fits = fitting(
    rows.flatMap(({ row }) =>
      row.kind === 'must-differ' ? [...row.at, ...(row.unless === undefined ? [] : [row.unless])] : [],
    ),
  );
  return {
    rowOf: (addresses, lacking = false) =>
      rows.findLast(({ row, fits }) => (lacking || row.lacking !== true) && fits(addresses))?.row ?? null,
    isWanted: wanted,
    self: options.self,
    mayHoldWanted: (file) => options.mustDiffer.length > 0 || WITH_WANTED.test(file),
  };
}

/** Whether a value that names others, is to be filled in or was encrypted can be held against another. */
export type Certainty = 'literal' | 'placeholder' | 'ciphertext' | 'unknown';

const CIPHERTEXT = /^[A-Za-z0-9+/]{64,}={0,2}$/;

export function certaintyOf(item: Item, text: string): Certainty {
  if (item.compared === 'unknown') return 'unknown';
  if (item.compared === 'source') return 'literal';
  const kind = textKind(text);
  if (kind === 'template' || kind === 'secret') return 'unknown';
  if (item.compared === 'verbatim') return 'literal';
  if (kind === 'placeholder') return 'placeholder';
  // The same password is another text after every encryption.
  return CIPHERTEXT.test(text) && isSecretName(item.key ?? item.name) ? 'ciphertext' : 'literal';
}

/**
 * What the values of one setting are held against each other by; null where nobody knows. Where what is there is not
 * known to differ, only whether it is there counts.
 */
export function comparables(items: readonly (Item | null)[]): (string | null)[] {
  const there = items.filter((item) => item !== null);
  const isGroup = there.some(({ children }) => children.length > 0);
  if (isGroup || relationOf(there, null) !== 'differ') return items.map((item) => (item === null ? 'absent' : 'there'));
  const known = items.map((item) => (item === null ? null : { item, text: textOf(item) }));
  const certain = known.map((one) => (one === null ? null : certaintyOf(one.item, one.text)));
  const literals = new Set(known.flatMap((one, at) => (certain[at] === 'literal' ? (one?.text ?? []) : [])));
  const counted: Certainty = literals.size > 1 ? 'literal' : 'placeholder';
  return known.map((one, at) => (one === null ? 'absent' : certain[at] === counted ? `=${one.text}` : null));
}

function textOf({ resolved, meaning }: Item): string {
  return resolved ?? meaning ?? '';
}

/** What the values of one setting are to each other; `unknown` where nobody can tell from the files. */
export type Relation = 'same' | 'differ' | 'unknown';

export function relationOf(items: readonly Item[], self: Self | null): Relation {
  if (items.every(({ meaning }) => meaning === items[0]?.meaning)) return 'same';
  const texts = items.map(textOf);
  if (texts.every((text) => text === texts[0])) return 'same';
  if (self === 'commit') return 'differ';
  const certain = items.map((item, at) => certaintyOf(item, texts[at] ?? ''));
  if (certain.every((one) => one === 'ciphertext')) return 'same';
  if (self === 'server') {
    const templates = items.filter(isTemplate).length;
    return templates > 0 && templates < items.length ? 'unknown' : 'differ';
  }
  const several = (kind: Certainty): boolean => new Set(texts.filter((_, at) => certain[at] === kind)).size > 1;
  return several('literal') || several('placeholder') ? 'differ' : 'unknown';
}

/** Whether another tool fills in what the server reads there, or whether it is there at all. */
export function isTemplate(item: Item): boolean {
  if (item.compared === 'unknown') return true;
  return !['presence', 'source'].includes(item.compared) && textKind(textOf(item)) === 'template';
}
