import { SHIPPED_STORES, storesOf } from '../../cluster/keystores.js';
import { settled } from '../../cluster/settled.js';
import { known } from '../../server/setting.js';
import { list, quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

const SHIPPED = 'wso2carbon';

export default defineRule({
  id: 'keystore-partial-override',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a key store of one’s own is opened with the passwords of the shipped one',
  why: 'What `[keystore.primary]` does not say is what the shipped key store has: password, key password and alias `wso2carbon`. Unless the file was made with them, the server cannot open it ("Keystore was tampered with, or password was incorrect") or not the key in it ("Cannot recover key").',
  remedy: 'Set `password`, `key_password` and `alias` beside `file_name`.',
  sources: [
    'default.json of carbon-kernel 4.5.1 – 4.12.34',
    'golden ks-ref: a file name alone keeps passwords and alias',
  ],
  examples: {
    bad: { title: 'only the file', files: { 'deployment.toml': withStore('file_name = "iam.p12"') } },
    good: {
      title: 'all that opens it',
      files: {
        'deployment.toml': withStore(
          'file_name = "iam.p12"\nalias = "iam"\npassword = "$env{STORE}"\nkey_password = "$env{STORE}"',
        ),
      },
    },
  },
  check(node, report) {
    for (const { table, kind, store, fileName } of storesOf(node)) {
      const { location } = store;
      if (kind !== 'primary' || location?.origin !== 'explicit' || fileName === null) continue;
      const [password, keyPassword, alias] = [store.password, store.keyPassword, store.keyAlias].map((setting) =>
        settled(node, setting),
      );
      const storeOpens = password?.origin === 'default';
      const text = known(password ?? null);
      // A password that is not known may be the shipped one.
      const keyOpens = keyPassword?.origin === 'default' && !storeOpens && text !== null && text !== SHIPPED;
      if (SHIPPED_STORES.has(fileName) || (!storeOpens && !keyOpens)) continue;
      const missing = [
        ...(storeOpens ? ['password'] : []),
        ...(keyPassword?.origin === 'default' ? ['key_password'] : []),
        ...(alias?.origin === 'default' ? ['alias'] : []),
      ];
      report({
        node,
        at: location,
        message: `${table} names the file ${quote(fileName)} and leaves ${list(missing)} to what the shipped key store has: unless the file was made with the same, the server cannot open ${storeOpens ? 'it ("Keystore was tampered with, or password was incorrect")' : 'the key in it ("Cannot recover key")'}. Set ${list(missing)} in ${table}.`,
      });
    }
  },
});

function withStore(lines: string): string {
  return deploymentToml({ tables: { '[keystore.primary]': lines } });
}
