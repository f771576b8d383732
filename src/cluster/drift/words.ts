import { terminal } from '../../text/escape.js';
import { list, shorten } from '../../text/message.js';
import { MASK, maskUrl } from '../../text/redact.js';
import { shortenTogether } from '../../text/together.js';
import type { FoundSetting, FoundValue } from './drift.js';

/** Who has what, why it hurts and what to do. `self`: the node that is compared with itself elsewhere. */
export function differenceText(found: FoundSetting, self: string | null): string {
  const subject = `${shorten(found.address, LONGEST_ADDRESS)} (${shorten(found.file)})`;
  const isOdd = ({ node }: HeldValue): number => Number(found.odd.includes(node));
  const groups = groupsOf(found.values.toSorted((a, b) => isOdd(b) - isOdd(a)));
  const told = groups.slice(0, MOST_VALUES);
  const shown = quotedValues(told);
  const parts = told.map(
    ({ nodes }, index) => `${list(nodes, MOST_NAMES)} ${nodes.length === 1 ? 'has' : 'have'} ${shown[index]}`,
  );
  const more = groups.length - told.length;
  const values = [...parts, ...(more > 0 ? [`others have ${more} more values`] : [])].join(', ');
  if (self !== null) {
    return `${subject}: ${values}: the configuration here and the one it is compared with are not the same. Bring the change to both, or take it back where it does not belong.`;
  }
  if (found.rule === 'must-differ') {
    return `${subject} must differ on every node: ${values}. Give each node its own.`;
  }
  return `${subject} is not the same on all nodes: ${values}. What a request gets depends on the node that answers it. Make them equal, or name the address under mayDiffer in .wso2is-lint.yml.`;
}

/** Behind a value that no file says. */
export const DEFAULT = ' (default)';

const MOST_VALUES = 4;
const MOST_NAMES = 4;
const LONGEST_VALUE = 60;
const LONGEST_ADDRESS = 160;

/** Who has what: nodes of one value together, in the order of the values. */
export function groupsOf(values: readonly HeldValue[]): Group[] {
  const groups = new Map<string | null, HeldValue[]>();
  for (const one of values) groups.set(one.value, [...(groups.get(one.value) ?? []), one]);
  return [...groups].map(([value, held]) => ({
    value,
    nodes: held.map(({ node }) => node),
    default: held.every((one) => one.default === true),
  }));
}

type HeldValue = Pick<FoundValue, 'node' | 'value' | 'default'>;

export interface Group {
  readonly value: string | null;
  readonly nodes: readonly string[];
  /** No file of these nodes says it. */
  readonly default: boolean;
}

/** The values of one setting in quotes, shortened so that they differ still; a secret as it is masked already. */
export function quotedValues(
  values: readonly { readonly value: string | null; readonly default?: boolean }[],
): string[] {
  const masked = values.map(({ value }) => (value === null ? null : maskUrl(value)));
  return shortenTogether(masked, LONGEST_VALUE).map((value, index) => {
    if (value === null) return 'nothing';
    const text = value.startsWith(MASK) ? terminal(value) : `"${terminal(value)}"`;
    return values[index]?.default === true ? text + DEFAULT : text;
  });
}
