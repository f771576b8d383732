import type { NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import { isUnknown } from '../server/setting.js';
import { list, quote } from '../text/message.js';
import type { Answer } from './cluster.js';

/** What a node holds; the value is null when the files do not tell. */
export interface Held<T> {
  readonly node: NodeModel;
  readonly value: T | null;
}

export interface Group<H> {
  /** By name of the node. */
  readonly holders: readonly H[];
}

export type Agreement<H> =
  /** Every known value is the same. */
  | { readonly kind: 'agree' }
  /** No two values are known to differ, and not all are known. */
  | { readonly kind: 'unknown' }
  /** A strict majority of at least two nodes agrees, the `odd` ones (by name) differ from it; the majority's group is last. */
  | {
      readonly kind: 'odd';
      readonly odd: readonly H[];
      readonly majority: Group<H>;
      readonly groups: readonly Group<H>[];
    }
  /** They differ and nobody can say who is right. Groups that differ from another, small ones first, then by name. */
  | { readonly kind: 'split'; readonly groups: readonly Group<H>[] };

/**
 * Do the nodes agree, and if not, who is the odd one out (DESIGN §3.10)? A majority is one of all nodes asked, those that
 * do not tell included (`total` counts those that are not among `items` too). Values that cannot be told apart from the
 * others are not blamed.
 */
export function agreement<T, H extends Held<T>>(
  items: readonly H[],
  same: (a: H, b: H) => Answer = (a, b) => (a.value === b.value ? 'yes' : 'no'),
  total = items.length,
): Agreement<H> {
  const groups: H[][] = [];
  for (const item of [...items].sort(byName)) {
    if (item.value === null) continue;
    const group = groups.find(([first]) => first !== undefined && same(first, item) === 'yes');
    if (group === undefined) groups.push([item]);
    else group.push(item);
  }
  const differ = (a: readonly H[], b: readonly H[]) => {
    const [x, y] = [a[0], b[0]];
    return a !== b && x !== undefined && y !== undefined && same(x, y) === 'no';
  };
  const apart = groups.filter((group) => groups.some((other) => differ(group, other)));
  if (apart.length === 0) return { kind: groups.length > 1 || items.some(isOpen) ? 'unknown' : 'agree' };
  const sorted = apart.sort((a, b) => a.length - b.length);
  const majority = sorted.find((group) => group.length > 1 && group.length * 2 > total);
  if (majority === undefined) return { kind: 'split', groups: sorted.map((holders) => ({ holders })) };
  const others = sorted.filter((group) => differ(group, majority));
  const ordered = [...others, majority].map((holders) => ({ holders }));
  return { kind: 'odd', odd: others.flat().sort(byName), majority: { holders: majority }, groups: ordered };
}

function isOpen(held: Held<unknown>): boolean {
  return held.value === null;
}

function byName(a: Held<unknown>, b: Held<unknown>): number {
  return a.node.name < b.node.name ? -1 : a.node.name > b.node.name ? 1 : 0;
}

/** A value with its place and how a message shows it. */
export interface Value<T> {
  readonly value: T | null;
  readonly at: Placed;
  /** Safe to print, quotes included; a secret is `***`. */
  readonly shown: string;
  readonly sensitive?: boolean;
}

/**
 * A setting as a value to compare: null when its section is not there, unknown for templates, placeholders and secrets.
 * `as` is what the server makes of the text; `absent` what it does without the setting, and where that is to be seen.
 */
export function held(
  setting: Setting | null,
  options: {
    readonly as?: (text: string) => string;
    readonly absent?: { readonly value: string; readonly at: Placed | null };
  } = {},
): Value<string> | null {
  const { as = (text: string) => text, absent } = options;
  if (setting !== null) {
    const value = isUnknown(setting) ? null : as(setting.text);
    return { value, at: setting, shown: quote(setting), sensitive: setting.sensitive };
  }
  if (absent === undefined || absent.at === null) return null;
  return { value: as(absent.value), at: absent.at, shown: `none (so ${quote(absent.value)})` };
}

export interface Question<T> {
  /** What is compared, in the words of a message: `domain`, `group password`. */
  readonly noun: string;
  /** Null where nothing tells. */
  readonly of: (node: NodeModel) => Value<T> | null;
  readonly same?: (a: Answered<T>, b: Answered<T>) => Answer;
}

export interface Answered<T> extends Held<T>, Value<T> {
  readonly value: T | null;
}

export interface Disagreement<T> {
  /** Ready to be spread into a report: primary place at the odd node (on a tie the one the change under check changes, else the first by name), the others related. */
  readonly place: {
    readonly node: NodeModel;
    readonly at: Placed;
    readonly related: readonly { readonly node: NodeModel; readonly at: Placed; readonly message: string }[];
  };
  /** `is-2 has domain "iam.tset", is-1 and is-3 have "iam.test"`; without end mark. */
  readonly text: string;
  /** What every node has, as far as it is known. */
  readonly answers: readonly Answered<T>[];
  /** What the strict majority has; null when there is none, and nobody is blamed. */
  readonly majority: Answered<T> | null;
  /** Whom a fix would change; empty when nobody is blamed. */
  readonly odd: readonly Answered<T>[];
}

/** The one finding of a rule that wants nodes to agree; null when they do, or may. */
export function disagreement<T>(nodes: readonly NodeModel[], question: Question<T>): Disagreement<T> | null {
  const answers = nodes.flatMap((node): Answered<T>[] => {
    const value = question.of(node);
    return value === null ? [] : [{ ...value, node }];
  });
  const verdict = agreement<T, Answered<T>>(answers, question.same, nodes.length);
  if (verdict.kind === 'agree' || verdict.kind === 'unknown') return null;
  const blamed = verdict.kind === 'odd' ? verdict.odd : changedFirst(smallest(verdict.groups));
  const primary = blamed.find((each) => each.at.span !== null) ?? blamed[0];
  if (primary === undefined) return null;
  const related = verdict.groups
    .flatMap((group) => group.holders)
    .filter((each) => each !== primary)
    .map(({ node, at, shown }) => ({ node, at, message: `${list([node.name])} has ${question.noun} ${shown}` }));
  return {
    place: { node: primary.node, at: primary.at, related },
    text: sentence(verdict.groups, question.noun),
    answers: verdict.groups.flatMap((group) => group.holders),
    majority: verdict.kind === 'odd' ? (verdict.majority.holders[0] ?? null) : null,
    odd: verdict.kind === 'odd' ? verdict.odd : [],
  };
}

/** The holders of the smallest groups, by name. */
function smallest<T>(groups: readonly Group<Answered<T>>[]): readonly Answered<T>[] {
  const size = Math.min(...groups.map((group) => group.holders.length));
  return groups
    .filter((group) => group.holders.length === size)
    .flatMap((group) => group.holders)
    .sort(byName);
}

/** On a tie the change under check is the likelier culprit. */
function changedFirst<T>(answers: readonly Answered<T>[]): readonly Answered<T>[] {
  const isChanged = ({ node, at }: Answered<T>): boolean =>
    node.files.some(({ name, changed }) => name === at.file && changed === true);
  return [...answers.filter(isChanged), ...answers.filter((each) => !isChanged(each))];
}

function sentence<T>(groups: readonly Group<Answered<T>>[], noun: string): string {
  const names = groups.map((group) => list(group.holders.map((each) => each.node.name)));
  if (groups.some((group) => group.holders.some((each) => each.sensitive === true))) {
    return `the ${noun} of ${names.join(' differs from that of ')}`;
  }
  const parts = groups.map((group, index) => {
    const verb = group.holders.length === 1 ? 'has' : 'have';
    return `${names[index]} ${verb} ${index === 0 ? `${noun} ` : ''}${group.holders[0]?.shown ?? ''}`;
  });
  return parts.join(', ');
}
