import { ConfigError } from '../config/parse.js';
import { dirname, join, relative } from '../discovery/paths.js';
import { terminal } from '../text/escape.js';
import { shorten } from '../text/message.js';
import type { BaselineEntry, BaselineState, Finding } from './finding.js';

/** Where the baseline lies when nobody says. */
export const BASELINE_FILE = '.wso2is-lint-baseline';

export interface Baseline {
  readonly path: string;
  readonly entries: readonly BaselineEntry[];
}

const HEADER = `# Findings of wso2is-lint that are known and accepted for now, one a line; only the key in front counts.
# Written by "wso2is-lint check --write-baseline", which also drops what is mended.
# After a merge keep the lines of both sides: equal lines count once.
`;
const LINE = /^([0-9a-f]{16}(?:#[1-9]\d*)?)(?: {2}([a-z0-9-]+)(?: {2}(.*?)(?: {2}.*)?)?)?$/;
const CONFLICT = /^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/;
const LONGEST = 100;

/**
 * Reads a baseline. Lines that a merge has made equal are one. All mistakes are told at once.
 *
 * @param here the working directory, absolute: files in the baseline are told relative to its own directory
 * @throws ConfigError
 */
export function parseBaseline(path: string, text: string, here: string): Baseline {
  const entries = new Map<string, BaselineEntry>();
  const mistakes: string[] = [];
  const directory = join(here, dirname(path));
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trimEnd();
    if (line === '' || line.startsWith('#')) continue;
    if (CONFLICT.test(line)) {
      const way = 'keep the lines of both sides, equal ones count once, and delete the markers';
      mistakes.push(`${path}:${index + 1}: a merge was not finished: ${way}`);
      continue;
    }
    const [, key, rule, file] = LINE.exec(line) ?? [];
    if (key === undefined) {
      const way = 'delete it; --write-baseline writes it anew if it is still needed';
      mistakes.push(`${path}:${index + 1}: this is no line "KEY  RULE  FILE  message" of a baseline: ${way}`);
      continue;
    }
    if (entries.has(key)) continue;
    const seen = file === undefined ? null : relative(here, join(directory, file));
    entries.set(key, { key, rule: rule ?? null, file: seen, text: line, line: index + 1 });
  }
  if (mistakes.length > 0) throw new ConfigError(mistakes.join('\n'));
  return { path, entries: [...entries.values()] };
}

/**
 * The baseline that knows these findings, and keeps lines as they are that nobody looked at. The same findings give the
 * same bytes; in the order of the keys, so that two branches seldom change the same place.
 */
export function baselineText(findings: readonly Finding[], state: BaselineState, here: string): string {
  const directory = join(here, dirname(state.path));
  const lines = new Map(state.unjudged.map(({ key, text }) => [key, text]));
  for (const { key, rule, file, message } of findings) {
    // Two blanks part the fields.
    const name = terminal(relative(directory, join(here, file))).replace(/ {2,}/g, ' ');
    const said = shorten(terminal(message), LONGEST).replace(/ {2,}/g, ' ');
    lines.set(key, `${key}  ${rule}  ${name}  ${said}`.trimEnd());
  }
  const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => `${line}\n`);
  return HEADER + sorted.join('');
}
