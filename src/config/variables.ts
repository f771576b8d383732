import { ConfigError } from './parse.js';

/**
 * `--env-file` and `--sys-file`: one `NAME=value` a line, the value verbatim to the end of the line (quotes, blanks
 * and `#` in it included). Blank lines and lines that begin with `#` say nothing; the last of equal names counts. Of
 * `export NAME="value"` a shell takes the quotes away.
 *
 * @throws ConfigError for a line that is none of these; the line itself is not told, it may hold a secret
 */
export function parseVariables(text: string, file: string): Map<string, string> {
  const variables = new Map<string, string>();
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:#|$)/.test(line)) continue;
    const equals = line.indexOf('=');
    const before = line.slice(0, Math.max(0, equals)).trimStart();
    const name = before.replace(/^export\s+/, '').trim();
    if (name === '') {
      const told = 'is no NAME=value, no comment that begins with #, and not blank';
      throw new ConfigError(`${file}:${index + 1}: this line of a file of variables ${told}`);
    }
    const value = line.slice(equals + 1);
    variables.set(name, /^export\s/.test(before) ? unquoted(value) : value);
  }
  return variables;
}

/** One pair of quotes around a value without anything that a shell would replace. */
function unquoted(value: string): string {
  return /^'([^']*)'\s*$/.exec(value)?.[1] ?? /^"([^"\\$`]*)"\s*$/.exec(value)?.[1] ?? value;
}

/** `[NODE=]FILE` of one option, split for one node: files without a node name are for every node. */
export function filesFor(node: string, given: readonly string[]): string[] {
  return given.flatMap((entry) => {
    const equals = entry.indexOf('=');
    if (equals < 0) return [entry];
    return entry.slice(0, equals) === node ? [entry.slice(equals + 1)] : [];
  });
}
