import type { Versions } from './versions.js';

/** `validator.json`, of it what acts: only rules with `regex`, those with `match_regex` are never run. */
export interface Validation extends Versions {
  readonly key: string;
  readonly values: readonly string[];
}

const STORES = ['database', 'read_only_ldap', 'read_write_ldap', 'active_directory'];

export const VALIDATIONS: readonly Validation[] = [
  { key: 'user_store.type', values: STORES, before: '5.10.0' },
  {
    key: 'user_store.type',
    values: [...STORES, ...STORES.map((store) => `${store}_unique_id`)],
    from: '5.10.0',
  },
  { key: 'encryption.type', values: ['asymmetric', 'symmetric'] },
];

/** Keys that must hold something when another one is `true`. */
export const REQUIRED_WHEN: readonly { readonly key: string; readonly when: string; readonly error: string }[] = [
  { key: 'recaptcha.site_key', when: 'recaptcha.enabled', error: 'Recaptcha site key is required.' },
  { key: 'recaptcha.secret_key', when: 'recaptcha.enabled', error: 'Recaptcha secret key is required.' },
];
