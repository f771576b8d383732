import { identityToml } from '../../cluster/deployment.js';
import { settledKey } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import type { Setting } from '../../server/setting.js';
import { compareVersions, type Version } from '../../server/version.js';
import { resolveText } from '../../syntax/xml/references.js';
import { sha256 } from '../../text/sha256.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { soundly } from '../fix-toml-names.js';
import { isWrittenOut } from '../fix-value.js';
import { defineRule, type Edit } from '../rule.js';

const PASSWORD = 'identity.auth_framework.endpoint.app_password';
const HASH = 'account_recovery.endpoint.auth.hash';
const FIRST_WITH_HASH: Version = [5, 11, 0];

export default defineRule({
  id: 'endpoint-auth-hash-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the hash of the portals’ password is not that of the password',
  why: 'The login and recovery portals call the server with `app_password`, and the server compares its SHA-256 with `hash`: where they do not belong together, recovery and parts of the login end in "401 Unauthorized".',
  remedy:
    'Set `[account_recovery.endpoint.auth] hash` to the SHA-256 of `[identity.auth_framework.endpoint] app_password` in hexadecimal: `echo -n PASSWORD | sha256sum`. Change both or none.',
  sources: [
    'carbon-identity-framework default.json (5.11 on): the two defaults belong together',
    'WSO2 IS docs, product-level security guidelines',
  ],
  examples: {
    bad: { title: 'only the password was changed', files: { 'deployment.toml': portals('openSesame', 'dashboard') } },
    good: { title: 'both', files: { 'deployment.toml': portals('openSesame', 'openSesame') } },
  },
  check(node, report) {
    if (identityToml(node) === null) return;
    const password = settledKey(node, PASSWORD);
    const hash = settledKey(node, HASH);
    if (password === null || hash === null || belong(password, hash) !== 'no') return;
    const kept = password.origin !== 'explicit' || hash.origin !== 'explicit';
    const at = password.origin === 'explicit' ? password : hash;
    const changed = at === password ? 'app_password' : 'hash';
    const other =
      at === password
        ? 'hash in [account_recovery.endpoint.auth]'
        : 'app_password in [identity.auth_framework.endpoint]';
    const what = kept
      ? `${changed} is set and the ${other} is left to its default, which belongs to the shipped password`
      : 'hash in [account_recovery.endpoint.auth] is not the SHA-256 of app_password in [identity.auth_framework.endpoint]';
    report({
      node,
      at,
      severity: knowsHash(node) || !kept ? 'error' : 'warning',
      message: `On this node ${what}: the server refuses the calls of its own login and recovery portals with 401. Set hash to what "echo -n PASSWORD | sha256sum" prints for app_password, on every node the same.`,
      ...fixWith('Write the hash of app_password', 'safe', writeHash(node, password, hash)),
      related: kept ? [] : [{ node, at: hash, message: 'the hash' }],
    });
  },
});

/** Is a hash that of a password; templates, placeholders and secrets say nothing. */
function belong(password: Setting, hash: Setting): 'yes' | 'no' | 'unknown' {
  if (!isTold(password) || !isTold(hash) || (password.origin !== 'explicit' && hash.origin !== 'explicit')) {
    return 'unknown';
  }
  const wanted = hash.text.trim().toLowerCase();
  const decoded = resolveText(password.text, new Map()).value;
  return [password.text, decoded].some((text) => sha256(text) === wanted) ? 'yes' : 'no';
}

/** Only of a password that stands in the file, and that the portals and the server read alike. */
function writeHash(node: NodeModel, password: Setting, hash: Setting): Edit[] {
  const { toml } = node;
  if (toml === null || !isWrittenOut(password) || (hash.origin === 'explicit' && !isWrittenOut(hash))) return [];
  if (resolveText(password.text, new Map()).value !== password.text) return [];
  return soundly(toml, setKey(node, toml, HASH, sha256(password.text)));
}

/** A default that only servers from 5.11 on have is the same in all of them. */
function isTold({ kind, varies, origin }: Setting): boolean {
  return kind === 'literal' || (varies === true && origin === 'default' && kind === 'placeholder');
}

function knowsHash({ version }: NodeModel): boolean {
  return version !== null && compareVersions(version.min, FIRST_WITH_HASH) >= 0;
}

function portals(password: string, hashed: string): string {
  return deploymentToml({
    tables: {
      '[identity.auth_framework.endpoint]': `app_password = "${password}"`,
      '[account_recovery.endpoint.auth]': `hash = "${sha256(hashed)}"`,
    },
  });
}
