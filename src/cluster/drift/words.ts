import { terminal } from '../../text/escape.js';
import { list, shorten } from '../../text/message.js';
import { MASK, maskUrl } from '../../text/redact.js';
import { shortenTogether } from '../../text/together.js';
import type { FoundSetting, FoundValue } from './drift.js';

/** Who has what, why it hurts and what to do. `self`: the node that is compared with itself elsewhere. */
export function differenceText(found: FoundSetting, self: string | null): string {
  const subject = `${shorten(found.address, LONGEST_ADDRESS)} (${shorten(found.file)})`;
  const groups = groupsOf(found);
  const told = groups.slice(0, MOST_VALUES);
  const shown = quotedValues(told.map(({ value }) => value));
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

const MOST_VALUES = 4;
const MOST_NAMES = 4;
const LONGEST_VALUE = 60;
const LONGEST_ADDRESS = 160;

/** Who has what: the odd ones first. */
function groupsOf({ values, odd }: FoundSetting): { readonly value: FoundValue; readonly nodes: readonly string[] }[] {
  const groups = new Map<string | null, FoundValue[]>();
  const sorted = [...values].sort((a, b) => Number(odd.includes(b.node)) - Number(odd.includes(a.node)));
  for (const one of sorted) groups.set(one.value, [...(groups.get(one.value) ?? []), one]);
  return [...groups.values()].flatMap((held) => {
    // One that says it tells where it is said.
    const value = held.find((one) => one.default !== true) ?? held[0];
    return value === undefined ? [] : [{ value, nodes: held.map(({ node }) => node) }];
  });
}

/** The values of one setting in quotes, shortened so that they differ still; a secret as it is masked already. */
export function quotedValues(values: readonly Pick<FoundValue, 'value' | 'default'>[]): string[] {
  const masked = values.map(({ value }) => (value === null ? null : maskUrl(value)));
  return shortenTogether(masked, LONGEST_VALUE).map((value, index) => {
    if (value === null) return 'nothing';
    const text = value.startsWith(MASK) ? terminal(value) : `"${terminal(value)}"`;
    return values[index]?.default === true ? `${text} (default)` : text;
  });
}
