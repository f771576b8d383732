import type { Files } from './lint.js';

/** The hosts of the examples' nodes. */
export const HOSTS = { 'is-1': '10.0.0.11', 'is-2': '10.0.0.12' } as const;
export const TOML_HOSTS = { 'is-1': '10.0.1.11', 'is-2': '10.0.1.12' } as const;
/** The database that the correct cluster shares. */
export const SHARED = { url: 'jdbc:mysql://db.example.com:3306/reg_db', username: 'regadmin' } as const;

/**
 * The tree with a `.wso2is-lint.yml` beside it that says what should be.
 *
 * @param hosts of each node; null where the configuration does not give it
 */
export function expecting(
  files: Files,
  expect: Readonly<Record<string, unknown>>,
  hosts: Readonly<Record<string, string | null>> = HOSTS,
): Files {
  const nodes = Object.fromEntries(
    Object.entries(hosts).map(([name, host]) => [name, host === null ? { path: name } : { path: name, host }]),
  );
  return { ...files, '.wso2is-lint.yml': `${JSON.stringify({ clusters: { production: { nodes, expect } } })}\n` };
}
