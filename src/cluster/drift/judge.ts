import { kindOf as textKind } from '../../server/placeholders.js';
import { isSecretName } from '../../text/redact.js';
import type { Item } from './item.js';
import { type Fits, fitting, type Kind, type Row, rowsWith } from './table.js';

/** What holds for a setting. */
export interface Judge {
  readonly kindOf: (addresses: readonly string[]) => Kind;
  /** The row of a setting that must differ; null for any other. */
  readonly mustDiffer: (addresses: readonly string[]) => Row | null;
  /** Whether a setting is asked for even where all nodes agree. */
  readonly isWanted: (addresses: readonly string[]) => boolean;
  /** Whether everything must be equal, and by its name: the same node twice. */
  readonly isStrict: boolean;
  /** Whether a file may hold such a setting at all. */
  readonly mayHoldWanted: (file: string) => boolean;
}

/** The files that the rows of the product speak of. */
const WITH_WANTED = /(?:^|\/)(?:axis2\.xml|deployment\.toml)$/;

export function createJudge(
  options: { readonly mayDiffer: readonly string[]; readonly mustDiffer: readonly string[]; readonly equal?: boolean },
  found: readonly Row[],
): Judge {
  const table = options.equal === true ? [] : rowsWith(found, options.mayDiffer, options.mustDiffer);
  const rows = table.map((row) => ({ row, fits: fitting(row.at) }));
  const last = (addresses: readonly string[]): Row | null => rows.findLast(({ fits }) => fits(addresses))?.row ?? null;
  const wanted: Fits = fitting(
    rows.flatMap(({ row }) =>
      row.kind === 'must-differ' ? [...row.at, ...(row.unless === undefined ? [] : [row.unless])] : [],
    ),
  );
  return {
    kindOf: (addresses) => last(addresses)?.kind ?? 'must-equal',
    mustDiffer: (addresses) => {
      const row = last(addresses);
      return row?.kind === 'must-differ' ? row : null;
    },
    isWanted: wanted,
    isStrict: options.equal === true,
    mayHoldWanted: (file) => options.mustDiffer.length > 0 || WITH_WANTED.test(file),
  };
}

/** Whether a value that names others, or is to be filled in, can be held against another. */
export type Certainty = 'literal' | 'placeholder' | 'unknown';

const CIPHERTEXT = /^[A-Za-z0-9+/]{64,}={0,2}$/;

export function certaintyOf(item: Item, text: string): Certainty {
  if (item.compared === 'unknown') return 'unknown';
  const kind = textKind(text);
  if (kind === 'template' || kind === 'secret') return 'unknown';
  if (item.compared === 'verbatim') return 'literal';
  if (kind === 'placeholder') return 'placeholder';
  // The same password is another text after every encryption.
  return CIPHERTEXT.test(text) && isSecretName(item.key ?? item.name) ? 'unknown' : 'literal';
}

/**
 * What the values of one setting are held against each other by; null where nobody knows. Where what is there is not
 * known to differ, only whether it is there counts.
 */
export function comparables(items: readonly (Item | null)[]): (string | null)[] {
  const there = items.filter((item) => item !== null);
  const isGroup = there.some(({ children }) => children.length > 0);
  if (isGroup || !differ(there)) return items.map((item) => (item === null ? 'absent' : 'there'));
  const known = items.map((item) => (item === null ? null : { item, text: textOf(item) }));
  const certain = known.map((one) => (one === null ? null : certaintyOf(one.item, one.text)));
  const literals = new Set(known.flatMap((one, at) => (certain[at] === 'literal' ? (one?.text ?? []) : [])));
  const counted: Certainty = literals.size > 1 ? 'literal' : 'placeholder';
  return known.map((one, at) => (one === null ? 'absent' : certain[at] === counted ? `=${one.text}` : null));
}

function textOf({ resolved, meaning }: Item): string {
  return resolved ?? meaning ?? '';
}

/** Whether some values of one setting are certainly not the same. */
export function differ(items: readonly Item[]): boolean {
  if (items.every(({ meaning }) => meaning === items[0]?.meaning)) return false;
  const literals = new Set<string>();
  const placeholders = new Set<string>();
  for (const item of items) {
    const text = textOf(item);
    const certainty = certaintyOf(item, text);
    if (certainty === 'literal') literals.add(text);
    else if (certainty === 'placeholder') placeholders.add(text);
  }
  return literals.size > 1 || placeholders.size > 1;
}
