const DEFAULT_PORTS: readonly (readonly [scheme: RegExp, port: string])[] = [
  [/^jdbc:(?:mysql|mariadb)/i, ':3306'],
  [/^jdbc:postgresql/i, ':5432'],
  [/^jdbc:sqlserver/i, ':1433'],
];

/**
 * A value in the one spelling that stands for all that mean the same: white space, the case of booleans, signs and
 * zeros of whole numbers, parameters and default ports of JDBC URLs, the order of several LDAP servers.
 */
export function meaningOf(text: string): string {
  const flat = text.trim().replace(/\s+/g, ' ');
  if (flat.length <= 5 && /^(?:true|false)$/i.test(flat)) return flat.toLowerCase();
  const number = /^([+-]?)0*(\d+)(?:\.0+)?$/.exec(flat);
  if (number !== null) return `${number[1] === '-' && number[2] !== '0' ? '-' : ''}${number[2] ?? ''}`;
  if (/^jdbc:/i.test(flat)) return jdbcMeaning(flat);
  if (/^ldaps?:\S+ /i.test(flat)) return flat.split(' ').sort().join(' ');
  return flat;
}

function jdbcMeaning(url: string): string {
  // Nothing escapes a value on its way into generated XML: people write `&amp;` there themselves.
  const plain = url.replaceAll('&amp;', '&');
  const [base = '', query] = plain.split(/\?(.*)/s);
  const parts = base.split(';');
  const host = withoutDefaultPort((parts[0] ?? '').replace(/\/\/[^/@]+(?=[/;]|$)/, (found) => found.toLowerCase()));
  const server = [
    host,
    ...parts
      .slice(1)
      .filter((part) => part !== '')
      .sort(),
  ].join(';');
  if (query === undefined || query === '') return server;
  return `${server}?${query
    .split('&')
    .filter((part) => part !== '')
    .sort()
    .join('&')}`;
}

function withoutDefaultPort(base: string): string {
  const port = DEFAULT_PORTS.find(([scheme]) => scheme.test(base))?.[1];
  return port === undefined ? base : base.replace(new RegExp(`${port}(?=/|$)`), '');
}
