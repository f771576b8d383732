import type { Answered, Disagreement } from '../cluster/agreement.js';
import type { Cluster } from '../cluster/cluster.js';
import type { NodeModel } from '../server/model.js';
import type { Placed, Setting } from '../server/setting.js';
import type { Span } from '../syntax/document.js';
import { list, shorten } from '../text/message.js';
import { literal } from './fix-toml.js';
import { copyValue, setValue } from './fix-xml.js';
import type { Edit, Fix } from './rule.js';

const LONGEST = 79;

/** A fix, or nothing where there is nothing to edit: spread it into a report. */
export function fixWith(title: string, safety: Fix['safety'], edits: readonly Edit[]): { readonly fix?: Fix } {
  return edits.length === 0 ? {} : { fix: { title: shorten(title, LONGEST), safety, edits } };
}

/** One piece of a value written anew; nothing where the value does not hold it as it is written. */
export function replaceWithin(node: NodeModel, span: Span | null, from: string, to: string): readonly Edit[] {
  const at = span === null ? -1 : span.document.text.slice(span.start, span.end).indexOf(from);
  if (span === null || at < 0) return [];
  const start = span.start + at;
  return [{ node, span: { ...span, start, end: start + from.length }, text: to }];
}

/** Why nothing is copied while no node is said, or seen, to be right. */
export const NO_REFERENCE = 'nothing says which node is right: name one with --reference';

/** Why nothing is written that only `expect` can tell; once it does, the rules `intent-…` write it. */
export function onlyExpected({ intent }: Cluster, needs: string, thing: string): string {
  return (intent?.expect ?? null) === null
    ? `${needs}: name ${thing} under expect in .wso2is-lint.yml (init asks for it)`
    : `${needs}: what expect says of it is written by the fixes of the rules "intent-…"`;
}

export interface Copying {
  /** What is copied, in the words of a title: `domain`. */
  readonly noun: string;
  /** How it is written where the node does not have it; without it there is no fix then. */
  readonly add?: (node: NodeModel, source: Setting) => readonly Edit[];
}

/**
 * The fix that gives every other node what the reference node has, else what the strict majority has. Unsafe: which one
 * is right is a guess, or was said for another purpose. None for secrets: a file never gets one that it did not hold.
 */
export function copyFix<T>(
  cluster: Cluster,
  found: Disagreement<T>,
  { noun, add }: Copying,
): { readonly fix?: Fix; readonly noFix?: string } {
  const wanted = wantedOf(cluster, found);
  if (wanted === null) return { noFix: NO_REFERENCE };
  if (wanted.sensitive === true || !isWritten(wanted.at)) return {};
  const source = wanted.at;
  const others = found.answers.filter((answer) => answer !== wanted && !isSame(answer, wanted));
  const changes = others.map(({ node, at }) => ({ node, edits: copyTo(node, at, wanted.node, source, add) }));
  if (changes.some(({ edits }) => edits.length === 0)) return {};
  const title = `Give ${list(changes.map(({ node }) => node.name))} the ${noun} of ${wanted.node.name}`;
  return fixWith(
    title,
    'unsafe',
    changes.flatMap(({ edits }) => edits),
  );
}

/** What the reference node has, else the strict majority; null where neither tells. */
export function wantedOf<T>({ reference }: Cluster, { answers, majority }: Disagreement<T>): Answered<T> | null {
  return answers.find(({ node }) => node.name === reference) ?? majority;
}

function isSame<T>(a: Answered<T>, b: Answered<T>): boolean {
  return a.value === b.value && a.shown === b.shown;
}

function isWritten(at: Placed): at is Setting {
  return at.span !== null && 'origin' in at && at.origin === 'explicit';
}

/** As it is written there, quotes and escapes included: both files are of one kind. */
function copyTo(node: NodeModel, at: Placed, from: NodeModel, source: Setting, add: Copying['add']): readonly Edit[] {
  if (node.era !== from.era) return [];
  if (!isWritten(at)) return add?.(node, source) ?? [];
  if (node.toml === null) return copyValue(node, at, source);
  const [target, written] = [wholeValue(node, at), wholeValue(from, source)];
  if (target === null || written === null) return [];
  return [{ node, span: target, text: written.document.text.slice(written.start, written.end) }];
}

/** Another value where a setting is written; nothing where a deployment.toml takes it from elsewhere. */
export function setSetting(node: NodeModel, setting: Setting, text: string): Edit[] {
  if (node.toml === null) return setValue(node, setting, text);
  const span = wholeValue(node, setting);
  return span === null ? [] : [{ node, span, text: literal(text) }];
}

/** Of a TOML value with its quotes, so that a text can take the place of a number. */
export function wholeValue(node: NodeModel, { span }: Setting): Span | null {
  if (span === null || node.toml === null) return span;
  const entry = node.toml.written.find(
    ({ value }) => value.span?.start === span.start && value.span.document === span.document,
  )?.entry;
  return entry?.value.span ?? null;
}
