import picomatch from 'picomatch';
import type { IgnoreEntry } from '../config/intent.js';
import type { Finding } from './finding.js';

/**
 * Takes out what the user's `ignore:` says, each with a reason. A cluster finding is silenced at its primary or at any
 * related place. `until` is inclusive; an entry that has run out silences nothing.
 *
 * @param today `YYYY-MM-DD`
 */
export function suppress(
  findings: readonly Finding[],
  ignore: readonly IgnoreEntry[],
  today: string,
): { findings: Finding[]; suppressed: Finding[] } {
  const entries = ignore.filter(({ until }) => until === null || today <= until).map(matcher);
  const isSilenced = (finding: Finding): boolean => entries.some((matches) => matches(finding));
  return {
    findings: findings.filter((finding) => !isSilenced(finding)),
    suppressed: findings.filter(isSilenced),
  };
}

function matcher({ rule, path, address }: IgnoreEntry): (finding: Finding) => boolean {
  const isPath = path === null ? () => true : globOrFolder(path);
  // Addresses hold paths in brackets: only * and ? mean something in them.
  const isAddress = address === null ? () => true : wildcard(address);
  return (finding) =>
    finding.rule === rule &&
    [finding.file, ...finding.related.map(({ file }) => file)].some((file) => isPath(file)) &&
    isAddress(finding.address ?? '');
}

function globOrFolder(path: string): (file: string) => boolean {
  const folder = path.replace(/^\.\//, '').replace(/\/+$/, '');
  const isGlob = picomatch(folder, { dot: true });
  return (file) => isGlob(file) || file.startsWith(`${folder}/`);
}

function wildcard(pattern: string): (text: string) => boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${source}$`);
  return (text) => expression.test(text);
}
