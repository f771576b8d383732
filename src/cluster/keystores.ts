import type { Keystore, NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { identityToml } from './deployment.js';
import { settled } from './settled.js';

/** A key store of a deployment.toml. */
export interface NamedStore {
  /** `[keystore.primary]`. */
  readonly table: string;
  readonly kind: 'primary' | 'internal' | 'tls' | 'saml' | 'trust';
  readonly store: Keystore;
  /** Below `repository/resources/security`; null where nothing tells it. */
  readonly fileName: string | null;
}

const TABLES = {
  primary: '[keystore.primary]',
  internal: '[keystore.internal]',
  tls: '[keystore.tls]',
  saml: '[keystore.saml]',
  trust: '[truststore]',
} as const;

/** Names of the key stores in a pack, up to 7.0 and from 7.1 on. */
export const SHIPPED_STORES: ReadonlySet<string> = new Set([
  ...['wso2carbon.jks', 'wso2carbon.p12', 'client-truststore.jks', 'client-truststore.p12'],
]);

/** The key stores an Identity Server with a deployment.toml opens; none where that is not known. */
export function storesOf(node: NodeModel): readonly NamedStore[] {
  const { keystores } = node;
  if (keystores === null || identityToml(node) === null) return [];
  return (Object.keys(TABLES) as (keyof typeof TABLES)[]).flatMap((kind) => {
    const store = keystores[kind];
    if (store === null) return [];
    return [{ table: TABLES[kind], kind, store, fileName: fileNameOf(settled(node, store.location)) }];
  });
}

/** The last part of a location; null where a placeholder or a template is in it (`${carbon.home}` is before it). */
export function fileNameOf(location: Setting | null): string | null {
  if (location === null || location.kind === 'secret' || location.varies === true) return null;
  const name = location.text.trim().split(/[/\\]/).at(-1) ?? '';
  return name === '' || /[{}%#@$]|XX_/.test(name) ? null : name;
}
