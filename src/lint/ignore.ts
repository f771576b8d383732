import picomatch from 'picomatch';
import type { IgnoreEntry } from '../config/intent.js';
import { dirname, join, relative } from '../discovery/paths.js';
import type { Finding } from './finding.js';

/** What an entry of `ignore:` is about. */
export interface Ignoring {
  readonly isPath: (file: string) => boolean;
  readonly matches: (finding: Finding) => boolean;
}

/** Paths of the entry are relative to its file, or to the working directory. @param here the latter, absolute */
export function ignoring({ rule, path, address, at }: IgnoreEntry, here: string): Ignoring {
  const directory = join(here, dirname(at.file));
  const isSeen = path === null ? () => true : globOrFolder(path);
  const isPath = (file: string): boolean => isSeen(file) || isSeen(relative(directory, join(here, file)));
  // Addresses hold paths in brackets: only * and ? mean something in them.
  const isAddress = address === null ? () => true : wildcard(address);
  return {
    isPath,
    matches: (finding) =>
      finding.rule === rule &&
      [finding.file, ...finding.related.map(({ file }) => file)].some(isPath) &&
      isAddress(finding.address ?? ''),
  };
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
