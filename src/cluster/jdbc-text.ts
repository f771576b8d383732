/** Small scissors for JDBC URLs. What a template decides is a hole, and what holds a hole is unknown: null. */

export interface DatabaseHost {
  /** As written, without brackets; `localhost` where the driver assumes it; null when a template decides. */
  readonly host: string | null;
  /** The driver's default filled in; null when unknown. */
  readonly port: number | null;
  /** SQL Server's named instance, which stands for a port that only the server knows; '' elsewhere. */
  readonly instance: string;
}

/** Stands in a URL for a marker that something else replaces; what holds it is unknown. */
export const HOLE = '\uE000';
const MARKER =
  /\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\[\[+.*?\]\]+|[$#](?:env|sys|ref|secret)?\{[^}]*\}|(?<![\w.])@[A-Za-z_][\w.-]*@(?![\w.])|#_.*?_#|XX_\w+?_XX|%[A-Z_]{3,}%|\$[A-Z][A-Z0-9_]{2,}/gs;

/** Whether the text holds a marker that some tool replaces before, or the server resolves after, it is read. */
export function hasMarker(url: string): boolean {
  return url.search(MARKER) >= 0;
}

/** The text with a hole where each marker was. */
export function punched(text: string): string {
  return text.replace(MARKER, HOLE);
}

/** `user:pw@hosts/name` in two; null when it is not clear where the login ends (a `/` or `@` in the password). */
export function splitAuthority(text: string): { authority: string; database: string | null } | null {
  const [authority = '', ...rest] = splitOutside(text, '/');
  const database = rest.join('/');
  if (database.includes('@')) return null;
  const hosts = authority.slice(authority.lastIndexOf('@') + 1);
  // A hole at the end, with nothing behind it, may hold the name too.
  if (rest.length === 0) return { authority: hosts, database: hosts.endsWith(HOLE) ? null : '' };
  return { authority: hosts, database: sure(decoded(database)) };
}

export function hostPort(text: string, defaultPort: number | null): DatabaseHost {
  const [host, port] = splitPort(text.trim());
  if (host === null) return { host: null, port: null, instance: '' };
  if (port === '')
    return { host: sure(host || 'localhost'), port: host.endsWith(HOLE) ? null : defaultPort, instance: '' };
  if (/^\d{1,5}$/.test(port)) return { host: sure(host || 'localhost'), port: Number(port), instance: '' };
  // No port: a template decides, or this is no host at all but a piece of a login.
  return { host: port.includes(HOLE) ? sure(host) : null, port: null, instance: '' };
}

/** Host and port text; the port is '' where there is none; no host for what is neither `host[:port]` nor IPv6. */
export function splitPort(text: string): readonly [string, string] | readonly [null, ''] {
  const [, ipv6, behind = ''] = /^\[([^\]]*)\](?::(.*))?$/s.exec(text) ?? [];
  if (ipv6 !== undefined) return [ipv6, behind];
  const parts = text.split(':');
  if (parts.length > 2) return /^[0-9a-f:.]+$/i.test(text) ? [text, ''] : [null, ''];
  return [(parts[0] ?? '').trim(), (parts[1] ?? '').trim()];
}

export function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}

/** Splits where no bracket is open. */
export function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const char of text) {
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
    if (char === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

/** Keys in lower case; the last of equal keys counts. */
export function pairs(text: string, pattern: RegExp): Map<string, string> {
  return new Map(
    [...text.matchAll(pattern)].map(([, key = '', value = '']) => [key.trim().toLowerCase(), value.trim()]),
  );
}

export function until(text: string, separator: string): string {
  const end = text.indexOf(separator);
  return end < 0 ? text : text.slice(0, end);
}

export function sure(text: string): string | null {
  return text.includes(HOLE) ? null : text;
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function filePath(file: string): string | null {
  return sure(
    file
      .trim()
      .replaceAll('\\', '/')
      .replace(/\/(\.?\/)+/g, '/')
      .replace(/^\.\//, ''),
  );
}
