/** `unit-resolve.json`: in which unit the server wants a time. A plain number passes untouched. */
export const UNITS: Readonly<Record<string, 'm' | 'ms' | 's'>> = {
  'server.default_cache_timeout': 'm',
  'server.default_realm_cache_timeout': 'm',
  'server.clock_skew': 's',
  'user_store.properties.ConnectionRetryDelay': 'ms',
  'session_data.cleanup.expire_session_data_after': 'm',
  'session_data.cleanup.clean_expired_session_data_every': 'm',
  'session_data.cleanup.expire_pre_session_data_after': 'm',
  'session.timeout.idle_session_timeout': 'm',
  'session.timeout.remember_me_session_timeout': 'm',
};

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `2m` in milliseconds is `120000`; null where the text is no number with a unit. */
export function inUnit(text: string, unit: string): string | null {
  const [, amount, from = ''] = /^(\d{1,15})(d|h|m|s|ms)$/.exec(text) ?? [];
  const factor = MILLISECONDS[from];
  const to = MILLISECONDS[unit];
  return amount === undefined || factor === undefined || to === undefined
    ? null
    : String(Math.floor((Number(amount) * factor) / to));
}
