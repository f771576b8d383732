import { nameSpan, placeOfKey } from '../../cluster/deployment.js';
import { type UnreadKey, unreadKeys } from '../../cluster/toml-keys.js';
import type { Severity } from '../../config/severity.js';
import type { TomlFacts } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { isSecretName } from '../../text/redact.js';
import { deploymentToml } from '../example-toml.js';
import { unreadKeyFix } from '../fix-unread-key.js';
import { defineRule } from '../rule.js';

const STORE = (key: string) =>
  `${key} = "iam.p12"\ntype = "PKCS12"\npassword = "$env{KEYSTORE_PASSWORD}"\nalias = "iam"`;

/** Key stores that are the default in some version. */
const STOCK_STORES = /^(?:wso2carbon|client-truststore)\.(?:jks|p12)$/;
/** Where the right key is read in some versions only. */
const VERSIONS: Readonly<Record<string, string>> = {
  'server.mgt_console_hostname': ' (6.0 and later)',
  'clustering.properties.groupPassword': ' (read up to 5.11)',
};

export default defineRule({
  id: 'toml-key-unknown',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'a key that the server does not read: misspelt, at another place, or invented',
  why: 'The server ignores unknown keys and tables without a word, in every version, and letters in another case make another key. What was meant stays at its default: another key store is served, the node listens on another port, the cluster does not form.',
  remedy: 'Write the key that the message names, or remove it.',
  sources: [
    'templates and rule files of carbon-kernel and product-is, IS 5.9.0 – 7.3.0',
    "run on the server's own code: golden ms-unknown-keys, ms-key-case, cl-enable-true-only, tr-ports-wrong-level, tr-proxyport-snake, db-validation-query",
    'https://github.com/wso2/product-is/issues/6581',
  ],
  examples: {
    bad: {
      title: 'a key of the first 5.9.0 files',
      files: { 'deployment.toml': deploymentToml({ tables: { '[keystore.primary]': STORE('name') } }) },
    },
    good: {
      title: 'the key that is read',
      files: { 'deployment.toml': deploymentToml({ tables: { '[keystore.primary]': STORE('file_name') } }) },
    },
  },
  check(node, report) {
    const { toml } = node;
    if (toml === null) return;
    const all = unreadKeys(node);
    for (const unread of all) {
      const judged = judge(toml, unread);
      if (judged === null) continue;
      const { written, table } = unread;
      const header = table === null ? null : (written.entry.table?.span ?? null);
      const at = placeOfKey(toml, written.key, header ?? nameSpan(written));
      report({
        node,
        at: table === null ? at : { ...at, address: `${toml.file}/${table}` },
        severity: judged.severity,
        message: `${nameOf(unread)}${unread.fate === null ? '' : `: ${unread.fate}`}.${judged.effect} ${remedy(unread)}`,
        ...unreadKeyFix(node, toml, { unread, all, isHarmless: judged.isHarmless === true }),
      });
    }
  },
});

interface Judged {
  readonly severity: Severity;
  /** What it means here; empty, or with a blank before it. */
  readonly effect: string;
  readonly isHarmless?: boolean;
}

function judge(toml: TomlFacts, unread: UnreadKey): Judged | null {
  const { written, meant, certain, table, header } = unread;
  const { key, value } = written;
  if (/^clustering\.enabled?$/.test(key)) return judgeSwitch(toml, unread);
  if (table !== null) return { severity: header === `[${table}]` ? 'error' : 'warning', effect: '' };
  const text = value.kind === 'scalar' && value.certainty === 'literal' ? value.text : null;
  if (meant?.endsWith('.file_name') && certain) return judgeStore(toml.effective(meant), text);
  if (meant === null || /^datasource\..*\.type$|^datasource\.type$/.test(key)) return { severity: 'info', effect: '' };
  const effective = toml.effective(meant);
  if (text !== null && known(effective) === text) {
    const effect = ` It does no harm: ${meant} has this value anyway.`;
    return { severity: 'info', effect, isHarmless: true };
  }
  return { severity: 'warning', effect: effectOf(effective, meant) };
}

/** Without a scheme nothing switches clustering on, and clustering-scheme-missing says so. */
function judgeSwitch(toml: TomlFacts, { written: { value } }: UnreadKey): Judged | null {
  const scheme = toml.effective('clustering.membership_scheme');
  if (scheme === null || scheme.kind === 'template' || value.kind !== 'scalar') return null;
  const text = value.certainty === 'literal' ? value.text : null;
  if (text !== 'false')
    return { severity: 'info', effect: ' It is set, so clustering is on.', isHarmless: text === 'true' };
  return { severity: 'error', effect: ` It is ${quote(scheme)}, so clustering is on although this says false.` };
}

function judgeStore(effective: Setting | null, name: string | null): Judged {
  const file = known(effective);
  if (name !== null && file === name) {
    return { severity: 'info', effect: ' It does no harm: the server uses this file anyway.', isHarmless: true };
  }
  if (name !== null && file === null && STOCK_STORES.test(name)) {
    const effect = ' It does no harm where this is the default (.jks up to 7.0, .p12 from 7.1 on).';
    return { severity: 'info', effect };
  }
  const isDefault = effective === null || effective.origin === 'default';
  if (name === null || !isDefault) {
    return { severity: 'warning', effect: effective === null ? '' : ` The server uses ${inUse(effective)}.` };
  }
  return { severity: 'error', effect: ` The server uses ${inUse(effective)} instead.` };
}

function inUse(effective: Setting | null): string {
  const file = known(effective);
  return file === null ? 'the key store that is the default of its version' : quote(file);
}

function effectOf(effective: Setting | null, meant: string): string {
  const value = known(effective);
  if (effective === null || value === null || effective.sensitive) return '';
  const origin = effective.origin === 'default' ? 'keeps its default' : 'is';
  return ` ${meant} ${origin} ${quote(effective)}.`;
}

function nameOf({ written: { key, value }, table }: UnreadKey): string {
  if (table !== null) return `The server does not read the table ${table}`;
  const isShown = value.kind === 'scalar' && !value.sensitive && !isSecretName(key.replaceAll("'", ''));
  return `The server does not read ${key}${isShown ? ` (${quote(value.text)})` : ''}`;
}

function remedy({ meant, certain, table, header }: UnreadKey): string {
  if (header !== undefined) return `Write ${header}.`;
  if (meant === null) return 'Remove it.';
  if (!certain) return `Did you mean ${meant}?`;
  return table === null ? `Write ${meant}${VERSIONS[meant] ?? ''}.` : `Call it ${meant}.`;
}
