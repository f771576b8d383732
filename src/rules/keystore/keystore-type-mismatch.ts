import { storesOf } from '../../cluster/keystores.js';
import { settled } from '../../cluster/settled.js';
import type { NodeModel } from '../../server/model.js';
import { known, type Setting } from '../../server/setting.js';
import { quote } from '../../text/message.js';
import { deploymentToml } from '../example-toml.js';
import { fixWith } from '../fix.js';
import { setKey } from '../fix-toml.js';
import { soundly } from '../fix-toml-names.js';
import { isWrittenOut } from '../fix-value.js';
import { defineRule, type Edit } from '../rule.js';

export default defineRule({
  id: 'keystore-type-mismatch',
  scope: 'node',
  severity: 'warning',
  since: '0.1.0',
  summary: 'the type of a key store is not that of its file name',
  why: 'A type that is not set is JKS up to 7.0 and PKCS12 from 7.1 on, whatever the file is called. Where the type is not that of the file, opening it may fail ("Invalid keystore format") and the server does not start; some Java versions open it all the same.',
  remedy: 'Set `type` beside `file_name`: "JKS" for .jks, "PKCS12" for .p12 and .pfx.',
  sources: ['default.json of carbon-kernel 4.5.1 – 4.12.34', 'golden ks-ref, ks-truststore'],
  examples: {
    bad: {
      title: 'a JKS named a PKCS12',
      files: { 'deployment.toml': withStore('file_name = "iam.jks"\ntype = "PKCS12"') },
    },
    good: {
      title: 'the type of the file',
      files: { 'deployment.toml': withStore('file_name = "iam.jks"\ntype = "JKS"') },
    },
  },
  check(node, report) {
    const told = new Set<string>();
    for (const { table, store, fileName } of storesOf(node)) {
      const type = settled(node, store.type);
      const text = known(type)?.trim().toUpperCase();
      const wanted = typeOf(fileName);
      const { location } = store;
      if (type === null || text === undefined || wanted === null || location === null) continue;
      if ((text !== 'JKS' && text !== 'PKCS12') || text === wanted || told.has(`${fileName}/${text}`)) continue;
      // What others take from it is told there.
      if (type.origin !== 'explicit' && location.origin !== 'explicit') continue;
      told.add(`${fileName}/${text}`);
      const byDefault = type.origin === 'explicit' ? '' : ', the default of this version';
      report({
        node,
        at: type.origin === 'explicit' ? type : location,
        message: `${table} names the file ${quote(fileName ?? '')} and has type ${quote(text)}${byDefault}: by its name the file is ${wanted}, and a server that opens it as ${text} may stop with "Invalid keystore format". Set type = "${wanted}" in ${table}, or name a ${text} file.`,
        ...fixWith(`Set type = "${wanted}" in ${table}`, 'safe', writeType(node, table, type, wanted)),
      });
    }
  },
});

/** Nothing where a variable says the type. */
function writeType(node: NodeModel, table: string, type: Setting, wanted: string): Edit[] {
  const { toml } = node;
  if (toml === null || (type.origin === 'explicit' && !isWrittenOut(type))) return [];
  return soundly(toml, setKey(node, toml, `${table.slice(1, -1)}.type`, wanted));
}

function typeOf(fileName: string | null): 'JKS' | 'PKCS12' | null {
  if (fileName === null) return null;
  if (/\.jks$/i.test(fileName)) return 'JKS';
  return /\.(?:p12|pfx|pkcs12)$/i.test(fileName) ? 'PKCS12' : null;
}

function withStore(lines: string): string {
  return deploymentToml({ tables: { '[keystore.primary]': lines } });
}
