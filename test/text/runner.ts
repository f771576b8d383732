/**
 * The two grammars by which the GitHub runner finds commands in a log line, ported from `ActionCommand.cs`
 * (actions/runner, `TryParseV2` and `TryParse`), and the lines it sees (`StreamReader.ReadLine`: \n, \r, \r\n).
 */
export interface Command {
  readonly grammar: 'v1' | 'v2';
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const DOT_NET_SPACE = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

export function commands(output: string): Command[] {
  return output.split(/\r\n|\r|\n/).flatMap((line) => v2(line) ?? v1(line) ?? []);
}

/** Any name counts as registered: safer than the runner. */
function v2(line: string): Command | null {
  const text = line.replace(DOT_NET_SPACE, '');
  const end = text.indexOf('::', 2);
  if (!text.startsWith('::') || end < 0) return null;
  const info = text.slice(2, end);
  return { grammar: 'v2', ...head(info, ',', v2Unescape), data: v2Unescape(text.slice(end + 2)) };
}

function v1(line: string): Command | null {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return null;
  return { grammar: 'v1', ...head(line.slice(start + 3, end), ';', v1Unescape), data: v1Unescape(line.slice(end + 1)) };
}

function head(info: string, separator: string, decode: (text: string) => string) {
  const space = info.indexOf(' ');
  const name = space < 0 ? info : info.slice(0, space);
  const properties: Record<string, string> = {};
  for (const pair of space < 0 ? [] : info.slice(space + 1).split(separator)) {
    const equals = pair.indexOf('=');
    if (equals > 0 && equals < pair.length - 1)
      properties[pair.slice(0, equals).trim()] = decode(pair.slice(equals + 1));
  }
  return { name, properties };
}

function v2Unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}

function v1Unescape(text: string): string {
  return text.replaceAll('%3B', ';').replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%5D', ']');
}
