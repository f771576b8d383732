/**
 * `--env-file` and `--sys-file`: one `NAME=value` a line, the value verbatim to the end of the line (quotes, blanks
 * and `#` in it included). Blank lines and lines that begin with `#` say nothing; the last of equal names counts.
 */
export function parseVariables(text: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const equals = line.indexOf('=');
    if (equals > 0 && !line.startsWith('#')) variables.set(line.slice(0, equals).trim(), line.slice(equals + 1));
  }
  return variables;
}

/** `[NODE=]FILE` of one option, split for one node: files without a node name are for every node. */
export function filesFor(node: string, given: readonly string[]): string[] {
  return given.flatMap((entry) => {
    const equals = entry.indexOf('=');
    if (equals < 0) return [entry];
    return entry.slice(0, equals) === node ? [entry.slice(equals + 1)] : [];
  });
}
