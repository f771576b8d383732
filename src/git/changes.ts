import type { Host } from '../host.js';
import { textOf } from './base.js';

/** Lines of the new side, 1-based, both ends inclusive. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface ChangedLines {
  /** What a diff shows: changed lines with three lines around them. A comment may stand on these only. */
  readonly hunks: readonly LineRange[];
  /** The lines that were added or changed. */
  readonly added: readonly LineRange[];
}

export interface Changes {
  /** By path as the working directory names it. Files that are gone, binary or changed in mode only have no lines. */
  readonly files: ReadonlyMap<string, ChangedLines>;
  /** Changed files whose lines are others in the pull request than here: main has changed them as well. */
  readonly leftOut: readonly string[];
}

/**
 * The lines that differ from the base, told by git: no limit of the API applies.
 *
 * @param head head commit of the pull request, which reviews speak of; null where the checkout is what counts
 * @throws Error when git cannot compare
 */
export function changedLines(host: Host, base: string, head: string | null): Changes {
  const how = ['--no-ext-diff', '--no-textconv', '--no-color', '--find-renames', '--relative'];
  const format = ['--unified=3', '--src-prefix=a/', '--dst-prefix=b/', '--inter-hunk-context=0', '--submodule=short'];
  const diff = ask(host, ['diff', ...how, ...format, base, 'HEAD', '--']);
  const files = linesOf(diff);
  if (head === null) return { files, leftOut: [] };
  const names = host.git(['diff', '--name-only', '-z', '--no-renames', '--relative', head, 'HEAD', '--']);
  // Without the commit nobody knows which lines are the same there.
  const other = names.status === 0 ? new Set(textOf(names.stdout).split('\0')) : new Set(files.keys());
  return {
    files: new Map([...files].filter(([path]) => !other.has(path))),
    leftOut: [...files.keys()].filter((path) => other.has(path)),
  };
}

function ask(host: Host, args: readonly string[]): Uint8Array {
  const { status, stdout, stderr } = host.git(['-c', 'core.quotePath=false', ...args]);
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1) || 'git diff failed');
  return stdout;
}

/**
 * Reads a diff by the line counts of its hunks, so that nothing in a file can pass for a header. Read as latin1: only
 * names are text.
 */
function linesOf(diff: Uint8Array): Map<string, ChangedLines> {
  const files = new Map<string, ChangedLines>();
  const lines = Buffer.from(diff).toString('latin1').split('\n');
  let name: string | null = null;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.startsWith('diff --git ')) name = null;
    else if (line.startsWith('+++ ')) name = nameOf(line.slice(4));
    const [whole, oldCount, newStart = '', newCount] = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (whole === undefined || name === null) continue;
    const added: LineRange[] = [];
    let [old, fresh] = [Number(oldCount ?? 1), Number(newCount ?? 1)];
    const start = Number(newStart);
    const end = start + fresh - 1;
    for (let number = start; old > 0 || fresh > 0; ) {
      at += 1;
      const mark = lines[at]?.[0];
      if (mark === undefined && at >= lines.length) break;
      if (mark === '\\') continue;
      if (mark !== '+') old -= 1;
      if (mark === '-') continue;
      fresh -= 1;
      if (mark === '+') addLine(added, number);
      number += 1;
    }
    if (end < start) continue;
    const before = files.get(name);
    files.set(name, {
      hunks: [...(before?.hunks ?? []), { start, end }],
      added: [...(before?.added ?? []), ...added],
    });
  }
  return files;
}

function addLine(ranges: LineRange[], line: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && last.end === line - 1) ranges[ranges.length - 1] = { ...last, end: line };
  else ranges.push({ start: line, end: line });
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', t: '\t', n: '\n', v: '\v', f: '\f', r: '\r' },
};

/** `b/path`, quoted as C does where it holds control characters, quotes or backslashes; null for no file. */
function nameOf(written: string): string | null {
  // Git ends a name with a blank in it by a tab.
  const name = written.replace(/\t$/, '');
  const quoted = /^"(.*)"$/.exec(name)?.[1];
  const plain =
    quoted?.replace(/\\([0-7]{3}|.)/g, (_, code: string) =>
      code.length === 3 ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
    ) ?? name;
  if (!plain.startsWith('b/')) return null;
  return Buffer.from(plain.slice(2), 'latin1').toString('utf8');
}
