import { type Group, groupsOf } from '../cluster/drift/words.js';
import { count, quote } from '../text/message.js';
import { shortenTogether } from '../text/together.js';
import type { DriftAccepted, DriftFile, DriftReport, DriftSetting, DriftUnknown, DriftUnused } from './drift.js';

/** What every form tells beside the drift: what may differ, what nobody knows, what the configuration names in vain. */

/** What is on which side, where a node is compared with itself elsewhere. */
export const CHANGE: Readonly<Record<NonNullable<DriftSetting['self']>['change'], string>> = {
  changed: 'changed',
  added: 'only here',
  removed: 'only there',
};

/** The same of a file; null where nodes are compared with each other. */
export function fileChange({ self, missingOn }: DriftFile): string | null {
  if (self === undefined) return null;
  return CHANGE[missingOn.includes(self) ? 'removed' : 'added'];
}

/** What an earlier run says of it; apart from `changed`, which is said of two sides. */
export const STATE: Readonly<Record<NonNullable<DriftSetting['state']>, string>> = {
  new: 'new',
  known: 'known',
  changed: 'changed since',
};

/** `1 new, 0 changed, 2 gone`. */
export function sinceText(since: NonNullable<DriftReport['since']>): string {
  return `${since.new} new, ${since.changed} changed, ${since.gone.length} gone`;
}

export interface Reason {
  readonly reason: string;
  readonly number: number;
  /** Each once, in the order of the files. */
  readonly addresses: readonly string[];
}

/** What is let pass, by the reason, the one that lets pass most first. */
export function reasonsOf({ passed }: Pick<DriftReport, 'passed'>): Reason[] {
  const groups = new Map<string, string[]>();
  for (const { reason, address } of passed) groups.set(reason, [...(groups.get(reason) ?? []), address]);
  return [...groups]
    .map(([reason, all]) => ({ reason, number: all.length, addresses: [...new Set(all)] }))
    .sort((a, b) => b.number - a.number);
}

/** `Let pass, as they may differ: 12 settings and 1 file`. */
export function passedTitle({ passed }: Pick<DriftReport, 'passed'>): string {
  return `Let pass, as they may differ: ${settingsAndFiles(passed)}`;
}

function settingsAndFiles(all: readonly { readonly address: string; readonly file: string }[]): string {
  const files = all.filter(({ address, file }) => address === file).length;
  const settings = all.length - files;
  const parts = [settings > 0 ? count(settings, 'setting') : '', files > 0 ? count(files, 'file') : ''];
  return parts.filter((part) => part !== '').join(' and ');
}

/** What is silenced, by what silences it; the reason is as people wrote it. */
export function silencersOf({ accepted }: Pick<DriftReport, 'accepted'>): Reason[] {
  return reasonsOf({ passed: accepted.map((one) => ({ ...one, reason: silencerOf(one) })) });
}

/** `Accepted: 12 settings and 1 file`. */
export function acceptedTitle({ accepted }: Pick<DriftReport, 'accepted'>): string {
  return `Accepted: ${settingsAndFiles(accepted)}`;
}

const BY: Readonly<Record<DriftAccepted['by']['kind'], string>> = {
  config: 'in the configuration',
  inline: 'by a comment',
  baseline: 'in the baseline',
};

function silencerOf({ by: { kind, reason, until } }: DriftAccepted): string {
  const notes = [reason === null ? [] : quote(reason), until === null ? [] : `until ${until}`].flat();
  return notes.length === 0 ? BY[kind] : `${BY[kind]} (${notes.join(', ')})`;
}

export function unknownTitle({ unknown }: Pick<DriftReport, 'unknown'>): string {
  return `Not known, as what some nodes have is filled in elsewhere: ${count(unknown.length, 'setting')}`;
}

/** What the nodes have of a setting, those of one value together; no value is longer than asked. */
export function heldIn({ values }: Pick<DriftUnknown, 'values'>, longest: number): Group[] {
  const groups = groupsOf(values);
  const shown = shortenTogether(
    groups.map(({ value }) => value),
    longest,
  );
  return groups.map((group, index) => ({ ...group, value: shown[index] ?? null }));
}

/** Whose it is: `cluster prod`, `node is-1 of cluster prod`. */
export function ownerOf({ cluster, self }: Pick<DriftUnknown, 'cluster' | 'self'>): string {
  return self === undefined ? `cluster ${cluster}` : `node ${self} of cluster ${cluster}`;
}

/** `carbon.xml:27`, `carbon.xml:27/31` where the lines differ. */
export function placeOf({ file, values }: Pick<DriftUnknown, 'file' | 'values'>): string {
  const lines = [...new Set(values.flatMap(({ line }) => (line === null ? [] : [line])))];
  return lines.length === 0
    ? file
    : `${file}:${lines.slice(0, MOST_LINES).join('/')}${lines.length > MOST_LINES ? '/…' : ''}`;
}

const MOST_LINES = 3;

/** `mayDiffer "carbon.xml/Foo*" of cluster production`; both as their format makes them safe. */
export function unusedText(
  { cluster, list, glob }: DriftUnused,
  shown: (glob: string) => string,
  named: (cluster: string) => string,
): string {
  return `${list} ${shown(glob)} of cluster ${named(cluster)}`;
}

/** What the earlier run had and this one cannot tell of; '' for nothing. */
export function unseenText({ since }: Pick<DriftReport, 'since'>): string {
  const { unseen = 0, accepted = 0 } = since ?? {};
  const parts = [
    unseen > 0 ? `${unseen} ${unseen === 1 ? 'is' : 'are'} of nodes or files that this run did not look at` : '',
    accepted > 0 ? `${accepted} ${accepted === 1 ? 'is' : 'are'} accepted now` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `Not gone of what drifted then: ${parts.join(', ')}`;
}

/** Nodes that were compared with nobody; null where there are none. */
export function aloneTitle({ alone = [] }: Pick<DriftReport, 'alone'>): string | null {
  if (alone.length === 0) return null;
  return `Compared with nobody, as no other node is in ${alone.length === 1 ? 'its' : 'their'} cluster: ${count(alone.length, 'node')}`;
}

/** What the servers have beside what is committed; null where there is nothing. */
export function onlyThereTitle({ against }: Pick<DriftReport, 'against'>): string | null {
  const nodes = against?.onlyThere ?? [];
  if (nodes.length === 0) return null;
  const files = nodes.flatMap((one) => one.files).length;
  return `Only there, and no drift: ${count(files, 'file')} of ${count(nodes.length, 'node')}`;
}

/** Each once; the JSON tells which node has them. */
export function onlyThereFiles({ against }: Pick<DriftReport, 'against'>): string[] {
  return [...new Set(against?.onlyThere?.flatMap(({ files }) => files))].sort();
}

/** What a person may look for in vain; null where there is nothing. */
export function generatedTitle(drift: Pick<DriftReport, 'generated'>): string | null {
  const files = generatedFiles(drift).length;
  return files === 0 ? null : `Not compared: ${count(files, 'file')} that the server writes from deployment.toml`;
}

/** Each once, however many nodes and clusters have it. */
export function generatedFiles({ generated = [] }: Pick<DriftReport, 'generated'>): string[] {
  return [...new Set(generated.map(({ file }) => file))];
}
