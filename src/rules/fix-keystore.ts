import type { Disagreement } from '../cluster/agreement.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Keystore, KeystoreFacts, NodeModel } from '../server/model.js';
import type { Setting } from '../server/setting.js';
import { copyFix, wantedOf } from './fix.js';
import { copyKey } from './fix-server.js';
import type { Fix } from './rule.js';

export type StoreKind = 'primary' | 'internal' | 'trust';
export type StorePart = 'location' | 'type' | 'keyAlias';

const KEYS: Readonly<Record<StorePart, string>> = { location: 'file_name', type: 'type', keyAlias: 'alias' };

/** What opens the store, or the key in it, must fit what is copied: no fix brings a password. */
const OPENED_BY: Readonly<Record<StorePart, readonly ('password' | 'keyPassword')[]>> = {
  location: ['password', 'keyPassword'],
  type: [],
  keyAlias: ['keyPassword'],
};

/** The fix that names the key store, its type or its alias as the reference or the majority does. */
export function storeFix(
  cluster: Cluster,
  found: Disagreement<string>,
  { kind, part, noun }: { readonly kind: StoreKind; readonly part: StorePart; readonly noun: string },
): { readonly fix?: Fix } {
  const wanted = wantedOf(cluster, found);
  const model = wanted === null ? null : storeOf(wanted.node, kind);
  if (wanted === null || model === null) return {};
  const others = found.answers.filter(({ value }) => value !== wanted.value);
  const fit = others.every(({ node }) => {
    const store = storeOf(node, kind);
    if (store === null) return false;
    const opens = OPENED_BY[part].every((key) => isEqual(store[key], model[key]));
    return opens && (part !== 'location' || isThere(node.keystores, store.location, model.location));
  });
  if (!fit) return {};
  const key = `${kind === 'trust' ? 'truststore' : `keystore.${kind}`}.${KEYS[part]}`;
  // A location is the name of a file in deployment.toml.
  const add = (node: NodeModel, source: Setting) =>
    copyKey(key)(node, part === 'location' ? { ...source, text: splitPath(source).name } : source);
  return copyFix(cluster, found, { noun, add });
}

function storeOf({ keystores }: NodeModel, kind: StoreKind): Keystore | null {
  return keystores?.[kind] ?? null;
}

function isEqual(a: Setting | null, b: Setting | null): boolean {
  return a?.text === b?.text && a?.kind === b?.kind;
}

/** In the same folder, and not missing among key stores that are committed. */
function isThere(facts: KeystoreFacts | null, own: Setting | null, model: Setting | null): boolean {
  if (own === null || model === null || facts === null) return false;
  const [{ folder }, wanted] = [splitPath(own), splitPath(model)];
  return folder === wanted.folder && (facts.files.size === 0 || facts.files.has(wanted.name));
}

function splitPath({ text }: Setting): { readonly folder: string; readonly name: string } {
  const [, folder = '', name = ''] = /^(.*?)([^/\\]*)$/s.exec(text.trim()) ?? [];
  return { folder, name };
}
