import { identityToml } from '../../cluster/deployment.js';
import { known } from '../../server/setting.js';
import { compareVersions, type Version } from '../../server/version.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

const FIRST_WITH_LONG_KEYS: Version = [7, 1, 0];
/** What AES takes, in bytes. */
const AES_LENGTHS: ReadonlySet<number> = new Set([16, 24, 32]);

export default defineRule({
  id: 'encryption-key-invalid',
  scope: 'node',
  severity: 'error',
  since: '0.1.0',
  summary: 'the key that internal data is encrypted with has a length AES does not take',
  why: 'The text is the AES key: with another length every encryption fails ("Invalid AES key length"), so neither users nor applications with secrets can be saved.',
  remedy:
    'Write 32 hexadecimal digits in `[encryption] key`, such as `openssl rand -hex 16` prints; from 7.1 on also 64.',
  sources: ['WSO2 IS docs, symmetric encryption', 'javax.crypto: AES takes keys of 16, 24 and 32 bytes'],
  examples: {
    bad: { title: 'a word', files: { 'deployment.toml': withKey('changeit') } },
    good: { title: '32 hexadecimal digits', files: { 'deployment.toml': withKey('5f1c2ab09d7e43668a1b0c9d2e3f4051') } },
  },
  check(node, report) {
    const secret = node.server?.crypto.secret ?? null;
    const text = known(secret);
    if (identityToml(node) === null || secret === null || text === null || secret.origin !== 'explicit') return;
    const long = /^[\da-f]{64}$/i.test(text);
    const last = node.version?.max ?? null;
    if (long && (last === null || compareVersions(last, FIRST_WITH_LONG_KEYS) >= 0)) return;
    const length = new TextEncoder().encode(text).length;
    if (AES_LENGTHS.has(length)) return;
    const what = long ? '64 hexadecimal digits, which Identity Server takes from 7.1 on only' : `${length} characters`;
    report({
      node,
      at: secret,
      message: `The key in [encryption] has ${what}: the server takes the text for an AES key, and every encryption fails with "Invalid AES key length". Write 32 hexadecimal digits (openssl rand -hex 16), the same on every node; what is encrypted already needs the old key (old_key).`,
    });
  },
});

function withKey(key: string): string {
  return deploymentToml({ tables: { '[encryption]': `key = "${key}"` } });
}
