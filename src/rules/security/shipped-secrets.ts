import { identityToml } from '../../cluster/deployment.js';
import { settledKey } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { list } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { defineRule } from '../rule.js';

/** What every pack, and WSO2's own chart, ships; none of it is a secret. */
const SHIPPED = [
  { name: 'password in [super_admin]', key: 'super_admin.password', values: ['admin'] },
  { name: 'password in [keystore.primary]', key: 'keystore.primary.password', values: ['wso2carbon'] },
  {
    name: 'key in [encryption]',
    key: 'encryption.key',
    values: ['03BAFEB27A8E871CAD83C5CD4E771DAB', '3cc0481b70794667b5bee7e2beed2de4'],
  },
  {
    name: 'app_password in [identity.auth_framework.endpoint]',
    key: 'identity.auth_framework.endpoint.app_password',
    values: ['dashboard'],
  },
] as const;

export default defineRule({
  id: 'shipped-secrets',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  profile: 'production',
  summary: 'passwords and keys that every pack ships are unchanged',
  why: 'They are public: whoever knows them signs in as administrator, signs tokens, decrypts the secrets in the database, or calls the server as its own portal. Keys changed after data was encrypted make that data unreadable, so change them before the first start.',
  remedy:
    'Set your own `[super_admin] password`, key store, `[encryption] key` and `app_password` (with its hash); keep them out of the repository with `$secret{}` or `$env{}`. Up to 5.8: `AdminUser/Password` in user-mgt.xml and the key store in carbon.xml, kept out with secure vault.',
  sources: [
    'user-mgt.xml and carbon.xml of IS 5.8.0; deployment.toml and default.json of IS 5.9.0 – 7.3.0; values.yaml of wso2/kubernetes-is',
    'WSO2 IS docs, product-level security guidelines',
  ],
  examples: {
    bad: { title: 'the deployment.toml of the pack', files: { 'deployment.toml': secrets('admin', 'wso2carbon') } },
    good: {
      title: 'secrets of one’s own',
      files: {
        'deployment.toml': `${secrets('$env{ADMIN}', '$env{STORE}')}
[encryption]
key = "$env{ENCRYPTION_KEY}"

[identity.auth_framework.endpoint]
app_password = "$env{APP_PASSWORD}"
`,
      },
    },
  },
  check(node, report) {
    const unchanged = secretsOf(node).filter(({ setting, values }) => isShipped(setting, values));
    const [first] = unchanged;
    if (first === undefined) return;
    const written = unchanged.filter(({ setting }) => setting.span !== null);
    const at = written[0]?.setting ?? first.setting;
    const one = unchanged.length === 1;
    const hasKey = unchanged.some(({ name }) => /key/.test(name));
    report({
      node,
      at,
      address: 'shipped-secrets',
      message: `${one ? 'A secret' : 'Secrets'} every pack ships ${one ? 'is' : 'are'} unchanged: ${list(unchanged.map(({ name, setting }) => (setting.span === null ? `${name} (the default)` : name)))}. ${one ? 'It is' : 'They are'} public, so whoever reaches the server or its database can use ${one ? 'it' : 'them'}. Set your own${hasKey ? ' before the first start: data that is encrypted already needs the old key' : ''}.`,
      related: written.slice(1).map(({ name, setting }) => ({ node, at: setting, message: name })),
    });
  },
});

interface Secret {
  readonly name: string;
  readonly setting: Setting;
  readonly values: readonly string[];
}

/** Secrets of which the pack ships one, as far as the node settles them. */
function secretsOf(node: NodeModel): Secret[] {
  if (identityToml(node) !== null) {
    return SHIPPED.flatMap(({ name, key, values }) => {
      const setting = settledKey(node, key);
      return setting === null ? [] : [{ name, setting, values }];
    });
  }
  if (node.product !== 'IS' || node.era !== 'xml') return [];
  const administrator = node.userMgt?.adminPassword ?? null;
  const keystore = node.keystores?.primary?.password ?? null;
  return [
    ...(administrator === null
      ? []
      : [{ name: 'password of the administrator', setting: administrator, values: ['admin'] }]),
    ...(keystore === null
      ? []
      : [{ name: 'password of the primary key store', setting: keystore, values: ['wso2carbon'] }]),
  ];
}

function isShipped(setting: Setting, values: readonly string[]): boolean {
  const text = known(setting);
  return text !== null && values.includes(text);
}

function secrets(admin: string, store: string): string {
  return deploymentToml({
    tables: {
      '[super_admin]': `username = "admin"\npassword = "${admin}"\ncreate_admin_account = true`,
      '[keystore.primary]': `file_name = "wso2carbon.p12"\ntype = "PKCS12"\npassword = "${store}"`,
    },
  });
}
