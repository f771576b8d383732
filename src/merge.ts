import { ConfigError } from './config/parse.js';
import type { Host } from './host.js';
import type { Part } from './report/merge.js';

/** No report of ours is larger; one that is came from somebody else. */
const LARGEST = 64 * 1024 * 1024;

/**
 * The reports named, and those in the directories named: every `.json` below them.
 *
 * @throws ConfigError where a path is not there, or none of them holds a report
 */
export function readParts(paths: readonly string[], host: Host): Part[] {
  const files = paths.flatMap((path) => {
    const kind = host.kindOf(path);
    if (kind === null) throw new ConfigError(`there is no file or directory ${path}`);
    if (kind === 'file') return [path];
    return host
      .list(path)
      .files.map((file) => file.path)
      .filter((file) => file.endsWith('.json'));
  });
  if (files.length === 0) {
    throw new ConfigError(`no report in ${paths.join(', ')}: merge puts together what check wrote as JSON`);
  }
  return files.map((file) => ({ name: file, text: textOf(file, host) }));
}

/** '' for what is no report anyway. */
function textOf(file: string, host: Host): string {
  try {
    const bytes = host.read(file);
    return bytes.length > LARGEST ? '' : new TextDecoder().decode(bytes);
  } catch {
    return '';
  }
}
